"""The rounds and meetings held, each told once, with what outlets tell differently of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import TypeVar

from onetext.analysis.evidence import point, texts_of
from onetext.analysis.findings import Evidence, Round
from onetext.analysis.wording import stems
from onetext.record.view import View
from onetext.terms.said.event import Event
from onetext.terms.said.source import Source
from onetext.terms.when import When

KINDS = ("talks_round", "meeting", "call", "conference")
_STATES = ("planned", "reported", "ongoing", "held")
_SERIES_DAYS = 45
_H = TypeVar("_H", bound=Hashable)


@dataclass(slots=True)
class _Told:
    """Gather the tellings of one round while they are merged."""

    events: list[Event] = field(default_factory=list)


def rounds(view: View) -> tuple[Round, ...]:
    """Return rounds, meetings, calls and conferences in order of time, those without a date last.

    Two tellings are of one round when the round has the same number, with days near and somebody at
    both, or when type and first day
    are the same and neither place nor parties shut each other out. Two events of one report are
    two, unless their number is the same. Of what is told differently the value most outlets tell
    stands, the earlier at a tie, and all are listed side by side. A length is compared only
    between tellings of the same days: that of a first day is no other account of the whole.
    """
    found: list[_Told] = []
    for event in view.events:
        if event.type not in KINDS:
            continue
        for known in found:
            if _same(known.events, event):
                known.events.append(event)
                break
        else:
            found.append(_Told([event]))
    sources = {source.id: source for source in view.sources}
    texts = texts_of(view)
    merged = [_merge(known.events, sources, texts) for known in found]
    return tuple(sorted(merged, key=_order))


def _same(known: list[Event], event: Event) -> bool:
    first = known[0]
    numbers = {e.round for e in known if e.round is not None}
    if event.round is not None and numbers:
        return event.round in numbers and _joins(known, event) and _near(known, event)
    if first.type != event.type or any(e.source == event.source for e in known):
        return False
    days = {_day(e.start) for e in known} - {None}
    if _day(event.start) not in days:
        return False
    places = [e.venue for e in known if e.venue]
    if event.venue and places and not any(_same_place(event.venue, place) for place in places):
        return False
    return _joins(known, event)


def _joins(known: list[Event], event: Event) -> bool:
    """Tell whether somebody was at both: two tracks may both have a second round."""
    present = {party for e in known for party in e.participants}
    return not (present and event.participants) or bool(present & set(event.participants))


def _near(known: list[Event], event: Event) -> bool:
    """Tell whether the days are near: next year's talks may have a second round again."""
    day, days = _day(event.start), [day for e in known if (day := _day(e.start))]
    return day is None or not days or min(abs((day - one).days) for one in days) <= _SERIES_DAYS


def _merge(events: list[Event], sources: dict[str, Source], texts: dict[str, str]) -> Round:
    def shown(some: Iterable[Event]) -> tuple[Evidence, ...]:
        return tuple(point(texts[e.source], e.source, span) for e in some for span in e.evidence)

    told = [e for e in events if e.status != "planned"] or events
    starts = [e.start for e in told if e.start]
    start = min((s for s in starts if _day(s)), key=str, default=starts[0] if starts else None)
    end = max((e.end for e in told if e.end), key=str, default=None)
    timed = [e for e in told if e.duration_min is not None]
    whole = [e for e in timed if _days(e) >= _length(start, end)]
    return Round(
        type=min((e.type for e in events), key=KINDS.index),
        status=max((e.status for e in events), key=_STATES.index),
        number=next((e.round for e in events if e.round is not None), None),
        start=start,
        end=end,
        duration_min=_most(e.duration_min for e in whole),
        venue=_fullest([e.venue for e in told if e.venue]),
        participants=tuple(dict.fromkeys(p for e in events for p in e.participants)),
        issues=tuple(dict.fromkeys(i for e in events for i in e.issues)),
        evidence=shown(events),
        disagreements=tuple((words, shown(some)) for words, some in _disagreements(told, sources)),
        partly=tuple(
            (f"{e.start or 'one day'}: {e.duration_min} min", shown([e]))
            for e in timed
            if e not in whole
        ),
    )


def _disagreements(
    events: list[Event], sources: dict[str, Source]
) -> list[tuple[str, list[Event]]]:
    found: list[tuple[str, list[Event]]] = []
    by_days: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        if event.duration_min is not None:
            by_days.setdefault((str(event.start), str(event.end)), []).append(event)
    for timed in by_days.values():
        found += _differ(timed, sources, "duration", lambda e: e.duration_min, lambda v: f"{v} min")
    placed = [e for e in events if e.venue]
    if any(
        not _same_place(one.venue or "", other.venue or "") and not _knows_both(one, other, sources)
        for one in placed
        for other in placed
    ):
        found += _differ(placed, sources, "venue", lambda e: e.venue, str)
    dated = [e for e in events if _day(e.start)]
    if any(not _meet(one, other, sources) for one in dated for other in dated):
        found += _differ(dated, sources, "date", lambda e: str(e.start), str)
    joined = [e for e in events if len(e.participants) > 1]
    if any(
        not (set(one.participants) <= set(other.participants))
        and not (set(other.participants) <= set(one.participants))
        for one, other in combinations(joined, 2)
    ):
        found += _differ(
            joined,
            sources,
            "participants",
            lambda e: tuple(sorted(e.participants)),
            lambda v: f"{len(v)} ({', '.join(v)})",
        )
    return found


def _differ(
    events: list[Event],
    sources: dict[str, Source],
    what: str,
    value: Callable[[Event], _H],
    show: Callable[[_H], str],
) -> list[tuple[str, list[Event]]]:
    """Return the row that sets what each outlet told last side by side, when they differ."""
    last: dict[str, Event] = {}
    for event in events:
        source = sources[event.source]
        last[source.outlet or source.id] = event
    if len({value(event) for event in last.values()}) < 2:
        return []
    words = "; ".join(f"{outlet}: {show(value(event))}" for outlet, event in last.items())
    return [(f"{what} told differently: {words}", list(last.values()))]


def _same_place(left: str, right: str) -> bool:
    return bool(stems(left) & stems(right))


def _knows_both(one: Event, other: Event, sources: dict[str, Source]) -> bool:
    """Tell whether a report of the one also names the other's place, as a town names its hall."""
    return (other.venue or "") in sources[one.source].text or (one.venue or "") in sources[
        other.source
    ].text


def _meet(one: Event, other: Event, sources: dict[str, Source]) -> bool:
    """Tell whether two tellings may be of one series of days, so far as each report could know."""
    first, second = _day(one.start), _day(other.start)
    if first is None or second is None or first == second:
        return True
    last = _day(one.end) or first
    other_last = _day(other.end) or second
    early, late = (one, second) if first < second else (other, first)
    published = _day(sources[early.source].published)
    if early.end is None and published is not None and published < late:
        return True
    return first <= other_last and second <= last


def _days(event: Event) -> int:
    return _length(event.start, event.end)


def _length(start: When | None, end: When | None) -> int:
    first, last = _day(start), _day(end)
    return (last - first).days + 1 if first and last else 1


def _day(when: When | None) -> date | None:
    return when.day if when else None


def _most(values: Iterable[int | None]) -> int | None:
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None


def _fullest(places: list[str]) -> str | None:
    """Return the place most told, in its fullest form."""
    if not places:
        return None
    most = max(places, key=lambda place: sum(_same_place(place, other) for other in places))
    alike = [place for place in places if place == most or _same_place(place, most)]
    return max(alike, key=lambda place: len(stems(place)))


def _order(told: Round) -> tuple[bool, str, int, str]:
    return (
        told.start is None,
        str(told.start) if told.start else "",
        told.number or 0,
        told.type,
    )
