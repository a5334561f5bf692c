"""Interviews: the day of the answers, and the outlet that asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onetext.press.finding.attribution import Attribution
from onetext.press.resolving.channels import channel_of_outlet
from onetext.press.resolving.outlets import Outlets, is_outlet
from onetext.press.text.dated_things import belongs_to_noun
from onetext.press.text.dates import DatePhrase, dates_in
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Channel, Speaker, Via
from onetext.terms.when import When

if TYPE_CHECKING:
    from onetext.press.resolving.saying import Saying

#: What tells of the talk itself; what may be about anything counts beside the outlet's name.
_TALKED = re.compile(
    r"\b(?:spoke|interview(?:ed|s)?|conversation|sat down|(?:press|news) conference"
    r"|(?:we|I) (?:met|talked))\b",
    re.IGNORECASE,
)
_MAY_BE_TALK = re.compile(
    r"\b(?:talk(?:ed|s)|met|discuss(?:ed|es)|discussion|caught up|reached out|contacted|asked"
    r"|chat(?:ted)?|questioned|e-?mailed)\b",
    re.IGNORECASE,
)
#: How far behind the word for it the day of a talk may stand.
_BEHIND = 120


def interviewed(
    page: Page,
    attributions: Sequence[Attribution],
    dates: Sequence[DatePhrase],
    known: Outlets,
    published: When | None,
    rows: list[Saying],
) -> list[Saying]:
    """Date the answers of an interview by the day or month that its introduction or end gives.

    Of several days the month is left, if they share it.
    """
    turns = [i for i, a in enumerate(attributions) if a.kind == "turn"]
    if len(turns) < 3:
        return rows
    first = attributions[turns[0]].contents[0].start
    last = attributions[turns[-1]].contents[-1].end
    told = [
        when
        for sentence in page.sentences
        if not first <= sentence.span.start < last
        for when in _days_of_talk(page.text, sentence.span, dates, known, published)
    ]
    day = _one_time(told)
    out = list(rows)
    for i in turns:
        out[i] = replace(out[i], said=out[i].said or day)
    for i in range(turns[0]):
        # The quote over the interview is one of its answers.
        a = attributions[i]
        if a.source is None and a.cue is None and a.sentence <= 3 and out[i].channel is None:
            out[i] = replace(out[i], said=out[i].said or day, channel=out[turns[0]].channel)
    return out


def _days_of_talk(
    text: str,
    sentence: Span,
    dates: Sequence[DatePhrase],
    known: Outlets,
    published: When | None,
) -> list[When]:
    """Return the past days, months and years that a sentence gives for the talk it tells of."""
    words = sentence.of(text)
    talked = _TALKED.search(words)
    if talked is None and known.own and re.sub(r"^The\s", "", known.own) in words:
        talked = _MAY_BE_TALK.search(words)
    if talked is None:
        return []
    at = sentence.start + talked.end()
    days = []
    for phrase in dates_in(dates, sentence):
        when = phrase.value()
        heads = len(text[sentence.start : phrase.span.start].split()) < 3
        if when is None or phrase.precision not in ("day", "month", "year"):
            continue
        if not heads and not at - len(talked[0]) <= phrase.span.start <= at + _BEHIND:
            continue
        if published is not None and when.iso > published.iso:
            continue
        if not belongs_to_noun(text, phrase.span):
            days.append(when)
    return days


def _one_time(told: Sequence[When]) -> When | None:
    """Return the one day, else the one month or year, that all agree on."""
    days = {when for when in told if when.precision == "day"}
    if len(days) == 1:
        return days.pop()
    for length in (len("2031-01"), len("2031")):
        shared = {when.iso[:length] for when in told if when.year is not None}
        if len(shared) == 1:
            return When(shared.pop())
    return None


_ASKS = re.compile(
    r"(?:^|[.,;]\s|\n)(?P<outlet>(?:The\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,4})\s"
    r"(?:\w+ly\s|has\s|also\s)?"
    r"(?:(?:spoke|talked|chatted|sat down|caught up|discussed [^.]{1,60}?)\s(?:to|with)"
    r"|interviewed|asked|contacted|reached out to|questioned|e-?mailed)\s"
)


def asked_by_outlet(
    page: Page,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    known: Outlets,
    rows: list[Saying],
) -> list[Saying]:
    """Give the answers of somebody whom an outlet spoke to that outlet's channel.

    "The Wire spoke to engineer Ilse Varn. … Varn said": what she says from there on and no other
    channel is named for. Cost: linear in the text.
    """
    out = list(rows)
    for sentence in page.sentences:
        words = sentence.span.of(page.text)
        found = _ASKS.search(words)
        if found is None:
            continue
        name = re.sub(r"^The\s", "", found["outlet"])
        if name != known.own and not is_outlet(name) and not is_outlet(f"The {name}"):
            continue
        asked = set(re.findall(r"[\w’'-]+", words[found.end() :]))
        for i, a in enumerate(attributions):
            who = speakers[i].name
            if a.sentence < sentence.index or who is None or out[i].channel is not None:
                continue
            if who.split()[-1] in asked and a.kind == "verb":
                told = Channel(channel_of_outlet(name), False)
                out[i] = replace(out[i], channel=told, via=out[i].via or Via(name))
    return out
