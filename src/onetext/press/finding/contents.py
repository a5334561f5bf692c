"""Where a cue's content lies: before it, after it, or on both sides."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.finding.endings import (
    after_full_quote,
    clause_before_comma,
    right_end,
    without_adjuncts,
    without_relative,
)
from onetext.press.finding.hearers import after_adjuncts, after_hearer
from onetext.press.finding.placing import Placed, last_index, left_edge
from onetext.press.finding.sourcing import Range
from onetext.press.text.clauses import (
    DASHES,
    TERMINALS,
    ends_with_comma,
    has_verb,
    is_verb_at,
)
from onetext.press.text.lexis import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    OPENING_PREPOSITIONS,
    POSSESSIVES,
    SUBORDINATORS,
    is_adverb,
    is_capital,
)
from onetext.press.text.tokens import Token
from onetext.terms.said.span import Span

_TOLD = frozenset("tell inform assure remind notify brief".split())


_SETTINGS = frozenset(
    "after before during at in on from ahead following outside near as when while".split()
)


def closes(tokens: Sequence[Token], reading: Placed, dates: dict[int, int]) -> bool:
    """Tell whether the cue closes a clause before it: "They will go, he said after the talks"."""
    edge, at = left_edge(reading), reading.hit.end
    if "c" not in reading.hit.cue.frames or not _left_clause_stands(tokens, reading):
        return False
    while at < len(tokens) and (at in dates or is_adverb(tokens[at].low)):
        at = dates.get(at, at + 1)
    if at + 1 in dates:
        at = dates[at + 1]
    return edge > 0 and at < len(tokens) and tokens[at].low in _SETTINGS


def right_content(
    tokens: Sequence[Token], reading: Placed, laters: Sequence[Placed], dates: dict[int, int]
) -> Range | None:
    """Return the content after the cue, or None when nothing there is content."""
    limit = last_index(tokens)
    at = reading.hit.end
    if reading.inverted and reading.source:
        at = reading.source[1]
    elif reading.hit.cue.lemma in _TOLD or "r" in reading.hit.cue.frames:
        at = after_hearer(tokens, at, limit, dates, always=reading.hit.cue.lemma in _TOLD)
    if not _is_infinitive(tokens, at, reading):
        at = after_adjuncts(tokens, at, limit, dates)
    if at >= limit:
        return None
    token = tokens[at]
    quote_left = _quote_before(tokens, left_edge(reading)) and not reading.inherits
    if quote_left:
        at = _second_half(tokens, at, limit, laters)
        token = tokens[at]
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
    elif ((reading.inverted or quote_left) and token.kind != "quote" and token.low != "that") or (
        _left_clause_stands(tokens, reading) and _is_adverbial(token, at, dates)
    ):
        return None
    if at >= limit:
        return None
    end = right_end(tokens, at, limit, laters)
    if not reading.hit.cue.frames & {"c", "t"} or (
        "n" in reading.hit.cue.frames and not clause_before_comma(tokens, at, end)
    ):
        end = without_relative(tokens, at, end)
    if reading.enclosed:
        end = next(
            (
                i
                for i in range(at + 1, end - 1)
                if tokens[i].low == "," and is_verb_at(tokens, i + 1)
            ),
            end,
        )
    end = after_full_quote(tokens, at, end)
    cue = reading.hit.cue
    end = without_adjuncts(tokens, at, end, dates, " ".join((cue.lemma, *cue.particles)))
    return (at, end) if end > at else None


def _is_infinitive(tokens: Sequence[Token], at: int, reading: Placed) -> bool:
    """Tell whether "to" and a verb are the content: "threatened *to leave* a town that …"."""
    if "i" not in reading.hit.cue.frames or at + 1 >= len(tokens) or tokens[at].low != "to":
        return False
    after = tokens[at + 1]
    return after.low not in DETERMINERS | POSSESSIVES and not is_capital(after.text)


_HALF = frozenset("if unless because while although though when once as since".split())


def _second_half(tokens: Sequence[Token], at: int, limit: int, laters: Sequence[Placed]) -> int:
    """Pass to the comma before the rest of a split quote: "“…,” he said in Oslo, “and …”"."""
    for i in range(at, min(limit - 1, at + 24)):
        if tokens[i].low == "," and tokens[i + 1].kind == "quote":
            between = any(at <= later.hit.start < i for later in laters)
            return at if between else i
    return at


def _goes_on(tokens: Sequence[Token], at: int, reading: Placed) -> bool:
    return not reading.inverted and tokens[at].low not in ("who", "which")


def _clause_after_comma(tokens: Sequence[Token], at: int, limit: int, reading: Placed) -> bool:
    """Tell whether "he said, the talks had failed" goes on with what was said."""
    first = tokens[at].low
    if first == "that":
        return True
    if tokens[0].low == "what" and tokens[at].low in AUXILIARIES:
        # "What they want, she said, is a ban."
        return True
    if _left_clause_stands(tokens, reading):
        return False
    edge = left_edge(reading)
    if _tells_when(tokens[at : at + 5]):
        return False
    if edge > 3 and tokens[0].low in _HALF and not has_verb_after_comma(tokens[: edge - 1]):
        # "If that holds, she said, closing the port may help."
        return has_verb(tokens[at:limit])
    if first.endswith("ing") or first in OPENING_PREPOSITIONS | SUBORDINATORS | CONJUNCTIONS:
        return first == "that"
    return has_verb(tokens[at:limit])


def _tells_when(words: Sequence[Token]) -> bool:
    """Tell whether the words say how long before or after: "a day after", "hours before"."""
    lows = [word.low for word in words]
    return any(
        low in ("after", "before") and lows[i - 1].rstrip("s") in _LENGTHS
        for i, low in enumerate(lows)
        if i
    )


_LENGTHS = frozenset("minute hour day week month year".split())


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
    """Tell whether a clause before a comma could be what was said: "It is dead, she said"."""
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


_CONDITIONS = frozenset("if unless provided".split())


def _goes_on_after_conjunction(tokens: Sequence[Token], at: int, limit: int) -> bool:
    """Tell whether ", and his country would not sign" goes on after "“…,” he said"."""
    if tokens[at].low == "in" and at + 1 < limit and tokens[at + 1].low in ("exchange", "return"):
        return True
    return tokens[at].low in CONJUNCTIONS | _CONDITIONS and (
        has_verb(tokens[at:limit]) or any(t.kind == "quote" for t in tokens[at:limit])
    )


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
    if start == 0:
        start = after_dateline(tokens)
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
    if first in _HALF:
        return not has_verb(words)
    if len(words) >= 6 and first not in ("speaking", "asked", "according"):
        return False
    return first in OPENING_PREPOSITIONS or is_adverb(first) or first.endswith("ing")


def after_dateline(tokens: Sequence[Token]) -> int:
    """Return the index behind "PORT CASSINE, March 3 (Wire) —" at the head: nobody says that."""
    if not (tokens[0].text.isupper() and len(tokens[0].text) > 2 and tokens[0].kind == "word"):
        return 0
    for i, token in enumerate(tokens[:14]):
        if token.kind == "mark" and token.low in DASHES:
            return i + 1
        if token.kind == "quote" or is_verb_at(tokens, i):
            break
    return 0


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
