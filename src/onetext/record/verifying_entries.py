"""Faults of one entry by itself: its signatures, its commitment, its place in the tree."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.record.bundle import Bundle, Logged
from onetext.record.canonical import JSON
from onetext.record.entry import (
    ENTERED_BY_HOST,
    MAY_BE_UNSIGNED,
    NEVER_SIGNED,
    Entry,
    is_authored,
)
from onetext.record.faults import Fault
from onetext.record.fields import Hidden
from onetext.record.heads import Head
from onetext.record.opening import HOST
from onetext.record.promise import is_promised
from onetext.record.tree_proofs import is_included


def entries_faults(bundle: Bundle) -> Iterator[Fault]:
    """Yield what is wrong with each entry, whatever stands around it."""
    check = _Check(bundle)
    for place, logged in enumerate(bundle.entries, start=1):
        yield from check.faults(logged, f"entry {place}")


class _Check:
    """Know of a bundle what every entry is held against."""

    def __init__(self, bundle: Bundle) -> None:
        self.opening = bundle.opening
        self.room = bundle.opening.room
        self.keys = {seat.seat: seat.key for seat in bundle.opening.seats}
        self.heads: dict[int, list[Head]] = {}
        for close in bundle.closes:
            self.heads.setdefault(close.head.close, []).append(close.head)
        self.last = max(self.heads, default=0)

    def faults(self, logged: Logged, where: str) -> Iterator[Fault]:
        """Yield what is wrong with one entry."""
        entry = logged.entry
        if not is_promised(logged.promise, self.room, self.opening.log_key):
            yield Fault("host-signature", where, "the host has not signed to have taken it in so")
        if entry is not None:
            signed = entry.signed
            yield from self._authored(entry, signed, where)
            if entry.committed(signed) != logged.promise.commitment:
                yield Fault("altered", where, "it is not what the host took in")
        yield from self._inclusion(logged, where)

    def _authored(self, entry: Entry, signed: JSON, where: str) -> Iterator[Fault]:
        if entry.room != self.room:
            yield Fault("room", where, "it is of another room")
        if entry.seat not in self.keys and entry.seat != HOST:
            yield Fault("seat", where, f"the room has no seat {entry.seat!r}")
            return
        key, kind = self.keys.get(entry.seat), entry.body.shown("kind")
        if entry.signature is None:
            hidden = any(f.name == "kind" and isinstance(f, Hidden) for f in entry.body.fields)
            if key is not None and not hidden and kind not in MAY_BE_UNSIGNED | ENTERED_BY_HOST:
                yield Fault("unsigned", where, f"{entry.seat!r} has not signed it")
            return
        if key is None or not is_authored(entry, key, signed):
            what = f"it is not signed by {entry.seat!r} as it stands"
            yield Fault("author-signature", where, what)
        if kind in NEVER_SIGNED:
            yield Fault("signed", where, f"a {kind} carries its author's signature")

    def _inclusion(self, logged: Logged, where: str) -> Iterator[Fault]:
        inclusion, due = logged.inclusion, self.opening.close_of(logged.promise.time)
        if inclusion is None:
            if due <= self.last:
                what = f"promised for close {due}, and no proof that it is in"
                yield Fault("close", where, what)
            return
        found = inclusion.index // self.opening.slots + 1
        if found != due:
            yield Fault("close", where, f"promised for close {due}, and put into close {found}")
        heads = self.heads.get(found, [])
        if not heads:
            what = f"it is in close {found}, whose head is not in the bundle"
            yield Fault("truncated", where, what)
        for head in heads:
            leaf, path = logged.promise.leaf, inclusion.path
            if not is_included(leaf, inclusion.index, head.size, path, head.root):
                what = f"its proof does not lead to the head of close {found}"
                yield Fault("altered", where, what)
