"""How like another one a guarantee is, part by part: whether it is *Article-5-like*."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from onetext.terms.consent import Fact, fact
from onetext.terms.guarantees.gaps import ELSEWHERE
from onetext.terms.guarantees.guarantee import (
    Duty,
    Extent,
    Guarantee,
    Modality,
    Rule,
    Scope,
    reach,
    strength,
)
from onetext.terms.guarantees.in_force import BOUND, in_force
from onetext.terms.hour import begins, ends

Verdict = Literal["same", "weaker", "stronger", "different"]
PartName = Literal[
    "guarantors",
    "beneficiary",
    "trigger",
    "places",
    "attackers",
    "time",
    "deed",
    "modality",
    "who decides",
    "speed",
    "in force",
]


@dataclass(frozen=True, slots=True)
class Part:
    """Compare one part: what each says, and how the first stands to the second."""

    name: PartName
    ours: str
    theirs: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Likeness:
    """Hold the comparison of one guarantee with another, part by part; no score sums it up."""

    ours: str
    theirs: str
    parts: tuple[Part, ...]

    def __getitem__(self, name: PartName) -> Part:
        """Return the part of that name.

        Raises
        ------
        KeyError
            If there is none.
        """
        for part in self.parts:
            if part.name == name:
                return part
        raise KeyError(name)

    @property
    def short_of(self) -> tuple[PartName, ...]:
        """Return the parts in which the first is weaker."""
        return tuple(part.name for part in self.parts if part.verdict == "weaker")


def likeness(
    ours: Guarantee,
    theirs: Guarantee,
    *,
    facts: Collection[Fact] = (),
    also: Collection[Guarantee] = (),
) -> Likeness:
    """Compare ``ours`` with ``theirs`` part by part.

    The duty compared is each text's furthest: among those that go furthest the one that binds
    furthest, and of these the one that needs fewest others to join. *modality* is how far ours
    binds to do at least what theirs does. For sets (guarantors, triggers, places, attackers)
    *weaker* is a smaller set, *different* neither within the other; so are two limits that name
    nothing in common, since nobody said how they lie.

    Parameters
    ----------
    facts, also
        For the part *in force*: consents as of an hour, and further guarantees that matter to it.

    Raises
    ------
    BadInput
        As ``in_force``.

    Notes
    -----
    Cost: as ``in_force``.

    Examples
    --------
    >>> from onetext.terms.guarantees.guarantee import Guarantor
    >>> def made(id, modality):
    ...     duty = Duty("help", modality, "assist", "help")
    ...     return Guarantee(id, id, (Guarantor("gua"),), "arn", ("armed-attack",), (duty,))
    >>> likeness(made("g", "may"), made("art5", "must-some")).short_of
    ('modality',)
    """
    mine, other = _furthest(ours), _furthest(theirs)
    held = in_force({g.id: g for g in (*also, ours, theirs)}.values(), facts)
    kind = [d for d in ours.duties if other is not None and reach(d.deed) >= reach(other.deed)]
    far = max(kind, key=lambda d: strength(d.modality), default=None)
    parts = (
        _sets("guarantors", ours.parties, theirs.parties),
        Part(
            "beneficiary",
            ours.beneficiary,
            theirs.beneficiary,
            "same" if ours.beneficiary == theirs.beneficiary else "different",
        ),
        _sets("trigger", _called_by(ours, mine), _called_by(theirs, other)),
        _extents("places", ours.scope.places, theirs.scope.places),
        _extents("attackers", ours.scope.attackers, theirs.scope.attackers),
        _time(ours.scope, theirs.scope),
        _ranked(
            "deed",
            (reach(mine.deed) if mine else -1, mine.deed if mine else "none"),
            (reach(other.deed) if other else -1, other.deed if other else "none"),
        ),
        _ranked("modality", _modality(far), _modality(other)),
        _ranked("who decides", _decides(ours, mine), _decides(theirs, other)),
        _ranked("speed", _speed(ours, mine), _speed(theirs, other)),
        _ranked("in force", _bound(ours, held), _bound(theirs, held)),
    )
    return Likeness(ours.id, theirs.id, parts)


def _furthest(guarantee: Guarantee) -> Duty | None:
    def how_far(duty: Duty) -> tuple[int, int, int]:
        alone = -duty.rule.joiners(len(guarantee.guarantors))
        return (reach(duty.deed), strength(duty.modality), alone)

    return max(guarantee.duties, key=how_far, default=None)


def _called_by(guarantee: Guarantee, duty: Duty | None) -> tuple[str, ...]:
    return duty.triggers or guarantee.triggers if duty else ()


def _ranked(name: PartName, ours: tuple[float, str], theirs: tuple[float, str]) -> Part:
    verdict: Verdict = "same"
    if ours[0] != theirs[0]:
        verdict = "weaker" if ours[0] < theirs[0] else "stronger"
    return Part(name, ours[1], theirs[1], verdict)


def _within(verdict_in: bool, verdict_out: bool) -> Verdict:
    if verdict_in and verdict_out:
        return "same"
    if verdict_in:
        return "weaker"
    return "stronger" if verdict_out else "different"


def _sets(name: PartName, ours: Collection[str], theirs: Collection[str]) -> Part:
    mine, other = set(ours), set(theirs)
    return Part(
        name,
        ", ".join(ours) or "none",
        ", ".join(theirs) or "none",
        _within(mine <= other, other <= mine),
    )


def _extents(name: PartName, ours: Extent, theirs: Extent) -> Part:
    if ours.limited and theirs.limited and not set(ours.named) & set(theirs.named):
        return Part(name, str(ours), str(theirs), "different")
    world = {ELSEWHERE, *ours.named, *theirs.named}
    mine = {one for one in world if ours.covers(one)}
    other = {one for one in world if theirs.covers(one)}
    return Part(name, str(ours), str(theirs), _within(mine <= other, other <= mine))


def _time(ours: Scope, theirs: Scope) -> Part:
    def inside(one: Scope, other: Scope) -> bool:
        starts = other.since is None or (
            one.since is not None and begins(one.since) >= begins(other.since)
        )
        stops = other.until is None or (
            one.until is not None and ends(one.until) <= ends(other.until)
        )
        return starts and stops

    return Part(
        "time", _span(ours), _span(theirs), _within(inside(ours, theirs), inside(theirs, ours))
    )


def _span(scope: Scope) -> str:
    return f"{scope.since or 'no start'} to {scope.until or 'no end'}"


def _modality(duty: Duty | None) -> tuple[float, str]:
    modality: Modality | None = duty.modality if duty else None
    return (strength(modality), modality) if modality else (-1, "none")


def _decides(guarantee: Guarantee, duty: Duty | None) -> tuple[float, str]:
    """Rank by the share of guarantors whose agreement is needed; joint action comes last."""
    if duty is None:
        return (-2, "nobody")
    rule: Rule = duty.rule
    share = rule.joiners(len(guarantee.guarantors)) / len(guarantee.guarantors)
    return (-share - (rule.kind == "joint") / 2, str(rule))


def _speed(guarantee: Guarantee, duty: Duty | None) -> tuple[float, str]:
    latest = guarantee.latest(duty) if duty else None
    if latest is None:
        return (float("-inf"), "no time set")
    return (-latest.total_seconds(), "at once" if latest == timedelta(0) else _length(latest))


def _length(time: timedelta) -> str:
    """Return a length of time in the largest unit that leaves nothing over."""
    minutes = int(time.total_seconds()) // 60
    units = (("day", 24 * 60), ("hour", 60), ("minute", 1))
    unit, size = next(found for found in units if minutes % found[1] == 0)
    return f"{minutes // size} {unit}" + ("" if minutes == size else "s")


def _bound(guarantee: Guarantee, held: Collection[Fact]) -> tuple[float, str]:
    bound = sum(fact(party, guarantee.id, BOUND) in held for party in guarantee.parties)
    many = len(guarantee.guarantors)
    return (bound / many, f"{bound} of {many} bound")
