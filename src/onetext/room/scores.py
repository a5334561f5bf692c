"""Points at the end of an exercise: what a package is worth to each side, by its own sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onetext.analysis.worth import Valued, valued
from onetext.errors import BadInput
from onetext.terms.case import Case
from onetext.terms.packages.kleene import Truth, all_of
from onetext.terms.packages.package import Package, Value, value
from onetext.terms.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Side:
    """Hold what a package is to one side."""

    sheet: Sheet
    valued: Valued

    @property
    def crossed(self) -> tuple[str, ...]:
        """Return what the red lines ask that the package does not keep."""
        broken = {id for id, kept in self.valued.lines if kept is False}
        return tuple(str(line.keeps) for line in self.sheet.red_lines if line.id in broken)


@dataclass(frozen=True, slots=True)
class Scores:
    """Hold what a package is worth to each side; ``all`` tells whether every side accepts it."""

    package: Package
    sides: tuple[Side, ...]

    @property
    def all(self) -> Truth:
        """Tell whether all accept; None where one is not known to."""
        return all_of(side.valued.acceptable for side in self.sides)


def scores(case: Case, chosen: Mapping[str, str]) -> Scores:
    """Return the points of a whole package by every side's own sheet.

    Raises
    ------
    BadInput
        If an option is not one of its issue's.
    """
    settled: dict[str, Value] = {}
    for matter in case.space.matters:
        id = matter.issue.id
        given = chosen.get(id)
        if given is None:
            raise BadInput(f"nothing is chosen for {id!r}", instead="choose an option")
        option = value(given)
        if not matter.admits(option):
            raise BadInput(f"{given!r} is no option of {id!r}", instead="choose one of the list")
        settled[id] = option
    package = Package.of(settled)
    own = (sheet for sheet in case.sheets if sheet.basis == "own")
    return Scores(package, tuple(Side(s, valued(s, case.space, package)) for s in own))
