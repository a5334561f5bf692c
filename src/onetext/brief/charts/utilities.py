"""What each party gets in each solution: bars between its floor and the best it could have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onetext.brief.charts.marks import drawing, line, mark, text, wrapped
from onetext.brief.packages.told import number_told

_WIDTH = 840.0
_LEFT = 190.0
_RIGHT = 84.0
_BAR = 16.0
_ROW = 23.0
_HEAD = 44.0


@dataclass(frozen=True, slots=True)
class Reach:
    """Hold what a party's bars are drawn against, in its own scale.

    Parameters
    ----------
    low, high
        Where its scale is drawn from and to: the best of all packages, where that is known.
    floor
        Its reservation value, None where it has none.
    best
        What the best package gives it; None where that was not computed.
    """

    name: str
    low: float
    high: float
    floor: float | None
    best: float | None

    def at(self, value: float) -> float:
        """Return where a value lies between low and high, from 0 to 1."""
        wide = self.high - self.low
        return min(1.0, max(0.0, (value - self.low) / wide)) if wide > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Bars:
    """Hold one solution's name and what it gives each party; ``shape`` numbers its mark."""

    name: str
    shape: int
    values: Sequence[float]


def utilities_chart(reaches: Sequence[Reach], bars: Sequence[Bars], *, known: str = "") -> Markup:
    """Return the drawing: a block for each party, a bar for each solution.

    Each party's block has its own scale: bars of different parties are not to be compared.
    """
    block = _HEAD + _ROW * len(bars) + 14
    room = _WIDTH - _LEFT - _RIGHT
    body = Markup("")
    for n, reach in enumerate(reaches):
        top = n * block
        body += _block(reach, n, bars, top, room)
    told = "; ".join(
        f"{reach.name}: "
        + ", ".join(f"{one.name} {number_told(one.values[n])}" for one in bars)
        + (f", floor {number_told(reach.floor)}" if reach.floor is not None else "")
        for n, reach in enumerate(reaches)
    )
    title = "What each party gets in each solution"
    return drawing("utilities", _WIDTH, block * len(reaches), title, told, body, known=known)


def _block(reach: Reach, party: int, bars: Sequence[Bars], top: float, room: float) -> Markup:
    start, end = top + _HEAD, top + _HEAD + _ROW * len(bars)
    drawn = text(8, top + 24, wrapped(reach.name, 34, 1)[0], "lane-name")
    floor = None if reach.floor is None else _LEFT + room * reach.at(reach.floor)
    if floor is not None:
        drawn += _rect("below", _LEFT, start - 4, floor - _LEFT, end - start + 4)
    for n, one in enumerate(bars):
        y = start + n * _ROW
        value = one.values[party]
        wide = room * reach.at(value)
        drawn += mark(one.shape, 16, y + _BAR / 2, 6.5) + text(30, y + 12.5, one.name, "small")
        drawn += _rect(f"bar p{one.shape}", _LEFT, y, wide, _BAR)
        drawn += text(_LEFT + wide + 6, y + 13, number_told(value), "value")
    drawn += _rect("track", _LEFT, start - 4, room, end - start + 4)
    drawn += text(_LEFT, end + 13, number_told(reach.low), "small", "middle")
    best = "" if reach.best is None else "best "
    drawn += text(_LEFT + room, end + 13, best + number_told(reach.high), "small", "middle")
    if floor is not None and reach.floor is not None:
        drawn += line(floor, start - 10, floor, end, "floor")
        drawn += text(floor, start - 14, f"floor {number_told(reach.floor)}", "small", "middle")
    return drawn


def _rect(kind: str, x: float, y: float, width: float, height: float) -> Markup:
    return Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
        kind, x, y, max(0.0, width), height
    )
