"""Point at the words in the sources that show a finding."""

from __future__ import annotations

import re

from onetext.analysis.findings import Evidence, Terms
from onetext.record.view import View
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Statement

_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Gov|Jan|Feb|Aug|Sept?|Oct|Nov|Dec))\.$"
)


def texts_of(view: View) -> dict[str, str]:
    """Return the text of each source by its id."""
    return {source.id: source.text for source in view.sources}


def point(text: str, source: str, span: Span, statement: str | None = None) -> Evidence:
    """Return the evidence that ``span`` is in ``text``, the text of ``source``.

    Examples
    --------
    >>> point("The talks ended", "a", Span(4, 9)).words
    'talks'
    """
    return Evidence(source, span, span.of(text), statement)


def content_of(statement: Statement, text: str) -> tuple[Evidence, ...]:
    """Return the places of what was said, one for each piece of it."""
    return tuple(point(text, statement.source, span, statement.id) for span in statement.contents)


def terms_of(statement: Statement, text: str) -> Terms | None:
    """Return the exchange in the report's own words, None when the statement sets no condition."""
    if statement.condition is None:
        return None

    def part(span: Span | None) -> Evidence | None:
        return point(text, statement.source, span, statement.id) if span else None

    condition = statement.condition
    return Terms(part(condition.gives), part(condition.link), part(condition.gets))


def sentences(text: str, within: Span) -> tuple[Span, ...]:
    """Return the sentences of ``text`` inside ``within``, cut where it is cut.

    Examples
    --------
    >>> text = "Mr. Rook left. The U.S. team stayed."
    >>> [span.of(text) for span in sentences(text, Span(0, len(text)))]
    ['Mr. Rook left.', 'The U.S. team stayed.']
    """
    found: list[Span] = []
    start = within.start
    for end in _END.finditer(text, within.start, within.end):
        stop = len(text[: end.end()].rstrip())
        if _ABBREVIATED.search(text[start : end.start() + 1]) and "\n" not in end.group():
            continue
        if stop > start:
            found.append(Span(start, stop))
        start = end.end()
    if start < within.end:
        found.append(Span(start, within.end))
    return tuple(found)
