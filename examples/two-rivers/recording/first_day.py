"""The first morning: the host opens the room as the case has it."""

from __future__ import annotations

from typing import Any

from onetext.cases.writing import to_tree
from onetext.record.acts.filing import CaseFiled, SheetFiled
from onetext.record.acts.seating import HolderNamed, RoleGiven, SeatPlaced
from onetext.record.opening import HOST
from onetext.record.wire import text_of
from onetext.terms.when import When
from recording.room import Room

TARVENIA = ("tarvenia-head", "tarvenia-legal")
BELMORA = ("belmora-head", "belmora-legal")
SEDGELAND = ("sedgeland-head",)
HALVIA = ("halvia-envoy", "halvia-mediator")
POWERS = ("aurelia-head", "league-head", "tsurai-head")
PUBLIC_PART = ("format", "id", "title", "about", "mode", "known", "parties", "people", "issues")
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
    tree = _plain(to_tree(room.case))
    public = {key: tree[key] for key in PUBLIC_PART if key in tree}
    public["parties"] = [
        _of_public(row, {issue["id"] for issue in tree["issues"]}) for row in tree["parties"]
    ]
    room.enter(HOST, "public", CaseFiled(text_of(public)))
    for row in tree["sheets"]:
        if row["owner"] == row.get("about", row["owner"]):
            party = row["owner"]
            filed = SheetFiled(party, party, text_of(row))
            room.enter(f"{party}-head", f"private-{party}", filed)


def _of_public(row: dict[str, Any], issues: set[str]) -> dict[str, Any]:
    """Return a party's row without the matters that the public part does not name."""
    roles = [
        {key: value for key, value in role.items() if key != "matter" or value in issues}
        if isinstance(role, dict)
        else role
        for role in row.get("roles", [])
    ]
    return {**row, "roles": roles} if "roles" in row else row


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


def _plain(value: Any) -> Any:
    """Return rows of a case as JSON: hours and whatever else is no number as words."""
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
