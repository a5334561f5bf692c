"""The host's promise to include an entry, and the leaf it becomes.

With the acknowledgement the host signs (room, commitment, tick, room time): the entry was taken in
then, in that order, and will stand in the tree at the next close, whose hour the opening fixes.

*Tick* is a reading of the host's own steady clock, in microseconds since the room opened, and rises
from entry to entry; it is not a count, which would tell how many entries a reader does not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.errors import BadInput, WrongUse
from onetext.record.canonical import JSON, LARGEST, encode
from onetext.record.domains import checked_salt
from onetext.record.opening import moment
from onetext.record.signing import SIGNATURE_BYTES, is_signed, sign
from onetext.record.tree import HASH_BYTES, leaf_hash


@dataclass(frozen=True, slots=True)
class Promise:
    """Hold what the host took in (a commitment), when, and its signature."""

    commitment: bytes
    tick: int
    time: str
    signature: bytes

    def __post_init__(self) -> None:
        if len(self.commitment) != HASH_BYTES or len(self.signature) != SIGNATURE_BYTES:
            raise BadInput("a promise holds a commitment of 32 bytes and a signature of 64")
        if not 0 <= self.tick <= LARGEST:
            raise BadInput(f"not a tick: {self.tick}")
        moment(self.time)

    @property
    def leaf(self) -> bytes:
        """Return the leaf hash: it fixes the hour too, so the host cannot date it anew."""
        return leaf_hash(
            encode({"commitment": self.commitment.hex(), "tick": self.tick, "time": self.time})
        )


def promise(
    log_key: Ed25519PrivateKey, *, room: bytes, commitment: bytes, tick: int, time: str
) -> Promise:
    """Sign the promise to include ``commitment``, taken in at ``tick`` and ``time``.

    The caller passes the readings of both clocks; ``tick`` rises strictly, ``time`` never falls.

    Raises
    ------
    BadInput
        If ``time`` is no hour in UTC to the second, or a length is wrong.
    """
    made = Promise(commitment, tick, time, bytes(SIGNATURE_BYTES))
    return Promise(commitment, tick, time, sign(log_key, "promise", _signed(room, made)))


def is_promised(made: Promise, room: bytes, log_key: bytes) -> bool:
    """Tell whether the host signed this promise in this room."""
    return is_signed(log_key, "promise", _signed(room, made), made.signature)


def block(promises: Iterable[Promise], salts: Sequence[bytes], *, slots: int) -> tuple[bytes, ...]:
    """Return the leaf hashes that one close adds: ``slots`` of them, however much happened.

    The leaves of the entries and padding leaves, one for each salt, stand in the order of their
    hashes. These look random to who has not the entry, so neither the number of leaves nor a
    leaf's index tells how many entries there were.

    Raises
    ------
    WrongUse
        If entries and salts together are not ``slots``, or two leaves are equal.
    """
    leaves = sorted(
        [
            *(made.leaf for made in promises),
            *(leaf_hash(encode({"padding": checked_salt(salt).hex()})) for salt in salts),
        ]
    )
    if len(leaves) != slots or len(set(leaves)) != slots:
        raise WrongUse(f"{len(set(leaves))} leaves for a close of {slots}", instead="fill it up")
    return tuple(leaves)


def _signed(room: bytes, made: Promise) -> JSON:
    return {
        "room": room.hex(),
        "commitment": made.commitment.hex(),
        "tick": made.tick,
        "time": made.time,
    }
