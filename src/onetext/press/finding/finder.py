"""Finding attributions by rules: each cue of a sentence is given its source and its content.

The sentence is read with every quote folded into one token, so that a cue inside a quote never
counts and a quote split by its cue keeps both halves. A cue is taken only when what stands around
it fits one of its frames (``tables/cues.txt``).
"""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.finding import accordingly
from onetext.press.finding.attribution import Attribution
from onetext.press.finding.contents import (
    after_dateline,
    content_spans,
    left_content,
    right_content,
    trimmed,
)
from onetext.press.finding.cues import CueLexicon
from onetext.press.finding.hearsay import with_hearsay
from onetext.press.finding.noun_cues import with_nouns
from onetext.press.finding.placing import last_index
from onetext.press.finding.readings import CueReader, Reading
from onetext.press.finding.sourcing import (
    Range,
    date_tokens,
    spans_at,
)
from onetext.press.resolving.channels import channel_phrases
from onetext.press.text.dates import DatePhrase
from onetext.press.text.sentences import Page, Sentence
from onetext.press.text.tokens import Token
from onetext.terms.said.span import Span


class RuleFinder:
    """Find attributions by the lexicon of cues and the rules of this module."""

    def __init__(self, cues: CueLexicon | None = None) -> None:
        self.reader = CueReader(cues or CueLexicon.builtin())

    def find(self, page: Page, dates: Sequence[DatePhrase]) -> list[Attribution]:
        """Return the attributions of ``page`` in text order.

        Cost: linear in the text; a sentence's cost grows with its cues times its length.
        """
        found: list[Attribution] = []
        for sentence in page.sentences:
            found += self._sentence(page.text, sentence, dates)
        return found

    def _sentence(
        self, text: str, sentence: Sentence, dates: Sequence[DatePhrase]
    ) -> list[Attribution]:
        tokens = sentence.tokens
        if len(tokens) < 3:
            return []
        at_date = date_tokens(tokens, dates)
        near = channel_phrases(text, sentence.span) if len(tokens) < 400 else ()
        at_date |= spans_at(tokens, near)
        readings = [r for r in self.reader.readings(tokens, at_date) if not _withholds(tokens, r)]
        found: list[Attribution] = []
        taken: list[Range] = []
        last_source: Range | None = None
        carried: Range | None = None
        covered = self._covered(tokens, readings, at_date)
        for number, reading in enumerate(readings):
            if any(a <= reading.hit.start < b for a, b in (*taken, *covered)):
                continue
            source = reading.source
            if reading.inherits:
                source = source or last_source
            laters = readings[number + 1 :]
            arranged = self._arrange(text, tokens, reading, laters, at_date, taken)
            if arranged is None:
                continue
            contents, ranges = arranged
            if self._only_carries(reading, laters, ranges):
                carried = source
                continue
            found.append(
                Attribution(
                    sentence=sentence.index,
                    kind="verb",
                    source=_span(tokens, source) if source else None,
                    cue=Span(tokens[reading.hit.start].start, tokens[reading.hit.end - 1].end),
                    contents=contents,
                    lemma=" ".join((reading.hit.cue.lemma, *reading.hit.cue.particles)),
                    stance=reading.hit.cue.stance,
                    inherited=reading.inherits,
                    carrier=_span(tokens, carried) if carried else None,
                )
            )
            taken += ranges
            last_source = source or last_source
        found = accordingly.with_according(text, sentence, found, at_date)
        found = with_nouns(text, sentence, found, at_date)
        return with_hearsay(text, sentence, found)

    def _covered(
        self, tokens: Sequence[Token], readings: Sequence[Reading], dates: dict[int, int]
    ) -> list[Range]:
        """Return what a cue at the end takes as its whole content: "They accept, she said"."""
        covered = []
        for number, reading in enumerate(readings):
            if number == 0 or reading.inherits or reading.passive:
                continue
            right = right_content(tokens, reading, readings[number + 1 :], dates)
            if right is None or _goes_on(tokens, right):
                if any(_is_main(tokens, r, reading) for r in readings[:number]):
                    continue
                left = left_content(tokens, reading, [], right, dates)
                if left is not None and left[0] == after_dateline(tokens):
                    covered.append(left)
        return covered

    def _arrange(
        self,
        text: str,
        tokens: Sequence[Token],
        reading: Reading,
        laters: Sequence[Reading],
        dates: dict[int, int],
        taken: Sequence[Range],
    ) -> tuple[tuple[Span, ...], list[Range]] | None:
        """Return the content spans and the token ranges they take up."""
        if reading.passive:
            return self._passive(text, tokens, reading)
        right = right_content(tokens, reading, laters, dates)
        left = left_content(tokens, reading, taken, right, dates)
        if left is None and right is None:
            return None
        ranges = [r for r in (left, right) if r is not None]
        spans = content_spans(text, tokens, ranges)
        spans = tuple(s for s in (trimmed(text, span) for span in spans) if s)
        return (spans, ranges) if spans else None

    def _passive(
        self, text: str, tokens: Sequence[Token], reading: Reading
    ) -> tuple[tuple[Span, ...], list[Range]] | None:
        """Return the patient and what follows as content: "The raid was claimed by …"."""
        limit = last_index(tokens)
        ranges: list[Range] = []
        at = reading.hit.end
        if at < limit and tokens[at].low == "that":
            ranges = [(at, limit)]
        elif reading.patient is not None:
            by = reading.source[0] - 1 if reading.source else at
            after = reading.source[1] if reading.source else at
            if after < limit and tokens[after].low == "that":
                # "It was announced by the palace that …"
                ranges = [(after, limit)]
            else:
                ranges = [reading.patient, *([(at, by)] if by > at else [])]
                if reading.source and after < limit and tokens[after].low == "as":
                    ranges.append((after, limit))
        spans = tuple(
            s for s in (trimmed(text, x) for x in content_spans(text, tokens, ranges)) if s
        )
        return (spans, ranges) if spans else None

    def _only_carries(
        self, reading: Reading, laters: Sequence[Reading], ranges: Sequence[Range]
    ) -> bool:
        """Tell whether an outlet only reports what somebody inside its content says."""
        if reading.hit.cue.lemma not in ("report",) or not laters:
            return False
        return any(
            not later.inherits and any(a <= later.hit.start < b for a, b in ranges)
            for later in laters
        )


def _goes_on(tokens: Sequence[Token], right: Range) -> bool:
    """Tell whether the content goes on behind its cue: "They accept, she said, but only if …"."""
    first = tokens[right[0]].low
    return tokens[right[0] - 1].low == "," and first in ("and", "but", "if", "unless", "provided")


def _is_main(tokens: Sequence[Token], earlier: Reading, last: Reading) -> bool:
    """Tell whether the earlier cue has its own content: "A said B, but C said D"."""
    between = tokens[earlier.hit.end : last.hit.start]
    return any(
        t.low in (";", "while", "but", "and") and i and between[i - 1].low == ","
        for i, t in enumerate(between)
    )


def _withholds(tokens: Sequence[Token], reading: Reading) -> bool:
    """Tell whether the cue keeps a name back: "who asked not to be named" says nothing."""
    after = [token.low for token in tokens[reading.hit.end : reading.hit.end + 4]]
    if after[:1] == ["anonymity"]:
        return True
    if after[:1] == ["not"]:
        after = after[1:]
    return after[:2] == ["to", "be"] and after[2:3] in (["named"], ["identified"], ["quoted"])


def _span(tokens: Sequence[Token], r: Range) -> Span:
    return Span(tokens[r[0]].start, tokens[r[1] - 1].end)
