"""The answer of a case: what could be agreed, and what every output must say beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from onetext.analysis.space.blockers import Concession, Objection
from onetext.analysis.space.concepts import Concept
from onetext.analysis.space.counting import Count
from onetext.analysis.space.size import Size
from onetext.analysis.space.solved import Solved
from onetext.brief.packages.fair import Fair, fair
from onetext.brief.packages.honouring import Honoured
from onetext.brief.packages.measuring import Measure
from onetext.brief.packages.told import known_told
from onetext.errors import WrongUse
from onetext.terms.case import Case
from onetext.terms.packages.package import Package
from onetext.terms.sheet import Sheet


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """Hold what was asked of one package: who objects, and what would bring each in.

    Parameters
    ----------
    crossed
        Red lines, offers and guarantees that it does not keep, in words.
    """

    package: Package
    utilities: tuple[float, ...]
    objections: tuple[Objection, ...]
    concessions: tuple[Concession, ...]
    crossed: tuple[str, ...]
    passes: bool


@dataclass(frozen=True, eq=False)
class Answer:
    """Hold what could be agreed in a case: the result of ``case.solve()``.

    Parameters
    ----------
    marks
        How the sheets are known, where that must be said: ``recalled, not checked …``.
    as_estimated
        ``as X estimates Y``, for each sheet that is an estimate.
    unheard
        Principals whose sheet is not there; they have no say in any figure.
    kept
        How many packages keep what is honoured; None where nothing is asked to be.
    size
        How large the space is, how far it hangs together, what listing it was to cost.
    by
        By what gains are measured, where somebody said so.
    stopped
        Whether it was interrupted; each figure's status tells what is proven.

    Examples
    --------
    >>> import onetext as ot
    >>> answer = ot.load("examples/two-rivers").solve()  # doctest: +SKIP
    >>> answer.nash.utilities                            # doctest: +SKIP
    {'tarvenia': 63.0, 'belmora': 62.0, 'sedgeland': 80.0}
    """

    case: Case
    sheets: tuple[Sheet, ...]
    solved: Solved
    rule: str
    honoured: tuple[Honoured, ...]
    kept: Count | None
    asked: tuple[Asked, ...]
    marks: tuple[str, ...]
    as_estimated: tuple[str, ...]
    unheard: tuple[str, ...]
    notes: tuple[str, ...]
    stopped: bool
    size: Size
    by: Measure
    seconds: float = field(repr=False)

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the ids of the parties that have a say, in order."""
        return self.solved.problem.parties

    @property
    def names(self) -> tuple[str, ...]:
        """Return their names."""
        return tuple(self.case.name_of(party) for party in self.parties)

    @cached_property
    def solutions(self) -> Mapping[Concept, Fair]:
        """Return every solution by its name."""
        return {concept: fair(one) for concept, one in self.solved.solutions.items()}

    @property
    def nash(self) -> Fair:
        """Return the package with the largest product of gains over the floors."""
        return self.solutions["nash"]

    @property
    def egalitarian(self) -> Fair:
        """Return the package with the largest smallest gain."""
        return self.solutions["egalitarian"]

    @property
    def kalai_smorodinsky(self) -> Fair:
        """Return the package with the largest smallest share of each one's best gain."""
        return self.solutions["kalai_smorodinsky"]

    @property
    def utilitarian(self) -> Fair:
        """Return the package with the largest sum of utilities."""
        return self.solutions["utilitarian"]

    @property
    def acceptable(self) -> int | None:
        """Return how many packages are acceptable to all; None if that was not counted."""
        return self.solved.acceptable.all.value

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as ``onetext solve --json`` prints it, but for the seconds it took."""
        from onetext.brief.packages.as_json import answer_to_json

        return answer_to_json(self)

    def to_frame(self, what: str = "solutions") -> Any:
        """Return a pandas data frame, or a polars one where there is no pandas.

        Parameters
        ----------
        what
            ``solutions``: a row for each package of each solution, with the parties' utilities and
            the option of each issue. ``frontier``, ``frontier_all``: a row for each efficient
            vector over the packages at or above every floor, or over all.

        Raises
        ------
        WrongUse
            If neither is installed, or there is no frame of that name.
        """
        from onetext.brief.packages.frames import frame, frontier_columns, solution_columns

        if what == "solutions":
            return frame(solution_columns(self))
        if what in ("frontier", "frontier_all"):
            return frame(frontier_columns(self, whole=what == "frontier_all"))
        raise WrongUse(
            f"there is no frame {what!r}", instead="write solutions, frontier or frontier_all"
        )

    def to_html(self) -> str:
        """Return one self-contained page, as ``onetext solve --html`` writes it."""
        from onetext.brief.packages.page import answer_page

        return answer_page(self)

    def _repr_html_(self) -> str:
        from onetext.brief.packages.notebook import answer_in_notebook

        return answer_in_notebook(self)

    def __repr__(self) -> str:
        problem = self.solved.problem
        count = self.solved.acceptable.all
        held = "?" if count.value is None else f"{count.value:,}"
        how = "" if count.exact else f" ({count.status.replace('_', ' ')})"
        known = known_told(self.marks)
        return (
            f"Answer({self.case.id!r}, {held}{how} of {problem.packages:,} packages acceptable to"
            f" all {len(self.parties)}{f'; {known}' if known else ''})"
        )
