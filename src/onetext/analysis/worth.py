"""What one package is worth on one sheet: its points, its floor, the red lines it crosses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from onetext.terms.offers.linkage import RedLine
from onetext.terms.packages.kleene import truth
from onetext.terms.packages.package import Value
from onetext.terms.sheet import Sheet, Worth


@dataclass(frozen=True, slots=True)
class Weighed:
    """Hold what a whole package is worth on one sheet.

    Parameters
    ----------
    points
        In the sheet's own unit; None where the sheet leaves something of it unknown.
    above_floor
        None where points or floor are unknown.
    crossed
        The red lines that it does not keep.
    """

    sheet: Sheet
    points: Fraction | None
    above_floor: bool | None
    crossed: tuple[RedLine, ...]

    @property
    def acceptable(self) -> bool | None:
        """Tell whether it reaches the floor and keeps every red line; None: unknown."""
        return False if self.crossed else self.above_floor


def weighed(sheet: Sheet, package: Mapping[str, Value]) -> Weighed:
    """Return what a whole package is worth on a sheet.

    Nothing is filled in: an option without points, or with an interval of them, makes the sum
    unknown.

    Examples
    --------
    >>> from onetext.terms.sheet import Interval
    >>> sheet = Sheet("s", "arn", "arn", floor=Interval.at(10), worths=(
    ...     Worth("truce", (("full", Interval.at(30)), ("none", Interval.at(0)))),))
    >>> found = weighed(sheet, {"truce": "full"})
    >>> found.points, found.acceptable
    (Fraction(30, 1), True)
    """
    parts = [_part(sheet, issue, chosen) for issue, chosen in package.items()]
    for link in sheet.linked:
        met = truth(link.when, package)
        if met is True:
            exact = link.points.exact
            parts.append(Fraction(exact, sheet.per_unit) if exact is not None else None)
        elif met is None:
            parts.append(None)
    points = (
        None if None in parts else sum((part for part in parts if part is not None), Fraction())
    )
    floor = sheet.floor.exact if sheet.floor is not None else None
    above = None if points is None or floor is None else points >= Fraction(floor, sheet.per_unit)
    crossed = tuple(line for line in sheet.red_lines if truth(line.keeps, package) is False)
    return Weighed(sheet, points, above, crossed)


def _part(sheet: Sheet, issue: str, chosen: Value) -> Fraction | None:
    worth = sheet.worth(issue)
    if worth is None:
        return None
    said = worth.of(chosen)
    if said is not None:
        return Fraction(said.exact, sheet.per_unit) if said.exact is not None else None
    if worth.line and isinstance(chosen, Decimal):
        return _on_line(worth, chosen, sheet.per_unit)
    return None


def _on_line(worth: Worth, chosen: Decimal, per_unit: int) -> Fraction | None:
    given = sorted(
        (Fraction(value), interval.exact)
        for value, interval in worth.points
        if isinstance(value, Decimal)
    )
    at = Fraction(chosen)
    for (low, first), (high, last) in pairwise(given):
        if low <= at <= high and first is not None and last is not None:
            return (first + (last - first) * (at - low) / (high - low)) / per_unit
    return None
