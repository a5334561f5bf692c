"""Interviews: the day of the answers, and the outlet that asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onetext.press.finding.attribution import Attribution
from onetext.press.resolving.channels import channel_of_outlet
from onetext.press.resolving.outlets import Outlets, is_outlet
from onetext.press.text.dates import DatePhrase, dates_in
from onetext.press.text.sentences import Page
from onetext.terms.said.statement import Channel, Speaker, Via
from onetext.terms.when import When

if TYPE_CHECKING:
    from onetext.press.resolving.saying import Saying

_TALKED = re.compile(
    r"\b(?:spoke|talked|met|interview(?:ed)?|conversation|sat down)\b", re.IGNORECASE
)


def interviewed(
    page: Page,
    attributions: Sequence[Attribution],
    dates: Sequence[DatePhrase],
    rows: list[Saying],
) -> list[Saying]:
    """Date the answers of an interview by the day that its introduction or its end gives for it."""
    turns = [i for i, a in enumerate(attributions) if a.kind == "turn"]
    if len(turns) < 3:
        return rows
    first = attributions[turns[0]].contents[0].start
    last = attributions[turns[-1]].contents[-1].end
    day: When | None = None
    for sentence in page.sentences:
        if first <= sentence.span.start < last or not _TALKED.search(sentence.span.of(page.text)):
            continue
        for phrase in dates_in(dates, sentence.span):
            if phrase.precision == "day":
                day = day or phrase.value()
    out = list(rows)
    for i in turns:
        out[i] = replace(out[i], said=out[i].said or day)
    for i in range(turns[0]):
        # The quote over the interview is one of its answers.
        a = attributions[i]
        if a.source is None and a.cue is None and a.sentence <= 3 and out[i].channel is None:
            out[i] = replace(out[i], said=out[i].said or day, channel=out[turns[0]].channel)
    return out


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
