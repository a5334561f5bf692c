"""Compare two bundles of one room: one history, or a fork shown with both signatures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onetext.record.bundle import Bundle
from onetext.record.entry import Place
from onetext.record.faults import Fault
from onetext.record.heads import Head, is_head, is_window
from onetext.record.opening import HOST
from onetext.record.promise import Promise, is_promised


@dataclass(frozen=True, slots=True)
class Compared:
    """Say what two bundles show together.

    ``until`` is the last close at which both have the same head, 0 if none: up to it they are
    views of one log. ``longer`` names the bundle that goes on beyond the other's last head; the
    other's tail is cut off, or it is merely older, and a fault ``truncated`` says so.
    """

    faults: tuple[Fault, ...]
    until: int
    longer: Literal["first", "second"] | None

    @property
    def one_history(self) -> bool:
        """Tell whether nothing is forked; one may still end before the other."""
        return not any(fault.kind != "truncated" for fault in self.faults)


def compare(first: Bundle, second: Bundle) -> Compared:
    """Compare two bundles, each of which ``verify`` has found without fault.

    The heads of the closes that both hold must be equal: each head fixes all before it (its
    consistency proofs were verified), so equal heads prove one history, and two unequal heads of
    one close, both signed by the host, prove a fork. The same goes for two window heads of one
    seat, two promises for one entry, and two entries with one number in an author's chain.

    Notes
    -----
    Linear in the two bundles; signatures are checked again only where something differs.
    """
    if first.opening != second.opening:
        fault = Fault("room", "the bundles", "they are of two rooms")
        return Compared((fault,), 0, None)
    ours, theirs = _heads(first), _heads(second)
    common = sorted(set(ours) & set(theirs))
    until = 0
    for close in common:
        if ours[close].hash != theirs[close].hash:
            break
        until = close
    faults = [
        *_head_forks(first, second),
        *_window_forks(first, second),
        *_promise_forks(first, second),
        *_author_forks(first, second),
    ]
    ends, other = max(ours, default=0), max(theirs, default=0)
    longer: Literal["first", "second"] | None = None
    if ends != other:
        longer = "first" if ends > other else "second"
        short, low, high = ("second", other, ends) if ends > other else ("first", ends, other)
        what = f"it ends at close {low}, the other at close {high}"
        faults.append(Fault("truncated", f"the {short} bundle", what))
    elif not faults:
        faults += _tail_faults(first, second)
    return Compared(tuple(faults), until, longer)


def _heads(bundle: Bundle) -> dict[int, Head]:
    return {close.head.close: close.head for close in bundle.closes}


def _head_forks(first: Bundle, second: Bundle) -> Iterator[Fault]:
    ours, theirs = _heads(first), _heads(second)
    for close in sorted(set(ours) & set(theirs)):
        if ours[close].hash != theirs[close].hash:
            key, where = first.opening.log_key, f"close {close}"
            if is_head(ours[close], key) and is_head(theirs[close], key):
                yield Fault("forked", where, "the host has signed two heads: two histories")
            else:
                yield Fault("host-signature", where, "one of two heads is not signed by the host")
            return


def _window_forks(first: Bundle, second: Bundle) -> Iterator[Fault]:
    if first.seat != second.seat:
        return
    theirs = {close.head.close: close.window for close in second.closes}
    for close in first.closes:
        window, other = close.window, theirs.get(close.head.close)
        if other is None or (window.count, window.root) == (other.count, other.root):
            continue
        key, where = first.opening.log_key, f"close {close.head.close}"
        if is_window(window, key) and is_window(other, key):
            yield Fault("forked", where, "the host has signed two windows for one seat")
        else:
            yield Fault("host-signature", where, "one of two windows is not signed by the host")
        return


def _tail_faults(first: Bundle, second: Bundle) -> Iterator[Fault]:
    """Hold two views of one seat against each other beyond their common last head."""
    if first.seat != second.seat:
        return
    ours = [logged.promise.commitment for logged in first.entries]
    theirs = [logged.promise.commitment for logged in second.entries]
    shared = min(len(ours), len(theirs))
    for at in range(shared):
        if ours[at] != theirs[at]:
            yield Fault("inconsistent", f"entry {at + 1}", "the two views of one seat part here")
            return
    if len(ours) != len(theirs):
        short = "second" if len(ours) > shared else "first"
        what = f"it ends after entry {shared}, the other goes on"
        yield Fault("truncated", f"the {short} bundle", what)


def _promise_forks(first: Bundle, second: Bundle) -> Iterator[Fault]:
    theirs = {logged.promise.commitment: logged.promise for logged in second.entries}
    for at, logged in enumerate(first.entries, start=1):
        ours, other = logged.promise, theirs.get(logged.promise.commitment)
        if other is None or (ours.tick, ours.time) == (other.tick, other.time):
            continue
        if all(_promised(made, first) for made in (ours, other)):
            what = f"the host dates it {ours.time} here and {other.time} there"
            yield Fault("forked", f"entry {at}", what)
        else:
            yield Fault("host-signature", f"entry {at}", "one of two dates is not the host's")


def _promised(made: Promise, bundle: Bundle) -> bool:
    return is_promised(made, bundle.opening.room, bundle.opening.log_key)


def _author_forks(first: Bundle, second: Bundle) -> Iterator[Fault]:
    ours, theirs = _numbered(first), _numbered(second)
    for place in sorted(set(ours) & set(theirs)):
        if ours[place] != theirs[place]:
            compartment, signer, counter = place
            where = f"number {counter} of {signer!r} in {compartment!r}"
            yield Fault("forked", where, "two entries have this number, one in each bundle")


def _numbered(bundle: Bundle) -> dict[tuple[str, str, int], bytes]:
    made: dict[tuple[str, str, int], bytes] = {}
    for logged in bundle.entries:
        entry = logged.entry
        if entry is not None and isinstance(entry.place, Place):
            signer = entry.seat if entry.signature is not None else HOST
            made[entry.place.compartment, signer, entry.place.counter] = entry.commitment
    return made
