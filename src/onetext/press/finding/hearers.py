"""What stands between a cue and its content: the person told, the day, the place, the channel."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.text.clauses import (
    TERMINALS,
    has_verb,
    is_verb_at,
    is_word,
)
from onetext.press.text.lexis import (
    DETERMINERS,
    OPENING_PREPOSITIONS,
    PERSONAL,
    is_adverb,
    is_capital,
)
from onetext.press.text.tokens import Token

_HEARERS = frozenset(
    "reporters journalists media press lawmakers parliament supporters investors police lawyers"
    " officials investigators staff students viewers"
    " listeners delegates ministers diplomats members"
    " crowds crowd audience court jury judges leaders".split()
)

_RUN = frozenset(
    "local state national public regional private independent state-run state-owned television"
    " radio tv news online foreign international".split()
)
_OUTLETS = frozenset(
    "media network outlet agency channel station website newspaper magazine broadcaster service"
    " programme program show".split()
)


def after_hearer(
    tokens: Sequence[Token], at: int, limit: int, dates: dict[int, int], *, always: bool
) -> int:
    """Pass over the person told: "told reporters in Berlin", "told Fox News on Monday"."""
    i = at
    while i < min(limit, at + 18):
        token = tokens[i]
        if token.low == "that" and i > at:
            return i
        if token.kind == "quote" or (token.kind == "mark" and token.low in (":", ",")):
            return i if always or token.low == ":" else at
        if is_verb_at(tokens, i) or (token.kind == "mark" and token.low in TERMINALS):
            break
        if i > at and i + 1 < limit and _opens_infinitive(tokens, i):
            return at
        i += 1
    if not always:
        return at
    rest = tokens[at:limit]
    if not has_verb(rest) and not any(t.low == "to" or t.kind == "quote" for t in rest):
        return limit
    return _short_hearer(tokens, at, limit, dates)


def _opens_infinitive(tokens: Sequence[Token], at: int) -> bool:
    after = tokens[at + 1]
    return tokens[at].low == "to" and not is_capital(after.text) and after.low not in DETERMINERS


def _short_hearer(tokens: Sequence[Token], at: int, limit: int, dates: dict[int, int]) -> int:
    if at < limit and tokens[at].low in PERSONAL | {"him", "her", "them", "me", "us", "you"}:
        return at + 1
    i = at
    while i < limit and tokens[i].low in DETERMINERS:
        i += 1
    named = next((k for k in range(i, min(limit, i + 4)) if tokens[k].low in _OUTLETS), None)
    if named is not None and all(tokens[k].low in _RUN | _OUTLETS for k in range(i, named)):
        return _past_outlet(tokens, named, limit)
    while i < limit and is_word(tokens[i]) and is_capital(tokens[i].text):
        i += 1
        if i < limit and tokens[i - 1].low.endswith(("’s", "'s")) and is_word(tokens[i]):
            i += 1
    if (i < limit and tokens[i].low in _HEARERS) or (i == at and i < limit and is_word(tokens[i])):
        i += 1
    return _past_outlet(tokens, i, limit)


def _past_outlet(tokens: Sequence[Token], at: int, limit: int) -> int:
    """Pass over the rest of "a Lisk-based *media network Zafra*": what kind of outlet, its name."""
    i = at
    while i < limit and tokens[i].low in _OUTLETS:
        i += 1
    while i > at and i < limit and is_word(tokens[i]) and is_capital(tokens[i].text):
        i += 1
    return i


def after_adjuncts(tokens: Sequence[Token], at: int, limit: int, dates: dict[int, int]) -> int:
    """Pass over "on Monday", "in Berlin", "in a statement", "again" before the content."""
    i = at
    while i < limit:
        token = tokens[i]
        if i in dates:
            i = dates[i]
            continue
        if token.low in ("on", "in", "late", "early", "earlier", "by", "last") and i + 1 in dates:
            i = dates[i + 1]
            continue
        if (
            is_word(token)
            and is_adverb(token.low)
            and token.low not in ("only", "both", "all", "there", "even")
        ):
            i += 1
            continue
        if token.low in OPENING_PREPOSITIONS | {
            "to",
            "of",
            "about",
            "ahead",
            "via",
            "alongside",
            "when",
            "while",
            "as",
        } - {"that"}:
            marker = _marker_after(tokens, i, limit)
            if marker is not None:
                i = marker
                continue
        return i
    return i


def _marker_after(tokens: Sequence[Token], at: int, limit: int) -> int | None:
    """Return the "that", colon or quote that ends an adjunct starting at ``at``, if one does."""
    for i in range(at + 1, min(limit, at + 18)):
        token = tokens[i]
        if token.low == "that" and i + 1 < limit:
            return i
        if token.kind == "mark" and token.low == ":":
            return i
        if token.kind == "mark" and token.low == "," and tokens[i + 1].kind == "quote":
            return i
        if token.kind == "quote":
            return i if i > at + 1 and tokens[i - 1].low in (",",) else None
        if token.kind == "mark" and token.low in TERMINALS | {","}:
            if token.low == "," and i + 1 < limit and tokens[i + 1].low == "that":
                return i + 1
            return None
        if is_verb_at(tokens, i) and tokens[at].low not in ("when", "while", "as"):
            if i + 1 < limit and tokens[i + 1].low == "by":
                # "in remarks carried by the agency that …"
                continue
            return None
    return None
