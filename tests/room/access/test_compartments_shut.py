"""No form and no address gives a seat anything of a compartment or an item that it may not see."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from crawling import Crawled, crawl
from houses import ONE_OF_EACH, House

from onetext.room.places_seen import places

NOBODYS = "0123456789abcdef" * 2
ENDS = ("leave", "access/out", "access/password")


@cache
def crawled(house_id: int, house: tuple[House]) -> dict[str, Crawled]:
    return {seat: crawl(house[0].seat(seat), 40) for seat in ONE_OF_EACH.values()}


class _By(tuple[House]):
    """Hold a house so that it can be remembered by what it is."""

    __slots__ = ()

    def __hash__(self) -> int:
        return id(self[0])


def timeless(html: str, id: str) -> str:
    """Return a page without the hour that it was made at, and without the id that was asked for."""
    return re.sub(r"<time .*?</time>", "", html).replace(id, "")


@pytest.mark.parametrize("function", sorted(ONE_OF_EACH))
def test_a_foreign_compartment_is_answered_as_none(house: House, function: str) -> None:
    seat = ONE_OF_EACH[function]
    every = crawled(id(house), _By((house,)))
    tab, last = house.seat(seat), house.last()
    mine = {place.id for place in places(house.room.view(seat))}
    sorts: dict[str, str] = {}
    for other in house.room.seats:
        for place in places(house.room.view(other)):
            if place.id not in mine:
                sorts.setdefault(f"{place.sort}", place.id)
    tried = 0
    for by in every.values():
        for form in by.forms.values():
            if form.method != "POST" or form.action.endswith(ENDS) or "/access" in form.action:
                continue
            action = "/".join(["", "1", seat, *form.action.split("/")[3:]])
            plain = form.filled()
            for name, value in plain.items():
                if len(value) < 32 or not all(one in "0123456789abcdef" for one in value):
                    continue
                nobodys = NOBODYS * (len(value) // 32)
                none = tab.post(action, {**plain, name: nobodys})
                for foreign in sorts.values() if len(value) == 32 else ():
                    got = tab.post(action, {**plain, name: foreign})
                    tried += 1
                    assert got.status_code == none.status_code, (action, name)
                    assert house.last() == last, (action, name)
                    assert timeless(got.text, foreign) == timeless(none.text, nobodys)
    assert tried > 10 or function in ("observer", "teacher") or not sorts


def sorts_hidden(house: House, seat: str) -> dict[str, str]:
    """Return a line of each sort of act that a seat does not see, by its commitment."""
    mine = {line.promise.commitment for line in house.room.lines(seat)}
    found: dict[str, str] = {}
    for other in house.room.seats:
        for line in house.room.lines(other):
            if line.promise.commitment not in mine:
                found.setdefault(type(line.act).__name__, line.promise.commitment.hex())
    return found


def fields(app: Any) -> dict[str, list[str]]:
    """Return the fields that each route of a seat declares for what is posted to it."""
    told, found = app.openapi(), {}
    for path, methods in told["paths"].items():
        content = methods.get("post", {}).get("requestBody", {}).get("content", {})
        for kind in content.values():
            named = kind["schema"]["$ref"].rpartition("/")[2]
            body = told["components"]["schemas"][named]
            found[path] = sorted(body["properties"])
    return {path: names for path, names in found.items() if path.startswith("/{group}/{seat}/")}


@pytest.mark.parametrize("function", sorted(ONE_OF_EACH))
def test_a_line_that_a_seat_does_not_see_is_answered_as_none(house: House, function: str) -> None:
    """Named in any field of any route, or in all of them: no answer knows it."""
    seat = ONE_OF_EACH[function]
    tab, last, hidden = house.seat(seat), house.last(), sorts_hidden(house, seat)
    some, tried = list(hidden.values())[:3], 0
    form = {"csrf": tab.csrf()}
    for path, names in fields(house.app).items():
        if "/access" in path or "/teach" in path or path.endswith(("/press", "/say", "/comment")):
            continue  # what one writes there is words
        where = path.replace("{group}", "1").replace("{seat}", seat)
        for filled in (names, *([one] for one in names)):
            none = tab.ask("POST", where, data={**form, **dict.fromkeys(filled, NOBODYS * 2)})
            for foreign in some:
                got = tab.ask("POST", where, data={**form, **dict.fromkeys(filled, foreign)})
                tried += 1
                assert got.status_code == none.status_code, (where, filled)
                assert timeless(got.text, foreign) == timeless(none.text, NOBODYS * 2), where
    assert house.last() == last
    assert tried > 100


def test_an_address_with_a_foreign_id_is_answered_as_none(house: House) -> None:
    every = crawled(id(house), _By((house,)))
    for seat, mine in every.items():
        tab = house.seat(seat)
        theirs = {one for other in every.values() for one in other.hexes} - mine.hexes
        for other in every.values():
            for path in other.pages:
                ids = [one for one in theirs if one in path]
                if not ids or "/teach" in path:
                    continue
                here = "/".join(["", "1", seat, *path.split("/")[3:]])
                none = here.replace(ids[0], NOBODYS * (len(ids[0]) // 32))
                got, nothing = tab.ask("GET", here), tab.ask("GET", none)
                assert got.status_code == nothing.status_code, here
                nobodys = NOBODYS * (len(ids[0]) // 32)
                assert timeless(got.text, ids[0]) == timeless(nothing.text, nobodys), here
