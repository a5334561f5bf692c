"""How much of what trading across issues can give a package takes up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from onetext.analysis.space import programmes
from onetext.analysis.space.concepts import Ground, ground
from onetext.analysis.space.tables import NO_FLOOR, Problem
from onetext.analysis.space.watch import Stopped, Watch


@dataclass(frozen=True, slots=True)
class Trading:
    """Hold what trading can give: the sum of utilities half-way on every issue, and the largest."""

    problem: Problem
    on: Ground
    middle: Fraction
    top: Fraction

    def taken_up(self, package: Sequence[int]) -> Fraction | None:
        """Return the logrolling measure of a package; None where trading can give nothing."""
        given = _total(self.problem.utilities(np.array([package]))[0].tolist(), self.on)
        if self.top == self.middle:
            return None
        return (given - self.middle) / (self.top - self.middle)


def trading(
    problem: Problem,
    *,
    weights: Sequence[Fraction | int] | None = None,
    budget: float | None = None,
) -> Trading | None:
    """Return what trading can give in a problem; None where no package is allowed.

    Parameters
    ----------
    weights : (parties)
        What each party's utility counts for, in own scale; 1 unless told.
    budget
        Seconds, for problems with links.

    Raises
    ------
    Stopped
        If the budget is spent.

    Notes
    -----
    Of an even number of options the middle is the mean of the two; with links it is the lower one.
    """
    on = ground(problem, [0] * len(problem.parties), weights)
    if problem.links or problem.boxes or problem.bars:
        halves = [[(count - 1) // 2 for count in problem.counts]]
        middle = _total(problem.utilities(np.array(halves))[0].tolist(), on)
        free = problem.with_floors(np.full_like(problem.floors, NO_FLOOR))
        chosen = programmes.solve(free, "utilitarian", on, Watch(budget))
        if chosen is None:
            return None
        top = _total(problem.utilities(np.array([chosen]))[0].tolist(), on)
    else:
        sums = [[_total(row, on) for row in rows.tolist()] for rows in problem.own]
        base = _total(problem.base.tolist(), on)
        middle = base + sum(
            (Fraction(s[(len(s) - 1) // 2] + s[len(s) // 2], 2) for s in sums), Fraction(0)
        )
        top = base + sum((max(s) for s in sums), Fraction(0))
    return Trading(problem, on, middle, top)


def logrolling(
    problem: Problem, package: Sequence[int], *, weights: Sequence[Fraction | int] | None = None
) -> Fraction | None:
    """Return (W(package) - W(all middle)) / (W* - W(all middle)), W the sum of utilities.

    1 where the package has the largest sum of all, 0 where it is no better than meeting half-way on
    every issue, negative below that; None where trading can give nothing.

    Parameters
    ----------
    package
        Places of its options; options of an issue are in their order.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> p = problem([[[8, 0], [4, 1], [0, 2]], [[2, 0], [1, 4], [0, 8]]])
    >>> logrolling(p, [0, 2]), logrolling(p, [1, 1]), logrolling(p, [2, 0])
    (Fraction(1, 1), Fraction(0, 1), Fraction(-1, 1))
    """
    found = trading(problem, weights=weights)
    return None if found is None else found.taken_up(package)


def measured(problem: Problem, packages: Sequence[Sequence[int]]) -> list[Fraction | None]:
    """Return the measure of each package; None for all where it takes more than a moment."""
    try:
        found = trading(problem, budget=_MOMENT)
    except Stopped:
        found = None
    return [None if found is None else found.taken_up(package) for package in packages]


def _total(units: Sequence[Fraction | int], on: Ground) -> Fraction:
    pairs = zip(units, on.weights, on.unit, strict=True)
    return sum((u * w * unit for u, w, unit in pairs), Fraction(0))


_MOMENT = 1.0
