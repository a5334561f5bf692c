"""Weigh what the rules say of date and channel with what a learned finder leans to.

How much each counts was learned on reports that the finder had not learned from
(``training/lean.py``); the numbers stand here, where anyone can read and change them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log

from onetext.press.finding.attribution import Attribution
from onetext.press.finding.leanings import Leanings
from onetext.press.resolving.saying import Saying
from onetext.press.text.dates import DatePhrase
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Channel
from onetext.terms.when import When

#: What a rule's answer adds, in log odds: named at the statement, carried over to it, none.
CHANNEL_NAMED, CHANNEL_CARRIED, CHANNEL_NONE = 4.56, 3.66, 0.30
DATE_BESIDE, DATE_CARRIED, DATE_NONE = 2.62, 2.23, 0.51
#: How much a leaning counts.
CHANNEL_LEANS, DATE_LEANS = 0.81, 0.63
#: The least chance that a leaning gives.
LEAST = 1e-4


def weighed(
    page: Page,
    attributions: Sequence[Attribution],
    dates: Sequence[DatePhrase],
    rows: Sequence[Saying],
) -> list[Saying]:
    """Return the rows with the likeliest channel and date of each; where nothing leans, as given.

    Cost: for each attribution the channels, and the dates near it.
    """
    return [
        row if a.leanings is None else _weighed(page, a, a.leanings, dates, row)
        for a, row in zip(attributions, rows, strict=True)
    ]


def channel_leanings(leanings: Leanings, mine: str) -> dict[str, float]:
    """Return of each kind of channel, ``""`` for none, how it leans (log chances)."""
    return {mine: log(LEAST), **leanings.channel}


def date_leanings(leanings: Leanings, mine: str) -> dict[str, float]:
    """Return of each date, ``""`` for none, how it leans (log chances).

    A date that does not stand near has the chance of all those that are told farther away.
    """
    chances = {mine: leanings.elsewhere, **leanings.dates, "": leanings.undated}
    return {value: log(max(chance, LEAST)) for value, chance in chances.items()}


def _weighed(
    page: Page, a: Attribution, leanings: Leanings, dates: Sequence[DatePhrase], row: Saying
) -> Saying:
    mine = row.channel.kind if row.channel else ""
    named = CHANNEL_NAMED if row.channel and row.channel.explicit else CHANNEL_CARRIED
    given = named if row.channel else CHANNEL_NONE
    kind = _likeliest(channel_leanings(leanings, mine), CHANNEL_LEANS, mine, given)
    if kind != mine:
        row = replace(row, channel=Channel(kind, False) if kind else None)
    mine = str(row.said) if row.said else ""
    given = (DATE_BESIDE if row.date_span else DATE_CARRIED) if row.said else DATE_NONE
    value = _likeliest(date_leanings(leanings, mine), DATE_LEANS, mine, given)
    if value != mine:
        span = _said_beside(page, a, dates, value) if value else None
        row = replace(row, said=When(value) if value else None, date_span=span)
    return row


def _likeliest(leanings: Mapping[str, float], much: float, mine: str, given: float) -> str:
    scores = {answer: much * lean for answer, lean in leanings.items()}
    scores[mine] += given
    return max(scores, key=lambda answer: scores[answer])


def _said_beside(
    page: Page, a: Attribution, dates: Sequence[DatePhrase], value: str
) -> Span | None:
    """Return the phrase that tells a date in the statement's sentence, or None."""
    sentence = page.sentences[a.sentence].span
    for phrase in dates:
        if sentence.holds(phrase.span) and str(phrase.value()) == value:
            return phrase.span
    return None
