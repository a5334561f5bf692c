"""How many entries each may enter until the next close, and the count of what carries no name.

A close has as many leaves as the opening says. What stands under an author's mark the store counts.
Two things it cannot count: what the host entered as its own at a seat's bidding, and what has gone
with a destroyed key. The host puts these down in the store until the next close, sealed under a key
that only its log key yields, and always of one length: whoever has the disk without that key does
not learn from it which seat put forward something unnamed.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from struct import Struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from onetext.errors import StoreFailed
from onetext.record.opening import HOST, Opening
from onetext.record.store.interface import Writing
from onetext.record.store.sealing import NONCE_BYTES

_COUNTS = Struct(">II")


def quota(opening: Opening, seat: str) -> int:
    r"""Return how many entries of a seat one close takes in.

    The leaves of a close are as many as the opening says, so a seat that entered more would crowd
    out others, who would learn of it. A third is the seats', in equal shares, what the host enters
    for a seat (that it passed something on, or was refused to) included; another third is kept for
    what it enters as its own at their bidding (what they put forward unnamed, keys destroyed); the
    rest is the host's.

    Examples
    --------
    >>> from onetext.record.opening import SeatKey
    >>> key = b"\x58" + bytes([102] * 31)
    >>> seats = (SeatKey("arn", None), SeatKey("bel", None))
    >>> opening = Opening("live", key, seats, "2031-03-16T18:00:00Z", 86400, 64, bytes(32))
    >>> quota(opening, "arn"), quota(opening, "host")
    (10, 24)
    """
    share = opening.slots // 3 // max(1, len(opening.seats))
    return opening.slots - 2 * share * len(opening.seats) if seat == HOST else share


@dataclass(frozen=True, slots=True)
class Tally:
    """Hold, by seat, what was entered at its bidding, and what of its entries lost their author."""

    bidden: Mapping[str, int]
    lost: Mapping[str, int]

    def with_bidden(self, seat: str) -> Tally:
        """Return this tally with one more entry at the bidding of a seat."""
        return replace(self, bidden={**self.bidden, seat: self.bidden.get(seat, 0) + 1})

    def with_lost(self, lost: Mapping[str, int]) -> Tally:
        """Return this tally with more entries whose author's mark is gone."""
        return replace(self, lost={s: self.lost.get(s, 0) + lost.get(s, 0) for s in lost})


class Tallies:
    """Read and put down the tally of a room, as its host."""

    def __init__(self, opening: Opening, log_key: Ed25519PrivateKey) -> None:
        key = hmac.digest(log_key.private_bytes_raw(), b"onetext/1 tally\x00", "sha256")
        self._cipher = AESGCM(key)
        self._room = opening.room
        self._seats = (HOST, *(one.seat for one in opening.seats))

    def read(self, looks: Writing) -> Tally:
        """Return what was counted since the last close.

        Raises
        ------
        StoreFailed
            If it was changed on disk.
        """
        sealed = looks.tally()
        if sealed is None:
            return Tally({}, {})
        try:
            told = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self._room)
        except InvalidTag:
            raise StoreFailed(
                "the host's counts were changed on disk", instead="restore the store from a copy"
            ) from None
        counts = dict(zip(self._seats, _COUNTS.iter_unpack(told), strict=True))
        return Tally(
            {seat: bidden for seat, (bidden, _) in counts.items()},
            {seat: lost for seat, (_, lost) in counts.items()},
        )

    def put_down(self, looks: Writing, tally: Tally) -> None:
        """Keep a tally until the next close, as durably as the entry that it counts."""
        told = b"".join(
            _COUNTS.pack(tally.bidden.get(seat, 0), tally.lost.get(seat, 0)) for seat in self._seats
        )
        nonce = os.urandom(NONCE_BYTES)
        looks.put_down(nonce + self._cipher.encrypt(nonce, told, self._room))
