"""The same words told twice in one report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onetext.terms.statement import Statement

_WORD = re.compile(r"\w+")
_ALIKE = 0.85
_FEWEST = 4


def repeats(text: str, statements: Sequence[Statement]) -> dict[str, str]:
    """Return, by id, the fuller statement that each repeat repeats.

    A statement repeats another of the same side when nearly all its words (85 %) stand there in a
    row's order; a headline or standfirst repeats the body, never the other way round.

    Cost: quadratic in the statements of one report, with a bag-of-words test first.
    """
    words = [_words(s.words(text)) for s in statements]
    bags = [set(w) for w in words]
    found: dict[str, str] = {}
    for i, one in enumerate(statements):
        if len(words[i]) < _FEWEST:
            continue
        for j, other in enumerate(statements):
            if i == j or other.id in found or len(words[j]) < len(words[i]):
                continue
            if len(words[j]) == len(words[i]) and j < i and found.get(other.id) != one.id:
                pass
            elif len(words[j]) == len(words[i]):
                continue
            if one.speaker.party != other.speaker.party:
                continue
            if len(bags[i] & bags[j]) >= _ALIKE * len(bags[i]) and _in_order(words[i], words[j]):
                found[one.id] = other.id
                break
    return found


def _words(content: str) -> list[str]:
    return _WORD.findall(content.lower())


def _in_order(short: list[str], long: list[str]) -> bool:
    """Tell whether nearly all of ``short`` runs through ``long`` in order."""
    at, hits = 0, 0
    for word in short:
        try:
            at = long.index(word, at) + 1
            hits += 1
        except ValueError:
            continue
    return hits >= _ALIKE * len(short)
