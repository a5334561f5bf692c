"""The first morning: the host opens the room as the case has it."""

from __future__ import annotations

from onetext.cases.writing import to_tree
from onetext.record.acts.filing import CaseFiled, SheetFiled
from onetext.record.acts.seating import HolderNamed, RoleGiven, SeatPlaced
from onetext.record.opening import HOST
from onetext.record.wire import text_of
from onetext.room.opening.from_case import plain, public_part
from onetext.terms.when import When
from recording.room import Room

TARVENIA = ("tarvenia-head", "tarvenia-legal")
BELMORA = ("belmora-head", "belmora-legal")
SEDGELAND = ("sedgeland-head",)
HALVIA = ("halvia-envoy", "halvia-mediator")
POWERS = ("aurelia-head", "league-head", "tsurai-head")
FIRST = "2031-03-02"


def open_room(room: Room) -> None:
    """Open the compartments, place the seats, and file the case's public part and the sheets."""
    room.at("03-02 07:00")
    room.open("public", "public")
    room.open("plenary", "plenary", (*TARVENIA, *BELMORA, *SEDGELAND, *HALVIA))
    for party, seats in (("tarvenia", TARVENIA), ("belmora", BELMORA), ("sedgeland", SEDGELAND)):
        room.open(f"private-{party}", "private", seats)
        room.open(f"caucus-{party}", "caucus", (*seats, *HALVIA))
    for seat in room.case.seats:
        binds = tuple(
            text.instrument.id
            for text in room.case.texts
            if text.instrument.may_bind_for(seat.id, seat.party)
        )
        room.enter(HOST, "public", SeatPlaced(seat.id, seat.party, seat.function, binds))
    for seat in room.case.seats:
        hold(room, seat.id, FIRST)
    for role in room.case.roles:
        if role.since is None or str(role.since) <= FIRST:
            give_role(room, role.party, role.kind, role.matter)
    tree = plain(to_tree(room.case))
    room.enter(HOST, "public", CaseFiled(text_of(public_part(tree))))
    for row in tree["sheets"]:
        if row["owner"] == row.get("about", row["owner"]):
            party = row["owner"]
            filed = SheetFiled(party, party, text_of(row))
            room.enter(f"{party}-head", f"private-{party}", filed)


def hold(room: Room, seat: str, day: str) -> None:
    """Name who holds a seat on that day."""
    found = next(one for one in room.case.seats if one.id == seat)
    (id,) = found.holders_at(When(day))
    person = next(one for one in room.case.people if one.id == id)
    room.enter(HOST, "public", HolderNamed(seat, person.name, person.office))


def give_role(room: Room, party: str, kind: str, matter: str | None) -> None:
    """Say publicly what a party is at the talks, for as long as the case says."""
    (role,) = (
        role
        for role in room.case.roles
        if (role.party, role.kind, role.matter) == (party, kind, matter)
    )
    since, until = (str(when) if when else None for when in (role.since, role.until))
    room.enter(HOST, "public", RoleGiven(party, kind, matter, since, until))
