"""Nash's solution without the efficient set: fold only what can still beat the best known.

For positive w the product of gains is at most a bound by the inequality of means (AM–GM), with A
the sum of the exponents a:

    prod g_i^a_i  <=  (w·g / A)^A  prod (a_i / w_i)^a_i

The right side is large only where the sum w·u is, and that sum is separable. So a package better
than the best known has ``w·u >= threshold``, a partial package whose best completion falls short of
it is dropped, and what is left holds every solution: exact. The pair (package, w) is the
certificate; `recheck` re-computes the bound in one line, and the gap that was searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import exp, log
from typing import Any

import numpy as np
import numpy.typing as npt

from onetext.analysis.space.folding import Folded, Options, fold
from onetext.analysis.space.tables import Ints, Problem
from onetext.analysis.space.watch import Watch

Floats = npt.NDArray[np.float64]
_ROUNDS = 300
_SAFE = 1e-9


@dataclass(frozen=True, eq=False, slots=True)
class Certificate:
    """Hold why a package is Nash's solution.

    Parameters
    ----------
    package
        Places of its options.
    weights : (parties)
        The w of the bound, for gains in own scale.
    log_value, log_bound
        Logarithms of the package's product of gains and of what no package exceeds.
    searched
        Partial packages that could have closed the gap between the two, all tried.
    """

    package: tuple[int, ...]
    weights: tuple[float, ...]
    log_value: float
    log_bound: float
    searched: int


def recheck(
    problem: Problem, weights: Sequence[float], disagreement: Floats, exponents: Sequence[float]
) -> float:
    """Return the logarithm of the bound: no package has a larger product of gains.

    The one line to re-check: for each issue the best option by w, added up, put into AM–GM.

    Parameters
    ----------
    disagreement : float array (parties), own scale

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> p = problem([[[2, 0], [0, 2]], [[2, 0], [0, 2]]])
    >>> round(exp(recheck(p, (1.0, 1.0), np.zeros(2), (1.0, 1.0))), 9)
    4.0
    """
    w, a = np.array(weights), np.array(exponents)
    most = sum((problem.in_scale(t) @ w).max() for t in problem.own)
    most += problem.in_scale(problem.base) @ w - disagreement @ w
    return float(a.sum() * log(max(most, 1e-300) / a.sum()) + (a * np.log(a / w)).sum())


def nash(
    problem: Problem,
    disagreement: Floats,
    exponents: Sequence[float],
    watch: Watch,
    *,
    start: Sequence[int] | None = None,
) -> tuple[Ints, npt.NDArray[Any], Folded | None, Certificate | None]:
    """Return all utility vectors that may be Nash's solution, their counts, and the certificate.

    Parameters
    ----------
    problem
        Without links, boxes or rules.
    disagreement : float array (parties), own scale
        At or above the floors count packages that are at or above it too.
    start
        A package at or above them, to begin from where none is met on the way.

    Returns
    -------
    points : int64 array (vectors, parties), units
        Efficient among those that reach the threshold; every solution is among them.
    counts, folded, certificate
        None where no package with a gain for everyone was met.

    Raises
    ------
    Stopped
        If the budget is spent.

    Notes
    -----
    Cost: 300 passes over the tables, then a fold of what lies in the gap; 40 issues of 5 options
    and 10 parties take about 0.1 s.
    """
    tables = [problem.in_scale(rows) for rows in problem.own]
    a = np.array(exponents, dtype=float)
    base = problem.in_scale(problem.base) - disagreement
    least = problem.in_scale(problem.lowest) - disagreement
    w, chosen = _dual(tables, base, a, least)
    chosen = list(start) if chosen is None and start is not None else chosen
    if w is None or chosen is None:
        return np.empty((0, len(a)), np.int64), np.empty(0, np.int64), None, None
    chosen = _climbed(tables, base, a, least, chosen)
    value = float(_log(sum((t[c] for t, c in zip(tables, chosen, strict=True)), base), a))
    if value == -np.inf:
        return np.empty((0, len(a)), np.int64), np.empty(0, np.int64), None, None
    return _by_threshold(problem, disagreement, a, w, value, chosen, watch)


def _log(gains: Floats, a: Floats) -> Any:
    with np.errstate(divide="ignore"):
        return np.log(np.maximum(gains, 0)) @ a


def _dual(
    tables: list[Floats], base: Floats, a: Floats, least: Floats
) -> tuple[Floats | None, list[int] | None]:
    """Return weights w near the best bound, and the best package met on the way, if any.

    Frank–Wolfe on the product of gains over mixtures of packages: its gradient a / g is the w.
    """
    at = sum(t.mean(axis=0) for t in tables) + base
    span = sum(np.ptp(t, axis=0) for t in tables) + 1e-12
    best_bound, best_w, best_value, best = np.inf, None, -np.inf, None
    for turn in range(_ROUNDS):
        w = a / np.maximum(at, span * 1e-6)
        places = [int((t @ w).argmax()) for t in tables]
        vertex = sum((t[c] for t, c in zip(tables, places, strict=True)), base)
        most = float(w @ vertex)
        if most <= 0:
            return None, None
        bound = a.sum() * log(most / a.sum()) + float((a * np.log(a / w)).sum())
        if bound < best_bound:
            best_bound, best_w = bound, w
        value = float(_log(vertex, a))
        if value > best_value and (vertex >= least).all():
            best_value, best = value, places
        towards = vertex - at
        if turn > 2 and float(w @ towards) < 1e-7 * a.sum() and at.min() > 0:
            break
        at = at + _step(at, towards, a, span) * towards
    return best_w, best


def _step(at: Floats, towards: Floats, a: Floats, span: Floats) -> float:
    steps = np.concatenate((np.geomspace(1e-4, 1, 40), [0.0]))
    logs = np.log(np.maximum(at + steps[:, None] * towards, span * 1e-6)) @ a
    return float(steps[logs.argmax()])


def _climbed(
    tables: list[Floats], base: Floats, a: Floats, least: Floats, chosen: list[int]
) -> list[int]:
    """Return a package that no change of one or two issues betters, from ``chosen`` on."""
    best = list(chosen)
    pairs = list(combinations(range(len(tables)), 2))
    while True:
        now = sum((t[c] for t, c in zip(tables, best, strict=True)), base)
        top, change = float(_log(now, a)), None
        moves = [t - t[c] for t, c in zip(tables, best, strict=True)]
        for issue, move in enumerate(moves):
            top, change = _better(now + move, a, least, top, change, (issue,), (len(move),))
        if change is None and len(pairs) <= 2_000:
            for one, other in pairs:
                both = (moves[one][:, None] + moves[other][None]).reshape(-1, len(a)) + now
                shape = (len(moves[one]), len(moves[other]))
                top, change = _better(both, a, least, top, change, (one, other), shape)
        if change is None:
            return best
        for issue, option in change:
            best[issue] = option


def _better(
    gains: Floats,
    a: Floats,
    least: Floats,
    top: float,
    change: list[tuple[int, int]] | None,
    issues: tuple[int, ...],
    shape: tuple[int, ...],
) -> tuple[float, list[tuple[int, int]] | None]:
    logs = np.where((gains >= least).all(axis=1), _log(gains, a), -np.inf)
    place = int(logs.argmax())
    if logs[place] > top + 1e-12:
        options = (int(i) for i in np.unravel_index(place, shape))
        return float(logs[place]), list(zip(issues, options, strict=True))
    return top, change


def _by_threshold(
    problem: Problem,
    disagreement: Floats,
    a: Floats,
    w: Floats,
    value: float,
    chosen: list[int],
    watch: Watch,
) -> tuple[Ints, npt.NDArray[Any], Folded, Certificate]:
    """Fold with w·u as one more column that must reach the threshold; then drop that column."""
    total = a.sum()
    needed = total * exp((value - float((a * np.log(a / w)).sum())) / total)
    threshold = needed + float(w @ disagreement)
    by_unit = w * np.array([float(u) for u in problem.unit])
    largest = sum(np.abs(rows @ by_unit).max() for rows in problem.own) + abs(threshold)
    fine = 2.0**29 / max(float(largest), 1e-300)
    extra = [np.rint(rows @ by_unit * fine).astype(np.int64) for rows in problem.own]
    base = round(float(problem.base @ by_unit) * fine)
    least = int(np.floor(threshold * fine * (1 - np.sign(threshold) * _SAFE))) - len(extra) - 2
    parties = len(a)
    lowest = np.maximum(problem.lowest, _units(problem, disagreement))
    summands = [
        Options.of(issue, np.column_stack((rows, column)), range(len(rows)))
        for issue, (rows, column) in enumerate(zip(problem.own, extra, strict=True))
    ]
    summands.sort(key=lambda one: -int(np.ptp(one.columns[-1])))
    found = fold(
        summands,
        np.append(problem.base, base),
        np.append(lowest, least),
        (*problem.tolerance, 0),
        watch,
        judged=parties,
        sort=False,
    )
    whole = replace(found, columns=found.columns[:parties])
    bound = recheck(problem, w.tolist(), disagreement, a.tolist())
    certificate = Certificate(tuple(chosen), tuple(w.tolist()), value, bound, found.tried)
    points = np.stack(whole.columns, axis=1).astype(np.int64)
    return points, found.counts, whole, certificate


def _units(problem: Problem, disagreement: Floats) -> Ints:
    """Return the disagreement point in units, rounded down."""
    unit = np.array([float(u) for u in problem.unit])
    found = np.floor(disagreement / unit * (1 - np.sign(disagreement) * _SAFE))
    return np.asarray(found.astype(np.int64))
