"""How much of what trading across issues can give a package takes up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from onetext.analysis.space import programmes
from onetext.analysis.space.concepts import ground
from onetext.analysis.space.tables import NO_FLOOR, Problem
from onetext.analysis.space.watch import Watch


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
    weights : (parties)
        What each party's utility counts for, in own scale; 1 unless told.

    Notes
    -----
    Of an even number of options the middle is the mean of the two; with links it is the lower one.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> p = problem([[[8, 0], [4, 1], [0, 2]], [[2, 0], [1, 4], [0, 8]]])
    >>> logrolling(p, [0, 2]), logrolling(p, [1, 1]), logrolling(p, [2, 0])
    (Fraction(1, 1), Fraction(0, 1), Fraction(-1, 1))
    """
    on = ground(problem, [0] * len(problem.parties), weights)
    factors = [w * unit for w, unit in zip(on.weights, problem.unit, strict=True)]

    def total(units: Sequence[Fraction | int]) -> Fraction:
        return sum((u * f for u, f in zip(units, factors, strict=True)), Fraction(0))

    linked = problem.links or problem.boxes or problem.bars
    given = total(problem.utilities(np.array([package]))[0].tolist())
    if linked:
        halves = [[(count - 1) // 2 for count in problem.counts]]
        middle = total(problem.utilities(np.array(halves))[0].tolist())
        free = problem.with_floors(np.full_like(problem.floors, NO_FLOOR))
        chosen = programmes.solve(free, "utilitarian", on, Watch())
        if chosen is None:
            return None
        top = total(problem.utilities(np.array([chosen]))[0].tolist())
    else:
        sums = [[total(row) for row in rows.tolist()] for rows in problem.own]
        base = total(problem.base.tolist())
        middle = base + sum(
            (Fraction(s[(len(s) - 1) // 2] + s[len(s) // 2], 2) for s in sums), Fraction(0)
        )
        top = base + sum((max(s) for s in sums), Fraction(0))
    return None if top == middle else (given - middle) / (top - middle)
