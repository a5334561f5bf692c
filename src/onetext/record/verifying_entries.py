"""Faults of one entry by itself: its signatures, its commitment, its place in the tree."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.record.bundle import Bundle, Logged
from onetext.record.entry import (
    ENTERED_BY_HOST,
    MAY_BE_UNSIGNED,
    NEVER_SIGNED,
    Entry,
    is_authored,
)
from onetext.record.faults import Fault
from onetext.record.fields import Hidden
from onetext.record.opening import HOST, Opening
from onetext.record.promise import is_promised
from onetext.record.tree_proofs import is_included


def entry_faults(bundle: Bundle, logged: Logged, *, where: str) -> Iterator[Fault]:
    """Yield what is wrong with one entry, whatever stands around it."""
    opening = bundle.opening
    if not is_promised(logged.promise, opening.room, opening.log_key):
        yield Fault("host-signature", where, "the host has not signed to have taken it in so")
    if logged.entry is not None:
        yield from _authored_faults(logged.entry, opening, where)
        if logged.entry.commitment != logged.promise.commitment:
            yield Fault("altered", where, "it is not what the host took in")
    yield from _inclusion_faults(bundle, logged, where)


def _authored_faults(entry: Entry, opening: Opening, where: str) -> Iterator[Fault]:
    if entry.room != opening.room:
        yield Fault("room", where, "it is of another room")
    keys = {seat.seat: seat.key for seat in opening.seats}
    if entry.seat not in keys and entry.seat != HOST:
        yield Fault("seat", where, f"the room has no seat {entry.seat!r}")
        return
    key, kind = keys.get(entry.seat), entry.body.shown("kind")
    if entry.signature is None:
        concealed = any(f.name == "kind" and isinstance(f, Hidden) for f in entry.body.fields)
        if key is not None and not concealed and kind not in MAY_BE_UNSIGNED | ENTERED_BY_HOST:
            yield Fault("unsigned", where, f"{entry.seat!r} has not signed it")
        return
    if key is None or not is_authored(entry, key):
        yield Fault("author-signature", where, f"it is not signed by {entry.seat!r} as it stands")
    if kind in NEVER_SIGNED:
        yield Fault("signed", where, f"a {kind} carries its author's signature")


def _inclusion_faults(bundle: Bundle, logged: Logged, where: str) -> Iterator[Fault]:
    opening, inclusion = bundle.opening, logged.inclusion
    due = opening.close_of(logged.promise.time)
    last = max((close.head.close for close in bundle.closes), default=0)
    if inclusion is None:
        if due <= last:
            yield Fault("close", where, f"promised for close {due}, and no proof that it is in")
        return
    found = inclusion.index // opening.slots + 1
    if found != due:
        yield Fault("close", where, f"promised for close {due}, and put into close {found}")
    heads = [close.head for close in bundle.closes if close.head.close == found]
    if not heads:
        yield Fault("truncated", where, f"it is in close {found}, whose head is not in the bundle")
        return
    for head in heads:
        leaf, path = logged.promise.leaf, inclusion.path
        if not is_included(leaf, inclusion.index, head.size, path, head.root):
            yield Fault("altered", where, f"its proof does not lead to the head of close {found}")
