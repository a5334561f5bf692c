"""The shortest clause around a word that tells an event."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.finding.attribution import Attribution
from onetext.press.telling.event_words import word_set
from onetext.press.text.clauses import has_verb, is_verb_at, opens_adverbial
from onetext.press.text.lexis import (
    CONJUNCTIONS,
    DETERMINERS,
    PERSONAL,
    POSSESSIVES,
    PREPOSITIONS,
    is_adverb,
    is_capital,
)
from onetext.press.text.tokens import Token
from onetext.terms.said.span import Span

_OPENERS = word_set(
    "which who whom whose where when while whereas because although though unless until as if after"
    " before that adding saying"
)
_BREAKS = frozenset(";:()[]—–") | {"--"}
_RELATIVES = word_set("which who whom whose where that")
_NO_END = CONJUNCTIONS | PREPOSITIONS
_MEASURES = word_set("hours minutes hour round rounds day days session sessions series leg phase")
_GOING_ON = word_set(
    "continuing holding resuming starting beginning ending opening attending hosting joining"
    " chairing concluding leaving entering having"
)
_ARTICLES = word_set("the a an their his its")
_DAYS = word_set("yesterday today tomorrow tonight last")
_LINKS = word_set("of on in at with between for against from by over about among")


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
            if not _in_short_bracket(tokens, at):
                starts.add(at)
        elif (_opens(tokens, at) and has_verb(tokens[at + 1 : at + 12])) or (
            token.low in CONJUNCTIONS and _joins_clauses(tokens, max(starts), at)
        ):
            starts.add(at)
        for frame in frames:
            if before.start < frame.start <= token.start or before.end <= frame.end < token.end:
                starts.add(at)
    return tuple(sorted(starts))


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a subordinating word stands at ``at``; "during that meeting" has none."""
    low = tokens[at].low
    return low in _OPENERS and (low != "that" or tokens[at - 1].low not in PREPOSITIONS)


def clause_of(text: str, tokens: Sequence[Token], at: int, bounds: Sequence[int]) -> Span | None:
    """Return the clause that holds the word at ``at``: to the left as far as its subject.

    A verb with no noun before it takes the stretches before, so that "Cengiz, the fiancée of a
    journalist, addressed" stays whole; so does a subject that is the end of a list.
    """
    left = max((b for b in bounds if b <= at), default=0)
    right = min((b for b in bounds if b > at), default=len(tokens))
    while left and tokens[left].low not in _RELATIVES and tokens[left - 1].low not in _BREAKS:
        above = max(b for b in bounds if b < left)
        part = tokens[above:left]
        if _has_subject(tokens, left, at):
            listed = tokens[left].low in CONJUNCTIONS or tokens[left - 1].low == ","
            if not listed or has_verb(part) or opens_adverbial(part) or part[-1].kind == "quote":
                break
        elif tokens[left].low in CONJUNCTIONS and has_verb(part):
            break
        left = above
    words = [t for t in tokens[left:right] if t.kind != "quote"]
    while words and (words[-1].kind == "mark" or words[-1].low in _NO_END):
        words.pop()
    while words and (
        words[0].kind == "mark" or words[0].low in CONJUNCTIONS or words[0].low == "that"
    ):
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
        if low == "of" and left > 1 and tokens[left - 2].low in _MEASURES:
            left -= 1
            continue
        if low in _GOING_ON and (left < 2 or tokens[left - 2].low not in _ARTICLES):
            break
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
    while right < len(tokens) and tokens[right].kind == "word" and _goes_on(tokens, right):
        right += 1
    while right > end and tokens[right - 1].low in _LINKS | DETERMINERS:
        right -= 1
    return left, right


def _joins_clauses(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Tell whether the conjunction at ``at`` joins verbs, not nouns: "met and signed"."""
    if not has_verb(tokens[start:at]):
        return False
    i = at + 1
    while i < len(tokens) and is_adverb(tokens[i].low):
        i += 1
    if i < len(tokens) and is_verb_at(tokens, i):
        return True
    if at + 1 >= len(tokens) or (not _names(tokens[at + 1]) and tokens[at + 1].low not in PERSONAL):
        return False
    return any(is_verb_at(tokens, i) for i in range(at + 2, min(at + 5, len(tokens))))


def _in_short_bracket(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the mark before ``at`` opens or closes a bracket of a few words, as "(NHC)"."""
    mark = tokens[at - 1].low
    if mark == "(":
        return any(t.low == ")" for t in tokens[at : at + 4])
    return mark == ")" and any(t.low == "(" for t in tokens[max(0, at - 5) : at])


def _names(token: Token) -> bool:
    return is_capital(token.text) or token.low in DETERMINERS


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a noun phrase that reaches ``at`` goes on with the word there."""
    token, before = tokens[at], tokens[at - 1]
    following = tokens[at + 1] if at + 1 < len(tokens) else token
    if (
        token.low in _LINKS
        or token.low in _DAYS
        or is_capital(token.text)
        or token.text[0].isdigit()
    ):
        return True
    if token.low == "to":
        return _names(following)
    if token.low in CONJUNCTIONS:
        return token.low == "and" and is_capital(following.text)
    if token.low in PREPOSITIONS or is_adverb(token.low) or is_verb_at(tokens, at):
        return False
    if before.low in _LINKS or before.low in DETERMINERS or before.low == "last":
        return True
    if is_capital(before.text):
        return True
    return tokens[at - 2].low in _LINKS and before.low not in PREPOSITIONS


def _has_subject(tokens: Sequence[Token], left: int, at: int) -> bool:
    """Tell whether a noun stands between ``left`` and the verb at ``at``."""
    words = [t for t in tokens[left:at] if t.kind == "word"]
    if not words:
        return False
    lead = words[0].low
    if lead in ("which", "who", "that") and len(words) < 3:
        return False
    if (
        lead in PREPOSITIONS
        and lead not in _OPENERS
        and not any(w.low in DETERMINERS or is_capital(w.text) for w in words[2:])
    ):
        return False
    return any(
        w.low not in CONJUNCTIONS
        and w.low not in PREPOSITIONS
        and not is_adverb(w.low)
        and not is_verb_at(words, i)
        for i, w in enumerate(words)
    )
