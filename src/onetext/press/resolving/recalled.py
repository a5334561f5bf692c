"""The day of a document or an occasion that the report has told before and only names here.

"On Thursday the bishop signed a decree. … The decree says": said on Thursday.
"""

from __future__ import annotations

import re
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
    r"|resolution|dossier|analysis|memoir"
)
_OCCASIONS = (
    r"summit|hearing|conference|ceremony|rally|debate|broadcast|briefing|interview|speech|address"
    r"|town hall|convention|vigil|funeral|visit|session|meeting"
)
_SOURCE = re.compile(
    rf"(?:the|this|that|its|his|her|their)\s+(?:same\s+)?(?:[\w’'-]+\s+){{0,2}}?"
    rf"(?P<noun>{_DOCUMENTS})s?",
    re.IGNORECASE,
)
_SETTING = re.compile(
    rf"\b(?:in|during|at)\s+(?:the|this|that|his|her|their|its)\s+(?:same\s+)?(?:[\w’'-]+\s+){{0,1}}?"
    rf"(?P<noun>{_DOCUMENTS}|{_OCCASIONS})s?\b(?!\s+[a-z]+ing\b)",
    re.IGNORECASE,
)
_BACK = 25


def recalled(
    page: Page, attributions: Sequence[Attribution], dates: Sequence[DatePhrase], rows: list[Saying]
) -> list[Saying]:
    """Date words of a document or at an occasion by the sentence before that tells it with a date.

    Only what stands there as known ("the decree", "during the summit") is looked for, by its noun,
    in the sentences before, the nearest first. Cost: a few sentences for each such attribution.
    """
    out = list(rows)
    for i, a in enumerate(attributions):
        if out[i].said is not None:
            continue
        noun = _noun_of(page, a)
        when = _told(page, a, noun, dates) if noun else None
        if when is not None:
            out[i] = replace(out[i], said=when)
    return out


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
    word = re.compile(rf"\b{noun}(?:s|ies)?\b", re.IGNORECASE)
    for index in range(a.sentence - 1, max(-1, a.sentence - _BACK), -1):
        span = page.sentences[index].span
        found = word.search(page.text, span.start, span.end)
        if found is None:
            continue
        told = [
            d
            for d in dates_in(dates, span)
            if d.precision in ("day", "month", "year") and d.value() is not None
        ]
        if told:
            return min(told, key=lambda d: abs(d.span.start - found.start())).value()
    return None
