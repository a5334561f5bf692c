"""Points at the end of an exercise: what a package is worth to each side, by its own sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onetext.analysis.worth import Weighed, weighed
from onetext.errors import BadInput
from onetext.terms.case import Case
from onetext.terms.packages.package import Value, value


@dataclass(frozen=True, slots=True)
class Scores:
    """Hold what a package is worth to each side; ``all`` tells whether every side accepts it."""

    package: Mapping[str, Value]
    sides: tuple[Weighed, ...]

    @property
    def all(self) -> bool | None:
        """Tell whether all accept; None where one is not known to."""
        answers = {one.acceptable for one in self.sides}
        return False if False in answers else None if None in answers else True


def scores(case: Case, chosen: Mapping[str, str]) -> Scores:
    """Return the points of a whole package by every side's own sheet.

    Raises
    ------
    BadInput
        If an option is not one of its issue's.
    """
    package: dict[str, Value] = {}
    for matter in case.space.matters:
        id = matter.issue.id
        given = chosen.get(id)
        if given is None:
            raise BadInput(f"nothing is chosen for {id!r}", instead="choose an option")
        option = value(given)
        if not matter.admits(option):
            raise BadInput(f"{given!r} is no option of {id!r}", instead="choose one of the list")
        package[id] = option
    own = tuple(sheet for sheet in case.sheets if sheet.basis == "own")
    return Scores(package, tuple(weighed(sheet, package) for sheet in own))
