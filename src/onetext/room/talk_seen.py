"""A compartment's talk: its lines in order, beside each the leave given and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.record.acts.passing import Disclosure, Leave, PassedOn, Refusal
from onetext.record.acts.seating import CompartmentOpened
from onetext.room.lines_seen import Lines, LineSeen
from onetext.room.places_seen import PlaceSeen

LATEST = 60
BESIDE = (Leave, PassedOn, Refusal)


@dataclass(frozen=True, slots=True)
class TalkLine:
    """Hold a line with what was let, passed on and refused of it; each as told in the record.

    ``own`` says whether it is of this seat's party, so that its leave is this side's to give.
    ``item`` is what a disclosure here shows.
    """

    seen: LineSeen
    beside: tuple[LineSeen, ...]
    own: bool
    item: LineSeen | None


@dataclass(frozen=True, slots=True)
class Talk:
    """Hold the latest lines of a compartment, and how many came before them."""

    place: PlaceSeen
    lines: tuple[TalkLine, ...]
    earlier: int


def talk_seen(lines: Lines, place: PlaceSeen, *, party: str) -> Talk:
    """Return the talk of a compartment that this view is in."""
    beside: dict[bytes, list[int]] = {}
    own: list[int] = []
    numbers = lines.around.numbers
    for number in lines.of(place.id):
        act = lines.view.lines[number - 1].act
        if isinstance(act, BESIDE) and _stands_here(lines, act.item, place):
            beside.setdefault(act.item, []).append(number)
        elif not isinstance(act, CompartmentOpened):
            own.append(number)
    shown = own[-LATEST:]
    made = []
    for number in shown:
        seen = lines.seen(number)
        act = seen.line.act
        item = numbers.get(act.item) if isinstance(act, Disclosure) else None
        if isinstance(act, Disclosure) and act.form in ("paraphrase", "existence"):
            item = None
        made.append(
            TalkLine(
                seen,
                lines.all(beside.get(seen.line.promise.commitment, ())),
                seen.party is not None and seen.party == party,
                lines.seen(item) if item is not None else None,
            )
        )
    return Talk(place, tuple(made), len(own) - len(shown))


def _stands_here(lines: Lines, item: bytes, place: PlaceSeen) -> bool:
    number = lines.around.numbers.get(item)
    line = lines.line(number) if number is not None else None
    return line is not None and line.compartment == place.id
