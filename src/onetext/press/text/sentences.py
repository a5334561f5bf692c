"""Paragraphs and sentences, with quotes kept whole."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from onetext.press.text.lexis import is_capital
from onetext.press.text.tokens import Token, tokenize
from onetext.terms.said.span import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_WRAPPED_AT_LEAST = 50
#: No sentence of English is longer; a row of words without an end is cut here.
_MOST_TOKENS = 250
_STARTERS = frozenset(
    "the a an he she they it we i you in"
    " on at but and this that these those after before when while"
    " as if there his her their its our however according speaking asked for from with by to during"
    " following meanwhile earlier later last both one two"
    " some many most no not now so then under".split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold one sentence: its tokens (each quote one token) and its place."""

    index: int
    paragraph: int
    tokens: tuple[Token, ...]

    @property
    def span(self) -> Span:
        """Return the stretch from the first to the last token."""
        return Span(self.tokens[0].start, self.tokens[-1].end)


@dataclass(frozen=True, slots=True)
class Page:
    """Hold a report's text cut into paragraphs and sentences."""

    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]

    def of_paragraph(self, index: int) -> tuple[Sentence, ...]:
        """Return the sentences of one paragraph."""
        first = bisect_left(self.sentences, index, key=lambda s: s.paragraph)
        last = bisect_right(self.sentences, index, key=lambda s: s.paragraph)
        return self.sentences[first:last]

    def within(self, span: Span) -> tuple[Sentence, ...]:
        """Return the sentences that share a code point with ``span``."""
        first = bisect_right(self.sentences, span.start, key=lambda s: s.span.end)
        last = bisect_left(self.sentences, span.end, key=lambda s: s.span.start)
        return self.sentences[first:last]

    def holding(self, at: int) -> Sentence | None:
        """Return the sentence in which offset ``at`` lies."""
        found = self.within(Span(at, at + 1))
        return found[0] if found else None


def cut(text: str) -> Page:
    """Return ``text`` cut into paragraphs and sentences.

    A line break ends a paragraph unless the line was wrapped: long, followed directly by another
    line, and with no sentence ending at the break. Abbreviations and initials end no sentence; a
    sentence does not end inside a quote.

    Cost: linear.
    """
    paragraphs = tuple(_paragraphs(text))
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        tokens = tokenize(text, paragraph.start, paragraph.end)
        begin = 0
        for at in range(len(tokens)):
            if at + 1 == len(tokens) or at + 1 - begin >= _MOST_TOKENS or _ends(tokens, at, text):
                sentences.append(Sentence(len(sentences), number, tokens[begin : at + 1]))
                begin = at + 1
    return Page(text, paragraphs, tuple(sentences))


def _paragraphs(text: str) -> list[Span]:
    lines = []
    for match in _LINE.finditer(text):
        words = match[0]
        head, tail = len(words) - len(words.lstrip()), len(words.rstrip())
        if head < tail:
            lines.append(Span(match.start() + head, match.start() + tail))
    joined: list[Span] = []
    for line in lines:
        if joined and _is_wrapped(text, joined[-1], line):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def _is_wrapped(text: str, above: Span, below: Span) -> bool:
    between = text[above.end : below.start]
    if between.count("\n") > 1 or between.count("\r") > 1:
        return False
    last_line = above.of(text).rpartition("\n")[2]
    if not _WRAPPED_AT_LEAST <= len(last_line) <= 130:
        return False
    tail = last_line[-1]
    return tail.isalnum() or tail in ",;-–—" or below.of(text)[0].islower()


def _ends(tokens: tuple[Token, ...], at: int, text: str) -> bool:
    token, after = tokens[at], tokens[at + 1]
    if token.kind == "quote":
        return _quote_ends(tokens, at, text)
    if token.low in ".?!…" or token.low == "...":
        if after.kind == "mark" and after.low in ")]”’\"'":
            return False
        if token.low in ("…", "...") and after.kind == "word" and not is_capital(after.text):
            return False
        return after.kind == "quote" or not after.text[0].islower()
    if token.kind == "mark" and token.low in ")]":
        before = tokens[at - 1] if at else token
        return before.low in (".", "?", "!") and is_capital(after.text)
    if token.kind == "word" and token.text.endswith(".") and after.kind != "mark":
        return after.kind == "word" and is_capital(after.text) and after.low in _STARTERS
    return False


def _quote_ends(tokens: tuple[Token, ...], at: int, text: str) -> bool:
    """Tell whether a sentence ends with this quote: its words do, and no "she asked" follows."""
    quote, after = tokens[at].quote, tokens[at + 1]
    assert quote is not None
    tail = quote.inner.of(text).rstrip("’'\"”)]")[-1:]
    if tail not in (".", "?", "!", "…"):
        return False
    if after.kind == "quote":
        return True
    if after.kind == "mark":
        return after.low in "([—"
    return is_capital(after.text) and (tail == "." or not _cue_like(tokens, at + 1))


def _cue_like(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether ``“…?” Smith asked.`` follows: a short stretch with a speech verb."""
    for token in tokens[at : at + 9]:
        if token.low in (".", ",", ":", ";"):
            return False
        if token.low in ("said", "asked", "wrote", "added", "says", "asks", "tweeted", "replied"):
            return True
    return False
