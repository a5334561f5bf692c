"""One's own role card: who one is, what one wants, what the seat may do. An exercise only."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from onetext.room.cards import role_html, sheets_of
from onetext.room.functions import ALLOWED, May
from onetext.room.web.guard import Here, asks
from onetext.room.web.render import page

router = APIRouter(prefix="/{group}/{seat}")


@router.get("/card")
@asks(May.READ)
def card(visit: Here) -> Response:
    """Show this seat's card.

    Raises
    ------
    HTTPException
        404 in live talks: there nobody is handed a role.
    """
    if visit.room.mode != "exercise":
        raise HTTPException(404)
    words = visit.room.roles.get(visit.seat.id, "")
    return page(
        "card.html",
        visit,
        current="card",
        told=role_html(words) if words else None,
        sheets=sheets_of(visit.view, visit.room.case),
        does=sorted(str(one) for one in ALLOWED.get(visit.seat.function, ())),
    )
