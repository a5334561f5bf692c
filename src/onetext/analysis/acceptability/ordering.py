"""What a sheet says of the order of one issue's options, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Side = Literal["best", "worst"]


@dataclass(frozen=True, slots=True)
class Ordering:
    """Hold which of an issue's options are at least as good as which.

    Parameters
    ----------
    above
        For each option the places of those it is at least as good as, itself included.

    Examples
    --------
    >>> order = ordering(3, [(0, 1)], [(1, 2)])
    >>> order.best, order.worst, order.alike(1)
    (0, 1, (1, 2))
    >>> ordering(3, [(0, 1)], []).worst is None
    True
    """

    above: tuple[frozenset[int], ...]

    @property
    def best(self) -> int | None:
        """Return an option that is surely as good as any, None if it is open which is."""
        every = len(self.above)
        return next((o for o, below in enumerate(self.above) if len(below) == every), None)

    @property
    def worst(self) -> int | None:
        """Return an option that is surely no better than any, None if it is open which is."""
        every = frozenset.intersection(*self.above)
        return min(every, default=None)

    def alike(self, option: int) -> tuple[int, ...]:
        """Return the options that are as good as this one, itself included."""
        return tuple(o for o in sorted(self.above[option]) if option in self.above[o])

    def surely(self, option: int, side: Side) -> bool:
        """Tell whether an option is surely as good as any, or surely no better than any."""
        if side == "best":
            return len(self.above[option]) == len(self.above)
        return all(option in below for below in self.above)

    @property
    def covers(self) -> tuple[tuple[int, int], ...]:
        """Return pairs (better, worse) between groups of equals, those that follow left out."""
        heads = sorted({self.alike(o)[0] for o in range(len(self.above))})
        pairs = [(a, b) for a in heads for b in heads if a != b and b in self.above[a]]
        known = set(pairs)
        return tuple(
            (a, b) for a, b in pairs if not any((a, c) in known and (c, b) in known for c in heads)
        )


def ordering(
    options: int, better: Iterable[tuple[int, int]], equal: Iterable[tuple[int, int]]
) -> Ordering:
    """Return all that follows from some comparisons: (better, worse) and (one, as good).

    Notes
    -----
    Cost: the cube of the options.
    """
    above = [{option} for option in range(options)]
    for one, other in better:
        above[one].add(other)
    for one, other in equal:
        above[one].add(other)
        above[other].add(one)
    for middle in range(options):
        for below in above:
            if middle in below:
                below |= above[middle]
    return Ordering(tuple(map(frozenset, above)))


def chain(groups: Sequence[Sequence[int]]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the comparisons that groups, best first, make: (better, worse) and (one, as good).

    Examples
    --------
    >>> chain([[0], [1, 2]])
    ([(0, 1)], [(1, 2)])
    """
    better = [(one[0], other[0]) for one, other in pairwise(groups)]
    equal = [(group[0], other) for group in groups for other in group[1:]]
    return better, equal
