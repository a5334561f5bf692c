"""Who addresses whom: parties on a ring, an arrow for each direction, as thick as it is often."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from onetext.analysis.findings import Evidence
from onetext.brief import words
from onetext.brief.charts.marks import Chart, drawing, mark, ranked_parties, text, wrapped
from onetext.brief.sections import Brief
from onetext.terms.said.statement import Statement

_WIDTH = 580.0
_HEIGHT = 430.0
_NODES = 7
_ARROWS = 14


@dataclass(frozen=True, slots=True)
class Address:
    """Tell how often one party spoke to or of another, and the latest place where it did."""

    speaker: str
    target: str
    count: int
    latest: Statement
    evidence: Evidence


def addresses(brief: Brief) -> tuple[Address, ...]:
    """Return who addresses whom, most often first; repeats within a report count once."""
    texts = {source.id: source.text for source in brief.view.sources}
    order = {source.id: n for n, source in enumerate(brief.view.sources)}
    held: dict[tuple[str, str], list[Statement]] = {}
    for statement in brief.view.statements:
        party = statement.speaker.party
        if party is None or statement.same_as is not None or not statement.contents:
            continue
        for target in dict.fromkeys(statement.targets):
            if target != party:
                held.setdefault((party, target), []).append(statement)
    told = []
    for (party, target), some in held.items():
        last = max(some, key=lambda s: (order[s.source], s.contents[0].start))
        span = last.contents[0]
        evidence = Evidence(last.source, span, span.of(texts[last.source]), last.id)
        told.append(Address(party, target, len(some), last, evidence))
    return tuple(sorted(told, key=lambda one: (-one.count, one.speaker, one.target)))


def network(brief: Brief, found: tuple[Address, ...]) -> Chart | None:
    """Return the drawing of ``found``, None when nobody addresses anybody.

    The parties and arrows that count most are drawn, at most seven and fourteen, the two parties
    that are heard most facing each other; the table that goes with the drawing holds all.
    """
    if not found:
        return None
    marks = ranked_parties(brief.view)
    shown = _strongest(found)
    heard: Counter[str] = Counter()
    for one in shown:
        heard.update({one.speaker: one.count, one.target: one.count})
    nodes = _facing(sorted(heard, key=lambda party: (-heard[party], marks.index(party))))
    places = {party: _place(n, len(nodes)) for n, party in enumerate(nodes)}
    most = max((one.count for one in shown), default=1)
    body = Markup("")
    for one in reversed(shown):
        body += _arrow(places[one.speaker], places[one.target], one.count, most)
    names = {party.id: party.name for party in brief.view.parties}
    for party, (x, y) in places.items():
        body += mark(marks.index(party), x, y, 13) + _label(x, y, names.get(party, party))
    desc = "; ".join(
        f"{names.get(one.speaker, one.speaker)} to {names.get(one.target, one.target)}: {one.count}"
        for one in shown[:12]
    )
    svg = drawing("network", _WIDTH, _HEIGHT, "Who addresses whom, in statements", desc, body)
    left = len(found) - len(shown)
    return Chart(svg, f"{words.count(left, 'weaker arrow')} only in the table." if left else "")


def _strongest(found: tuple[Address, ...]) -> list[Address]:
    kept: list[Address] = []
    nodes: set[str] = set()
    for one in found:
        more = nodes | {one.speaker, one.target}
        if len(kept) < _ARROWS and len(more) <= _NODES:
            kept.append(one)
            nodes = more
    return kept


def _facing(parties: list[str]) -> list[str]:
    """Return the parties in ring order, so that the first and second, third and fourth face."""
    half = (len(parties) + 1) // 2
    ring: list[str | None] = [None] * (2 * half)
    for n, party in enumerate(parties):
        ring[n // 2 + (half if n % 2 else 0)] = party
    return [party for party in ring if party is not None]


def _place(number: int, count: int) -> tuple[float, float]:
    if count == 2:
        return (_WIDTH / 2 - 120 + 240 * number, _HEIGHT / 2)
    angle = math.radians(-90 + 360 * number / count)
    return (_WIDTH / 2 + 158 * math.cos(angle), _HEIGHT / 2 + 150 * math.sin(angle))


def _label(x: float, y: float, name: str) -> Markup:
    side = x - _WIDTH / 2
    parts = wrapped(name, 12)
    drawn = Markup("")
    if abs(side) < 40:
        above = y < _HEIGHT / 2
        top = y - 24 - 17 * (len(parts) - 1) if above else y + 34
        anchor, at = "middle", x
    else:
        top = y + 5 - 8.5 * (len(parts) - 1)
        anchor, at = ("start", x + 22) if side > 0 else ("end", x - 22)
    for n, part in enumerate(parts):
        drawn += text(at, top + 17 * n, part, "node-name", anchor)
    return drawn


def _arrow(start: tuple[float, float], end: tuple[float, float], count: int, most: int) -> Markup:
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    bend = 0.12 * length
    # Each direction bows to its own right, so that two arrows between two parties stay apart.
    cx, cy = (x1 + x2) / 2 - uy * bend, (y1 + y2) / 2 + ux * bend
    width = 1.5 + 4.5 * (count / most if most > 1 else 0.2)
    sx, sy, _, _ = _toward(x1, y1, cx, cy, 19)
    ex, ey, vx, vy = _toward(x2, y2, cx, cy, 19)
    head = 6.5 + width
    hx, hy = ex + vx * head, ey + vy * head
    half = head * 0.6
    curve = Markup(
        '<path class="arrow" d="M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}" stroke-width="{:.1f}"/>'
    ).format(sx, sy, cx, cy, hx, hy, width)
    tip = Markup('<path class="tip" d="M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}z"/>').format(
        ex, ey, hx - vy * half, hy + vx * half, hx + vy * half, hy - vx * half
    )
    # The number stands nearer to the speaker, where fewer arrows cross.
    t = 0.36
    mx = (1 - t) ** 2 * sx + 2 * t * (1 - t) * cx + t * t * hx
    my = (1 - t) ** 2 * sy + 2 * t * (1 - t) * cy + t * t * hy
    plate = Markup('<circle class="plate" cx="{:.1f}" cy="{:.1f}" r="10"/>').format(mx, my)
    return curve + tip + plate + text(mx, my + 5, str(count), "count", "middle")


def _toward(
    x: float, y: float, cx: float, cy: float, by: float
) -> tuple[float, float, float, float]:
    length = math.hypot(cx - x, cy - y) or 1.0
    vx, vy = (cx - x) / length, (cy - y) / length
    return x + vx * by, y + vy * by, vx, vy
