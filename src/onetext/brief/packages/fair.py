"""One solution as it is shown: utilities in own scales, packages with their options' names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onetext.terms.packages.package import Package

if TYPE_CHECKING:
    from onetext.analysis.space.concepts import Concept
    from onetext.analysis.space.solutions import Solution

NAMES: Mapping[Concept, str] = {
    "nash": "Nash",
    "egalitarian": "egalitarian",
    "kalai_smorodinsky": "Kalai–Smorodinsky",
    "utilitarian": "utilitarian",
}
MEANS: Mapping[Concept, str] = {
    "nash": "the largest product of gains",
    "egalitarian": "the largest smallest gain",
    "kalai_smorodinsky": "the largest smallest share of what each could gain at best",
    "utilitarian": "the largest sum",
}
MOST_PACKAGES = 20


@dataclass(frozen=True, slots=True)
class Fair:
    """Hold one solution in the parties' own scales.

    Parameters
    ----------
    vectors
        Every optimal vector of utilities, one number for each party in order.
    packages
        Of each vector, in turn, some of its packages: 20 at most in all.
    tied
        How many packages have one of these vectors; None where they were not counted.
    status
        ``exact``, ``lower_bound`` or ``not_computed``; ``why`` says why.
    logrolling
        For each package, how much of what trading across issues can give it takes up: 1 for the
        largest sum of all, 0 for half-way on every issue; None where that is not known.
    """

    concept: Concept
    parties: tuple[str, ...]
    vectors: tuple[tuple[float, ...], ...]
    packages: tuple[Package, ...]
    tied: int | None
    value: float | None
    status: str
    why: str
    method: str
    convention: str
    certificate: str
    logrolling: tuple[float | None, ...] = ()

    @property
    def name(self) -> str:
        """Return what it is called."""
        return NAMES[self.concept]

    @property
    def package(self) -> Package | None:
        """Return the first of its packages, None if there is none."""
        return self.packages[0] if self.packages else None

    @property
    def utilities(self) -> dict[str, float]:
        """Return what the first vector gives each party; empty if there is none."""
        return dict(zip(self.parties, self.vectors[0], strict=True)) if self.vectors else {}


def fair(one: Solution) -> Fair:
    """Return a solution as it is shown."""
    from onetext.analysis.space.logrolling import measured

    chosen = [places for some in one.packages for places in some][:MOST_PACKAGES]
    return Fair(
        concept=one.concept,
        parties=one.problem.parties,
        vectors=tuple(tuple(row) for row in one.utilities.tolist()) if len(one.points) else (),
        packages=tuple(Package.of(one.problem.package(places)) for places in chosen),
        tied=one.tied,
        value=None if one.value is None else float(one.value),
        status=one.status,
        why=one.why,
        method=one.method,
        convention=one.convention,
        certificate="" if one.certificate is None else str(one.certificate),
        logrolling=tuple(
            None if share is None else float(share) for share in measured(one.problem, chosen)
        ),
    )
