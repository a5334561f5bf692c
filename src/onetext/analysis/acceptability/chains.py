"""Draws among the few that fit: chains that walk among them, each step to anywhere in sight.

Hit-and-run in the cube of numbers that draws are mapped from (Smith 1984), with the chord shrunk
towards where the chain stands until it fits (Neal 2003, slice sampling): whatever the shape of what
fits, an even spread over it stays even. Chains begin at draws that fit; where none is found by
drawing again, a population is led there level by level (Au & Beck 2001).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from onetext.analysis.acceptability.drawing import LEAST_RATE, Drawing
from onetext.analysis.acceptability.misfit import Misfit

Floats = npt.NDArray[np.float64]
STARTS = 1_024
_TRIES = 64
_BATCH = 16_384
_LEVELS = 200
_SHRINKS = 60
_STEPS_A_NUMBER = 8
_FEWEST_STEPS = 60


class Source:
    """Draw whole sheets of one party: by drawing again, or by chains where too few draws fit.

    Parameters
    ----------
    drawing
        The map.
    seed
        Measures what share fits and finds where chains begin: the same seed, the same draws.

    Attributes
    ----------
    rate
        Share of draws that fit, as measured.
    steps
        Steps of each chain before its end is a draw; 0 where no chains are needed.

    Raises
    ------
    BadInput
        If no draw that fits is found at all.

    Notes
    -----
    Cost: some microseconds a draw, divided by ``rate``; with chains some thousand times that.
    """

    def __init__(self, drawing: Drawing, seed: np.random.SeedSequence) -> None:
        self.drawing = drawing
        rng = np.random.default_rng(seed)
        self.rate = drawing.rate(rng)
        self.steps = 0
        self.starts: Floats | None = None
        if self.rate < LEAST_RATE:
            self.starts = _starts(drawing, rng)
            self.steps = max(_FEWEST_STEPS, _STEPS_A_NUMBER * drawing.numbers)

    @property
    def told(self) -> str:
        """Return how draws are made, in words; empty where all that are drawn fit."""
        party = self.drawing.partial.party
        if self.steps:
            return (
                f"{party}: chains of {self.steps} steps of hit-and-run each, from {STARTS:,} starts"
            )
        return "" if self.rate == 1 else f"{party}: {self.rate:.1%} of draws fit the sheet"

    def draw(self, rng: np.random.Generator, draws: int) -> Floats:
        """Return columns of whole sheets: float64 array (columns, draws)."""
        if self.starts is None:
            return self.drawing.draw(rng, draws, self.rate)
        at = self.starts[:, rng.integers(self.starts.shape[1], size=draws)]
        at = walk(self.drawing, at, rng, self.steps, 0.0)
        return self.drawing.drawn(at)[0]


def walk(
    drawing: Drawing, start: Floats, rng: np.random.Generator, steps: int, level: float
) -> Floats:
    """Return where chains end that keep their slack at ``level`` or above.

    Parameters
    ----------
    start : float64 array (numbers, chains)
        Where they begin; each fits.
    """
    at = start.copy()
    for _ in range(steps):
        way = rng.standard_normal(at.shape)
        way /= np.linalg.norm(way, axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            to_nought, to_one = -at / way, (1 - at) / way
        low = np.where(way > 0, to_nought, to_one).max(axis=0)
        high = np.where(way > 0, to_one, to_nought).min(axis=0)
        low, high = np.minimum(low, 0), np.maximum(high, 0)
        waiting = np.arange(at.shape[1])
        for _ in range(_SHRINKS):
            by = low[waiting] + (high[waiting] - low[waiting]) * rng.random(len(waiting))
            tried = np.clip(at[:, waiting] + way[:, waiting] * by, 0, 1)
            good = drawing.drawn(tried)[1] >= level
            at[:, waiting[good]] = tried[:, good]
            by, waiting = by[~good], waiting[~good]
            low[waiting] = np.where(by < 0, by, low[waiting])
            high[waiting] = np.where(by < 0, high[waiting], by)
            if not len(waiting):
                break
    return at


def _starts(drawing: Drawing, rng: np.random.Generator) -> Floats:
    found = np.zeros((drawing.numbers, 0))
    for _ in range(_TRIES):
        tried = rng.random((drawing.numbers, _BATCH))
        found = np.concatenate([found, tried[:, drawing.drawn(tried)[1] >= 0]], axis=1)
        if found.shape[1] >= STARTS:
            break
    if found.shape[1] >= STARTS // 8:
        return found[:, :STARTS]
    return _led(drawing, rng)


def _led(drawing: Drawing, rng: np.random.Generator) -> Floats:
    """Lead a population to where everything fits, the best half of it at a time."""
    at = rng.random((drawing.numbers, STARTS))
    slack = drawing.drawn(at)[1]
    for _ in range(_LEVELS):
        if (slack >= 0).mean() > 0.5:
            fitting = at[:, slack >= 0]
            at = fitting[:, rng.integers(fitting.shape[1], size=STARTS)]
            return walk(drawing, at, rng, _FEWEST_STEPS, 0.0)
        level = float(min(np.median(slack), 0.0))
        good = at[:, slack >= level]
        at = good[:, rng.integers(good.shape[1], size=STARTS)]
        at = walk(drawing, at, rng, 10, level)
        slack = drawing.drawn(at)[1]
    raise Misfit(
        f"what the sheet {drawing.partial.sheet.id!r} says leaves too little to draw from",
        instead="say some of it less exactly",
        ways=(("sheets", drawing.partial.sheet.id),),
    )
