"""How long a connection may take: for a request's head, between its parts, and to be read from.

And how many of them one address may have.

A client that sends one letter a minute, or never takes what it is sent, costs the room a connection
for as long as it is waited for. Somebody on a poor line is slow as well, so the limits are for
nobody who gets anywhere at all.
"""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from onetext.room.web.crowds import Crowd

HEAD = 20.0
"""Seconds from a connection's first moment, or a request's first letter, to the end of its head."""
UNREAD = 30.0
"""Seconds in which a client takes none of what waits for it."""


_SAID = b"too many connections from your address\n"
_CROWDED = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(_SAID), _SAID)
)


class Patience(H11Protocol):
    """Serve a connection, and close it when its client keeps it waiting."""

    crowd: ClassVar[Crowd | None] = None
    """Who counts the connections of each address; None where all come from one."""
    _entered: str | None = None
    _head: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the head of the first request."""
        super().connection_made(transport)
        address = self.client[0] if self.client is not None else ""
        if self.crowd is not None and not self.crowd.enter(address):
            transport.write(_CROWDED)
            transport.close()
            return
        self._entered = address
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        _stop(self._head)
        _stop(self._unread)
        if self.crowd is not None and self._entered is not None:
            self.crowd.leave(self._entered)
            self._entered = None
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Read what came; the wait for a head ends with it, and begins anew with the next."""
        super().handle_events()
        state = self.conn.their_state
        if state is not h11.IDLE:
            _stop(self._head)
            self._head = None
        elif self.conn.trailing_data[0] and self._head is None:
            self._wait_for_head()

    def pause_writing(self) -> None:
        """Begin to wait until the client takes what was sent."""
        super().pause_writing()
        _stop(self._unread)
        self._unread = self.loop.call_later(UNREAD, self._give_up)

    def resume_writing(self) -> None:
        """Go on: the client has taken enough."""
        _stop(self._unread)
        self._unread = None
        super().resume_writing()

    def _wait_for_head(self) -> None:
        self._head = self.loop.call_later(HEAD, self._give_up)

    def _give_up(self) -> None:
        transport: Any = self.transport
        if not transport.is_closing() or self._unread is not None:
            transport.abort()


def patience(most: int | None) -> type[Patience]:
    """Return how connections are served, ``most`` from each address; None: as many as there are."""
    return type("Patience", (Patience,), {"crowd": Crowd(most) if most is not None else None})


def _stop(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
