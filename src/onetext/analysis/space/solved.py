"""All that a space of packages answers at once, each figure within its own budget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onetext.analysis.space.clashing import Clash, Nearest
from onetext.analysis.space.concepts import CONCEPTS, Concept
from onetext.analysis.space.counting import Acceptable
from onetext.analysis.space.frontier import Frontier
from onetext.analysis.space.proving import Proven, proving
from onetext.analysis.space.solutions import KsBest, Solution
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
    told: Callable[[Proven], None] | None = None,
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
    told
        Called with each figure as soon as it is proven; see ``proving`` for an iterator.

    Notes
    -----
    Ctrl-C ends the figure at work with what is proven of it, and the others say ``interrupted``.
    Cost: see ``frontier``, ``solutions``, ``acceptable`` and ``clashes``; each says in its status
    whether it is exact.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> found = solve(problem([[[6, 0], [0, 4]], [[3, 0], [0, 5]]], floors=[1, 1]))
    >>> found.frontier.points.tolist(), found.acceptable.all.value
    ([[6, 5]], 2)
    """
    found: dict[str, Any] = {}
    for one in proving(
        problem, without_red_lines=without_red_lines, alone=alone, rule=rule, budget=budget, ks=ks
    ):
        found[one.name] = one.figure
        if told is not None:
            told(one)
    return Solved(
        problem=problem,
        rule=rule,
        acceptable=found["acceptable"],
        frontier_all=found["frontier_all"],
        frontier=found["frontier"],
        solutions={concept: found[concept] for concept in CONCEPTS},
        clash=found.get("clash"),
        nearest=found.get("nearest"),
    )
