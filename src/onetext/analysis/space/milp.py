"""A problem as a mixed-integer programme for HiGHS: for links, boxes and rules of any width.

One 0/1 variable for each option; a linked table by its local polytope (a variable for each
combination, with the options' variables as its margins); a box by one variable below each side and
above their sum; a rule by one cut for each combination that it bars. Utilities are variables, in
steps of ``step`` units, so that a party's range stays within what HiGHS tells apart (1e-6).
Answers are packages, re-evaluated in whole units; that none is better holds to HiGHS's tolerance.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
from highspy._core import _Highs
from highspy._core.cb import HighsCallbackType as Asks

from onetext.analysis.space.tables import NO_FLOOR, Ints, Problem
from onetext.analysis.space.watch import Stopped, Watch

Terms = Iterable[tuple[int, float]]
_WIDEST = 1_000_000
_MOMENT = 0.05
PATIENCE = 20.0
"""Seconds for one programme where no budget is given: some would never end."""
_MOST_COLUMNS = 400_000


@dataclass(slots=True)
class Model:
    """Gather variables and rows, and ask HiGHS for the best package."""

    problem: Problem
    step: list[int] = field(default_factory=list)
    option: list[list[int]] = field(default_factory=list)
    utility: list[int] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[float, list[tuple[int, float]], float]] = field(default_factory=list)

    def variable(self, low: float, high: float, *, whole: bool = False) -> int:
        """Add a variable and return its number."""
        self.lower.append(low)
        self.upper.append(high)
        self.whole.append(whole)
        return len(self.lower) - 1

    def row(self, low: float, terms: Terms, high: float = np.inf) -> None:
        """Add the constraint low <= terms <= high."""
        self.rows.append((low, list(terms), high))

    def bar(self, package: Sequence[int]) -> None:
        """Leave out one package."""
        terms = [(columns[at], 1.0) for columns, at in zip(self.option, package, strict=True)]
        self.row(-np.inf, terms, len(terms) - 1)

    def best(
        self, objective: Sequence[tuple[int, float]], watch: Watch
    ) -> tuple[list[int], float] | None:
        """Return the package that makes ``objective`` largest, and the bound; None if none is left.

        Raises
        ------
        Stopped
            If the budget is spent before it is proven.
        """
        solver = _Highs()  # the class that users make prints a banner on standard output
        patience = PATIENCE if watch.left is None else max(0.01, watch.left)
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 1e-7),
            ("mip_feasibility_tolerance", 1e-7),
            ("time_limit", patience),
        ):
            solver.setOptionValue(name, value)
        solver.passModel(self._lp(objective))
        interrupted = run(solver)
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kSolveError:
            solver.clearSolver()  # a rare slip of its presolve
            solver.setOptionValue("presolve", "off")
            interrupted = run(solver)
            status = solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible,):
            return None
        values = np.array(solver.getSolution().col_value)
        some = solver.getInfo().primal_solution_status == 2  # a feasible one
        chosen = [int(np.argmax(values[columns])) for columns in self.option] if some else []
        if status != highspy.HighsModelStatus.kOptimal:
            why = f"HiGHS stopped: {solver.modelStatusToString(status)}"
            if status == highspy.HighsModelStatus.kTimeLimit:
                why = f"HiGHS proved nothing within {patience:.3g} s"
            raise Stopped("interrupted" if interrupted else why, tuple(chosen) or None)
        return chosen, float(solver.getInfo().objective_function_value)

    def _lp(self, objective: Sequence[tuple[int, float]]) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.lower), len(self.rows)
        cost = np.zeros(len(self.lower))
        for column, by in objective:
            cost[column] += by
        lp.col_cost_ = cost
        lp.col_lower_, lp.col_upper_ = np.array(self.lower), np.array(self.upper)
        lp.row_lower_ = np.array([low for low, _, _ in self.rows])
        lp.row_upper_ = np.array([high for _, _, high in self.rows])
        lp.sense_ = highspy.ObjSense.kMaximize
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[whole] for whole in self.whole]
        starts = np.cumsum([0, *(len(terms) for _, terms, _ in self.rows)])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = starts.astype(np.int32)
        lp.a_matrix_.index_ = np.array([c for _, terms, _ in self.rows for c, _ in terms], np.int32)
        lp.a_matrix_.value_ = np.array([v for _, terms, _ in self.rows for _, v in terms], float)
        return lp

    def steps(self, units: float | int, party: int) -> float:
        """Return units of a party in the steps of its utility variable."""
        return float(units) / self.step[party]

    def at_least(self, lowest: Ints) -> None:
        """Ask for every utility to reach ``lowest``: int64 array (parties), units."""
        for party, least in enumerate(lowest.tolist()):
            if least > NO_FLOOR:
                self.lower[self.utility[party]] = self.steps(least, party) - 1e-7


def run(solver: _Highs) -> bool:
    """Let HiGHS run in a thread of its own; tell whether Ctrl-C ended it.

    HiGHS asks now and then whether it is to go on; the thread that signals come to only waits.
    """
    ended = threading.Event()

    def asked(kind: Any, message: str, told: Any, answer: Any, given: Any) -> None:
        if ended.is_set() and answer is not None:
            answer.user_interrupt = True

    solver.setCallback(asked, None)
    for kind in (Asks.kCallbackMipInterrupt, Asks.kCallbackSimplexInterrupt):
        solver.startCallback(kind)
    working = threading.Thread(target=solver.run, daemon=True)
    working.start()
    try:
        while working.is_alive():
            working.join(_MOMENT)
    except KeyboardInterrupt:
        ended.set()
        working.join()
    return ended.is_set()


def model(problem: Problem, *, floors: bool) -> Model:
    """Return the programme of a problem; with ``floors`` only for packages at or above them.

    Raises
    ------
    Stopped
        If links or rules need more than 400,000 variables or rows.
    """
    found = Model(problem)
    found.option = [
        [found.variable(0, 1, whole=True) for _ in range(count)] for count in problem.counts
    ]
    for columns in found.option:
        found.row(1, ((column, 1.0) for column in columns), 1)
    worth = [
        [(c, rows[o]) for o, c in enumerate(found.option[i])] for i, rows in enumerate(problem.own)
    ]
    parts: list[tuple[int, npt.NDArray[np.int64]]] = [pair for rows in worth for pair in rows]
    for link in problem.links:
        parts += _linked(found, link.issues, link.points)
    for box in problem.boxes:
        parts.append((_boxed(found, box.issues, box.within), box.points))
    for bar in problem.bars:
        _barred(found, bar.issues, bar.allowed)
    for party in range(len(problem.parties)):
        reach = sum(abs(int(points[party])) for _, points in parts)
        found.step.append(max(1, -(-reach // _WIDEST)))
        column = found.variable(-np.inf, np.inf)
        found.utility.append(column)
        base = found.steps(int(problem.base[party]), party)
        terms = [(c, found.steps(int(p[party]), party)) for c, p in parts if p[party]]
        found.row(base, [(column, 1.0), *((c, -v) for c, v in terms)], base)
    if floors:
        found.at_least(problem.lowest)
    return found


def _enough(found: Model, more: int) -> None:
    if len(found.lower) + len(found.rows) + more > _MOST_COLUMNS:
        raise Stopped("links and rules need too many variables for HiGHS")


def _linked(
    found: Model, issues: tuple[int, ...], points: Ints
) -> list[tuple[int, npt.NDArray[np.int64]]]:
    shape = points.shape[:-1]
    _enough(found, int(np.prod(shape)))
    columns = np.array([found.variable(0, 1) for _ in range(int(np.prod(shape)))]).reshape(shape)
    for axis, issue in enumerate(issues):
        for option, own in enumerate(found.option[issue]):
            margin = [(int(c), 1.0) for c in columns.take(option, axis=axis).ravel()]
            found.row(0, [*margin, (own, -1.0)], 0)
    flat = points.reshape(-1, points.shape[-1])
    return [(int(c), flat[n]) for n, c in enumerate(columns.ravel()) if flat[n].any()]


def _boxed(found: Model, issues: tuple[int, ...], within: tuple[npt.NDArray[np.bool_], ...]) -> int:
    met = found.variable(0, 1)
    sides = [
        [(column, 1.0) for column, inside in zip(found.option[i], mask, strict=True) if inside]
        for i, mask in zip(issues, within, strict=True)
    ]
    for side in sides:
        found.row(0, [*side, (met, -1.0)])
    found.row(-np.inf, [*(t for side in sides for t in side), (met, -1.0)], len(sides) - 1)
    return met


def _barred(found: Model, issues: tuple[int, ...], allowed: npt.NDArray[np.bool_]) -> None:
    barred = np.argwhere(~allowed)
    _enough(found, len(barred))
    for place in barred.tolist():
        terms = [(found.option[i][o], 1.0) for i, o in zip(issues, place, strict=True)]
        found.row(-np.inf, terms, len(issues) - 1)
