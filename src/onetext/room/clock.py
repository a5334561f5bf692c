"""The hour of a room: the true one in a live room, one of its own in an exercise.

An exercise may begin years from now, at the hour its case is set in. Its clock runs at the speed of
the world's while the host runs, and stands still between, so that a class that meets again next
week finds the talks where it left them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from onetext.record.opening import hour_at, moment

_START = datetime(2020, 1, 1, tzinfo=UTC)


class RoomClock:
    """Tell a room's hour and a steady reading.

    Parameters
    ----------
    begins
        The hour that it is now; None: what the machine says.
    running
        Seconds of a clock that never goes back.

    Examples
    --------
    >>> seconds = iter([0.0, 90.0])
    >>> RoomClock("2031-04-14T10:00:00Z", running=lambda: next(seconds)).hour()
    '2031-04-14T10:01:30Z'
    """

    def __init__(
        self, begins: str | None = None, *, running: Callable[[], float] = time.monotonic
    ) -> None:
        self._running = running
        self._since = running()
        self._begins = moment(begins) if begins is not None else None

    def now(self) -> datetime:
        """Return the moment it is in the room."""
        if self._begins is None:
            return datetime.now(UTC)
        return self._begins + timedelta(seconds=self._running() - self._since)

    def hour(self) -> str:
        """Return the hour in its one form, to the second."""
        return hour_at(self.now())

    def __call__(self) -> tuple[int, str]:
        """Return what a host asks of its clock: microseconds that rise, and the hour."""
        now = self.now()
        return (now - _START) // timedelta(microseconds=1), hour_at(now)
