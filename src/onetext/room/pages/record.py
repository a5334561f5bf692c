"""The record: every line that this seat has been shown; search over its own view; any hour."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import Response

from onetext.analysis.search import search
from onetext.record.bundle import encode_bundle
from onetext.room.functions import May
from onetext.room.kinds_told import SORTS
from onetext.room.knowledge import sides
from onetext.room.lines_seen import Lines
from onetext.room.record_seen import Sift, record_page, seats_of
from onetext.room.web.guard import Here, Visit, asks
from onetext.room.web.render import page

router = APIRouter(prefix="/{group}/{seat}")
Words = Annotated[str, Query(max_length=200)]
Number = Annotated[int, Query(ge=0, le=10_000_000)]


@router.get("/record")
@asks(May.READ)
def record(
    visit: Here,
    q: Words = "",
    sort: Words = "",
    place: Words = "",
    by: Words = "",
    before: Number = 0,
    line: Number = 0,
) -> Response:
    """Show a page of the lines of a view, or what a search finds in it."""
    lines = Lines(visit)
    sift = Sift(sort, place, by)
    return page(
        "record.html",
        visit,
        current="record",
        shown=record_page(lines, sift, before=before, line=line),
        hits=search(lines.view, q) if q.strip() else (),
        q=q,
        sift=sift,
        sorts=SORTS,
        places=tuple(lines.places.values()),
        seats=seats_of(lines),
        link=lambda **more: link(visit, "record", sift, **more),
    )


@router.get("/record/known")
@asks(May.READ)
def known(visit: Here) -> Response:
    """Show what this side has let each other side know."""
    lines = Lines(visit)
    return page(
        "record_known.html",
        visit,
        current="record",
        sides=sides(lines, visit.seat.party),
        author=lambda number: lines.seen(number).told.who,
        link=lambda **more: link(visit, "record", Sift(), **more),
    )


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


def link(visit: Visit, name: str, sift: Sift, **more: object) -> str:
    """Return the address of a page of this seat, with what is sifted and the hour it is as of."""
    asked = {"sort": sift.sort, "place": sift.place, "by": sift.seat, **more}
    if visit.at is not None:
        asked["at"] = str(visit.at)
    query = urlencode({key: str(value) for key, value in asked.items() if value})
    return visit.path(name) + (f"?{query}" if query else "")
