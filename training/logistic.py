"""Logistic regression with a ridge, by Newton's method."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def fit(x: Floats, y: Floats, ridge: Floats, counts: Floats | None = None) -> Floats:
    """Return the weights of the signs ``x`` (rows × signs) that best tell ``y`` (0 or 1).

    Each Newton step is halved until it gains (Bishop 2006, §4.3.3). ``counts`` is how much each
    row counts, ``ridge`` how much each weight is held to nought.

    Examples
    --------
    >>> x = np.array([[-1.0], [0.0], [1.0]])
    >>> fit(x, np.array([0.0, 0.0, 1.0]), np.ones(1)).round(2)
    array([0.67])
    """
    counts = np.ones(len(y)) if counts is None else counts
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (counts * (chance - y)) + ridge * weights
        bend = (x * (counts * chance * (1 - chance))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        size = 1.0
        loss = _loss(weights, x, y, counts, ridge)
        while size > 1e-3 and _loss(weights - size * step, x, y, counts, ridge) > loss:
            size /= 2
        weights = weights - size * step
        if np.abs(step).max() < 1e-8:
            break
    return np.asarray(weights, dtype=np.float64)


def _loss(weights: Floats, x: Floats, y: Floats, counts: Floats, ridge: Floats) -> float:
    score = x @ weights
    return float((counts * (np.logaddexp(0, score) - y * score)).sum() + ridge @ weights**2 / 2)
