"""What packages are worth, as sums of one column for each issue and of the links that they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from onetext.analysis.acceptability.listing import Bools, Listing
from onetext.analysis.acceptability.partial import Matter, Partial

Ints = npt.NDArray[np.int64]
Bound = Literal["least", "most"]


@dataclass(frozen=True, eq=False, slots=True)
class Terms:
    """Hold the columns that make up what packages are worth at least, or at most, to a party.

    An issue that nothing couples to another counts by its stake alone: an option is worth all of it
    if it is surely best, and can be worth nothing, or all, where that is open. A package has one
    option of an issue, and its lowest and highest leave the stake free, so this loses nothing.

    Parameters
    ----------
    columns
        For each issue the column of each option, None where it counts for nothing.
    met : bool array (links, packages)
    """

    columns: tuple[tuple[int | None, ...], ...]
    links: tuple[int, ...]
    met: Bools
    listing: Listing

    def costs(self, at: int) -> dict[int, int]:
        """Return the coefficients of one package's worth, by column."""
        found: dict[int, int] = {}
        for columns, place in zip(self.columns, self.listing.chosen[at], strict=True):
            column = columns[place]
            if column is not None:
                found[column] = found.get(column, 0) + 1
        for link, met in zip(self.links, self.met[:, at], strict=True):
            if met:
                found[link] = found.get(link, 0) + 1
        return found

    def summed(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return what all packages are worth when the columns have these values: array (packages).

        Cost: one look-up for each package and issue.
        """
        padded = np.append(values, values.dtype.type(0))
        total = np.zeros(len(self.listing), values.dtype)
        for issue, columns in enumerate(self.columns):
            table = padded[[len(values) if c is None else c for c in columns]]
            total += table[self.listing.chosen[:, issue]]
        for link, met in zip(self.links, self.met, strict=True):
            total += met * values[link]
        return total

    def patterns(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Return a package for each different sum, and which of these each package has.

        Returns
        -------
        Places of packages (patterns), and for each package the place of its pattern.
        """
        code = np.zeros(len(self.listing), np.int64)
        for issue, columns in enumerate(self.columns):
            ids = {c: n for n, c in enumerate(dict.fromkeys(columns))}
            code = (
                code * len(ids) + np.array([ids[c] for c in columns])[self.listing.chosen[:, issue]]
            )
            if len(self.columns) > 12:  # keep codes small, whatever the number of issues
                code = np.unique(code, return_inverse=True)[1].astype(np.int64)
        for met in self.met:
            code = np.unique(code * 2 + met, return_inverse=True)[1].astype(np.int64)
        _, first, inverse = np.unique(code, return_index=True, return_inverse=True)
        return first, inverse


def terms(partial: Partial, listing: Listing, bound: Bound) -> Terms:
    """Return the columns of what packages are worth to a party at least, or at most."""
    met = [listing.met(linked.when)[0] for linked in partial.sheet.linked]
    return Terms(
        tuple(_columns(matter, bound) for matter in partial.matters),
        partial.links,
        np.array(met, bool).reshape(len(met), len(listing)),
        listing,
    )


def _columns(matter: Matter, bound: Bound) -> tuple[int | None, ...]:
    if not matter.scaled or matter.coupled:
        return matter.values
    if bound == "least":
        return tuple(
            matter.stake if matter.order.surely(option, "best") else None
            for option in range(len(matter.values))
        )
    return tuple(
        None if matter.order.surely(option, "worst") else matter.stake
        for option in range(len(matter.values))
    )


def whole_numbers(values: Sequence[Fraction]) -> tuple[npt.NDArray[Any], int]:
    """Return fractions as whole numbers over one denominator, exact whatever their size.

    Returns
    -------
    An int64 array, or one of Python's own numbers where sums of these would not fit; and the
    denominator.

    Examples
    --------
    >>> whole_numbers([Fraction(1, 2), Fraction(3)])
    (array([1, 6]), 2)
    """
    below = lcm(*(value.denominator for value in values))
    numbers = [int(value * below) for value in values]
    fits = sum(map(abs, numbers)) < 2**62
    return np.array(numbers, dtype=np.int64 if fits else object), below
