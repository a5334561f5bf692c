"""The efficient set: every utility vector that nobody can better without another's loss.

Three ways, by what is asked: all of it (`frontier`), a smaller set that stands for it within a
stated ε (`cover`), and vectors that are proven efficient at once, whatever the size (`supported`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from onetext.analysis.space.columns import descending, taken
from onetext.analysis.space.folding import Folded, fold
from onetext.analysis.space.summing import summands_of
from onetext.analysis.space.tables import NO_FLOOR, Ints, Problem
from onetext.analysis.space.watch import Progress, Status, Stopped, Watch
from onetext.analysis.space.weighing import weighed

_WEIGHTS, _LINKED = 200, 30
_MOMENT, _WHILE = 0.5, 3.0
"""Seconds for vectors that are proven at once where issues are linked: by elimination, by HiGHS."""


@dataclass(frozen=True, eq=False, slots=True)
class Frontier:
    """Hold an efficient set, or what is proven of it.

    Parameters
    ----------
    points : int64 array (vectors, parties), units, in descending order
        Each utility vector once.
    counts : array of whole numbers (vectors)
        How many packages have each vector: int64, or Python ints where these outgrow it; 0 where
        they were not counted (a cover, supported vectors).
    method
        ``fold``, ``elimination`` (linked issues), ``cover``, ``supported``, ``epsilon-constraint``.
    status
        ``exact``: these are all. ``lower_bound``: every vector is efficient, there may be others.
        ``estimate``: a cover, see ``epsilon``.
    floors
        Whether only packages at or above every floor were asked for.
    epsilon : int64 array (parties), units
        For every package some vector listed is less than this below it, for each party at once.
    why
        Why it is not exact.
    """

    problem: Problem
    points: Ints
    counts: npt.NDArray[Any]
    method: str
    status: Status
    floors: bool
    seconds: float
    epsilon: Ints | None = None
    why: str = ""
    tried: int = 0
    _folded: Folded | None = None
    _places: npt.NDArray[np.intp] | None = None
    _chosen: npt.NDArray[np.int64] | None = None

    @property
    def exact(self) -> bool:
        """Tell whether it is the whole efficient set."""
        return self.status == "exact"

    @property
    def size(self) -> int:
        """Return the number of distinct utility vectors."""
        return len(self.points)

    @property
    def utilities(self) -> npt.NDArray[np.float64]:
        """Return the vectors in the parties' own scales: float64 array (vectors, parties)."""
        return self.problem.in_scale(self.points)

    def packages(self, place: int, most: int | None = None) -> Iterator[tuple[int, ...]]:
        """Yield the packages of one vector as places of options, ``most`` at most.

        Cost: the number of issues for each package.

        Examples
        --------
        >>> from onetext.analysis.space.tables import problem
        >>> found = frontier(problem([[[1, 0], [0, 1]], [[0, 1], [1, 0]]]))
        >>> found.points.tolist(), found.counts.tolist(), sorted(found.packages(1))
        ([[2, 0], [1, 1], [0, 2]], [1, 2, 1], [(0, 0), (1, 1)])
        """
        if self._folded is not None and self._places is not None:
            yield from islice(self._folded.packages(int(self._places[place])), most)
        elif self._chosen is not None and (most is None or most > 0):
            yield tuple(self._chosen[place].tolist())

    def batches(self, size: int = 1000) -> Iterator[npt.NDArray[np.float64]]:
        """Yield the vectors in own scale, ``size`` at a time: float64 arrays (size, parties)."""
        for start in range(0, self.size, size):
            yield self.problem.in_scale(self.points[start : start + size])

    def above_floors(self) -> Frontier:
        """Return the part at or above every floor: the efficient set over those packages."""
        keep = np.flatnonzero(self.problem.acceptable(self.points).all(axis=1))
        return Frontier(
            self.problem, self.points[keep], self.counts[keep], self.method, self.status, True,
            self.seconds, self.epsilon, self.why, self.tried, self._folded,
            None if self._places is None else self._places[keep],
            None if self._chosen is None else self._chosen[keep],
        )  # fmt: skip


def frontier(
    problem: Problem,
    *,
    floors: bool = False,
    budget: float | None = None,
    progress: Progress | None = None,
    found: Callable[[npt.NDArray[np.float64]], None] | None = None,
) -> Frontier:
    """Return the efficient set of all packages, or of those at or above every floor.

    Parameters
    ----------
    floors
        Only packages at or above every floor, which is as good as dropping the others afterwards
        and faster.
    budget
        Seconds. When they are spent, or on Ctrl-C, the supported vectors come back: each efficient,
        with the status ``lower_bound``. Where links are too wide for any elimination, those that
        HiGHS proves in some seconds.
    progress
        Called with (groups of issues done, groups in all).
    found
        Called with vectors in own scale, float64 (vectors, parties), as soon as they are proven
        efficient: first the supported ones, then all.

    Notes
    -----
    Cost: follows the size of the efficient set, not the number of packages; see `folding` and
    `eliminating`. Distinct vectors are kept with exact counts of their packages.
    """
    watch = Watch(budget, progress)
    early = None
    if found is not None:
        early = supported(problem, floors=floors)
        found(early.utilities)
    try:
        whole = _folded(problem, floors, watch)
    except (Stopped, KeyboardInterrupt) as stop:
        why = stop.why if isinstance(stop, Stopped) else "interrupted"
        moment = _MOMENT if budget is None else min(_MOMENT, budget)
        best = early or supported(problem, floors=floors, seconds=moment)
        if isinstance(stop, Stopped) and not best.size and not watch.over:
            best = _by_programmes(problem, floors, watch)
            why = "" if best.exact else f"{why}; {best.why}"
        return Frontier(
            problem, best.points, best.counts, best.method, "exact" if best.exact else
            "lower_bound", floors, watch.seconds, None, why, 0, None, None, best._chosen,
        )  # fmt: skip
    answer = _frontier(problem, whole, floors, watch)
    if found is not None:
        found(answer.utilities)
    return answer


def cover(
    problem: Problem,
    epsilon: Sequence[float],
    *,
    floors: bool = False,
    budget: float | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """Return a set of vectors that stands for the efficient set within ``epsilon``.

    Each group's sums are kept once for each cell of a grid, the grid's side being epsilon divided
    by the steps, and dominance is among cells: each step loses less than a side. So for every
    package some vector listed is less than epsilon below it, for all parties at once. Each vector
    listed is that of a package; it may be dominated by less than epsilon.

    Parameters
    ----------
    epsilon : (parties), own scale

    Raises
    ------
    Stopped
        If even this outgrows the budget.
    """
    watch = Watch(budget, progress)
    units = [int(e / u) for e, u in zip(epsilon, map(float, problem.unit), strict=True)]
    steps = len(problem.issues) * (2 if problem.links or problem.boxes or problem.bars else 1)
    cell = [max(1, e // steps) for e in units]
    whole = _folded(problem, floors, watch, cell=cell)
    answer = _frontier(problem, whole, floors, watch)
    spent = np.array([0 if c == 1 else c * steps for c in cell], np.int64)
    fine = not spent.any() and problem.exact
    return Frontier(
        problem, answer.points, np.zeros(answer.size, np.int64) if not fine else answer.counts,
        answer.method if fine else "cover", "exact" if fine else "estimate", floors, watch.seconds,
        spent, "" if fine else _guarantee(problem, spent), answer.tried,
        whole, answer._places,
    )  # fmt: skip


def within(
    problem: Problem,
    share: float,
    *,
    floors: bool = False,
    budget: float | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """Return `cover` within a share of each party's range; if time is up, the supported vectors.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> p = problem([[[o * i, (9 - o) * (9 - i)] for o in range(10)] for i in range(1, 9)])
    >>> whole, some = frontier(p), within(p, 0.1)
    >>> some.size < whole.size, some.status, (some.epsilon < 0.1 * p.utilities(
    ...     np.array([[9] * 8]))[0].max()).all()
    (True, 'estimate', np.True_)
    """
    watch = Watch(budget, progress)
    epsilon = problem.in_scale(share * _ranges(problem)).tolist()
    try:
        return cover(problem, epsilon, floors=floors, budget=budget, progress=progress)
    except (Stopped, KeyboardInterrupt) as stop:
        why = stop.why if isinstance(stop, Stopped) else "interrupted"
        return replace(supported(problem, floors=floors), why=why, seconds=watch.seconds)


def listing(
    problem: Problem,
    lowest: Ints,
    *,
    budget: float | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """Return every distinct utility vector at or above ``lowest``, dominated or not, with counts.

    Raises
    ------
    Stopped
        If the budget is spent or there are too many.
    """
    watch = Watch(budget, progress)
    whole = _folded(problem.with_floors(lowest), True, watch, dominance=False)
    return _frontier(problem, whole, True, watch)


def supported(
    problem: Problem, *, floors: bool = False, weights: int = _WEIGHTS, seconds: float = _MOMENT
) -> Frontier:
    """Return vectors that are best for some positive weights of the parties: efficient for certain.

    Without links one pass over the tables for each weighting; with links one elimination of the
    weighted sum, which has a single number for each combination where the efficient set has many
    vectors: thirty weightings or so, as far as ``seconds`` allow.
    """
    watch = Watch()
    parties = len(problem.parties)
    ranges = _ranges(problem)
    draws = np.random.default_rng(0).dirichlet(np.ones(parties), weights)
    tilted = np.vstack([np.ones((1, parties)), np.eye(parties) * 1000 + 1, draws + 1e-3])
    # Whole weights: sums are exact, so the best is the best and nothing is lost by rounding.
    whole = np.maximum(1, np.rint(tilted / np.maximum(ranges, 1) * max(1, ranges.max()) * 1000))
    if problem.links or problem.boxes or problem.bars:
        chosen = _by_elimination(problem, whole[: parties + _LINKED], Watch(seconds))
    else:
        chosen = np.stack([_best(rows, whole) for rows in problem.own], axis=1)
    chosen = np.unique(chosen, axis=0)
    points = problem.utilities(chosen)
    if floors:
        keep = problem.acceptable(points).all(axis=1)
        points, chosen = points[keep], chosen[keep]
    points, first = np.unique(points, axis=0, return_index=True)
    order = descending([points[:, p] for p in range(parties)])
    return Frontier(
        problem, points[order], np.zeros(len(points), np.int64), "supported", "lower_bound",
        floors, watch.seconds, None, "only vectors best for some weights", 0, None, None,
        chosen[first[order]],
    )  # fmt: skip


def _by_programmes(problem: Problem, floors: bool, watch: Watch) -> Frontier:
    """Return what HiGHS proves for some seconds where links are too wide for any elimination."""
    from onetext.analysis.space.programmes import by_epsilon  # it stands on this module

    left = _WHILE if watch.left is None else min(_WHILE, watch.left)
    return by_epsilon(problem, floors=floors, budget=left)


def _by_elimination(
    problem: Problem, weights: npt.NDArray[np.float64], watch: Watch
) -> npt.NDArray[np.int64]:
    """Return a best package for each weighting, until the watch is over: (packages, issues)."""
    found: list[tuple[int, ...]] = []
    for row in weights:
        try:
            watch.step(len(found), len(weights))
            one = _folded(weighed(problem, row), False, watch)
        except Stopped:
            break
        if not len(one.counts):
            break
        found += islice(one.packages(0), 1)
    return np.array(found, np.int64).reshape(-1, len(problem.issues))


def _ranges(problem: Problem) -> npt.NDArray[np.float64]:
    """Return how far apart a party's utilities can lie at most: (parties), units."""
    found = np.zeros(len(problem.parties))
    for table in [*problem.own, *(link.points for link in problem.links)]:
        found += np.ptp(table.reshape(-1, len(found)), axis=0)
    for box in problem.boxes:
        found += np.abs(box.points)
    return found


def _best(rows: Ints, weights: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    exact = rows.astype(object) @ weights.astype(np.int64).astype(object).T
    return np.array([max(range(len(rows)), key=column.__getitem__) for column in exact.T])


def _guarantee(problem: Problem, epsilon: Ints) -> str:
    told = problem.in_scale(epsilon).tolist()
    pairs = zip(problem.parties, told, strict=True)
    less = ", ".join(f"{by:.6g} ({party})" for party, by in pairs)
    return f"every package has one of these less than so much below it, for all at once: {less}"


def _folded(
    problem: Problem,
    floors: bool,
    watch: Watch,
    *,
    dominance: bool = True,
    cell: Sequence[int] | None = None,
) -> Folded:
    least = problem.lowest if floors else np.full(len(problem.parties), NO_FLOOR, np.int64)
    summands = summands_of(problem, least, watch, dominance=dominance, cell=cell)
    return fold(
        summands, problem.base, least, problem.tolerance, watch, dominance=dominance, cell=cell
    )


def _frontier(problem: Problem, whole: Folded, floors: bool, watch: Watch) -> Frontier:
    order = descending(whole.columns)
    columns = taken(whole.columns, order)
    points = np.stack(columns, axis=1).astype(np.int64)
    linked = bool(problem.links or problem.boxes or problem.bars)
    return Frontier(
        problem, points, whole.counts[order], "elimination" if linked else "fold", "exact",
        floors, watch.seconds, None, "", whole.tried, whole, order,
    )  # fmt: skip
