"""Faults of a bundle's closes: heads, the links between them, window heads, co-signatures."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.errors import BadInput
from onetext.record.bundle import Bundle, Close
from onetext.record.faults import Fault
from onetext.record.heads import NO_HEAD, Head, is_co_signed, is_head, is_window
from onetext.record.opening import Opening
from onetext.record.tree import EMPTY_ROOT
from onetext.record.tree_proofs import is_consistent


def close_faults(bundle: Bundle) -> Iterator[Fault]:
    """Yield what is wrong with the closes, in their order."""
    before: Head | None = None
    for close in bundle.closes:
        where = f"close {close.head.close}"
        yield from _head_faults(close.head, bundle.opening, where)
        yield from _link_faults(close, before, where)
        yield from _window_head_faults(close, bundle, where)
        yield from _co_signature_faults(close, bundle.opening, where)
        before = close.head


def co_signed_until(bundle: Bundle) -> int:
    """Return the last close whose head some seat has signed, 0 if there is none."""
    return max(
        (
            close.head.close
            for close in bundle.closes
            if close.co_signed and not any(_co_signature_faults(close, bundle.opening, ""))
        ),
        default=0,
    )


def _head_faults(head: Head, opening: Opening, where: str) -> Iterator[Fault]:
    if head.room != opening.room:
        yield Fault("room", where, "the head is of another room")
    if not is_head(head, opening.log_key):
        yield Fault("host-signature", where, "the head is not signed by the host as it stands")
    if head.size != head.close * opening.slots:
        yield Fault("head", where, f"{head.size} leaves, not {opening.slots} for each close")
    try:
        hour = opening.hour_of(head.close)
    except BadInput as error:
        yield Fault("head", where, str(error))
        return
    if head.time != hour:
        yield Fault("head", where, f"the head is of {head.time}, its close is at {hour}")


def _link_faults(close: Close, before: Head | None, where: str) -> Iterator[Fault]:
    head, last = close.head, before.close if before else 0
    if before and head.close == last:
        if head.hash == before.hash:
            yield Fault("twice", where, "the head stands twice")
        else:
            yield Fault("forked", where, "two heads are given for one close: two histories")
        return
    if head.close < last:
        yield Fault("swapped", where, f"the head stands after that of close {last}")
        return
    if head.close > last + 1:
        yield Fault("dropped", where, f"no head before it since close {last}")
        return
    if head.previous != (before.hash if before else NO_HEAD):
        yield Fault("forked", where, "the head continues another head than the one before it")
    size, root = (before.size, before.root) if before else (0, EMPTY_ROOT)
    if not is_consistent(size, root, head.size, head.root, close.link):
        yield Fault("inconsistent", where, "no proof that the log before it begins this log")


def _window_head_faults(close: Close, bundle: Bundle, where: str) -> Iterator[Fault]:
    window, head = close.window, close.head
    if window.room != head.room:
        yield Fault("room", where, "the window head is of another room")
    if window.seat != bundle.seat:
        yield Fault("window", where, f"the window head is of {window.seat!r}, not of this seat")
    if (window.close, window.head) != (head.close, head.hash):
        yield Fault("window", where, "the window head is of another head")
    if not is_window(window, bundle.opening.log_key):
        yield Fault("host-signature", where, "the window head is not signed by the host")


def _co_signature_faults(close: Close, opening: Opening, where: str) -> Iterator[Fault]:
    keys = {seat.seat: seat.key for seat in opening.seats}
    seats = [by.seat for by in close.co_signed]
    if seats != sorted(set(seats)):
        yield Fault("co-signature", where, "the co-signatures do not rise by seat")
    for by in close.co_signed:
        key = keys.get(by.seat)
        if key is None or not is_co_signed(by, close.head, key):
            yield Fault("co-signature", where, f"{by.seat!r} has not signed this head")
