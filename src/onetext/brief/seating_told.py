"""What is told of compartments, seats and roles."""

from __future__ import annotations

from collections.abc import Mapping

from onetext.brief.phrases import EVERYBODY, Phrase, with_more
from onetext.record.acts import seating
from onetext.record.acts.kinds import Act

Told = tuple[str, tuple[str, ...]]

_COMPARTMENTS: Mapping[str, str] = {
    "private": Phrase("private"),
    "caucus": Phrase("caucus"),
    "bilateral": Phrase("bilateral"),
    "plenary": Phrase("plenary"),
    "public": Phrase("public"),
}
_ROLES: Mapping[str, str] = {
    "principal": Phrase("principal"),
    "mediator": Phrase("mediator"),
    "facilitator": Phrase("facilitator"),
    "guarantor": Phrase("guarantor"),
    "observer": Phrase("observer"),
    "supporter": Phrase("supporter"),
}
_FUNCTIONS: Mapping[str, str] = {
    "head": Phrase("head"),
    "delegate": Phrase("delegate"),
    "analyst": Phrase("analyst"),
    "legal": Phrase("legal"),
    "note-taker": Phrase("note-taker"),
    "mediator": Phrase("mediator"),
    "guarantor": Phrase("guarantor"),
    "observer": Phrase("observer"),
    "teacher": Phrase("teacher"),
}


def seating_told(act: Act) -> Told | None:
    """Return what an act of seating says, None for any other act."""
    match act:
        case seating.CompartmentOpened():
            sort = _COMPARTMENTS.get(act.sort, act.sort)
            there = Phrase("in it: %(seats)s", seats=act.members or (EVERYBODY,))
            return Phrase("opens %(name)s (%(sort)s)", name=act.name, sort=sort), (there,)
        case seating.CompartmentClosed():
            return Phrase("closes this compartment"), ()
        case seating.KeyDestroyed():
            gone = Phrase("the key of this compartment is destroyed")
            return with_more(gone, Phrase("at the word of %(by)s", by=act.by)), ()
        case seating.HolderNamed():
            held = Phrase("the seat %(seat)s is held by %(who)s", seat=act.seat, who=act.person)
            return with_more(held, act.office), ()
        case seating.RoleGiven():
            role = _ROLES.get(act.role, act.role)
            given = Phrase("%(party)s is %(role)s", party=act.party, role=role)
            on = Phrase("%(what)s on %(matter)s", what=given, matter=act.matter or "")
            return on if act.matter else given, ()
        case seating.SeatPlaced():
            placed = Phrase(
                "the seat %(seat)s speaks for %(party)s as %(function)s",
                seat=act.seat,
                party=act.party,
                function=_FUNCTIONS.get(act.function, act.function),
            )
            may = Phrase("may bind it to %(texts)s", texts=act.binds)
            return placed, (may,) if act.binds else ()
    return None
