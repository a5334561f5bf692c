"""Guard rails round what was learned: no bare marks, no half a pair of quote marks, no overlap."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onetext.press.finding.attribution import Attribution
from onetext.press.finding.contents import trimmed
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span

_WORD = re.compile(r"\w")
_MOST_OF_IT = 0.8
_NOBODY = frozenset("the a an of in on by to and".split())
_MOST_OF_A_QUOTE = 0.5


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
    standing = [
        s
        for s in standing
        if _WORD.search(s.of(page.text)) and s.of(page.text).lower() not in _NOBODY
    ]
    if not standing:
        return None
    return min(standing, key=lambda s: max(s.start - cue.end, cue.start - s.end))


def contents_of(page: Page, spans: Sequence[Span], cue: Span) -> tuple[Span, ...]:
    """Return contents in text order with quote marks whole, without the cue.

    In another sentence than the cue's a content is the sentence whole, or what it quotes: a piece
    of one is a slip. Pieces that only marks part are one.
    """
    kept: list[Span] = []
    for span in (one for given in _without(spans, cue) for one in _by_sentence(page, given, cue)):
        whole = trimmed(page.text, _with_marks(page, span))
        if whole is None or not _WORD.search(whole.of(page.text)):
            continue
        whole = _without_stop(page, whole)
        if kept and whole.start <= kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, whole.end))
        elif kept and not page.text[kept[-1].end : whole.start].strip(" \t,"):
            kept[-1] = Span(kept[-1].start, whole.end)
        else:
            kept.append(whole)
    return tuple(kept)


def _by_sentence(page: Page, span: Span, cue: Span) -> list[Span]:
    """Return a span cut at sentences, without slips into a neighbour of the cue's sentence."""
    kept = []
    for sentence in page.within(span):
        whole = sentence.span
        part = Span(max(span.start, whole.start), min(span.end, whole.end))
        if not whole.overlaps(cue):
            quotes = [t for t in sentence.tokens if t.kind == "quote"]
            quoted = sum(_shared(part, t.start, t.end) for t in quotes)
            most = max(sum(t.end - t.start for t in quotes), part.end - part.start)
            if part.end - part.start >= _MOST_OF_IT * (whole.end - whole.start):
                part = whole
            elif quoted < _MOST_OF_IT * most:
                continue
        kept.append(part)
    return kept


def _shared(span: Span, start: int, end: int) -> int:
    return max(0, min(span.end, end) - max(span.start, start))


def without_carriers(found: Sequence[Attribution]) -> list[Attribution]:
    """Return attributions without those that only carry another: "the Wire reported that Ana said".

    The outlet is kept as the carrier of what it carried. Each report is looked at beside what is
    said within its own words only.
    """
    spoken = sorted(
        (min(b.source.start, b.cue.start), max(b.source.end, b.cue.end), inner)
        for inner, b in enumerate(found)
        if b.source and b.cue
    )
    carried: dict[int, Span] = {}
    carriers = set()
    for outer, a in enumerate(found):
        if a.lemma != "report" or a.source is None:
            continue
        start, end = a.contents[0].start, a.contents[-1].end
        for _, last, inner in spoken[bisect_left(spoken, (start,)) : bisect_left(spoken, (end,))]:
            if last <= end and inner != outer:
                carriers.add(outer)
                carried[inner] = a.source
    return [
        replace(a, carrier=carried[at]) if at in carried else a
        for at, a in enumerate(found)
        if at not in carriers
    ]


def _without(spans: Sequence[Span], cue: Span) -> list[Span]:
    """Return spans in text order, cut where the cue stands in them."""
    cut: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start):
        if span.overlaps(cue):
            cut += [Span(span.start, cue.start)] if span.start < cue.start else []
            cut += [Span(cue.end, span.end)] if cue.end < span.end else []
        else:
            cut.append(span)
    return cut


def _with_marks(page: Page, span: Span) -> Span:
    """Return a span that takes in, whole, every quote of whose words it holds the most."""
    start, end = span.start, span.end
    for sentence in page.within(span):
        for token in sentence.tokens:
            if token.quote is None or token.end <= span.start or span.end <= token.start:
                continue
            inner = token.quote.inner
            shared = _shared(span, inner.start, inner.end)
            if shared >= _MOST_OF_A_QUOTE * (inner.end - inner.start) and shared:
                start, end = min(start, token.start), max(end, token.end)
    return Span(start, end)


def _without_stop(page: Page, span: Span) -> Span:
    """Leave a full stop out that ends a sentence outside of quote marks, unless lines follow it."""
    if page.text[span.end - 1] != "." or _WORD.search(page.text[span.start : span.end - 1]) is None:
        return span
    sentence = page.holding(span.end - 1)
    if sentence is None or sentence.span.end != span.end or sentence.tokens[-1].low != ".":
        return span
    return Span(span.start, span.end - 1)
