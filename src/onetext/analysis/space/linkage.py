"""Which issues hang together in a problem, in what order to take them, and what that will cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np
import numpy.typing as npt

from onetext.analysis.space.tables import Bools, Ints, Problem

MOST_CELLS = 3_000_000
"""A value or rule over more combinations than these is not written out as a table."""


@dataclass(frozen=True, eq=False, slots=True)
class Factor:
    """Hold one table over several issues: what it adds, or what it allows, or both.

    Parameters
    ----------
    points : int64 array (options, …, parties), units; None for a rule
    allowed : bool array (options, …); None where all is allowed
    """

    issues: tuple[int, ...]
    points: Ints | None
    allowed: Bools | None


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """Hold issues that close together, in the order in which they are eliminated.

    Parameters
    ----------
    scopes
        For each issue in order, the later ones that are linked with it by then: the message that
        its elimination sends is a table over them.
    """

    issues: tuple[int, ...]
    order: tuple[int, ...]
    scopes: tuple[tuple[int, ...], ...]

    @property
    def width(self) -> int:
        """Return the most issues that a message lies over; 0 for an issue that stands alone."""
        return max(map(len, self.scopes))


def groups(problem: Problem) -> tuple[Group, ...]:
    """Return the groups of issues that links, boxes and rules tie, each with its order.

    The order is min-fill: next the issue whose elimination ties the fewest others anew; equal ones
    by the size of the table, then by place.

    Notes
    -----
    Cost: cubic in the number of linked issues.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> flat = np.zeros((2, 2, 1), int)
    >>> found = groups(problem([np.zeros((2, 1), int)] * 4, links=[((0, 1), flat), ((1, 2), flat)]))
    >>> [(one.issues, one.width) for one in found]
    [((0, 1, 2), 1), ((3,), 0)]
    """
    near: dict[int, set[int]] = {issue: set() for issue in range(len(problem.issues))}
    for scope in scopes(problem):
        for one, other in combinations(scope, 2):
            near[one].add(other)
            near[other].add(one)
    found, left = [], set(near)
    while left:
        start = min(left)
        reached, waiting = {start}, [start]
        while waiting:
            for other in near[waiting.pop()] - reached:
                reached.add(other)
                waiting.append(other)
        left -= reached
        order, after = _min_fill({i: set(near[i]) for i in reached}, problem.counts)
        found.append(Group(tuple(sorted(reached)), order, after))
    return tuple(found)


def scopes(problem: Problem) -> list[tuple[int, ...]]:
    """Return the issues of each link, box and rule."""
    return [
        *(link.issues for link in problem.links),
        *(box.issues for box in problem.boxes),
        *(bar.issues for bar in problem.bars),
    ]


def _min_fill(
    near: dict[int, set[int]], counts: Sequence[int]
) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    order, after = [], []
    while near:

        def cost(issue: int) -> tuple[int, int, int]:
            around = near[issue]
            fill = sum(other not in near[one] for one, other in combinations(around, 2))
            return fill, prod(counts[i] for i in around), issue

        issue = min(near, key=cost)
        around = near.pop(issue)
        for one in around:
            near[one] |= around - {one}
            near[one].discard(issue)
        order.append(issue)
        after.append(tuple(sorted(around)))
    return tuple(order), tuple(after)


def cells(problem: Problem, group: Group) -> int:
    """Return how many combinations of options the elimination of a group goes through."""
    pairs = zip(group.order, group.scopes, strict=True)
    return sum(problem.counts[v] * prod(problem.counts[i] for i in rest) for v, rest in pairs)


def factors(problem: Problem) -> list[Factor] | None:
    """Return every link, box and rule as a table; None if one has too many combinations."""
    over = [prod(problem.counts[i] for i in scope) for scope in scopes(problem)]
    if max(over, default=0) > MOST_CELLS:
        return None
    found = [Factor(link.issues, link.points, None) for link in problem.links]
    for box in problem.boxes:
        met = np.ones((1,) * len(box.issues), bool)
        for axis, within in enumerate(box.within):
            met = met & within.reshape([-1 if at == axis else 1 for at in range(len(box.issues))])
        found.append(Factor(box.issues, met[..., None] * box.points, None))
    found += [Factor(bar.issues, None, bar.allowed) for bar in problem.bars]
    return found


def placed(table: npt.NDArray[np.generic], at: Sequence[int], onto: Sequence[int]) -> Ints:
    """Return a table over issues ``at`` with axes for those of ``onto`` (it has them all)."""
    shape = [1] * len(onto) + list(table.shape[len(at) :])
    for axis, issue in enumerate(at):
        shape[list(onto).index(issue)] = table.shape[axis]
    order = sorted(range(len(at)), key=lambda axis: list(onto).index(at[axis]))
    tail = range(len(at), table.ndim)
    return np.asarray(table.transpose([*order, *tail]).reshape(shape))
