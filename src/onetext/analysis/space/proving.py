"""The figures of a problem one after the other, each told as soon as it is proven.

Whoever takes them has, at any moment, all that is proven so far. Ctrl-C while a figure is at work
ends it with what is proven of it and ends the rest: each of these says ``interrupted``. A second
Ctrl-C is let through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import numpy as np

from onetext.analysis.space.clashing import Clash, Nearest, clashes, nearest
from onetext.analysis.space.concepts import CONCEPTS, Concept
from onetext.analysis.space.counting import Acceptable, Count, count
from onetext.analysis.space.frontier import Frontier, frontier
from onetext.analysis.space.rules import UNANIMITY, asks_all
from onetext.analysis.space.solutions import KsBest, Solution, solutions, untold
from onetext.analysis.space.tables import Problem
from onetext.terms.passing import Passing

INTERRUPTED = "interrupted"
Name = Literal[
    "frontier_all", "frontier", "acceptable", "nash", "egalitarian", "kalai_smorodinsky",
    "utilitarian", "clash", "nearest",
]  # fmt: skip
Figure = Frontier | Acceptable | Solution | Clash | Nearest
F = TypeVar("F", bound=Figure | Count)


@dataclass(frozen=True, slots=True)
class Proven:
    """Hold a figure by its name, with its own status."""

    name: Name
    figure: Figure


def proving(
    problem: Problem,
    *,
    without_red_lines: Problem | None = None,
    alone: Sequence[Problem] = (),
    rule: Passing = UNANIMITY,
    budget: float | None = None,
    ks: KsBest = "rational",
) -> Iterator[Proven]:
    """Yield every figure as it is proven; the parameters are those of ``solved.solve``.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> posed = problem([[[6, 0], [0, 4]], [[3, 0], [0, 5]]], floors=[1, 1])
    >>> [one.name for one in proving(posed)][:3]
    ['frontier_all', 'frontier', 'acceptable']
    """
    run = _Run()
    every = without_red_lines if without_red_lines is not None else problem
    whole = run.figure(lambda: frontier(every, budget=budget), lambda: _no_frontier(every, False))
    yield Proven("frontier_all", whole)
    if every is problem and whole.exact:
        above = whole.above_floors()
    else:
        above = run.figure(
            lambda: frontier(problem, floors=True, budget=budget),
            lambda: _no_frontier(problem, True),
        )
    yield Proven("frontier", above)
    yield Proven("acceptable", _acceptable(problem, alone, rule, budget, run))
    over = above if above.exact else None
    for place, concept in enumerate(CONCEPTS):
        share = None if budget is None else budget / (len(CONCEPTS) - place)
        yield Proven(concept, _solution(problem, concept, over, ks, share, run))
    if above.exact and not above.size:
        none = (None,) * len(problem.parties)
        yield Proven(
            "clash",
            run.figure(
                lambda: clashes(problem, budget=budget),
                lambda: Clash((), 1, "lower_bound", 0.0, INTERRUPTED),
            ),
        )
        yield Proven(
            "nearest",
            run.figure(
                lambda: nearest(problem, budget=budget),
                lambda: Nearest(None, none, None, None, "", "not_computed", 0.0, INTERRUPTED),
            ),
        )


class _Run:
    """Compute figures until one is interrupted; the rest are given as they stand without it."""

    def __init__(self) -> None:
        self.stopped = False

    def figure(self, compute: Callable[[], F], otherwise: Callable[[], F]) -> F:
        """Return a figure, or what stands for it after an interrupt."""
        if self.stopped:
            return otherwise()
        try:
            found = compute()
        except KeyboardInterrupt:
            self.stopped = True
            return otherwise()
        why: Any = getattr(found, "why", "")
        self.stopped = why == INTERRUPTED
        return found


def _solution(
    problem: Problem,
    concept: Concept,
    over: Frontier | None,
    ks: KsBest,
    budget: float | None,
    run: _Run,
) -> Solution:
    return run.figure(
        lambda: solutions(problem, [concept], over=over, ks=ks, budget=budget)[concept],
        lambda: untold(problem, concept, INTERRUPTED),
    )


def _no_frontier(problem: Problem, floors: bool) -> Frontier:
    none = np.empty((0, len(problem.parties)), np.int64)
    return Frontier(
        problem, none, np.empty(0, np.int64), "", "lower_bound", floors, 0.0, None, INTERRUPTED,
        0, None, None, np.empty((0, len(problem.issues)), np.int64),
    )  # fmt: skip


def _acceptable(
    problem: Problem, alone: Sequence[Problem], rule: Passing, budget: float | None, run: _Run
) -> Acceptable:
    single = alone or [problem.of_parties([p]) for p in range(len(problem.parties))]
    share = (10.0 if budget is None else budget) / (len(single) + 2)

    def of(posed: Problem, by: Passing = UNANIMITY) -> Count:
        return run.figure(
            lambda: count(posed, by, budget=share),
            lambda: Count(None, 0, posed.packages, "not_computed", "", 0.0, why=INTERRUPTED),
        )

    by_party = tuple((one.parties[0], of(one)) for one in single)
    everybody = of(problem)
    passed = everybody if asks_all(rule, problem.parties) else of(problem, rule)
    return Acceptable(by_party, everybody, passed)
