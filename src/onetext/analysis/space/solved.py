"""All that a space of packages answers at once, each figure within its own budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onetext.analysis.space.clashing import Clash, Nearest, clashes, nearest
from onetext.analysis.space.concepts import Concept
from onetext.analysis.space.counting import Acceptable, acceptable, count
from onetext.analysis.space.frontier import Frontier, frontier
from onetext.analysis.space.solutions import KsBest, Solution, solutions
from onetext.analysis.space.tables import Problem
from onetext.terms.passing import Passing

UNANIMITY = Passing()


@dataclass(frozen=True, eq=False, slots=True)
class Solved:
    """Hold what a problem answers.

    Parameters
    ----------
    frontier_all, frontier
        The efficient set over all packages, and that over packages at or above every floor.
    clash, nearest
        Whose floors clash and what comes nearest; None while some package is acceptable to all.
    """

    problem: Problem
    rule: Passing
    acceptable: Acceptable
    frontier_all: Frontier
    frontier: Frontier
    solutions: Mapping[Concept, Solution]
    clash: Clash | None
    nearest: Nearest | None


def solve(
    problem: Problem,
    *,
    without_red_lines: Problem | None = None,
    alone: Sequence[Problem] = (),
    rule: Passing = UNANIMITY,
    budget: float | None = None,
    ks: KsBest = "rational",
) -> Solved:
    """Return all figures of a problem; none keeps another from being computed.

    Parameters
    ----------
    without_red_lines
        The same space with no package left out, for the efficient set over all packages.
    alone
        Each party's problem by itself, with its own red lines only, for what it accepts alone.
    budget
        Seconds for each figure.

    Notes
    -----
    Cost: see ``frontier``, ``solutions``, ``acceptable`` and ``clashes``; each says in its status
    whether it is exact.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> found = solve(problem([[[6, 0], [0, 4]], [[3, 0], [0, 5]]], floors=[1, 1]))
    >>> found.frontier.points.tolist(), found.acceptable.all.value
    ([[6, 5]], 2)
    """
    every = without_red_lines if without_red_lines is not None else problem
    whole = frontier(every, budget=budget)
    same = every is problem and whole.exact
    above = whole.above_floors() if same else frontier(problem, floors=True, budget=budget)
    counted = acceptable(problem, rule, budget=budget)
    if alone:
        own = tuple((one.parties[0], count(one, budget=budget)) for one in alone)
        counted = replace(counted, by_party=own)
    found = solutions(problem, over=above if above.exact else None, ks=ks, budget=budget)
    nobody = above.exact and not above.size
    return Solved(
        problem=problem,
        rule=rule,
        acceptable=counted,
        frontier_all=whole,
        frontier=above,
        solutions=found,
        clash=clashes(problem, budget=budget) if nobody else None,
        nearest=nearest(problem, budget=budget) if nobody else None,
    )
