"""Two mediators: what one asks apart changes nothing that the other gets, the limit included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from houses import QUICK, House, case, memory

from onetext.errors import Refused
from onetext.record.acts.proposing import ProposalPut, Settled
from onetext.room.access.gate import Gate
from onetext.room.opening.places import Places, open_room
from onetext.room.places_seen import places
from onetext.room.proposals import MOST_BITS
from onetext.room.room import Room
from onetext.terms.role import Role, Seat

ONE, OTHER = "halvia-mediator", "aurelia-envoy"
ASKED = ("belmora-head", "tarvenia-head")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    given = case()
    two = replace(
        given,
        seats=(*given.seats, Seat(OTHER, "aurelia", "mediator")),
        roles=(*given.roles, Role("aurelia", "mediator")),
    )
    made = open_room(Places(tmp_path / "room"), 1, two, mode="exercise")
    made.gate = Gate(memory(), hasher=QUICK)
    yield made
    made.store.shut()


def put(room: Room, by: str, place: str) -> None:
    hour = (room.clock.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    act = ProposalPut((Settled("territory", "joint"),), None, None, ASKED, hour)
    room.proposals.put(by, place, act)


def plenary(room: Room) -> str:
    return next(one.id for one in places(room.view(OTHER)) if one.sort == "plenary")


def test_a_limit_reached_apart_is_not_told_by_a_refusal(room: Room) -> None:
    apart = room.open_compartment("apart", "caucus", (ONE, *ASKED))
    page = House.of(room).seat(OTHER).get("proposal").text
    for _ in range(MOST_BITS):
        put(room, ONE, apart)
    with pytest.raises(Refused, match="bits are the most"):
        put(room, ONE, apart)
    assert House.of(room).seat(OTHER).get("proposal").text.count("0 bits") == page.count("0 bits")
    for _ in range(MOST_BITS):
        put(room, OTHER, plenary(room))
    with pytest.raises(Refused, match="bits are the most"):
        put(room, OTHER, plenary(room))


def test_what_both_see_counts_for_both(room: Room) -> None:
    for by in (ONE, OTHER, ONE):
        put(room, by, plenary(room))
    for by in (ONE, OTHER):
        with pytest.raises(Refused, match="bits are the most"):
            put(room, by, plenary(room))
