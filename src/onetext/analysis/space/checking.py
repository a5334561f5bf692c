"""Hold a solution against its own definition, after the fact, on every run."""

from __future__ import annotations

import numpy as np

from onetext.analysis.space.concepts import Concept, Ground
from onetext.analysis.space.tables import Ints, Problem

_MOST = 500


class Unsound(AssertionError):
    """Say that a solution does not satisfy its definition: a fault of ours, never hidden."""


def check(concept: Concept, problem: Problem, found: Ints, against: Ints, on: Ground) -> int:
    """Return how many vectors a solution was compared with; none is better by the definition.

    Parameters
    ----------
    found : int64 array (vectors, parties), units
        The solution.
    against : int64 array (vectors, parties), units
        Others at or above every floor; of many an even spread of 500 is taken, with exact numbers.

    Raises
    ------
    Unsound
        If a vector of the solution is below a floor or the disagreement point, two of them differ
        in the criterion, or another has a larger one.
    """
    if not len(found):
        if len(against):
            raise Unsound(f"{concept}: acceptable packages, and no solution")
        return 0
    if not problem.acceptable(found).all():
        raise Unsound(f"{concept}: a solution is below a floor")
    rough = any(problem.tolerance)
    values = [on.criterion(concept, row) for row in found.tolist()]
    if not rough and len(set(values)) > 1:
        raise Unsound(f"{concept}: solutions that do not tie")
    step = max(1, len(against) // _MOST)
    best = max(values)
    for row in against[::step].tolist():
        other = on.criterion(concept, row)
        if other > best and not (rough and _near(other, best)):
            raise Unsound(f"{concept}: {row} is better than {found[0].tolist()}")
    return len(against[::step])


def _near(one: object, other: object) -> bool:
    """Tell whether two criteria are the same within what rounded utilities allow."""
    first, second = np.array(one, dtype=float), np.array(other, dtype=float)
    return bool(np.allclose(first, second, rtol=1e-6, atol=1e-6))
