"""Who objects to a package, and the least that would bring each of them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice, product
from math import prod

import numpy as np

from onetext.analysis.space.folding import Options, fold
from onetext.analysis.space.milp import model
from onetext.analysis.space.tables import NO_FLOOR, Ints, Problem
from onetext.analysis.space.watch import Status, Stopped, Watch
from onetext.errors import WrongUse

_MOST_LOOKED = 50_000


@dataclass(frozen=True, slots=True)
class Objection:
    """Hold that a package is below a party's floor, in the party's own scale."""

    party: str
    utility: Fraction
    floor: Fraction

    @property
    def shortfall(self) -> Fraction:
        """Return by how much."""
        return self.floor - self.utility


@dataclass(frozen=True, eq=False, slots=True)
class Concession:
    """Hold the fewest changes to a package that bring one party to its floor.

    Parameters
    ----------
    changes
        Pairs (issue's place, new option's place); None if no change at all can do it.
    package
        Places of the options after the changes.
    lost : (parties), own scale
        What each other party loses against the package as it was; 0 where it gains.
    loss
        The sum of these: the least among packages with as few changes.
    status
        ``exact``, or ``not_computed`` and ``why``.
    """

    party: str
    changes: tuple[tuple[int, int], ...] | None
    package: tuple[int, ...] | None
    lost: tuple[Fraction, ...]
    loss: Fraction
    method: str
    status: Status
    seconds: float
    why: str = ""


def objections(problem: Problem, package: Sequence[int]) -> tuple[Objection, ...]:
    """Return who objects to a package, places of options, and by how much it falls short.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> found = objections(problem([[[6, 0], [0, 4]]], floors=[1, 2]), [0])
    >>> [(one.party, int(one.shortfall)) for one in found]
    [('party 2', 2)]
    """
    units = problem.utilities(np.array([package]))[0]
    accept = problem.acceptable(units)
    return tuple(
        Objection(name, int(units[p]) * unit, int(problem.floors[p]) * unit)
        for p, (name, unit) in enumerate(zip(problem.parties, problem.unit, strict=True))
        if not accept[p]
    )


def concessions(
    problem: Problem, package: Sequence[int], *, budget: float | None = None
) -> tuple[Concession, ...]:
    """Return for each objector the fewest changes that move it to its floor.

    Of as few changes those are taken that cost the others least: the sum, over the other parties,
    of the points that each loses against the package as it was, each in its own scale.

    Raises
    ------
    WrongUse
        If a rule bars the package.

    Notes
    -----
    Cost: without links, a fold of the changes; with links all ways to make one change, two and so
    on while they are few, which is exact in whole units; beyond, two programmes for each objector,
    whose least loss holds to what HiGHS tells apart.
    """
    watch = Watch(budget)
    places = tuple(int(place) for place in package)
    if not problem.allowed(np.array([places]))[0]:
        raise WrongUse("a rule bars this package", instead="ask about one that is allowed")
    return tuple(
        _conceded(problem, places, problem.parties.index(one.party), watch)
        for one in objections(problem, places)
    )


def _conceded(problem: Problem, places: tuple[int, ...], party: int, watch: Watch) -> Concession:
    name, begun = problem.parties[party], watch.seconds
    linked = problem.links or problem.boxes or problem.bars
    method = "fold"
    none = (Fraction(0),) * len(problem.parties)
    status: Status = "exact"
    try:
        if not linked:
            way = _by_fold(problem, places, party, watch)
        elif (looked := _by_looking(problem, places, party, watch)) is not None:
            method, way = "listing", looked
        else:
            method, way = "HiGHS", _by_programme(problem, places, party, watch)
        why = "" if way is not None else "no package reaches its floor"
    except (Stopped, KeyboardInterrupt) as stop:
        way, status = None, "not_computed"
        why = stop.why if isinstance(stop, Stopped) else "interrupted"
    seconds = watch.seconds - begun
    if way is None:
        return Concession(name, None, None, none, Fraction(0), method, status, seconds, why)
    lost = losses(problem, places, way, party)
    pairs = enumerate(zip(places, way, strict=True))
    changes = tuple((issue, new) for issue, (old, new) in pairs if old != new)
    loss = sum(lost, Fraction(0))
    return Concession(name, changes, way, lost, loss, method, status, seconds)


def losses(
    problem: Problem, before: Sequence[int], after: Sequence[int], but: int
) -> tuple[Fraction, ...]:
    """Return what each party but one loses between two packages, in own scale; 0 where it gains."""
    units = problem.utilities(np.array([before, after]))
    fell = np.maximum(units[0] - units[1], 0).tolist()
    return tuple(
        Fraction(0) if p == but else down * unit
        for p, (down, unit) in enumerate(zip(fell, problem.unit, strict=True))
    )


def _by_fold(
    problem: Problem, places: tuple[int, ...], party: int, watch: Watch
) -> tuple[int, ...] | None:
    """Fold what each change adds, with the number of changes as one more column.

    Keeping sums that are efficient in everybody's change and in the number of changes keeps one
    with the least loss, since the loss falls with each party's gain.
    """
    units = problem.utilities(np.array([places]))[0]
    needed = int(problem.lowest[party] - units[party])
    moves = [rows - rows[at] for rows, at in zip(problem.own, places, strict=True)]
    gains = sorted((int(move[:, party].max()) for move in moves), reverse=True)
    fewest = next((k for k in range(len(gains) + 1) if sum(gains[:k]) >= needed), None)
    if fewest is None:
        return None
    summands = []
    for issue, (move, at) in enumerate(zip(moves, places, strict=True)):
        changed = -(np.arange(len(move)) != at).astype(np.int64)
        useful = np.flatnonzero((move[:, party] > 0) | (changed == 0)).tolist()
        summands.append(Options.of(issue, np.column_stack((move, changed)), useful))
    summands.sort(key=lambda one: -int(one.columns[party].max()))
    width = len(problem.parties)
    lowest = np.full(width + 1, NO_FLOOR, np.int64)
    lowest[party], lowest[width] = needed, -fewest
    found = fold(
        summands, np.zeros(width + 1, np.int64), lowest, (0,) * (width + 1), watch, sort=False
    )
    rows = np.stack(found.columns[:width], axis=1)
    best = min(range(len(rows)), key=lambda n: (_loss(problem, rows[n], party), rows[n].tolist()))
    return min(found.packages(best))


def _loss(problem: Problem, change: Ints, but: int) -> Fraction:
    return sum(
        (
            max(0, -int(down)) * unit
            for p, (down, unit) in enumerate(zip(change, problem.unit, strict=True))
            if p != but
        ),
        Fraction(0),
    )


def _by_looking(
    problem: Problem, places: tuple[int, ...], party: int, watch: Watch
) -> tuple[int, ...] | None:
    """Go through all ways to change one issue, two and so on, while they are few; None beyond."""
    units = problem.utilities(np.array([places]))[0]
    spans = zip(problem.counts, places, strict=True)
    others = [[o for o in range(count) if o != at] for count, at in spans]
    left = _MOST_LOOKED
    for many in range(1, len(places) + 1):
        sets = list(islice(combinations(range(len(places)), many), left + 1))
        left -= sum(prod(len(others[i]) for i in issues) for issues in sets)
        if left < 0:
            return None
        watch.step(0, 1)
        ways = [
            dict(zip(issues, options, strict=True))
            for issues in sets
            for options in product(*(others[i] for i in issues))
        ]
        if not ways:
            continue
        rows = np.array([[way.get(i, at) for i, at in enumerate(places)] for way in ways])
        worth = problem.utilities(rows)
        fits = problem.allowed(rows) & (worth[:, party] >= problem.lowest[party])
        if fits.any():
            changed = worth[fits] - units
            found = [tuple(row) for row in rows[fits].tolist()]
            best = min(
                range(len(found)), key=lambda n: (_loss(problem, changed[n], party), found[n])
            )
            return found[best]
    return None


def _by_programme(
    problem: Problem, places: tuple[int, ...], party: int, watch: Watch
) -> tuple[int, ...] | None:
    """Ask HiGHS for the fewest changes, then for the least loss with as many."""
    units = problem.utilities(np.array([places]))[0]
    posed = model(problem, floors=False)
    least = np.full(len(units), NO_FLOOR, np.int64)
    least[party] = problem.lowest[party]
    posed.at_least(least)
    stays = [(columns[at], 1.0) for columns, at in zip(posed.option, places, strict=True)]
    kept = posed.best(stays, watch)
    if kept is None:
        return None
    posed.row(round(kept[1]) - 0.5, stays)
    own = [float(unit) * step for unit, step in zip(problem.unit, posed.step, strict=True)]
    objective = []
    for other, column in enumerate(posed.utility):
        if other != party:
            fell = posed.variable(0, np.inf)
            posed.row(posed.steps(int(units[other]), other), [(fell, 1.0), (column, 1.0)])
            objective.append((fell, -own[other] / max(own)))
    found = posed.best(objective, watch)
    return None if found is None else tuple(found[0])
