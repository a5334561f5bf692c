"""Linear programmes over a party's whole sheets, with HiGHS; ties are settled in fractions.

HiGHS answers in floating point, to some 1e-7. Where an answer lies nearer than ``TIE`` to the value
that decides, its basis is solved again in exact fractions and checked against every bound, row and
reduced cost; a value that passes is exact (Dhiflaoui et al. 2003, Applegate et al. 2007). With
columns of noughts and ones these are fixed as HiGHS found them before that.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from onetext.analysis.acceptability.partial import Partial, Row
from onetext.errors import BadInput

Floats = npt.NDArray[np.float64]
TIE = 1e-6
"""Share of the largest bound within which a value counts as a tie."""


class Programme:
    """Hold the rows of a partial sheet in HiGHS, so that only the costs change between questions.

    Parameters
    ----------
    extra
        Rows besides those of the sheet.
    margin
        Whether a column is added, the last, by which every strict row must keep off its bound.

    Notes
    -----
    A second question begins from the basis of the first: some tenths of a millisecond each.
    """

    def __init__(
        self, partial: Partial, extra: tuple[Row, ...] = (), *, margin: bool = False
    ) -> None:
        import highspy

        self.lower = list(partial.lower)
        self.upper = list(partial.upper)
        self.ones = partial.ones
        self.rows = [_dense(row) for row in (*partial.rows, *extra)]
        if margin:
            self.lower.append(Fraction(0))
            self.upper.append(Fraction(1))
            last = len(self.lower) - 1
            for (terms, _, _), row in zip(self.rows, (*partial.rows, *extra), strict=True):
                if row.strict:
                    terms[last] = -1
        self.size = max(1.0, *(abs(float(b)) for b in (*self.lower, *self.upper)))
        self._infinity = highspy.kHighsInf
        core: Any = highspy.Highs.__bases__[0]  # Highs itself prints a banner to standard output
        self._highs = core()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        if not self.ones:
            self._highs.setOptionValue("presolve", "off")
        self._highs.passModel(self._model(highspy))

    def least(self, costs: Mapping[int, int]) -> tuple[float, Floats] | None:
        """Return the least value of ``costs`` and where it is reached, None if nothing fits.

        Parameters
        ----------
        costs
            Coefficients by column; the others cost nothing.

        Returns
        -------
        The value, and a float64 array (columns).

        Raises
        ------
        BadInput
            If HiGHS gives up.
        """
        import highspy

        count = len(self.lower)
        given = np.zeros(count)
        for column, times in costs.items():
            given[column] = times
        self._highs.changeColsCost(count, np.arange(count, dtype=np.int32), given)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise BadInput(
                f"HiGHS stopped with {self._highs.modelStatusToString(status)!r}",
                instead="please send us the case",
            )
        found = np.array(self._highs.getSolution().col_value)
        return float(given @ found), found

    def exactly(self, costs: Mapping[int, int]) -> Fraction | None:
        """Return the least value in fractions; None where the last basis does not prove it.

        Call it right after `least` with the same costs.

        Notes
        -----
        Cost: the cube of the columns, in fractions; a few milliseconds.
        """
        import highspy

        if self.ones:
            self._fix(np.array(self._highs.getSolution().col_value))
        try:
            self._highs.run()
            if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
            basis = self._highs.getBasis()
            return _proven(self, basis.col_status, basis.row_status, costs, highspy)
        finally:
            if self.ones:
                self._loosen()

    def _model(self, highspy: Any) -> Any:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.lower), len(self.rows)
        lp.col_cost_ = np.zeros(len(self.lower))
        lp.col_lower_ = np.array([float(b) for b in self.lower])
        lp.col_upper_ = np.array([float(b) for b in self.upper])
        lp.row_lower_ = np.array(
            [-self._infinity if r is None else float(r) for _, r, _ in self.rows]
        )
        lp.row_upper_ = np.array([self._infinity if r is None else float(r) for *_, r in self.rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts = np.cumsum([0, *(len(terms) for terms, _, _ in self.rows)])
        lp.a_matrix_.start_ = starts.astype(np.int32)
        lp.a_matrix_.index_ = np.array([c for t, _, _ in self.rows for c in t], dtype=np.int32)
        lp.a_matrix_.value_ = np.array(
            [n for t, _, _ in self.rows for n in t.values()], dtype=float
        )
        if self.ones:
            kinds = [highspy.HighsVarType.kContinuous] * len(self.lower)
            for column in self.ones:
                kinds[column] = highspy.HighsVarType.kInteger
            lp.integrality_ = kinds
        return lp

    def _fix(self, found: Floats) -> None:
        import highspy

        for column in self.ones:
            self.lower[column] = self.upper[column] = Fraction(round(found[column]))
            at = float(self.lower[column])
            self._highs.changeColBounds(column, at, at)
            self._highs.changeColIntegrality(column, highspy.HighsVarType.kContinuous)

    def _loosen(self) -> None:
        import highspy

        for column in self.ones:
            self.lower[column], self.upper[column] = Fraction(0), Fraction(1)
            self._highs.changeColBounds(column, 0.0, 1.0)
            self._highs.changeColIntegrality(column, highspy.HighsVarType.kInteger)


_Dense = tuple[dict[int, int], Fraction | None, Fraction | None]


def _dense(row: Row) -> _Dense:
    return dict(row.terms), row.low, row.high


def _proven(
    of: Programme, columns: Any, rows: Any, costs: Mapping[int, int], highspy: Any
) -> Fraction | None:
    """Return the value of a basis if it fits every bound and no reduced cost speaks against it."""
    kinds = highspy.HighsBasisStatus
    basic = [c for c, status in enumerate(columns) if status == kinds.kBasic]
    held = [r for r, status in enumerate(rows) if status != kinds.kBasic]
    if len(basic) != len(held):
        return None
    value = [
        of.upper[c] if status == kinds.kUpper else of.lower[c] for c, status in enumerate(columns)
    ]
    matrix = [[Fraction(of.rows[r][0].get(c, 0)) for c in basic] for r in held]
    sides = []
    for r in held:
        terms, low, high = of.rows[r]
        bound = high if rows[r] == kinds.kUpper or low is None else low
        if bound is None:
            return None
        sides.append(bound - sum(n * value[c] for c, n in terms.items() if c not in basic))
    solved = _solved(matrix, sides)
    duals = _solved(
        [list(column) for column in zip(*matrix, strict=True)],
        [Fraction(costs.get(c, 0)) for c in basic],
    )
    if solved is None or duals is None:
        return None
    for c, found in zip(basic, solved, strict=True):
        value[c] = found
    if not _fits(of, value) or not _dual_fits(of, columns, rows, held, duals, costs, kinds):
        return None
    return sum((n * value[c] for c, n in costs.items()), Fraction(0))


def _fits(of: Programme, value: list[Fraction]) -> bool:
    if any(not a <= v <= b for a, v, b in zip(of.lower, value, of.upper, strict=True)):
        return False
    for terms, low, high in of.rows:
        total = sum((n * value[c] for c, n in terms.items()), Fraction(0))
        if (low is not None and total < low) or (high is not None and total > high):
            return False
    return True


def _dual_fits(
    of: Programme,
    columns: Any,
    rows: Any,
    held: list[int],
    duals: list[Fraction],
    costs: Mapping[int, int],
    kinds: Any,
) -> bool:
    for r, dual in zip(held, duals, strict=True):
        _, low, high = of.rows[r]
        at_high = rows[r] == kinds.kUpper or low is None
        if low != high and (dual > 0 if at_high else dual < 0):
            return False
    reduced = [Fraction(costs.get(c, 0)) for c in range(len(of.lower))]
    for r, dual in zip(held, duals, strict=True):
        for c, n in of.rows[r][0].items():
            reduced[c] -= dual * n
    return all(
        of.lower[c] == of.upper[c]
        or columns[c] == kinds.kBasic
        or (cost <= 0 if columns[c] == kinds.kUpper else cost >= 0)
        for c, cost in enumerate(reduced)
    )


def _solved(matrix: list[list[Fraction]], sides: list[Fraction]) -> list[Fraction] | None:
    """Return the solution of a square system, None if it has no single one."""
    rows = [[*row, side] for row, side in zip(matrix, sides, strict=True)]
    for at in range(len(rows)):
        pivot = next((r for r in range(at, len(rows)) if rows[r][at]), None)
        if pivot is None:
            return None
        rows[at], rows[pivot] = rows[pivot], rows[at]
        head = rows[at][at]
        rows[at] = [cell / head for cell in rows[at]]
        for r, row in enumerate(rows):
            if r != at and row[at]:
                rows[r] = [cell - row[at] * top for cell, top in zip(row, rows[at], strict=True)]
    return [row[-1] for row in rows]
