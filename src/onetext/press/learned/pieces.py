"""A page as word pieces, each with what its letters, quotes, lexicons and rules say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onetext.press.finding.attribution import Attribution
from onetext.press.finding.completing import ByCue
from onetext.press.finding.cues import CueLexicon
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span

Ints = NDArray[np.int64]
Range = tuple[int, int]

#: What is marked on every piece, and how many values each mark has.
MARKS = {"letters": 4, "quoted": 2, "cue word": 2, "by rule": 8, "place": 3}
NO_RULE, OUTSIDE, SOURCE, CONTENT = range(4)
_CUE_BIT, _SOURCE_BIT, _CONTENT_BIT = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Pieces:
    """Hold the pieces of a page: ids, where each begins and ends, marks (pieces × ``MARKS``).

    ``bounds`` are the pieces with which sentences begin, and the number of pieces.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    marks: Ints
    bounds: Ints

    def range_of(self, span: Span) -> Range | None:
        """Return the pieces that share a code point with ``span``, as first and after the last."""
        first = int(np.searchsorted(self.ends, span.start, side="right"))
        after = int(np.searchsorted(self.starts, span.end, side="left"))
        return (first, after) if first < after else None

    def span_of(self, pieces: Range) -> Span:
        """Return the stretch of text that pieces cover."""
        return Span(int(self.starts[pieces[0]]), int(self.ends[pieces[1] - 1]))


class Cutter:
    """Cut pages into pieces with one tokenizer and one lexicon of cues."""

    def __init__(self, tokenizer: Tokenizer, cues: CueLexicon | None = None) -> None:
        self._tokenizer = tokenizer
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._cues = cues or CueLexicon.builtin()

    def cut(self, page: Page, by_rule: Sequence[Attribution]) -> Pieces:
        """Return the pieces of ``page``, marked with what the rules found in it.

        Cost: linear in the text.
        """
        text = page.text
        coded = self._tokenizer.encode(text, add_special_tokens=False)
        offsets = np.array(coded.offsets, dtype=np.int64).reshape(-1, 2)
        starts, ends = offsets[:, 0], offsets[:, 1]
        marks = np.zeros((len(starts), len(MARKS)), dtype=np.int64)
        marks[:, 0] = [_letters(text[a:b]) for a, b in coded.offsets]
        tokens = (t for s in page.sentences for t in s.tokens)
        quotes = (Span(t.start, t.end) for t in tokens if t.kind == "quote")
        for column, bit, spans in (
            (1, 1, quotes),
            (2, 1, self._cue_words(page)),
            (3, _CUE_BIT, (a.cue for a in by_rule if a.cue)),
            (3, _SOURCE_BIT, (a.source for a in by_rule if a.source)),
            (3, _CONTENT_BIT, (c for a in by_rule for c in a.contents)),
        ):
            for span in spans:
                marks[_begun_in(starts, span), column] |= bit
        sentences = np.searchsorted(starts, [s.span.start for s in page.sentences])
        paragraphs = np.searchsorted(starts, [p.start for p in page.paragraphs])
        marks[sentences[sentences < len(starts)], 4] = 1
        marks[paragraphs[paragraphs < len(starts)], 4] = 2
        bounds = np.unique(np.concatenate(([0], sentences, [len(starts)])))
        return Pieces(np.array(coded.ids, dtype=np.int64), starts, ends, marks, bounds)

    def _cue_words(self, page: Page) -> Iterable[Span]:
        for sentence in page.sentences:
            for at, token in enumerate(sentence.tokens):
                if token.kind == "word" and self._cues.at(sentence.tokens, at):
                    yield Span(token.start, token.end)


def rule_roles(pieces: Pieces, cue: Range, by_rule: ByCue, low: int, high: int) -> Ints:
    """Return which part each piece from ``low`` to ``high`` plays for a cue as the rules have it.

    All ``NO_RULE`` if the rules have no such cue; else ``OUTSIDE``, ``SOURCE`` or ``CONTENT``.
    """
    starts = pieces.starts[low:high]
    mine = by_rule.at(pieces.span_of(cue))
    if mine is None:
        return np.full(len(starts), NO_RULE, dtype=np.int64)
    roles = np.full(len(starts), OUTSIDE, dtype=np.int64)
    for content in mine.contents:
        roles[_begun_in(starts, content)] = CONTENT
    if mine.source is not None:
        roles[_begun_in(starts, mine.source)] = SOURCE
    return roles


def _begun_in(starts: Ints, span: Span) -> slice:
    """Return the pieces that begin inside ``span``."""
    first, after = np.searchsorted(starts, (span.start, span.end))
    return slice(int(first), int(after))


def _letters(piece: str) -> int:
    """Return 1 for a capital first, 2 for all capitals, 3 for a figure, else 0."""
    if piece[:1].isdigit():
        return 3
    if len(piece) > 1 and piece.isupper():
        return 2
    return int(piece[:1].isupper())
