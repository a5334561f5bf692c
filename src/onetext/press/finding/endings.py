"""Where the content after a cue ends."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.finding.placing import Placed, left_edge
from onetext.press.text.clauses import (
    ends_with_comma,
    has_verb,
    is_verb_at,
)
from onetext.press.text.lexis import (
    CONJUNCTIONS,
    MONTHS,
    PREPOSITIONS,
    WEEKDAYS,
    is_adverb,
)
from onetext.press.text.tokens import Token

_ACCUSES = frozenset("accused accuse accuses accusing".split())
_OF_THE_ACCUSED = frozenset(("threat", "commit", "demand", "reject"))


def right_end(tokens: Sequence[Token], start: int, limit: int, laters: Sequence[Placed]) -> int:
    """Return where the content from ``start`` ends: at the sentence's end or the next cue."""
    end = limit
    accuses = tokens[start - 1].low in _ACCUSES
    for later in laters:
        cue_at = later.hit.start
        if cue_at <= start or cue_at >= end:
            continue
        listed = "ing" in later.hit.forms and later.hit.cue.stance in _OF_THE_ACCUSED
        if later.inherits and listed and accuses:
            continue
        edge = cue_at if later.inherits else left_edge(later)
        if edge <= start:
            continue
        before = tokens[edge - 1]
        if later.inherits:
            i = edge
            while i > start and (
                tokens[i - 1].low in CONJUNCTIONS | {",", "by", "while"}
                or is_adverb(tokens[i - 1].low)
            ):
                i -= 1
            end = min(end, i)
        elif _parts(tokens, edge, start):
            i = edge
            while i > start and tokens[i - 1].low in CONJUNCTIONS | {
                ",",
                ";",
                "while",
                "whereas",
                "although",
                "though",
                "as",
                "after",
                "however",
                "meanwhile",
                "with",
            }:
                i -= 1
            end = min(end, i)
        elif before.kind == "quote" or (before.low == "," and _postposed(tokens, later)):
            # "X said A, and B, said Y": the later cue takes what is nearer to it.
            continue
    for i in range(start + 2, end - 1):
        if (
            tokens[i].low == ":"
            and tokens[i + 1].kind == "quote"
            and any(later.hit.start > i and not later.inherits for later in laters)
        ):
            end = i
            break
    for i in range(start + 1, end - 1):
        if tokens[i].low == "according" and tokens[i + 1].low == "to":
            cut = i - 1 if tokens[i - 1].low == "," else i
            return min(end, cut)
    return end


def _postposed(tokens: Sequence[Token], later: Placed) -> bool:
    return later.hit.end >= len(tokens) - 2


def _parts(tokens: Sequence[Token], edge: int, start: int) -> bool:
    """Tell whether a new main clause with its own speaker begins at ``edge``."""
    before = tokens[edge - 1].low
    if before in (";",):
        return True
    comma = edge - 2 > start and tokens[edge - 2].low == ","
    quote = edge - 2 >= start and tokens[edge - 2].kind == "quote"
    if before in ("while", "whereas", "but", "although", "though"):
        return True
    if before == "with":
        return comma
    if before == "," and edge >= 2 and tokens[edge - 2].low in ("however", "meanwhile", "instead"):
        return True
    if before in ("and", "as", "after", "yet"):
        return comma or quote or before == "and"
    return False


def after_full_quote(tokens: Sequence[Token], start: int, end: int) -> int:
    """Cut what follows a quoted sentence that is the content: "said “no,” before leaving"."""
    first = tokens[start]
    if first.kind != "quote" or start + 1 >= end:
        return end
    if ends_with_comma(first):
        i = start + 1
        while i < end and tokens[i].kind == "quote":
            i += 1
        if i < end and tokens[i].low not in CONJUNCTIONS | {"that", "as"}:
            return i
    return end


def without_relative(tokens: Sequence[Token], at: int, end: int) -> int:
    """Cut ", which …" and "after/when …" behind a bare noun phrase that was announced or denied."""
    for i in range(at + 1, end - 1):
        low, after = tokens[i].low, tokens[i + 1].low
        if (
            low == ","
            and tokens[i].kind == "mark"
            and after in ("which", "who", "where", "whereas", "while")
        ):
            if not _is_aside(tokens, i, end):
                return i
            continue
        if low == "," and after in CONJUNCTIONS and has_verb(tokens[i + 2 : end]):
            return i
        if low in ("and", "but") and i > at + 1 and _second_predicate(tokens, i + 1, at):
            return i
        if (
            after in ("which", "who")
            and i > at
            and tokens[i].kind == "word"
            and low not in PREPOSITIONS
        ):
            return i + 1
        if (
            low in ("after", "when", "while", "before")
            and i > at + 1
            and tokens[i + 1].kind != "mark"
            and has_verb(tokens[i:end])
        ):
            return i - 1 if tokens[i - 1].low == "," else i
    return end


def _is_aside(tokens: Sequence[Token], comma: int, end: int) -> bool:
    """Tell whether the clause's own verb follows: "a valve, which was new, *was* to blame"."""
    if tokens[comma + 1].low not in ("which", "who", "where"):
        return False
    closing = next((i for i in range(comma + 2, end - 1) if tokens[i].low == ","), None)
    return closing is not None and is_verb_at(tokens, closing + 1)


def _second_predicate(tokens: Sequence[Token], at: int, start: int) -> bool:
    """Tell whether the speaker's own next act stands here: "agreed to a cut but *refused* more"."""
    word = tokens[at]
    return (
        word.kind == "word"
        and word.low.endswith("ed")
        and is_verb_at(tokens, at)
        and not has_verb(tokens[start : at - 1])
    )


def clause_before_comma(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether a clause, and no bare noun phrase, stands before the next comma."""
    if tokens[at].low == "that":
        return True
    for i in range(at + 1, end):
        if tokens[i].low == ",":
            return False
        if is_verb_at(tokens, i):
            return tokens[i - 1].low not in ("which", "who", "that")
    return False


_AIR = frozenset("television tv radio".split())
_NOT_ITS_OWN = frozenset("accuse blame allege suspect".split())
#: Verbs whose bare object is told or judged, so that a day behind it is none of its words.
_TELLS_OF = frozenset(
    "announce confirm declare condemn criticize criticise denounce praise welcome hail dismiss"
    " describe call slam blast defend endorse acknowledge reveal disclose unveil publish dispute"
    " name identify report mourn applaud deplore decry commend lament".split()
)


def without_adjuncts(
    tokens: Sequence[Token], at: int, end: int, adjuncts: dict[int, int], lemma: str
) -> int:
    """Cut day and site behind a bare object: "denounced the ruling on Twitter on Monday".

    ``adjuncts`` are the dates and the phrases that name a channel, by where they start. A day stays
    with what is demanded or planned, and so does "in the speech" ("criticised his words in it").
    """
    if tokens[at].low in ("that", "to", "of") or lemma in _NOT_ITS_OWN:
        return end
    if has_verb(tokens[at:end]):
        return end
    cut = end
    while True:
        start = next((i for i in range(cut - 1, at, -1) if adjuncts.get(i) == cut), None)
        if start is None:
            return cut
        dated = any(_tells_day(token) for token in tokens[start:cut])
        if dated and lemma not in _TELLS_OF:
            return cut
        if not dated and (tokens[start].low not in ("on", "via") or tokens[cut - 1].low in _AIR):
            return cut
        if tokens[start - 1].low in ("on", "in", "late", "early", "earlier", "back"):
            start -= 1
        if start - at < 1 or tokens[start - 1].low in PREPOSITIONS | CONJUNCTIONS:
            return cut
        cut = start


def _tells_day(token: Token) -> bool:
    return (
        token.low in MONTHS
        or token.low.rstrip("s") in WEEKDAYS
        or token.low[0].isdigit()
        or token.low in ("yesterday", "today", "tomorrow", "week", "month", "year", "night")
    )
