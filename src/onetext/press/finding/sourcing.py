"""Finding the source of a cue: the noun phrase that speaks."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.text.clauses import (
    DASHES,
    TERMINALS,
    ends_with_comma,
    is_verb_at,
    is_word,
)
from onetext.press.text.dates import DatePhrase
from onetext.press.text.lexis import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    NEGATIONS,
    OPENING_PREPOSITIONS,
    PERSONAL,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_adverb,
    is_capital,
)
from onetext.press.text.tokens import Token
from onetext.terms.said.span import Span

Range = tuple[int, int]
"""A row of tokens: first and one past the last."""

_NEVER_SPEAKS = frozenset("it there this that which what these those i you".split())
_STOPS = SUBORDINATORS | {"than", "then", "also"}


def date_tokens(tokens: Sequence[Token], dates: Sequence[DatePhrase]) -> dict[int, int]:
    """Return, for each token at which a date phrase starts, the index after it.

    An hour, and a year that names something ("a 2018 ruling"), are left with the words around them.
    """
    if not tokens:
        return {}
    first, last = tokens[0].start, tokens[-1].end
    phrases = [d for d in dates if d.precision not in ("hour", "named")]
    return spans_at(tokens, [d.span for d in phrases if first <= d.span.start < last])


def spans_at(tokens: Sequence[Token], spans: Sequence[Span]) -> dict[int, int]:
    """Return, for each span, the index of its first token and the index after its last."""
    starts = {}
    for span in spans:
        inside = [
            i
            for i, t in enumerate(tokens)
            if span.start <= t.start < span.end and t.kind != "quote"
        ]
        if inside:
            starts[inside[0]] = inside[-1] + 1
    return starts


def subject_before(
    tokens: Sequence[Token], at: int, floor: int, dates: dict[int, int]
) -> Range | None:
    """Return the noun phrase that ends right before ``at``, apposition and titles included.

    ``floor`` is where the clause starts. The phrase reaches back to the clause's start, a comma
    that is not part of an apposition, a subordinating word, or a verb.
    """
    end = _skip_dates_back(tokens, at, floor, dates)
    if end <= floor:
        return None
    last = tokens[end - 1]
    if last.kind == "mark" and last.low == ",":
        return _with_apposition(tokens, end, floor, dates)
    if last.kind == "mark" and last.low in ")]":
        opening = _match_bracket(tokens, end - 1, floor)
        if opening is None or opening <= floor:
            return None
        start = _phrase_start(tokens, opening, floor, dates)
        return (start, end) if start < opening else None
    if last.kind == "mark" and last.low in DASHES:
        opening = _previous(tokens, end - 2, floor, DASHES)
        if opening is None:
            return None
        start = _phrase_start(tokens, opening, floor, dates)
        return (start, end) if start < opening else None
    head = _before_withholding(tokens, end, floor)
    start = _phrase_start(tokens, head, floor, dates)
    if start >= head:
        return None
    return (start, end)


def _before_withholding(tokens: Sequence[Token], end: int, floor: int) -> int:
    """Return where "a diplomat who asked not to be named" has its "who", else ``end``."""
    if tokens[end - 1].low not in ("named", "identified", "quoted", "anonymity"):
        return end
    for i in range(end - 2, max(floor, end - 10), -1):
        if tokens[i].low == "who":
            return i
    return end


def _with_apposition(
    tokens: Sequence[Token], end: int, floor: int, dates: dict[int, int]
) -> Range | None:
    """Return ``Name, the role,`` as one phrase; an interrupter between commas is passed over."""
    inner_end = end - 1
    opening = None
    for i in range(inner_end - 1, floor - 1, -1):
        if ends_with_comma(tokens[i]):
            opening = i
            if _is_list_comma(tokens, i, inner_end):
                continue
            break
    if opening is None or opening <= floor:
        return None
    between = tokens[opening + 1 : inner_end]
    if not between or len(between) > 30:
        return None
    first = between[0].low
    if tokens[opening].kind == "quote":
        return None
    head = _skip_dates_back(tokens, opening, floor, dates)
    start = _phrase_start(tokens, head, floor, dates)
    if start >= head:
        return None
    if head < opening:
        return (start, head)
    interrupts = first in OPENING_PREPOSITIONS or is_adverb(first) or first.endswith("ing")
    if interrupts and first not in ("of", "for", "from", "with"):
        return (start, opening)
    if first in ("who", "which", "whose", "where"):
        return (start, opening)
    if any(is_verb_at(between, i) for i in range(len(between))) and len(between) > 8:
        return (start, opening)
    return (start, end)


def _is_list_comma(tokens: Sequence[Token], comma: int, end: int) -> bool:
    """Tell whether this comma parts a list inside the apposition ("chair of A, B and C")."""
    words = [t.low for t in tokens[comma + 1 : end]]
    return len(words) <= 6 and bool(words) and words[0] in ("and", "or")


def _skip_dates_back(tokens: Sequence[Token], at: int, floor: int, dates: dict[int, int]) -> int:
    """Pass back over "on Sunday", "earlier today", adverbs and auxiliaries right before the cue."""
    i = at
    moved = True
    while moved and i > floor:
        moved = False
        for start, end in dates.items():
            if end == i and start >= floor:
                i = start
                moved = True
                while i > floor and tokens[i - 1].low in ("on", "in", "late", "early", "earlier"):
                    i -= 1
        while i > floor and is_word(tokens[i - 1]) and _passable(tokens, i - 1):
            i -= 1
            moved = True
    return i


def _passable(tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].low
    if low in ("both", "all", "one", "some", "many"):
        return False
    if low == "since":
        return at > 0 and tokens[at - 1].low in AUXILIARIES
    return low in AUXILIARIES or (is_adverb(low) and not is_capital(tokens[at].text))


def _phrase_start(tokens: Sequence[Token], end: int, floor: int, dates: dict[int, int]) -> int:
    """Walk left from ``end`` to the start of the noun phrase."""
    if end > floor and tokens[end - 1].low in PERSONAL:
        return end - 1
    i = end
    while i > floor:
        token = tokens[i - 1]
        low = token.low
        if token.kind == "quote":
            if ends_with_comma(token) or i - 1 == floor:
                break
            i -= 1
            continue
        if token.kind == "mark":
            if low in ")]":
                opening = _match_bracket(tokens, i - 1, floor)
                if opening is None:
                    break
                i = opening
                continue
            if low in ",":
                if _continues_list(tokens, i - 1, end, floor):
                    i -= 1
                    continue
                break
            if low in TERMINALS or low in DASHES or low in "([":
                break
            i -= 1
            continue
        if low in _STOPS and not (low == "as" and i - 2 >= floor and tokens[i - 2].low == "well"):
            break
        if low in CONJUNCTIONS:
            if low not in ("and", "or") or not _joins_nouns(tokens, i - 1, end, floor):
                break
            i -= 1
            continue
        if low in PERSONAL and i < end:
            break
        if is_verb_at(tokens, i - 1) and not (
            is_participle_inside(tokens, i - 1, end) or _is_made_by(tokens, i - 1, end, floor)
        ):
            break
        if (
            low == "to"
            and i < end
            and not is_capital(tokens[i].text)
            and tokens[i].low not in DETERMINERS
        ):
            # "to" and a plain word: an infinitive, unless a noun that takes "to" stands before.
            break
        i -= 1
    return _drop_opening(tokens, i, end, dates)


def is_participle_inside(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether a form in -ed stands before a noun: "a retired general"."""
    low = tokens[at].low
    if low in AUXILIARIES:
        return False
    if at + 1 < end and low.endswith("ed"):
        after = tokens[at + 1]
        return (
            is_word(after)
            and after.low not in PREPOSITIONS | DETERMINERS | PERSONAL
            and (
                at == 0 or tokens[at - 1].low in DETERMINERS | POSSESSIVES or is_capital(after.text)
            )
        )
    return False


def _is_made_by(tokens: Sequence[Token], at: int, end: int, floor: int) -> bool:
    """Tell whether a text's maker follows: "a note *left* by Rusk"."""
    if at + 1 >= end or tokens[at + 1].low != "by" or at - 2 < floor:
        return False
    return tokens[at - 1].low in _TEXTS and tokens[at - 2].low in DETERMINERS


_TEXTS = frozenset("note letter statement report message post study survey memo paper will".split())


def _opens_title(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether a word like an adverb belongs to a title: "First Minister Hanne Abeko"."""
    if tokens[at].low != "first" or not is_capital(tokens[at].text) or at + 2 >= end:
        return False
    return all(is_capital(t.text) for t in tokens[at + 1 : at + 3])


def _drop_opening(tokens: Sequence[Token], start: int, end: int, dates: dict[int, int]) -> int:
    """Cut a fronted adverbial with no comma: "On Monday Smith", "In Berlin the minister"."""
    while start in dates and dates[start] < end:
        start = dates[start]
    while (
        start < end
        and not _opens_title(tokens, start, end)
        and (
            (is_adverb(tokens[start].low) and tokens[start].low not in ("both", "all"))
            or tokens[start].low in CONJUNCTIONS
        )
    ):
        start += 1
    if start < end and tokens[start].low in OPENING_PREPOSITIONS:
        after_date = dates.get(start + 1)
        if after_date is not None and after_date < end:
            return after_date
        for i in range(end - 1, start + 1, -1):
            low = tokens[i].low
            if low in PRONOUNS or low in ("the", "a", "an"):
                if tokens[i - 1].low not in PREPOSITIONS:
                    return i
            elif (
                is_capital(tokens[i].text)
                and not is_capital(tokens[i - 1].text)
                and (
                    tokens[i - 1].low not in PREPOSITIONS
                    and tokens[i - 1].low not in DETERMINERS
                    and tokens[i - 1].low not in ("and", "minister", "president", "spokesman")
                    and is_word(tokens[i - 1])
                )
            ):
                return i
        return end
    return start


def _continues_list(tokens: Sequence[Token], comma: int, end: int, floor: int) -> bool:
    """Tell whether this comma stands in "A, B and C" or "London, England"."""
    after = tokens[comma + 1 : end]
    if not after or comma - 1 < floor:
        return False
    words = [t.low for t in after]
    if "and" in words[1:6] and len(words) <= 12 and "," not in words[:1]:
        before = tokens[comma - 1]
        joined = words.index("and")
        if is_word(before) and is_capital(before.text) and is_capital(after[0].text):
            return joined + 1 < len(after) and is_capital(after[joined + 1].text)
    if (
        1 <= len(after) <= 2
        and all(is_word(t) and is_capital(t.text) for t in after)
        # "In Lisk, Ada Quill said" opens with a place; "a man from Lisk, Lindria, said" does not.
        and comma - 2 > floor
        and is_capital(tokens[comma - 1].text)
        and tokens[comma - 2].low in ("in", "of", "at", "from", "near")
    ):
        return True
    if len(words) >= 2 and words[0] in ("and",) and is_capital(tokens[comma - 1].text):
        return is_capital(after[1].text) if len(after) > 1 else False
    return False


def _joins_nouns(tokens: Sequence[Token], at: int, end: int, floor: int) -> bool:
    """Tell whether "and" joins two parts of one noun phrase."""
    if at - 1 < floor or at + 1 >= end:
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if before.low == "," and at - 2 >= floor:
        return is_capital(tokens[at - 2].text) and is_capital(after.text)
    if not is_word(before) or before.low in AUXILIARIES:
        return False
    if after.low in PERSONAL:
        return False
    left = tokens[max(floor, at - 12) : at]
    return not any(is_verb_at(left, i) for i in range(len(left))) or is_capital(
        before.text
    ) == is_capital(after.text)


def _match_bracket(tokens: Sequence[Token], closing: int, floor: int) -> int | None:
    for i in range(closing - 1, floor - 1, -1):
        if tokens[i].kind == "mark" and tokens[i].low in "([":
            return i
    return None


def _previous(tokens: Sequence[Token], at: int, floor: int, marks: frozenset[str]) -> int | None:
    for i in range(at, floor - 1, -1):
        if tokens[i].kind == "mark" and tokens[i].low in marks:
            return i
    return None


def with_whom(tokens: Sequence[Token], at: int) -> Range | None:
    """Return who speaks in ", with the guild *claiming* that …", None where nobody does."""
    for i in range(at - 1, max(0, at - 9), -1):
        if tokens[i].kind != "word" or is_verb_at(tokens, i):
            return None
        if tokens[i].low == "with":
            return (i + 1, at) if tokens[i - 1].low == "," and i + 1 < at else None
    return None


def speaks(tokens: Sequence[Token], phrase: Range, *, active: bool = False) -> bool:
    """Tell whether the phrase can speak at all; "it" can, as the subject of an active verb."""
    words = [t for t in tokens[phrase[0] : phrase[1]] if is_word(t)]
    if (
        not words
        or words[0].low == "which"
        or words[0].low in NEGATIONS
        or words[-1].low in NEGATIONS
    ):
        return False
    if len(words) == 1 and words[0].low in _NEVER_SPEAKS:
        return active and words[0].low == "it"
    if all(not any(c.isalpha() for c in t.text) for t in words):
        return False
    return words[-1].low not in PREPOSITIONS
