"""Links: long, good once, for some days, for one seat, and all that is not good answered alike."""

from __future__ import annotations

import re
import stat
from base64 import urlsafe_b64decode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from houses import QUICK, House, memory

from onetext.cli.serving import Asked, _holder, _links
from onetext.errors import BadInput, Refused, WrongUse
from onetext.record.acts.seating import HolderNamed
from onetext.room.access.gate import LINK_LASTS, Gate
from onetext.room.access.handing import hand_over, read_link, write_link
from onetext.room.opening.places import Places
from onetext.room.settings import settings

PASSWORD = "several words of mine"
SEAT = "belmora-head"


class Clock:
    """Tell an hour that the test sets."""

    def __init__(self) -> None:
        self.hour = 1_000_000.0

    def __call__(self) -> float:
        return self.hour


def test_a_link_has_256_bits_and_never_the_same() -> None:
    gate = Gate(memory(), hasher=QUICK)
    drawn = {gate.invite(SEAT) for _ in range(50)}
    assert len(drawn) == 50
    assert {len(urlsafe_b64decode(one + "=")) for one in drawn} == {32}
    asked: list[int] = []
    Gate(memory(), draw=lambda n: asked.append(n) or bytes(n), hasher=QUICK).invite(SEAT)  # type: ignore[func-returns-value]
    assert asked == [32]


def test_only_a_hash_of_a_link_is_kept(tmp_path: Path) -> None:
    engine = memory()
    gate = Gate(engine, hasher=QUICK)
    token = gate.invite(SEAT)
    session = gate.come_in(token, PASSWORD)
    with engine.connect() as connection:
        kept = "\n".join(connection.connection.iterdump())  # type: ignore[attr-defined]
    for secret in (token, session, PASSWORD):
        assert secret not in kept
        assert secret.encode().hex() not in kept.lower()
    assert "$argon2id$" in kept


def test_looking_at_a_link_does_not_use_it_up(own_house: House) -> None:
    token = own_house.room.gate.invite(SEAT)
    pages = {own_house.stranger().ask("GET", f"/1/in/{token}").text for _ in range(5)}
    assert len(pages) == 1
    answer = own_house.stranger().ask("POST", f"/1/in/{token}", data={"password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/1/{SEAT}/board")


def test_a_password_too_easy_leaves_the_link_good(own_house: House) -> None:
    token = own_house.room.gate.invite(SEAT)
    for easy in ("short", "aaaaaaaaaaaa", SEAT, "", "x" * 1025):
        answer = own_house.stranger().ask("POST", f"/1/in/{token}", data={"password": easy})
        assert answer.status_code == 422, easy
        assert easy not in answer.text or easy in ("", SEAT)
    assert own_house.room.gate.invited(token) == SEAT


def bad_links(house: House) -> dict[str, str]:
    """Return a link of every kind that is not good, by kind."""
    gate = house.room.gate
    used = gate.invite("observer")
    gate.come_in(used, PASSWORD)
    old = gate.invite("teacher")
    new = gate.invite("teacher")
    withdrawn = gate.invite("belmora-legal")
    gate.withdraw("belmora-legal")
    return {
        "used": f"/1/in/{used}",
        "replaced": f"/1/in/{old}",
        "withdrawn": f"/1/in/{withdrawn}",
        "guessed": f"/1/in/{'A' * 43}",
        "short": "/1/in/x",
        "long": f"/1/in/{'A' * 2000}",
        "odd": "/1/in/%00%ff%F0%9F%98%80'%22%3Cscript%3E",
        "of another group": f"/2/in/{new}",
        "of no number": f"/one/in/{new}",
        "like a number": f"/01/in/{new}",
        "another letter": f"/1/in/{new[:-1]}{'A' if new[-1] != 'A' else 'B'}",
    }


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_links_that_are_not_good_are_answered_alike(own_house: House, method: str) -> None:
    sent: dict[str, Any] = {"data": {"password": PASSWORD}} if method == "POST" else {}
    answers = {
        kind: own_house.stranger().ask(method, path, **sent)
        for kind, path in bad_links(own_house).items()
    }
    told = {(one.status_code, one.content, tuple(one.headers.raw)) for one in answers.values()}
    assert len(told) == 1, {kind: one.status_code for kind, one in answers.items()}
    assert next(iter(answers.values())).status_code == 410
    for easy in ("", "short"):
        again = own_house.stranger().ask(
            "POST", bad_links(own_house)["used"], data={"password": easy}
        )
        assert (again.status_code, again.content) == next((s, c) for s, c, _ in told)


def test_a_link_grows_too_old() -> None:
    clock = Clock()
    gate = Gate(memory(), now=clock, hasher=QUICK)
    token = gate.invite(SEAT)
    clock.hour += LINK_LASTS
    assert gate.invited(token) == SEAT
    clock.hour += 1
    assert gate.invited(token) is None
    assert gate.standing(SEAT).link == "too old"
    with pytest.raises(Refused, match="used or too old"):
        gate.come_in(token, PASSWORD)


def test_of_many_who_use_a_link_at_once_one_comes_in(tmp_path: Path) -> None:
    gate = Places(tmp_path).gate(1)
    token = gate.invite(SEAT)

    def come_in(number: int) -> bool:
        try:
            gate.come_in(token, f"{PASSWORD} {number}")
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(come_in, range(8))) == 1
    assert gate.standing(SEAT).sessions == 1
    gate.shut()


def test_a_new_link_ends_what_let_in_before(own_house: House) -> None:
    gate = own_house.room.gate
    gate.come_in(gate.invite(SEAT), PASSWORD)
    tab = own_house.seat(SEAT)
    assert tab.get("board").status_code == 200
    first = gate.invite(SEAT)
    assert tab.get("board").status_code == 303
    with pytest.raises(Refused):
        gate.sign_in(SEAT, PASSWORD)
    second = gate.invite(SEAT)
    assert (gate.invited(first), gate.invited(second)) == (None, SEAT)
    gate.withdraw(SEAT)
    assert gate.invited(second) is None
    assert gate.standing(SEAT).link == "none"


def test_a_new_holder_is_named_in_the_record_and_the_one_before_is_out(own_house: House) -> None:
    room, gate = own_house.room, own_house.room.gate
    gate.come_in(gate.invite(SEAT), PASSWORD)
    tab = own_house.seat(SEAT)
    token = hand_over(room, SEAT, "  Ana   Tor ", "deputy head")
    assert tab.get("board").status_code == 303
    with pytest.raises(Refused):
        gate.sign_in(SEAT, PASSWORD)
    assert gate.invited(token) == SEAT
    named = [line.act for line in room.lines("observer") if isinstance(line.act, HolderNamed)]
    assert named[-1] == HolderNamed(SEAT, "Ana Tor", "deputy head")
    for seat, name in (("nobody", "A"), (SEAT, " "), (SEAT, "x" * 201)):
        with pytest.raises(BadInput):
            hand_over(room, seat, name)


def test_a_link_lies_in_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    folder = tmp_path / "links" / "1"
    (tmp_path / "links").mkdir()
    file = write_link(folder, SEAT, "http://x/1/in/secret")
    file.chmod(0o644)
    again = write_link(folder, SEAT, "http://x/1/in/other")
    assert stat.S_IMODE(again.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (read_link(folder, SEAT), read_link(folder, "nobody")) == ("other", "")
    assert [one.name for one in folder.iterdir()] == [f"{SEAT}.txt"]


def test_the_host_hands_out_a_link_for_each_seat_that_nobody_can_come_in_to(
    own_house: House, tmp_path: Path
) -> None:
    room, places, made = own_house.room, Places(tmp_path), settings(exercise=True)

    def handed(*anew: str, **holders: tuple[str, str | None]) -> dict[str, str | None]:
        named = {seat.replace("_", "-"): who for seat, who in holders.items()}
        return _links(room, places=places, made=made, anew=anew, holders=named)

    first = handed()
    assert set(first) == set(room.seats)
    assert first == handed()
    match = re.fullmatch(r"http://127\.0\.0\.1:8000/1/in/([\w-]{43})", str(first[SEAT]))
    assert match is not None
    room.gate.come_in(match[1], PASSWORD)
    assert handed()[SEAT] is None
    assert handed(SEAT)[SEAT] not in (None, first[SEAT])
    taken = handed()[SEAT]
    session = room.gate.come_in(str(taken).rpartition("/")[2], None)
    assert handed()[SEAT] is None
    room.gate.leave(session)  # nobody could ever come in to it again
    assert handed()[SEAT] not in (None, taken)
    assert handed(belmora_head=("Ana Tor", None))[SEAT] is not None
    files = {file.stem for file in places.links(1).iterdir()}
    assert files == set(room.seats)


def test_a_holder_is_written_as_seat_name_and_office() -> None:
    assert _holder("a-head=Ana Tor, deputy") == ("a-head", ("Ana Tor", "deputy"))
    assert _holder("a-head=Ana Tor") == ("a-head", ("Ana Tor", None))
    for wrong in ("a-head", "a-head=", "=,"):
        with pytest.raises(WrongUse):
            _holder(wrong)
    assert "holders" in Asked.__dataclass_fields__


def test_on_this_machine_an_exercise_asks_for_no_password(own_house: House) -> None:
    token = own_house.room.gate.invite(SEAT)
    page = own_house.stranger().ask("GET", f"/1/in/{token}").text
    assert "no password is needed" in page
    assert "this browser alone" in page
    answer = own_house.stranger().ask("POST", f"/1/in/{token}", data={"without": "yes"})
    assert answer.status_code == 303
    assert own_house.room.gate.standing(SEAT).password is False


@pytest.mark.parametrize(
    "made",
    [
        settings(host="192.0.2.7", lan=True, exercise=True),
        settings(behind_proxy="https://192.0.2.7", exercise=True),
    ],
    ids=lambda made: made.reach,
)
def test_elsewhere_it_does(begun: Path, own_house: House, made: Any) -> None:
    house = House.of(own_house.room, made)
    token = house.room.gate.invite(SEAT)
    assert "no password is needed" not in house.stranger().ask("GET", f"/1/in/{token}").text
    answer = house.stranger().ask("POST", f"/1/in/{token}", data={"without": "yes"})
    assert answer.status_code == 422
    assert house.room.gate.invited(token) == SEAT
