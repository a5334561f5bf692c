"""A good package where none can be proven best: from chance starts, the best single change again.

What comes of it is acceptable to all and allowed, or nothing; that a better one may exist is for
the caller to say.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from onetext.analysis.space.concepts import Concept, Floats, Ground, level
from onetext.analysis.space.tables import NO_FLOOR, Ints, Problem
from onetext.analysis.space.watch import Watch

_STARTS = 40
_SEED = 0
_FAR = -1e100


def climbed(problem: Problem, concept: Concept, on: Ground, watch: Watch) -> tuple[int, ...] | None:
    """Return a package at or above every floor that no single change betters; None if none is met.

    For Kalai–Smorodinsky the ground must hold the best of each.

    Notes
    -----
    Cost: for each step, every option of every issue once, links included; until the watch is over.
    The same starts every time.

    Examples
    --------
    >>> from onetext.analysis.space.concepts import ground
    >>> from onetext.analysis.space.tables import problem
    >>> p = problem([[[6, 0], [0, 4]], [[3, 0], [0, 5]]], floors=[1, 1])
    >>> climbed(p, "utilitarian", ground(p, [1, 1]), Watch())
    (0, 1)
    """
    rng = np.random.default_rng(_SEED)
    best: tuple[float, tuple[int, ...]] | None = None
    for _ in range(_STARTS):
        if watch.over:
            break
        here = np.array([rng.integers(0, m) for m in problem.counts])
        value = float(_score(problem, concept, on, here[None])[0])
        while not watch.over:
            near = _around(problem, here)
            scores = _score(problem, concept, on, near)
            top = int(scores.argmax())
            if scores[top] <= value:
                break
            here, value = near[top], float(scores[top])
        if value > _FAR and (best is None or value > best[0]):
            best = value, tuple(int(o) for o in here)
    return None if best is None else best[1]


def _around(problem: Problem, here: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return every package one change away: int array (packages, issues)."""
    rows = []
    for issue, count in enumerate(problem.counts):
        for option in range(count):
            if option != here[issue]:
                row = here.copy()
                row[issue] = option
                rows.append(row)
    return np.array(rows, np.int64).reshape(-1, len(here)) if rows else here[None]


def _score(problem: Problem, concept: Concept, on: Ground, chosen: Ints) -> Floats:
    """Return what the concept makes largest; below ``_FAR`` where a package is not acceptable."""
    units = problem.utilities(chosen)
    lowest = problem.lowest
    held = lowest != NO_FLOOR
    span = np.maximum(1.0, np.abs(np.where(held, lowest, 0)).astype(float))
    short = np.where(held, np.maximum(lowest - units, 0), 0) / span
    far = short.sum(axis=1) + short.max(axis=1)
    for bar in problem.bars:
        far += ~bar.allowed[tuple(chosen[:, issue] for issue in bar.issues)]
    value = np.maximum(level(concept, units, on, 0), _FAR / 10)
    return np.asarray(np.where(far > 0, _FAR * (1 + far), value))
