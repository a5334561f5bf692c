"""Hold a solution against its own definition, after the fact, on every run."""

from __future__ import annotations

from math import floor

import numpy as np

from onetext.analysis.space.concepts import Concept, Floats, Ground, smallest
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
    close = np.arange(len(against))
    for level in range(found.shape[1] if concept == "egalitarian" else 1):
        mine = _rough(concept, found, on, level)
        theirs = _rough(concept, against[close], on, level)
        room = (_LOOSE if rough else _NEAR) * max(1e-12, abs(float(mine[0])))
        room = max(room, _LOOSE) if rough else room
        if len(close) and float(theirs.max()) > float(mine.max()) + room:
            row = against[close[int(theirs.argmax())]]
            raise Unsound(f"{concept}: {row.tolist()} is better than {found[0].tolist()}")
        close = close[theirs >= float(mine.max()) - room]
    if not rough:
        _exactly(concept, found, against[close[:_MOST]], on)
    return len(against)


def _rough(concept: Concept, rows: Ints, on: Ground, level: int) -> Floats:
    """Return what is compared, for leximin the smallest gain but ``level``: float64 (vectors)."""
    weights = [float(w) for w in on.weights]
    if concept == "utilitarian":
        scaled = [rows[:, p] * float(unit) for p, unit in enumerate(on.unit)]
        return np.asarray(sum(u * w for u, w in zip(scaled, weights, strict=True)))
    # Units less whole units first: who gains nothing has a gain of nothing, and no rounding.
    pairs = enumerate(zip(on.disagreement, on.unit, strict=True))
    gains = [(rows[:, p] - floor(d) - float(d - floor(d))) * float(unit) for p, (d, unit) in pairs]
    if concept == "egalitarian":
        return smallest(gains) if level == 0 else np.sort(np.stack(gains), axis=0)[level]
    if concept == "nash":
        even, product, scale = len(set(weights)) == 1, np.ones(len(rows)), 1.0
        for gain, weight in zip(gains, weights, strict=True):
            share = weight / sum(weights)
            most = max(float(gain.max(initial=0.0)), 1e-300)
            scale *= most**share
            ratio = np.maximum(gain, 0) / most
            product *= ratio if even and len(gains) <= 50 else ratio**share
        return scale * (product ** (1 / len(gains)) if even and len(gains) <= 50 else product)
    assert on.best is not None
    triples = zip(on.best, on.disagreement, on.unit, strict=True)
    wide = [float((b - d) * unit) for b, d, unit in triples]
    shares = [gain / most for gain, most in zip(gains, wide, strict=True) if most > 0]
    return smallest(shares) if shares else np.ones(len(rows))


def _exactly(concept: Concept, found: Ints, near: Ints, on: Ground) -> None:
    values = [on.criterion(concept, row) for row in found[:_MOST].tolist()]
    if any(value != values[0] for value in values):
        raise Unsound(f"{concept}: solutions that do not tie")
    for row in near.tolist():
        if on.criterion(concept, row) > values[0]:
            raise Unsound(f"{concept}: {row} is better than {found[0].tolist()}")
