"""Words that nobody stands behind: "reportedly", "is said to", "reports of", "rumours that"."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.finding.attribution import Attribution, at_cue
from onetext.press.finding.contents import trimmed
from onetext.press.finding.placing import clause_end, last_index
from onetext.press.text.clauses import clause_start, has_verb, is_possessive, is_word
from onetext.press.text.lexis import BE, CONJUNCTIONS, HAVE, NEGATIONS, POSSESSIVES
from onetext.press.text.sentences import Sentence
from onetext.press.text.tokens import Token
from onetext.terms.said.span import Span

_ADVERBS = frozenset("reportedly allegedly purportedly supposedly".split())
_SAID = frozenset(
    "said thought believed reported rumoured rumored alleged understood expected estimated"
    " projected presumed".split()
)
#: Passives of blame, which a preposition follows: "was accused of theft".
_BLAMED = {"accused": "of", "suspected": "of", "blamed": "for"}
#: What "it was …" tells of without a "that".
_TOLD = frozenset("reported rumoured rumored alleged claimed intimated believed".split())
_NOUNS = frozenset(
    "rumour rumours rumor rumors report reports allegation allegations claim claims speculation"
    " accusation accusations suggestion suggestions warning warnings".split()
)
_SPREAD = frozenset("spread swept circulated circulating spreading emerged surfaced".split())


def with_hearsay(text: str, sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """Return ``found`` with what the sentence tells on nobody's word, or only on hearsay.

    Nothing is added inside the cue or content of a statement that somebody stands behind.
    """
    tokens = sentence.tokens
    added: list[Attribution] = []
    for at, token in enumerate(tokens):
        if token.kind != "word" or _is_taken(token, (*found, *added)):
            continue
        if token.low in _ADVERBS:
            row = _adverb(text, sentence, at)
        elif token.low in _SAID or token.low in _BLAMED or token.low in _TOLD:
            row = _said_to(text, sentence, at)
        elif token.low in _NOUNS:
            row = _noun(text, sentence, at)
        else:
            continue
        if row is not None and not any(_meets(row, other) for other in (*found, *added)):
            added.append(row)
    return sorted([*found, *added], key=at_cue)


def _is_taken(token: Token, found: Sequence[Attribution]) -> bool:
    return any(
        span.start <= token.start < span.end
        for a in found
        for span in (*a.contents, *((a.cue,) if a.cue else ()), *((a.source,) if a.source else ()))
    )


def _meets(row: Attribution, other: Attribution) -> bool:
    return any(a.overlaps(b) for a in row.contents for b in other.contents) or any(
        a.overlaps(span) for a in row.contents for span in (other.cue, other.source) if span
    )


def _made(
    text: str,
    sentence: Sentence,
    cue: tuple[int, int],
    ranges: Sequence[tuple[int, int]],
    lemma: str,
    source: Span | None = None,
) -> Attribution | None:
    tokens = sentence.tokens
    contents = tuple(
        span
        for a, b in ranges
        if a < b and (span := trimmed(text, Span(tokens[a].start, tokens[b - 1].end)))
    )
    if not contents:
        return None
    place = Span(tokens[cue[0]].start, tokens[cue[1] - 1].end)
    return Attribution(sentence.index, "noun", source, place, contents, lemma, "inform")


def _adverb(text: str, sentence: Sentence, at: int) -> Attribution | None:
    """Return the clause that "reportedly" marks."""
    tokens = sentence.tokens
    end = clause_end(tokens, at)
    start = clause_start(tokens, at)
    while start < at and tokens[start].low in CONJUNCTIONS | {","}:
        start += 1
    if end - at < 3:
        return None
    return _made(text, sentence, (at, at + 1), [(start, at), (at + 1, end)], tokens[at].low)


def _said_to(text: str, sentence: Sentence, at: int) -> Attribution | None:
    """Return what "is said to be" or "it is thought that" tells."""
    tokens = sentence.tokens
    if at == 0 or at + 2 >= len(tokens) or any(t.low == "by" for t in tokens[at + 1 : at + 3]):
        return None
    before = at - 1
    while before > 0 and tokens[before].low in ("widely", "also", "generally", "been", "now"):
        before -= 1
    if tokens[before].low not in BE | HAVE or tokens[before].low in NEGATIONS:
        return None
    end = last_index(tokens)
    after = tokens[at + 1].low
    lemma = f"be {tokens[at].low}"
    told = after == "that" or (tokens[at].low in _TOLD and has_verb(tokens[at + 2 : at + 12]))
    if told and tokens[before - 1].low == "it" and after not in _NO_CLAUSE:
        return _made(text, sentence, (at, at + 1), [(at + 1, end)], lemma)
    blamed = _BLAMED.get(tokens[at].low) == after
    if blamed or (after == "to" and tokens[at].low in _SAID - {"expected"}):
        start = clause_start(tokens, before)
        while start < before and tokens[start].low in CONJUNCTIONS | {","}:
            start += 1
        return _made(text, sentence, (at, at + 1), [(start, before), (at + 1, end)], lemma)
    return None


#: Behind "it was alleged", no clause of what was.
_NO_CLAUSE = frozenset("to by in on at as after when with . , :".split())


def _noun(text: str, sentence: Sentence, at: int) -> Attribution | None:
    """Return what "reports of", "the claim that" or "rumours that" tells, and whose it is."""
    tokens = sentence.tokens
    after = at + 1
    while after < len(tokens) and (
        tokens[after].low in _SPREAD or tokens[after].low in ("have", "had", "also", "were")
    ):
        after += 1
    if after + 1 >= len(tokens) or tokens[after].low not in ("that", "of"):
        return None
    plain = tokens[at].low in ("claim", "report", "warning", "suggestion", "reports", "warnings")
    rumour = tokens[at].low.startswith("rumo") or tokens[at].low == "speculation"
    if tokens[after].low == "of" and plain and tokens[at].low != "reports":
        return None
    start = after if tokens[after].low == "that" else after + 1
    end = clause_end(tokens, start)
    if tokens[after].low == "of":
        for i in range(start + 1, end):
            if tokens[i].kind == "mark" and tokens[i].low == ",":
                end = i
                break
    source = None
    cue = (at, after + (0 if tokens[after].low == "that" else 1))
    owner = tokens[at - 1] if at else None
    if owner is not None and is_word(owner) and is_possessive(owner):
        first = at - 1
        while first > 0 and is_word(tokens[first - 1]) and tokens[first - 1].text[0].isupper():
            first -= 1
        source = Span(
            tokens[first].start,
            owner.end - (2 if owner.low.endswith("s") and owner.text[-2] in "'’" else 1),
        )
    elif owner is not None and owner.low in POSSESSIVES:
        source = Span(owner.start, owner.end)
    elif not (rumour or tokens[at].low in ("reports", "allegations", "claims", "accusations")):
        return None
    return _made(text, sentence, cue, [(start, end)], tokens[at].low, source)
