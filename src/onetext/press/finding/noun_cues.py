"""Nouns that attribute behind a plain verb: "made an announcement that", "took the view that"."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.finding.attribution import Attribution, at_cue
from onetext.press.finding.contents import trimmed
from onetext.press.finding.placing import clause_end
from onetext.press.finding.sourcing import speaks, subject_before
from onetext.press.text.clauses import (
    clause_start,
    has_verb,
    is_passive,
    skip_back_over_auxiliaries,
)
from onetext.press.text.lexis import MODALS, NEGATIONS
from onetext.press.text.sentences import Sentence
from onetext.press.text.tokens import Token
from onetext.terms.said.span import Span

_VERBS = frozenset(
    "made make makes gave give gives took take takes issued issue issues voiced raised repeated"
    " aired offered published posted expressed sent delivered renewed had has".split()
)
#: What is said by each noun, as its stance.
_NOUNS = {
    "announcement": "inform",
    "statement": "inform",
    "assurance": "commit",
    "assurances": "commit",
    "promise": "commit",
    "pledge": "commit",
    "vow": "commit",
    "guarantee": "commit",
    "view": "assess",
    "position": "assess",
    "argument": "assess",
    "case": "assess",
    "point": "assess",
    "prediction": "assess",
    "theory": "assess",
    "impression": "assess",
    "claim": "assess",
    "claims": "assess",
    "warning": "threat",
    "warnings": "threat",
    "threat": "threat",
    "accusation": "accuse",
    "accusations": "accuse",
    "allegation": "accuse",
    "allegations": "accuse",
    "suggestion": "propose",
    "recommendation": "propose",
    "admission": "accept",
    "complaint": "oppose",
    "complaints": "oppose",
    "notice": "inform",
    "word": "inform",
    "confirmation": "inform",
}
_REACH = 6


def with_nouns(
    text: str, sentence: Sentence, found: list[Attribution], dates: dict[int, int]
) -> list[Attribution]:
    """Return ``found`` with what somebody is told to have made, given or taken as words.

    Only before "that" or "to the effect", and nothing inside what was found already.
    Cost: linear in the sentence.
    """
    tokens = sentence.tokens
    added: list[Attribution] = []
    for at, token in enumerate(tokens):
        stance = _NOUNS.get(token.low)
        if stance is None or token.kind != "word":
            continue
        verb = _verb(tokens, at)
        start = _content(tokens, at)
        if verb is None or start is None:
            continue
        source = _source(tokens, verb, dates)
        span = trimmed(text, Span(tokens[start].start, tokens[clause_end(tokens, start) - 1].end))
        if source is None or span is None:
            continue
        cue = Span(tokens[verb].start, token.end)
        taken = (*found, *added)
        if any(s.overlaps(span) or s.overlaps(cue) for a in taken for s in _places(a)):
            continue
        name = Span(tokens[source[0]].start, tokens[source[1] - 1].end)
        lemma = f"{tokens[verb].low} {token.low}"
        added.append(Attribution(sentence.index, "verb", name, cue, (span,), lemma, stance))
    return sorted([*found, *added], key=at_cue)


def _places(one: Attribution) -> tuple[Span, ...]:
    return (*one.contents, *((one.cue,) if one.cue else ()))


def _verb(tokens: Sequence[Token], at: int) -> int | None:
    """Return the verb that the noun at ``at`` goes with; none over "no" or a mark."""
    for i in range(at - 1, max(0, at - _REACH), -1):
        if tokens[i].kind == "mark" or tokens[i].low == "no":
            return None
        if tokens[i].low in _VERBS:
            return i
    return None


def _content(tokens: Sequence[Token], at: int) -> int | None:
    """Return where the words begin: behind "that", over when and where they were said."""
    after = at + 1
    if [t.low for t in tokens[after : after + 3]] == ["to", "the", "effect"]:
        after += 3
        return after if has_verb(tokens[after : after + 12]) else None
    for i in range(after, min(len(tokens) - 2, after + _REACH)):
        if tokens[i].kind == "mark":
            return None
        if tokens[i].low == "that":
            return i if has_verb(tokens[i + 1 : i + 14]) else None
        if i == after and tokens[i].low not in ("on", "in", "at", "to", "via", "yesterday", "last"):
            return None
    return None


def _source(tokens: Sequence[Token], verb: int, dates: dict[int, int]) -> tuple[int, int] | None:
    head, passed = skip_back_over_auxiliaries(tokens, verb)
    if is_passive(passed) or {*passed} & (NEGATIONS | MODALS | {"to"}):
        return None
    source = subject_before(tokens, head, clause_start(tokens, verb), dates)
    return source if source and speaks(tokens, source, active=True) else None
