"""What each solution asks for, applied to a list of utility vectors: exact, with every tie.

The criterion is first taken in floating point for all vectors; those near the best are compared
again as fractions, so that ties are ties. Where utilities themselves have a tolerance, what is
within it of the best counts as tied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm, prod
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

from onetext.analysis.space.tables import Ints, Problem
from onetext.errors import WrongUse

Concept = Literal["nash", "egalitarian", "kalai_smorodinsky", "utilitarian"]
CONCEPTS: tuple[Concept, ...] = get_args(Concept)
Value = Fraction | float
Floats = npt.NDArray[np.floating[Any]]
_NEAR = 1e-9
_FEW = 50
"""Gains of more parties than these are multiplied as logarithms, lest the product vanish."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Hold what gains are measured from, and by.

    Parameters
    ----------
    disagreement : (parties), units
        Exact, also where it lies between units.
    weights : (parties)
        Exponents for Nash, factors for the utilitarian sum; the other two take none.
    best : (parties), units
        For Kalai–Smorodinsky: the most that each party gets in a package that counts.
    """

    unit: tuple[Fraction, ...]
    disagreement: tuple[Fraction, ...]
    weights: tuple[Fraction, ...]
    best: tuple[Fraction, ...] | None = None

    def gains(self, row: Sequence[int]) -> list[Fraction]:
        """Return what each party gains over the disagreement point, in own scale."""
        pairs = zip(row, self.disagreement, self.unit, strict=True)
        return [(int(u) - d) * unit for u, d, unit in pairs]

    def shares(self, row: Sequence[int]) -> list[Fraction]:
        """Return what share of its best gain each party has; who can gain nothing is left out."""
        assert self.best is not None
        triples = zip(row, self.disagreement, self.best, strict=True)
        return [(int(u) - d) / (b - d) for u, d, b in triples if b > d]

    def criterion(self, concept: Concept, row: Sequence[int]) -> Any:
        """Return the value that the concept makes largest, exactly; leximin compares tuples.

        Nash's is the product of gains to the power of whole multiples of the weights, so that it
        stays a fraction: see `power`.
        """
        if concept == "nash":
            whole = self.power
            gains = self.gains(row)
            return prod(g ** int(w * whole) for g, w in zip(gains, self.weights, strict=True))
        if concept == "egalitarian":
            return tuple(sorted(self.gains(row)))
        if concept == "kalai_smorodinsky":
            return min(self.shares(row), default=Fraction(1))
        triples = zip(row, self.unit, self.weights, strict=True)
        return sum((int(u) * unit * w for u, unit, w in triples), Fraction(0))

    @property
    def power(self) -> int:
        """Return by what the weights are multiplied to be whole."""
        return lcm(*(w.denominator for w in self.weights))

    def value(self, concept: Concept, row: Sequence[int]) -> Value:
        """Return what is printed: the product, the smallest gain, the smallest share, the sum."""
        found: Any = self.criterion(concept, row)
        if concept == "egalitarian":
            return Fraction(found[0])
        if concept == "nash" and self.power != 1:
            return float(float(found) ** (1 / self.power))
        return Fraction(found)


def ground(
    problem: Problem,
    disagreement: Sequence[Any],
    weights: Sequence[Any] | None = None,
    best: Sequence[Any] | None = None,
) -> Ground:
    """Return the ground from disagreement point and best, in units; equal weights unless given.

    Raises
    ------
    WrongUse
        If weights are not positive or not one a party.
    """
    parties = len(problem.parties)
    found = tuple(Fraction(str(w)) for w in weights) if weights else (Fraction(1),) * parties
    if len(found) != parties or min(found) <= 0:
        raise WrongUse(f"the weights {list(weights or ())}", instead="give each party one above 0")
    return Ground(
        problem.unit,
        tuple(Fraction(int(d) if isinstance(d, np.integer) else d) for d in disagreement),
        found,
        None if best is None else tuple(Fraction(int(b)) for b in best),
    )


def optimal(
    concept: Concept, points: Ints, on: Ground, tolerance: Sequence[int]
) -> npt.NDArray[np.intp]:
    """Return the places of the vectors that are best by the concept: all that tie.

    Parameters
    ----------
    points : int64 array (vectors, parties), units
        All at or above the disagreement point.
    tolerance : (parties), units

    Notes
    -----
    Cost: linear; exact fractions for the vectors within 1e-9 of the best.
    """
    if not len(points):
        return np.empty(0, np.intp)
    at = np.arange(len(points))
    slack = _slack(concept, points, on, tolerance)
    for place in range(points.shape[1] if concept == "egalitarian" else 1):
        worth = level(concept, points[at], on, place)
        top = float(worth.max())
        at = at[worth >= top - max(_NEAR * max(abs(top), _NEAR), slack)]
    if any(tolerance) or len(at) == 1:
        return at
    exact = [on.criterion(concept, points[i].tolist()) for i in at]
    best = max(exact)
    return at[[value == best for value in exact]]


def level(concept: Concept, points: Ints, on: Ground, place: int) -> Floats:
    """Return what is made largest, for leximin the smallest gain but ``place``: (vectors)."""
    gains = [
        (points[:, p] - floor(d) - float(d - floor(d))) * float(unit)
        for p, (d, unit) in enumerate(zip(on.disagreement, on.unit, strict=True))
    ]
    weights = [float(w) for w in on.weights]
    if concept == "nash":
        return _log_product(gains, weights)
    if concept == "egalitarian":
        least = smallest(gains)
        return least if place == 0 else np.sort(np.stack(gains), axis=0)[place]
    if concept == "kalai_smorodinsky":
        assert on.best is not None
        wide = [
            float((b - d) * unit)
            for b, d, unit in zip(on.best, on.disagreement, on.unit, strict=True)
        ]
        shares = [gain / most for gain, most in zip(gains, wide, strict=True) if most > 0]
        return smallest(shares) if shares else np.ones(len(points))
    total = np.zeros(len(points))
    for p, (unit, weight) in enumerate(zip(on.unit, weights, strict=True)):
        total += points[:, p] * (float(unit) * weight)
    return total


def _log_product(gains: Sequence[Floats], weights: Sequence[float]) -> Floats:
    """Return the logarithm of the product of gains to the power of their weights."""
    with np.errstate(divide="ignore"):
        if len(set(weights)) == 1 and len(gains) <= _FEW:
            product, scale = np.ones(len(gains[0])), 0.0
            for gain in gains:
                most = max(float(gain.max()), 1e-300)
                product *= np.maximum(gain, 0) / most
                scale += float(np.log(most))
            logs = (np.log(product) + scale) * weights[0]
        else:
            logs = np.zeros(len(gains[0]))
            for gain, weight in zip(gains, weights, strict=True):
                logs += np.log(np.maximum(gain, 0)) * weight
    return np.asarray(np.maximum(logs, -1e300))


def smallest(columns: Sequence[Floats]) -> Floats:
    """Return the smallest of each row."""
    found = columns[0].copy()
    for column in columns[1:]:
        np.minimum(found, column, out=found)
    return found


def _slack(concept: Concept, points: Ints, on: Ground, tolerance: Sequence[int]) -> float:
    """Return how far below the best still counts as tied, where utilities have a tolerance."""
    own = [t * float(unit) for t, unit in zip(tolerance, on.unit, strict=True)]
    if not any(own):
        return 0.0
    if concept == "utilitarian":
        return sum(own)
    if concept == "kalai_smorodinsky" and on.best is not None:
        wide = [float(b - d) for b, d in zip(on.best, on.disagreement, strict=True)]
        return max((t / w for t, w in zip(tolerance, wide, strict=True) if w > 0), default=0.0)
    if concept == "nash":
        gains = [max(float(g), 1e-12) for g in on.gains(points.max(axis=0).tolist())]
        return sum(t / g for t, g in zip(own, gains, strict=True))
    return max(own)
