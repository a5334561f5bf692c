"""Spans found by something else than the rules, completed with what the rules know of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onetext.press.finding.attribution import Attribution, Kind
from onetext.press.finding.cues import CueLexicon
from onetext.press.text.sentences import Page, Sentence
from onetext.terms.said.span import Span


def completed(
    page: Page,
    source: Span | None,
    cue: Span | None,
    contents: tuple[Span, ...],
    by_rule: Sequence[Attribution],
) -> Attribution | None:
    """Return the attribution of these spans, or None if they stand in no sentence.

    Where the rules found the same cue, kind, lemma, stance and carrier are theirs; else they come
    from the cue's lexicon entry.
    """
    sentence = page.holding(cue.start if cue else contents[0].start)
    if sentence is None:
        return None
    mine = next((a for a in by_rule if a.cue and cue and a.cue.overlaps(cue)), None)
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


def entry_of(sentence: Sentence, cue: Span) -> tuple[str, str]:
    """Return lemma and stance of the lexicon's longest entry in a cue; else none and ``inform``."""
    lexicon = CueLexicon.builtin()
    for index, token in enumerate(sentence.tokens):
        if cue.start <= token.start and token.end <= cue.end:
            for hit in lexicon.at(sentence.tokens, index):
                return " ".join((hit.cue.lemma, *hit.cue.particles)), hit.cue.stance
    return "", "inform"
