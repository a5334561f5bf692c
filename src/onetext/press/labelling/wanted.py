"""Tell what a link asks for, where it ends, and how surely it is somebody's to do.

"If they leave" asks for a deed, "if rain falls" for none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from onetext.press.labelling.clauses import clause_end, whole
from onetext.press.labelling.links import Link
from onetext.press.text.lexis import is_finite
from onetext.terms.said.span import Span

_WORD = re.compile(r"[\w’'-]+")
_OPENING = re.compile(r"[\s,:]*(?:that\s+)?")
_PEOPLE = re.compile(
    r"(?:they|you|he|she|nobody|no one|somebody|someone|anyone|others|everyone|everybody|"
    r"(?:the|its|their|his|her|our|both|all|a|an|two|three|no)\s+(?:\w+\s+){0,2}(?:sides?|"
    r"governments?|union|company|council|ministry|parliament|state|party|parties|army|troops|forces|"
    r"rebels|president|premier|minister|members?|regulator|authorities|islands?|workers|staff|"
    r"\w+(?:ers|ors|ists|ians|men)|club|bank|board|court|county|city|parish|king|people|guard))\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:the\s+)?[A-Z][\w’'-]+")
_DONE = re.compile(
    r"\b(?:is|are|was|were|be|been|gets?|got)\s+(?:not\s+|first\s+|\w+ly\s+)?\w+(?:ed|en|id|ilt|ut|"
    r"eld|ade|one|ent|old|ought|aught|eft)\b",
    re.IGNORECASE,
)
#: Verbs of giving way, by their beginning.
_DEED = re.compile(
    r"\b(?:sign|agree|accept|withdr|drop|paid|pay|gave|give|giv|clos|open|lift|releas|free|leav|left|"
    r"guarante|consent|approv|promis|commit|recogni|stop|halt|end(?:s|ed)|disarm|return|hand|let|"
    r"allow|invit|ratif|pull|took|take|put|keep|kept|hold|held|com(?:es?|ing)\b|came|go(?:es)?\b|went|stay|remov|scrap|spare|suspend|apolog)",
    re.IGNORECASE,
)
_NATURE = re.compile(
    r"(?:the\s+)?(?:\w+\s+)?(?:weather|rain|prices?|temperatures?|demand|growth|winds?|river|water|"
    r"snow|sun|tide|ice|emissions|virus|trend|economy|market|fire|storm|drought|flood|heat|"
    r"there|it (?:rains|snows|freezes))\b"
    r"(?!\s+(?!has|have|had|is|are|was|were)\w+\s+\w+(?:ed|s)\b)",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"(?:you|we|i|one|people|they|it)\s+(?:really\s+|just\s+)?(?:want|wish|like|need|think|look|see|"
    r"feel)\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\w+\s+(?:has|have|had|is|are|was|were|am)\b(?!\s+(?:not\s+)?\w+ed\b)", re.IGNORECASE
)
_TIME = re.compile(
    r"(?:\d|(?:early|late|mid|next|this|last|now|then|tomorrow|further)\b|the (?:end|middle|start|"
    r"beginning|summer|winter|spring|autumn|year|month|week|first|last|next|new)\b|(?:mid-)?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter)\b)",
    re.IGNORECASE,
)


_DAY = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
)
#: Links that before a mere noun tell a time, or are none.
_NEED_CLAUSE = frozenset(("providing", "when", "before", "not before", "until", "not until"))


class Wanted(NamedTuple):
    """Hold what is wanted, and how surely it is somebody's to do: 1 surely, below 0 hardly."""

    span: Span
    weight: int


def wanted(text: str, link: Link, end: int) -> Wanted | None:
    """Return what a link asks for, up to ``end`` at most; None if it is no more than a time.

    Examples
    --------
    >>> from onetext.press.labelling.links import links_in
    >>> text = "we stay if the guard goes, and the rest may sleep"
    >>> found = wanted(text, next(links_in(text, 0, len(text))), len(text))
    >>> found.span.of(text), found.weight
    ('the guard goes', 1)
    """
    start = link.span.end
    opening = _OPENING.match(text, start, end)
    start = opening.end() if opening else start
    span = whole(text, start, clause_end(text, start, end)) if start < end else None
    if span is None:
        return None
    if link.force == "time" and (_TIME.match(text, *_ends(span)) or _DAY.search(span.of(text))):
        return None
    if link.words in _NEED_CLAUSE and not _is_clause(text, span):
        return None
    named = link.force == "price" or link.words == "without"
    return Wanted(span, 0 if named else _weight(text, span))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _weight(text: str, span: Span) -> int:
    words = span.of(text)
    weight = int(
        bool(_PEOPLE.match(words) or _NAME.match(words) or _DONE.search(words))
        or _DEED.search(words) is not None
    )
    if _NATURE.match(words):
        weight -= 2
    if _WISH.match(words):
        weight -= 2
    elif _STATE.match(words) and not _DEED.search(words):
        weight = min(weight, 0)
    return weight


def _is_clause(text: str, span: Span) -> bool:
    words = [word.lower() for word in _WORD.findall(span.of(text))][:14]
    return (
        any(map(is_finite, words, ["", *words]))
        or any(word.endswith("s") for word in words[2:])
        or _PEOPLE.match(span.of(text)) is not None
    )
