"""The shortest clause around a word that tells an event."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.attribution import Attribution
from onetext.press.clauses import has_verb, is_verb_at
from onetext.press.lexis import (
    CONJUNCTIONS,
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    is_adverb,
    is_capital,
)
from onetext.press.tokens import Token
from onetext.terms.span import Span

_OPENERS = frozenset(
    "which who whom whose where when while whereas because although though unless until as if after"
    " before that adding saying".split()
)
_BREAKS = frozenset(";:()[]—–") | {"--"}
_LINKS = frozenset("of on in at with between for against from by over about among".split())


def bounds_of(tokens: Sequence[Token], attributions: Sequence[Attribution]) -> tuple[int, ...]:
    """Return the token indices at which a new clause of the sentence may begin.

    Commas, dashes and brackets, subordinating words before a verb, "and" before a verb, and the two
    ends of each attribution's frame ("…, she said", "he said that …").
    """
    starts = {0}
    frames = [span for a in attributions for span in (a.source, a.cue) if span]
    for at, token in enumerate(tokens):
        if not at:
            continue
        before = tokens[at - 1]
        if before.kind == "quote" or token.kind == "quote":
            starts.add(at)
        elif before.kind == "mark" and (before.low in _BREAKS or before.low == ","):
            starts.add(at)
        elif token.low in _OPENERS and has_verb(tokens[at + 1 : at + 12]):
            starts.add(at)
        elif token.low in CONJUNCTIONS and any(
            is_verb_at(tokens, i) for i in range(at + 1, min(at + 4, len(tokens)))
        ):
            starts.add(at)
        for frame in frames:
            if before.start < frame.start <= token.start or before.end <= frame.end < token.end:
                starts.add(at)
    return tuple(sorted(starts))


def clause_of(text: str, tokens: Sequence[Token], at: int, bounds: Sequence[int]) -> Span | None:
    """Return the clause that holds the word at ``at``: to the left as far as its subject.

    A verb with nothing before it takes the stretches before that hold no verb of their own, so that
    "Cengiz, the fiancée of a journalist, addressed" stays whole.
    """
    left = max((b for b in bounds if b <= at), default=0)
    right = min((b for b in bounds if b > at), default=len(tokens))
    edges = sorted({*bounds, len(tokens)})
    while left and not _has_subject(tokens, left, at):
        above = max(b for b in edges if b < left)
        if has_verb(tokens[above : left]) and _has_subject(tokens, above, left):
            if tokens[left].low not in CONJUNCTIONS:
                left = above
            break
        left = above
    if not has_verb(tokens[left:right]) and right < len(tokens) and tokens[right - 1].low == ",":
        following = min((b for b in edges if b > right), default=len(tokens))
        if is_verb_at(tokens, right):
            right = following
    words = [t for t in tokens[left:right] if t.kind != "quote"]
    while words and (words[-1].kind == "mark" or words[-1].low in CONJUNCTIONS):
        words.pop()
    while words and (words[0].kind == "mark" or words[0].low in CONJUNCTIONS):
        words.pop(0)
    if not words:
        return None
    return Span(words[0].start, words[-1].end)


def noun_phrase(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Return the noun phrase around ``tokens[start:end]``, as token indices, end exclusive.

    To the left as far as its determiner, or the count of "five hours of talks"; to the right over
    prepositional phrases, as far as a mark, a verb or another kind of word.
    """
    left = start
    while left > 0 and tokens[left - 1].kind == "word":
        low = tokens[left - 1].low
        if low == "of" and left > 1:
            left -= 1
            continue
        if low in PREPOSITIONS or low in CONJUNCTIONS or is_verb_at(tokens, left - 1):
            break
        left -= 1
        if low in DETERMINERS or low in POSSESSIVES:
            if left > 1 and tokens[left - 1].low == "of":
                continue
            break
    while left < start and tokens[left].low in ("of", "also"):
        left += 1
    right = end
    while right < len(tokens) and tokens[right].kind == "word":
        low = tokens[right].low
        if low in _LINKS or is_capital(tokens[right].text) or tokens[right].text[0].isdigit():
            right += 1
        elif low == "to" and right + 1 < len(tokens) and _names(tokens[right + 1]):
            right += 1
        elif low not in PREPOSITIONS and low not in CONJUNCTIONS and _may_go_on(tokens, right):
            right += 1
        elif low == "and" and right + 1 < len(tokens) and is_capital(tokens[right + 1].text):
            right += 1
        elif is_adverb(low) and low in ("yesterday", "today", "tomorrow", "tonight"):
            right += 1
        else:
            break
    while right > end and tokens[right - 1].low in _LINKS | DETERMINERS:
        right -= 1
    return left, right


def _names(token: Token) -> bool:
    return is_capital(token.text) or token.low in DETERMINERS


def _may_go_on(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the noun phrase goes on with this small word: "in the German capital"."""
    before = tokens[at - 1]
    if is_verb_at(tokens, at) or tokens[at].low == "to":
        return False
    return before.low in _LINKS or before.low in DETERMINERS or is_capital(before.text)


def _has_subject(tokens: Sequence[Token], left: int, at: int) -> bool:
    """Tell whether a noun stands between ``left`` and the verb at ``at``."""
    words = [t for t in tokens[left:at] if t.kind == "word"]
    if not words:
        return False
    lead = words[0].low
    if lead in ("which", "who", "that") and len(words) < 3:
        return False
    if lead in PREPOSITIONS and not any(
        w.low in DETERMINERS or is_capital(w.text) for w in words[2:]
    ):
        return False
    return any(
        w.low not in CONJUNCTIONS and w.low not in PREPOSITIONS and not is_adverb(w.low)
        and not is_verb_at(words, i)
        for i, w in enumerate(words)
    )
