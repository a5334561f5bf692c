"""Draw how the time to solve a space grows with its efficient set: our own SVG, no script."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from pathlib import Path

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 420, 70, 130, 30, 60
COLOURS = {2: "#7a7a7a", 3: "#1b5e8c", 4: "#3a7d44", 5: "#b3541e"}


def growth(rows: Sequence[tuple[int, int, float]], path: Path) -> None:
    """Write the plot of (parties, efficient vectors, seconds) to ``path``."""
    sizes, times = [size for _, size, _ in rows], [seconds * 1000 for *_, seconds in rows]
    left, right = floor(log10(min(sizes))), ceil(log10(max(sizes)))
    low, high = floor(log10(min(times))), ceil(log10(max(times)))

    def across(size: float) -> float:
        return LEFT + (log10(size) - left) / (right - left) * (WIDTH - LEFT - RIGHT)

    def up(value: float) -> float:
        return HEIGHT - BOTTOM - (log10(value) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12" fill="#222" role="img">',
        "<title>Milliseconds by the number of efficient vectors</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT - 50}" y="{TOP - 12}">milliseconds</text>',
        f'<text x="{LEFT}" y="{HEIGHT - 15}">efficient vectors, both axes logarithmic</text>',
    ]
    for power in range(low, high + 1):
        y = up(10.0**power)
        drawn.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        drawn.append(
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
        )
    for power in range(left, right + 1):
        x = across(10.0**power)
        drawn.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#eee"/>')
        drawn.append(
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" '
            f'text-anchor="middle">{10**power:,}</text>'
        )
    for parties, size, seconds in rows:
        colour = COLOURS.get(parties, "#222")
        drawn.append(
            f'<circle cx="{across(size):.1f}" cy="{up(seconds * 1000):.1f}" r="5" fill="{colour}"/>'
        )
    for place, parties in enumerate(sorted({parties for parties, *_ in rows})):
        y = TOP + 20 * place + 10
        drawn.append(
            f'<circle cx="{WIDTH - RIGHT + 24}" cy="{y}" r="5" fill="{COLOURS[parties]}"/>'
        )
        drawn.append(f'<text x="{WIDTH - RIGHT + 36}" y="{y + 4}">{parties} parties</text>')
    path.write_text("\n".join([*drawn, "</svg>", ""]), "utf-8")
