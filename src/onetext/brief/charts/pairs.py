"""The efficient set by pairs of parties: a small drawing for each pair, floors and solutions in it.

However many vectors there are, a drawing stays small: of all that fall on one spot one dot is
drawn. What is best for a pair alone, the staircase, is of all vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
from markupsafe import Markup

from onetext.brief.charts.marks import Chart, drawing, line, mark, text, wrapped
from onetext.brief.charts.utilities import Bars, Reach
from onetext.brief.packages.told import number_told
from onetext.brief.safe_text import visible

MOST_PARTIES = 5
_COLUMNS = 3
_PANEL = 308.0
_SIDE = 204.0
_HIGH = 282.0
_LEFT = 56.0
_TOP = 30.0
_SPOT = 3.0
_DENSE = 300
_SHADES = (1, 4)
_RADII = (10.0, 8.0, 6.0, 4.2)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Axes:
    """Place two parties' utilities on one panel."""

    across: Reach
    up: Reach
    left: float
    top: float

    def x(self, value: float) -> float:
        return self.left + _SIDE * self.across.at(value)

    def y(self, value: float) -> float:
        return self.top + _SIDE * (1 - self.up.at(value))


def pairs_chart(
    points: Floats,
    good: Floats,
    reaches: Sequence[Reach],
    solutions: Sequence[Bars],
    *,
    known: str = "",
) -> Chart:
    """Return the panels of all pairs of the first five parties.

    Parameters
    ----------
    points, good : float64 arrays (vectors, parties), own scales
        The efficient set over all packages, and over those that reach every floor.

    Notes
    -----
    Cost: linear in the vectors for each panel; a panel holds at most some 5,000 dots.
    """
    shown = list(range(min(len(reaches), MOST_PARTIES)))
    pairs = list(combinations(shown, 2))
    columns = min(_COLUMNS, len(pairs))
    rows = -(-len(pairs) // max(1, columns))
    every = np.concatenate((points, good))
    spans = [_span(every, reaches[n], n, solutions) for n in shown]
    body, stands = Markup(""), 0
    for n, (i, j) in enumerate(pairs):
        axes = _Axes(spans[i], spans[j], n % columns * _PANEL + _LEFT, n // columns * _HIGH + _TOP)
        drawn, thinned = _panel(axes, points[:, [i, j]], good[:, [i, j]], (i, j), solutions)
        body += drawn
        stands = max(stands, thinned)
    told = f"{len(points):,} efficient vectors; {len(good):,} over packages that reach every floor"
    name = "The efficient packages by pairs of parties"
    svg = drawing(
        "pairs", columns * _PANEL, rows * _HIGH, name, told, body, known=known, kind=f"of{columns}"
    )
    notes = []
    if stands > 1:
        notes.append(
            f"Where several fall on one spot one dot is drawn, for up to {stands:,}: "
            "stronger for more where there are many."
        )
    if len(reaches) > len(shown):
        notes.append(f"Only the pairs of the first {MOST_PARTIES} of {len(reaches)} parties.")
    return Chart(svg, " ".join(notes))


def _span(points: Floats, reach: Reach, party: int, solutions: Sequence[Bars]) -> Reach:
    """Return what an axis runs over, and is named by: vectors, solutions, the floor, no more."""
    values = [one.values[party] for one in solutions]
    if len(points):
        values += [float(points[:, party].min()), float(points[:, party].max())]
    if reach.floor is not None:
        values.append(reach.floor)
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    edge = 0.04 * (high - low) or 1.0
    name = f"{wrapped(reach.name, 20, 1)[0]}, {number_told(low)} to {number_told(high)}"
    return Reach(name, low - edge, high + edge, reach.floor, None)


def _panel(
    axes: _Axes,
    points: Floats,
    good: Floats,
    pair: tuple[int, int],
    solutions: Sequence[Bars],
) -> tuple[Markup, int]:
    left, top, right, bottom = axes.left, axes.top, axes.left + _SIDE, axes.top + _SIDE
    drawn = Markup("")
    for reach, is_across in ((axes.across, True), (axes.up, False)):
        if reach.floor is None:
            continue
        if is_across:
            drawn += _rect(left, top, axes.x(reach.floor) - left, _SIDE)
        else:
            drawn += _rect(left, axes.y(reach.floor), _SIDE, bottom - axes.y(reach.floor))
    drawn += Markup('<rect class="frame" x="{}" y="{}" width="{}" height="{}"/>').format(
        left, top, _SIDE, _SIDE
    )
    dots, stands = _dots(axes, points, good)
    drawn += _stairs(axes, points) + dots
    for reach, is_across in ((axes.across, True), (axes.up, False)):
        if reach.floor is None:
            continue
        if is_across:
            x = axes.x(reach.floor)
            drawn += line(x, top - 5, x, bottom, "floor")
            drawn += text(x, top - 9, number_told(reach.floor), "small", "middle")
        else:
            y = axes.y(reach.floor)
            drawn += line(left, y, right + 5, y, "floor")
            drawn += text(right + 7, y + 4, number_told(reach.floor), "small")
    for one, radius in zip(solutions, _RADII, strict=False):
        x, y = axes.x(one.values[pair[0]]), axes.y(one.values[pair[1]])
        drawn += mark(one.shape, x, y, radius, hollow=radius != _RADII[-1])
    drawn += _ends(axes, left, top, right, bottom)
    return drawn, stands


def _ends(axes: _Axes, left: float, top: float, right: float, bottom: float) -> Markup:
    drawn = text(right, bottom + 17, f"{axes.across.name} →", "axis", "end")
    return drawn + Markup(
        '<text transform="translate({:.1f} {:.1f}) rotate(-90)" class="axis" text-anchor="end">'
        "{} →</text>"
    ).format(left - 8, top, visible(axes.up.name))


def _dots(axes: _Axes, points: Floats, good: Floats) -> tuple[Markup, int]:
    """Return one dot for each spot, those that reach every floor on top, and the most on one spot.

    Where there are many, spots are wider apart, dots small and stronger where more fall on one.
    """
    drawn, stands = Markup(""), 0
    for kind, chosen in (("dots", points), ("dots above", good)):
        if not len(chosen):
            continue
        dense = len(chosen) > _DENSE
        side = _SPOT + dense
        across, up = _places(chosen[:, 0], axes.across, side), _places(chosen[:, 1], axes.up, side)
        spots, counts = np.unique(np.stack((across, up), axis=1), axis=0, return_counts=True)
        stands = max(stands, int(counts.max()))
        shades = np.searchsorted(_SHADES, counts) if dense else np.full(len(counts), -1)
        for shade in np.unique(shades).tolist():
            path = "".join(
                f"M{axes.left + x * side:.0f} {axes.top + _SIDE - y * side:.0f}h0"
                for x, y in spots[shades == shade].tolist()
            )
            named = f"{kind} dense{shade}" if dense else kind
            drawn += Markup('<path class="{}" d="{}"/>').format(named, path)
    return drawn, stands


def _places(values: Floats, reach: Reach, side: float) -> npt.NDArray[np.int64]:
    wide = reach.high - reach.low
    return np.rint((values - reach.low) / wide * _SIDE / side).astype(np.int64)


def _stairs(axes: _Axes, points: Floats) -> Markup:
    """Return the staircase of what no vector betters for the pair alone."""
    if not len(points):
        return Markup("")
    order = np.lexsort((-points[:, 1], -points[:, 0]))
    ranked = points[order]
    best = np.maximum.accumulate(ranked[:, 1])
    steps = ranked[np.concatenate(([True], ranked[1:, 1] > best[:-1]))]
    spots: list[tuple[int, int]] = []
    for x, y in steps.tolist():
        spot = (round(axes.x(x)), round(axes.y(y)))
        if not spots or spot != spots[-1]:
            spots.append(spot)
    path = f"M{spots[0][0]} {round(axes.top + _SIDE)}V{spots[0][1]}"
    for x, y in spots[1:]:
        path += f"H{x}V{y}"
    path += f"H{round(axes.left)}"
    return Markup('<path class="stairs" d="{}"/>').format(path)


def _rect(x: float, y: float, width: float, height: float) -> Markup:
    return Markup(
        '<rect class="below" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
    ).format(x, y, max(0.0, width), max(0.0, height))
