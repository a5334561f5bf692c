"""What draws say of packages: how often each is acceptable to all, efficient, and Nash's.

Draws come in chunks of one size, each with a child of the seed that hangs on its place alone, and
are only counted: sums of whole numbers, the same whoever adds them and in whatever order. Values
are rounded to a grid of 2^-40 of the scale, so that sums of them are exact and packages of equal
worth stay equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, log2

import numpy as np
import numpy.typing as npt

from onetext.analysis.acceptability.chains import Source
from onetext.analysis.acceptability.listing import Bools, Listing

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
CHUNK = 1_024
_CELLS = 2**17
_FINE = 40
_LONG = 60


@dataclass(frozen=True, eq=False, slots=True)
class Party:
    """Hold what is needed to draw for one party.

    Parameters
    ----------
    values
        For each issue the column of each option.
    met : bool array (links, packages)
    sure : bool array (packages)
        Packages that are acceptable to it in every sheet.
    """

    source: Source
    values: tuple[tuple[int, ...], ...]
    links: tuple[int, ...]
    met: Bools
    sure: Bools
    floor: int
    grid: float

    def of(self, some: npt.NDArray[np.intp]) -> Party:
        """Return it for some of the packages."""
        return replace(self, met=self.met[:, some], sure=self.sure[some])

    def accepts(self, gaps: Floats) -> Bools:
        """Tell which packages reach the floor, of what they are worth above it, on the grid.

        Each number summed is off by half a step of the grid, so one exactly at the floor, as the
        best package is where the floor is all that there is, may seem to be that much below it.
        """
        summed = len(self.values) + len(self.links) + 1
        good = np.asarray(gaps >= -summed / 2)
        good[self.sure] = True
        return good


@dataclass(frozen=True, eq=False, slots=True)
class Plan:
    """Hold what a process needs to count chunks; all packages here may be acceptable to all.

    Parameters
    ----------
    dense
        Whether every package is here that may be acceptable to all: only then can Nash's and the
        efficient ones be told.
    """

    parties: tuple[Party, ...]
    listing: Listing
    entropy: int
    draws: int
    dense: bool = True

    def of(self, some: npt.NDArray[np.intp]) -> Plan:
        """Return the plan for some of the packages alone."""
        parties = tuple(party.of(some) for party in self.parties)
        return replace(self, parties=parties, listing=self.listing.of(some), dense=False)


@dataclass(frozen=True, eq=False, slots=True)
class Tally:
    """Hold counts of draws.

    Parameters
    ----------
    acceptable, nash, efficient : int64 arrays (packages)
    accepted : int64 array (parties, packages)
    """

    draws: int
    acceptable: Ints
    accepted: Ints
    nash_draws: int
    nash: Ints
    efficient_draws: int
    efficient: Ints

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.draws + other.draws,
            self.acceptable + other.acceptable,
            self.accepted + other.accepted,
            self.nash_draws + other.nash_draws,
            self.nash + other.nash,
            self.efficient_draws + other.efficient_draws,
            self.efficient + other.efficient,
        )


def party(source: Source, listing: Listing, sure: Bools) -> Party:
    """Return a party ready to be drawn for."""
    partial, drawing = source.drawing.partial, source.drawing
    met = [listing.met(linked.when)[0] for linked in partial.sheet.linked]
    return Party(
        source,
        tuple(matter.values for matter in partial.matters),
        partial.links,
        np.array(met, bool).reshape(len(met), len(listing)),
        sure,
        partial.floor,
        2.0 ** (ceil(log2(drawing.size)) - _FINE),
    )


def drawn(of: Party, entropy: int, chunk: int, place: int, draws: int) -> Floats:
    """Return the columns of a chunk's draws for one party, on its grid: (columns, draws)."""
    rng = np.random.default_rng(np.random.SeedSequence(entropy, spawn_key=(1, chunk, place)))
    if of.source.drawing.numbers == 0:
        columns = of.source.drawing.drawn(np.zeros((0, 1)))[0]
    else:
        columns = of.source.draw(rng, draws)
    return np.asarray(np.rint(columns / of.grid))


def tallied(plan: Plan, first: int, last: int, efficient: int) -> Tally:
    """Return the counts of the chunks from ``first`` up to, without, ``last``.

    Parameters
    ----------
    efficient
        Chunks from this one on do not ask which packages are efficient.

    Notes
    -----
    Cost: some 2 ns for each draw, package and party, and the filter of the acceptable ones.
    """
    found = [_chunk(plan, n, n < efficient) for n in range(first, last)]
    total = found[0]
    for one in found[1:]:
        total += one
    return total


class Sums:
    """Add up what packages are worth, in two halves of the issues, so that each is two look-ups."""

    def __init__(self, listing: Listing) -> None:
        half = (len(listing.issues) + 1) // 2
        self.halves = []
        for issues in (range(half), range(half, len(listing.issues))):
            code = np.zeros(len(listing), np.int64)
            for issue in issues:
                code = code * len(listing.options[issue]) + listing.chosen[:, issue]
                code = np.unique(code, return_inverse=True)[1].astype(np.int64)
            _, rows, place = np.unique(code, return_index=True, return_inverse=True)
            self.halves.append((tuple(issues), listing.chosen[rows], place))

    def gaps(self, of: Party, columns: Floats) -> Floats:
        """Return what packages are worth above the floor: float64 array (packages, draws)."""
        total = np.empty(0)
        for turn, (issues, chosen, place) in enumerate(self.halves):
            half = np.zeros((len(chosen), columns.shape[1]))
            for at, issue in enumerate(issues):
                half += columns[np.array(of.values[issue])[chosen[:, issues[at]]]]
            if turn == 0:
                half -= columns[of.floor]
                total = np.take(half, place, axis=0)
            elif issues:
                total += np.take(half, place, axis=0)
        for link, met in zip(of.links, of.met, strict=True):
            total[met] += columns[link]
        return total


def _chunk(plan: Plan, chunk: int, efficient: bool) -> Tally:
    draws = min(CHUNK, plan.draws - chunk * CHUNK)
    count = len(plan.listing)
    columns = [
        drawn(one, plan.entropy, chunk, place, draws) for place, one in enumerate(plan.parties)
    ]
    sums = Sums(plan.listing)
    acceptable, nash, efficiently = (np.zeros(count, np.int64) for _ in range(3))
    accepted = np.zeros((len(plan.parties), count), np.int64)
    once = [sums.gaps(one, c) if c.shape[1] == 1 else None
            for one, c in zip(plan.parties, columns, strict=True)]  # fmt: skip
    width = max(8, min(draws, _CELLS // max(1, count)) // 8 * 8)
    for begin in range(0, draws, width):
        part = min(width, draws - begin)
        gaps = [
            same if same is not None else sums.gaps(one, c[:, begin : begin + part])
            for one, c, same in zip(plan.parties, columns, once, strict=True)
        ]
        good = np.ones((count, part), bool)
        for place, (one, gap) in enumerate(zip(plan.parties, gaps, strict=True)):
            ok = one.accepts(gap)
            accepted[place] += _counts(ok) * (part // ok.shape[1])
            good &= ok
        acceptable += _counts(good)
        if plan.dense:
            among = _Among(gaps, good)
            nash += among.nash
            if efficient:
                efficiently += among.efficient
    dense = draws if plan.dense else 0
    return Tally(draws, acceptable, accepted, dense, nash, draws if efficient else 0, efficiently)


def _counts(ok: Bools) -> Ints:
    """Return how many are true in each row; eight at a time where rows are long enough."""
    if ok.shape[1] % 8 or not ok.flags.c_contiguous:
        return np.asarray(np.count_nonzero(ok, axis=1), np.int64)
    eights = ok.view(np.uint64) * np.uint64(0x0101010101010101) >> np.uint64(56)
    return np.asarray(eights.sum(axis=1), np.int64)


class _Among:
    """Judge the packages that are acceptable to all, draw by draw.

    ``points`` are their gains over the floors, a row for each party, those of one draw together.
    """

    def __init__(self, gaps: Sequence[Floats], good: Bools) -> None:
        self.draw, self.package = np.nonzero(np.ascontiguousarray(good.T))
        self.count = len(good)
        self.starts = np.flatnonzero(np.diff(self.draw, prepend=-1))
        self.sizes = np.diff(np.append(self.starts, len(self.draw)))
        self.points = np.array([
            np.maximum(gap[self.package, self.draw if gap.shape[1] > 1 else 0], 0) for gap in gaps
        ])  # fmt: skip
        self.best = self._products()

    def _products(self) -> Bools:
        """Tell which have the largest product of gains in their draw; all that tie."""
        if not len(self.draw):
            return np.zeros(0, bool)
        product = np.ones(len(self.draw))
        for row in self.points:
            product *= row * 2.0**-_FINE
        most = np.maximum.reduceat(product, self.starts)
        return np.asarray(product == np.repeat(most, self.sizes))

    @property
    def nash(self) -> Ints:
        """Return in how many draws each package has the largest product of gains."""
        return np.bincount(self.package[self.best], minlength=self.count).astype(np.int64)

    @property
    def efficient(self) -> Ints:
        """Return in how many draws no acceptable package betters each for one, at nobody's cost.

        What the first of the largest products betters is left out before the filter.
        """
        if not len(self.draw):
            return np.zeros(self.count, np.int64)
        winners = np.flatnonzero(self.best)
        winners = winners[np.diff(self.draw[winners], prepend=-1) > 0]
        model = np.repeat(self.points[:, winners], self.sizes, axis=1)
        worse = (self.points <= model).all(axis=0) & (self.points < model).any(axis=0)
        kept = np.flatnonzero(~worse)
        left = kept[_filtered(self.points[:, kept], self.draw[kept])]
        return np.bincount(self.package[left], minlength=self.count).astype(np.int64)


def _filtered(points: Floats, draw: npt.NDArray[np.intp]) -> Bools:
    """Tell which are efficient in their draw: all draws at once, or one by one where long."""
    from onetext.analysis.space.dominance import efficient, efficient_runs

    whole = list(points.astype(np.int64))
    starts = np.flatnonzero(np.diff(draw, prepend=-1))
    if len(draw) < _LONG * len(starts):
        return efficient(whole, segment=draw)
    return efficient_runs(whole, np.append(starts, len(draw)).tolist())
