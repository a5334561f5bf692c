"""What is fixed when a room opens: its mode, its keys, its seats, and the hours of its closes.

A room's id is the hash of its opening. Every signature names the room, so none outlives a change of
a key, a seat or a close; who knows the id, or a head's code, needs to be told nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Literal

from onetext.errors import BadInput
from onetext.record.canonical import encode
from onetext.record.domains import SALT_BYTES, digest
from onetext.record.signing import checked_key
from onetext.record.wire import to_json

HOST = "host"
LONGEST = 366 * 86400
Mode = Literal["exercise", "live"]

_SEAT = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_HOUR = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class SeatKey:
    """Name a seat and its public key; None where the host enters its acts for it."""

    seat: str
    key: bytes | None


@dataclass(frozen=True)
class Opening:
    """Hold what never changes in a room.

    Parameters
    ----------
    mode
        ``exercise`` or ``live`` (design, §4).
    log_key
        The host's public key; 32 bytes.
    seats
        In rising order of id.
    first_close, every
        The hour of the first close, in UTC to the second, and the seconds between closes.
    slots
        The leaves that each close adds to the tree, used or not: a power of two.
    salt
        32 bytes, so that the room's id cannot be guessed from the names of its seats.

    Raises
    ------
    BadInput
        If a seat stands twice, is called ``host`` or shares a key, or another value cannot be.
    """

    mode: Mode
    log_key: bytes
    seats: tuple[SeatKey, ...]
    first_close: str
    every: int
    slots: int
    salt: bytes

    def __post_init__(self) -> None:
        ids = [seat.seat for seat in self.seats]
        keys = [seat.key for seat in self.seats if seat.key is not None]
        for key in (self.log_key, *keys):
            checked_key(key)
        if len({self.log_key, *keys}) != len(keys) + 1:
            raise BadInput("two seats, or a seat and the host, share a key")
        if ids != sorted(set(ids)):
            raise BadInput("the seats of an opening do not rise", instead="sort them, each once")
        for id in ids:
            if id == HOST or not _SEAT.fullmatch(id):
                raise BadInput(f"not an id of a seat: {id!r}")
        moment(self.first_close)
        if not 0 < self.every <= LONGEST:
            raise BadInput(f"closes every {self.every} seconds", instead="a year is the most")
        if not 0 < self.slots <= 2**30 or self.slots & (self.slots - 1):
            raise BadInput(f"{self.slots} leaves a close", instead="use a power of two")
        if len(self.salt) != SALT_BYTES:
            raise BadInput(f"a salt of {len(self.salt)} bytes", instead=f"draw {SALT_BYTES}")

    @cached_property
    def room(self) -> bytes:
        """Return the room's id: the hash of all this, 32 bytes."""
        return digest("opening", encode(to_json(self)))

    def hour_of(self, close: int) -> str:
        r"""Return the hour of a close; the first is number 1.

        Raises
        ------
        BadInput
            If it lies beyond the year 9999.

        Examples
        --------
        >>> opening = Opening("live", b"\x58" + bytes([102] * 31), (), "2031-03-16T18:00:00Z",
        ...     86400, 64, bytes(32))
        >>> opening.hour_of(3), opening.close_of("2031-03-16T18:00:00Z")
        ('2031-03-18T18:00:00Z', 2)
        """
        try:
            at = moment(self.first_close) + (close - 1) * timedelta(seconds=self.every)
        except OverflowError:
            raise BadInput(f"close {close} lies beyond the year 9999") from None
        return hour_at(at)

    def close_of(self, time: str) -> int:
        """Return the close by which what was taken in at ``time`` is included: the next one.

        Raises
        ------
        BadInput
            If ``time`` is no hour in UTC to the second.
        """
        since = moment(time) - moment(self.first_close)
        return max(1, since // timedelta(seconds=self.every) + 2)


@lru_cache(maxsize=4096)
def moment(time: str) -> datetime:
    """Return the moment of an hour in its one form, ``2031-03-16T18:00:00Z``.

    Raises
    ------
    BadInput
        For any other form, or an hour that does not exist.
    """
    try:
        at = datetime.strptime(time, _HOUR).replace(tzinfo=UTC)
    except ValueError:
        at = None
    if at is None or hour_at(at) != time:
        raise BadInput(f"not an hour: {time!r}", instead="write it like 2031-03-16T18:00:00Z")
    return at


def hour_at(at: datetime) -> str:
    """Return a moment in UTC as an hour in its one form, the parts of a second left out.

    Examples
    --------
    >>> hour_at(datetime(2031, 3, 16, 18, 0, 0, 999999, tzinfo=UTC))
    '2031-03-16T18:00:00Z'
    """
    return at.strftime(_HOUR)
