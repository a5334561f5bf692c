"""The record: every line that this seat has been shown; search over its own view; any hour."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from onetext.analysis.search import search
from onetext.brief.entries_told import entries_told
from onetext.record.bundle import encode_bundle
from onetext.room.functions import May
from onetext.room.web.guard import Here, asks
from onetext.room.web.render import page

router = APIRouter(prefix="/{group}/{seat}")


@router.get("/record")
@asks(May.READ)
def record(visit: Here, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Show the lines of a view, or what a search finds in it."""
    view = visit.view
    hits = search(view, q) if q.strip() else ()
    return page("record.html", visit, current="record", entries=entries_told(view), hits=hits, q=q)


@router.get("/bundle")
@asks(May.EXPORT)
def bundle(visit: Here) -> Response:
    """Hand out this seat's bundle, to be verified anywhere."""
    name = f"{visit.room.case.id}-{visit.room.number}-{visit.seat.id}.bundle"
    return Response(
        encode_bundle(visit.room.bundle(visit.seat.id)),
        media_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
