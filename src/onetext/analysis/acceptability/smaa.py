"""SMAA: in what share of the whole sheets that may be true a package is acceptable, and good.

Stochastic multicriteria acceptability analysis, here with one sheet for each party: whole sheets
are drawn from all that the partial ones may stand for (``drawing.py``), and each package is judged
in every draw. *Acceptable*: to all parties. *Efficient*: acceptable to all, and none that is so is
better for one party and worse for none. *Nash*: of those acceptable to all it has the largest
product of gains over the floors; all count that tie.

Sources: Lahdelma, Hokkanen & Salminen 1998; Lahdelma & Salminen 2001. Standard errors: Agresti &
Coull 1998, so that a package never seen is not taken for impossible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
import numpy.typing as npt

from onetext.analysis.acceptability.chains import Source
from onetext.analysis.acceptability.drawing import Drawing
from onetext.analysis.acceptability.listing import Listing
from onetext.analysis.acceptability.necessary import NO, YES, Verdict, together
from onetext.analysis.acceptability.partial import Partial
from onetext.analysis.acceptability.tally import CHUNK, Ints, Plan, Tally, party, tallied

Floats = npt.NDArray[np.float64]
MOST_LOOKS = 4 * 10**10
"""Draws × packages × parties that are looked at; beyond it only candidates are followed on."""

MOST_FILTERING = 120e6
"""Microseconds that asking which are efficient may take, as foretold from the first chunk."""

CANDIDATES = 200
_AHEAD = 8
_CHUNKS_A_TASK = 8


@dataclass(frozen=True, eq=False, slots=True)
class Shares:
    """Hold what the draws say of the packages that may be acceptable to all.

    Parameters
    ----------
    places : int array (packages)
        Their places in the listing; all others are acceptable to all in no draw.
    sure : bool array (packages)
        Those acceptable to all in every sheet: their share is 1, without error.
    followed : bool array (packages)
        Those of which every draw was looked at; the others had ``all_draws`` only.
    draws, asked
        Draws that were made, and that were asked for; fewer when interrupted.
    """

    places: npt.NDArray[np.intp]
    sure: npt.NDArray[np.bool_]
    followed: npt.NDArray[np.bool_]
    tally: Tally
    all_draws: int
    draws: int
    asked: int
    seed: int
    sources: tuple[Source, ...]

    @property
    def stopped(self) -> bool:
        """Tell whether it was interrupted."""
        return self.draws < self.asked

    @property
    def exact(self) -> bool:
        """Tell whether all sheets are whole, so that one draw says all."""
        return all(source.drawing.partial.whole for source in self.sources)

    @property
    def acceptable(self) -> Floats:
        """Return the shares of draws in which each package is acceptable to all."""
        return self._share(self.tally.acceptable, self._looked)

    @property
    def accepted(self) -> Floats:
        """Return the same for each party alone: float64 array (parties, packages)."""
        return self._share(self.tally.accepted, self._looked)

    @property
    def nash(self) -> Floats:
        """Return the shares in which it is Nash's; NaN where no draw was looked at."""
        return self._share(self.tally.nash, self.tally.nash_draws)

    @property
    def efficient(self) -> Floats:
        """Return the shares in which it is acceptable to all and efficient."""
        return self._share(self.tally.efficient, self.tally.efficient_draws)

    @property
    def errors(self) -> tuple[Floats, Floats, Floats]:
        """Return the standard errors of acceptable, efficient and nash."""
        if self.exact:
            nothing = np.zeros(len(self.places))
            return nothing, nothing, nothing
        acceptable = error(self.tally.acceptable, self._looked)
        return (
            np.where(self.sure, 0.0, acceptable),
            error(self.tally.efficient, self.tally.efficient_draws),
            error(self.tally.nash, self.tally.nash_draws),
        )

    @property
    def _looked(self) -> Ints:
        return np.where(self.followed, self.tally.draws, self.all_draws)

    def _share(self, hits: Ints, draws: Ints | int) -> Floats:
        with np.errstate(invalid="ignore"):
            return np.asarray(hits / np.asarray(draws, float))

    def __repr__(self) -> str:
        return f"Shares({len(self.places)} packages, {self.draws:,} draws, seed {self.seed})"


def error(hits: Ints, draws: Ints | int) -> Floats:
    """Return the standard errors of shares, two hits and two misses added, so that none is 0.

    Examples
    --------
    >>> error(np.array([0, 50]), 100).round(3).tolist()
    [0.013, 0.049]
    """
    more = np.asarray(draws, float) + 4
    near = (hits + 2) / more
    return np.asarray(np.where(more > 4, np.sqrt(near * (1 - near) / more), np.nan))


def smaa(
    partials: Sequence[Partial],
    listing: Listing,
    verdicts: Sequence[Verdict],
    *,
    draws: int,
    seed: int,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Shares:
    """Draw whole sheets and return in what shares of draws packages are acceptable and good.

    Parameters
    ----------
    verdicts
        Of each party on the same packages: those surely not acceptable to somebody are left out,
        those surely acceptable are never lost to rounding.
    executor
        Where chunks are counted; None: here. The result is the same with any number of workers.
    progress
        Called with the draws made and those asked for.

    Returns
    -------
    The shares; of fewer draws, all from the first on, when interrupted (Ctrl-C).

    Raises
    ------
    BadInput
        If a sheet leaves too little to draw from.

    Notes
    -----
    Every draw looks at every package up to `MOST_LOOKS` in all; what is left of the draws follows
    the `CANDIDATES` most often acceptable, and of these only how often they are acceptable. Cost:
    some 2 ns for each draw, package and party.
    """
    everybody = together([v.possible for v in verdicts])
    places = np.flatnonzero(everybody != NO)
    some = listing.of(places)
    sources = tuple(
        Source(Drawing(one), np.random.SeedSequence(seed, spawn_key=(0, n)))
        for n, one in enumerate(partials)
    )
    sure = [v.necessary[places] == YES for v in verdicts]
    drawn_for = tuple(party(s, some, y) for s, y in zip(sources, sure, strict=True))
    asked = 1 if all(one.whole for one in partials) else draws
    plan = Plan(drawn_for, some, seed, asked)
    run = _Run(plan, asked, executor, progress)
    run.go()
    return Shares(
        places,
        np.logical_and.reduce(sure),
        run.followed,
        run.tally,
        run.all_draws,
        run.tally.draws,
        asked,
        seed,
        sources,
    )


class _Run:
    """Go through the chunks in order, keeping what is counted so far."""

    def __init__(
        self,
        plan: Plan,
        asked: int,
        executor: Executor | None,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        count = len(plan.listing)
        self.plan, self.executor, self.progress = plan, executor, progress
        self.chunks = ceil(asked / CHUNK)
        looks = max(1, count * len(plan.parties) * CHUNK)
        self.dense = min(self.chunks, max(1, MOST_LOOKS // looks))
        self.efficient = 0
        self.followed = np.ones(count, bool)
        nothing = np.zeros(count, np.int64)
        parties = np.zeros((len(plan.parties), count), np.int64)
        self.tally = Tally(0, nothing, parties, 0, nothing, 0, nothing)
        self.all_draws = 0

    def go(self) -> None:
        """Count the first chunk, which tells the cost of the rest; then all; then candidates."""
        if not len(self.plan.listing):
            self.tally = replace(self.tally, draws=self.plan.draws, nash_draws=self.plan.draws,
                                 efficient_draws=self.plan.draws)  # fmt: skip
            self.all_draws = self.plan.draws
            return
        try:
            first = tallied(self.plan, 0, 1, 0)
            often = float(first.acceptable.sum()) / first.draws
            self.efficient = int(MOST_FILTERING / ((5 + 0.3 * often) * CHUNK))
            for one in self._counted(self.plan, 0, self.dense):
                self._add(one)
            if self.dense < self.chunks:
                self._follow()
        except KeyboardInterrupt:
            return

    def _add(self, one: Tally) -> None:
        self.tally += one
        self.all_draws = self.tally.draws
        self._tell()

    def _follow(self) -> None:
        order = np.lexsort((-self.tally.nash, -self.tally.acceptable))
        some = np.sort(order[:CANDIDATES])
        for one in self._counted(self.plan.of(some), self.dense, self.chunks):
            wide = Tally(
                one.draws,
                _spread(one.acceptable, some, len(order)),
                np.array([_spread(row, some, len(order)) for row in one.accepted]),
                0,
                np.zeros(len(order), np.int64),
                0,
                np.zeros(len(order), np.int64),
            )
            self.tally += wide
            self.followed = np.isin(np.arange(len(order)), some)
            self._tell()

    def _tell(self) -> None:
        if self.progress:
            self.progress(self.tally.draws, self.plan.draws)

    def _counted(self, plan: Plan, first: int, last: int) -> Iterator[Tally]:
        """Yield the counts of some chunks at a time, in order."""
        step = _CHUNKS_A_TASK if self.executor else 1
        tasks = iter([(n, min(n + step, last)) for n in range(first, last, step)])
        if self.executor is None:
            for begin, end in tasks:
                yield tallied(plan, begin, end, self.efficient)
            return
        waiting: list[Future[Tally]] = []
        try:
            for begin, end in tasks:
                waiting.append(self.executor.submit(tallied, plan, begin, end, self.efficient))
                if len(waiting) >= _AHEAD:
                    yield waiting.pop(0).result()
            while waiting:
                yield waiting.pop(0).result()
        finally:
            for one in waiting:
                one.cancel()


def _spread(some: Ints, at: npt.NDArray[np.intp], count: int) -> Ints:
    wide = np.zeros(count, np.int64)
    wide[at] = some
    return wide
