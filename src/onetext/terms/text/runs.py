"""Two wordings compared word by word: runs of words that were kept, deleted and inserted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onetext.terms.text.increasing import longest_rise
from onetext.terms.text.wording import is_word, tokens

RunKind = Literal["kept", "deleted", "inserted"]
Side = Literal["was", "now"]

_MOST_COMPARED = 250_000
"""Beyond this product of lengths, a stretch without any word of its own is shown as replaced."""


@dataclass(frozen=True, slots=True)
class Run:
    """Hold words that were kept, deleted or inserted as one."""

    kind: RunKind
    words: str


def runs(was: str, now: str) -> tuple[Run, ...]:
    """Return the runs that lead from one wording to the other.

    The kept and deleted runs joined are ``was``, the kept and inserted ones ``now``, to the
    character. Deleted words come before those inserted in their place; white space alone between
    two changes belongs to them.

    Words that stand once on either side are the anchors (patience diff, Bram Cohen); between them
    ``difflib`` compares.

    Notes
    -----
    Cost: n log n for texts whose words differ; bounded by a fixed product of lengths for each
    stretch between anchors.

    Examples
    --------
    >>> runs("The lake is shared.", "The lake and its shore are shared.")
    ... # doctest: +NORMALIZE_WHITESPACE
    (Run(kind='kept', words='The lake '), Run(kind='deleted', words='is'),
     Run(kind='inserted', words='and its shore are'), Run(kind='kept', words=' shared.'))
    """
    old, new = tokens(was), tokens(now)
    blocks: list[tuple[str, str, str]] = []
    at_old = at_new = 0
    for i, j, size in [*_kept(old, new), (len(old), len(new), 0)]:
        deleted, inserted = "".join(old[at_old:i]), "".join(new[at_new:j])
        if blocks and (deleted or inserted) and blocks[-1][2].isspace() and any(blocks[-1][:2]):
            gone, come, space = blocks.pop()
            deleted, inserted = gone + space + deleted, come + space + inserted
        blocks.append((deleted, inserted, "".join(old[i : i + size])))
        at_old, at_new = i + size, j + size
    return tuple(_joined(_from(blocks)))


def side(given: Iterable[Run], which: Side) -> str:
    """Return the old or the new wording that runs lead from and to."""
    left_out = "inserted" if which == "was" else "deleted"
    return "".join(run.words for run in given if run.kind != left_out)


def _from(blocks: Iterable[tuple[str, str, str]]) -> Iterator[Run]:
    for deleted, inserted, kept in blocks:
        yield Run("deleted", deleted)
        yield Run("inserted", inserted)
        yield Run("kept", kept)


def _joined(given: Iterable[Run]) -> Iterator[Run]:
    """Yield runs without the empty ones, neighbours of one kind as one."""
    last: Run | None = None
    for run in given:
        if not run.words:
            continue
        if last is not None and last.kind == run.kind:
            last = Run(run.kind, last.words + run.words)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _kept(old: list[str], new: list[str]) -> list[tuple[int, int, int]]:
    """Return the stretches kept, as (place in old, place in new, length), in order."""
    pairs: list[tuple[int, int]] = []
    ahead = [(0, len(old), 0, len(new))]
    while ahead:
        low, high, below, above = ahead.pop()
        while low < high and below < above and old[low] == new[below]:
            pairs.append((low, below))
            low, below = low + 1, below + 1
        while low < high and below < above and old[high - 1] == new[above - 1]:
            high, above = high - 1, above - 1
            pairs.append((high, above))
        if low == high or below == above:
            continue
        anchors = _anchors(old, new, (low, high, below, above))
        if anchors:
            ends = [*anchors, (high, above)]
            starts = [(low, below), *anchors]
            ahead.extend((i, k, j, m) for (i, j), (k, m) in zip(starts, ends, strict=True))
        elif (high - low) * (above - below) <= _MOST_COMPARED:
            matcher = SequenceMatcher(None, old[low:high], new[below:above], autojunk=False)
            for i, j, size in matcher.get_matching_blocks():
                pairs.extend((low + i + n, below + j + n) for n in range(size))
    return _stretches(sorted(pairs))


def _anchors(
    old: list[str], new: list[str], within: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
    """Return words that stand once on either side, as far as they are in the same order."""
    low, high, below, above = within
    in_old = _once(old, low, high)
    in_new = _once(new, below, above)
    both = [(at, in_new[word]) for word, at in in_old.items() if word in in_new]
    return [both[place] for place in longest_rise([j for _, j in both])]


def _once(given: list[str], low: int, high: int) -> dict[str, int]:
    places: dict[str, int] = {}
    for at in range(low, high):
        word = given[at]
        if is_word(word):
            places[word] = -1 if word in places else at
    return {word: at for word, at in places.items() if at >= 0}


def _stretches(pairs: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for i, j in pairs:
        if found and (found[-1][0] + found[-1][2], found[-1][1] + found[-1][2]) == (i, j):
            found[-1] = (*found[-1][:2], found[-1][2] + 1)
        else:
            found.append((i, j, 1))
    return found
