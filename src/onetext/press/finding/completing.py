"""Spans found by something else than the rules, completed with what the rules know of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onetext.press.finding.attribution import Attribution, Kind
from onetext.press.finding.cues import CueLexicon
from onetext.press.finding.sourceless import source_unsaid
from onetext.press.text.sentences import Page, Sentence
from onetext.terms.said.span import Span


class ByCue:
    """Hold what the rules found, each to be found again by a span that touches its cue."""

    def __init__(self, found: Sequence[Attribution]) -> None:
        self.found = tuple(found)
        cued = ((a.cue, number) for number, a in enumerate(self.found) if a.cue)
        self._cues = sorted(cued)
        self._longest = max((cue.end - cue.start for cue, _ in self._cues), default=0)

    def at(self, span: Span) -> Attribution | None:
        """Return the first finding whose cue shares a code point with ``span``, or None.

        Cost: the logarithm of the findings.
        """
        first = bisect_left(self._cues, span.start - self._longest, key=lambda one: one[0].start)
        after = bisect_left(self._cues, span.end, key=lambda one: one[0].start)
        touching = (number for cue, number in self._cues[first:after] if cue.overlaps(span))
        number = min(touching, default=None)
        return None if number is None else self.found[number]


def completed(
    page: Page,
    source: Span | None,
    cue: Span | None,
    contents: tuple[Span, ...],
    by_rule: ByCue,
) -> Attribution | None:
    """Return the attribution of these spans, or None if they stand in no sentence.

    Where the rules found the same cue, kind, lemma, stance and carrier are theirs; else they come
    from the cue's lexicon entry.
    """
    sentence = page.holding(cue.start if cue else contents[0].start)
    if sentence is None:
        return None
    mine = by_rule.at(cue) if cue else None
    if source is not None:
        source = _whole(page.text, source, cue)
    elif mine is not None and mine.inherited:
        source = mine.source
    elif cue is not None:
        source = source_unsaid(page.text, sentence, cue, contents)
    if mine is not None:
        return replace(
            mine,
            sentence=sentence.index,
            source=source,
            cue=cue,
            contents=contents,
            inherited=mine.inherited and (source is None or source == mine.source),
        )
    lemma, stance = entry_of(sentence, cue) if cue else ("", "inform")
    kind: Kind = "verb" if cue else "floating"
    if cue and cue.of(page.text).lower().startswith("according"):
        kind = "according"
    return Attribution(sentence.index, kind, source, cue, contents, lemma, stance)


def _whole(text: str, span: Span, cue: Span | None) -> Span:
    """Return a source with its words and brackets whole: half a word is a slip of a finder."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    words = text[start:end]
    if words.count("(") > words.count(")") and text[end : end + 1] == ")":
        end += 1
    whole = Span(start, end)
    return span if cue is not None and whole.overlaps(cue) else whole


def entry_of(sentence: Sentence, cue: Span) -> tuple[str, str]:
    """Return lemma and stance of the lexicon's longest entry in a cue; else none and ``inform``."""
    lexicon = CueLexicon.builtin()
    for index, token in enumerate(sentence.tokens):
        if cue.start <= token.start and token.end <= cue.end:
            for hit in lexicon.at(sentence.tokens, index):
                return " ".join((hit.cue.lemma, *hit.cue.particles)), hit.cue.stance
    return "", "inform"
