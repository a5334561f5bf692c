"""Each seat's own stream: the lines of its window as they come, from where it broke off."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from onetext.brief.entries_told import EntryTold
from onetext.brief.safe_text import visible
from onetext.room.functions import May
from onetext.room.web.guard import Here, Visit, asks

router = APIRouter(prefix="/{group}/{seat}")
PULSE = 15.0
LONGEST_ID = 12


@router.get("/stream")
@asks(May.READ)
async def stream(request: Request, visit: Here) -> Response:
    """Stream what is new in this seat's window as server-sent events.

    An event's id is the number of the line in this window; ``Last-Event-ID`` (or ``after``) begins
    after it, without one at what is there now.
    """
    asked = request.headers.get("last-event-id") or request.query_params.get("after") or ""
    known = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_ID
    after = int(asked) if known else None
    return StreamingResponse(
        _events(request, visit, after),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def _events(request: Request, visit: Visit, after: int | None) -> AsyncIterator[str]:
    room, seat = visit.room, visit.seat.id
    with room.bells.hung(seat) as bell:
        there = len(await run_in_threadpool(room.lines, seat))
        last = there if after is None else min(after, there)
        yield f"retry: 1000\nid: {last}\n\n"
        while True:
            bell.clear()
            for told in await run_in_threadpool(room.told, seat, last):
                last = told.number
                yield f"id: {last}\ndata: {_data(told)}\n\n"
            try:
                await asyncio.wait_for(bell.wait(), PULSE)
            except TimeoutError:
                yield ": \n\n"
            if await request.is_disconnected():
                return


def _data(told: EntryTold) -> str:
    """Return a line's words on one line."""
    what = {
        "number": told.number,
        "at": told.at,
        "who": visible(told.who),
        "where": told.where,
        "what": visible(told.what),
        "words": [visible(one) for one in told.words],
    }
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))
