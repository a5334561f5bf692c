"""How long a connection may take: for a request's head, between its parts, and to be read from.

A client that sends one letter a minute, or never takes what it is sent, costs the room a connection
for as long as it is waited for. Somebody on a poor line is slow as well, so the limits are for
nobody who gets anywhere at all.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD = 20.0
"""Seconds from a connection's first moment, or a request's first letter, to the end of its head."""
UNREAD = 30.0
"""Seconds in which a client takes none of what waits for it."""


class Patience(H11Protocol):
    """Serve a connection, and close it when its client keeps it waiting."""

    _head: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the head of the first request."""
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        _stop(self._head)
        _stop(self._unread)
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


def _stop(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
