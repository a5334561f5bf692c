"""Verify a bundle with nothing but the bundle: each fault is named, up to its last head.

Who verifies needs to know the room's id, or a head's code, from elsewhere: whoever makes up a whole
room of its own, keys and all, makes a bundle without a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onetext.errors import BadInput
from onetext.record.bundle import Bundle, decode_bundle
from onetext.record.faults import Fault
from onetext.record.heads import Head
from onetext.record.verifying_closes import close_faults, co_signed_until
from onetext.record.verifying_entries import entries_faults
from onetext.record.verifying_order import chain_faults, clock_faults, window_faults
from onetext.record.verifying_shown import bare, shown_faults
from onetext.record.verifying_stands import stands_faults


@dataclass(frozen=True, slots=True)
class Verified:
    """Say what verifying found: the faults in order, and how far the proof reaches.

    ``room`` is the id that was verified, to be compared with the one that is known; ``head`` the
    last head; ``co_signed`` the last close whose head a seat has signed, 0 if none; entries beyond
    the head rest on the host's promises. ``bare`` counts the entries without words: only their
    existence was shown, or their words were destroyed.
    """

    faults: tuple[Fault, ...]
    room: bytes | None
    entries: int
    head: Head | None
    co_signed: int
    bare: int = 0

    @property
    def ok(self) -> bool:
        """Tell whether there is no fault."""
        return not self.faults


def verify(written: bytes) -> Verified:
    """Verify the bytes of a bundle.

    Returns
    -------
    Verified
        With the one fault ``unreadable`` if the bytes are no bundle; never an error.

    Notes
    -----
    For each entry two signatures (three for a stand) and log2 n hashes: with reading, some
    0.25 ms on one core, most of it signatures; linear (bench/verify.py).
    """
    try:
        bundle = decode_bundle(written)
    except BadInput as error:
        return Verified((Fault("unreadable", "the bundle", str(error)),), None, 0, None, 0)
    return verify_bundle(bundle)


def verify_bundle(bundle: Bundle) -> Verified:
    """Verify a bundle that was read; it is not changed."""
    head = bundle.closes[-1].head if bundle.closes else None
    return Verified(
        tuple(_faults(bundle)),
        bundle.opening.room,
        len(bundle.entries),
        head,
        co_signed_until(bundle),
        bare(bundle),
    )


def _faults(bundle: Bundle) -> Iterator[Fault]:
    if bundle.seat is not None and bundle.seat not in {s.seat for s in bundle.opening.seats}:
        yield Fault("seat", "the bundle", f"the room has no seat {bundle.seat!r}")
    yield from close_faults(bundle)
    yield from window_faults(bundle)
    yield from entries_faults(bundle)
    yield from chain_faults(bundle)
    yield from clock_faults(bundle)
    yield from shown_faults(bundle)
    yield from stands_faults(bundle)
