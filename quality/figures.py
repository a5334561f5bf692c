"""Counts that make precision, recall and F1, and intervals over documents by the bootstrap."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

RESAMPLES = 2_000
SEED = 20_251_215


@dataclass(frozen=True, slots=True)
class Tally:
    """Hold how many were right, how many were given, and how many were due.

    For a share (speaker right of those matched) ``given`` and ``due`` are the same number.
    """

    hits: int = 0
    given: int = 0
    due: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hits + other.hits, self.given + other.given, self.due + other.due)

    @classmethod
    def share(cls, hits: int, due: int) -> Tally:
        """Return ``hits`` of ``due``, where nothing more than what is due can be given."""
        return cls(hits, due, due)

    @property
    def precision(self) -> float:
        """Return the share of the given that is right, 0 with nothing given."""
        return self.hits / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the due that is found, 0 with nothing due."""
        return self.hits / self.due if self.due else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both, which is also twice the hits over given and due."""
        return 2 * self.hits / (self.given + self.due) if self.given + self.due else 0.0


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum."""
    return sum(tallies, Tally())


def interval(
    tallies: Sequence[Tally],
    value: Callable[[Tally], float] = lambda tally: tally.f1,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[float, float]:
    """Return the 95 % percentile interval of ``value`` over documents drawn with replacement.

    A document is the unit, since errors within one go together (Efron and Tibshirani 1993, §13.3).
    A resample in which nothing is due is left out. The same seed draws the same documents for every
    figure of a set, so that figures may be compared.
    """
    values = []
    for draw in _draws(len(tallies), resamples, seed):
        hits = given = due = 0
        for i in draw:
            tally = tallies[i]
            hits += tally.hits
            given += tally.given
            due += tally.due
        if due:
            values.append(value(Tally(hits, given, due)))
    if not values:
        return 0.0, 0.0
    values.sort()
    return values[int(0.025 * len(values))], values[min(len(values) - 1, int(0.975 * len(values)))]


@cache
def _draws(documents: int, resamples: int, seed: int) -> tuple[tuple[int, ...], ...]:
    draw = random.Random(seed)
    return tuple(tuple(draw.choices(range(documents), k=documents)) for _ in range(resamples))


def ahead(
    one: Sequence[Tally],
    other: Sequence[Tally],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[float, float]:
    """Return the 95 % interval of how far ``one``'s F1 is ahead of ``other``'s.

    Both over the same documents, drawn together (paired bootstrap; Efron and Tibshirani 1993,
    §13.3).

    Examples
    --------
    >>> ahead([Tally(2, 2, 2), Tally(1, 2, 2)], [Tally(1, 2, 2), Tally(0, 2, 2)])
    (0.5, 0.5)
    """
    apart = sorted(
        total(one[i] for i in draw).f1 - total(other[i] for i in draw).f1
        for draw in _draws(len(one), resamples, seed)
    )
    return apart[int(0.025 * len(apart))], apart[min(len(apart) - 1, int(0.975 * len(apart)))]


def calibration(
    sure: Sequence[tuple[float, bool]],
) -> tuple[list[tuple[float, float, int]], float]:
    """Return of each tenth of confidence what was said, what was right, how many; and the error.

    The error is the mean over findings of how far their tenth is off (expected calibration error,
    ten bins of equal width; Guo et al. 2017, §2).

    Examples
    --------
    >>> calibration([(0.9, True), (0.9, False)])
    ([(0.9, 0.5, 2)], 0.4)
    """
    tenths: dict[int, list[tuple[float, bool]]] = {}
    for said, right in sure:
        tenths.setdefault(min(9, int(said * 10)), []).append((said, right))
    rows = [
        (sum(said for said, _ in held) / len(held), sum(r for _, r in held) / len(held), len(held))
        for _, held in sorted(tenths.items())
    ]
    error = sum(abs(said - right) * count for said, right, count in rows)
    return rows, error / len(sure) if sure else 0.0
