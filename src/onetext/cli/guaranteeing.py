"""``onetext guarantees``: who must do what when something happens, or why nobody must."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from onetext.cases.loading import load
from onetext.cli.asking import grounds_row, near, party_near
from onetext.cli.guarantees_shown import show
from onetext.cli.lines import printed
from onetext.cli.output import in_json, say
from onetext.cli.reports import day_given
from onetext.errors import WrongUse
from onetext.terms.case import Case
from onetext.terms.consent import Fact
from onetext.terms.guarantees.blocking import sets_listed, vetoers
from onetext.terms.guarantees.due import Due, Occasion, due
from onetext.terms.guarantees.gaps import Gap, gaps
from onetext.terms.guarantees.guarantee import Guarantee
from onetext.terms.guarantees.in_force import (
    IN_FORCE,
    NeverStarts,
    asked,
    in_force,
    never_start,
    unscheduled,
)
from onetext.terms.guarantees.likeness import Likeness, likeness

ARTICLE_5 = "nat"
"""The id under which a case holds the North Atlantic Treaty, to compare others with."""

_SIZES = (None, 3, 2, 1)
"""Blocking sets are listed whole, else those of so many parties at most."""

UNCHECKED = "text not checked against source"


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what one guarantee answers.

    ``blocking`` is None where there are too many sets to list. ``holes`` are the occasions on which
    nobody must act today; ``holes_in_force`` those that would be left if it were wholly in force.
    """

    guarantee: Guarantee
    rows: tuple[Due, ...]
    running: bool
    blocking: tuple[tuple[str, ...], ...] | None
    holes: tuple[Gap, ...]
    holes_in_force: tuple[Gap, ...]
    like: Likeness | None

    @property
    def called(self) -> bool:
        """Tell whether any of its duties is called by the trigger that was asked."""
        return any(not out_of_trigger(row) for row in self.rows)

    @property
    def mark(self) -> str:
        """Return what every output says of the text; empty if all of it was read."""
        source = self.guarantee.source
        if source.checked:
            return ""
        left = [article for article in source.articles if article not in source.read]
        where = f" ({', '.join(left)})" if left else ""
        return UNCHECKED + where


@dataclass(frozen=True, slots=True)
class Found:
    """Hold what was asked of a case and what came of it."""

    case: Case
    occasion: Occasion
    answers: tuple[Answer, ...]
    never: tuple[NeverStarts, ...]
    unscheduled: tuple[tuple[str, str], ...]
    gaps: tuple[Gap, ...]


def show_guarantees(
    path: str,
    *,
    trigger: str,
    place: str | None,
    attacker: str | None,
    at: str | None,
    like: str | None,
    only: Sequence[str],
    json: bool,
) -> None:
    """Load a case and print what is due.

    Raises
    ------
    BadInput
        If the case is faulty.
    WrongUse
        If a guarantee is named that it does not hold, or the hour is none.
    """
    hour = day_given(at, "--at")
    case = load(path)
    ids = [guarantee.id for guarantee in case.guarantees]
    for id in (*only, *([like] if like else [])):
        if id not in ids:
            raise WrongUse(
                f"there is no guarantee {id!r}", instead=f"write one of {', '.join(ids) or 'none'}"
            )
    kept = [one for one in case.guarantees if not only or one.id in only]
    places = {name for one in kept for name in one.scope.places.named}
    attackers = [name for one in kept for name in one.scope.attackers.named]
    occasion = Occasion(
        near(trigger, (name for one in kept for name in one.triggers), "--trigger") or trigger,
        near(place, sorted(places), "--place"),
        party_near(attacker, case, "--attacker", attackers),
        hour,
    )
    found = find(case, kept, occasion, like=like or (ARTICLE_5 if ARTICLE_5 in ids else None))
    say(in_json(to_row(found), indent=1) + "\n" if json else printed(lambda on: show(found, on)))


def find(case: Case, kept: Sequence[Guarantee], occasion: Occasion, *, like: str | None) -> Found:
    """Return what is due by these guarantees of a case; the others count where they matter."""
    facts = case.facts(occasion.at)
    every = case.guarantees
    rows = due(
        every,
        occasion.trigger,
        place=occasion.place,
        attacker=occasion.attacker,
        at=occasion.at,
        facts=facts,
    )
    held = in_force(every, facts)
    model = next((one for one in every if one.id == like), None)
    answers = tuple(
        Answer(
            one,
            tuple(row for row in rows if row.guarantee == one.id),
            (one.id, IN_FORCE) in held,
            sets_listed(
                every,
                one.id,
                sizes=_SIZES,
                facts=facts,
                trigger=occasion.trigger,
                attacker=occasion.attacker,
            ),
            _gaps([one], every, occasion, facts),
            _gaps([one], every, occasion, facts | asked(every)),
            likeness(one, model, facts=facts, also=every)
            if model is not None and model.id != one.id
            else None,
        )
        for one in kept
    )
    ids = {one.id for one in kept}
    schedule = [*case.schedule, *(deadline.id for deadline in case.deadlines)]
    missing = dict.fromkeys(
        (id, str(atom)) for id, atom, _ in unscheduled(every, facts, schedule) if id in ids
    )
    never = tuple(one for one in never_start(every) if one.what.rpartition("/")[2] in ids)
    return Found(
        case, occasion, answers, never, tuple(missing), _gaps(kept, every, occasion, facts)
    )


def _gaps(
    kept: Sequence[Guarantee],
    every: Sequence[Guarantee],
    occasion: Occasion,
    facts: Collection[Fact],
) -> tuple[Gap, ...]:
    """Return where nobody must act, by ``kept`` as they stand among all guarantees."""
    return gaps(
        kept,
        facts=in_force(every, facts),
        triggers=[occasion.trigger],
        places=[occasion.place] if occasion.place else None,
        attackers=[occasion.attacker],
        at=occasion.at,
    )


def to_row(found: Found) -> dict[str, Any]:
    """Return the answer for JSON."""
    occasion = found.occasion
    return {
        "format": 1,
        "case": found.case.id,
        "trigger": occasion.trigger,
        "place": occasion.place,
        "attacker": occasion.attacker,
        "at": str(occasion.at) if occasion.at else None,
        "due": [
            {
                "guarantee": answer.guarantee.id,
                "guarantor": row.guarantor,
                "modality": row.duty.modality,
                "duty": row.duty.what,
                "duty_id": row.duty.id,
                "deed": row.duty.deed,
                "within": None if row.within is None else _iso(row.within.total_seconds()),
                "article": row.duty.article or None,
                "owed": row.owed,
                "why_not": list(row.why_not),
                "mark": answer.mark or None,
            }
            for answer in found.answers
            for row in answer.rows
        ],
        "guarantees": [_guarantee_row(answer, found.case) for answer in found.answers],
        "gaps": [_gap_row(gap) for gap in found.gaps],
        "never_start": [
            {"what": one.what, "circle": list(one.circle)} for one in found.never
        ],
        "unscheduled": [
            {"guarantee": id, "condition": condition} for id, condition in found.unscheduled
        ],
        "note": found.case.grounds_of("case").mark or None,
    }  # fmt: skip


def _guarantee_row(answer: Answer, case: Case) -> dict[str, Any]:
    guarantee, like = answer.guarantee, answer.like
    return {
        "id": guarantee.id,
        "title": guarantee.title,
        "in_force": answer.running,
        "mark": answer.mark or None,
        "checked": guarantee.source.checked,
        "text": guarantee.source.title or None,
        "articles": list(guarantee.source.articles),
        "read": list(guarantee.source.read),
        "url": guarantee.source.url or None,
        "grounds": grounds_row(case.grounds_of(f"guarantees/{guarantee.id}")),
        "vetoers": None if answer.blocking is None else list(vetoers(answer.blocking)),
        "blocking_sets": None if answer.blocking is None else [list(s) for s in answer.blocking],
        "gaps": [_gap_row(gap) for gap in answer.holes],
        "gaps_if_in_force": [_gap_row(gap) for gap in answer.holes_in_force],
        "likeness": None
        if like is None
        else {
            "to": like.theirs,
            "short_of": list(like.short_of),
            "parts": [
                {"part": p.name, "ours": p.ours, "theirs": p.theirs, "verdict": p.verdict}
                for p in like.parts
            ],
        },
    }


def _gap_row(gap: Gap) -> dict[str, Any]:
    return {
        "trigger": gap.trigger,
        "place": gap.place,
        "attacker": gap.attacker,
        "strongest": gap.strongest,
        "why_not": list(gap.why_not),
    }


def _iso(seconds: float) -> str:
    """Return a length of time in the form of ISO 8601.

    Examples
    --------
    >>> _iso(0), _iso(3 * 86400), _iso(90 * 60)
    ('PT0S', 'P3D', 'PT1H30M')
    """
    minutes, _ = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    time = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M")) if n)
    day = f"{days}D" if days else ""
    return f"P{day}" + (f"T{time}" if time else "") if day or time else "PT0S"


def out_of_trigger(row: Due) -> bool:
    """Tell whether a duty is not called by the trigger at all."""
    return any(why.startswith("out of scope: ") and "it is called by" in why for why in row.why_not)
