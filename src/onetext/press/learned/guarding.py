"""Guard rails round what was learned: no bare marks, no half a pair of quote marks, no overlap."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onetext.press.finding.contents import trimmed
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span

_WORD = re.compile(r"\w")
_ENDS = ".!?…"


def cue_of(page: Page, span: Span) -> Span | None:
    """Return a cue that begins and ends with a letter, within one sentence, or None."""
    words = [m.start() for m in _WORD.finditer(page.text, span.start, span.end)]
    if not words:
        return None
    sentence = page.holding(words[0])
    if sentence is None:
        return None
    return Span(words[0], min(words[-1] + 1, sentence.span.end))


def source_of(page: Page, spans: Sequence[Span], cue: Span) -> Span | None:
    """Return the source nearest to the cue, bare of marks at its edges, or None."""
    standing = [s for s in (trimmed(page.text, span) for span in spans) if s]
    standing = [s for s in standing if _WORD.search(s.of(page.text))]
    if not standing:
        return None
    return min(standing, key=lambda s: max(s.start - cue.end, cue.start - s.end))


def contents_of(page: Page, spans: Sequence[Span], cue: Span) -> tuple[Span, ...]:
    """Return contents in text order with quote marks whole, without the cue."""
    kept: list[Span] = []
    for span in _without(spans, cue):
        whole = trimmed(page.text, _with_marks(page, span))
        if whole is None or not _WORD.search(whole.of(page.text)):
            continue
        whole = _without_stop(page, whole)
        if kept and whole.start <= kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, whole.end))
        elif kept and not page.text[kept[-1].end : whole.start].strip(" \t"):
            kept[-1] = Span(kept[-1].start, whole.end)
        else:
            kept.append(whole)
    return tuple(kept)


def _without(spans: Sequence[Span], cue: Span) -> list[Span]:
    """Return spans in text order, cut where the cue stands in them."""
    cut: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start):
        if span.start < cue.end and cue.start < span.end:
            cut += [Span(span.start, cue.start)] if span.start < cue.start else []
            cut += [Span(cue.end, span.end)] if cue.end < span.end else []
        else:
            cut.append(span)
    return cut


def _with_marks(page: Page, span: Span) -> Span:
    """Return a span that takes in both marks of a quote whose words it holds from or to the end."""
    start, end = span.start, span.end
    for sentence in page.within(span):
        for token in sentence.tokens:
            if token.quote is None or token.end <= span.start or span.end <= token.start:
                continue
            inner = token.quote.inner
            if token.start < start <= inner.start:
                start = token.start
            if inner.end <= end < token.end or page.text[end : inner.end].strip(" .,!?…") == "":
                end = max(end, token.end) if end > inner.start else end
    return Span(start, end)


def _without_stop(page: Page, span: Span) -> Span:
    """Leave a full stop out that ends a sentence outside of quote marks, unless lines follow it."""
    if page.text[span.end - 1] != "." or _WORD.search(page.text[span.start : span.end - 1]) is None:
        return span
    sentence = page.holding(span.end - 1)
    if sentence is None or sentence.span.end != span.end or sentence.tokens[-1].low != ".":
        return span
    return Span(span.start, span.end - 1)
