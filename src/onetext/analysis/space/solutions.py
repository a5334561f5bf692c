"""Which packages are fairest: Nash, egalitarian, Kalai–Smorodinsky, utilitarian, each as a set.

All are over packages at or above every floor (finite-set convention: packages as they are, no
mixtures), and measured from the disagreement point, which is the floors unless told otherwise.

* ``nash``: the largest product of gains, to the power of the weights.
* ``egalitarian`` (Kalai): the largest smallest gain; ties by the next smallest (leximin).
* ``kalai_smorodinsky``: the largest smallest share of what each could gain at best; the best is
  over packages rational for all (``ks="rational"``) or over all packages (``ks="all"``).
* ``utilitarian``: the largest sum of utilities times the weights.

Of packages that tie, those are given that nobody can better for free; `with_weak_ties` lists the
others of an egalitarian or Kalai–Smorodinsky optimum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from onetext.analysis.space import bounded, programmes
from onetext.analysis.space.bounded import Certificate
from onetext.analysis.space.checking import check
from onetext.analysis.space.climbing import climbed
from onetext.analysis.space.columns import descending
from onetext.analysis.space.concepts import CONCEPTS, Concept, Ground, Value, ground, optimal
from onetext.analysis.space.folding import Folded
from onetext.analysis.space.frontier import Frontier, frontier, listing
from onetext.analysis.space.size import size
from onetext.analysis.space.tables import NO_FLOOR, Ints, Problem
from onetext.analysis.space.watch import Progress, Status, Stopped, Watch
from onetext.analysis.space.worst import worst
from onetext.errors import WrongUse

KsBest = Literal["rational", "all"]
_MOST_LISTED = 2.0


@dataclass(frozen=True, eq=False, slots=True)
class Solution:
    """Hold one solution: every optimal utility vector, with packages.

    Parameters
    ----------
    points : int64 array (vectors, parties), units, in descending order
        All optimal vectors that are efficient; none if no package is at or above every floor.
    packages
        For each vector some of its packages, as places of options.
    tied
        How many packages have one of these vectors; None where they were not counted.
    value
        The criterion in own scale: product, smallest gain, smallest share, or sum.
    method
        ``frontier`` (from the whole efficient set), ``bounded fold``, ``HiGHS``, ``climbing``.
    status
        ``exact``, ``lower_bound`` (the package is acceptable, a better one may exist), or
        ``not_computed``; ``why`` says why.
    certificate
        For the bounded fold: the package and the weights that bound all others.
    checked
        What the check after the fact compared the solution with: so many vectors.
    """

    concept: Concept
    problem: Problem
    points: Ints
    packages: tuple[tuple[tuple[int, ...], ...], ...]
    tied: int | None
    value: Value | None
    method: str
    status: Status
    seconds: float
    convention: str
    ground: Ground
    certificate: Certificate | None = None
    checked: int = 0
    why: str = ""
    seed: int | None = None

    @property
    def exact(self) -> bool:
        """Tell whether these are all optimal vectors, proven."""
        return self.status == "exact"

    @property
    def utilities(self) -> npt.NDArray[np.float64]:
        """Return the vectors in the parties' own scales: float64 array (vectors, parties)."""
        return self.problem.in_scale(self.points)


def solutions(
    problem: Problem,
    concepts: Sequence[Concept] = CONCEPTS,
    *,
    weights: Sequence[Any] | None = None,
    disagreement: Sequence[Any] | None = None,
    ks: KsBest = "rational",
    over: Frontier | None = None,
    most: int = 20,
    budget: float | None = None,
    progress: Progress | None = None,
) -> dict[Concept, Solution]:
    """Return the solutions asked for.

    Parameters
    ----------
    weights : (parties)
        For Nash and utilitarian; positive.
    disagreement : (parties), own scale
        Only packages at or above it count; the floors unless told, and where a party has no floor
        its worst package.
    over
        An exact efficient set of the problem, if it is there already.
    most
        How many packages to give for each vector.
    budget
        Seconds for all; what is not done in time says so in its status.

    Raises
    ------
    WrongUse
        If a concept does not exist, or weights do not fit.

    Notes
    -----
    Cost: that of the efficient set above the floors where that is expected within two seconds or
    the budget. Otherwise Nash without links is found by the bounded fold, the rest by HiGHS.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> p = problem([[[6, 0], [0, 4]], [[3, 0], [0, 5]], [[1, 1], [0, 0]]], floors=[1, 1])
    >>> found = solutions(p)
    >>> {name: one.points.tolist() for name, one in found.items()}["nash"], found["nash"].value
    ([[7, 6]], Fraction(30, 1))
    """
    for concept in concepts:
        if concept not in CONCEPTS:
            raise WrongUse(f"there is no solution {concept!r}", instead=f"name one of {CONCEPTS}")
    watch = Watch(budget, progress)
    try:
        held, on = _grounded(problem, disagreement, weights, watch)
    except (Stopped, KeyboardInterrupt) as stop:
        why = stop.why if isinstance(stop, Stopped) else "interrupted"
        return {c: untold(problem, c, why, seconds=watch.seconds) for c in concepts}
    whole = over.above_floors() if over is not None and disagreement is None else None
    if whole is None or not whole.exact:
        whole = _listed(held, watch)
    if whole is not None:
        return {c: _from_frontier(c, held, whole, on, ks, most, watch) for c in concepts}
    found: dict[Concept, Solution] = {}
    for place, concept in enumerate(concepts):
        left = watch.left
        share = None if left is None else left / (len(concepts) - place)
        found[concept] = _alone(concept, held, on, ks, most, Watch(share, progress))
    return found


def _grounded(
    problem: Problem,
    disagreement: Sequence[Any] | None,
    weights: Sequence[Any] | None,
    watch: Watch,
) -> tuple[Problem, Ground]:
    """Return the problem with floors at the disagreement point, and the ground to measure from."""
    if disagreement is not None:
        pairs = zip(disagreement, problem.unit, strict=True)
        units = [Fraction(str(d)) / unit for d, unit in pairs]
        raised = np.maximum(problem.floors, [ceil(d) for d in units])
        return problem.with_floors(raised), ground(problem, units, weights)
    floors = problem.floors.tolist()
    return problem, ground(
        problem,
        [worst(problem, p, watch) if f == NO_FLOOR else f for p, f in enumerate(floors)],
        weights,
    )


def _listed(problem: Problem, watch: Watch) -> Frontier | None:
    """Return the efficient set above the floors if it can be had in the time that there is."""
    left = watch.left
    predicted = size(problem)
    allowed = _MOST_LISTED if left is None else min(left / 2, _MOST_LISTED)
    if not predicted.listable or predicted.seconds > 50 * allowed:
        return None
    found = frontier(problem, floors=True, budget=5 * allowed if left is None else left / 2)
    return found if found.exact else None


def _convention(concept: Concept, problem: Problem, ks: KsBest) -> str:
    free = [n for n, f in zip(problem.parties, problem.floors, strict=True) if f == NO_FLOOR]
    told = {
        "nash": "the largest product of gains",
        "egalitarian": "the largest smallest gain, ties by leximin",
        "kalai_smorodinsky": "the largest smallest share of the best gain; the best is over "
        + ("packages rational for all" if ks == "rational" else "all packages"),
        "utilitarian": "the largest sum",
    }[concept]
    tied = "; of those that tie, those that nobody can better for free"
    told += tied if concept in ("nash", "kalai_smorodinsky") else ""
    worst_of = f"; without a floor, measured from its worst package: {', '.join(free)}"
    return f"finite-set convention; {told}{worst_of if free else ''}"


def _from_frontier(
    concept: Concept,
    problem: Problem,
    whole: Frontier,
    on: Ground,
    ks: KsBest,
    most: int,
    watch: Watch,
) -> Solution:
    points, counts = whole.points, whole.counts
    if concept == "kalai_smorodinsky" and len(points):
        on = _with_best(problem, on, ks, points.max(axis=0).tolist(), watch)
    at = optimal(concept, points, on, problem.tolerance)
    found = points[at]
    return Solution(
        concept,
        problem,
        found,
        tuple(tuple(whole.packages(int(place), most)) for place in at),
        int(sum(counts[at].tolist())) if whole.method in ("fold", "elimination") else None,
        on.value(concept, found[0].tolist()) if len(at) else None,
        "frontier",
        "exact",
        watch.seconds,
        _convention(concept, problem, ks),
        on,
        checked=check(concept, problem, found, points, on),
        why="" if len(at) else "no package is at or above every floor",
    )


def _with_best(
    problem: Problem, on: Ground, ks: KsBest, rational: Sequence[int], watch: Watch
) -> Ground:
    best = list(rational)
    if ks == "all":
        free = problem.with_floors(np.full_like(problem.floors, NO_FLOOR))
        if free.links or free.boxes or free.bars:
            found = programmes.best_of_each(free, watch)
            best = best if found is None else found
        else:
            best = (free.base + sum(rows.max(axis=0) for rows in free.own)).tolist()
    return replace(on, best=tuple(Fraction(b) for b in best))


def _alone(
    concept: Concept, problem: Problem, on: Ground, ks: KsBest, most: int, watch: Watch
) -> Solution:
    """Return a solution without the efficient set."""
    told = _convention(concept, problem, ks)
    share = watch.left
    part = Watch(None if share is None else 0.85 * share, watch.progress)
    try:
        if concept == "nash" and not (problem.links or problem.boxes or problem.bars):
            return _bounded(problem, on, most, watch, told)
        if concept == "kalai_smorodinsky":
            best = programmes.best_of_each(problem, part)
            on = on if best is None else _with_best(problem, on, ks, best, part)
        chosen = programmes.solve(problem, concept, on, part)
    except (Stopped, KeyboardInterrupt) as stop:
        return _unproven(concept, problem, on, stop, watch, told)
    if chosen is None:
        return _nobody(concept, problem, "HiGHS", watch, told, on)
    points = problem.utilities(np.array([chosen]))
    return Solution(
        concept, problem, points, ((chosen,),), None, on.value(concept, points[0].tolist()),
        "HiGHS", "exact", watch.seconds, told + "; proven to HiGHS's tolerance; others may tie",
        on, checked=check(concept, problem, points, points, on),
    )  # fmt: skip


def _unproven(
    concept: Concept,
    problem: Problem,
    on: Ground,
    stop: Stopped | KeyboardInterrupt,
    watch: Watch,
    told: str,
) -> Solution:
    """Return the best package met before the end, if it is acceptable: a lower bound."""
    why = stop.why if isinstance(stop, Stopped) else "interrupted"
    met = stop.package if isinstance(stop, Stopped) else None
    known = concept != "kalai_smorodinsky" or on.best is not None
    left = 1.0 if watch.left is None else max(0.3, min(1.0, watch.left))
    packages = [met, climbed(problem, concept, on, Watch(left))] if known else [met]
    chosen = np.array([p for p in packages if p is not None], np.int64)
    chosen = chosen.reshape(-1, len(problem.issues))
    points = problem.utilities(chosen)
    good = np.flatnonzero(problem.acceptable(points).all(axis=1) & problem.allowed(chosen))
    if not known or not len(good):
        return untold(problem, concept, why, on, told, watch.seconds)
    best = max(good.tolist(), key=lambda n: on.criterion(concept, points[n].tolist()))
    package = tuple(chosen[best].tolist())
    return Solution(
        concept, problem, points[best : best + 1], ((package,),), None,
        on.value(concept, points[best].tolist()), "HiGHS" if package == met else "climbing",
        "lower_bound", watch.seconds, told, on, why=why,
    )  # fmt: skip


def untold(
    problem: Problem,
    concept: Concept,
    why: str,
    on: Ground | None = None,
    told: str = "",
    seconds: float = 0.0,
) -> Solution:
    """Return a solution that was not computed, and why."""
    on = on or ground(problem, [0] * len(problem.parties))
    none = np.empty((0, len(problem.parties)), np.int64)
    return Solution(
        concept, problem, none, (), None, None, "HiGHS", "not_computed", seconds, told, on, why=why
    )


def _nobody(
    concept: Concept, problem: Problem, method: str, watch: Watch, told: str, on: Ground
) -> Solution:
    """Return that no package is at or above every floor."""
    none = np.empty((0, len(problem.parties)), np.int64)
    return Solution(
        concept, problem, none, (), 0, None, method, "exact", watch.seconds, told, on,
        why="no package is at or above every floor",
    )  # fmt: skip


def _bounded(problem: Problem, on: Ground, most: int, watch: Watch, told: str) -> Solution:
    d = np.array([float(d * u) for d, u in zip(on.disagreement, on.unit, strict=True)])
    weights = [float(w) for w in on.weights]
    points, counts, folded, certificate = bounded.nash(problem, d, weights, watch)
    if certificate is None:
        start = programmes.solve(problem, "egalitarian", on, watch)
        if start is None:
            return _nobody("nash", problem, "HiGHS", watch, told, on)
        points, counts, folded, certificate = bounded.nash(problem, d, weights, watch, start=start)
    whole = [ceil(d) for d in on.disagreement]
    keep = np.flatnonzero((points >= np.maximum(problem.lowest, whole)).all(axis=1))
    at = keep[optimal("nash", points[keep], on, problem.tolerance)]
    at = at[descending([points[at, party] for party in range(points.shape[1])])]
    if certificate is None or not len(at) or folded is None:
        raise Stopped("no package was found at which everybody gains")
    packages = tuple(_some(folded, int(place), most) for place in at)
    gains = [float(g) for g in on.gains(points[at[0]].tolist())]
    value = float(np.dot(weights, np.log(gains)))
    return Solution(
        "nash", problem, points[at], packages, int(sum(counts[at].tolist())),
        on.value("nash", points[at[0]].tolist()), "bounded fold", "exact", watch.seconds, told, on,
        replace(certificate, package=packages[0][0], log_value=value),
        check("nash", problem, points[at], points[keep], on),
    )  # fmt: skip


def _some(folded: Folded, place: int, most: int) -> tuple[tuple[int, ...], ...]:
    return tuple(p for p, _ in zip(folded.packages(place), range(most), strict=False))


def with_weak_ties(found: Solution, *, budget: float | None = None) -> Frontier:
    """Return every vector with the solution's smallest gain or share, dominated ones too.

    Parameters
    ----------
    found
        An egalitarian or Kalai–Smorodinsky solution with a value.

    Raises
    ------
    WrongUse
        If it is another: where all gain, a dominated package never ties.
    Stopped
        If there are too many.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> p = problem([[[2, 1], [1, 1], [0, 0]]], floors=[0, 0])
    >>> with_weak_ties(solutions(p)["egalitarian"]).points.tolist()
    [[2, 1], [1, 1]]
    """
    if found.concept not in ("egalitarian", "kalai_smorodinsky") or found.value is None:
        raise WrongUse(f"a solution {found.concept!r} has no weak ties", instead="leave it out")
    on, least = found.ground, []
    for party, d in enumerate(on.disagreement):
        if found.concept == "egalitarian":
            wide = 1 / on.unit[party]
        else:
            assert on.best is not None
            wide = max(Fraction(0), on.best[party] - d)
        least.append(ceil(d + Fraction(found.value) * wide))
    return listing(found.problem, np.maximum(found.problem.lowest, least), budget=budget)
