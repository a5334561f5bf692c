"""The cue "according to", which needs no verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onetext.press.finding.attribution import Attribution, at_cue
from onetext.press.finding.contents import trimmed
from onetext.press.finding.placing import last_index
from onetext.press.finding.sourcing import Range, speaks
from onetext.press.finding.subjects_after import subject_after
from onetext.press.text.clauses import has_verb
from onetext.press.text.sentences import Sentence
from onetext.press.text.tokens import Token
from onetext.terms.said.span import Span


def with_according(
    text: str, sentence: Sentence, found: list[Attribution], dates: dict[int, int]
) -> list[Attribution]:
    """Return ``found`` with what "according to" attributes in the sentence.

    Beside words that somebody already says, it names who carried them ("…, Peskov said,
    according to TASS"); alone, it is the cue of the whole sentence.
    """
    tokens = sentence.tokens
    for at in range(len(tokens) - 2):
        words = next((p for p in _PHRASES if _stands(tokens, at, p)), None)
        if words is None:
            continue
        begin = at + len(words)
        named = subject_after(tokens, begin, dates)
        if named is None or not speaks(tokens, named):
            continue
        source = Span(tokens[named[0]].start, tokens[named[1] - 1].end)
        end = last_index(tokens)
        after = _past_participle(tokens, named[1])
        if after in dates or (after + 1 in dates and tokens[after].low in ("on", "in")):
            after = dates.get(after) or dates[after + 1]
        ranges = _around(sentence, at, after, end, found)
        carried = [
            i
            for i, a in enumerate(found)
            if a.kind == "verb" and any(_meets(tokens, a, r) for r in ranges)
        ]
        if carried:
            found = [
                replace(a, carrier=a.carrier or source) if i in carried else a
                for i, a in enumerate(found)
            ]
            continue
        contents = tuple(
            s
            for a, b in ranges
            if a < b and (s := trimmed(text, Span(tokens[a].start, tokens[b - 1].end)))
        )
        if contents:
            found.append(
                Attribution(
                    sentence.index,
                    "according",
                    source,
                    Span(tokens[at].start, tokens[begin - 1].end),
                    contents,
                    " ".join(words),
                    "inform",
                )
            )
    return sorted(found, key=at_cue)


_PHRASES = (
    ("according", "to"),
    ("in", "the", "words", "of"),
    ("in", "the", "view", "of"),
    ("in", "the", "opinion", "of"),
    ("in", "the", "analysis", "of"),
)
#: Words that open a clause of the reporter's own behind "…, according to the mayor".
_HIS_OWN = frozenset(("but", "while", "although", "though", "whereas"))


_MADE = frozenset(
    "published dated released conducted issued compiled collected carried posted obtained seen"
    " prepared commissioned made put cited quoted".split()
)


def _past_participle(tokens: Sequence[Token], at: int) -> int:
    """Pass over how the source was made: "a survey *published in May by the guild*, …"."""
    if at >= len(tokens) or tokens[at].low not in _MADE:
        return at
    for i in range(at + 1, min(len(tokens), at + 14)):
        if tokens[i].kind == "quote" or tokens[i].low in ("and", "which", "who", "that"):
            return at
        if tokens[i].kind == "mark" and tokens[i].low in (",", "."):
            return i
    return at


def _stands(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    return tuple(t.low for t in tokens[at : at + len(words)]) == words


def _around(
    sentence: Sentence, at: int, after: int, end: int, found: list[Attribution]
) -> list[Range]:
    """Return the tokens before and after the phrase that it attributes."""
    tokens = sentence.tokens
    start = 0
    while start < at and tokens[start].low in ("and", "but", ",", "however"):
        start += 1
    ranges = []
    if start < at:
        ranges.append((start, at))
    if after < end and tokens[after].low == ",":
        if not ranges or tokens[after + 1].low not in _HIS_OWN or not has_verb(tokens[start:at]):
            ranges.append((after + 1, _at_semicolon(tokens, after + 1, end)))
    elif not ranges and after < end:
        ranges.append((after, end))
    return [
        (a, b if tokens[b - 1].low != "," or tokens[b - 1].kind == "quote" else b - 1)
        for a, b in ranges
        if b > a
    ]


def _at_semicolon(tokens: Sequence[Token], start: int, end: int) -> int:
    return next((i for i in range(start + 1, end) if tokens[i].low == ";"), end)


def _meets(tokens: object, attribution: Attribution, r: Range) -> bool:
    assert isinstance(tokens, tuple)
    span = Span(tokens[r[0]].start, tokens[r[1] - 1].end)
    return attribution.cue is not None and span.overlaps(attribution.cue)
