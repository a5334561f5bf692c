"""Receipts: the host's promises that a seat has kept, held against what it is given later.

A bundle proves what is in it. That something is missing from one window alone, left out of it and
of the log before the host signed either, no bundle shows: there is nothing in it to be missed. Who
keeps the promise that came with each acknowledgement can show it: the host has signed to include
that very commitment, taken in at that hour, and the heads since then have come without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from onetext.errors import BadInput
from onetext.record.bundle import Bundle
from onetext.record.canonical import decode, encode
from onetext.record.faults import Fault
from onetext.record.opening import Opening
from onetext.record.promise import Promise, is_promised
from onetext.record.tree import HASH_BYTES
from onetext.record.wire import from_json, to_json

HOLDS = "the receipts of a seat"
MAGIC = f'{{"format":1,"holds":"{HOLDS}",'.encode()


@dataclass(frozen=True, slots=True)
class Receipts:
    """Hold the promises that a seat was given, in any order."""

    format: Literal[1]
    holds: Literal["the receipts of a seat"]
    promises: tuple[Promise, ...]
    room: bytes
    seat: str

    def __post_init__(self) -> None:
        if len(self.room) != HASH_BYTES:
            raise BadInput(f"a room's id has {HASH_BYTES} bytes")

    @classmethod
    def of(cls, opening: Opening, seat: str, promises: Iterable[Promise]) -> Receipts:
        """Return the receipts of a seat of a room."""
        return cls(1, "the receipts of a seat", tuple(promises), opening.room, seat)


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Say what became of promises: ``kept`` are in, ``ahead`` are of a close yet to come."""

    faults: tuple[Fault, ...]
    kept: int
    ahead: int


def encode_receipts(receipts: Receipts) -> bytes:
    """Write receipts in their one encoding (RFC 8785)."""
    return encode(to_json(receipts))


def decode_receipts(written: bytes) -> Receipts:
    """Read receipts back.

    Raises
    ------
    BadInput
        For any bytes that ``encode_receipts`` would not write.
    """
    return from_json(Receipts, decode(written))


def redeem(bundle: Bundle, receipts: Receipts) -> Redeemed:
    """Hold a bundle of the same room and seat, which ``verify`` was asked about, against receipts.

    A receipt of an entry that is not in the bundle is a fault once the close by which it was
    promised is: the host has broken a promise that it signed. One that it never signed is a fault
    of the receipts.

    Notes
    -----
    One signature for each receipt.
    """
    given = {logged.promise.commitment: logged.promise for logged in bundle.entries}
    last = max((close.head.close for close in bundle.closes), default=0)
    faults: list[Fault] = []
    kept = ahead = 0
    for number, made in enumerate(receipts.promises, start=1):
        found = tuple(_faults(bundle, made, given.get(made.commitment), last, f"receipt {number}"))
        faults += found
        if not found and made.commitment in given:
            kept += 1
        elif not found:
            ahead += 1
    return Redeemed(tuple(faults), kept, ahead)


def _faults(
    bundle: Bundle, made: Promise, given: Promise | None, last: int, where: str
) -> Iterator[Fault]:
    opening = bundle.opening
    if not is_promised(made, opening.room, opening.log_key):
        yield Fault("host-signature", where, "the host has not signed this promise")
    elif given is None:
        due = opening.close_of(made.time)
        if due <= last:
            what = f"promised on {made.time} for close {due}, and it is not here"
            yield Fault("dropped", where, f"the entry {made.commitment.hex()[:16]}… was {what}")
    elif (given.tick, given.time) != (made.tick, made.time):
        yield Fault("forked", where, f"the host dated it {made.time}, and {given.time} here")
