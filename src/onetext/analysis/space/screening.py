"""Sums of two long lists, made a piece at a time: what the best met so far dominates is not kept.

A grid holds the best met so far: for each level of all parties but one, the most of that one party
at this level or a higher one of every axis. A sum that is met there has somebody who does strictly
better on every axis and no worse on the last: it is dominated, for certain. It takes three look-ups
or so, where the exact filter takes a microsecond. The best are what a filter leaves of a sample,
and anew of all that was kept whenever that has grown. Equal sums are never dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from onetext.analysis.space.columns import Columns, Index, grouped, keys, taken
from onetext.analysis.space.dominance import efficient, thinned

_CELLS = 250_000
_WIDEST = 2_000_000
_SAMPLE = 20_000
_PIECE = 50_000
_GROWN = 60_000
ENOUGH = 1_500
"""Runs of fewer sums than these, on average, are not worth their own piece."""


def can_screen(columns: Columns, others: Columns) -> bool:
    """Tell whether the look-ups fit: two to five parties, whose sums span few enough units."""
    if not 2 <= len(columns) <= 5 or not len(columns[0]) or not len(others[0]):
        return False
    pairs = zip(columns, others, strict=True)
    return max(int(np.ptp(a)) + int(np.ptp(b)) for a, b in pairs) < _WIDEST


def in_segments(
    columns: Columns,
    segment: Index,
    starts: Index,
    lengths: Index,
    others: Columns,
    step: Callable[[], None],
) -> tuple[Index, Index, Columns]:
    """Return `screened` of each segment by itself, one after the other."""
    order = np.argsort(segment, kind="stable")
    cuts = np.flatnonzero(np.diff(segment[order])) + 1
    kept = []
    for begin, end in pairwise([0, *cuts.tolist(), len(order)]):
        rows = order[begin:end]
        rows = rows[lengths[rows] > 0]
        if len(rows):
            kept.append(screened(columns, rows, starts[rows], lengths[rows], others, step))
    return _joined(kept, len(columns))


def screened(
    columns: Columns,
    rows: Index,
    starts: Index,
    lengths: Index,
    others: Columns,
    step: Callable[[], None],
) -> tuple[Index, Index, Columns]:
    """Return the pairs whose sums may be efficient, and these sums.

    Parameters
    ----------
    columns, others : one int array for each party, units
        The two lists.
    rows
        Places in ``columns`` that take part.
    starts, lengths : (rows)
        For each of them the run of ``others`` that it is added to.
    step
        Called before each piece.

    Notes
    -----
    Every efficient sum is among them, in all its ways. Cost: some 15 ns a pair.
    """
    order = np.argsort(starts, kind="stable")
    rows, starts, lengths = rows[order], starts[order], lengths[order]
    grid = _Grid(columns, others)
    grid.learn(_sample(columns, rows, starts, lengths, others))
    kept: list[tuple[Index, Index, Columns]] = []
    fresh = 0
    cuts = np.flatnonzero(np.diff(starts)) + 1
    for begin, end in pairwise([0, *cuts.tolist(), len(rows)]):
        run = slice(int(starts[begin]), int(starts[begin] + lengths[begin]))
        if run.start == run.stop:
            continue
        added = [other[run] for other in others]
        high = max(1, _PIECE // len(added[0]))
        for top in range(begin, end, high):
            step()
            some = rows[top : min(top + high, end)]
            sums = [(c[some][:, None] + a).ravel() for c, a in zip(columns, added, strict=True)]
            alive = np.flatnonzero(grid.open(sums))
            sums = taken(sums, alive)
            kept.append((some[alive // len(added[0])], run.start + alive % len(added[0]), sums))
            fresh += len(alive)
            if fresh > _GROWN:
                kept, fresh = [_once(kept, grid)], 0
    return _once(kept, grid) if kept else _joined([], len(columns))


def _sample(
    columns: Columns, rows: Index, starts: Index, lengths: Index, others: Columns
) -> Columns:
    """Return sums of pairs drawn evenly, always the same."""
    before = np.cumsum(lengths)
    total = int(before[-1])
    drawn = np.unique(np.linspace(0, total - 1, min(total, _SAMPLE)).astype(np.int64))
    at = np.searchsorted(before, drawn, side="right")
    within = starts[at] + drawn - (before[at] - lengths[at])
    return [c[rows[at]] + o[within] for c, o in zip(columns, others, strict=True)]


def _once(kept: list[tuple[Index, Index, Columns]], grid: _Grid) -> tuple[Index, Index, Columns]:
    """Return what is kept with what the grid, once it has learnt from it, still leaves open."""
    left, right, sums = _joined(kept, len(kept[0][2]))
    grid.learn(sums)
    alive = np.flatnonzero(grid.open(sums))
    return left[alive], right[alive], taken(sums, alive)


def _joined(kept: list[tuple[Index, Index, Columns]], width: int) -> tuple[Index, Index, Columns]:
    none = np.empty(0, np.intp)
    if not kept:
        return none, none, [np.empty(0, np.int64) for _ in range(width)]
    left, right, sums = zip(*kept, strict=True)
    columns = [np.concatenate(parts) for parts in zip(*sums, strict=True)]
    return np.concatenate(left), np.concatenate(right), columns


class _Grid:
    """Hold the best sums met so far, cut into levels about equally full."""

    def __init__(self, columns: Columns, others: Columns) -> None:
        pairs = list(zip(columns, others, strict=True))
        self.low = [int(a.min()) + int(b.min()) for a, b in pairs]
        self.high = [int(a.max()) + int(b.max()) for a, b in pairs]
        spans = [high - low for low, high in zip(self.low, self.high, strict=True)]
        self.held = int(np.argmax(spans))
        self.axes = [p for p in range(len(pairs)) if p != self.held]
        self.fine = max(2, int(_CELLS ** (1 / len(self.axes))) - 2)
        self.best: npt.NDArray[np.int64] = np.empty(0, np.int64)
        self.levels: list[npt.NDArray[np.int32]] = []
        self.front: Columns = []

    def learn(self, sums: Columns) -> None:
        """Take in more sums: the efficient ones of them and of those before."""
        every = sums
        if self.front:
            every = [np.concatenate(two) for two in zip(self.front, sums, strict=True)]
        at = thinned(every)
        every = every if at is None else taken(every, at)
        order, starts = grouped(keys(every))
        every = taken(every, order[starts])
        self.front = taken(every, np.flatnonzero(efficient(every)))
        side = self.fine + 2
        cell = np.zeros(len(self.front[0]), np.int64)
        self.levels = []
        for place, axis in enumerate(self.axes):
            column = self.front[axis]
            cuts = np.unique(np.sort(column)[:: max(1, len(column) // self.fine)][: self.fine])
            values = np.arange(self.low[axis], self.high[axis] + 1)
            level = np.searchsorted(cuts, values, side="right").astype(np.int32)
            by = side ** (len(self.axes) - 1 - place)
            cell += level[column - self.low[axis]] * np.int64(by)
            self.levels.append((level + 1) * np.int32(by))
        lowest = self.low[self.held] - 1
        self.best = np.full(side ** len(self.axes), lowest, np.int64)
        np.maximum.at(self.best, cell, self.front[self.held])
        cube = self.best.reshape((side,) * len(self.axes))
        for place in range(len(self.axes)):
            along = np.moveaxis(cube, place, 0)
            for level_at in range(side - 2, -1, -1):
                one, above = slice(level_at, level_at + 1), slice(level_at + 1, level_at + 2)
                np.maximum(along[one], along[above], out=along[one])
        self.best = self.best.astype(sums[0].dtype)

    def open(self, sums: Columns) -> npt.NDArray[np.bool_]:
        """Tell which sums nothing met so far is known to dominate."""
        cell = np.zeros(len(sums[0]), np.int32)
        for axis, level in zip(self.axes, self.levels, strict=True):
            cell += level[sums[axis] - self.low[axis]]
        return np.asarray(self.best[cell] < sums[self.held])
