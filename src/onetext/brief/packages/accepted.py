"""What is acceptable when preferences are known in part, as Python hands it over and shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onetext.brief.packages.asking import marks_of
from onetext.brief.packages.told import known_told
from onetext.terms.packages.package import Package

if TYPE_CHECKING:
    from onetext.analysis.acceptability.answer import Acceptability

MOST_LISTED = 50


@dataclass(frozen=True, eq=False)
class Accepted:
    """Hold what is acceptable: the result of ``case.acceptability()``.

    ``found`` has every figure as computed: verdicts by party, shares, the next question.
    """

    found: Acceptability

    @property
    def necessary(self) -> int:
        """Return how many packages are surely acceptable to all."""
        return int((self.found.necessary == 1).sum())

    @property
    def possible(self) -> int:
        """Return how many packages may be acceptable to all, those surely so included."""
        return int((self.found.possible != 0).sum())

    @property
    def packages(self) -> tuple[Package, ...]:
        """Return the packages that are most often acceptable to all: fifty at most."""
        found = self.found
        places = found.shares.places
        return tuple(found.listing.package(int(places[n])) for n in found.order[:MOST_LISTED])

    @property
    def marks(self) -> tuple[str, ...]:
        """Return how the case and the sheets that were read are known, where it says so."""
        return marks_of(self.found.case, tuple(one.sheet for one in self.found.partials))

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as ``onetext acceptability --json`` prints it."""
        from onetext.brief.packages.accepted_json import accepted_to_json

        return accepted_to_json(self)

    def to_frame(self) -> Any:
        """Return a pandas data frame, or a polars one: a row for each package, with its shares.

        Raises
        ------
        WrongUse
            If neither is installed.
        """
        from onetext.brief.packages.frames import frame, share_columns

        return frame(share_columns(self))

    def to_html(self) -> str:
        """Return one self-contained page, as ``onetext acceptability --html`` writes it."""
        from onetext.brief.packages.accepted_page import accepted_page

        return accepted_page(self)

    def _repr_html_(self) -> str:
        from onetext.brief.packages.notebook import accepted_in_notebook

        return accepted_in_notebook(self)

    def __repr__(self) -> str:
        found = self.found
        known = known_told(self.marks)
        drawn = "exact" if found.shares.exact else f"{found.shares.draws:,} draws"
        return (
            f"Accepted({found.case.id!r}, {self.necessary:,} surely and {self.possible:,} possibly"
            f" of {len(found.listing):,} packages acceptable to all, {drawn}"
            f"{f'; {known}' if known else ''})"
        )
