"""Faults of the entries together: the list of the window, the authors' chains, the clocks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from onetext.record.bundle import Bundle, Logged
from onetext.record.entry import NONE_BEFORE, Place
from onetext.record.faults import Fault, FaultKind
from onetext.record.heads import window_roots
from onetext.record.opening import HOST
from onetext.record.verifying_shown import destroyed_until


def window_faults(bundle: Bundle) -> Iterator[Fault]:
    """Yield where the entries are not those that the window heads list, in their order.

    A disclosure may show an old entry late, so the order is that of showing, not of ticks.
    """
    yield from _list_faults(bundle)
    held = [logged.promise.commitment for logged in bundle.entries]
    at = {commitment: place for place, commitment in enumerate(held, start=1)}
    for place, commitment in enumerate(held, start=1):
        if at[commitment] != place:
            yield Fault("twice", f"entry {place}", "it stands twice in the bundle")
    listed = set(bundle.shown)
    tail = max((place for place, one in enumerate(bundle.shown, start=1) if one in at), default=0)
    for place, one in enumerate(bundle.shown, start=1):
        if one not in at:
            kind: FaultKind = "dropped" if place < tail else "truncated"
            yield Fault(kind, f"shown {place}", "the host's list has it, the bundle does not")
    last = max((at[one] for one in bundle.shown if one in at), default=0)
    for place, commitment in enumerate(held, start=1):
        if commitment not in listed and place < last:
            yield Fault("inserted", f"entry {place}", "the host's list has no such entry there")
    order = [one for one in dict.fromkeys(held) if one in listed]
    listing = [one for one in dict.fromkeys(bundle.shown) if one in at]
    for ours, theirs in zip(order, listing, strict=True):
        if ours != theirs:
            where = f"entry {at[ours]}"
            yield Fault("swapped", where, f"the host's list has entry {at[theirs]} there")


def _list_faults(bundle: Bundle) -> Iterator[Fault]:
    """Hold the list of what was shown against every window head."""
    before, listed = 0, len(bundle.shown)
    roots = window_roots(bundle.shown, (close.window.count for close in bundle.closes))
    for close in bundle.closes:
        where, count = f"close {close.head.close}", close.window.count
        if count < before:
            yield Fault("window", where, f"{count} entries shown, and {before} a close before")
        elif count > listed:
            kind: FaultKind = "dropped" if before < listed else "truncated"
            yield Fault(kind, where, f"{count} entries were shown by then, {listed} are listed")
        elif roots[count] != close.window.root:
            yield Fault("window", where, "what is listed is not what the host signed to have shown")
        before = count
    if listed > before:
        what = f"{listed} entries are listed, {before} were shown by then"
        yield Fault("inserted", "the last close", what)


def chain_faults(bundle: Bundle) -> Iterator[Fault]:
    """Yield where a counter or the entry before is not the one that the author's chain needs.

    A chain is one signing seat's entries in one compartment under one membership, or those that
    the host entered there; entries shown without their place are in none. Where the compartment's
    key was destroyed, entries without words stand in its gaps.
    """
    last: dict[tuple[str, str], tuple[int, bytes, int]] = {}
    ids: set[bytes] = set()
    gone = _Gone(bundle)
    for at, logged in enumerate(bundle.entries, start=1):
        entry, where = logged.entry, f"entry {at}"
        if entry is None:
            continue
        if entry.id in ids:
            yield Fault("twice", where, f"another entry has its id {entry.id.hex()}")
        ids.add(entry.id)
        place = entry.place
        if not isinstance(place, Place):
            continue
        signer = entry.seat if entry.signature is not None else HOST
        chain = (place.compartment, signer)
        counter, before, tick = last.get(chain, (0, NONE_BEFORE, -1))
        told = f"number {place.counter} of {signer!r} in {place.compartment!r}"
        if gone.fill(place, counter, since=tick, until=logged.promise.tick):
            pass
        elif place.counter != counter + 1:
            forked = place.counter == counter and entry.commitment != before
            what = f"{told} follows number {counter}"
            yield Fault("forked" if forked else "counter", where, what)
        elif place.previous != before:
            yield Fault("previous", where, f"{told} continues another entry than number {counter}")
        if logged.promise.tick <= tick:
            yield Fault("swapped", where, f"{told} was taken in before number {counter}")
        last[chain] = (place.counter, logged.promise.commitment, logged.promise.tick)


class _Gone:
    """Know the entries without words, which may have stood in the gap of a chain."""

    def __init__(self, bundle: Bundle) -> None:
        self._until = destroyed_until(bundle)
        bare = [logged.promise for logged in bundle.entries if logged.entry is None]
        self._at = {made.commitment: made.tick for made in bare}
        self._ticks = sorted(self._at.values())

    def fill(self, place: Place, counter: int, *, since: int, until: int) -> bool:
        """Tell whether destroyed entries can have stood between ``counter`` and ``place``."""
        missing = place.counter - counter - 1
        last = self._at.get(place.previous)
        if missing < 1 or last is None or place.compartment not in self._until:
            return False
        end = min(until, self._until[place.compartment])
        between = bisect_left(self._ticks, end) - bisect_right(self._ticks, since)
        return since < last < end and between >= missing


def clock_faults(bundle: Bundle) -> Iterator[Fault]:
    """Yield where the host's clocks contradict each other, in the log's order."""
    ticks = sorted(enumerate(bundle.entries, start=1), key=lambda pair: pair[1].promise.tick)
    before: Logged | None = None
    for at, logged in ticks:
        if before is not None:
            made, last = logged.promise, before.promise
            if made.tick == last.tick and made.commitment != last.commitment:
                yield Fault("clock", f"entry {at}", f"two entries have the tick {made.tick}")
            if made.time < last.time:
                what = f"taken in at {made.time}, after one of {last.time}"
                yield Fault("clock", f"entry {at}", what)
        before = logged
