"""Take off a stretch of text what stands round it: space, commas, quote marks without a fellow."""

from __future__ import annotations

import re

from onetext.terms.said.span import Span

#: What may stand round the words of a clause.
EDGE = " \t\r\n,;:–—-“”\"‘’'…."
#: How many marks around a piece are taken off.
_MOST_MARKS = 8
_WORD = re.compile(r"\w")
_SPACE = " \t\r\n\u00a0"
_TAIL = _SPACE + ",;:–—-"
_PAIRS = {"“": "”", "„": "“", "«": "»", "‘": "’", '"': '"', "'": "'"}
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}


def trimmed(text: str, span: Span) -> Span | None:
    """Return the span without the space, commas and marks around it, None if nothing is left.

    A mark stays where its fellow stands inside: "the “last word”".

    Examples
    --------
    >>> text = "he said, “the ‘last’ word” –"
    >>> trimmed(text, Span(8, 28)).of(text)
    'the ‘last’ word'
    """
    start, end = span.start, span.end
    for _ in range(_MOST_MARKS):
        before = (start, end)
        while start < end and text[start] in _SPACE:
            start += 1
        while end > start and text[end - 1] in _TAIL:
            end -= 1
        if end - start < 2:
            return None
        opens, closes = text[start] in _PAIRS, text[end - 1] in _OPENERS
        inner = text[start + 1 : end - 1]
        if opens and not _holds(inner, _PAIRS[text[start]]):
            start, opens = start + 1, False
        genitive = text[end - 1] in "’'" and text[end - 2].isalnum()
        if closes and not opens and not _holds(inner, _OPENERS[text[end - 1]]):
            end -= not (genitive and start == before[0])
        if (start, end) == before:
            break
    return Span(start, end) if _WORD.search(text, start, end) else None


def _holds(words: str, mark: str) -> bool:
    """Tell whether the mark stands in the words, other than as an apostrophe."""
    return any(
        found == mark and not (words[at - 1 : at].isalnum() and words[at + 1 : at + 2].isalnum())
        for at, found in enumerate(words)
    )
