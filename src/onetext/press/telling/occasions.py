"""Real occasions: the tellings that tell the same one, and the rounds that number themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onetext.press.telling.telling import GATHERINGS, Telling
from onetext.terms.said.event import EventStatus, EventType
from onetext.terms.when import When

_RESUMES = re.compile(r"resum|continu")


@dataclass(slots=True)
class Occasion:
    """Gather the tellings of one real occasion."""

    tellings: list[Telling]
    starts: list[When | None] = field(default_factory=list)
    score: float = 0.0

    @property
    def first(self) -> Telling:
        """Return the telling that opened it."""
        return self.tellings[0]

    @property
    def type(self) -> EventType:
        """Return talks when any telling says so, else the first one's type."""
        if any(t.type == "talks_round" for t in self.tellings):
            return "talks_round"
        return self.first.type

    @property
    def number(self) -> int | None:
        """Return the round's number, None when nobody told it."""
        return next((t.number for t in self.tellings if t.number), None)

    @property
    def start(self) -> When | None:
        """Return the first date told."""
        return next((when for when in self.starts if when), None)

    @property
    def status(self) -> EventStatus:
        """Return what the tellings together say: one that ended is held, however it opened."""
        phases = {t.phase for t in self.tellings}
        if "run" in phases:
            return "ongoing"
        if "end" in phases:
            return "held"
        found = {t.status for t in self.tellings}
        if "ongoing" in found:
            return "ongoing"
        if "held" in found:
            return "held"
        return "reported" if "reported" in found else "planned"


def numbered(occasions: Sequence[Occasion]) -> list[Occasion]:
    """Return the occasions with the rounds' numbers that others imply, the same round joined.

    Talks before a second round were the first; "the first meeting" is then that round.
    """
    rounds = [o for o in occasions if o.type == "talks_round"]
    known = {o.number for o in rounds}
    for later in [o for o in rounds if (o.number or 0) > 1]:
        before = (later.number or 0) - 1
        if before in known:
            continue
        for one in rounds:
            if one.number is None and one.status == "held" and _earlier(one, later):
                one.tellings[0] = replace(one.first, number=before)
                known.add(before)
                break
    for at, one in enumerate(occasions):
        if one.number is None and one.status == "planned" and one.first.phase == "open":
            sofar = [o.number for o in occasions[:at] if o in rounds and o.number]
            if sofar and one in rounds and _RESUMES.match(one.first.verb):
                one.tellings[0] = replace(one.first, number=sofar[-1])
    joined: list[Occasion] = []
    for occasion in occasions:
        twin = next((o for o in joined + rounds if _twins(o, occasion)), None)
        if twin is None:
            joined.append(occasion)
        else:
            twin.tellings += occasion.tellings
            twin.starts += occasion.starts
    return joined


def _earlier(one: Occasion, later: Occasion) -> bool:
    first, then = one.start, later.start
    if first and then and first.day and then.day:
        return first.day < then.day
    return any(t.phase == "behind" for t in one.tellings)


def _twins(round_: Occasion, other: Occasion) -> bool:
    """Tell whether ``other``, told as a meeting with the round's number, is that round."""
    if round_ is other or round_.type != "talks_round" or other.type not in GATHERINGS:
        return False
    if round_.number is None or round_.number != other.number:
        return False
    return other.first.known and other.type == "meeting"
