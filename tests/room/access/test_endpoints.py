"""Every endpoint for every function: the list is that of the running app, the table is ours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.responses import PlainTextResponse
from houses import ONE_OF_EACH, House, Tab, methods_and_paths
from starlette.routing import Route

from onetext.room.functions import May
from onetext.room.web.guard import asks, open_to_all

EVERYBODY = frozenset(ONE_OF_EACH)
SETS: dict[str, frozenset[str]] = {
    "everybody": EVERYBODY,
    "delegations": EVERYBODY - {"observer", "teacher"},
    "writers": frozenset({"head", "delegate", "legal", "mediator", "guarantor"}),
    "speakers": frozenset({"head", "delegate", "mediator", "guarantor"}),
    "recorders": frozenset({"head", "delegate", "note-taker", "mediator", "guarantor"}),
    "leads": frozenset({"head", "mediator", "guarantor"}),
    "answerers": frozenset({"head", "guarantor"}),
    "mediator": frozenset({"mediator"}),
    "teacher": frozenset({"teacher"}),
}
OUTSIDE = "outside"
NOT_THIS_SEAT = "this seat may not do that"
FORM = re.compile(r"\{(\w+)(?::\w+)?\}")


def table() -> dict[tuple[str, str], str]:
    """Return who is to get what, as it was written down."""
    found = {}
    for line in (Path(__file__).parent / "matrix.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            who, method, path, *mode = line.split()
            assert who == OUTSIDE or who in SETS, line
            assert (method, path) not in found, line
            assert mode in ([], ["exercise"]), line
            found[method, path] = who
            if mode:
                EXERCISE.add((method, path))
    return found


EXERCISE: set[tuple[str, str]] = set()
"""What is not for live talks."""
TABLE = table()


def unlike(app: Any) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return what is served and stands in no line, and what stands in a line and is not served."""
    served = {(method, path) for method, path, _ in methods_and_paths(app)}
    return served - set(TABLE), set(TABLE) - served


def asked(tab: Tab, method: str, path: str, seat: str) -> Any:
    """Ask for a path as a seat; what the path leaves open is filled with what is nowhere."""
    filled = FORM.sub(
        lambda name: {"group": "1", "seat": seat}.get(name[1], "0123456789abcdef" * 2), path
    )
    if path.endswith("/stream"):
        return None
    return tab.ask(method, filled) if method == "GET" else tab.post(filled)


def wrongly(house: House, method: str, path: str, who: str) -> list[str]:
    """Return the functions that get what they should not, or not what they should."""
    wrong = []
    for function, seat in ONE_OF_EACH.items():
        before = house.last()
        answer = asked(house.seat(seat), method, path, seat)
        if answer is None:
            continue
        shut = answer.status_code == 403 and NOT_THIS_SEAT in answer.text
        if shut is (function in SETS[who]) or (shut and house.last() != before):
            wrong.append(f"{function}: {answer.status_code}")
    return wrong


def test_every_route_that_is_served_stands_in_the_table_and_the_other_way(house: House) -> None:
    assert unlike(house.app) == (set(), set())


NOT_SENT = ("leave", "/out", "/password")
"""What would end the sessions that are tested with; they ask what their neighbours ask."""


@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param(*one, id=" ".join(one))
        for one, who in sorted(TABLE.items())
        if who != OUTSIDE and not one[1].endswith(NOT_SENT)
    ],
)
def test_each_function_gets_what_is_its_own(house: House, method: str, path: str) -> None:
    assert wrongly(house, method, path, TABLE[method, path]) == []


def test_in_live_talks_each_function_gets_the_same_but_what_is_for_exercises(
    live_house: House,
) -> None:
    """All in one test: a live room is opened once, and nothing of it hangs on another route."""
    assert EXERCISE
    wrong = {}
    for (method, path), who in sorted(TABLE.items()):
        if who == OUTSIDE or path.endswith(NOT_SENT) or path.endswith("/stream"):
            continue
        if (method, path) in EXERCISE:
            before = live_house.last()
            found = [
                f"{function}: {answer.status_code}"
                for function, seat in ONE_OF_EACH.items()
                if (answer := asked(live_house.seat(seat), method, path, seat)).status_code
                not in (403, 404)
                or live_house.last() != before
            ]
        else:
            found = wrongly(live_house, method, path, who)
        if found:
            wrong[method, path] = found
    assert wrong == {}


def test_no_page_of_live_talks_has_points(live_house: House) -> None:
    for function, seat in ONE_OF_EACH.items():
        for page in ("board", "packages?a.territory=joint", "offers?p.territory=joint", "record"):
            answer = live_house.seat(seat).get(page)
            assert answer.status_code in (200, 403), (function, page)
            assert 'class="points"' not in answer.text, (function, page)


def test_without_a_session_nothing_is_served_but_the_door(house: House) -> None:
    stranger, neighbour = house.stranger(), house.seat("belmora-head")
    for method, path, _ in methods_and_paths(house.app):
        if TABLE.get((method, path)) == OUTSIDE:
            continue
        for tab, seat in ((stranger, "belmora-head"), (neighbour, "tarvenia-head")):
            where = FORM.sub(lambda n, s=seat: {"group": "1", "seat": s}.get(n[1], "0"), path)  # type: ignore[misc]
            answer = tab.ask(method, where)
            if method == "GET":
                assert (answer.status_code, answer.headers["location"]) == (303, "/"), where
            else:
                assert answer.status_code == 403, where
            assert "belmora" not in answer.text


def test_a_session_is_good_for_its_seat_alone(house: House) -> None:
    """Under another seat's name, in another room, or twice in one request it opens nothing."""
    token = house.room.gate.sessions.begin("observer", "link")
    for cookie in (
        f"onetext-1-belmora-head={token}",
        f"onetext-2-observer={token}",
        f"onetext-1-observer={token}x",
        f"__Secure-onetext-1-observer={token}",
        f"session={token}",
    ):
        stranger = house.stranger()
        stranger.client.headers["cookie"] = cookie
        for seat in ("belmora-head", "observer"):
            assert stranger.ask("GET", f"/1/{seat}/board").status_code == 303, cookie
    house.room.gate.leave(token)


@pytest.mark.parametrize("path", ["/01/observer/board", "/١/observer/board", "/1/Observer/board"])
def test_an_address_is_written_one_way(house: House, path: str) -> None:
    assert house.seat("observer").ask("GET", path).status_code == 303


def test_what_is_asked_of_the_past_changes_nothing(house: House) -> None:
    head = house.seat("belmora-head")
    before = house.last()
    for method, path, _ in methods_and_paths(house.app):
        if method == "POST" and TABLE.get((method, path)) != OUTSIDE and "access" not in path:
            where = FORM.sub(
                lambda n: {"group": "1", "seat": "belmora-head"}.get(n[1], "0" * 32), path
            )
            if TABLE.get((method, path)) != "everybody":
                assert head.post(f"{where}?at=2031-04-08").status_code in (403, 404), path
    assert house.last() == before


@pytest.fixture
def planted(own_house: House) -> House:
    """Return a house in which somebody added routes, and forgot what must go with them."""
    router = APIRouter(prefix="/{group}/{seat}")

    @router.get("/forgotten")
    def forgotten() -> str:
        return "secret"

    @router.post("/forgotten")
    def forgotten_too() -> str:
        return "secret"

    @router.get("/declared")
    @asks(May.READ)
    def declared() -> str:
        return "for a seat"

    @router.get("/wide")
    @open_to_all
    def wide() -> str:
        return "for all"

    own_house.app.include_router(router)
    bare = Route("/bare", lambda request: PlainTextResponse("secret"))
    own_house.app.router.routes.append(bare)
    return own_house


def test_a_planted_route_that_says_nothing_is_shut(planted: House) -> None:
    for tab in (planted.stranger(), *(planted.seat(seat) for seat in ONE_OF_EACH.values())):
        seat = tab.seat or "observer"
        for method in ("GET", "POST"):
            answer = tab.ask(method, f"/1/{seat}/forgotten")
            assert answer.status_code == 404
            assert "secret" not in answer.text
        answer = tab.ask("GET", "/bare")
        assert (answer.status_code, "secret" in answer.text) == (404, False)


def test_a_planted_route_that_the_table_has_not_fails_the_build(planted: House) -> None:
    more, _ = unlike(planted.app)
    for planted_here in ("forgotten", "declared", "wide"):
        assert ("GET", f"/{{group}}/{{seat}}/{planted_here}") in more
    assert ("GET", "/bare") in more


def test_a_planted_route_that_asks_too_little_is_found(planted: House) -> None:
    assert wrongly(planted, "GET", "/{group}/{seat}/declared", "teacher") != []
    assert wrongly(planted, "GET", "/{group}/{seat}/declared", "everybody") == []
