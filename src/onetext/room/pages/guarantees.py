"""Guarantees: who must act on which trigger, why not, who can block it, and what is missing."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from onetext.analysis.table.texts import text_state
from onetext.errors import BadInput
from onetext.record.view import View
from onetext.room.audiences import Audiences
from onetext.room.facts_told import FactsTold
from onetext.room.forms import Asked, Sent
from onetext.room.functions import May
from onetext.room.guarantees_seen import GuaranteeSeen, facts_seen, guarantees_seen
from onetext.room.guarantees_told import Answers, answers
from onetext.room.places_seen import place_of_text
from onetext.room.web.guard import Here, Visit, asks
from onetext.room.web.render import page
from onetext.terms.guarantees.due import Occasion
from onetext.terms.guarantees.gaps import ELSEWHERE
from onetext.terms.when import When

router = APIRouter(prefix="/{group}/{seat}")


@router.get("/guarantees")
@asks(May.READ)
def guarantees(visit: Here, asked: Asked) -> Response:
    """Show what the guarantees that this seat knows of ask on an occasion."""
    view = visit.view
    seen = guarantees_seen(view, visit.room.case)
    why: BadInput | None = None
    found, occasion = None, Occasion("")
    try:
        occasion = occasion_of(visit, seen, asked)
        found = _answers(visit, seen, occasion, asked)
    except BadInput as fault:
        why = fault
    named = sorted({name for one in seen for name in one.guarantee.scope.places.named})
    return page(
        "guarantees.html",
        visit,
        current="guarantees",
        seen=seen,
        found=found,
        occasion=occasion,
        why=why,
        consenting=asked.one.get("facts") == "all",
        like=asked.may("like"),
        triggers=triggers(seen),
        places=[*named, ELSEWHERE],
        parties=parties(view, seen),
        guarantors=sorted({id for one in seen for id in one.guarantee.parties}),
        seen_by=Audiences.of(visit),
        where={
            one.instrument: place_of_text(view, one.instrument)
            for one in seen
            if one.instrument is not None
        },
        titles={source.id: source.title for source in view.sources},
    )


def triggers(seen: tuple[GuaranteeSeen, ...]) -> list[str]:
    """Return what calls any of these guarantees, in their order."""
    return list(dict.fromkeys(name for one in seen for name in one.guarantee.triggers))


def parties(view: View, seen: tuple[GuaranteeSeen, ...]) -> list[str]:
    """Return who may be the attacker: the parties at the talks, and whom a guarantee names."""
    at_talks = [party.id for party in view.parties if party.role is not None]
    named = [name for one in seen for name in one.guarantee.scope.attackers.named]
    return list(dict.fromkeys([*at_talks, *named]))


def occasion_of(visit: Visit, seen: tuple[GuaranteeSeen, ...], asked: Sent) -> Occasion:
    """Return what is asked about; now, in no place of note, the first trigger, if nothing is said.

    Raises
    ------
    BadInput
        If the hour is none.
    """
    hour = visit.at or When(visit.room.clock.hour())
    said = asked.may("when")
    if said is not None:
        try:
            hour = When(said)
        except ValueError as fault:
            raise BadInput(str(fault), instead="write it like 2031-05-01") from None
    called = asked.may("trigger") or next(iter(triggers(seen)), "")
    return Occasion(
        called,
        asked.may("place") if "place" in asked.one else ELSEWHERE,
        asked.may("attacker"),
        hour,
        frozenset(asked.all("refusing")),
    )


def telling(visit: Visit, seen: tuple[GuaranteeSeen, ...]) -> FactsTold:
    """Return how facts are told to this seat: only what it sees has a title."""
    view = visit.view
    titles = {one.guarantee.id: one.guarantee.title for one in seen}
    for id, text in text_state(view).texts.items():
        titles[id] = text.instrument.title
    return FactsTold(visit.words, {party.id: party.name for party in view.parties}, titles)


def _answers(
    visit: Visit, seen: tuple[GuaranteeSeen, ...], occasion: Occasion, asked: Sent
) -> Answers | None:
    if not seen:
        return None
    return answers(
        seen,
        occasion,
        facts_seen(visit.view, occasion.at),
        telling(visit, seen),
        consenting=asked.one.get("facts") == "all",
        like=asked.may("like"),
    )
