"""Weigh what the rules say of a date with what a learned finder leans to.

How much each counts was learned on reports that the finder had not learned from
(``training/lean.py``); the numbers stand here, where anyone can read and change them. Channels are
the rules' alone: leanings to them were tried and gained nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log

from onetext.press.finding.attribution import Attribution
from onetext.press.finding.leanings import Leanings
from onetext.press.resolving.saying import Saying
from onetext.press.text.dates import DatePhrase, dates_in
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span
from onetext.terms.when import When

#: What the rules' answer adds, in log odds: a day beside the cue, one carried over to it, none.
BESIDE, CARRIED, NONE = 2.62, 2.23, 0.51
#: How much a leaning counts, and the least chance that it gives.
LEANS, LEAST = 0.63, 1e-4


def weighed(
    page: Page,
    attributions: Sequence[Attribution],
    dates: Sequence[DatePhrase],
    rows: Sequence[Saying],
) -> list[Saying]:
    """Return the rows with the likeliest date of each; where nothing leans, as given.

    Cost: for each attribution the dates near it.
    """
    return [
        row if a.leanings is None else _weighed(page, a, a.leanings, dates, row)
        for a, row in zip(attributions, rows, strict=True)
    ]


def date_leanings(leanings: Leanings, mine: str) -> dict[str, float]:
    """Return of each date, ``""`` for none, how it leans (log chances).

    A date that does not stand near has the chance of all those that are told farther away.
    """
    chances = {mine: leanings.elsewhere, **leanings.dates, "": leanings.undated}
    return {value: log(max(chance, LEAST)) for value, chance in chances.items()}


def _weighed(
    page: Page, a: Attribution, leanings: Leanings, dates: Sequence[DatePhrase], row: Saying
) -> Saying:
    mine = str(row.said) if row.said else ""
    scores = {value: LEANS * lean for value, lean in date_leanings(leanings, mine).items()}
    scores[mine] += (BESIDE if row.date_span else CARRIED) if mine else NONE
    value = max(scores, key=lambda one: scores[one])
    if value == mine:
        return row
    span = _said_beside(page, a, dates, value) if value else None
    return replace(row, said=When(value) if value else None, date_span=span)


def _said_beside(
    page: Page, a: Attribution, dates: Sequence[DatePhrase], value: str
) -> Span | None:
    """Return the phrase that tells a date in the statement's sentence, or None."""
    near = dates_in(dates, page.sentences[a.sentence].span)
    return next((phrase.span for phrase in near if str(phrase.value()) == value), None)
