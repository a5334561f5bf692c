"""Hold a solution against its own definition, after the fact, on every run."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from onetext.analysis.space.concepts import Concept, Ground
from onetext.analysis.space.tables import Ints, Problem

_NEAR = 1e-9
_LOOSE = 1e-6
_MOST = 500


class Unsound(AssertionError):
    """Say that a solution does not satisfy its definition: a fault of ours, never hidden."""


def check(concept: Concept, problem: Problem, found: Ints, against: Ints, on: Ground) -> int:
    """Return how many vectors a solution was compared with; none is better by the definition.

    All are compared in floating point, those that come within 1e-9 of the solution as fractions
    (500 of them at most).

    Parameters
    ----------
    found : int64 array (vectors, parties), units
        The solution.
    against : int64 array (vectors, parties), units
        Others at or above every floor.

    Raises
    ------
    Unsound
        If a vector of the solution is below a floor, two of them differ in the criterion, or
        another has a larger one.
    """
    if not len(found):
        if len(against):
            raise Unsound(f"{concept}: acceptable packages, and no solution")
        return 0
    if not problem.acceptable(found).all():
        raise Unsound(f"{concept}: a solution is below a floor")
    rough = any(problem.tolerance)
    mine, theirs = _rough(concept, found, on), _rough(concept, against, on)
    room = (_LOOSE if rough else _NEAR) * np.maximum(1e-12, np.abs(mine[0]))
    if rough:
        room = np.maximum(room, _LOOSE)
    close = np.ones(len(against), bool)
    for level in range(theirs.shape[1]):
        best = mine[:, level].max()
        if (theirs[close, level] > best + room[level]).any():
            row = against[np.flatnonzero(close & (theirs[:, level] > best + room[level]))[0]]
            raise Unsound(f"{concept}: {row.tolist()} is better than {found[0].tolist()}")
        close &= theirs[:, level] >= best - room[level]
    if not rough:
        _exactly(concept, found, against[close][:_MOST], on)
    return len(against)


def _rough(concept: Concept, rows: Ints, on: Ground) -> npt.NDArray[np.float64]:
    """Return what is compared, first column first: float64 array (vectors, one or more)."""
    unit = np.array([float(u) for u in on.unit])
    scaled = rows * unit
    gains = scaled - np.array([float(d * u) for d, u in zip(on.disagreement, on.unit, strict=True)])
    weights = np.array([float(w) for w in on.weights])
    if concept == "utilitarian":
        return np.asarray((scaled * weights).sum(axis=1, keepdims=True))
    if concept == "egalitarian":
        return np.sort(gains, axis=1)
    if concept == "nash":
        product: Any = np.prod(np.maximum(gains, 0) ** (weights / weights.sum()), axis=1)
        return np.asarray(product[:, None])
    assert on.best is not None
    pairs = zip(on.best, on.disagreement, on.unit, strict=True)
    wide = np.array([float((b - d) * u) for b, d, u in pairs])
    if not (wide > 0).any():
        return np.ones((len(rows), 1))
    return np.asarray((gains[:, wide > 0] / wide[wide > 0]).min(axis=1, keepdims=True))


def _exactly(concept: Concept, found: Ints, near: Ints, on: Ground) -> None:
    values = [on.criterion(concept, row) for row in found[:_MOST].tolist()]
    if any(value != values[0] for value in values):
        raise Unsound(f"{concept}: solutions that do not tie")
    for row in near.tolist():
        if on.criterion(concept, row) > values[0]:
            raise Unsound(f"{concept}: {row} is better than {found[0].tolist()}")
