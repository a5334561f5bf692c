"""Which issues hang together in a problem, in what order to take them, and what that will cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod
from random import Random

import numpy as np
import numpy.typing as npt

from onetext.analysis.space.tables import Bools, Ints, Problem

MOST_CELLS = 3_000_000
"""A value or rule over more combinations than these is not written out as a table."""
_FILTER, _SCREEN, _KEEP = 400, 12, 1_000
"""Nanoseconds, roughly: for a sum that is filtered with its like; for one that two long lists make
and a screen passes over; for one of these that is kept."""
_MANY, _TRIES, _NOISE, _MOST_TRIED = 1_500, 60, 3.0, 60


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
    by the size of the table, then by place. Where that goes through many combinations, sixty orders
    that are nearly min-fill are tried as well, and the one taken whose joins are expected to be the
    smallest. No choice depends on chance: the orders tried are always the same.

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
    tied = scopes(problem)
    for scope in tied:
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
        mine = {i: near[i] for i in reached}
        order, after = _best_order(mine, problem, [s for s in tied if s[0] in reached])
        found.append(Group(tuple(sorted(reached)), order, after))
    return tuple(found)


def scopes(problem: Problem) -> list[tuple[int, ...]]:
    """Return the issues of each link, box and rule."""
    return [
        *(link.issues for link in problem.links),
        *(box.issues for box in problem.boxes),
        *(bar.issues for bar in problem.bars),
    ]


def _best_order(
    near: dict[int, set[int]], problem: Problem, tied: Sequence[tuple[int, ...]]
) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    first = _min_fill(near, problem.counts, None)
    through = sum(
        problem.counts[v] * prod(problem.counts[i] for i in rest)
        for v, rest in zip(*first, strict=True)
    )
    if through < _MANY or len(near) > _MOST_TRIED:
        return first
    draws = Random(0)
    others = [_min_fill(near, problem.counts, draws) for _ in range(_TRIES)]
    parties = len(problem.parties)
    return min([first, *others], key=lambda o: _joins(o[0], tied, problem.counts, parties))


def _joins(
    order: Sequence[int], tied: Sequence[tuple[int, ...]], counts: Sequence[int], parties: int
) -> float:
    """Return what an order is expected to cost; n issues give some n^(P-1) efficient sums."""
    waiting = [(frozenset(scope), 0) for scope in tied]
    total = 0.0
    for issue in order:
        here = sorted((one for one in waiting if issue in one[0]), key=lambda one: one[1])
        waiting = [one for one in waiting if issue not in one[0]]
        whole = frozenset({issue}).union(*(scope for scope, _ in here))
        combinations_of = float(prod(counts[i] for i in whole))
        messages = [eliminated for _, eliminated in here if eliminated]
        inside = 1 + sum(messages)
        sums = combinations_of * prod(_vectors(one, parties) for one in messages)
        if len(messages) < 2:
            total += _FILTER * sums
        else:
            most = combinations_of / counts[issue] * _vectors(inside, parties)
            total += _SCREEN * sums + _KEEP * min(sums, most)
        waiting.append((whole - {issue}, inside))
    return total


def _vectors(issues: int, parties: int) -> float:
    return max(1.0, 0.35 * (2.0 * issues) ** (parties - 1))


def _min_fill(
    linked: dict[int, set[int]], counts: Sequence[int], draws: Random | None
) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    near = {issue: set(around) for issue, around in linked.items()}
    order, after = [], []
    while near:

        def cost(issue: int) -> tuple[float, float, int]:
            around = near[issue]
            fill = sum(other not in near[one] for one, other in combinations(around, 2))
            by_chance = draws.random() * _NOISE if draws else 0.0
            return fill + by_chance, prod(counts[i] for i in around), issue

        issue = min(sorted(near), key=cost)
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
