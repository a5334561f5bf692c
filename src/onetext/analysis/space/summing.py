"""What each group of issues can add: its options, or the efficient vectors of linked ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onetext.analysis.space.eliminating import eliminate
from onetext.analysis.space.folding import Options, Summand
from onetext.analysis.space.linkage import Factor, factors, groups
from onetext.analysis.space.tables import Ints, Problem
from onetext.analysis.space.watch import Stopped, Watch


def summands_of(
    problem: Problem,
    least: Ints,
    watch: Watch,
    *,
    dominance: bool = True,
    cell: Sequence[int] | None = None,
) -> list[Summand]:
    """Return each group's vectors that can reach the floors with the best of the other groups."""
    tables: list[Factor] | None = factors(problem)
    if tables is None:
        raise Stopped("a link or rule lies over too many combinations to be written out")
    best = problem.base + sum(rows.max(axis=0) for rows in problem.own)
    for table in tables:
        if table.points is not None:
            best = best + table.points.reshape(-1, len(problem.parties)).max(axis=0)
    found: list[Summand] = []
    for group in groups(problem):
        mine = [t for t in tables if set(t.issues) <= set(group.issues)]
        if len(group.issues) == 1:
            found.append(_alone(problem, group.issues[0], mine))
            continue
        own = sum(problem.own[i].max(axis=0) for i in group.issues)
        for table in mine:
            if table.points is not None:
                own = own + table.points.reshape(-1, len(problem.parties)).max(axis=0)
        found.append(
            eliminate(
                problem, group, mine, least - (best - own), watch, dominance=dominance, cell=cell
            )
        )
    return found


def _alone(problem: Problem, issue: int, mine: Sequence[Factor]) -> Options:
    rows, free = problem.own[issue], np.ones(problem.counts[issue], bool)
    for table in mine:
        if table.points is not None:
            rows = rows + table.points
        if table.allowed is not None:
            free &= table.allowed
    return Options.of(issue, rows, np.flatnonzero(free).tolist())
