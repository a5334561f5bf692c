"""When an event begins: the date that its clause, or else its sentence, tells of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onetext.press.finding.attribution import Attribution
from onetext.press.telling.event_dates import DatesByPlace
from onetext.press.telling.telling import Telling
from onetext.press.text.dates import DatePhrase
from onetext.press.text.sentences import Page
from onetext.terms.when import When

#: A year that only names an occasion: "the 2030 election".
_YEAR = re.compile(r"\bthe (?:\w+ )?(?P<year>(?:19|20)\d\d)(?! \d)\b", re.IGNORECASE)
#: What stands before the day on which something ends: "extended the curfew to 3 May".
_UNTO = re.compile(r"(?<!due )(?<!set )\bto\s+\Z", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between)\s", re.IGNORECASE)
#: What opens another clause, whose dates are its own.
_ELSEWHERE = re.compile(r"[;:]|\b(?:which|who|whose|that|when|where)\b")
#: What may stand between a verb of making known and the day it was done: "announced late on".
_AT_ONCE = re.compile(r"\s+(?:(?:on|in|late|early|earlier|only)\s+)*\Z", re.IGNORECASE)
_NEAR = 40


@dataclass(frozen=True, slots=True)
class StartReader:
    """Read when events begin out of one report; ``said`` holds what is quoted by sentence."""

    page: Page
    dates: DatesByPlace
    said: Mapping[int, Sequence[Attribution]]
    published: When | None

    def of(self, telling: Telling) -> When | None:
        """Return the day, month or year that a telling tells its event to begin, None for none."""
        if telling.phase == "run":
            return None
        sentence = self.page.sentences[telling.sentence]
        inside = self._own(self.dates.within(telling.evidence), telling)
        if not inside and telling.status == "ongoing":
            return self.published
        named = _YEAR.search(telling.evidence.of(self.page.text)) if not telling.anchored else None
        if not inside and named and telling.hit.word.part == "n":
            return When(named["year"])
        if not inside and telling.phase != "ahead":
            around = self._own(self.dates.within(sentence.span), telling)
            inside = [d for d in around if not self._of_saying(d, telling)]
        if telling.type == "announcement":
            said = [c for a in self.said.get(telling.sentence, ()) for c in a.contents]
            inside = [
                d
                for d in inside
                if telling.told
                or self._at_once(d, telling)
                or not any(c.holds(d.span) for c in said)
            ]
        place = sentence.tokens[telling.hit.start].start
        inside.sort(key=lambda d: abs(d.span.start - place))
        for phrase in inside:
            if value := phrase.value(forward=telling.status == "planned"):
                return value
        return None

    def _own(self, phrases: Iterable[DatePhrase], telling: Telling) -> list[DatePhrase]:
        """Return the dates but those of an end, and of clauses that depend on this one."""
        end = self._end(telling)
        kept = []
        for phrase in phrases:
            lead = self.page.text[max(0, phrase.span.start - _NEAR) : phrase.span.start]
            unto = _UNTO.search(lead) and not _FROM.search(lead) and telling.status != "planned"
            between = self.page.text[end : phrase.span.start]
            if not unto and not _ELSEWHERE.search(between):
                kept.append(phrase)
        return kept

    def _end(self, telling: Telling) -> int:
        return self.page.sentences[telling.sentence].tokens[telling.hit.end - 1].end

    def _at_once(self, phrase: DatePhrase, telling: Telling) -> bool:
        """Tell whether a date stands right behind the word that tells: "announced on Monday"."""
        return bool(_AT_ONCE.fullmatch(self.page.text[self._end(telling) : phrase.span.start]))

    def _of_saying(self, phrase: DatePhrase, telling: Telling) -> bool:
        """Tell whether a date dates the words of a speaker, not what they tell."""
        if not telling.told:
            return False
        return not any(
            c.holds(phrase.span) for a in self.said.get(telling.sentence, ()) for c in a.contents
        )
