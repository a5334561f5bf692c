"""The spaces that are measured: made from a seed, so that every way has the same numbers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Kind = Literal["points", "weights", "opposed"]


@dataclass(frozen=True)
class Made:
    """Say how a space is made.

    ``points``: every option is worth 0 to 100 at random. ``weights``: each party spreads 1,000
    points over the issues. ``opposed``: the same, and every other party orders the options the
    other way round.
    """

    issues: int
    options: int
    parties: int
    kind: Kind = "points"
    seed: int = 0
    links: int = 0

    @property
    def packages(self) -> int:
        return int(self.options**self.issues)

    def tables(self) -> list[Ints]:
        """Return one array (options, parties) for each issue."""
        rng = np.random.default_rng(self.seed)
        shape = (self.options, self.parties)
        if self.kind == "points":
            return [rng.integers(0, 101, shape) for _ in range(self.issues)]
        weights = rng.dirichlet(np.ones(self.issues), self.parties)
        found = []
        for issue in range(self.issues):
            share = rng.random(shape)
            if self.kind == "opposed":
                share.sort(axis=0)
                share[:, 1::2] = share[::-1, 1::2]
            share = (share - share.min(axis=0)) / np.ptp(share, axis=0)
            found.append(np.rint(1000 * weights[:, issue] * share).astype(np.int64))
        return found

    def linked(self) -> list[tuple[tuple[int, int], Ints]]:
        """Return the linked pairs, the nearest issues first, with their tables."""
        rng = np.random.default_rng(self.seed + 1)
        near = sorted(combinations(range(self.issues), 2), key=lambda p: (p[1] - p[0], p[0]))
        shape = (self.options, self.options, self.parties)
        return [(pair, rng.integers(-20, 21, shape)) for pair in near[: self.links]]


CASES: dict[str, Made] = {
    "1e6 × 2": Made(6, 10, 2),
    "1e6 × 3": Made(6, 10, 3),
    "1e6 × 5": Made(6, 10, 5),
    "1e6 × 5, opposed": Made(6, 10, 5, "opposed", 1),
    "9.8e6 × 3": Made(10, 5, 3),
    "9.8e6 × 5": Made(10, 5, 5),
    "1e12 × 3": Made(12, 10, 3),
    "1e14 × 3": Made(14, 10, 3),
    "1e14 × 3, opposed": Made(14, 10, 3, "opposed"),
    "9e27 × 3": Made(40, 5, 3),
    "9.5e13 × 5": Made(20, 5, 5),
    "9.5e13 × 5, weights": Made(20, 5, 5, "weights"),
    "1e14 × 5": Made(14, 10, 5),
    "1e12 × 4, 24 links of 12 issues": Made(12, 10, 4, links=24),
    "1.1e12 × 4, 24 links of 20 issues": Made(20, 4, 4, links=24),
    "Nash, 9e27 × 10": Made(40, 5, 10),
    "Nash, 9e27 × 10, weights": Made(40, 5, 10, "weights", 1),
    "any formula, 1e8 × 3": Made(8, 10, 3),
    "any formula, 1e8 × 5": Made(8, 10, 5),
}
