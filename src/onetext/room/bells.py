"""A bell for each open stream: rung when something new stands in its seat's window."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class Bells:
    """Ring the streams of seats, from whichever thread an entry was kept in."""

    def __init__(self) -> None:
        self._hung: dict[str, set[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = {}

    @contextmanager
    def hung(self, seat: str) -> Iterator[asyncio.Event]:
        """Hang up a bell for one stream of a seat, and take it down in the end."""
        bell = (asyncio.get_running_loop(), asyncio.Event())
        self._hung.setdefault(seat, set()).add(bell)
        try:
            yield bell[1]
        finally:
            self._hung[seat].discard(bell)

    def ring(self, seats: Iterable[str]) -> None:
        """Ring every bell of these seats."""
        for seat in seats:
            for loop, event in tuple(self._hung.get(seat, ())):
                if not loop.is_closed():
                    loop.call_soon_threadsafe(event.set)

    def listening(self, seat: str) -> int:
        """Return how many streams of a seat are open."""
        return len(self._hung.get(seat, ()))
