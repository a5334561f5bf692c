"""What a page of another site makes a browser send is not taken for what a seat does."""

from __future__ import annotations

import pytest
from houses import House, methods_and_paths

SEAT = "belmora-head"
FOREIGN = (
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:8001"},
    {"origin": "https://127.0.0.1:8000"},
    {"origin": "http://127.0.0.1:8000.evil.example"},
    {"origin": ""},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "cross-site"},
)


def posts(house: House) -> list[str]:
    fill = {"{group}": "1", "{seat}": SEAT, "{token}": "x"}
    found = []
    for method, path, _ in methods_and_paths(house.app):
        if method == "POST":
            for name, value in fill.items():
                path = path.replace(name, value)
            found.append(path)
    return found


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_whatever_another_site_sends_is_refused(house: House, headers: dict[str, str]) -> None:
    tab, last = house.seat(SEAT), house.last()
    csrf = tab.csrf()
    for path in posts(house):
        answer = tab.ask("POST", path, data={"csrf": csrf}, headers=headers)
        assert answer.status_code == 403, path
        assert "another site" in answer.text, path
    assert house.last() == last
    assert tab.get("board").status_code == 200


def test_two_origins_are_none(house: House) -> None:
    tab = house.seat(SEAT)
    twice = [("origin", "http://127.0.0.1:8000"), ("origin", "http://127.0.0.1:8000")]
    cookie = [("cookie", tab.client.headers["cookie"])]
    answer = tab.ask("POST", tab.at("leave"), data={"csrf": tab.csrf()}, headers=[*twice, *cookie])
    assert answer.status_code == 403


def test_a_form_carries_what_only_its_session_knows(house: House) -> None:
    tab, last = house.seat(SEAT), house.last()
    gate = house.room.gate
    other = gate.session(gate.sessions.begin(SEAT, "link"))
    neighbour = house.seat("observer").csrf()
    assert other is not None
    for path in posts(house):
        if not path.startswith(f"/1/{SEAT}/"):
            continue
        for csrf in ("", "x", "é", "0" * 64, other.csrf, neighbour, tab.csrf().upper(), None):
            sent = {"csrf": csrf} if csrf is not None else {}
            answer = tab.ask("POST", path, data=sent)
            assert answer.status_code in (403, 404), (path, csrf)
        in_address = tab.ask("POST", f"{path}?csrf={tab.csrf()}", headers={"x-csrf": tab.csrf()})
        assert in_address.status_code in (403, 404), path
    assert house.last() == last
    assert tab.get("board").status_code == 200


def test_the_token_of_a_form_opens_nothing(house: House) -> None:
    stranger, csrf = house.stranger(), house.seat(SEAT).csrf()
    for value in (csrf, csrf[:43]):
        stranger.client.headers["cookie"] = f"onetext-1-{SEAT}={value}"
        assert stranger.ask("GET", f"/1/{SEAT}/board").status_code == 303


def test_no_question_changes_anything(house: House) -> None:
    """Every GET of a seat's pages leaves the record, the links and the sessions as they were."""
    last = house.last()
    gate = house.room.gate
    for method, path, _ in methods_and_paths(house.app):
        if method == "GET" and not path.endswith("/stream"):
            where = path.replace("{group}", "1").replace("{seat}", SEAT)
            before = gate.standing(SEAT)
            house.seat(SEAT).ask("GET", where, params={"csrf": "x", "of": "observer"})
            assert gate.standing(SEAT) == before, path
    assert house.last() == last
    assert {method for method, _, _ in methods_and_paths(house.app)} == {"GET", "POST", "*"}


def test_another_site_does_not_change_the_language(house: House) -> None:
    for site in ("cross-site", "same-site"):
        answer = house.stranger().ask("GET", "/language/ar", headers={"sec-fetch-site": site})
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
