"""Draw how the times of a record grow, both axes logarithmic: our own SVG, no script."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from pathlib import Path
from typing import Protocol

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 230, 30, 60


class Row(Protocol):
    """Name what is drawn of one record."""

    @property
    def entries(self) -> int: ...
    @property
    def seen(self) -> int: ...
    @property
    def few_seen(self) -> int: ...
    @property
    def append(self) -> float: ...
    @property
    def end(self) -> float: ...
    @property
    def middle(self) -> float: ...
    @property
    def few(self) -> float: ...


def growth(rows: Sequence[Row], path: Path) -> None:
    """Write the plot of all rows to ``path``."""
    lines = {
        f"view of 1 % at the end ({rows[-1].seen:,} entries)": ("#1b5e8c", [r.end for r in rows]),
        "the same as of the middle": ("#6fa8cf", [r.middle for r in rows]),
        f"view of {rows[-1].few_seen:,} entries": ("#b3541e", [r.few for r in rows]),
        "one append": ("#3a7d44", [r.append for r in rows]),
    }
    every = [value for _, values in lines.values() for value in values]
    low, high = floor(log10(min(every))), ceil(log10(max(every)))
    first, last = log10(rows[0].entries), log10(rows[-1].entries)

    def across(entries: float) -> float:
        return LEFT + (log10(entries) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def up(value: float) -> float:
        return HEIGHT - BOTTOM - (log10(value) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12" fill="#222" role="img">',
        "<title>Milliseconds by the length of the record</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT - 50}" y="{TOP - 12}">milliseconds</text>',
        f'<text x="{LEFT}" y="{HEIGHT - 15}">entries in the record (20 seats)</text>',
    ]
    for power in range(low, high + 1):
        y = up(10**power)
        drawn.append(
            f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10**power:g}</text>'
        )
    for row in rows:
        x = across(row.entries)
        drawn.append(
            f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#eee"/>'
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">'
            f"{row.entries:,}</text>"
        )
    taken: list[float] = []
    for name, (colour, values) in lines.items():
        points = [(across(row.entries), up(value)) for row, value in zip(rows, values, strict=True)]
        told = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        drawn.append(f'<polyline points="{told}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        label = points[-1][1] + 4
        while any(abs(label - other) < 15 for other in taken):
            label += 5
        taken.append(label)
        drawn.append(f'<text x="{WIDTH - RIGHT + 8}" y="{label:.1f}" fill="{colour}">{name}</text>')
    path.write_text("\n".join((*drawn, "</svg>")) + "\n", encoding="utf-8")
