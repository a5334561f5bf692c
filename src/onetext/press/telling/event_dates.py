"""The date phrases that stand in a stretch of a report."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onetext.press.text.dates import DatePhrase
from onetext.terms.said.span import Span


class DatesByPlace:
    """Find the date phrases of a report by where they stand, without going through them all.

    Examples
    --------
    >>> from onetext.press.text.dates import find_dates
    >>> text = "They met on Monday and on Friday."
    >>> dates = DatesByPlace(find_dates(text, None))
    >>> [d.span.of(text) for d in dates.within(Span(0, 20))]
    ['Monday']
    """

    def __init__(self, dates: Sequence[DatePhrase]) -> None:
        self._dates = sorted(dates, key=lambda d: d.span.start)
        self._starts = [d.span.start for d in self._dates]

    def within(self, span: Span) -> list[DatePhrase]:
        """Return the phrases that lie wholly inside ``span``, in text order.

        Cost: logarithmic in the phrases of the report, linear in those found.
        """
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [d for d in self._dates[first:last] if span.holds(d.span)]
