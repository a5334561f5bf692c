"""Whatever is sent to whatever route: no fault of ours, no word of our inside, nothing hidden.

``ONETEXT_LONG=1`` sends twenty times as many.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import requests
from fuzzing import made, operations, send
from houses import BASE, ONE_OF_EACH, House, Tab, methods_and_paths

from onetext.room.places_seen import places

LONG = bool(os.environ.get("ONETEXT_LONG"))
MANY = 40 if LONG else 2
WHO = (None, "head", "analyst", "mediator", "observer", "teacher")
INSIDE = re.compile(
    r"Traceback|site-packages|\.py\b|sqlite|sqlalchemy|SELECT |argon2|0x[0-9a-f]{8,}"
    r"|<class '|object at |NoneType|KeyError|ValueError|TypeError|pydantic|starlette"
)
ENDS = ("/leave", "/access/out", "/access/password", "/access/passkey/remove")


def hidden(house: House, seat: str | None) -> frozenset[str]:
    """Return the ids of compartments and lines that a seat does not see; of all, for nobody.

    What was passed on in part names the line that it is of.
    """
    seen: dict[str, set[str]] = {}
    for one in house.room.seats:
        lines = house.room.lines(one)
        passed = {item.hex() for line in lines if (item := getattr(line.act, "item", None))}
        own = {line.promise.commitment.hex() for line in lines}
        seen[one] = own | passed | {place.id for place in places(house.room.view(one))}
    every = set().union(*seen.values())
    return frozenset(every - seen[seat] if seat is not None else every)


def wrong(answer: Any, request: Any, hides: frozenset[str], root: str) -> str:
    """Return what an answer should not have been or told, empty if nothing."""
    body = answer.text
    for said in _said(request):
        body = body.replace(said, "")
    found = INSIDE.search(body)
    told = [one for one in hides if one in body]
    return " ".join(
        [
            *([f"{answer.status_code}"] if answer.status_code >= 500 else []),
            *([found[0]] if found else []),
            *(["a path of this machine"] if root in body else []),
            *(["an id that it may not see"] if told else []),
        ]
    )


def _said(request: Any) -> list[str]:
    """Return the longer words that a request sent itself: what comes back of them tells nothing."""
    sent = request.body if isinstance(request.body, bytes) else str(request.body or "").encode()
    words = re.split(rb"[&=\r\n]", sent) + re.split(rb"[&=?/]", request.url.encode())
    return [word.decode("utf-8", "replace") for word in words if len(word) >= 8]


def seated(house: House, who: str | None) -> Tab:
    return house.stranger("192.0.2.1") if who is None else house.seat(ONE_OF_EACH[who])


def come_in(house: House, tab: Tab) -> dict[str, str]:
    """Give a browser a new session; return what its forms carry."""
    if tab.seat is None:
        return {}
    tab.sit(house.room.gate.sessions.begin(tab.seat, "link"))
    return {"csrf": tab.csrf()}


@pytest.fixture(scope="module")
def cases(house: House) -> list[Any]:
    return made(house.app, MANY)


@pytest.mark.parametrize("who", WHO, ids=str)
def test_no_request_breaks_anything_or_is_told_what_is_hidden(
    house: House, cases: list[Any], who: str | None
) -> None:
    tab = seated(house, who)
    hides, root = hidden(house, tab.seat), str(Path(__file__).parents[3])
    form, faults, counts = come_in(house, tab), [], Counter[int]()
    assert hides
    for case in cases:
        path = case.operation.path
        if path.endswith("/stream") or (path.endswith("/press") and case.method == "POST"):
            continue  # a stream does not end; what reads a report is asked below
        if (got := send(tab, case, form)) is None:
            continue
        request, answer = got
        counts[answer.status_code] += 1
        if fault := wrong(answer, request, hides, root):
            faults.append(f"{case.operation.label} {fault}: {request.url} {request.body!r}")
        if path.endswith(ENDS):
            form = come_in(house, tab)
    assert faults == []
    assert sum(counts.values()) > 2 * len(list(operations(house.app)))
    if who in ("head", "mediator"):
        assert counts[200] > 20, counts
        assert counts[422] > 10, counts


def test_nor_does_what_is_dropped_in_to_be_read(house: House, cases: list[Any]) -> None:
    tab = seated(house, "head")
    form, hides = come_in(house, tab), hidden(house, tab.seat)
    own = [one for one in cases if one.operation.path.endswith("/press") and one.method == "POST"]
    for case in own:
        if (got := send(tab, case, form)) is not None:
            assert wrong(got[1], got[0], hides, str(Path(__file__).parents[3])) == ""
    assert len(own) > 1


def test_every_route_is_asked(house: House) -> None:
    """The schema holds what the running app serves: nothing is left out of the test above."""
    told = {(one.method.upper(), one.path) for one in operations(house.app)}
    served = {(method, path) for method, path, _ in methods_and_paths(house.app) if method != "*"}
    assert {one for one in served if one[0] != "HEAD"} == told


def test_the_check_would_see_what_breaks(own_house: House) -> None:
    hides = hidden(own_house, "observer")
    stranger = own_house.stranger()

    @own_house.app.get("/breaks", include_in_schema=False)
    def breaks() -> str:
        raise RuntimeError(next(iter(hides)))

    breaks.asks = None  # type: ignore[attr-defined]
    answer = stranger.ask("GET", "/breaks")
    assert answer.status_code == 500
    asked = requests.Request("GET", f"{BASE}/breaks").prepare()
    assert wrong(answer, asked, hides, "/nowhere") == "500"
    assert wrong(own_house.seat("observer").get("board"), asked, hides, "/nowhere") == ""
    theirs = own_house.seat("belmora-head").get("caucus")
    assert "an id" in wrong(theirs, asked, hides, "/nowhere")
    assert "path" in wrong(theirs, asked, hides, "/belmora-head")
