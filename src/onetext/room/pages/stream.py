"""Each seat's own stream: the lines of its window as they come, from where it broke off."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from onetext.brief.entries_told import EntryTold
from onetext.errors import StoreFailed
from onetext.room.functions import May
from onetext.room.room import Room
from onetext.room.web.guard import Here, Visit, asks
from onetext.room.web.words import Words

router = APIRouter(prefix="/{group}/{seat}")
PULSE = 15.0
AGAIN = 2.0
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
    there = len(await run_in_threadpool(visit.room.lines, visit.seat.id))
    last = min(int(asked), there) if known else there
    return StreamingResponse(
        _events(request, visit, last),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def _events(request: Request, visit: Visit, last: int) -> AsyncIterator[str]:
    room, seat = visit.room, visit.seat.id
    with room.bells.hung(seat) as bell:
        yield f"retry: 1000\nid: {last}\n\n"
        while True:
            bell.clear()
            patience = PULSE
            try:
                for told in await _new(room, seat, last):
                    last = told.number
                    yield f"id: {last}\ndata: {_data(told, visit.words)}\n\n"
            except StoreFailed:  # nothing is lost: what is new is told when it is there again
                patience = AGAIN
            try:
                async with asyncio.timeout(patience):
                    await bell.wait()
            except TimeoutError:
                yield ": \n\n"
                if await request.is_disconnected():
                    return


async def _new(room: Room, seat: str, last: int) -> Sequence[EntryTold]:
    """Return what is new; here where it is at hand, for threads are few and streams many."""
    if room.windows.at_hand(seat, last):
        return room.told(seat, last)
    return await run_in_threadpool(room.told, seat, last)


def _data(told: EntryTold, words: Words) -> str:
    """Return a line's words on one line, in the language of the seat's screens."""
    what = {
        "number": told.number,
        "at": told.at,
        "who": words.told(told.who),
        "where": told.where,
        "what": words.told(told.what),
        "words": [words.told(one) for one in told.words],
    }
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))
