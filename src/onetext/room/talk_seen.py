"""A compartment's talk: its lines in order, beside each the leave given and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.brief.phrases import Phrase
from onetext.record.acts.passing import Disclosure, Leave, PassedOn, Refusal
from onetext.record.acts.seating import CompartmentOpened
from onetext.record.fields import Shown
from onetext.record.wire import value_of
from onetext.room.kinds_told import SORTS, sort_of
from onetext.room.lines_seen import Lines, LineSeen
from onetext.room.places_seen import PlaceSeen
from onetext.room.web.words import N_

LATEST = 60
BESIDE = (Leave, PassedOn, Refusal)
_LEAVES = {
    "none": N_("No"),
    "ask": N_("Only if you ask us first"),
    "free": N_("Yes, freely: to anybody, word for word"),
}


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


def shown_fields(seen: LineSeen) -> tuple[tuple[str, str], ...]:
    """Return the fields of a line that this view shows, each with its value in words."""
    if seen.line.entry is None:
        return ()
    return tuple(
        (field.name, _said(field.name, _told(value_of(field.value))))
        for field in seen.line.entry.body.fields
        if isinstance(field, Shown)
    )


def _said(name: str, value: str) -> str:
    """Return a value that is a word of the record as words that can be said in any language."""
    if name == "kind":
        return Phrase(SORTS[sort_of(value)])
    return Phrase(_LEAVES[value]) if name == "leave" and value in _LEAVES else value


def _told(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(_told(one) for one in value) or "–"
    return value if isinstance(value, str) else str(value)


def _stands_here(lines: Lines, item: bytes, place: PlaceSeen) -> bool:
    number = lines.around.numbers.get(item)
    line = lines.line(number) if number is not None else None
    return line is not None and line.compartment == place.id
