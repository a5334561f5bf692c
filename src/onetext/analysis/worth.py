"""What packages are worth on one sheet: exact where the sheet says so, else from and to, or open.

What a sheet does not say stays unknown; nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from onetext.terms.packages.kleene import Truth, all_of, truth
from onetext.terms.packages.package import Package, Value
from onetext.terms.packages.space import Space
from onetext.terms.sheet import Interval, Sheet, Worth

MOST = 20_000
"""How many packages are gone through; of more, places and completions are not computed."""


@dataclass(frozen=True, slots=True)
class Points:
    """Hold points, in the sheet's own unit, from ``low`` to ``high``; None for no bound known."""

    low: Fraction | None
    high: Fraction | None

    @property
    def exact(self) -> Fraction | None:
        """Return the one number it is, None if it may be several."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Valued:
    """Hold what a package is on a sheet.

    Parameters
    ----------
    points
        Of a package that leaves issues open: over all ways to settle the rest.
    floor
        Whether it reaches the floor; None while that is open or not known.
    lines
        For each red line its id and whether it is kept.
    acceptable
        Floor and red lines together.
    """

    points: Points
    floor: Truth
    lines: tuple[tuple[str, Truth], ...]
    acceptable: Truth


@dataclass(frozen=True, slots=True)
class Standing:
    """Say where a whole package stands among those that are acceptable on a sheet.

    ``place`` counts from 1, with ``tied`` others worth as much; None if it is not acceptable.
    """

    acceptable: int
    packages: int
    place: int | None
    tied: int


@dataclass(frozen=True, slots=True)
class Completed:
    """Say in how many ways a package can be settled whole, and how many of them are acceptable."""

    ways: int
    acceptable: int


def points_of(sheet: Sheet, space: Space, package: Mapping[str, Value]) -> Points:
    """Return what a whole package is worth: the sum of its options' points and of its links.

    Examples
    --------
    >>> from onetext.terms.issue import Issue
    >>> from onetext.terms.packages.space import Choice, Option
    >>> space = Space((Choice(Issue("truce", "Truce"), (Option("full"), Option("no"))),))
    >>> sheet = Sheet("s", "arn", "arn", worths=(
    ...     Worth("truce", (("full", Interval.at(30)), ("no", Interval(0, 5)))),))
    >>> points_of(sheet, space, {"truce": "full"}).exact
    Fraction(30, 1)
    >>> points_of(sheet, space, {"truce": "no"})
    Points(low=Fraction(0, 1), high=Fraction(5, 1))
    """
    linked = {issue for one in sheet.linked for issue in one.issues}
    parts: list[Interval | Fraction | None] = []
    for matter in space.matters:
        id = matter.issue.id
        worth = sheet.worth(id)
        if worth is None:
            parts.append(Fraction(0) if id in linked and id not in sheet.unknown else None)
        else:
            parts.append(_option(worth, package[id]))
    for one in sheet.linked:
        met = truth(one.when, package)
        if met is not False:
            parts.append(one.points if met else None)
    return Points(_sum(sheet, parts, "low"), _sum(sheet, parts, "high"))


def valued(sheet: Sheet, space: Space, package: Package) -> Valued:
    """Return what a package is on a sheet, whole or not."""
    open_ways = [m.count for m in space.matters if m.issue.id not in package]
    if not open_ways:
        points = points_of(sheet, space, package)
    else:
        ways = _ways(sheet, space)
        fits = [one.points for whole, one in ways if whole.extends(package)] if ways else []
        points = _span(fits)
    lines = tuple((line.id, line.kept(package)) for line in sheet.red_lines)
    floor = _reaches(sheet, points)
    return Valued(points, floor, lines, all_of([floor, *(kept for _, kept in lines)]))


def standing(sheet: Sheet, space: Space, package: Package) -> Standing | None:
    """Return where a whole package stands among the acceptable ones; None where that is not known.

    It is not known where points are not exact, or there are more packages than are gone through.
    """
    ways = _ways(sheet, space)
    if ways is None or any(one.points.exact is None for _, one in ways):
        return None
    good = [one.points.exact for _, one in ways if one.acceptable is True]
    own = next((one for whole, one in ways if whole == package), None)
    if own is None or own.acceptable is not True:
        return Standing(len(good), len(ways), None, 0)
    mine = own.points.exact
    assert mine is not None
    better = sum(1 for points in good if points is not None and points > mine)
    return Standing(len(good), len(ways), better + 1, good.count(mine) - 1)


def completed(sheet: Sheet, space: Space, package: Package) -> Completed | None:
    """Return in how many ways the rest can be settled; None where that is not known."""
    ways = _ways(sheet, space)
    if ways is None:
        return None
    fits = [one for whole, one in ways if whole.extends(package)]
    return Completed(len(fits), sum(one.acceptable is True for one in fits))


@lru_cache(maxsize=64)
def _ways(sheet: Sheet, space: Space) -> tuple[tuple[Package, Valued], ...] | None:
    """Return every whole package with what it is on a sheet; None if there are too many."""
    if space.count is None or space.count > MOST:
        return None
    return tuple((package, valued(sheet, space, package)) for package in space.packages())


def _option(worth: Worth, chosen: Value) -> Interval | Fraction | None:
    said = worth.of(chosen)
    if said is not None or not worth.line or isinstance(chosen, str):
        return said
    marks = sorted((Fraction(v), p.exact) for v, p in worth.points if not isinstance(v, str))
    for (low, less), (high, more) in pairwise(marks):
        if low <= chosen <= high and less is not None and more is not None:
            return less + (more - less) * (Fraction(chosen) - low) / (high - low)
    return None


def _sum(
    sheet: Sheet, parts: list[Interval | Fraction | None], bound: Literal["low", "high"]
) -> Fraction | None:
    total = Fraction(0)
    for part in parts:
        if isinstance(part, Interval):
            found: Fraction | int | None = part.low if bound == "low" else part.high
        else:
            found = part
        if found is None:
            return None
        total += found
    return total / sheet.per_unit


def _span(every: list[Points]) -> Points:
    if not every:
        return Points(None, None)
    lows = [one.low for one in every]
    highs = [one.high for one in every]
    low = None if None in lows else min(one for one in lows if one is not None)
    high = None if None in highs else max(one for one in highs if one is not None)
    return Points(low, high)


def _reaches(sheet: Sheet, points: Points) -> Truth:
    if sheet.floor is None:
        return None
    low, high = sheet.floor.low, sheet.floor.high
    least = None if high is None else sheet.utility(high)
    most = None if low is None else sheet.utility(low)
    if points.low is not None and least is not None and points.low >= least:
        return True
    if points.high is not None and most is not None and points.high < most:
        return False
    return None
