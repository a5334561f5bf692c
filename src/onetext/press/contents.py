"""Where a cue's content lies: before it, after it, or on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from onetext.press.clauses import (
    DASHES,
    TERMINALS,
    ends_with_comma,
    has_verb,
    is_verb_at,
    is_word,
)
from onetext.press.cues import Hit
from onetext.press.lexis import (
    CONJUNCTIONS,
    DETERMINERS,
    OPENING_PREPOSITIONS,
    PERSONAL,
    PREPOSITIONS,
    SUBORDINATORS,
    is_adverb,
    is_capital,
)
from onetext.press.sourcing import Range
from onetext.press.tokens import Token
from onetext.terms.span import Span

_TOLD = frozenset("tell inform assure remind notify brief".split())
_HEARERS = frozenset(
    "reporters journalists media press lawmakers parliament supporters investors police lawyers"
    " officials investigators staff students viewers listeners delegates ministers diplomats members"
    " crowds crowd audience court jury judges leaders".split()
)


class Placed(Protocol):
    """What this module needs to know of a cue that was read."""

    @property
    def hit(self) -> Hit:
        """The cue."""
        ...

    @property
    def source(self) -> Range | None:
        """The source's tokens."""
        ...

    @property
    def inverted(self) -> bool:
        """Whether the source follows the cue."""
        ...

    @property
    def inherits(self) -> bool:
        """Whether the source stands at an earlier cue."""
        ...


def last_index(tokens: Sequence[Token]) -> int:
    """Return one past the last token that is no closing mark of the sentence."""
    end = len(tokens)
    while (
        end
        and tokens[end - 1].kind == "mark"
        and (tokens[end - 1].low in TERMINALS | DASHES | {","})
    ):
        end -= 1
    return end


def left_edge(reading: Placed) -> int:
    """Return the index at which the cue and its source begin."""
    if reading.inverted or reading.source is None:
        return reading.hit.start
    return min(reading.source[0], reading.hit.start)


def right_content(
    tokens: Sequence[Token], reading: Placed, laters: Sequence[Placed], dates: dict[int, int]
) -> Range | None:
    """Return the content after the cue, or None when nothing there is content."""
    limit = last_index(tokens)
    at = reading.hit.end
    if reading.inverted and reading.source:
        at = reading.source[1]
    elif reading.hit.cue.lemma in _TOLD or "r" in reading.hit.cue.frames:
        at = _after_hearer(tokens, at, limit, dates, always=reading.hit.cue.lemma in _TOLD)
    at = _after_adjuncts(tokens, at, limit, dates)
    if at >= limit:
        return None
    token = tokens[at]
    quote_left = _quote_before(tokens, left_edge(reading)) and not reading.inherits
    if token.low == "," and token.kind == "mark":
        at += 1
        if at >= limit:
            return None
        token = tokens[at]
        edge = left_edge(reading)
        if (
            not reading.inverted
            and edge
            and ends_with_comma(tokens[edge - 1])
            and not reading.inherits
            and _goes_on_after_conjunction(tokens, at, limit)
            and not any(later.hit.start > at and not later.inherits for later in laters)
        ):
            pass
        elif token.kind != "quote" and (
            quote_left
            or not _goes_on(tokens, at, reading)
            or not _clause_after_comma(tokens, at, limit, reading)
        ):
            return None
    elif token.kind == "mark" and token.low == ":":
        at += 1
    elif token.kind == "mark" and token.low in TERMINALS | DASHES:
        if token.low in DASHES and at + 1 < limit and tokens[at + 1].kind == "quote":
            at += 1
        else:
            return None
    elif (reading.inverted or quote_left) and token.kind != "quote" and token.low != "that":
        return None
    elif _left_clause_stands(tokens, reading) and _is_adverbial(token, at, dates):
        return None
    if at >= limit:
        return None
    end = _right_end(tokens, at, limit, laters)
    if not reading.hit.cue.frames & {"c", "t"} or (
        "n" in reading.hit.cue.frames and not _clause_before_comma(tokens, at, end)
    ):
        end = _without_relative(tokens, at, end)
    end = _after_full_quote(tokens, at, end)
    return (at, end) if end > at else None


def _clause_before_comma(tokens: Sequence[Token], at: int, end: int) -> bool:
    if tokens[at].low == "that":
        return True
    for i in range(at + 1, end):
        if tokens[i].low == ",":
            return False
        if is_verb_at(tokens, i):
            return tokens[i - 1].low not in ("which", "who", "that")
    return False


def _without_relative(tokens: Sequence[Token], at: int, end: int) -> int:
    """Cut ", which …" and "after/when …" behind a bare noun phrase that was announced or denied."""
    for i in range(at + 1, end - 1):
        low, after = tokens[i].low, tokens[i + 1].low
        if (
            low == ","
            and tokens[i].kind == "mark"
            and after in ("which", "who", "where", "whereas", "while")
        ):
            return i
        if (
            after in ("which", "who")
            and i > at
            and tokens[i].kind == "word"
            and low not in PREPOSITIONS
        ):
            return i + 1
        if low in ("after", "when", "while", "before") and i > at + 1 and has_verb(tokens[i:end]):
            return i - 1 if tokens[i - 1].low == "," else i
    return end


def _goes_on(tokens: Sequence[Token], at: int, reading: Placed) -> bool:
    return not reading.inverted and tokens[at].low not in ("who", "which")


def _clause_after_comma(tokens: Sequence[Token], at: int, limit: int, reading: Placed) -> bool:
    """Tell whether "he said, the talks had failed" goes on with what was said."""
    if _left_clause_stands(tokens, reading):
        return False
    first = tokens[at].low
    if first.endswith("ing") or first in OPENING_PREPOSITIONS | SUBORDINATORS | CONJUNCTIONS:
        return first == "that"
    return has_verb(tokens[at:limit])


def _is_adverbial(token: Token, at: int, dates: dict[int, int]) -> bool:
    return (
        token.low in OPENING_PREPOSITIONS
        or token.low in SUBORDINATORS - {"that", "whether", "what", "how", "why"}
        or at in dates
        or is_adverb(token.low)
        or token.low.endswith("ing")
        or token.low in ("to", "via")
    )


def _quote_before(tokens: Sequence[Token], edge: int) -> bool:
    """Tell whether a quote ends right before the cue's clause: "“…,” he said"."""
    if edge == 0:
        return False
    before = tokens[edge - 1]
    if before.kind == "quote":
        return True
    return before.low in DASHES | {","} and edge >= 2 and tokens[edge - 2].kind == "quote"


def _left_clause_stands(tokens: Sequence[Token], reading: Placed) -> bool:
    """Tell whether a clause before a comma could be what was said: "The deal is dead, she said …"."""
    edge = left_edge(reading)
    if reading.inherits or edge < 3 or not ends_with_comma(tokens[edge - 1]):
        return False
    words = tokens[: edge - 1]
    first = words[0].low
    if first in ("asked", "pressed", "quoted", "questioned", "accompanied"):
        return has_verb_after_comma(words)
    if first in SUBORDINATORS - {"that", "what"}:
        return has_verb_after_comma(words)
    if first in OPENING_PREPOSITIONS or (first.endswith("ing") and not has_verb(words)):
        return has_verb_after_comma(words)
    return has_verb(words)


def has_verb_after_comma(words: Sequence[Token]) -> bool:
    """Tell whether a finite verb stands after the first comma of these words."""
    for i, token in enumerate(words):
        if token.low == "," and token.kind == "mark":
            return has_verb(words[i + 1 :])
    return False


def _after_hearer(
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
        if i > at and token.low == "to" and i + 1 < limit and not is_capital(tokens[i + 1].text):
            if tokens[i + 1].low not in DETERMINERS:
                return at
        i += 1
    if not always:
        return at
    return _short_hearer(tokens, at, limit, dates)


def _short_hearer(tokens: Sequence[Token], at: int, limit: int, dates: dict[int, int]) -> int:
    if at < limit and tokens[at].low in PERSONAL | {"him", "her", "them", "me", "us", "you"}:
        return at + 1
    i = at
    while i < limit and tokens[i].low in DETERMINERS:
        i += 1
    while i < limit and is_word(tokens[i]) and is_capital(tokens[i].text):
        i += 1
        if i < limit and tokens[i - 1].low.endswith(("’s", "'s")) and is_word(tokens[i]):
            i += 1
    if i < limit and tokens[i].low in _HEARERS:
        i += 1
    elif i == at and i < limit and is_word(tokens[i]):
        i += 1
    return i


def _after_adjuncts(tokens: Sequence[Token], at: int, limit: int, dates: dict[int, int]) -> int:
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
            return None
    return None


def _right_end(tokens: Sequence[Token], start: int, limit: int, laters: Sequence[Placed]) -> int:
    """Return where the content that starts at ``start`` ends: the sentence's end or the next own cue."""
    end = limit
    for later in laters:
        cue_at = later.hit.start
        if cue_at <= start or cue_at >= end:
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
    if before == "," and edge >= 2 and tokens[edge - 2].low in ("however", "meanwhile", "instead"):
        return True
    if before in ("and", "as", "after", "yet"):
        return comma or quote or before == "and"
    return False


def _after_full_quote(tokens: Sequence[Token], start: int, end: int) -> int:
    """Cut what follows a quoted sentence that itself is the content: "said “no,” before leaving"."""
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


def _goes_on_after_conjunction(tokens: Sequence[Token], at: int, limit: int) -> bool:
    """Tell whether ", and his country would not sign" goes on after "“…,” he said"."""
    return tokens[at].low in CONJUNCTIONS and has_verb(tokens[at:limit])


def left_content(
    tokens: Sequence[Token],
    reading: Placed,
    taken: Sequence[Range],
    right: Range | None,
    dates: dict[int, int],
) -> Range | None:
    """Return the content before the cue, or None when nothing there is content."""
    if reading.inherits:
        return None
    edge = left_edge(reading)
    start = max((b for _, b in taken), default=0)
    while start < edge and (
        tokens[start].low in CONJUNCTIONS | {",", ";"} or tokens[start].kind == "mark"
    ):
        start += 1
    if start >= edge:
        return None
    before = tokens[edge - 1]
    if opens_scene(tokens[start:edge]) and right is not None and tokens[right[0] - 1].low != ",":
        return None
    if before.kind == "quote":
        return _quote_row(tokens, start, edge, right)
    if before.low in DASHES | {","} and before.kind == "mark":
        end = edge - 1
        if tokens[end - 1].kind == "quote":
            return _quote_row(tokens, start, end, right)
        words = tokens[start:end]
        if right is not None and tokens[right[0]].kind != "quote":
            interrupted = tokens[right[0] - 1].low == "," and not _is_date(words, start, dates)
            return (start, end) if interrupted and not _mere_adverbial(words) else None
        if len(words) < 2 or not (has_verb(words) or len(words) > 5):
            return None
        if right is not None and not _left_clause_stands(tokens, reading):
            return None
        if start in dates and dates[start] >= end:
            return None
        return (start, end)
    return None


def opens_scene(words: Sequence[Token]) -> bool:
    """Tell whether the words before a comma only set the scene of what is said after it."""
    if words[-1].kind == "quote" or (len(words) > 1 and words[-2].kind == "quote"):
        return False
    return words[0].low in (
        "asked",
        "pressed",
        "questioned",
        "speaking",
    ) and not has_verb_after_comma(words)


def _is_date(words: Sequence[Token], start: int, dates: dict[int, int]) -> bool:
    return start in dates or start + 1 in dates


def _mere_adverbial(words: Sequence[Token]) -> bool:
    """Tell whether the words only set a scene ("In a statement", "However")."""
    first = words[0].low
    if first in ("if", "unless", "because", "while", "although", "though", "when", "once", "as"):
        return not has_verb(words)
    return first in OPENING_PREPOSITIONS or is_adverb(first) or first.endswith("ing")


def _quote_row(tokens: Sequence[Token], start: int, end: int, right: Range | None) -> Range | None:
    """Return the row that ends with a quote: the quote alone, or the clause that it completes."""
    if right is not None and tokens[right[0]].low == "that":
        return None
    first = end - 1
    while first > start and tokens[first - 1].kind == "quote":
        first -= 1
    words = tokens[start:first]
    if words and words[-1].kind == "mark":
        if words[-1].low == "," and has_verb(words):
            return (start, end)
        return (first, end)
    return (start, end) if words else (first, end)


def content_spans(text: str, tokens: Sequence[Token], ranges: Sequence[Range]) -> tuple[Span, ...]:
    """Return the spans of the token ranges, in order."""
    return tuple(Span(tokens[a].start, tokens[b - 1].end) for a, b in ranges)


def trimmed(text: str, span: Span) -> Span | None:
    """Return ``span`` without marks or white space at its edges that are not its own."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in ",;:—–"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–"):
        end -= 1
    return Span(start, end) if start < end else None
