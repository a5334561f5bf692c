"""Packages: a seat's points are its sheet's, and what it does not know is unknown."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

import pytest
from seats_in import Seats

from onetext.analysis.space.sheets import problem_of
from onetext.analysis.table.offers import table_offers
from onetext.analysis.worth import completed, standing, valued
from onetext.room.issues_seen import sheets_seen, space_seen
from onetext.terms.packages.package import Package

DEAL = {
    "territory": "two-of-three", "neutrality": "shelved", "guarantees": "assist-named",
    "ceasefire": "general", "monitoring": "unarmed", "sequencing": "side-by-side",
}  # fmt: skip
POINTS = {
    "tarvenia-head": 18 + 14 + 5 + 10 + 8 + 8,
    "belmora-head": 12 + 12 + 18 + 6 + 6 + 6,
    "belmora-legal": 12 + 12 + 18 + 6 + 6 + 6,
    "sedgeland-head": 8 + 8 + 24 + 14 + 10 + 8,
}


def asked(package: dict[str, str], name: str = "a") -> dict[str, Any]:
    return {f"{name}.{issue}": option for issue, option in package.items()}


@pytest.mark.parametrize("seat", sorted(POINTS))
def test_points_are_those_of_the_seats_own_sheet(reading: Seats, seat: str) -> None:
    html = reading.html(seat, "packages", **asked(DEAL))
    told = re.findall(r'class="points"><strong>([^<]*)<', html)
    assert told[0] == str(POINTS[seat])
    assert set(told[1:]) <= {"unknown"}  # an estimate of another has no points


def test_every_package_is_worth_what_the_solver_says(reading: Seats) -> None:
    view = reading.room.view("belmora-head")
    space, sheet = space_seen(view), sheets_seen(view, "belmora").own
    assert sheet is not None
    posed = problem_of(space, [sheet])
    for package in islice(space.packages(), 0, None, 37):
        at = [list(m.values()).index(package[m.issue.id]) for m in space.matters]
        units = posed.own[0][0] * 0 + posed.base
        for issue, option in enumerate(at):
            units = units + posed.own[issue][option]
        for link in posed.links:
            units = units + link.points[tuple(at[i] for i in link.issues)]
        for box in posed.boxes:
            if all(w[at[i]] for i, w in zip(box.issues, box.within, strict=True)):
                units = units + box.points
        found = valued(sheet, space, package)
        assert found.points.exact == int(units[0]) * posed.unit[0]


def test_its_place_is_counted_one_by_one(reading: Seats) -> None:
    view = reading.room.view("tarvenia-head")
    space, sheet = space_seen(view), sheets_seen(view, "tarvenia").own
    assert sheet is not None
    package = Package.of(DEAL)
    every = [valued(sheet, space, one) for one in space.packages()]
    good = [one.points.exact for one in every if one.acceptable is True]
    place = standing(sheet, space, package)
    assert place is not None
    assert (place.packages, place.acceptable) == (2025, len(good))
    assert place.place == 1 + sum(p is not None and p > 63 for p in good)
    said = reading.page("tarvenia-head", "packages", **asked(DEAL))
    assert f"Place {place.place} among our {len(good)} acceptable packages" in said
    part = Package.of({"territory": "returned"})
    ways = completed(sheet, space, part)
    assert ways is not None
    assert (ways.ways, ways.acceptable) == (405, 0)


def test_what_is_left_open_is_told_from_and_to(reading: Seats) -> None:
    said = reading.page("belmora-head", "packages", **{"a.territory": "joint"})
    found = re.search(r"(\d+) to (\d+) points", said)
    assert found is not None
    assert int(found[1]) < int(found[2])
    assert "The rest can be settled in 405 ways" in said
    assert "? open or unknown" in said


def test_three_side_by_side_with_offers_and_guarantees(reading: Seats) -> None:
    other = {**DEAL, "territory": "returned", "guarantees": "treaty"}
    html = reading.html("belmora-head", "packages", **asked(DEAL), **asked(other, "b"),
                        **asked({"territory": "kept"}, "c"))  # fmt: skip
    assert re.findall(r'id="c-([ABC])"', html) == ["A", "B", "C"]
    said = reading.page("belmora-head", "packages", **asked({"territory": "kept"}))
    assert "Red line kept ✕ no" in said
    assert "It can never start as it is written" in said
    view = reading.room.view("belmora-head")
    there = [one.offer for one in table_offers(view) if one.life == "standing"]
    broken = [one.id for one in there if one.state(DEAL) == "uncompensated"]
    assert broken
    told = reading.page("belmora-head", "packages", **asked(DEAL))
    many = "offer is" if len(broken) == 1 else "offers are"
    assert f"{len(broken)} {many} not honoured" in told
    assert "none is broken" in reading.page(
        "belmora-head", "packages", **asked({"territory": "kept"})
    )


def test_no_sheet_of_another_is_shown(reading: Seats) -> None:
    for seat in ("league-head", "aurelia-head", "halvia-mediator"):
        html = reading.html(seat, "packages", **asked(DEAL))
        assert "points are unknown" in html
        assert 'class="points"' not in html
    for seat in ("observer", "teacher"):
        assert reading.get(seat, "packages").status_code == 403
    wrong = reading.page("belmora-head", "packages", **{"a.territory": "all"})
    assert "has no option 'all'" in wrong


def test_an_estimate_says_whose_it_is(begun: Seats) -> None:
    said = begun.page("belmora-head", "packages", **asked(DEAL))
    assert "as Belmora estimates Tarvenia" in said
    estimate = said[said.index("as Belmora estimates Tarvenia") :]
    assert "unknown points" in estimate
    assert "place 2 of 4 in its order" in estimate
    assert "estimates" not in begun.page("tarvenia-head", "packages", **asked(DEAL))


def test_a_live_room_has_no_points_and_still_tells_of_offers_and_guarantees(live: Seats) -> None:
    html = live.html("belmora-head", "packages", **asked(DEAL))
    said = live.page("belmora-head", "packages", **asked(DEAL))
    assert 'class="points"' not in html
    assert "there are no points here. Weigh packages on your own machine" in said
    assert "The host's machine is told what you choose" in said
    assert "To us ? unknown" in said
    assert "None stands where this seat is." in said
    assert "Who would be bound to act" in said
    told = live.page("belmora-head", "offers", **{f"p.{i}": o for i, o in DEAL.items()})
    assert "points" not in told
    assert "No offer stands where this seat is." in told


def test_nothing_is_entered(reading: Seats) -> None:
    before = {one: len(reading.room.lines(one)) for one in reading.room.seats}
    reading.page("belmora-head", "packages", **asked(DEAL))
    assert {one: len(reading.room.lines(one)) for one in reading.room.seats} == before
