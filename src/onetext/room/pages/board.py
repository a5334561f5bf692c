"""The board: who stands where on each issue, sticking points first, as this seat may see it."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from onetext.brief.build import build_brief
from onetext.brief.charts.board import board as drawn
from onetext.brief.told import Teller, in_time
from onetext.room.functions import May
from onetext.room.web.guard import Here, asks
from onetext.room.web.render import page

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
    brief = build_brief(visit.view)
    teller = Teller(brief.view)
    told = in_time(brief, teller)
    return page("board.html", visit, current="board", brief=told, teller=teller, drawn=drawn(told))
