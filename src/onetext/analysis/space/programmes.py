"""Solutions and efficient sets by HiGHS, where the efficient set is not listed by folding."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onetext.analysis.space.columns import descending
from onetext.analysis.space.concepts import Concept, Ground
from onetext.analysis.space.frontier import Frontier
from onetext.analysis.space.milp import Model, model
from onetext.analysis.space.tables import Problem
from onetext.analysis.space.watch import Progress, Stopped, Watch

_TANGENTS = 12
_CLOSE = 1e-7


def solve(problem: Problem, concept: Concept, on: Ground, watch: Watch) -> tuple[int, ...] | None:
    """Return one package that is best by the concept; None if none reaches every floor.

    Raises
    ------
    Stopped
        If the budget is spent, or a programme grows too large.

    Notes
    -----
    Cost: one programme (utilitarian), one a party (leximin), some (Nash, by tangents to log).
    """
    if concept == "nash":
        return _nash(problem, on, watch)
    if concept == "utilitarian":
        posed = model(problem, floors=True)
        weights = [float(w * unit) for w, unit in zip(on.weights, on.unit, strict=True)]
        largest = max(w * s for w, s in zip(weights, posed.step, strict=True))
        found = posed.best(
            [
                (c, w * s / largest)
                for c, w, s in zip(posed.utility, weights, posed.step, strict=True)
            ],
            watch,
        )
        return None if found is None else tuple(found[0])
    return _leximin(problem, concept, on, watch)


def best_of_each(problem: Problem, watch: Watch) -> list[int] | None:
    """Return the most units that each party gets in a package at or above every floor."""
    most = []
    for party in range(len(problem.parties)):
        posed = model(problem, floors=True)
        found = posed.best([(posed.utility[party], 1.0)], watch)
        if found is None:
            return None
        most.append(int(problem.utilities(np.array([found[0]]))[0, party]))
    return most


def _scales(problem: Problem, concept: Concept, on: Ground, posed: Model) -> list[float]:
    """Return by what a gain, in the model's steps, is compared between parties."""
    if concept == "kalai_smorodinsky" and on.best is not None:
        wide = [float(b - d) for b, d in zip(on.best, on.disagreement, strict=True)]
        return [s / w if w > 0 else 0.0 for s, w in zip(posed.step, wide, strict=True)]
    own = [float(unit) * s for unit, s in zip(on.unit, posed.step, strict=True)]
    return [o / max(own) for o in own]


def _leximin(
    problem: Problem, concept: Concept, on: Ground, watch: Watch
) -> tuple[int, ...] | None:
    """Make the smallest gain largest, then the sum of the two smallest, and so on.

    The sum of the k smallest is k·r less what lies below r (Ogryczak & Śliwiński 2003). For
    Kalai–Smorodinsky the first step is its definition; the others choose among what ties.
    """
    posed = model(problem, floors=True)
    scale = _scales(problem, concept, on, posed)
    some = [p for p in range(len(scale)) if scale[p] > 0]
    found: list[int] | None = None
    for k in range(1, len(some) + 1):
        middle = posed.variable(-np.inf, np.inf)
        below = [posed.variable(0, np.inf) for _ in some]
        for party, short in zip(some, below, strict=True):
            d = posed.steps(float(on.disagreement[party]), party) * scale[party]
            posed.row(d, [(short, 1.0), (middle, -1.0), (posed.utility[party], scale[party])])
        objective = [(middle, float(k)), *((short, -1.0) for short in below)]
        answer = posed.best(objective, watch)
        if answer is None:
            return None if found is None else tuple(found)
        found = answer[0]
        posed.row(answer[1] - _CLOSE * max(1.0, abs(answer[1])), objective)
    if not some:
        answer = posed.best([], watch)
        return None if answer is None else tuple(answer[0])
    return None if found is None else tuple(found)


def _nash(problem: Problem, on: Ground, watch: Watch) -> tuple[int, ...] | None:
    """Make a sum of logarithms largest, each held below by tangents added where a package lies."""
    most = best_of_each(problem, watch)
    if most is None:
        return None
    posed = model(problem, floors=True)
    width = range(len(most))
    d = [posed.steps(float(on.disagreement[p]), p) for p in width]
    top = [posed.steps(most[p], p) - d[p] for p in width]
    if min(top) <= 0:
        raise Stopped("no package gives every party more than the disagreement point")
    logs = [posed.variable(-1e4, np.inf) for _ in width]

    def tangent(party: int, gain: float) -> None:
        low = np.log(gain) - 1 - d[party] / gain
        posed.row(-np.inf, [(logs[party], 1.0), (posed.utility[party], -1.0 / gain)], low)

    for party in width:
        for gain in np.geomspace(top[party] * 1e-3, top[party], _TANGENTS):
            tangent(party, float(gain))
    weights = [float(w / max(on.weights)) for w in on.weights]
    best, best_value, seen = None, -np.inf, set()
    while True:
        answer = posed.best(list(zip(logs, weights, strict=True)), watch)
        if answer is None:
            return best
        chosen, bound = tuple(answer[0]), answer[1]
        units = problem.utilities(np.array([chosen]))[0]
        gains = [posed.steps(int(units[p]), p) - d[p] for p in width]
        if min(gains) > 0:
            value = float(np.dot(weights, np.log(gains)))
            if value > best_value:
                best, best_value = chosen, value
        if bound <= best_value + _CLOSE or chosen in seen:
            return best
        seen.add(chosen)
        for party in width:
            tangent(party, max(gains[party], top[party] * 1e-6))


def by_epsilon(
    problem: Problem,
    *,
    floors: bool = False,
    budget: float | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """Return the efficient set by programmes: one for each vector, each proven as it comes.

    The next vector has the largest sum among those better for some party than each vector so far
    (Sylva & Crema 2004); when there is none, the set is whole. For sets of some dozens of vectors
    over links too wide to be written out. Two vectors less than a model step apart count as one.

    Notes
    -----
    Cost: a programme for each vector, harder with each; on Ctrl-C or when the budget is spent what
    is proven comes back as a lower bound.
    """
    watch = Watch(budget, progress)
    chosen: list[list[int]] = []
    why = ""
    try:
        posed = model(problem, floors=floors)
        fair = [1.0 / max(1.0, _span(problem, posed, p)) for p in range(len(posed.utility))]
        weights = list(zip(posed.utility, [f / max(fair) for f in fair], strict=True))
        so_far: list[list[int]] = []
        while (answer := posed.best(weights, watch)) is not None:
            reached = problem.utilities(np.array([answer[0]]))[0].tolist()
            if not _is_beyond(problem, so_far, reached):
                # HiGHS takes a switch for set when it is so within its tolerance.
                posed.bar(answer[0])
                continue
            chosen.append(answer[0])
            so_far.append(reached)
            watch.step(len(chosen), len(chosen) + 1)
            _beyond(problem, posed, reached)
    except (Stopped, KeyboardInterrupt) as stop:
        why = stop.why if isinstance(stop, Stopped) else "interrupted"
    places = np.array(chosen, np.int64).reshape(-1, len(problem.issues))
    points = problem.utilities(places)
    order = descending([points[:, p] for p in range(points.shape[1])])
    return Frontier(
        problem, points[order], np.zeros(len(points), np.int64), "epsilon-constraint",
        "lower_bound" if why else "exact", floors, watch.seconds, None, why, len(points),
        None, None, places[order],
    )  # fmt: skip


def _span(problem: Problem, posed: Model, party: int) -> float:
    tables = [rows[:, party] for rows in problem.own] + [
        li.points[..., party] for li in problem.links
    ]
    wide = sum(int(np.ptp(t)) for t in tables) + sum(
        abs(int(b.points[party])) for b in problem.boxes
    )
    return posed.steps(wide, party)


def _beyond(problem: Problem, posed: Model, row: Sequence[int]) -> None:
    """Ask for more than ``row`` has, for one party at least."""
    ways = []
    for party, units in enumerate(row):
        more = posed.variable(0, 1, whole=True)
        ways.append((more, 1.0))
        step = max(1.0, problem.tolerance[party] / posed.step[party] + 1)
        least = posed.steps(int(units), party) + (1.0 / posed.step[party] if step == 1 else step)
        lowest = posed.steps(_lowest(problem, party), party)
        posed.row(lowest, [(posed.utility[party], 1.0), (more, lowest - least)])
    posed.row(1, ways)


def _is_beyond(problem: Problem, so_far: Sequence[Sequence[int]], row: Sequence[int]) -> bool:
    """Tell, in whole units, whether ``row`` has more than each so far for one party at least."""
    return all(
        any(mine > theirs for mine, theirs in zip(row, other, strict=True)) for other in so_far
    )


def _lowest(problem: Problem, party: int) -> int:
    """Return units that no package gives less than."""
    least = int(problem.base[party])
    least += sum(int(rows[:, party].min()) for rows in problem.own if len(rows))
    least += sum(int(link.points[..., party].min()) for link in problem.links)
    return least + sum(min(0, int(box.points[party])) for box in problem.boxes)
