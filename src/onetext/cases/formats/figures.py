"""Numbers as a file writes them: exact fractions, and the simple ones that long decimals stand for.

A program that writes 1/3 writes 0.3333333333333333. Sums of such decimals have no common
denominator of any use, and packages that are worth the same come out unlike by the last digit. So
a figure keeps two values: what is written, and the simplest fraction that the same digits of a
floating-point number may mean, where there is a simple one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from onetext.cases.faults import Faults
from onetext.cases.written import Rows, StandIn, Tree, Word
from onetext.errors import Where

_DECIMAL = re.compile(r"([+-]?)([0-9]{0,60})(?:\.([0-9]{0,60}))?(?:[eE]([+-]?[0-9]{1,3}))?")
LONG = 15
"""From so many digits on a decimal may be a floating-point number that stands for a fraction."""
FLOAT = Fraction(4, 2**53)
"""How far, relative to it, a number may lie from what a few sums in floating point meant."""
MOST_SIMPLE = 10**6
"""A fraction with a larger denominator is not called simple: anything is near one."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a number as written, and as simply as its digits allow.

    Examples
    --------
    >>> third = read_figure("0.3333333333333333")
    >>> third.exact == third.simple, third.simple, (third * Figure.of(3)).simple
    (False, Fraction(1, 3), Fraction(1, 1))
    """

    exact: Fraction
    simple: Fraction

    @classmethod
    def of(cls, number: int | Fraction) -> Figure:
        """Return a number that is simple as it stands."""
        return cls(Fraction(number), Fraction(number))

    def __mul__(self, other: Figure) -> Figure:
        return Figure(self.exact * other.exact, self.simple * other.simple)

    def __truediv__(self, other: Figure) -> Figure:
        return Figure(self.exact / other.exact, self.simple / other.simple)

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.exact + other.exact, self.simple + other.simple)


CLOSE, OFF = Fraction(1, 10**9), Fraction(1, 100)
"""Weights that miss 1 by less than the first make it; by up to the second they were rounded, and
are taken as they stand; beyond it one of them is wrong."""
NOTHING = Figure.of(0)
ONE = Figure.of(1)


def read_figure(text: str) -> Figure | None:
    """Return the number that a text writes in decimals, None if it writes none.

    Examples
    --------
    >>> read_figure("1.5E-3").exact, read_figure("nan"), read_figure("1e999999999")
    (Fraction(3, 2000), None, None)
    """
    found = _DECIMAL.fullmatch(text.strip())
    if not found or not (found[2] or found[3]):
        return None
    power = int(found[4] or 0)
    if abs(power) > 300:
        return None
    digits = found[2] + (found[3] or "")
    number = Fraction(int(found[1] + digits)) * Fraction(10) ** (power - len(found[3] or ""))
    if len(digits.lstrip("0")) < LONG:
        return Figure(number, number)
    slack = abs(number) * FLOAT
    simple = _simplest(number - slack, number + slack)
    return Figure(number, simple if simple.denominator <= MOST_SIMPLE else number)


def figure(given: Tree | None, what: str, faults: Faults, place: Where) -> Figure | None:
    """Return the number that stands for ``what``; None, and a fault, where there is none."""
    if given is None:
        faults.add(f"{what} is missing", "write it as a number", place)
        return None
    if isinstance(given, StandIn):  # its own fault is told
        return None
    if not isinstance(given, Word):
        kind = "a list" if isinstance(given, Rows) else "a mapping"
        faults.add(f"{what} is {kind}", "write one number", given.where)
        return None
    found = read_figure(given)
    if found is None:
        faults.add(
            f"{what} is {str(given)!r}, no finite number", "write one like 12 or 0.25", given.where
        )
    return found


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """Return the fraction of smallest denominator from ``low`` to ``high`` (Stern, Brocot)."""
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -_simplest(-high, -low)
    whole = floor(low)
    if whole == low:
        return Fraction(whole)
    if whole + 1 <= high:
        return Fraction(whole + 1)
    return whole + 1 / _simplest(1 / (high - whole), 1 / (low - whole))
