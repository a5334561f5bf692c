"""How many packages each party could accept, how many all, how many pass the rule.

Exact where sums can be tallied: issue by issue, all partial packages that are alike for every
floor that is still open are one state with its count. What is settled is clipped: a party that is
content whatever comes, or cannot be any more, is the same in all such states. Where states outgrow
memory they are the head, the sums of the issues left the tail, and every pair is compared in
blocks. Where that is too much as well, packages are drawn at random, and the count is an estimate
with its interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from onetext.analysis.space.columns import Columns, grouped, keys, taken
from onetext.analysis.space.folding import Summand
from onetext.analysis.space.rules import UNANIMITY, asks_all, check_rule, passing, passing_columns
from onetext.analysis.space.summing import summands_of
from onetext.analysis.space.tables import NO_FLOOR, Ints, Problem
from onetext.analysis.space.watch import Progress, Status, Stopped, Watch
from onetext.terms.passing import Passing

_MOST_STATES = 3_000_000
_PAIRS_A_SECOND = 5e8
_DRAWS = 400_000
_PATIENCE = 5.0
_BLOCK = 32_768


@dataclass(frozen=True, slots=True)
class Count:
    """Hold how many packages there are of a kind.

    Parameters
    ----------
    value
        An exact whole number; for an estimate the nearest whole number to it; None if not computed.
    low, high
        What it surely lies between where exact or a lower bound; for an estimate its 95 % interval.
    method
        ``tally``, ``head and tail``, ``draws``.
    """

    value: int | None
    low: int
    high: int
    status: Status
    method: str
    seconds: float
    seed: int | None = None
    why: str = ""

    @property
    def exact(self) -> bool:
        """Tell whether it is the number itself."""
        return self.status == "exact"


@dataclass(frozen=True, slots=True)
class Acceptable:
    """Hold how many packages are acceptable: to each party, to all, and under the rule."""

    by_party: tuple[tuple[str, Count], ...]
    all: Count
    passing: Count


def acceptable(
    problem: Problem,
    rule: Passing = UNANIMITY,
    *,
    budget: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Acceptable:
    """Return how many packages are at or above each party's floor, all floors, and pass the rule.

    Packages that the problem's rules bar count nowhere; options listed twice count twice.

    Parameters
    ----------
    budget
        Seconds for each figure's share; ten in all unless told.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> found = acceptable(problem([[[1, 0], [0, 1]]] * 90, floors=[45, 45]))
    >>> found.all.value == __import__("math").comb(90, 45), found.all.status
    (True, 'exact')
    """
    whole = 10.0 if budget is None else budget
    share = whole / (len(problem.parties) + 2)
    by_party = tuple(
        (name, count(problem.of_parties([place]), budget=share, seed=seed))
        for place, name in enumerate(problem.parties)
    )
    everybody = count(problem, budget=share, seed=seed, progress=progress)
    passed = everybody
    if not asks_all(rule, problem.parties):
        passed = count(problem, rule, budget=share, seed=seed, progress=progress)
    return Acceptable(by_party, everybody, passed)


def count(
    problem: Problem,
    rule: Passing = UNANIMITY,
    *,
    budget: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Count:
    """Return how many packages pass the rule, each party accepting what is at or above its floor.

    Parameters
    ----------
    budget
        Seconds for the exact count; then an estimate is drawn, of 400,000 packages (some 0.2 s).
    seed
        For the draws; the same number gives the same estimate on any machine.

    Notes
    -----
    Cost: the number of states, at most the product of the parties' distinct sums near their floors.
    """
    watch = Watch(budget, progress)
    proven = [0]
    try:
        value, method = _tally(problem, rule, watch, proven)
    except Stopped as stop:
        return _drawn(problem, rule, watch, seed, stop.why, proven[0])
    except KeyboardInterrupt:
        return Count(
            proven[0], proven[0], problem.packages, "lower_bound", "tally", watch.seconds,
            why="interrupted",
        )  # fmt: skip
    return Count(value, value, value, "exact", method, watch.seconds)


def _tally(problem: Problem, rule: Passing, watch: Watch, proven: list[int]) -> tuple[int, str]:
    """Return the exact count; ``proven`` holds what is counted so far for certain."""
    check_rule(rule, problem.parties)
    floors = problem.lowest
    all_of = asks_all(rule, problem.parties)
    least = floors if all_of else np.full_like(floors, NO_FLOOR)
    found = summands_of(problem, least, watch, dominance=False)
    if not all(len(one.columns[0]) for one in found):
        return 0, "tally"
    found.sort(key=lambda one: -sum(float(np.ptp(c)) for c in one.columns))
    tops = [np.array([int(c.max()) for c in one.columns]) for one in found]
    lows = [np.array([int(c.min()) for c in one.columns]) for one in found]
    ways = [int(np.sum(one.counts)) for one in found]
    columns: Columns = [np.array([int(b)]) for b in problem.base]
    counts: npt.NDArray[Any] = np.ones(1, np.int64)
    for done, one in enumerate(found):
        watch.step(done, len(found))
        rows = len(counts) * len(one.counts)
        if rows > 2 * _MOST_STATES:
            return _head_and_tail(problem, rule, columns, counts, found[done:], watch, proven)
        columns = [(c[:, None] + a).ravel() for c, a in zip(columns, one.columns, strict=True)]
        counts = _times(counts, one.counts)
        best = sum(tops[done + 1 :], np.zeros_like(floors))
        worst = sum(lows[done + 1 :], np.zeros_like(floors))
        columns = [
            np.clip(c, floor - more - 1, floor - less)
            for c, floor, more, less in zip(columns, floors, best, worst, strict=True)
        ]
        yes = np.stack([c >= f - w for c, f, w in zip(columns, floors, worst, strict=True)], 1)
        may = np.stack([c >= f - b for c, f, b in zip(columns, floors, best, strict=True)], 1)
        settled = passing(rule, problem.parties, yes)
        proven[0] += int(np.sum(counts[settled])) * prod(ways[done + 1 :])
        left = np.flatnonzero(~settled & passing(rule, problem.parties, may))
        columns, counts = _merged(taken(columns, left), counts[left])
        if not len(counts):
            break
    return proven[0], "tally"


def _times(counts: npt.NDArray[Any], added: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the product of every pair, in Python's whole numbers where 64 bits are too few."""
    if counts.dtype != object and int(np.sum(counts)) * int(np.sum(added)) >= 2**62:
        counts, added = counts.astype(object), added.astype(object)
    return np.asarray((counts[:, None] * added).ravel())


def _merged(columns: Columns, counts: npt.NDArray[Any]) -> tuple[Columns, npt.NDArray[Any]]:
    if not len(counts):
        return columns, counts
    order, starts = grouped(keys(columns))
    return taken(columns, order[starts]), np.asarray(np.add.reduceat(counts[order], starts))


def _head_and_tail(
    problem: Problem,
    rule: Passing,
    columns: Columns,
    counts: npt.NDArray[Any],
    left: Sequence[Summand],
    watch: Watch,
    proven: list[int],
) -> tuple[int, str]:
    """Compare every state with every sum of the issues left, in blocks that stay in the cache."""
    rest: Columns = [np.zeros(1, np.int64) for _ in columns]
    times: npt.NDArray[Any] = np.ones(1, np.int64)
    for one in left:
        if len(times) * len(one.counts) > _MOST_STATES:
            raise Stopped("there are too many distinct sums to compare")
        rest = [(c[:, None] + a).ravel() for c, a in zip(rest, one.columns, strict=True)]
        rest, times = _merged(rest, _times(times, one.counts))
    watch.afford(len(counts) * len(times) / _PAIRS_A_SECOND, "comparing all packages")
    whole = max(int(np.abs(c).max()) for c in (*columns, *rest)) < 2**30
    kind = np.int32 if whole else np.int64
    lowest = np.maximum(problem.lowest, -(2**30)) if whole else problem.lowest
    tail = np.stack(rest, axis=1)
    ones = int(counts.max()) == 1
    parts = [slice(at, at + _BLOCK) for at in range(0, len(counts), _BLOCK)]
    heads = [[column[part].astype(kind) for column in columns] for part in parts]
    for place, (units, time) in enumerate(zip(tail, times.tolist(), strict=True)):
        if place % 64 == 0:
            watch.step(place, len(times))
        needed = (lowest - units).tolist()
        for part, head in zip(parts, heads, strict=True):
            accept = [column >= least for column, least in zip(head, needed, strict=True)]
            passed = passing_columns(rule, problem.parties, accept)
            found = np.count_nonzero(passed) if ones else int(np.sum(counts[part][passed]))
            proven[0] += int(found) * int(time)
    return proven[0], "head and tail"


def _drawn(
    problem: Problem, rule: Passing, watch: Watch, seed: int, why: str, proven: int
) -> Count:
    """Return an estimate with Wilson's 95 % interval from packages drawn evenly."""
    rng = np.random.default_rng(seed)
    until = watch.seconds + (_PATIENCE if watch.budget is None else max(0.2, watch.budget / 3))
    hits, drawn, size = 0, 0, 10_000
    try:
        while drawn < _DRAWS and (not drawn or watch.seconds < until):
            chosen = np.stack([rng.integers(0, m, size) for m in problem.counts], axis=1)
            accept = problem.acceptable(problem.utilities(chosen))
            passed = passing(rule, problem.parties, accept) & problem.allowed(chosen)
            hits, drawn = hits + int(passed.sum()), drawn + size
    except KeyboardInterrupt:
        why = "interrupted"
    if not drawn:
        return Count(
            proven, proven, problem.packages, "lower_bound", "tally", watch.seconds, why=why
        )
    low, high = wilson(hits, drawn)
    return Count(
        max(proven, problem.packages * hits // drawn),
        max(proven, int(low * 10**12) * problem.packages // 10**12),
        min(problem.packages, -(-(int(high * 10**12) + 1) * problem.packages // 10**12)),
        "estimate", "draws", watch.seconds, seed, why,
    )  # fmt: skip


def wilson(hits: int, draws: int, z: float = 1.959964) -> tuple[float, float]:
    """Return the interval of a share, 95 % unless told (Wilson 1927).

    Examples
    --------
    >>> [round(x, 4) for x in wilson(0, 100)]
    [0.0, 0.037]
    """
    share, room = hits / draws, z * z / draws
    middle = (share + room / 2) / (1 + room)
    half = z / (1 + room) * (share * (1 - share) / draws + room / (4 * draws)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def sums(problem: Problem, party: int) -> tuple[Ints, npt.NDArray[Any]]:
    """Return a party's distinct utilities and how many packages have each, without links.

    Returns
    -------
    units, counts : arrays (utilities), in ascending order
    """
    alone = problem.of_parties([party])
    found = summands_of(alone, np.full(1, NO_FLOOR, np.int64), Watch(), dominance=False)
    columns: Columns = [np.array([int(alone.base[0])])]
    counts: npt.NDArray[Any] = np.ones(1, np.int64)
    for one in found:
        columns = [(columns[0][:, None] + one.columns[0]).ravel()]
        columns, counts = _merged(columns, _times(counts, one.counts))
    return columns[0], counts
