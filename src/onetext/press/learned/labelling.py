"""What the encoder makes of a finding besides its spans: its stance and its date."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final, cast, get_args

import numpy as np
from numpy.typing import NDArray

from onetext.press.finding.leanings import Leanings
from onetext.press.learned.pieces import Ints, Pieces, Range
from onetext.press.learned.windows import Window
from onetext.press.text.dates import DatePhrase
from onetext.terms.said.statement import Stance

Floats = NDArray[np.float32]

STANCES: Final = cast(tuple[Stance, ...], get_args(Stance))
#: What a date is if none of those in the window: not to be known, or told farther away.
UNKNOWN, ELSEWHERE = 0, 1
DISTANCES = 32

#: Which columns of a piece's vector speak of it as a cue, a content, a source, a date, and ask.
CUE, CONTENT, SOURCE, DATE, ASK = (
    slice(0, 64),
    slice(64, 128),
    slice(128, 144),
    slice(144, 176),
    slice(176, 208),
)
WIDTH = 208


def leanings(
    head: Mapping[str, Floats],
    tells: Floats,
    cue: Range,
    contents: Sequence[Range],
    sources: Sequence[Range],
    dates: Sequence[tuple[Range, str]],
) -> Leanings:
    """Return what a finding is likely to be.

    ``tells`` is what the encoder tells of a window's pieces (pieces × ``WIDTH``); all ranges count
    from its first piece. ``dates`` are the phrases in the window with their values.
    """
    inner = np.concatenate(
        [
            np.maximum(tells[cue[0], CUE], 0),
            np.maximum(_mean(tells, contents)[CONTENT], 0),
            np.maximum(_mean(tells, sources)[SOURCE], 0),
        ]
    )
    stance = log_chances(inner @ head["stance.weight"].T + head["stance.bias"])
    met = [_mean(tells, [at])[DATE] for at, _ in dates]
    scores = [inner @ head["undated.weight"].T + head["undated.bias"]]
    if dates:
        near = head["away.weight"][away(cue[0], [at for at, _ in dates])]
        held = head["held.weight"][within([at for at, _ in dates], contents)]
        both = np.maximum(np.stack(met) + tells[cue[0], ASK] + near + held, 0)
        scores.append((both @ head["dated.weight"].T + head["dated.bias"])[:, 0])
    chances = log_chances(np.concatenate(scores))
    values: dict[str, float] = {}
    for (_, value), chance in zip(dates, np.exp(chances[2:]), strict=True):
        values[value] = values.get(value, 0.0) + float(chance)
    return Leanings(
        stance=dict(zip(STANCES, stance.tolist(), strict=True)),
        dates=values,
        undated=float(np.exp(chances[UNKNOWN])),
        elsewhere=float(np.exp(chances[ELSEWHERE])),
    )


def dates_of(pieces: Pieces, dates: Sequence[DatePhrase]) -> list[tuple[Range, str]]:
    """Return the date phrases that have a value, in pieces."""
    rows = ((pieces.range_of(d.span), d.value()) for d in dates)
    return [(at, str(value)) for at, value in rows if at is not None and value is not None]


def seen_in(dates: Sequence[tuple[Range, str]], window: Window) -> list[tuple[Range, str]]:
    """Return the dates that a window sees whole, counted from its first piece.

    ``dates`` stand in order. Cost: the logarithm of the dates, and those seen.
    """
    first = bisect_left(dates, window.low, key=lambda one: one[0][0])
    after = bisect_left(dates, window.high, key=lambda one: one[0][0])
    return [
        ((at[0] - window.low, at[1] - window.low), value)
        for at, value in dates[first:after]
        if at[1] <= window.high
    ]


def away(cue: int, dates: Sequence[Range]) -> Ints:
    """Return how far dates are from a cue, in steps that widen; before and after apart."""
    far = np.array([at[0] - cue for at in dates], dtype=np.int64)
    step = np.minimum(15, np.floor(2 * np.log2(np.maximum(np.abs(far), 1)))).astype(np.int64)
    steps: Ints = np.where(far > 0, 16 + step, step)
    return steps


def within(dates: Sequence[Range], contents: Sequence[Range]) -> Ints:
    """Return 1 for a date inside of a content, else 0."""
    return np.array(
        [any(a < at[1] and at[0] < b for a, b in contents) for at in dates], dtype=np.int64
    )


def _mean(tells: Floats, stretches: Sequence[Range]) -> Floats:
    if not stretches:
        return np.zeros(tells.shape[1], dtype=np.float32)
    mean: Floats = np.concatenate([tells[a:b] for a, b in stretches]).mean(axis=0)
    return mean


def log_chances(scores: Floats) -> Floats:
    """Return scores as log probabilities: along the last axis they add up to one."""
    told: Floats = scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True)
    return told
