"""Parts that a model names, found in what it was shown; nothing else can come out of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from onetext.press.asked.answer import Piece, Said
from onetext.press.asked.showing import Window
from onetext.press.text.sentences import Sentence
from onetext.terms.said.span import Span

_Shown = TypeVar("_Shown", Sentence, Span)

NO_NUMBER = "a number that was not shown"
NOT_THERE = "words that do not stand there"
NOT_ONCE = "words that stand there more than once"
TWO_WAYS = "a candidate and other words"
NOTHING = "nothing named"
APART = "parts too far from each other"
OVER_EACH_OTHER = "parts that overlap"
LEFT_OUT = "left out when asked again"


@dataclass(frozen=True, slots=True)
class Grounded:
    """Hold the spans of one statement."""

    source: Span | None
    cue: Span | None
    contents: tuple[Span, ...]


class Ungrounded(Exception):
    """Say which part of a statement stands nowhere, and why."""

    def __init__(self, part: str, why: str) -> None:
        super().__init__(f"{part}: {why}")
        self.part = part
        self.why = why


def ground(window: Window, said: Said) -> Grounded:
    """Return the spans that ``said`` names.

    Source and cue stand in one sentence; contents in its paragraph, or in paragraphs that follow
    on it without a gap.

    Raises
    ------
    Ungrounded
        If a part stands nowhere, or more than once, or the parts do not fit each other.
    """
    if not said.contents:
        raise Ungrounded("contents", NOTHING)
    source = _span(window, said.source, "source") if said.source else None
    cue = _span(window, said.cue, "cue") if said.cue else None
    spans = [_span(window, p, f"contents {n}") for n, p in enumerate(said.contents, start=1)]
    contents = _joined(window, sorted(set(spans)))
    _check_places(window, source, cue, contents)
    return Grounded(source, cue, contents)


def _span(window: Window, piece: Piece, part: str) -> Span:
    sentence = _numbered(window.sentences, piece.sentence, part)
    words = piece.words.strip() if piece.words is not None else ""
    if piece.candidate is not None:
        candidate = _numbered(window.candidates, piece.candidate, part)
        assert candidate is not None
        if words and candidate not in window.stretch.places(words, candidate):
            raise Ungrounded(part, TWO_WAYS)
        return candidate
    if not words:
        if sentence is None or piece.words is not None:
            raise Ungrounded(part, NOTHING)
        return sentence.span
    if sentence is not None:
        places = window.stretch.places(words, sentence.span, window.until(sentence))
    else:
        places = [
            place
            for one in window.sentences
            for place in window.stretch.places(words, one.span, window.until(one))
        ]
    if len(places) != 1:
        raise Ungrounded(part, NOT_ONCE if places else NOT_THERE)
    return places[0]


def _numbered(shown: Sequence[_Shown], number: int | None, part: str) -> _Shown | None:
    if number is None:
        return None
    if not 1 <= number <= len(shown):
        raise Ungrounded(part, NO_NUMBER)
    return shown[number - 1]


def _joined(window: Window, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in text order, one where only white space of one paragraph lies between."""
    kept: list[Span] = []
    for span in spans:
        if kept and span.overlaps(kept[-1]):
            raise Ungrounded("contents", OVER_EACH_OTHER)
        if kept and _follows(window, kept[-1], span):
            kept[-1] = Span(kept[-1].start, span.end)
        else:
            kept.append(span)
    return tuple(kept)


def _follows(window: Window, before: Span, after: Span) -> bool:
    if window.page.text[before.end : after.start].strip():
        return False
    return _sentences(window, before)[-1].paragraph == _sentences(window, after)[0].paragraph


def _check_places(
    window: Window, source: Span | None, cue: Span | None, contents: Sequence[Span]
) -> None:
    parts = [span for span in (source, cue) if span is not None]
    if any(a.overlaps(b) for a in parts for b in contents) or (
        source and cue and source.overlaps(cue)
    ):
        raise Ungrounded("source, cue, contents", OVER_EACH_OTHER)
    anchor = _sentences(window, cue or contents[0])[0]
    for name, span in (("source", source), ("cue", cue)):
        if span is not None and {s.index for s in _sentences(window, span)} != {anchor.index}:
            raise Ungrounded(name, APART)
    paragraphs = {s.paragraph for span in contents for s in _sentences(window, span)}
    rows = sorted(paragraphs | {anchor.paragraph})
    if any(after - before > 1 for before, after in pairwise(rows)):
        raise Ungrounded("contents", APART)


def _sentences(window: Window, span: Span) -> tuple[Sentence, ...]:
    return window.page.within(span)
