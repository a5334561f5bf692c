"""Nothing is acceptable to all: whose floors clash, and which package comes nearest."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import numpy as np

from onetext.analysis.space import programmes
from onetext.analysis.space.concepts import ground, optimal
from onetext.analysis.space.frontier import frontier, supported
from onetext.analysis.space.milp import model
from onetext.analysis.space.size import size
from onetext.analysis.space.tables import NO_FLOOR, Bools, Problem
from onetext.analysis.space.watch import Status, Stopped, Watch

_QUICK = 0.3


@dataclass(frozen=True, slots=True)
class Clash:
    """Hold the smallest sets of parties whose floors no package reaches together.

    Parameters
    ----------
    sets
        All of the smallest size; none if some package is acceptable to all, or if no package is
        left whatever the floors (``left`` is False).
    status
        ``lower_bound``: no set of fewer than ``size`` clashes, the rest was not looked through.
    """

    sets: tuple[tuple[str, ...], ...]
    size: int
    status: Status
    seconds: float
    why: str = ""
    left: bool = True


def clashes(problem: Problem, *, budget: float | None = None) -> Clash:
    """Return the smallest sets of parties whose floors clash.

    Notes
    -----
    Sets that a package already met accepts are passed over; for the others the efficient set of
    these parties alone is folded above their floors, or HiGHS is asked. Cost: at most one such
    question for each set of parties up to the size of the smallest clash.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> clashes(problem([[[6, 0, 1], [0, 4, 1]]], floors=[3, 3, 1])).sets
    (('party 1', 'party 2'),)
    """
    watch = Watch(budget)
    known: list[Bools] = [*problem.acceptable(supported(problem, seconds=_QUICK).points)]
    width = len(problem.parties)
    held = [p for p in range(width) if problem.floors[p] != NO_FLOOR] or [0]
    smallest = 1
    try:
        for smallest in range(1, len(held) + 1):
            found = []
            for some in combinations(held, smallest):
                watch.step(0, 1)
                if any(accept[list(some)].all() for accept in known):
                    continue
                package = _together(problem, some, watch)
                if package is None:
                    found.append(tuple(problem.parties[p] for p in some))
                else:
                    known.append(problem.acceptable(problem.utilities(np.array([package])))[0])
            if len(found) == len(held) and smallest == 1 and _none_left(problem, watch):
                why = "the rules bar every package"
                return Clash((), 0, "exact", watch.seconds, why, left=False)
            if found:
                return Clash(tuple(found), smallest, "exact", watch.seconds)
    except (Stopped, KeyboardInterrupt) as stop:
        why = stop.why if isinstance(stop, Stopped) else "interrupted"
        return Clash((), smallest, "lower_bound", watch.seconds, why)
    return Clash((), 0, "exact", watch.seconds)


def _none_left(problem: Problem, watch: Watch) -> bool:
    """Tell whether red lines and rules leave no package, so that no floor is to blame."""
    if not problem.bars:
        return False
    return model(problem, floors=False).best([], watch) is None


def _together(problem: Problem, some: tuple[int, ...], watch: Watch) -> tuple[int, ...] | None:
    """Return a package at or above the floors of some parties, None if there is none."""
    alone = problem.of_parties(some)
    predicted = size(alone)
    if predicted.listable and predicted.seconds < _QUICK:
        found = frontier(alone, floors=True, budget=20 * _QUICK)
        if found.exact:
            return next(found.packages(0)) if found.size else None
    answer = model(alone, floors=True).best([], watch)
    return None if answer is None else tuple(answer[0])


@dataclass(frozen=True, eq=False, slots=True)
class Nearest:
    """Hold the package with the smallest largest shortfall.

    Parameters
    ----------
    shortfalls : (parties), own scale
        By how much it is below each floor; negative above it; None for a party without one.
    tied
        How many packages have the same shortfalls; None where they were not counted.
    """

    package: tuple[int, ...] | None
    shortfalls: tuple[Fraction | None, ...]
    largest: Fraction | None
    tied: int | None
    method: str
    status: Status
    seconds: float
    why: str = ""


def nearest(problem: Problem, *, budget: float | None = None) -> Nearest:
    """Return the package whose largest shortfall is smallest; of several, by leximin.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> found = nearest(problem([[[6, 0], [2, 2], [0, 4]]], floors=[3, 3]))
    >>> found.package, str(found.largest), found.tied
    ((1,), '1', 1)
    """
    watch = Watch(budget)
    held = [p for p in range(len(problem.parties)) if problem.floors[p] != NO_FLOOR]
    nothing = (None,) * len(problem.parties)
    if not held:
        return Nearest(None, nothing, None, None, "", "not_computed", 0.0, "nobody has a floor")
    alone = problem.of_parties(held)
    free = alone.with_floors(np.full(len(held), NO_FLOOR, np.int64))
    on = ground(free, alone.floors.tolist())
    predicted = size(free)
    tied: int | None = None
    try:
        package, method = None, "HiGHS"
        if predicted.listable and predicted.seconds < 10:
            left = watch.left
            whole = frontier(free, budget=None if left is None else left / 2)
            if whole.exact:
                method = "frontier"
                at = optimal("egalitarian", whole.points, on, free.tolerance)
                if len(at):
                    tied = int(sum(whole.counts[at].tolist()))
                    package = min(next(whole.packages(int(place))) for place in at)
        if method == "HiGHS":
            package = programmes.solve(free, "egalitarian", on, watch)
    except (Stopped, KeyboardInterrupt) as stop:
        why = stop.why if isinstance(stop, Stopped) else "interrupted"
        return Nearest(None, nothing, None, None, method, "not_computed", watch.seconds, why)
    if package is None:
        why = "the rules bar every package"
        return Nearest(None, nothing, None, 0, method, "exact", watch.seconds, why)
    units = problem.utilities(np.array([package]))[0]
    short = tuple(
        None if problem.floors[p] == NO_FLOOR else int(problem.floors[p] - units[p]) * unit
        for p, unit in enumerate(problem.unit)
    )
    largest = max(value for value in short if value is not None)
    return Nearest(package, short, largest, tied, method, "exact", watch.seconds)
