"""Where copied words stand: exactly, or with quotes and white space made alike; never nearly."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left

from onetext.terms.said.span import Span

_ALIKE = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›`´′", "'"),
}


def made_alike(words: str) -> tuple[str, list[int]]:
    r"""Return ``words`` with plain quote marks and single blanks, and where each mark stood.

    Examples
    --------
    >>> made_alike("“No\n  deal”")
    ('"No deal"', [0, 1, 2, 3, 6, 7, 8, 9, 10])
    """
    marks: list[str] = []
    at: list[int] = []
    for i, mark in enumerate(words):
        if mark.isspace():
            if marks and marks[-1] == " ":
                continue
            mark = " "
        marks.append(_ALIKE.get(mark, mark))
        at.append(i)
    return "".join(marks), at


class Stretch:
    r"""Find words in one stretch of a text.

    Examples
    --------
    >>> text = "The envoy said: “No\ndeal.” He left."
    >>> stretch = Stretch(text, Span(0, len(text)))
    >>> [place.of(text) for place in stretch.places('"No deal."', stretch.span)]
    ['“No\ndeal.”']
    >>> [place.start for place in stretch.places("he", stretch.span)]
    []
    """

    def __init__(self, text: str, span: Span) -> None:
        self.span = span
        self._words = span.of(text)
        self._alike, self._at = made_alike(self._words)

    def places(self, words: str, within: Span, until: int | None = None) -> list[Span]:
        """Return where ``words`` stand free, begun within ``within`` and ended by ``until``.

        As they are written, if they stand so at all; else with quotes and white space made alike.
        """
        end = within.end if until is None else until
        low, high = within.start - self.span.start, within.end - self.span.start
        most = end - self.span.start
        sought = words.strip()
        if not any(mark.isalnum() for mark in sought):
            return []
        exact = _all(self._words, sought, low, high, most)
        if exact:
            return [self._span(a, b) for a, b in exact]
        alike = made_alike(sought)[0]
        first, after = bisect_left(self._at, low), bisect_left(self._at, high)
        found = _all(self._alike, alike, first, after, bisect_left(self._at, most))
        return [self._span(self._at[a], self._at[b - 1] + 1) for a, b in found]

    def _span(self, start: int, end: int) -> Span:
        return Span(self.span.start + start, self.span.start + end)


def _all(held: str, sought: str, low: int, high: int, most: int) -> list[tuple[int, int]]:
    """Return the places begun from ``low`` to ``high``, ended by ``most``; none cuts a word."""
    found = []
    at = held.find(sought, low, most)
    while 0 <= at < high:
        end = at + len(sought)
        if not _cuts(held, at) and not _cuts(held, end):
            found.append((at, end))
        at = held.find(sought, at + 1, most)
    return found


def _cuts(held: str, at: int) -> bool:
    """Tell whether a word, or a letter and its accent, goes on over ``at``."""
    if not 0 < at < len(held):
        return False
    return unicodedata.combining(held[at]) != 0 or (held[at - 1].isalnum() and held[at].isalnum())
