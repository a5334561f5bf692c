"""A problem seen by somebody to whom every party counts so much: one sum instead of many."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from onetext.analysis.space.tables import NO_FLOOR, Box, Link, Problem

_ROOM = 2.0**61


def weighed(problem: Problem, weights: npt.NDArray[np.float64]) -> Problem:
    """Return the problem of one party, whose utility is the weighted sum of all parties' units.

    A package that is best for it, where all weights are positive, is efficient: whatever is better
    for one party and worse for none has a larger sum.

    Parameters
    ----------
    weights : (parties), whole and positive
        Made smaller, but for 1, where sums would outgrow 64 bits.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> p = problem([[[6, 1], [0, 4]]])
    >>> weighed(p, np.array([2.0, 1.0])).own[0].tolist()
    [[3], [4]]
    """
    reach = np.abs(problem.base).astype(float)
    tables = [*problem.own, *(link.points for link in problem.links)]
    for table in [*tables, *(box.points[None] for box in problem.boxes)]:
        reach += np.abs(table).reshape(-1, len(problem.parties)).max(axis=0)
    whole = np.maximum(1, weights // max(1.0, float(reach @ weights) / _ROOM)).astype(np.int64)

    def summed(table: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        found = np.asarray(table @ whole)[..., None]
        found.setflags(write=False)
        return found

    return replace(
        problem,
        parties=("everybody",),
        own=tuple(summed(rows) for rows in problem.own),
        links=tuple(Link(one.issues, summed(one.points)) for one in problem.links),
        boxes=tuple(Box(one.issues, one.within, summed(one.points)) for one in problem.boxes),
        base=summed(problem.base),
        floors=np.full(1, NO_FLOOR, np.int64),
        unit=(Fraction(1),),
        tolerance=(0,),
    )
