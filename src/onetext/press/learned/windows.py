"""Windows over a long text: each owns a stretch of whole sentences and sees a little around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from onetext.press.learned.pieces import Ints

OWN = 240
AROUND = 32


@dataclass(frozen=True, slots=True)
class Window:
    """Hold a stretch: seen from ``low`` to ``high``, owned from ``first`` to ``after``."""

    low: int
    first: int
    after: int
    high: int


def windows(bounds: Ints, *, opening: int = OWN) -> Iterator[Window]:
    """Yield windows that own every piece once; the first owns at most ``opening`` pieces.

    A window ends with a sentence unless the sentence alone is longer than a window.

    Examples
    --------
    >>> [(w.first, w.after) for w in windows(np.array([0, 150, 220, 280]))]
    [(0, 220), (220, 280)]
    """
    whole = int(bounds[-1])
    first, most = 0, opening
    while first < whole:
        last = int(bounds[np.searchsorted(bounds, first + most, side="right") - 1])
        after = last if last > first else min(whole, first + most)
        yield Window(max(0, first - AROUND), first, after, min(whole, after + AROUND))
        first, most = after, OWN
