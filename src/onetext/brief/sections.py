"""All that a brief says, in the order a reader needs it: a function of a view."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.analysis.findings import (
    Contradiction,
    Deadline,
    Guarantee,
    Move,
    Offer,
    Position,
    Round,
    StickingPoint,
    Unverified,
    Window,
)
from onetext.analysis.table.table import Table
from onetext.brief.packages.agreeable import Agreeable
from onetext.record.view import View
from onetext.terms.case import Case


@dataclass(frozen=True, slots=True)
class Brief:
    """Hold the findings of one view, ready to be shown as a terminal page, HTML or JSON.

    ``table`` is what happened at the table; None where reports were read outside any room.
    ``case`` is the case on file, its sheets left out. ``agreeable`` is what could be agreed as far
    as the window shows sheets; None where it shows none.
    """

    view: View
    rounds: tuple[Round, ...]
    positions: tuple[Position, ...]
    movement: tuple[Move, ...]
    offers: tuple[Offer, ...]
    guarantees: tuple[Guarantee, ...]
    sticking_points: tuple[StickingPoint, ...]
    unverified: tuple[Unverified, ...]
    windows: tuple[Window, ...]
    deadlines: tuple[Deadline, ...]
    contradictions: tuple[Contradiction, ...]
    table: Table | None = None
    case: Case | None = None
    agreeable: Agreeable | None = None
