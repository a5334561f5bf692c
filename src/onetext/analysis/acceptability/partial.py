"""The whole sheets that a partial one may stand for: all values that fit what it says.

Normalisation, the same for every reader of the result:

- An issue with points keeps them. Its options without points are worth 0 or more (where one is said
  to be worth less than 0, no bound is put to the others).
- In an issue without points the worst option is worth 0 and the best is worth the issue's stake.
- The best options of all issues make what the sheet is out of; links come on top. A sheet without
  any number is out of 100, which is only a name for its best package.
- An order is strict between its groups; those of one group are worth the same.
- A floor that is not told lies between what the worst and what the best options make.

What follows is linear in the options' values, the stakes, the links and the floor; where it is open
which option of an issue is best or worst, and it matters, a column of noughts and ones says which.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from onetext.analysis.acceptability.misfit import Misfit
from onetext.analysis.acceptability.ordering import Ordering
from onetext.terms.packages.package import Value
from onetext.terms.packages.space import Amount, Choice
from onetext.terms.sheet import Sheet

MOST_OPTIONS = 500
NAMELESS = Fraction(100)
"""What a sheet without any number is out of."""


@dataclass(frozen=True, slots=True)
class Row:
    """Hold ``low <= sum of terms <= high``; a strict one does not reach ``low``.

    ``terms`` are pairs (column, coefficient); ``compared`` marks a comparison of packages.
    """

    terms: tuple[tuple[int, int], ...]
    low: Fraction | None = None
    high: Fraction | None = None
    strict: bool = False
    compared: bool = False


@dataclass(eq=False, slots=True)
class Columns:
    """Hold the bounds of columns while they are made; ``ones`` are those of noughts and ones."""

    lower: list[Fraction] = field(default_factory=list)
    upper: list[Fraction] = field(default_factory=list)
    ones: list[int] = field(default_factory=list)

    def add(self, low: Fraction, high: Fraction, *, one: bool = False) -> int:
        """Add a column and return its place."""
        self.lower.append(low)
        self.upper.append(high)
        if one:
            self.ones.append(len(self.lower) - 1)
        return len(self.lower) - 1


@dataclass(frozen=True, eq=False, slots=True)
class Matter:
    """Hold one issue as a party sees it.

    Parameters
    ----------
    values
        The column of each option's worth.
    stake
        The column of what the best is worth above the worst; None where nothing asks for it.
    best
        The column of what the best option is worth.
    scaled
        Whether it has no points, so that only the stake gives it a size.
    coupled
        Whether a comparison ties its values to another issue's.
    """

    issue: str
    options: tuple[Value, ...]
    values: tuple[int, ...]
    stake: int | None
    best: int | None
    scaled: bool
    coupled: bool
    order: Ordering


@dataclass(frozen=True, eq=False, slots=True)
class Partial:
    """Hold a party's sheet as columns with bounds and rows between them; make it with `partial`.

    Parameters
    ----------
    lower, upper
        What each column lies between, exact.
    links
        The column of each linked value, in the order of the sheet.
    floor
        The column of the reservation value.
    scale
        What the best options make; None where nothing says and nothing needs it.
    """

    sheet: Sheet
    matters: tuple[Matter, ...]
    lower: tuple[Fraction, ...]
    upper: tuple[Fraction, ...]
    ones: tuple[int, ...]
    links: tuple[int, ...]
    floor: int
    scale: Fraction | None
    rows: tuple[Row, ...]

    @property
    def party(self) -> str:
        """Return whose preferences they are."""
        return self.sheet.about

    @property
    def whole(self) -> bool:
        """Tell whether nothing is left open: every value and the floor are one number."""
        return all(low == high for low, high in zip(self.lower, self.upper, strict=True))

    def known(self, column: int) -> Fraction | None:
        """Return a column's value if it can have only one."""
        return self.lower[column] if self.lower[column] == self.upper[column] else None

    def __repr__(self) -> str:
        return f"Partial({self.sheet.id!r}, {len(self.lower)} columns, {len(self.rows)} rows)"


def unbounded(sheet: Sheet, issue: str) -> Misfit:
    """Return the error that nothing bounds what an issue may be worth."""
    return Misfit(
        f"the sheet {sheet.id!r} counts in points, and nothing bounds those of {issue!r}",
        instead="write out_of: what its best package is worth",
        ways=(("sheets", sheet.id),),
    )


def options_of(matter: Choice | Amount) -> tuple[Value, ...]:
    """Return an issue's options in order.

    Raises
    ------
    Misfit
        If it takes any number, or there are more than `MOST_OPTIONS`.
    """
    issue, count = matter.issue.id, matter.count
    if count is None or count > MOST_OPTIONS:
        told = "any number" if count is None else f"one of {count:,} numbers"
        raise Misfit(
            f"the issue {issue!r} takes {told}",
            instead=f"give it a step, with {MOST_OPTIONS} numbers at most",
            ways=(("issues", issue),),
        )
    return tuple(matter.values())
