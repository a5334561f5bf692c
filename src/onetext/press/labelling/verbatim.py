"""The exact words inside a statement's content, and what kind of quote it is."""

from __future__ import annotations

import re

from onetext.press.finding.attribution import Attribution
from onetext.press.text.quotes import find_quotes
from onetext.terms.said.span import Span
from onetext.terms.said.statement import QuoteType

_NICKNAME = re.compile(
    r"\b(?:called|named|titled|entitled|dubbed|nicknamed|known as|codenamed|so-called|billed as)"
    r"\s(?:the\s)?$",
    re.IGNORECASE,
)


def verbatim_in(text: str, attribution: Attribution) -> tuple[Span, ...]:
    """Return the exact words inside quote marks, one span a pair; a block's paragraphs whole.

    Marks round a title or nickname ("the so-called “Jungle”") are not speech.
    """
    if attribution.kind in ("block", "turn") and (
        attribution.kind == "turn" or not any(c.of(text)[0] in '“"‘«' for c in attribution.contents)
    ):
        return attribution.contents
    found: list[Span] = []
    for content in attribution.contents:
        paragraph_start = max(text.rfind("\n", 0, content.start) + 1, 0)
        line_end = text.find("\n", content.end)
        quotes = find_quotes(text, paragraph_start, line_end if line_end >= 0 else len(text))
        for quote in quotes:
            if not content.overlaps(quote.inner):
                continue
            start, end = max(quote.inner.start, content.start), min(quote.inner.end, content.end)
            words = text[start:end]
            lead = text[max(0, quote.outer.start - 24) : quote.outer.start]
            if _NICKNAME.search(lead) and words[:1].isupper() and not words.endswith((",", ".")):
                continue
            if start < end:
                found.append(Span(start, end))
    return tuple(found)


def quote_type_of(text: str, attribution: Attribution, verbatim: tuple[Span, ...]) -> QuoteType:
    """Return ``direct`` when all of the content is quoted, ``mixed`` when part is."""
    if not verbatim:
        return "indirect"
    rest = ""
    for content in attribution.contents:
        at = content.start
        for span in verbatim:
            if span.overlaps(content):
                rest += text[at : max(at, span.start)]
                at = max(at, span.end)
        rest += text[at : content.end]
    return "mixed" if re.search(r"\w", re.sub(r"\[[^\]]*\]", "", rest)) else "direct"
