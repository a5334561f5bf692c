"""The board: who stands where on each issue, sticking points first, as this seat may see it."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from onetext.room.audiences import Audiences
from onetext.room.board_seen import board as seen
from onetext.room.functions import May
from onetext.room.web.guard import Here, asks
from onetext.room.web.render import page
from onetext.room.wording import SIGNS

router = APIRouter(prefix="/{group}/{seat}")


@router.get("/")
@asks(May.READ)
def first(visit: Here) -> Response:
    """Lead to the board."""
    return RedirectResponse(visit.path("board"), 303)


@router.get("/board")
@asks(May.READ)
def board(visit: Here) -> Response:
    """Show the board."""
    return page(
        "board.html",
        visit,
        current="board",
        board=seen(visit.view, visit.words),
        signs=SIGNS,
        seen_by=Audiences.of(visit),
    )
