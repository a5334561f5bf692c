"""The same words told twice in one report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from onetext.terms.said.statement import Statement

_WORD = re.compile(r"\w+")
_ALIKE = 0.85
_FEWEST = 4


def repeats(text: str, statements: Sequence[Statement]) -> dict[str, str]:
    """Return, by id, the fuller statement that each repeat repeats.

    A statement repeats another of the same side when nearly all its words (85 %) stand there in a
    row's order; a headline or standfirst repeats the body, never the other way round.

    Cost: each statement is held only against those that share one of its rarest words.
    """
    words = [_WORD.findall(s.words(text).lower()) for s in statements]
    bags = [set(w) for w in words]
    told = Counter(word for bag in bags for word in bag)
    holding: dict[str, list[int]] = {}
    for i, bag in enumerate(bags):
        for word in bag:
            holding.setdefault(word, []).append(i)
    found: dict[str, str] = {}
    for i, one in enumerate(statements):
        if len(words[i]) < _FEWEST:
            continue
        # Of n words at most a share may be missing: among one more than that, one must be there.
        spare = int((1 - _ALIKE) * len(bags[i])) + 1
        rarest = sorted(bags[i], key=lambda word: (told[word], word))[:spare]
        for j in sorted({j for word in rarest for j in holding[word]}):
            other = statements[j]
            if i == j or other.id in found or one.speaker.party != other.speaker.party:
                continue
            if len(words[j]) < len(words[i]) or (len(words[j]) == len(words[i]) and j > i):
                continue
            if len(bags[i] & bags[j]) >= _ALIKE * len(bags[i]) and _in_order(words[i], words[j]):
                found[one.id] = other.id
                break
    return found


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
