"""Whole sheets drawn at random from those that a partial one may stand for.

A draw is a map of numbers drawn evenly from 0 to 1:

- Stakes: evenly over all divisions of what the sheet is out of that keep the order of what is at
  stake (rank-order weights: sorted uniform draws on the simplex).
- Options of an issue without points: evenly over all orders and distances that fit, the worst
  at 0 and the best at the stake (ordinal criteria of SMAA-O).
- Points, links and the floor: evenly within what they lie between.

Draws that break any other statement are drawn again, so that all that fit stay equally likely;
where fewer than one in 500 fits, chains walk among them instead (``chains.py``). Equalities that no
such map keeps by itself are drawn to within a hundredth of the scale.

Sources: Lahdelma, Hokkanen & Salminen 1998; Lahdelma & Salminen 2001; Lahdelma, Miettinen &
Salminen 2003 (ordinal criteria).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np
import numpy.typing as npt

from onetext.analysis.acceptability.partial import Matter, Partial, Row

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
LEAST_RATE = 1 / 500
_EXTENDED = 7
_PART = 0.01
_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """Hold how the options of an issue without points are drawn.

    Parameters
    ----------
    first
        For each option the place of its group of equals.
    extensions : int array (ways, groups that are in some order)
        Ways to put these in a row, worst first.
    """

    matter: Matter
    first: npt.NDArray[np.intp]
    groups: int
    tied: npt.NDArray[np.intp]
    extensions: npt.NDArray[np.intp]
    sorted: bool


class Drawing:
    """Draw whole sheets of one party; it can be sent to other processes.

    Parameters
    ----------
    partial
        A sheet that `consistent` let through.

    Attributes
    ----------
    numbers
        How many numbers from 0 to 1 make a draw.
    rough
        Whether an equality is drawn to within a hundredth of the scale.
    """

    def __init__(self, partial: Partial) -> None:
        self.partial = partial
        self.lower = np.array([float(b) for b in partial.lower])
        self.upper = np.array([float(b) for b in partial.upper])
        self.scale = None if partial.scale is None else float(partial.scale)
        self.size = max(1.0, self.scale or 0.0, float(np.abs(self.upper).max(initial=0)))
        self.shapes = [
            _shape(m) for m in partial.matters if m.scaled and m.stake is not None
            and self.upper[m.stake] > 0
        ]  # fmt: skip
        self.pointed = [m for m in partial.matters if not m.scaled]
        for matter in self.pointed:
            for option in range(len(matter.values)):
                alike = [matter.values[o] for o in matter.order.alike(option)]
                self.lower[alike], self.upper[alike] = (
                    self.lower[alike].max(), self.upper[alike].min()
                )  # fmt: skip
        self.summed = self.scale is not None and any(
            m.scaled or m.best is not None for m in partial.matters
        )
        self.coordinates = self._coordinates() if self.summed else []
        self.checked, self.rough = self._checked()
        self.free = [
            c
            for m in self.pointed
            for c in dict.fromkeys(m.values)
            if self.lower[c] < self.upper[c]
        ]
        self.single = [c for c in (*partial.links, partial.floor) if self.lower[c] < self.upper[c]]
        stakes = len(self.coordinates) if self.summed else len(self.shapes)
        shaped = sum(s.groups + (len(s.extensions) > 1) for s in self.shapes)
        self.weighed = self.summed and len(self.coordinates) > 1 and not self._constant_rest()
        self.numbers = len(self.free) + len(self.single) + stakes + shaped + self.weighed

    def drawn(self, uniform: Floats) -> tuple[Floats, Floats]:
        """Return the columns that numbers from 0 to 1 are mapped to, and by how much they fit.

        Parameters
        ----------
        uniform : float64 array (numbers, draws)

        Returns
        -------
        float64 array (columns, draws); float64 array (draws): 0 or more where all rows hold, in
        shares of the scale.
        """
        draws = uniform.shape[1]
        columns = np.repeat(self.lower[:, None], draws, axis=1)
        taken = iter(uniform)
        for column in (*self.free, *self.single):
            width = self.upper[column] - self.lower[column]
            columns[column] = self.lower[column] + width * next(taken)
        for matter in self.pointed:
            self._settle(matter, columns)
        slack = np.full(draws, np.inf)
        self._stake(columns, taken, slack)
        for shape in self.shapes:
            _put(shape, columns, taken)
        self._check(columns, slack)
        return columns, slack

    def draw(self, rng: np.random.Generator, draws: int, rate: float) -> Floats:
        """Return columns of whole sheets that fit, by drawing again: (columns, draws).

        Parameters
        ----------
        rate
            Share of draws that fit, as measured; it only sets how many are drawn at once.
        """
        found: list[Floats] = []
        left = draws
        while left > 0:
            batch = draws if rate >= 1 else int(min(left / rate * 1.1 + 16, 65_536))
            columns, slack = self.drawn(rng.random((self.numbers, batch)))
            kept = columns[:, slack >= 0][:, :left]
            found.append(kept)
            left -= kept.shape[1]
        return found[0] if len(found) == 1 else np.concatenate(found, axis=1)

    def rate(self, rng: np.random.Generator, tries: int = 16_384) -> float:
        """Return the share of draws that fit, as measured; 1 where all must."""
        if not self.checked[0].size and not self.weighed and not self._bounded().size:
            return 1.0
        _, slack = self.drawn(rng.random((self.numbers, tries)))
        return float((slack >= 0).mean())

    def _settle(self, matter: Matter, columns: Floats) -> None:
        """Let equals be equal, and work out the best, the worst and the stake."""
        for option, column in enumerate(matter.values):
            first = matter.values[matter.order.alike(option)[0]]
            if first != column:
                columns[column] = columns[first]
        values = columns[list(matter.values)]
        if matter.best is not None and matter.best not in matter.values:
            columns[matter.best] = values.max(axis=0)
        if matter.stake is not None:
            worst = values.min(axis=0)
            columns[matter.stake] = values.max(axis=0) - worst
            for row in self.partial.rows:  # the column of the worst option, where it has its own
                named = dict(row.terms)
                if named.get(matter.stake) == 1 and row.low == row.high == 0:
                    for column, times in named.items():
                        if times == 1 and column != matter.stake and column not in matter.values:
                            columns[column] = worst

    def _coordinates(self) -> list[tuple[tuple[int, ...], int]]:
        """Return the corners of the stakes: who shares, and how many: see ``closed.vertices``."""
        stakes = {s.matter.issue: s.matter.stake for s in self.shapes if not self._fixed(s)}
        found: list[tuple[tuple[int, ...], int]] = []
        first: list[int] = []
        for group in self.partial.sheet.stakes_ranking:
            some = [stakes.pop(i) for i in group if i in stakes]
            first += [c for c in some if c is not None]
            if some:
                found.append((tuple(first), len(first)))
        found += [((c,), 1) for c in stakes.values() if c is not None]
        return found

    def _fixed(self, shape: Shape) -> bool:
        """Tell whether a stake is told exactly."""
        c = shape.matter.stake
        return c is not None and bool(self.lower[c] == self.upper[c])

    def _constant_rest(self) -> bool:
        return all(
            m.best is not None and self.lower[m.best] == self.upper[m.best] for m in self.pointed
        )

    def _stake(self, columns: Floats, taken: Any, slack: Floats) -> None:
        if not self.summed:
            for shape in self.shapes:
                c = shape.matter.stake
                assert c is not None
                columns[c] = self.lower[c] + (self.upper[c] - self.lower[c]) * next(taken)
            return
        if not self.coordinates:
            return
        assert self.scale is not None
        tops = [m.best for m in self.pointed if m.best is not None]
        tops += [
            s.matter.stake for s in self.shapes if s.matter.stake is not None and self._fixed(s)
        ]
        rest = self.scale - columns[tops].sum(axis=0)
        shares = -np.log1p(-np.array([next(taken) for _ in self.coordinates]))
        shares *= rest / shares.sum(axis=0)
        for members, _ in self.coordinates:
            columns[list(members)] = 0
        for (members, count), share in zip(self.coordinates, shares, strict=True):
            each = share / count
            for column in members:
                columns[column] += each
        np.minimum(slack, rest / self.size + _ROUNDING, out=slack)
        if self.weighed:
            most = max(self.scale - self.lower[tops].sum(), _ROUNDING)
            odds = np.clip(rest / most, 0, 1) ** (len(self.coordinates) - 1)
            np.minimum(slack, odds - next(taken), out=slack)

    def _bounded(self) -> npt.NDArray[np.intp]:
        """Return the columns of stakes that have bounds of their own to keep."""
        found = []
        for matter in self.partial.matters:
            c = matter.stake
            if c is None or (matter.scaled and not self.summed):
                continue
            natural = matter.scaled and self.lower[c] == 0 and self.upper[c] in (0, self.scale)
            if not natural:
                found.append(c)
        return np.array(found, np.intp)

    def _check(self, columns: Floats, slack: Floats) -> None:
        matrix, low, high = self.checked
        if len(matrix):
            sums = matrix @ columns
            for n in range(len(matrix)):
                np.minimum(slack, (sums[n] - low[n]) / self.size, out=slack)
                np.minimum(slack, (high[n] - sums[n]) / self.size, out=slack)
        for c in self._bounded():
            np.minimum(slack, (columns[c] - self.lower[c]) / self.size + _ROUNDING, out=slack)
            np.minimum(slack, (self.upper[c] - columns[c]) / self.size + _ROUNDING, out=slack)

    def _checked(self) -> tuple[tuple[Floats, Floats, Floats], bool]:
        """Return the rows that the map does not keep by itself, and if any is an equality."""
        ones = set(self.partial.ones)
        rough = False
        rows: list[tuple[Row, float]] = []
        for row in self.partial.rows:
            named = {c for c, _ in row.terms}
            if ones & named or (not row.compared and self._kept(row, named)):
                continue
            equal = row.low is not None and row.low == row.high
            rough |= equal
            rows.append(
                (row, _PART * (self.scale or self.size) if equal else _ROUNDING * self.size)
            )
        matrix = np.zeros((len(rows), len(self.lower)))
        low, high = np.full(len(rows), -np.inf), np.full(len(rows), np.inf)
        for n, (row, by) in enumerate(rows):
            for column, times in row.terms:
                matrix[n, column] = times
            low[n] = -np.inf if row.low is None else float(row.low) - by
            high[n] = np.inf if row.high is None else float(row.high) + by
        return (matrix, low, high), rough

    def _kept(self, row: Row, named: set[int]) -> bool:
        """Tell whether the map keeps a row by itself."""
        for shape in self.shapes:
            if shape.sorted and named <= {*shape.matter.values, shape.matter.stake}:
                return True
        stakes = {c for members, _ in self.coordinates for c in members}
        if self.coordinates and named <= stakes and len(named) == 2:
            return True
        if row.low == row.high == self.scale and self.coordinates and len(named) > 1:
            return True
        for matter in self.pointed:
            parts = {*matter.values, matter.best, matter.stake}
            if row.low == row.high and self._alike(matter, named):
                return True
            if matter.best not in matter.values and matter.best in named and len(named) == 2:
                return named <= parts
        return False

    def _alike(self, matter: Matter, named: set[int]) -> bool:
        if {matter.stake, matter.best} <= named and len(named) == 3:
            return True
        at = [o for o, c in enumerate(matter.values) if c in named]
        return len(at) == len(named) == 2 and at[1] in matter.order.alike(at[0])


def _shape(matter: Matter) -> Shape:
    heads = sorted({matter.order.alike(o)[0] for o in range(len(matter.values))})
    place = {head: n for n, head in enumerate(heads)}
    first = np.array([place[matter.order.alike(o)[0]] for o in range(len(matter.values))])
    covers = [(place[a], place[b]) for a, b in matter.order.covers]
    tied = sorted({n for pair in covers for n in pair})
    ways = _extensions(tied, covers)
    return Shape(
        matter,
        first,
        len(heads),
        np.array(tied, np.intp),
        np.array(ways or [[]], np.intp),
        bool(ways) or not tied,
    )


def _extensions(tied: list[int], covers: list[tuple[int, int]]) -> list[list[int]]:
    """Return all ways to put them in a row, worst first; none where there are too many to try."""
    below = {n: {b for a, b in covers if a == n} for n in tied}
    if all(len(b) <= 1 for b in below.values()) and len(covers) == len(tied) - 1:
        last = [n for n in tied if not below[n]]
        if len(last) == 1 and len({b for _, b in covers}) == len(covers):
            row = last
            while len(row) < len(tied):
                row.append(next(n for n in tied if row[-1] in below[n]))
            return [row]
    if len(tied) > _EXTENDED:
        return []
    found = []
    for way in permutations(tied):
        at = {n: i for i, n in enumerate(way)}
        if all(at[a] > at[b] for a, b in covers):
            found.append(list(way))
    return found


def _put(shape: Shape, columns: Floats, taken: Any) -> None:
    """Put an issue's options between 0 and its stake."""
    raw = np.array([next(taken) for _ in range(shape.groups)])
    ways = shape.extensions
    if shape.sorted and len(shape.tied):
        ordered = np.sort(raw[shape.tied], axis=0)
        if len(ways) > 1:
            pick = (next(taken) * len(ways)).astype(np.intp)
            np.put_along_axis(raw, ways[pick].T, ordered, axis=0)
        else:
            raw[ways[0]] = ordered
    elif len(ways) > 1:
        next(taken)
    low, high = raw.min(axis=0), raw.max(axis=0)
    raw -= low
    raw *= columns[shape.matter.stake] / np.maximum(high - low, np.finfo(float).tiny)
    for option, column in enumerate(shape.matter.values):
        if column != shape.matter.stake:
            columns[column] = raw[shape.first[option]]
