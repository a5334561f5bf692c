"""Open streams: not too many for one seat, and none that outlives the session it was opened in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import anyio
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onetext.room.room import Room
from onetext.room.web.guard import Visit

MOST_PER_SEAT = 12
LOOK_EVERY = 15.0


@dataclass(eq=False)
class _Open:
    """Hold one open stream: whose it is, and how to end it from any thread."""

    room: Room
    seat: str
    session: str
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    looked: float = field(default_factory=time.monotonic)

    def end(self) -> None:
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.scope.cancel)


class Streams:
    """Watch over open streams, whatever route answers with one.

    The oldest gives way to one too many: it is most likely one whose client has long gone.
    """

    def __init__(self, app: ASGIApp, *, rooms: Mapping[int, Room]) -> None:
        self._app = app
        self._open: dict[tuple[int, str], dict[_Open, None]] = {}
        for room in rooms.values():
            room.gate.sessions.ended.append(self._ended)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; if it is answered with a stream, until its session ends."""
        mine: _Open | None = None
        done = False

        async def answer(message: Message) -> None:
            nonlocal mine, done
            if message["type"] == "http.response.start" and _is_stream(message):
                mine = self._begin(scope)
            elif mine is not None and not await self._good(mine):
                mine.scope.cancel()
            done = message["type"] == "http.response.body" and not message.get("more_body", False)
            await send(message)

        cancelled = anyio.CancelScope()
        with cancelled:
            try:
                scope.setdefault("state", {})["ending"] = cancelled
                await self._app(scope, receive, answer)
            finally:
                if mine is not None:
                    self._open[(mine.room.number, mine.seat)].pop(mine, None)
        if cancelled.cancelled_caught and not done:
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _begin(self, scope: Scope) -> _Open | None:
        visit = scope["state"].get("visit")
        if not isinstance(visit, Visit):
            return None
        mine = _Open(visit.room, visit.seat.id, visit.session.id, scope=scope["state"]["ending"])
        there = self._open.setdefault((visit.room.number, visit.seat.id), {})
        for old in list(there)[: max(0, len(there) - MOST_PER_SEAT + 1)]:
            there.pop(old)
            old.end()
        there[mine] = None
        return mine

    async def _good(self, mine: _Open) -> bool:
        now = time.monotonic()
        if now < mine.looked + LOOK_EVERY:
            return True
        mine.looked = now
        try:
            return await run_in_threadpool(mine.room.gate.sessions.is_open, mine.seat, mine.session)
        except SQLAlchemyError:  # the gate is out of reach: whoever ends a session here is heard
            return True

    def _ended(self, ids: Iterable[str]) -> None:
        gone = frozenset(ids)
        for there in tuple(self._open.values()):
            for one in tuple(there):
                if one.session in gone:
                    one.end()


def _is_stream(message: Message) -> bool:
    kind = Headers(raw=list(message["headers"])).get("content-type", "")
    return kind.partition(";")[0] == "text/event-stream"
