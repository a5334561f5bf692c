"""Every package, one after the other, for a formula that has no structure to use.

The issues are cut into a head, whose combinations fit into the processor's cache, and a tail. For
each combination of the tail the head's utilities are shifted by a number a party, and the formula
sees them all at once: some nanoseconds a package.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from onetext.analysis.space.tables import Problem
from onetext.analysis.space.watch import Progress, Status, Stopped, Watch
from onetext.errors import WrongUse

Formula = Callable[[list[npt.NDArray[np.float64]]], npt.NDArray[np.float64]]
_HEAD = 16_384
_MOST_TIES = 1_000


@dataclass(frozen=True, slots=True)
class Best:
    """Hold the packages with the largest value of a formula.

    Parameters
    ----------
    packages
        Places of options, 1,000 at most; ``tied`` counts all.
    passed
        How many packages were looked at: all of them if ``exact``, else the best of these.
    """

    value: float
    packages: tuple[tuple[int, ...], ...]
    tied: int
    passed: int
    status: Status
    seconds: float
    why: str = ""


def best(
    problem: Problem,
    formula: Formula,
    *,
    budget: float | None = None,
    progress: Progress | None = None,
) -> Best:
    """Return the packages with the largest value of any formula of the utilities.

    Parameters
    ----------
    formula
        Takes one float64 array (packages) for each party, own scale, which it may write into, and
        returns a float64 array (packages); -inf for a package that does not count.

    Raises
    ------
    WrongUse
        If there are links or rules: these have structure, ask HiGHS.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> p = problem([[[3, 0], [0, 3]], [[1, 0], [0, 2]]])
    >>> found = best(p, lambda u: np.minimum(u[0], u[1]))
    >>> found.value, found.packages, found.tied, found.passed
    (2.0, ((0, 1),), 1, 4)
    """
    if problem.links or problem.boxes or problem.bars:
        raise WrongUse("a formula over linked issues", instead="ask for a solution by HiGHS")
    watch = Watch(budget, progress)
    order = sorted(range(len(problem.issues)), key=lambda i: -problem.counts[i])
    head: list[int] = []
    size = 1
    for issue in order:
        if size * problem.counts[issue] <= _HEAD:
            head.append(issue)
            size *= problem.counts[issue]
    tail = [issue for issue in range(len(problem.issues)) if issue not in head]
    tables = [problem.in_scale(rows) for rows in problem.own]
    sums = np.zeros((1, len(problem.parties)))
    for issue in head:
        sums = (sums[:, None, :] + tables[issue][None]).reshape(-1, sums.shape[1])
    columns = [np.ascontiguousarray(column) for column in sums.T]
    base = problem.in_scale(problem.base)
    shape = tuple(problem.counts[issue] for issue in head)
    value, tied, passed, why = -np.inf, 0, 0, ""
    kept: list[tuple[int, ...]] = []
    try:
        for options in product(*(range(problem.counts[issue]) for issue in tail)):
            if passed % (64 * size) == 0:
                watch.step(passed, problem.packages)
            shift = base + sum(tables[i][o] for i, o in zip(tail, options, strict=True))
            found = formula([c + by for c, by in zip(columns, shift.tolist(), strict=True)])
            passed += size
            top = float(found.max())
            if top < value or top == -np.inf:
                continue
            if top > value:
                value, tied, kept = top, 0, []
            at = np.flatnonzero(found == top)
            tied += len(at)
            for place in at[: max(0, _MOST_TIES - len(kept))].tolist():
                chosen = dict(zip(tail, options, strict=True))
                digits = np.unravel_index(place, shape) if shape else ()
                chosen |= {i: int(d) for i, d in zip(head, digits, strict=True)}
                kept.append(tuple(chosen[i] for i in range(len(problem.issues))))
    except (Stopped, KeyboardInterrupt) as stop:
        why = stop.why if isinstance(stop, Stopped) else "interrupted"
    status: Status = "lower_bound" if why else "exact"
    return Best(value, tuple(sorted(kept)), tied, passed, status, watch.seconds, why)
