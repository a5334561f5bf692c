"""Packages as an array, and which of them meet a condition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from onetext.analysis.acceptability.partial import options_of
from onetext.errors import BadInput
from onetext.terms.packages.condition import And, AtLeast, Condition, Not, Open, Or, parts_of
from onetext.terms.packages.kleene import truth
from onetext.terms.packages.package import Package, Value
from onetext.terms.packages.space import Space

Bools = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int16]
MOST_PACKAGES = 1_000_000
"""More are not listed; the caller settles some issues first."""


@dataclass(frozen=True, eq=False, slots=True)
class Listing:
    """Hold packages; make it with `listing`.

    Parameters
    ----------
    chosen : int16 array (packages, issues)
        Places of the options.
    """

    issues: tuple[str, ...]
    options: tuple[tuple[Value, ...], ...]
    chosen: Places

    def __len__(self) -> int:
        return len(self.chosen)

    def __repr__(self) -> str:
        return f"Listing({len(self.chosen)} packages of {len(self.issues)} issues)"

    def package(self, at: int) -> Package:
        """Return one package."""
        row = self.chosen[at]
        pairs = zip(self.issues, self.options, row, strict=True)
        return Package(tuple((issue, options[place]) for issue, options, place in pairs))

    def of(self, some: npt.NDArray[Any]) -> Listing:
        """Return some of the packages: places, or a bool array (packages)."""
        return Listing(self.issues, self.options, self.chosen[some])

    def met(self, condition: Condition) -> tuple[Bools, Bools]:
        """Return which packages surely meet a condition, and which may: bool arrays (packages).

        They differ only by what nobody has put over the issues (``open``). Cost: linear in the
        packages and the condition.
        """
        if isinstance(condition, Not):
            surely, may = self.met(condition.part)
            return ~may, ~surely
        if isinstance(condition, And | Or | AtLeast):
            parts = parts_of(condition)
            need = 1 if isinstance(condition, Or) else len(parts)
            if isinstance(condition, AtLeast):
                need = condition.count
            met = [self.met(part) for part in parts]
            surely, may = (np.sum([m[n] for m in met], axis=0) >= need for n in (0, 1))
            return surely, may
        if isinstance(condition, Open):
            return np.zeros(len(self), bool), np.ones(len(self), bool)
        issue = getattr(condition, "issue", None)
        if issue is None:  # always, never
            found = np.full(len(self), truth(condition, {}) is True)
            return found, found
        at = self.issues.index(issue)
        by_option = np.array([truth(condition, {issue: v}) is True for v in self.options[at]])
        found = by_option[self.chosen[:, at]]
        return found, found


def listing(space: Space, within: Mapping[str, Value] | None = None) -> Listing:
    """Return all packages that complete ``within``, the first issue turning slowest.

    Raises
    ------
    BadInput
        If an open issue takes any number, or there are more than a million packages.

    Examples
    --------
    >>> from onetext.terms.issue import Issue
    >>> from onetext.terms.packages.condition_parser import parse
    >>> from onetext.terms.packages.space import Choice, Option
    >>> a, b = (Choice(Issue(i, i), (Option("x"), Option("y"))) for i in "ab")
    >>> some = listing(Space((a, b)))
    >>> some, some.package(1), some.met(parse("a = y or b = y"))[0].tolist()
    (Listing(4 packages of 2 issues), Package(a=x, b=y), [False, True, True, True])
    """
    held = Package.of(within or {})
    options: list[tuple[Value, ...]] = []
    places: list[list[int]] = []
    for matter in space.matters:
        values = options_of(matter)
        given = held.get(matter.issue.id)
        options.append(values)
        places.append(list(range(len(values))) if given is None else [values.index(given)])
    count = prod(map(len, places))
    if count > MOST_PACKAGES:
        raise BadInput(
            f"there are {count:,} packages, more than the {MOST_PACKAGES:,} that are listed",
            instead="settle some issues first, with --package",
        )
    grids = np.meshgrid(*(np.array(p, np.int16) for p in places), indexing="ij")
    chosen = (
        np.stack([grid.ravel() for grid in grids], axis=1) if grids else np.zeros((1, 0), np.int16)
    )
    chosen.setflags(write=False)
    return Listing(tuple(m.issue.id for m in space.matters), tuple(options), chosen)
