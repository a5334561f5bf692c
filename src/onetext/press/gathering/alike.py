"""Groups of texts that are nearly the same words, found without holding every pair together.

Two bags of words are alike when what they share is at least seven in ten of all that either has
(Jaccard). Candidates come from MinHash signatures in 40 bands
of 3 (Broder 1997; Indyk and Motwani 1998), by the library rensa; each is then counted exactly, so
that nothing is grouped by an estimate. A pair at the limit escapes with a chance of
(1 − 0.7³)⁴⁰ < 10⁻⁷; one whose signatures agree by less than 0.45, six standard errors below the
limit, is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

ALIKE = 0.7
_BANDS, _ROWS = 40, 3
_SEED = 1
_NEAR = 0.45
_WORD = re.compile(r"\w+(?:['’]\w+)*")

Bag = frozenset[str]
"""What is compared of a text: words, or rows of neighbouring words, without capitals."""


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are written.

    Examples
    --------
    >>> words_of("“We won’t sign,” he said.")
    ['We', 'won’t', 'sign', 'he', 'said']
    """
    return _WORD.findall(text)


def bag_of(words: list[str]) -> Bag:
    """Return what is compared of a sentence or two: its words and the pairs of neighbours.

    Examples
    --------
    >>> sorted(bag_of(["We", "will", "sign"]))
    ['sign', 'we', 'we will', 'will', 'will sign']
    """
    low = _low(words)
    return frozenset(low) | {f"{one} {two}" for one, two in pairwise(low)}


def triples_of(words: list[str]) -> Bag:
    """Return what is compared of a whole report: its rows of three words.

    Reports of one matter share most of their words, and few rows of three.

    Examples
    --------
    >>> sorted(triples_of(["We", "will", "sign", "now"]))
    ['we will sign', 'will sign now']
    """
    low = _low(words)
    return frozenset(map(" ".join, zip(low, low[1:], low[2:], strict=False)))


def _low(words: list[str]) -> list[str]:
    return [word.casefold().replace("’", "'") for word in words]


def likeness(one: Bag, two: Bag) -> float:
    """Return what two texts share, of all that either has: 0 to 1."""
    shared = len(one & two)
    return shared / (len(one) + len(two) - shared) if shared else 0.0


def groups(
    count: int,
    bag: Callable[[int], Bag],
    *,
    may: Callable[[int, int], bool] = lambda one, two: True,
) -> list[list[int]]:
    """Return the groups of two or more among ``count`` texts, each a row of numbers that rises.

    A text belongs to a group when it is alike to any one of it, and ``may`` allows that pair.

    Parameters
    ----------
    bag
        Gives the bag of a text by its number; asked again for every candidate, so that all of them
        need not be held at once. An empty one is alike to nothing.
    may
        Tells whether two texts that are alike may be grouped. It must hold of any two that differ
        in nothing, and of the ends of a chain when it holds of each link.

    Notes
    -----
    Cost: linear in the texts and in the candidates; identical ones are looked at once.
    """
    from rensa import RMinHash, RMinHashLSH

    signatures: dict[int, RMinHash] = {}
    found = RMinHashLSH(threshold=ALIKE, num_perm=_BANDS * _ROWS, num_bands=_BANDS)
    above = list(range(count))
    first: dict[Bag | int, list[int]] = {}

    def top(one: int) -> int:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    def join(one: int, two: int) -> None:
        low, high = sorted((top(one), top(two)))
        above[high] = low

    for number in range(count):
        mine = bag(number)
        if not mine:
            continue
        twins = first.setdefault(hash(mine), [])
        twin = next((one for one in twins if bag(one) == mine and may(one, number)), None)
        if twin is not None:
            join(twin, number)
            continue
        twins.append(number)
        signature = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
        signature.update(sorted(mine))
        for other in sorted(found.query(signature)):
            near = signature.jaccard(signatures[other]) >= _NEAR
            if near and top(other) != top(number):
                theirs = bag(other)
                if likeness(mine, theirs) >= ALIKE and may(other, number):
                    join(other, number)
        found.insert(number, signature)
        signatures[number] = signature
    together: dict[int, list[int]] = {}
    for number in range(count):
        together.setdefault(top(number), []).append(number)
    return [group for group in together.values() if len(group) > 1]
