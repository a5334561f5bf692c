"""Find the events that a report tells: one event for each real occasion.

Clauses that tell events are found by a lexicon (`tellings`); those of one occasion are joined; each
occasion is weighed by its signs: how surely its words tell an event, where they stand, whether a
date pins it down; what stays unlikely is background, left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from onetext.press.finding.attribution import Attribution
from onetext.press.lexicon.issues import IssueLexicon
from onetext.press.lexicon.parties import PartyMention, PartyTable
from onetext.press.telling.doers import Doers
from onetext.press.telling.durations import days, find_durations
from onetext.press.telling.event_chances import ENOUGH, EventChances
from onetext.press.telling.event_dates import DatesByPlace
from onetext.press.telling.event_signs import SignReader, Signs
from onetext.press.telling.event_starts import StartReader
from onetext.press.telling.event_weights import Scale
from onetext.press.telling.likeness import of_one, same_act
from onetext.press.telling.occasions import Occasion, numbered
from onetext.press.telling.openings import opening_of
from onetext.press.telling.participants import participants_of
from onetext.press.telling.telling import GATHERINGS, Telling
from onetext.press.telling.tellings import find_tellings
from onetext.press.telling.venues import venue_of
from onetext.press.text.dates import DatePhrase
from onetext.press.text.sentences import Page
from onetext.terms.said.event import Event
from onetext.terms.said.span import Span
from onetext.terms.when import When

_TOP = 3
#: What a report is sent from the place of, where it tells no other.
_WHERE_SENT = GATHERINGS | {"agreement"}
_LEADS_ON = re.compile(
    r"(?:\s+(?:ahead|of|before|after|in|on|at|to|for|during|with|and))+\s*$", re.I
)
#: How many occasions back a telling may join one, and how many tellings one may gather.
_REACH = 64
_TOLD = 32
_MOST = 9


def find_events(
    page: Page,
    dates: Sequence[DatePhrase],
    mentions: Sequence[PartyMention],
    attributions: Sequence[Attribution],
    issues: IssueLexicon,
    *,
    source: str,
    published: When | None,
    table: PartyTable | None = None,
) -> tuple[Event, ...]:
    """Return the events of ``page`` in text order, with the shortest clauses that tell each.

    Parameters
    ----------
    page, dates, mentions, attributions
        The report as cut, and what was found in it.
    issues
        Tells what an event is about.
    source
        The report's id.
    published
        When the report came out; nothing else dates "now".
    table
        Tells whose capital is where; ours when left out.

    Examples
    --------
    >>> from onetext.press.text.sentences import cut
    >>> text = "Envoys of France and Chad met in Oslo for five hours on 3 May 2030."
    >>> from onetext.press.text.dates import find_dates
    >>> people = PartyTable.load()
    >>> [event] = find_events(
    ...     cut(text), find_dates(text, None), people.mentions(text), [], IssueLexicon.load(),
    ...     source="r", published=None,
    ... )
    >>> event.venue, str(event.start), event.duration_min, event.participants
    ('Oslo', '2030-05-03', 300, ('france', 'chad'))
    """
    reading = Reading(page, dates, mentions, attributions, published)
    occasions = reading.told()
    chances = EventChances.builtin()
    for occasion, signs in zip(occasions, reading.signs(occasions), strict=True):
        occasion.score = chances.chance(signs)
    kept = [o for o in occasions if o.score >= ENOUGH]
    kept = sorted(kept, key=lambda o: -o.score)[:_MOST]
    kept.sort(key=lambda o: o.first.evidence.start)
    people = table or PartyTable.load()
    return tuple(
        reading.event(occasion, f"e{number}", source, issues, people)
        for number, occasion in enumerate(kept, start=1)
    )


@dataclass(slots=True)
class Reading:
    """Hold one report while its events are read out of it."""

    page: Page
    dates: Sequence[DatePhrase]
    mentions: Sequence[PartyMention]
    attributions: Sequence[Attribution]
    published: When | None
    order: dict[int, int] = field(init=False)
    by_place: DatesByPlace = field(init=False)
    said: dict[int, list[Attribution]] = field(init=False)
    crowd: Counter[int] = field(default_factory=Counter)
    _doers: Doers = field(init=False)

    def __post_init__(self) -> None:
        self._doers = Doers(self.page, self.mentions)
        body = [s for s in self.page.sentences if self._is_prose(s.index)]
        self.by_place = DatesByPlace(self.dates)
        self.said = {}
        for one in self.attributions:
            self.said.setdefault(one.sentence, []).append(one)
        self.order = {s.index: number for number, s in enumerate(body)}

    @property
    def first(self) -> int | None:
        """Return the index of the sentence that opens the report."""
        return next(iter(self.order), None)

    def _is_prose(self, index: int) -> bool:
        sentence = self.page.sentences[index]
        if len(sentence.tokens) < 4:
            return False
        last = self.page.text[sentence.span.end - 1]
        after = self.page.text[sentence.span.end : sentence.span.end + 1]
        return last in ".?!:;”\"'’)" or after in (":", ".")

    def told(self) -> list[Occasion]:
        """Return every occasion that the report tells, background too, judged for a first time."""
        tellings = self.alone(find_tellings(self.page, self.attributions))
        found = numbered(self.occasions(self.opened(tellings)))
        Scale(self.page, self.by_place, self.order, self.published).weigh(found)
        return found

    def signs(self, occasions: Sequence[Occasion]) -> list[Signs]:
        """Return the signs by which each of the occasions is weighed."""
        return SignReader(self.page, self.order, self.mentions, self.published).read(occasions)

    def alone(self, tellings: Sequence[Telling]) -> list[Telling]:
        """Return the tellings of the body, of those that overlap only the surest."""
        kept: list[Telling] = []
        for telling in tellings:
            if telling.sentence not in self.order:
                continue
            if kept and kept[-1].sentence == telling.sentence:
                rival = kept[-1]
                if self._listed(rival, telling):
                    kept[-1] = replace(rival, evidence=rival.phrase or rival.evidence)
                    kept.append(replace(telling, evidence=telling.phrase or telling.evidence))
                    continue
                if self._holds_plan(rival, telling) and telling.phrase:
                    lead = self.page.text[rival.evidence.start : telling.phrase.start]
                    told = Span(rival.evidence.start, rival.evidence.start + _shorn(lead))
                    kept[-1] = replace(rival, evidence=told)
                    rest = Span(telling.phrase.start, rival.evidence.end)
                    kept.append(replace(telling, evidence=rest))
                    continue
                if rival.evidence.overlaps(telling.evidence) and not self._apart(rival, telling):
                    kept[-1] = _surer(rival, telling)
                    continue
            kept.append(telling)
        return kept

    def opened(self, tellings: list[Telling]) -> list[Telling]:
        """Return the tellings, with what opens the report where no main clause there told it."""
        if self.first is None:
            return tellings
        if any(t.sentence == self.first and not t.side for t in tellings):
            return tellings
        opening = opening_of(self.page, self.first, self.attributions)
        if opening is None or any(t.evidence.overlaps(opening.evidence) for t in tellings):
            return tellings
        return [opening, *tellings]

    def _listed(self, rival: Telling, telling: Telling) -> bool:
        """Tell whether two nouns, each with a date of its own, only share their clause."""
        first, second = rival.phrase, telling.phrase
        if first is None or second is None or first.overlaps(second):
            return False
        return bool(self.by_place.within(first)) and bool(self.by_place.within(second))

    def _holds_plan(self, rival: Telling, telling: Telling) -> bool:
        """Tell whether an act is told with what is to come: "quit before the vote set for May"."""
        named = telling.phrase
        if named is None or rival.status == "planned" or telling.status != "planned":
            return False
        if rival.hit.word.part != "v" or not rival.evidence.holds(named):
            return False
        if rival.evidence.start >= named.start - 1:
            return False
        return bool(self.by_place.within(Span(named.start, rival.evidence.end)))

    def _apart(self, rival: Telling, telling: Telling) -> bool:
        """Tell whether a noun inside another event's clause is told with a date of its own."""
        if telling.type in GATHERINGS and rival.type in GATHERINGS:
            return False
        if rival.type == telling.type or telling.hit.word.part != "n" or telling.anchored:
            return False
        return telling.weight > 1 and bool(self.by_place.within(telling.evidence))

    def occasions(self, tellings: Sequence[Telling]) -> list[Occasion]:
        """Return the tellings joined, those of one occasion together."""
        found: list[Occasion] = []
        self.crowd = Counter(t.sentence for t in tellings)
        starts = StartReader(self.page, self.by_place, self.said, self.published)
        for telling in tellings:
            start = starts.of(telling)
            for occasion in reversed(found[-_REACH:]):
                if self._same(occasion, telling, start):
                    if len(occasion.tellings) < _TOLD:
                        occasion.tellings.append(telling)
                        occasion.starts.append(start)
                    break
            else:
                found.append(Occasion([telling], [start]))
        return found

    def _same(self, occasion: Occasion, telling: Telling, start: When | None) -> bool:
        first = occasion.first
        gathers = {"talks_round", "meeting"}
        alike = occasion.type == telling.type or {occasion.type, telling.type} <= gathers
        if not alike:
            return False
        if occasion.number and telling.number and occasion.number != telling.number:
            return False
        if start and occasion.start and not _agree(start, occasion.start):
            lasts = telling.type == "unilateral" and occasion.status == "ongoing"
            return lasts and same_act(first, telling)
        if telling.phase == "behind" and start and occasion.status == "ongoing":
            return start == occasion.start
        if telling.type not in GATHERINGS:
            if self._doers.apart(occasion.tellings, telling):
                return False
            if telling.sentence == occasion.tellings[-1].sentence:
                return not (_is_main(telling) and _is_main(first)) or same_act(first, telling)
            return of_one(occasion.tellings, telling) or (
                telling.hit.word.part == "n" and telling.known and start in (None, occasion.start)
            )
        if occasion.type != telling.type:
            near = abs(first.sentence - telling.sentence) <= 1
            pointed = telling.known and (start is None or occasion.start is not None)
            return telling.hit.word.part == "n" and (pointed or (near and start is None))
        planned = occasion.status == "planned"
        if planned != (telling.status == "planned"):
            return bool(start and occasion.start) and telling.number == occasion.number
        return telling.known or bool(start) or telling.type == "talks_round"

    def event(
        self,
        occasion: Occasion,
        name: str,
        source: str,
        issues: IssueLexicon,
        table: PartyTable,
    ) -> Event:
        """Return the event that the occasion is."""
        clauses = tuple(dict.fromkeys(t.evidence for t in occasion.tellings))
        sentences = sorted({t.sentence for t in occasion.tellings})
        told = tuple(self.page.sentences[i].span for i in sentences)
        own = Counter(t.sentence for t in occasion.tellings)
        alone = tuple(self.page.sentences[i].span for i in sentences if self.crowd[i] == own[i])
        gathering = occasion.type in GATHERINGS
        talks = occasion.type == "talks_round"
        start, end = self._run(occasion, told)
        seated = talks and occasion.status != "planned"
        return Event(
            id=name,
            source=source,
            type=occasion.type,
            status=occasion.status,
            evidence=clauses,
            start=start,
            end=end,
            duration_min=self._minutes((*clauses, *alone)) if gathering else None,
            venue=self._venue(occasion, clauses, told, alone, table),
            round=occasion.number if gathering else None,
            participants=participants_of(
                self.page,
                clauses,
                sentences,
                self.mentions,
                self.attributions,
                gathering=gathering,
                talks=talks,
                roles={p.id: p.role for p in table.parties} if seated else {},
            ),
            issues=issues.find(" ".join(c.of(self.page.text) for c in clauses)),
        )

    def _venue(
        self,
        occasion: Occasion,
        clauses: Sequence[Span],
        told: Sequence[Span],
        alone: Sequence[Span],
        table: PartyTable,
    ) -> str | None:
        """Return the place: of the clauses, of their sentences, else of the dateline."""
        lead = self.order[occasion.first.sentence] < _TOP
        here = lead and occasion.type in _WHERE_SENT and occasion.status != "planned"
        found = venue_of(self.page, clauses, self.mentions, table, at_dateline=False)
        if found is None and occasion.type == "talks_round":
            clauses = told
        elif found is None and occasion.type not in ("announcement", "call"):
            clauses = alone
        return venue_of(self.page, clauses, self.mentions, table, at_dateline=here)

    def _minutes(self, told: Sequence[Span]) -> int | None:
        for span in told:
            for duration in find_durations(self.page.text, within=span):
                return duration.minutes
        return None

    def _run(self, occasion: Occasion, told: Sequence[Span]) -> tuple[When | None, When | None]:
        """Return first and last day: "broke up on Tuesday after three days" began on Sunday."""
        start = occasion.start
        if start is None or start.day is None:
            return start, None
        if not any(t.phase == "end" for t in occasion.tellings):
            return start, None
        count = next((n for span in told if (n := days(span.of(self.page.text)))), None)
        if not count or count < 2:
            return start, None
        return When.of(start.day - timedelta(days=count - 1)), start


def _shorn(lead: str) -> int:
    """Return how long a clause is without the words that only lead on: "… the race ahead of"."""
    return len(_LEADS_ON.sub("", lead).rstrip(" ,"))


def _pinned(telling: Telling) -> float:
    if telling.hit.word.part == "v":
        return 1.0 if telling.anchored else -0.5
    return (0.5 if telling.number else 0.0) + (1.0 if telling.anchored else 0.0)


def _surer(one: Telling, other: Telling) -> Telling:
    """Return which of two tellings in one clause tells its event more surely; numbers are kept."""
    better = other if other.weight + _pinned(other) > one.weight + _pinned(one) else one
    if one.type == other.type and better.number is None:
        better = replace(better, number=one.number or other.number)
    return better


def _is_main(telling: Telling) -> bool:
    return (
        telling.type != "announcement"
        and telling.hit.word.part == "v"
        and telling.anchored
        and not telling.side
    )


def _agree(one: When, other: When) -> bool:
    return one.iso.startswith(other.iso) or other.iso.startswith(one.iso)
