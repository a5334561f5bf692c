"""Tell where a clause begins and ends, and whether it asks for something without telling it."""

from __future__ import annotations

import re
from itertools import pairwise

from onetext.press.labelling.trimming import trimmed
from onetext.press.text.lexis import (
    CONJUNCTIONS,
    MODALS,
    PERSONAL,
    SUBORDINATORS,
    is_finite,
)
from onetext.terms.said.span import Span

#: How many letters before and behind a link are looked at.
_FARTHEST = 600
_WORD = re.compile(r"[\w’'-]+")
_SPACE = " \t\r\n,;:–—-"
_QUOTED = re.compile(r"“[^“”]+”|\"[^\"]+\"|‘[^‘’]+’")
_BOUNDARY = re.compile(
    r"(?P<mark>[.?!…;:\n][”\"’')\]]*\s+|\s[—–-]\s|—)"
    r"|(?P<joint>,?\s+(?:and|but)\s+(?:that\s+)?)",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?P<mark>[.?!…](?=[\s”\"’')\]]|$)|[;\n]|\s[—–-]\s|—|\s+and that\b|\s+but\b"
    r"|,\s+(?:but|though|although|adding|while|whereas|which)\b)"
    r"|(?P<joint>,\s+(?:and|or)\s+)|(?P<quote>,?[”\"](?=\s|$))",
    re.IGNORECASE,
)
_TELLING = PERSONAL | SUBORDINATORS | CONJUNCTIONS | frozenset(("there", "yes", "no", "well", "to"))


def clause_before(text: str, start: int, end: int) -> Span:
    """Return the last clause of ``text[start:end]``: the one that a link after it hangs on."""
    start = max(start, end - _FARTHEST)
    for cut in _BOUNDARY.finditer(text, start, end):
        if cut.end() < end - 2 and (cut["mark"] or new_clause(text, cut.end(), end)):
            start = cut.end()
    return Span(start, end)


def clause_end(text: str, start: int, end: int) -> int:
    """Return where the clause that begins at ``start`` ends, ``end`` at the latest."""
    end = min(end, start + _FARTHEST)
    for match in _END.finditer(text, start, end):
        if match["joint"] and not new_clause(text, match.end(), end):
            continue
        if match["quote"] and _opened(text[start : match.start()], match["quote"][-1]):
            continue
        return match.start()
    return end


def whole(text: str, start: int, end: int) -> Span | None:
    """Return ``text[start:end]`` without what stands round it; quote marks round all of it stay."""
    while start < end and text[start] in _SPACE:
        start += 1
    while start < end and text[end - 1] in _SPACE:
        end -= 1
    words = text[start:end]
    if _QUOTED.fullmatch(words):
        return Span(start, end)
    return trimmed(text, Span(start, end)) if words else None


def orders(text: str, region: Span) -> bool:
    """Tell whether a clause asks for something without a verb that tells: "Leave by noon"."""
    words = [word.lower() for word in _WORD.findall(region.of(text))]
    if not words or words[0] in _TELLING:
        return False
    return not any(map(is_finite, words, ["", *words]))


def new_clause(text: str, start: int, end: int) -> bool:
    """Tell whether a clause with a subject of its own begins here: ", and | the rest will go"."""
    words = [word.lower() for word in _WORD.findall(text[start : min(end, start + 70)])][:7]
    return any(word in MODALS or is_finite(word, before) for before, word in pairwise(words))


def _opened(words: str, closer: str) -> bool:
    """Tell whether a quote that ``closer`` ends began in these words."""
    if closer == "”":
        return words.count("“") > words.count("”")
    return words.count(closer) % 2 == 1
