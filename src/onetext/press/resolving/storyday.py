"""The day of the story: the reporter's own last date before what nobody dates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onetext.press.finding.attribution import Attribution
from onetext.press.resolving.sides import sentence_at
from onetext.press.text.dates import DatePhrase, belongs_to_noun
from onetext.press.text.sentences import Page
from onetext.terms.said.statement import Speaker
from onetext.terms.when import When

if TYPE_CHECKING:
    from onetext.press.resolving.saying import Saying

_EARLIER = re.compile(r"\b(?:has|have|had)\b")
_TO_COME = re.compile(r"\s{0,3}(?:tomorrow|next)", re.IGNORECASE)
_NOT_AN_OCCASION = frozenset(
    "according to|believe|think|expect|fear|hope|allege|maintain|claim".split("|")
)
_TELLS = frozenset(
    "say tell add announce reply declare explain stress state warn urge deny call propose insist "
    "respond"
    " note welcome praise dismiss describe voice reject rule".split()
)
_FAR = 8
_LATEST = 14


def on_the_day(
    page: Page,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    dates: Sequence[DatePhrase],
    published: When | None,
    rows: list[Saying],
) -> list[Saying]:
    """Date what is still open by the day of the story: the reporter's last date before it.

    A report tells a day's events under one date and goes on in the simple past. The day holds until
    the reporter names another, within the same or the next three paragraphs of the story's own day;
    behind another date, a report from the very day goes back to it. What "has been said" at some
    time,
    or what a document or unnamed source says, stays undated.
    """
    day_at: list[tuple[int, When, int]] = []
    inside = sorted({c for a in attributions for c in a.contents}, key=lambda c: c.start)
    starts = [c.start for c in inside]
    for phrase in dates:
        when = phrase.value()
        if when is None or when.day is None or phrase.precision != "day":
            continue
        if published is not None and published.day is not None and when.day > published.day:
            continue
        at = bisect_left(starts, phrase.span.start + 1)
        if any(c.holds(phrase.span) for c in inside[max(0, at - 4) : at]):
            continue
        if belongs_to_noun(page.text, phrase.span):
            continue
        index = sentence_at(page, phrase.span.start)
        if index is None or len(page.sentences[index].tokens) < 8:
            continue
        if _TO_COME.match(phrase.span.of(page.text)):
            continue
        day_at.append((phrase.span.start, when, page.sentences[index].paragraph))
    if not day_at:
        return rows
    story = day_at[0][1]
    fresh = published is not None and published.day is not None and story.day == published.day
    places = [row[0] for row in day_at]
    out = list(rows)
    for i, a in enumerate(attributions):
        if out[i].said is not None or speakers[i].name is None or a.lemma in _NOT_AN_OCCASION:
            continue
        start = (a.cue or a.contents[0]).start
        paragraph = page.sentences[a.sentence].paragraph
        count = bisect_left(places, start)
        lead = page.text[max(0, start - 30) : start] if a.cue else ""
        if not count or _EARLIER.search(lead):
            continue
        _, when, at = day_at[count - 1]
        if paragraph - at <= (_FAR if when == story else 1):
            out[i] = replace(out[i], said=when)
        elif fresh and a.lemma in _TELLS and paragraph - day_at[0][2] <= _LATEST:
            out[i] = replace(out[i], said=story)
    return out
