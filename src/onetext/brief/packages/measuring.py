"""What gains are measured by, where somebody says so: weights, and a disagreement point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from onetext.analysis.space.solutions import Solution
from onetext.analysis.space.tables import Problem
from onetext.brief.packages.told import number_told
from onetext.errors import WrongUse

_WEIGHED = ("nash", "utilitarian")


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold a weight for each party, and what each has without an agreement; None: as floors say."""

    parties: tuple[str, ...] = ()
    weights: tuple[Fraction, ...] | None = None
    disagreement: tuple[Fraction, ...] | None = None

    def said(self) -> str:
        """Return what gains are counted from, and the weights if there are any.

        Examples
        --------
        >>> Measure().said()
        'the floors'
        """
        point, weights = self.disagreement, self.weights
        begin = "the floors" if point is None else f"the disagreement point ({self._each(point)})"
        return begin if weights is None else f"{begin}, with weights {self._each(weights)}"

    def told(self, solution: Solution) -> Solution:
        """Return a solution that says in its convention by what it was measured."""
        said = [solution.convention]
        if self.weights is not None and solution.concept in _WEIGHED:
            said.append(f"weights {self._each(self.weights)}")
        if self.disagreement is not None:
            said.append(f"gains over the disagreement point {self._each(self.disagreement)}")
        return replace(solution, convention="; ".join(said)) if said[1:] else solution

    def _each(self, figures: tuple[Fraction, ...]) -> str:
        pairs = zip(self.parties, figures, strict=True)
        return ", ".join(f"{party} {number_told(figure)}" for party, figure in pairs)


def measure(
    problem: Problem,
    weights: Mapping[str, Any] | None,
    disagreement: Mapping[str, Any] | None,
) -> Measure:
    """Return the measure; a party without a weight has one of 1.

    Raises
    ------
    WrongUse
        If a party has no say, a weight is not above 0, or the point leaves a party out.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> of_two = problem([[[6, 0], [0, 4]]], parties=("arn", "bel"))
    >>> measure(of_two, {"arn": "1.5"}, None).weights
    (Fraction(3, 2), Fraction(1, 1))
    """
    parties = problem.parties
    by_party = _figures(weights, parties, "weight") if weights else {}
    for party, weight in by_party.items():
        if weight <= 0:
            raise WrongUse(f"the weight of {party!r} is {weight}", instead="give one above 0")
    point = _figures(disagreement, parties, "disagreement point") if disagreement else {}
    left = [party for party in parties if party not in point]
    if point and left:
        raise WrongUse(
            f"the disagreement point leaves out {', '.join(map(repr, left))}",
            instead="say for each party what no deal is worth to it",
        )
    return Measure(
        parties,
        tuple(by_party.get(party, Fraction(1)) for party in parties) if by_party else None,
        tuple(point[party] for party in parties) if point else None,
    )


def _figures(given: Mapping[str, Any], parties: tuple[str, ...], what: str) -> dict[str, Fraction]:
    found = {}
    for party, figure in given.items():
        if party not in parties:
            raise WrongUse(
                f"{what}: {party!r} has no say here", instead=f"name one of {', '.join(parties)}"
            )
        try:
            found[party] = Fraction(str(figure))
        except (ValueError, ZeroDivisionError):
            raise WrongUse(
                f"{what} of {party!r}: {figure!r} is no number", instead="write it like 2 or 1.5"
            ) from None
    return found
