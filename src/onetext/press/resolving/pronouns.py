"""Whom "he", "she", "it" and "they" mean, weighed by who was named, spoke, and was subject."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onetext.press.finding.attribution import Attribution
from onetext.press.resolving.names import People
from onetext.press.text.lexis import is_finite
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Speaker

HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
GROUP = frozenset("they them we it its their our both".split())

_NEXT_WORD = re.compile(
    r"(?:\s{1,3}of\s{1,3}(?:[A-Z]\w{1,30}\s?){1,3})?(?:,[^,.;:“”\"\n]{1,90},|,)?\s{1,3}"
    r"(?:\w{1,30}ly\s{1,3}|also\s{1,3}|then\s{1,3}|later\s{1,3})?([a-z]{1,30})\b"
)
_BEFORE = re.compile(
    r"\b(?:of|by|to|with|from|against|for|about|on|and|or|like|between|than|told|over|at"
    r"|in)\s+(?:\w+\s+){0,3}$"
)
_WOMAN = re.compile(
    r"\b(?:woman|mother|daughter|sister|girl|wife|spokeswoman|actress|widow)\b", re.I
)
_MAN = re.compile(r"\b(?:man|father|son|brother|boy|husband|spokesman|widower)\b", re.I)
_TEAM = re.compile(
    r"\b(?:researchers|scientists|team|authors|study|paper|university|institute)\b", re.I
)
_REACH = 7


@dataclass(frozen=True, slots=True)
class Heard:
    """Hold one resolved source: where it stood, who it was, and whether it was one person."""

    at: int
    sentence: int
    speaker: Speaker
    person: int | None
    one: bool


class Trail:
    """Remember who spoke and who was named, and weigh them for a pronoun.

    Nearness counts most, in sentences; then standing as the subject; then having spoken. A name
    inside
    words that somebody else said, or behind a preposition, or with a possessive, counts less.
    """

    def __init__(self, page: Page, people: People, attributions: Sequence[Attribution]) -> None:
        self.page = page
        self.people = people
        self.heard: list[Heard] = []
        self._starts = [s.tokens[0].start for s in page.sentences]
        spans = sorted({c for a in attributions for c in a.contents}, key=lambda c: c.start)
        self._contents = spans
        self._content_starts = [c.start for c in spans]

    def sentence(self, at: int) -> int:
        """Return the index of the sentence around or before ``at``."""
        return max(0, bisect_left(self._starts, at + 1) - 1)

    def add(self, at: int, speaker: Speaker, person: int | None, *, one: bool) -> None:
        """Remember a resolved source."""
        self.heard.append(Heard(at, self.sentence(at), speaker, person, one))

    def person(self, at: int, female: bool | None) -> Heard | int | None:
        """Return whom "he" or "she" at ``at`` means: a person, or an unnamed source heard."""
        here = self.sentence(at)
        paragraph = self.page.sentences[here].paragraph if self.page.sentences else 0
        rows: list[tuple[float, int, Heard | int]] = []
        floor = self._starts[max(0, here - _REACH)] if self._starts else 0
        for span, index in self.people.between(floor, at):
            if span.end > at or not self.people.fits(index, female):
                continue
            score = self._score(span, here, paragraph)
            if not self.people.is_proven(index):
                score -= 24
            if female is not None and self.people.people[index].female == female:
                score += 25
            rows.append((score, span.start, index))
        for row in reversed(self.heard[-12:]):
            if here - row.sentence > _REACH or row.at >= at or not row.one:
                continue
            if row.person is not None and not self.people.fits(row.person, female):
                continue
            if row.person is None and not _may_be(row.speaker, female):
                continue
            score = 155.0 - 20 * (here - row.sentence)
            score -= 9 * (paragraph - self.page.sentences[row.sentence].paragraph)
            known = row.person is not None and self.people.people[row.person].female
            if row.person is not None and female is not None and known == female:
                score += 25
            rows.append((score, row.at, row.person if row.person is not None else row))
        if rows:
            best = max(rows, key=lambda r: (r[0], r[1]))
            if best[0] >= 45:
                if isinstance(best[2], int) and not any(
                    r[0] > best[0] - 30 for r in rows if r[2] != best[2]
                ):
                    self.people.learn(best[2], female=female)
                return best[2]
        last = next(
            (
                r.person
                for r in reversed(self.heard)
                if r.person is not None and self.people.fits(r.person, female)
            ),
            None,
        )
        return last if last is not None else self.people.last_before(at, female=female)

    def _score(self, span: Span, here: int, paragraph: int) -> float:
        text = self.page.text
        at = self.sentence(span.start)
        sentence = self.page.sentences[at]
        score = 100.0 - 14 * (here - at) - 9 * (paragraph - sentence.paragraph)
        if self.is_content(span):
            quoted = any(
                t.kind == "quote" and t.start <= span.start < t.end for t in sentence.tokens
            )
            score -= 50 if quoted else 20
        after = text[span.end : span.end + 2]
        if after.startswith(("'", "’")):
            score -= 22
        lead = text[max(sentence.tokens[0].start, span.start - 40) : span.start]
        if self.is_subject(span, sentence.tokens[0].start):
            score += 38
        elif _BEFORE.search(lead):
            score -= 22
        return score

    def is_content(self, span: Span) -> bool:
        """Tell whether ``span`` lies inside words that were said."""
        i = bisect_left(self._content_starts, span.start + 1) - 1
        return any(c.holds(span) for c in self._contents[max(0, i - 3) : i + 1])

    def is_subject(self, span: Span, start: int) -> bool:
        """Tell whether a name opens its sentence, or a finite verb follows it."""
        after = _NEXT_WORD.match(self.page.text, span.end)
        lead = self.page.text[start : span.start]
        if after and is_finite(after[1]):
            return not re.search(r"\b(?:of|by|with|from|against|about)\s+(?:\w+\s+)?$", lead)
        return len(lead.split()) <= 4 and not _BEFORE.search(lead) and "," not in lead

    def body(self, at: int, lemma: str = "") -> Speaker | None:
        """Return the last house or group that spoke within a few sentences, for "it" and "they"."""
        here = self.sentence(at)
        rows = [r for r in self.heard[-12:] if not r.one and here - r.sentence <= _REACH]
        rows = [r for r in rows if r.speaker.name]
        if lemma in ("find", "observe", "conclude", "reason", "discover", "describe", "suggest"):
            learned = [r for r in rows if r.speaker.party == "researchers"]
            team = [r for r in learned if _TEAM.search(r.speaker.name or "")]
            rows = team or learned or rows
        return rows[-1].speaker if rows else None

    def last(self) -> Speaker | None:
        """Return whoever spoke last."""
        return self.heard[-1].speaker if self.heard else None


def _may_be(speaker: Speaker, female: bool | None) -> bool:
    """Tell whether an unnamed source may be a "he" or a "she"."""
    words = f"{speaker.name or ''} {speaker.role or ''}"
    if female is True and _MAN.search(words):
        return False
    return not (female is False and _WOMAN.search(words))
