"""The communiqué: composed of lines that are public already, and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from onetext.errors import Refused
from onetext.room.cleared import Cleared, cleared, communiques, composed, issued
from onetext.room.functions import May
from onetext.room.lines_seen import Lines
from onetext.room.pages.proposal import sent
from onetext.room.places_seen import public_place
from onetext.room.web.guard import Here, Visit, asks
from onetext.room.web.render import page

router = APIRouter(prefix="/{group}/{seat}")
Sent = Annotated[Mapping[str, str], Depends(sent)]
LINE, ORDER = "line-", "order-"


@router.get("/communique")
@asks(May.READ)
def communique(visit: Here) -> Response:
    """Show the communiqués, and what one could be made of."""
    lines = Lines(visit)
    return page(
        "communique.html",
        visit,
        current="communique",
        issued=communiques(lines),
        cleared=tuple(reversed(cleared(lines))),
        line=LINE,
        order=ORDER,
    )


@router.post("/communique/before")
@asks(May.COMMUNIQUE)
def before(visit: Here, sent: Sent) -> Response:
    """Show a communiqué as it would be issued. Nothing is entered."""
    parts = _parts(visit, sent)
    return page("communique_before.html", visit, current="communique", parts=parts, line=LINE)


@router.post("/communique")
@asks(May.COMMUNIQUE)
def issue(visit: Here, sent: Sent) -> Response:
    """Issue a communiqué in public, with what it rests on."""
    place = public_place(visit.view)
    if place is None:
        raise Refused("this room has nothing public")
    visit.room.enter(visit.seat.id, place.id, issued(_parts(visit, sent)))
    return RedirectResponse(visit.path("communique"), 303)


def _parts(visit: Visit, sent: Mapping[str, str]) -> tuple[Cleared, ...]:
    """Return the lines that a form chose, by the order it gives, then by their numbers."""
    chosen = []
    for name in sent:
        number = name.removeprefix(LINE)
        if name.startswith(LINE) and number.isascii() and number.isdigit() and len(number) < 8:
            order = sent.get(ORDER + number, "").strip()
            place = int(order) if order.isascii() and order.isdigit() and len(order) < 5 else 10_000
            chosen.append((place, int(number)))
    return composed(Lines(visit), [number for _, number in sorted(chosen)])
