"""Two seats side by side in one browser, each still behind its own window and session."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import Response

from onetext.room.functions import May
from onetext.room.web.guard import Here, asks
from onetext.room.web.render import PAGES, page

router = APIRouter(prefix="/{group}/{seat}")


@router.get("/beside")
@asks(May.READ)
def beside(
    visit: Here,
    other: Annotated[str, Query(max_length=64, alias="with")] = "",
    show: Annotated[str, Query(max_length=32)] = "board",
) -> Response:
    """Show a page of this seat and the same of another that this browser sits in, in an exercise.

    The server puts nothing together: each half is asked for by the browser, with its own session,
    which the path of this page does not even carry.
    """
    if visit.room.mode != "exercise":
        raise HTTPException(404)
    others = [seat for seat in visit.room.seats if seat != visit.seat.id]
    chosen = other if other in others else ""
    shown = show if show in {id for id, _, _ in PAGES} else "board"
    return page(
        "beside.html",
        visit,
        current="beside",
        others=others,
        other=chosen,
        show=shown,
        titles=[(id, title) for id, title, what in PAGES if what is not May.TEACH],
    )
