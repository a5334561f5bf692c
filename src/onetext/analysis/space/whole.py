"""One party's utilities as whole units: exact by a common denominator, else on a fine grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, gcd, isfinite, lcm, log2
from types import NoneType
from typing import Any

import numpy as np
import numpy.typing as npt

from onetext.errors import BadInput

MOST = 2**53 - 1
"""The largest sum held: floating point, which filters use, has all whole numbers up to here."""


@dataclass(frozen=True, eq=False, slots=True)
class Scaled:
    """Hold one party's cells in units, and how many of its own points a unit is."""

    cells: list[npt.NDArray[np.int64]]
    floor: int | None
    unit: Fraction
    tolerance: int


def scaled(tables: Sequence[npt.NDArray[Any]], floor: Any, tolerance: float) -> Scaled:
    """Return one party's cells as whole units.

    Parameters
    ----------
    tables : arrays (cells), own scale
        One for each summand: the sum of their largest is the largest utility.

    Raises
    ------
    BadInput
        If a value is not finite, or whole points sum beyond 2^53.
    """
    exact = _whole(tables, floor)
    return exact if exact is not None else _gridded(tables, floor, tolerance)


def _fraction(given: Any) -> Fraction:
    """Return a number as it is written: 0.1 is one tenth."""
    if isinstance(given, float | np.floating):
        if not isfinite(given):
            raise BadInput(f"a utility is {given}", instead="give finite numbers")
        return Fraction(repr(float(given)))
    if isinstance(given, Fraction | int | Decimal | np.integer) and not isinstance(given, bool):
        return Fraction(int(given) if isinstance(given, np.integer) else given)
    raise BadInput(f"a utility is {given!r}", instead="give numbers")


def _whole(tables: Sequence[npt.NDArray[Any]], floor: Any) -> Scaled | None:
    if type(floor) in (int, NoneType) and all(t.dtype.kind in "iu" for t in tables):
        return _whole_already(tables, floor)
    fractions = [[_fraction(x) for x in t.tolist()] for t in tables]
    bound = None if floor is None else _fraction(floor)
    denominator = 1
    for value in [*(x for t in fractions for x in t), *([] if bound is None else [bound])]:
        denominator = lcm(denominator, value.denominator)
        if denominator > MOST:
            return None
    cells = [[int(x * denominator) for x in t] for t in fractions]
    return _shrunk(cells, None if bound is None else int(bound * denominator), denominator)


def _whole_already(tables: Sequence[npt.NDArray[Any]], floor: int | None) -> Scaled:
    """Divide whole points by what all have in common."""
    cells = [t.astype(np.int64) for t in tables]
    every = np.concatenate(cells)
    common = gcd(int(np.gcd.reduce(every)), floor or 0) or 1
    largest = sum(max(int(t.max()), -int(t.min())) for t in cells) // common
    if max(largest, abs(floor or 0) // common) > MOST or any(
        t.dtype == np.uint64 and int(t.max()) > MOST for t in tables
    ):
        raise BadInput("utilities sum beyond 2^53", instead="use smaller points")
    if common > 1:
        cells = [t // common for t in cells]
    return Scaled(cells, None if floor is None else floor // common, Fraction(common), 0)


def _shrunk(cells: list[list[int]], floor: int | None, denominator: int) -> Scaled | None:
    """Divide by what all have in common; None if sums would outgrow what is held."""
    common = gcd(*(x for t in cells for x in t), floor or 0) or 1
    largest = sum(max(abs(x) for x in t) for t in cells) // common
    if largest > MOST or abs(floor or 0) // common > MOST:
        if denominator == 1:
            raise BadInput("utilities sum beyond 2^53", instead="use smaller points")
        return None
    return Scaled(
        [np.array([x // common for x in t], np.int64) for t in cells],
        None if floor is None else floor // common,
        Fraction(common, denominator),
        0,
    )


def _gridded(tables: Sequence[npt.NDArray[Any]], floor: Any, tolerance: float) -> Scaled:
    floats = [np.array([float(x) for x in t.tolist()]) for t in tables]
    bound = None if floor is None else float(floor)
    largest = sum(float(np.abs(t).max()) for t in floats) + abs(bound or 0.0)
    fine = 51 - ceil(log2(largest))
    unit = Fraction(2) ** -fine
    return Scaled(
        [np.rint(np.ldexp(t, fine)).astype(np.int64) for t in floats],
        None if bound is None else round(bound / unit),
        unit,
        max(1, ceil(Fraction(repr(tolerance)) * Fraction(largest) / unit)),
    )
