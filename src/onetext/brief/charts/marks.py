"""The mark of each party: a shape and a colour, so that neither is needed to tell two apart."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from onetext.brief.safe_text import visible
from onetext.record.view import View

SHAPES = ("circle", "square", "triangle", "diamond", "hexagon", "drop", "plus", "star")


@dataclass(frozen=True, slots=True)
class Chart:
    """Hold one drawing and what it leaves out, said in a line."""

    svg: Markup
    note: str = ""


def ranked_parties(view: View) -> tuple[str, ...]:
    """Return the parties, principals first, then by how much is heard of them."""
    heard = Counter(s.speaker.party for s in view.statements if s.speaker.party)
    named = Counter(id for s in view.statements for id in s.targets)
    known = [party.id for party in view.parties]
    known += [id for id in (*heard, *named) if id not in set(known)]
    roles = {party.id: party.role for party in view.parties}
    place = {id: n for n, id in enumerate(known)}
    order = dict.fromkeys(known)
    return tuple(
        sorted(
            order,
            key=lambda id: (roles.get(id) != "principal", -heard[id], -named[id], place[id]),
        )
    )


def mark(
    index: int, x: float, y: float, radius: float, *, hollow: bool = False, moved: bool = False
) -> Markup:
    """Return the mark of party number ``index`` as SVG.

    ``hollow`` says that no named speaker stands behind it, ``moved``, drawn as a small triangle
    above, that a position changed.
    """
    shape = SHAPES[index % len(SHAPES)]
    colour = (index + index // len(SHAPES)) % len(SHAPES)
    kind = f"mark p{colour}{' hollow' if hollow else ''}"
    drawn = Markup('<path class="{}" d="{}"/>').format(kind, _path(shape, x, y, radius))
    if moved:
        top = y - radius * 1.2 - 11
        sign = _polygon([(x, top), (x + 5.5, top + 9), (x - 5.5, top + 9)])
        drawn += Markup('<path class="moved" d="{}"/>').format(sign)
    return drawn


def badge(index: int) -> Markup:
    """Return the mark of party number ``index`` as a small drawing to set beside its name."""
    return Markup(
        '<svg class="badge" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">{}</svg>'
    ).format(mark(index, 10, 10, 8))


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> Markup:
    """Return a line of text as SVG."""
    return Markup('<text x="{}" y="{}" class="{}" text-anchor="{}">{}</text>').format(
        _n(x), _n(y), kind, anchor, visible(words)
    )


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    """Return a straight line as SVG."""
    return Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}"/>').format(
        _n(x1), _n(y1), _n(x2), _n(y2), kind
    )


def drawing(
    name: str,
    width: float,
    height: float,
    title: str,
    desc: str,
    body: Markup,
    *,
    known: str = "",
    kind: str = "",
) -> Markup:
    """Return a whole drawing with its title and description for those who do not see it.

    ``known`` says how what is drawn is known: it stands under the drawing and in its description,
    so that both keep it when the drawing is taken out of its page. ``kind`` is a class more.
    """
    if known:
        for row in wrapped(known, int(width / 7)):
            height += 18
            body += text(8, height - 5, row, "small")
        desc = f"{known}. {desc}"
    return Markup(
        '<svg class="chart {0}{6}" viewBox="0 0 {1} {2}" role="img" '
        'aria-labelledby="chart-{0}-title chart-{0}-desc"><title id="chart-{0}-title">{3}</title>'
        '<desc id="chart-{0}-desc">{4}</desc>{5}</svg>'
    ).format(name, _n(width), _n(height), title, visible(desc), body, f" {kind}" if kind else "")


def wrapped(name: str, room: int, lines: int = 2) -> tuple[str, ...]:
    """Return a name on at most ``lines`` lines of ``room`` characters, with an ellipsis if cut.

    Examples
    --------
    >>> wrapped("European partners", 11), wrapped("Confederation", 8, 1)
    (('European', 'partners'), ('Confede…',))
    """
    told = [""]
    for word in name.split():
        if told[-1] and len(told[-1]) + 1 + len(word) > room:
            told.append("")
        told[-1] = f"{told[-1]} {word}".strip()
    kept = told[:lines]
    if len(told) > lines:
        kept[-1] = f"{kept[-1]} …"
    return tuple(part if len(part) <= room else part[: room - 1] + "…" for part in kept)


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _path(shape: str, x: float, y: float, r: float) -> str:
    if shape == "circle":
        half = f"a{_n(r)} {_n(r)} 0 1 0"
        return f"M{_n(x - r)} {_n(y)}{half} {_n(2 * r)} 0{half} {_n(-2 * r)} 0z"
    if shape == "plus":
        a, b = r, r * 0.42
        turns = [(-b, -a), (b, -a), (b, -b), (a, -b), (a, b), (b, b)]
        turns += [(-px, -py) for px, py in turns]
        return _polygon([(x + px, y + py) for px, py in turns])
    if shape == "square":
        side = r * 0.9
        corners = [(-side, -side), (side, -side), (side, side), (-side, side)]
        return _polygon([(x + px, y + py) for px, py in corners])
    count, turn, inner = {
        "triangle": (3, -90.0, 0.0),
        "drop": (3, 90.0, 0.0),
        "diamond": (4, -90.0, 0.0),
        "hexagon": (6, 0.0, 0.0),
        "star": (5, -90.0, 0.45),
    }[shape]
    size = r * (1.2 if count == 3 or inner else 1.1)
    points = []
    for step in range(count):
        angle = math.radians(turn + 360 * step / count)
        points.append((x + size * math.cos(angle), y + size * math.sin(angle)))
        if inner:
            angle += math.pi / count
            points.append((x + size * inner * math.cos(angle), y + size * inner * math.sin(angle)))
    return _polygon(points)


def _polygon(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_n(px)} {_n(py)}" for px, py in points) + "z"
