"""The occasion that a sentence of its own sets: "Leray addressed parliament"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onetext.press.finding.attribution import Attribution
from onetext.press.resolving.channels import find_channel
from onetext.press.resolving.outlets import Outlets
from onetext.press.text.dates import DatePhrase, dates_in
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Channel, Speaker

if TYPE_CHECKING:
    from onetext.press.resolving.saying import Saying

_APPEARS = re.compile(
    r"\b(?:spoke|speaking|spoken|addressed|addressing|gave|giving|held|holding|hosted|posted"
    r"|published|wrote|tweeted|issued"
    r"|released|sent|interview(?:ed)?|speech|conference|appeared|took to|told|answered|put out"
    r"|delivered|talked|testified"
    r"|discussed|debate|debated|recorded|broadcast|announced|announcement|statement|rally"
    r"|handed down|ruled"
    r"|ruling)\b",
    re.IGNORECASE,
)
#: What is told of words that stand before: "she was speaking at", "the remarks came in".
_SPOKE = re.compile(
    r"\b(?:was|were|had been) (?:speaking|talking|addressing|writing|answering|testifying)\b"
    r"|\bspoke\b|\b(?:remarks|comments|words|statement|announcement) (?:was|were|came)\b"
    r"|\bmade the (?:remarks?|comments?|statement|announcement)\b",
    re.IGNORECASE,
)
#: "The remarks were made in parliament."
_THE_WORDS = re.compile(r"(?:The|These|His|Her) (?:remarks|comments|words|statement)\b")


def introduced(
    page: Page,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    dates: Sequence[DatePhrase],
    known: Outlets,
    rows: list[Saying],
) -> list[Saying]:
    """Take channel and day from a sentence that sets the occasion.

    It stands at most three before the words, or two behind where it says that this was speaking
    there; it attributes nothing itself, and names the speaker or goes on with a pronoun.
    """
    speaking = {a.sentence for a in attributions}
    out = list(rows)
    for i, a in enumerate(attributions):
        name = speakers[i].name
        if out[i].channel is not None or name is None:
            continue
        who = re.compile(rf"\b{re.escape(name.split()[-1])}\b|^(?:He|She|They|It)\b")
        for span in _around(page, a, speaking, who):
            channel, via = find_channel(page.text, span, (), known)
            if channel is None:
                continue
            row = replace(out[i], channel=Channel(channel.type, False), via=out[i].via or via)
            day = [
                d.value()
                for d in dates_in(dates, span)
                if d.precision == "day" and d.value() is not None
            ]
            if row.said is None and len(day) == 1:
                row = replace(row, said=day[0])
            out[i] = row
            break
    return out


def _around(page: Page, a: Attribution, speaking: set[int], who: re.Pattern[str]) -> Iterator[Span]:
    """Yield the sentences that may set the occasion, those before first, the nearest first."""
    for index in range(a.sentence - 1, max(-1, a.sentence - 4), -1):
        if index in speaking:
            break
        span = page.sentences[index].span
        words = span.of(page.text)
        if len(words) <= 600 and _APPEARS.search(words) and who.search(words):
            yield span
    for index in range(a.sentence + 1, min(len(page.sentences), a.sentence + 3)):
        if index in speaking:
            break
        span = page.sentences[index].span
        words = span.of(page.text)
        told = _SPOKE.search(words)
        if len(words) <= 600 and told and (who.search(words) or _THE_WORDS.match(words)):
            yield span
