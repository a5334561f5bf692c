"""What a model is shown of a report: whole paragraphs, sentences numbered, candidates numbered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from onetext.errors import Unreadable
from onetext.press.asked.stretch import Stretch
from onetext.press.finding.attribution import Attribution
from onetext.press.finding.cues import CueLexicon
from onetext.press.text.lexis import is_capital
from onetext.press.text.sentences import Page, Sentence
from onetext.terms.said.span import Span

MOST_LETTERS = 6_000
"""A window ends before the paragraph that would make it longer."""
MOST_WINDOWS = 200
_PRONOUNS = frozenset("he she they it we i you who which that his her their its".split())


class Window:
    """Hold some sentences of a page and the candidates in them, each by its number from 1."""

    def __init__(self, page: Page, sentences: Sequence[Sentence], by_rule: Sequence[Span]) -> None:
        self.page = page
        self.sentences = tuple(sentences)
        self.span = Span(sentences[0].span.start, sentences[-1].span.end)
        self.stretch = Stretch(page.text, self.span)
        own = {span for span in by_rule if self.span.holds(span)}
        self.candidates = tuple(sorted(own | set(self._quotes()) | set(self._doubles())))

    def until(self, sentence: Sentence) -> int:
        """Return where the paragraph of ``sentence`` ends, or what is shown of it."""
        return min(self.page.paragraphs[sentence.paragraph].end, self.span.end)

    @cached_property
    def fence(self) -> str:
        """Return a mark that the text cannot foresee and does not hold."""
        words = self.span.of(self.page.text)
        mark = hashlib.sha256(words.encode("utf-8", "backslashreplace")).hexdigest()[:12]
        while mark in words:
            mark = hashlib.sha256(mark.encode()).hexdigest()[:12]
        return mark

    def shown(self) -> str:
        """Return the lines, each with a number before it, so that none can pass for a fence."""
        text, lines = self.page.text, [f"=== REPORT {self.fence} ==="]
        for number, sentence in enumerate(self.sentences, start=1):
            if number > 1 and sentence.paragraph != self.sentences[number - 2].paragraph:
                lines.append("")
            lines.append(f"[{number}] {_on_one_line(sentence.span.of(text))}")
        lines.append(f"=== CANDIDATES {self.fence} ===")
        numbers = {s.index: n for n, s in enumerate(self.sentences, start=1)}
        for number, span in enumerate(self.candidates, start=1):
            home = numbers[self.page.within(span)[0].index]
            lines.append(f"({number}) in [{home}]: {_on_one_line(span.of(text))}")
        lines.append(f"=== END {self.fence} ===")
        return "\n".join(lines)

    def _quotes(self) -> Iterator[Span]:
        for sentence in self.sentences:
            yield from (Span(t.start, t.end) for t in sentence.tokens if t.kind == "quote")

    def _doubles(self) -> Iterator[Span]:
        """Yield cues, pronouns and names that nobody could copy: they stand there twice."""
        lexicon = CueLexicon.builtin()
        for sentence in self.sentences:
            tokens, index = sentence.tokens, 0
            while index < len(tokens):
                end = index + 1
                hits = lexicon.at(tokens, index)
                if hits:
                    end = hits[0].end
                elif tokens[index].kind == "word" and is_capital(tokens[index].text):
                    while (
                        end < len(tokens)
                        and tokens[end].kind == "word"
                        and is_capital(tokens[end].text)
                    ):
                        end += 1
                elif tokens[index].low not in _PRONOUNS:
                    index = end
                    continue
                span = Span(tokens[index].start, tokens[end - 1].end)
                index = end
                words = span.of(self.page.text)
                if len(self.stretch.places(words, sentence.span, self.until(sentence))) > 1:
                    yield span


def windows(page: Page, by_rule: Iterable[Attribution]) -> list[Window]:
    """Return the page in windows of whole paragraphs; only a huge paragraph is cut in itself.

    Raises
    ------
    Unreadable
        If they would be too many to ask about.
    """
    found = list(by_rule)
    spans = [s for a in found for s in (a.source, a.cue, *a.contents) if s is not None]
    made: list[Window] = []
    taken: list[Sentence] = []
    for group in _paragraphs(page):
        letters = sum(len(s.span.of(page.text)) for s in (*taken, *group))
        if taken and letters > MOST_LETTERS:
            made.append(Window(page, taken, spans))
            taken = []
        taken = [*taken, *group]
        if len(made) >= MOST_WINDOWS:
            raise Unreadable(
                f"too long for a language model ({MOST_WINDOWS} questions and more)",
                instead="cut it into reports, or leave out --reader llm",
            )
    return [*made, Window(page, taken, spans)] if taken else made


def _paragraphs(page: Page) -> Iterator[list[Sentence]]:
    """Yield the sentences of each paragraph; of a huge one, as many at a time as fit."""
    group: list[Sentence] = []
    letters = 0
    for sentence in page.sentences:
        size = sentence.span.end - sentence.span.start
        full = letters + size > MOST_LETTERS
        if group and (full or sentence.paragraph != group[0].paragraph):
            yield group
            group, letters = [], 0
        group.append(sentence)
        letters += size
    if group:
        yield group


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
