"""Where clauses begin and end, read off word classes alone."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.text.lexis import (
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    HAVE,
    OPENING_PREPOSITIONS,
    PERSONAL,
    POSSESSIVES,
    PREPOSITIONS,
    SUBORDINATORS,
    is_adverb,
    is_capital,
    is_finite,
)
from onetext.press.text.tokens import Token

TERMINALS = frozenset(".?!…;:") | {"..."}
DASHES = frozenset("—–") | {"--", "-"}


def ends_with_comma(token: Token) -> bool:
    """Tell whether a comma stands here, alone or as the last mark inside a quote."""
    if token.kind == "quote":
        return token.text.rstrip("”\"’'»").endswith((",", "?", "!", ".", "—", "–", "…"))
    return token.low == ","


def is_word(token: Token) -> bool:
    """Tell whether the token is a word (and no mark, no quote)."""
    return token.kind == "word"


def is_possessive(token: Token) -> bool:
    """Tell whether the word ends in a genitive."""
    return token.kind == "word" and token.low.endswith(("'s", "’s", "s’", "s'"))


def has_verb(tokens: Sequence[Token]) -> bool:
    """Tell whether any word looks like a finite verb."""
    return any(is_verb_at(tokens, i) for i in range(len(tokens)))


def is_verb_at(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the word at ``at`` looks like a finite verb where it stands."""
    token = tokens[at]
    if not is_word(token) or (at and token.text[0].isupper()):
        return False
    return is_finite(token.low, tokens[at - 1].low if at else "")


def opens_adverbial(tokens: Sequence[Token]) -> bool:
    """Tell whether these words open like an adverbial: "On Monday", "However"."""
    first = tokens[0].low
    if (
        first in OPENING_PREPOSITIONS
        or is_adverb(first)
        or first
        in (
            "when",
            "while",
            "asked",
            "pressed",
            "quoted",
            "questioned",
            "accompanied",
        )
    ):
        return True
    if first in SUBORDINATORS and first not in ("that", "what", "whether", "how", "why"):
        return True
    return first.endswith("ing") and len(first) > 5 and not has_verb(tokens[1:])


def starts_noun_phrase(token: Token) -> bool:
    """Tell whether a noun phrase may start with this token."""
    if token.kind == "quote":
        return True
    if token.kind != "word" or token.low in CONJUNCTIONS:
        return False
    if token.low in DETERMINERS or token.low in POSSESSIVES or token.low in PERSONAL:
        return True
    return token.low not in PREPOSITIONS and token.low not in AUXILIARIES


def clause_start(tokens: Sequence[Token], at: int) -> int:
    """Return where the clause that holds ``at`` starts, looking left.

    A clause starts after a semicolon, colon, dash or bracket, after a coordinating word behind a
    comma, and at the sentence's head; a plain comma does not end one.
    """
    i, depth = at, 0
    while i > 0:
        before = tokens[i - 1]
        if before.kind == "mark" and before.low in (")", "]"):
            depth += 1
        elif before.kind == "mark" and before.low in ("(", "["):
            if depth == 0:
                return i
            depth -= 1
        if depth:
            i -= 1
            continue
        if before.kind == "mark" and before.low in (";", ":"):
            return i
        if before.low in DASHES and before.kind == "mark":
            return i
        if before.low in CONJUNCTIONS and i >= 2 and ends_with_comma(tokens[i - 2]):
            return i
        i -= 1
    return 0


def skip_back_over_auxiliaries(tokens: Sequence[Token], at: int) -> tuple[int, tuple[str, ...]]:
    """Return where the auxiliaries and adverbs before ``at`` begin, and the auxiliaries passed."""
    i = at
    passed: list[str] = []
    while i > 0 and is_word(tokens[i - 1]):
        low = tokens[i - 1].low
        if (
            low in AUXILIARIES
            or low in ("not", "never", "to")
            or (low == "since" and i >= 2 and tokens[i - 2].low in AUXILIARIES)
        ):
            passed.append(low)
        elif not (is_adverb(low) and not is_capital(tokens[i - 1].text)) or low in (
            "family",
            "one",
            "all",
            "both",
            "some",
            "many",
        ):
            break
        i -= 1
    return i, tuple(passed)


def is_passive(passed: Sequence[str]) -> bool:
    """Tell whether the auxiliaries passed make a passive (the nearest verb is a form of "be")."""
    verbs = [low for low in passed if low in AUXILIARIES]
    return bool(verbs) and verbs[0] in BE


def is_perfect(passed: Sequence[str]) -> bool:
    """Tell whether the nearest auxiliary is a form of "have"."""
    verbs = [low for low in passed if low in AUXILIARIES]
    return bool(verbs) and verbs[0] in HAVE
