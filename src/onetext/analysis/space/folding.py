"""The fold: add one group of issues after the other, keep what no other sum dominates.

Every prefix of an efficient package is efficient among prefixes (Kung, Luccio & Preparata 1975;
Hespe, Sanders, Storandt & Truschel, *Pareto sums*, 2024), so that the lists stay near the size of
the efficient set, whatever the number of packages. Between exact filters the lists are only
thinned by a grid, which is far cheaper and leaves some dominated sums to be dropped later. Each
level remembers which sums of the level before, with which option, make each of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from onetext.analysis.space.columns import (
    Column,
    Columns,
    Index,
    grouped,
    joined,
    keys,
    narrow,
    runs,
    taken,
)
from onetext.analysis.space.dominance import efficient, thinned
from onetext.analysis.space.watch import Stopped, Watch

_EXACT_BELOW = 3_000
_EXACT_AGAIN = 4
_SECONDS_A_ROW = 8e-6
_MOST_ROWS = 60_000_000
_UNASKED = -(2**60)
_NOT_YET = 30


class Summand(Protocol):
    """Hold the distinct utility vectors that a group of issues can add, and the ways to each."""

    @property
    def issues(self) -> tuple[int, ...]:
        """Return the places of the group's issues."""

    @property
    def columns(self) -> Columns:
        """Return one int array (vectors) for each party, units."""

    @property
    def counts(self) -> npt.NDArray[Any]:
        """Return in how many ways each vector is made."""

    def ways(self, vector: int) -> Iterator[tuple[int, ...]]:
        """Yield the options, one for each issue of the group, that make a vector."""


@dataclass(frozen=True, eq=False, slots=True)
class Options:
    """Be the summand of one issue: its options, those worth the same to all taken together."""

    issues: tuple[int, ...]
    columns: Columns
    counts: npt.NDArray[Any]
    same: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, issue: int, rows: npt.NDArray[np.int64], at: Sequence[int]) -> Options:
        """Return the summand of an issue whose options ``at`` are allowed."""
        same: dict[tuple[int, ...], list[int]] = {}
        listed = rows.tolist()
        for option in at:
            same.setdefault(tuple(listed[option]), []).append(option)
        table = np.array(list(same), np.int64).reshape(len(same), rows.shape[1])
        counts = np.array([len(run) for run in same.values()], np.int64)
        return cls((issue,), list(table.T), counts, tuple(map(tuple, same.values())))

    def ways(self, vector: int) -> Iterator[tuple[int, ...]]:
        """Yield each option of that worth."""
        return ((option,) for option in self.same[vector])


@dataclass(frozen=True, eq=False, slots=True)
class Level:
    """Remember how the sums of one level are made: (place before) * width + vector added."""

    made: Index
    starts: Index
    lengths: Index
    width: int


@dataclass(frozen=True, eq=False, slots=True)
class Folded:
    """Hold the sums of all groups that were kept, how many packages make each, and which.

    Parameters
    ----------
    columns : one int array (sums) for each party, units
    counts : int64 array (sums), Python ints where they outgrow it
    """

    summands: tuple[Summand, ...]
    columns: Columns
    counts: npt.NDArray[Any]
    levels: tuple[Level, ...]
    tried: int

    def packages(self, place: int) -> Iterator[tuple[int, ...]]:
        """Yield every package that makes one sum, as places of options in the issues' order.

        Cost: the number of issues for each package; nothing is kept.
        """
        width = sum(len(summand.issues) for summand in self.summands)
        chosen = [0] * width
        return self._back(len(self.levels), place, chosen)

    def _back(self, height: int, place: int, chosen: list[int]) -> Iterator[tuple[int, ...]]:
        if height == 0:
            yield tuple(chosen)
            return
        level, summand = self.levels[height - 1], self.summands[height - 1]
        start = int(level.starts[place])
        for made in level.made[start : start + int(level.lengths[place])].tolist():
            before, vector = divmod(made, level.width)
            for way in summand.ways(vector):
                for issue, option in zip(summand.issues, way, strict=True):
                    chosen[issue] = option
                yield from self._back(height - 1, before, chosen)


def in_order(summands: Sequence[Summand]) -> list[Summand]:
    """Return groups in the order of what is at stake in them, least first: it keeps lists short."""
    return sorted(summands, key=lambda one: (_spread(one), one.issues))


def _spread(one: Summand) -> float:
    return sum(float(column.max()) - float(column.min()) for column in one.columns)


def fold(
    summands: Sequence[Summand],
    base: npt.NDArray[np.int64],
    lowest: npt.NDArray[np.int64],
    tolerance: Sequence[int],
    watch: Watch,
    *,
    dominance: bool = True,
    cell: Sequence[int] | None = None,
    judged: int | None = None,
    sort: bool = True,
) -> Folded:
    """Return the efficient sums of one vector from each summand that can reach ``lowest``.

    Parameters
    ----------
    base, lowest : int64 arrays (parties), units
        What all sums begin with, and what they must reach.
    dominance
        False keeps dominated sums as well: all distinct sums that reach ``lowest``.
    cell
        Units for each party: of sums with the same whole multiples of them one is kept (for an
        ε-cover); dominance then is among these multiples.
    judged
        How many of the columns are parties; the others only have to reach their ``lowest``, and
        are told from the parties' to within rounding.
    sort
        Whether to take the summands in the order that keeps lists short, or as they are given.

    Raises
    ------
    Stopped
        If the watch's budget is spent, or lists outgrow memory.

    Notes
    -----
    Cost: about (vectors of a group) × (efficient sums) at each group, and the exact filter at some.
    """
    if not all(len(one.columns[0]) for one in summands):
        none = [np.empty(0, np.int64) for _ in base]
        return Folded(tuple(summands), none, np.empty(0, np.int64), (), 0)
    ranked = in_order(summands) if sort else list(summands)
    bests = [np.array([int(c.max()) for c in one.columns]) for one in ranked]
    bound = sum(max(int(np.abs(c).max()) for c in one.columns) for one in ranked)
    bound += int(np.abs(base).max())
    columns = narrow([base[party : party + 1] for party in range(len(base))], bound)
    counts: npt.NDArray[Any] = np.ones(1, np.int64)
    ahead = sum(bests, np.zeros(len(base), np.int64))
    filtering = _Filtering(tolerance, cell, judged, dominance, watch)
    levels, tried = [], 0
    for done, one in enumerate(ranked):
        watch.step(done, len(ranked))
        ahead = ahead - bests[done]
        added = narrow(one.columns, bound)
        rows = len(columns[0]) * len(added[0])
        if rows > _MOST_ROWS:
            raise Stopped(f"{rows:,} sums at once are more than memory should hold")
        tried += rows
        sums = [(c[:, None] + a).ravel() for c, a in zip(columns, added, strict=True)]
        at = _reaching(sums, lowest - ahead)
        if at is None and rows <= _NOT_YET and done < len(ranked) - 1:
            every = np.arange(rows)
            level = Level(every, every, np.ones(rows, np.intp), len(added[0]))
            columns = sums
        else:
            sums = sums if at is None else taken(sums, at)
            level, at = filtering.kept(sums, at, len(added[0]), len(ranked) - done)
            columns = taken(sums, at)
        counts = _counted(counts, one.counts, level)
        levels.append(level)
    watch.step(len(ranked), len(ranked)) if watch.progress else None
    return Folded(tuple(ranked), columns, counts, tuple(levels), tried)


_NONE: Index = np.empty(0, np.intp)


@dataclass(slots=True)
class _Filtering:
    """Decide at each level how much to filter: dominance exactly, or thinned for now."""

    tolerance: Sequence[int]
    cell: Sequence[int] | None
    judged: int | None
    dominance: bool
    watch: Watch
    exact_at: int = 1

    def kept(self, sums: Columns, at: Index | None, width: int, left: int) -> tuple[Level, Index]:
        """Return the level of what is kept of ``sums``, and where in them it is.

        ``at`` has the sums' places among all candidates, ``left`` the levels from this one on.
        """
        alike = _alike(sums[: self.judged], self.tolerance[: self.judged], self.cell)
        some: Index | None = None
        if self.dominance and len(sums[0]) >= _EXACT_BELOW:
            some = thinned(alike)
        if some is not None:
            alike = taken(alike, some)
        order, starts = grouped(keys(alike)) if len(alike[0]) else (_NONE, _NONE)
        first = order[starts]
        good = self._good(alike, first, some is not None, left)
        lengths = np.diff(starts, append=len(order))[good]
        made = order[runs(starts[good], lengths)] if len(good) < len(starts) else order
        picked = first[good]
        if some is not None:
            made, picked = some[made], some[picked]
        made = made if at is None else at[made]
        return Level(made, np.cumsum(lengths) - lengths, lengths, width), picked

    def _good(self, alike: Columns, first: Index, thin: bool, left: int) -> Index:
        few = len(first) < _EXACT_BELOW
        late = (thin or self.judged is not None) and left in (2, 3)
        grown = len(first) > _EXACT_AGAIN * self.exact_at or not (thin or self.judged)
        if self.dominance and len(first) and (left == 1 or few or (grown and not late)):
            seconds = len(first) * _SECONDS_A_ROW
            self.watch.afford(seconds, f"filtering {len(first):,} sums")
            good = np.flatnonzero(efficient(taken(alike, first)))
            self.exact_at = max(1, len(good))
            return good
        return np.arange(len(first))


def _reaching(sums: Columns, needed: npt.NDArray[np.int64]) -> Index | None:
    """Return the places of sums that can still reach every floor; None if all can."""
    keep: npt.NDArray[np.bool_] | None = None
    for column, least in zip(sums, needed.tolist(), strict=True):
        if least > _UNASKED and len(column) and int(column.min()) < least:
            reach = column >= least
            keep = reach if keep is None else keep & reach
    return None if keep is None else np.flatnonzero(keep)


def _alike(sums: Columns, tolerance: Sequence[int], cell: Sequence[int] | None) -> Columns:
    if cell is not None:
        return [c // max(1, by) for c, by in zip(sums, cell, strict=True)]
    return joined(sums, tolerance) if any(tolerance) else sums


def _counted(before: Column, added: Column, level: Level) -> Column:
    if not len(level.made):
        return before[:0]
    total = int(np.sum(before)) * int(np.sum(added))
    if before.dtype != object and total >= 2**62:
        before, added = before.astype(object), added.astype(object)
    if total == len(before) * len(added):
        return level.lengths.astype(np.int64)
    each = before[level.made // level.width] * added[level.made % level.width]
    return np.asarray(np.add.reduceat(each, level.starts))
