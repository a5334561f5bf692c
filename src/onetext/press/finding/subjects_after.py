"""The source that follows its cue: "said Peskov, the Kremlin spokesman", "according to TASS"."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.finding.sourcing import Range, is_participle_inside
from onetext.press.lexicon.tables import roles
from onetext.press.text.clauses import DASHES, TERMINALS, is_verb_at, is_word
from onetext.press.text.lexis import (
    CONJUNCTIONS,
    DETERMINERS,
    OPENING_PREPOSITIONS,
    PERSONAL,
    POSSESSIVES,
    PREPOSITIONS,
    SUBORDINATORS,
    is_adverb,
    is_capital,
)
from onetext.press.text.tokens import Token


def subject_after(tokens: Sequence[Token], at: int, dates: dict[int, int]) -> Range | None:
    """Return the noun phrase at ``at``, for "said Peskov, the Kremlin spokesman, on Monday".

    An apposition belongs to it; a date, a place or channel, or a further clause does not.
    """
    end = at
    limit = len(tokens)
    while end < limit:
        token = tokens[end]
        if token.kind == "quote" or end in dates:
            break
        if token.kind == "mark":
            if token.low == ",":
                close = _apposition_end(tokens, end, dates)
                if close is None:
                    break
                end = close
                continue
            if token.low in "(":
                closing = next((j for j in range(end, limit) if tokens[j].low == ")"), None)
                if closing is None:
                    break
                end = closing + 1
                continue
            if token.low in TERMINALS or token.low in DASHES or token.low in ")]":
                break
        elif end > at and (
            token.low in SUBORDINATORS or token.low in PERSONAL or is_verb_at(tokens, end)
        ):
            break
        elif end > at and token.low in PREPOSITIONS and token.low not in ("of", "for", "from"):
            if token.low not in ("at", "with", "in") or not _names_body(tokens, end):
                break
        elif (token.low.endswith("ing") and end > at and not is_capital(token.text)) or (
            is_adverb(token.low) and end > at
        ):
            break
        end += 1
    while end > at and tokens[end - 1].low in CONJUNCTIONS | {","}:
        end -= 1
    return (at, end) if end > at else None


def _names_body(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "at the University of Leeds" or "with the BBC" follows: a body, no place."""
    for token in tokens[at + 1 : at + 4]:
        if is_word(token) and is_capital(token.text):
            return tokens[at].low != "in" and tokens[at - 1].low not in ("said",)
    return False


_EXPLAINS = POSSESSIVES | {"the", "a", "an", "one", "another"}


def _explains(words: Sequence[Token]) -> bool:
    """Tell whether the words can be an apposition: an article first, or a role among them."""
    return words[0].low in _EXPLAINS or any(w.low in roles() for w in words)


def _apposition_end(tokens: Sequence[Token], comma: int, dates: dict[int, int]) -> int | None:
    """Return the index after the apposition that this comma opens, or None when it opens none."""
    if comma + 1 >= len(tokens):
        return None
    first = tokens[comma + 1]
    if first.kind != "word" or comma + 1 in dates:
        return None
    low = first.low
    if low in SUBORDINATORS | CONJUNCTIONS | OPENING_PREPOSITIONS or is_adverb(low):
        return None
    if low in DETERMINERS and low not in _EXPLAINS:
        return None
    if low.endswith("ing") or low in PERSONAL:
        return None
    for i in range(comma + 1, min(len(tokens), comma + 25)):
        token = tokens[i]
        if token.kind == "quote":
            return None
        if token.kind == "mark" and token.low in TERMINALS | {","}:
            words = tokens[comma + 1 : i]
            if token.low != "," and not _explains(words):
                return None
            # "According to officials, Trump, now …": a bare name explains nothing.
            return None if all(is_capital(w.text) for w in words) else i
        if i > comma + 1 and token.low in SUBORDINATORS:
            return i
        if is_verb_at(tokens, i) and not is_participle_inside(tokens, i, len(tokens)):
            return None
    return None
