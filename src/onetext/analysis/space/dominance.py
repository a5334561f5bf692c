"""Which utility vectors nobody can better without another's loss: the one filter of the package.

A vector is *efficient* in a list if no other is at least as good for all and better for one. The
work is done in three steps, each exact in what it drops:

1. two parties: sort and one running maximum;
2. three to five: a grid of the other parties' levels that holds the best of one party in it drops
   every vector bettered from a cell higher on all axes, in linear time; each party in turn is the
   one that the cells hold;
3. what is left goes through moocore's filter (Kung, Luccio & Preparata 1975), of four parties and
   more through sets of bits where most is efficient; long lists slab by slab in several threads.

Where lists of many segments are filtered at once, two opposed columns with the segment's number
keep them apart: vectors of different segments never dominate each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import moocore  # type: ignore[import-untyped]
import numpy as np
import numpy.typing as npt

from onetext.analysis.space.bitsets import in_bits
from onetext.analysis.space.columns import Column, Columns, Index, taken
from onetext.analysis.space.slabs import LONG, in_slabs

_CELLS = 4_000_000
_SMALL = 2_000
_HELPS_FROM = {3: 2_000, 4: 3_000, 5: 6_000}
"""From how many rows a grid is worth its time, by the number of parties; never beyond five."""
_WORTH_ON, _ANEW = 0.95, 0.7
"""The turns end with one that leaves more than the first share of the rows: the filter is as fast.
One that leaves less than the second has the levels cut anew."""
_TABLE = 2**22
_BITS_FROM, _BITS_TO = {4: 3_000}, 64_000
"""From how many rows, by the number of parties, and up to how many sets of bits are quicker."""
_BITS_FROM_ELSE = 1_500


def efficient(columns: Sequence[Column], segment: Column | None = None) -> npt.NDArray[np.bool_]:
    """Tell which rows no other row dominates; equal rows stay or go together.

    Parameters
    ----------
    columns : one int array (rows) for each party, units
        More is better.
    segment : int array (rows)
        Rows of different segments are not compared.

    Returns
    -------
    bool array (rows)

    Notes
    -----
    Cost: O(n log n) for two parties, O(n log n) for three, O(n log^(P-2) n) for P; see the module.

    Examples
    --------
    >>> efficient([np.array([3, 1, 2, 3]), np.array([0, 4, 2, 0])]).tolist()
    [True, True, True, True]
    >>> efficient([np.array([3, 1, 2]), np.array([2, 4, 2])]).tolist()
    [True, True, False]
    """
    rows = len(columns[0])
    left = np.ones(rows, bool)
    if rows < 2:
        return left
    varied = [c for c in columns if c.min() != c.max()]
    if segment is not None:
        if rows < _SMALL or len(varied) < 1:
            return _by_moocore([segment, -segment, *columns])
        return _by_moocore([segment, -segment, *varied])
    if not varied:
        return left
    if len(varied) == 1:
        return np.asarray(varied[0] == varied[0].max())
    if len(varied) == 2:
        return _two(varied[0], varied[1])
    at = thinned(varied)
    if at is None:
        return _whole(varied)
    left[:] = False
    left[at[_whole(taken(varied, at))]] = True
    return left


def efficient_runs(columns: Sequence[Column], bounds: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Tell which rows no other row of their run dominates; runs lie between the ``bounds``.

    Examples
    --------
    >>> efficient_runs([np.array([3, 1, 2]), np.array([0, 0, 2])], [0, 2, 3]).tolist()
    [True, False, True]
    """
    left = np.empty(len(columns[0]), bool)
    points = _turned(columns)
    for begin, end in pairwise(bounds):
        if len(columns) < 3 or end - begin >= _SMALL:
            left[begin:end] = efficient([column[begin:end] for column in columns])
        else:
            left[begin:end] = moocore.is_nondominated(points[begin:end], keep_weakly=True)
    return left


def thinned(columns: Columns, *, rounds: int | None = None) -> Index | None:
    """Return the places of rows that a grid does not prove dominated; None where it cannot help.

    Every efficient row is among them, and some others. Cost: linear in rows and cells.

    Parameters
    ----------
    rounds
        How many parties take their turn in the cells; all of them unless told.
    """
    parties, rows = len(columns), len(columns[0])
    if parties not in _HELPS_FROM or rows < _HELPS_FROM[parties]:
        return None
    at = np.arange(rows)
    cells = min(_CELLS, max(4096, rows))
    fine = max(2, int(cells ** (1 / (parties - 1))))
    levels: Columns = []
    share = 1.0
    for turn in range(parties if rounds is None else rounds):
        held = (parties - 1 - turn) % parties
        axes = [place for place in range(parties) if place != held]
        if not levels or share < _ANEW:  # those left lie together at the top: cut there anew
            levels = [_levels(column, fine) for column in columns]
        kept = np.flatnonzero(_grid([levels[place] for place in axes], columns[held], fine))
        share = len(kept) / len(at)
        if share < 1:
            at, columns = at[kept], taken(columns, kept)
            levels = taken(levels, kept) if share >= _ANEW else []
        if len(at) < _SMALL or share > _WORTH_ON:
            break
    return at


def _grid(levels: Columns, held: Column, fine: int) -> npt.NDArray[np.bool_]:
    """Tell which rows are not bettered by a row at a higher level of every axis."""
    side = fine + 1
    cell: Column = np.zeros(len(held), np.int32 if side ** len(levels) < 2**31 else np.int64)
    for level in levels:
        cell *= side
        cell += level
    low = int(held.min())
    narrow = int(held.max()) - low < 2**31 - 2
    best = np.full(side ** len(levels), -1, np.int32 if narrow else np.int64)
    above = (held - low).astype(best.dtype)
    np.maximum.at(best, cell, above)
    cube = best.reshape((side,) * len(levels))
    for place in range(len(levels)):
        along = np.moveaxis(cube, place, 0)
        for step in range(1, side):
            np.maximum(along[step], along[step - 1], out=along[step])
    cell -= sum(side**power for power in range(len(levels)))
    return np.asarray(best[cell] < above)


def _levels(column: Column, fine: int) -> npt.NDArray[np.int32]:
    """Return a level from 1 to fine for each row, falling with the value, about equally full."""
    sample = column if len(column) < 65_536 else column[:: len(column) // 32_768]
    low, high = int(column.min()), int(column.max())
    if high - low < min(_TABLE, 16 * len(column) + 4096):
        below = np.cumsum(np.bincount(sample - low, minlength=high - low + 1))
        table = fine - np.minimum(below * fine // (len(sample) + 1), fine - 1)
        return np.asarray(table.astype(np.int32)[column - low])
    cuts = np.sort(sample)[:: max(1, len(sample) // fine)][1:fine]
    return fine - np.searchsorted(cuts, column, side="right").astype(np.int32)


def _two(one: Column, other: Column) -> npt.NDArray[np.bool_]:
    order = np.lexsort((-other, -one))
    first, second = one[order], other[order]
    best = np.maximum.accumulate(second)
    before = np.empty_like(best)
    before[0] = second[0] - 1
    before[1:] = best[:-1]
    keep = second > before
    same = np.zeros(len(keep), bool)
    same[1:] = (first[1:] == first[:-1]) & (second[1:] == second[:-1])
    run = np.maximum.accumulate(np.where(same, 0, np.arange(len(keep))))
    found = np.empty(len(keep), bool)
    found[order] = keep[run]
    return found


def _whole(columns: Columns) -> npt.NDArray[np.bool_]:
    if 4 <= len(columns) <= 5 and len(columns[0]) >= LONG:
        return in_slabs(columns, _at_once)
    return _at_once(columns)


def _at_once(columns: Columns) -> npt.NDArray[np.bool_]:
    parties, rows = len(columns), len(columns[0])
    if parties > 3 and _BITS_FROM.get(parties, _BITS_FROM_ELSE) <= rows <= _BITS_TO:
        found = in_bits(columns, _levels)
        if found is not None:
            return found
    return _by_moocore(columns)


def _by_moocore(columns: Sequence[Column]) -> npt.NDArray[np.bool_]:
    return np.asarray(moocore.is_nondominated(_turned(columns), keep_weakly=True), dtype=bool)


def _turned(columns: Sequence[Column]) -> npt.NDArray[np.float64]:
    """Return rows in which less is better, as the filter takes them."""
    points = np.empty((len(columns[0]), len(columns)))
    for place, column in enumerate(columns):
        np.negative(column, out=points[:, place], casting="unsafe")
    return points
