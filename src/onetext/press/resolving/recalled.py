"""The day of a document or an occasion that the report has told before and only names here.

"On Thursday the bishop signed a decree. … The decree says": said on Thursday.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onetext.press.finding.attribution import Attribution
from onetext.press.text.dates import DatePhrase, dates_in
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span
from onetext.terms.when import When

if TYPE_CHECKING:
    from onetext.press.resolving.saying import Saying

_DOCUMENTS = (
    r"decree|report|study|survey|book|letter|ruling|decision|order|lawsuit|complaint|memo"
    r"|document|paper|poll|proclamation|advisory|warning|alert|filing|indictment|manifesto"
    r"|resolution|dossier|analysis|memoir|findings|research|statement|communiqué|charter|notice"
    r"|judgment|judgement|verdict|opinion|petition|treaty|accord|law|release|guidelines?|guidance|post|tweet"
)
#: Nouns that one document goes by in turn.
_ALIKE = (
    frozenset(("report", "study", "survey", "findings", "research", "paper", "analysis")),
    frozenset(("ruling", "decision", "order", "judgment", "judgement", "verdict", "opinion")),
    frozenset(("lawsuit", "complaint", "filing", "petition")),
    frozenset(("decree", "law", "order")),
    frozenset(("advisory", "warning", "alert", "notice")),
)
_OCCASIONS = (
    r"summit|hearing|conference|ceremony|rally|debate|broadcast|briefing|interview|speech|address"
    r"|town hall|convention|vigil|funeral|visit|session|meeting|trial|talks|event|forum|match|race"
    r"|game|gathering|panel|sermon|mass|lecture|inquest|protest|march|dinner|programme|show"
)
_SOURCE = re.compile(
    rf"(?:the|this|that|its|his|her|their)\s+(?:same\s+)?(?:[\w’'-]+\s+){{0,2}}?"
    rf"(?P<noun>{_DOCUMENTS})s?",
    re.IGNORECASE,
)
_NOUN = re.compile(rf"\b(?:{_DOCUMENTS})\b")
_SETTING = re.compile(
    rf"\b(?:in|during|at)\s+(?:the|this|that|his|her|their|its)\s+(?:same\s+)?(?:[\w’'-]+\s+){{0,1}}?"
    rf"(?P<noun>{_DOCUMENTS}|{_OCCASIONS})s?\b(?!\s+[a-z]+ing\b)",
    re.IGNORECASE,
)
_BACK = 25


def recalled(
    page: Page,
    attributions: Sequence[Attribution],
    dates: Sequence[DatePhrase],
    published: When | None,
    rows: list[Saying],
) -> list[Saying]:
    """Date words of a document or at an occasion by the sentence before that tells it with a date.

    Only what stands there as known ("the decree", "during the summit") is looked for, by its noun,
    in the sentences before, the nearest first, then among what a document of that kind was said to
    say before. Cost: a few sentences for each such attribution.
    """
    out = list(rows)
    past = [
        d
        for d in dates
        if d.precision in ("day", "month", "year") and not _is_to_come(d.value(), published)
    ]
    said: dict[str, When] = {}
    for i, a in enumerate(attributions):
        noun = _noun_of(page, a)
        if noun is None:
            continue
        if out[i].said is None:
            when = _told(page, a, noun, past) or said.get(noun)
            if when is not None:
                out[i] = replace(out[i], said=when)
        known = out[i].said
        if known is not None:
            for other in _alike(noun):
                said[other] = known
    return _to_the_day(page, attributions, said, out)


def _to_the_day(
    page: Page, attributions: Sequence[Attribution], said: dict[str, When], rows: list[Saying]
) -> list[Saying]:
    """Put the day for the month where the report tells it of the same document elsewhere."""
    out = list(rows)
    for i, a in enumerate(attributions):
        month = rows[i].said
        if month is None or month.precision != "month" or a.source is None:
            continue
        for noun in _NOUN.findall(a.source.of(page.text).lower()):
            day = said.get(noun)
            if day is not None and day.iso.startswith(f"{month.iso}-"):
                out[i] = replace(out[i], said=day)
    return out


def _alike(noun: str) -> frozenset[str]:
    """Return the nouns that a document so called goes by, its own among them."""
    return frozenset((noun,)).union(*(kind for kind in _ALIKE if noun in kind))


def _is_to_come(when: When | None, published: When | None) -> bool:
    if when is None:
        return True
    if published is None or published.day is None or when.day is None:
        return False
    return when.day > published.day


def _noun_of(page: Page, a: Attribution) -> str | None:
    """Return the noun of the document or occasion, None where none is named as known."""
    if a.source is not None:
        found = _SOURCE.fullmatch(a.source.of(page.text))
        if found:
            return found["noun"].lower()
    span = page.sentences[a.sentence].span
    anchor = a.cue or a.contents[0]
    near = Span(max(span.start, anchor.start - 200), min(span.end, anchor.end + 200))
    for found in _SETTING.finditer(page.text, near.start, near.end):
        if not any(c.start <= found.start() < c.end for c in a.contents):
            return found["noun"].lower()
    return None


def _told(page: Page, a: Attribution, noun: str, dates: Sequence[DatePhrase]) -> When | None:
    nouns = "|".join(sorted(_alike(noun)))
    word = re.compile(rf"\b(?:{nouns})(?:s|ies)?\b", re.IGNORECASE)
    for index in range(a.sentence - 1, max(-1, a.sentence - _BACK), -1):
        span = page.sentences[index].span
        found = word.search(page.text, span.start, span.end)
        if found is None:
            continue
        told = dates_in(dates, span)
        if told:
            return min(told, key=lambda d: abs(d.span.start - found.start())).value()
    return None


_OCCASION = re.compile(
    r"\b(?:(?P<behind>following|after|before|ahead of)|at|during|in)\s+"
    r"(?:the|their|his|her|its|this|that)\s+(?:same\s+)?(?:\w+\s+){0,2}(?:meeting|talks|vote|summit"
    r"|session|call|ceremony|hearing|conference|visit|event|rally|debate|match|game|race|broadcast"
    r"|interview|speech|address|briefing|show|programme|program|trial|convention|vigil|funeral)\b"
    r"(?!\s+(?:of|in|on|at|with)\s+\d)",
    re.IGNORECASE,
)


def at_occasions(
    page: Page, attributions: Sequence[Attribution], dates: Sequence[DatePhrase], rows: list[Saying]
) -> list[Saying]:
    """Date "at the meeting, she said" by the day that the report gives for the meeting.

    "After the meeting" may be on another day, but in a statement that is given out whole.
    """
    out = list(rows)
    for i, a in enumerate(attributions):
        if rows[i].said is not None:
            continue
        sentence = page.sentences[a.sentence].span
        anchor = a.cue or a.contents[0]
        near = Span(max(sentence.start, anchor.start - 400), min(sentence.end, anchor.end + 400))
        occasion = _OCCASION.search(near.of(page.text))
        if occasion is None or (occasion["behind"] and a.kind != "block"):
            continue
        before = [
            d
            for d in dates_in(dates, Span(max(0, sentence.start - 1240), sentence.start))
            if d.precision == "day" and d.value() is not None
        ]
        if before and sentence.start - before[-1].span.end < 1200:
            out[i] = replace(out[i], said=before[-1].value())
    return out


#: "From Monday into Tuesday": no day of anything said.
_LASTING = re.compile(
    r"\b(?:into|until|till|through|from|since|by)\s+(?:late\s+|early\s+)?$", re.IGNORECASE
)


def outside_words(
    text: str, attributions: Sequence[Attribution], dates: Sequence[DatePhrase]
) -> list[DatePhrase]:
    """Return the dates that are the reporter's own and name a day on which something was."""
    inside = sorted({c for a in attributions for c in a.contents}, key=lambda c: c.start)
    starts = [c.start for c in inside]
    out = []
    for phrase in dates:
        at = bisect_left(starts, phrase.span.start + 1)
        if any(c.holds(phrase.span) for c in inside[max(0, at - 4) : at]):
            continue
        lead = text[max(0, phrase.span.start - 14) : phrase.span.start]
        if phrase.precision != "day" or not _LASTING.search(lead):
            out.append(phrase)
    return out
