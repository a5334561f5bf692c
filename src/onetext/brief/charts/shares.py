"""How often packages are acceptable to all, efficient and Nash's: bars with standard errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onetext.brief.charts.marks import drawing, line, text

_WIDTH = 800.0
_LEFT = 44.0
_RIGHT = 130.0
_ROW = 54.0
_BAR = 13.0
_TOP = 34.0


@dataclass(frozen=True, slots=True)
class Shares:
    """Hold the shares of one package with their standard errors; None where not computed."""

    name: str
    shares: Sequence[float | None]
    errors: Sequence[float]
    told: Sequence[str]


def shares_chart(rows: Sequence[Shares], kinds: Sequence[str], *, known: str = "") -> Markup:
    """Return the drawing: a group of bars for each package, a whisker of one standard error.

    The scale ends at the next tenth above the largest share.
    """
    largest = max(
        (
            s + e
            for one in rows
            for s, e in zip(one.shares, one.errors, strict=True)
            if s is not None
        ),
        default=1.0,
    )
    end = min(1.0, max(0.1, -(-largest * 10 // 1) / 10))
    room = _WIDTH - _LEFT - _RIGHT
    height = _TOP + _ROW * len(rows) + 8
    body = Markup("")
    for step in range(5):
        tick = end * step / 4
        x = _LEFT + room * step / 4
        body += line(x, _TOP - 8, x, height - 8, "grid")
        body += text(x, _TOP - 14, f"{tick:.1%}".replace(".0%", "%"), "small", "middle")
    for n, one in enumerate(rows):
        top = _TOP + _ROW * n
        body += text(10, top + 28, one.name, "lane-name")
        pairs = zip(one.shares, one.errors, one.told, strict=True)
        for k, (share, error, told) in enumerate(pairs):
            y = top + 3 + k * (_BAR + 2)
            body += _bar(k, y, share, error, told, end, room)
    told = "; ".join(
        f"package {one.name}: "
        + ", ".join(f"{kind} {words}" for kind, words in zip(kinds, one.told, strict=True))
        for one in rows
    )
    title = "In how many draws packages are acceptable"
    return drawing("shares", _WIDTH, height, title, told, body, known=known)


def _bar(
    kind: int, y: float, share: float | None, error: float, told: str, end: float, room: float
) -> Markup:
    if share is None:
        return text(_LEFT + 4, y + _BAR - 2, told, "small")
    wide = room * share / end
    drawn = Markup(
        '<rect class="bar share{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{}"/>'
    ).format(kind, _LEFT, y, wide, _BAR)
    low = _LEFT + room * max(0.0, share - error) / end
    high = _LEFT + room * min(end, share + error) / end
    if error:
        middle = y + _BAR / 2
        path = (
            f"M{low:.1f} {middle:.1f}H{high:.1f}M{low:.1f} {y + 3:.1f}v7M{high:.1f} {y + 3:.1f}v7"
        )
        drawn += Markup('<path class="whisker" d="{}"/>').format(path)
    return drawn + text(high + 6, y + _BAR - 2, told, "small")
