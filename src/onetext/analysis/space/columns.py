"""Lists of utility vectors, held as one array per party: equal ones found, close ones joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]
Columns = list[Column]
Index = npt.NDArray[np.intp]
_ROOM = 2**62


def taken(columns: Sequence[Column], at: npt.NDArray[Any]) -> Columns:
    """Return the rows at ``at`` (places or a bool mask) of every column."""
    return [column[at] for column in columns]


def joined(columns: Sequence[Column], tolerance: Sequence[int]) -> Columns:
    """Return columns in which values that count as equal are equal.

    A run of values each within the tolerance of the one before becomes its number in order; a
    column with tolerance 0 comes back as it is.

    Examples
    --------
    >>> joined([np.array([10, 30, 11])], [2])[0].tolist()
    [0, 1, 0]
    """
    found = []
    for column, within in zip(columns, tolerance, strict=True):
        if within:
            order = np.argsort(column, kind="stable")
            level = np.empty(len(column), np.int64)
            level[order] = np.cumsum(np.diff(column[order], prepend=column[order[:1]]) > within)
            found.append(level)
        else:
            found.append(column)
    return found


def keys(columns: Sequence[Column]) -> npt.NDArray[np.int64]:
    """Return one number a row, equal for equal rows; in lexicographic order.

    Notes
    -----
    Cost: linear while the product of the columns' ranges is below 2^62, else a sort for each time
    that it outgrows it.
    """
    key = np.zeros(len(columns[0]), np.int64)
    room = 1
    for column in columns:
        low, high = int(column.min()), int(column.max())
        if room * (high - low + 1) >= _ROOM:
            key, room = _ranks(key)
            if room * (high - low + 1) >= _ROOM:
                column, high = _ranks(column)
                low, high = 0, high - 1
        key *= high - low + 1
        key += column
        key -= low
        room *= high - low + 1
    return key


def _ranks(column: Column) -> tuple[npt.NDArray[np.int64], int]:
    levels, rank = np.unique(column, return_inverse=True)
    return rank.astype(np.int64), len(levels)


def grouped(key: npt.NDArray[np.int64]) -> tuple[Index, Index]:
    """Return rows in the order of their keys, equal ones by place, and where each run starts.

    Examples
    --------
    >>> order, starts = grouped(np.array([5, 3, 5]))
    >>> order.tolist(), starts.tolist()
    ([1, 0, 2], [0, 1])
    """
    order = np.argsort(key)
    ranked = key[order]
    first = np.empty(len(key), bool)
    first[:1] = True
    np.not_equal(ranked[1:], ranked[:-1], out=first[1:])
    starts = np.flatnonzero(first)
    if len(starts) < len(key):  # the same order everywhere, whichever sort the machine has
        order = np.argsort(key, kind="stable")
    return order, starts


def descending(columns: Sequence[Column]) -> Index:
    """Return the rows in descending lexicographic order, equal ones by place."""
    if not len(columns[0]):
        return np.empty(0, np.intp)
    return np.argsort(-keys(columns), kind="stable")


def narrow(columns: Sequence[Column], bound: int) -> Columns:
    """Return columns in 32 bits if no sum outgrows ``bound`` below 2^31, else in 64."""
    kind = np.int32 if bound < 2**31 - 1 else np.int64
    return [np.ascontiguousarray(column, dtype=kind) for column in columns]


def runs(starts: Index, lengths: Index) -> Index:
    """Return start, start + 1, … for each run, one after the other.

    Examples
    --------
    >>> runs(np.array([7, 2]), np.array([2, 3])).tolist()
    [7, 8, 2, 3, 4]
    """
    total = int(lengths.sum())
    begins = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(total) + np.repeat(starts - begins, lengths))
