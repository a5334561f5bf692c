"""Verify a whole record: every entry, stand and close once, and the head of every window."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from onetext.record.archive import Archive
from onetext.record.bundle import Bundle, Close
from onetext.record.faults import Fault
from onetext.record.heads import is_window, window_roots
from onetext.record.hosting.exporting import Proofs
from onetext.record.verifying import Verified
from onetext.record.verifying_closes import close_faults, co_signed_until
from onetext.record.verifying_entries import entries_faults
from onetext.record.verifying_order import chain_faults, clock_faults
from onetext.record.verifying_shown import destroyed_until
from onetext.record.verifying_stands import stands_faults
from onetext.record.window import lines_of


def verify_archive(archive: Archive) -> Verified:
    """Verify a whole record that was read.

    Its entries are numbered in the order of their ticks. That a seat was given more or less than
    the record says shows in the window heads, which the host signed for every seat.

    Notes
    -----
    Cost: as for one bundle of all entries, and for each seat the lines that it sees.
    """
    whole = in_one(archive)
    return Verified(
        tuple(_faults(archive, whole)),
        archive.opening.room,
        len(whole.entries),
        whole.closes[-1].head if whole.closes else None,
        co_signed_until(whole),
        sum(kept.entry is None for kept in archive.kept),
    )


def in_one(archive: Archive) -> Bundle:
    """Return all entries with their proofs in one bundle, in the order of their ticks.

    It is no view: no window head lists its entries. It is what two records are compared by.
    """
    proofs = Proofs(archive)
    entries = tuple(proofs.logged(kept.promise, kept.entry) for kept in archive.kept)
    closes = tuple(proofs.close(closed, None) for closed in archive.closed)
    return Bundle(1, archive.opening, None, closes, (), entries)


def _faults(archive: Archive, whole: Bundle) -> Iterator[Fault]:
    yield from close_faults(whole)
    yield from entries_faults(whole)
    yield from chain_faults(whole)
    yield from clock_faults(whole)
    yield from stands_faults(whole)
    yield from _gone_faults(archive, whole)
    yield from _windows_faults(archive, whole.closes)


def _gone_faults(archive: Archive, whole: Bundle) -> Iterator[Fault]:
    """Yield entries without words where no key was destroyed since."""
    ends = destroyed_until(whole)
    for at, kept in enumerate(archive.kept, start=1):
        if kept.entry is None and kept.promise.tick > ends.get(kept.compartment, -1):
            what = "its words are missing, and no key was destroyed since"
            yield Fault("dropped", f"entry {at}", what)


def _windows_faults(archive: Archive, closes: tuple[Close, ...]) -> Iterator[Fault]:
    """Hold the head of every window against what the record says its seat was shown."""
    for number, seat in enumerate((None, *(one.seat for one in archive.opening.seats))):
        lines = lines_of(archive, seat, None)
        shown = [line.promise.commitment for line in lines]
        hours = [line.at for line in lines]
        counts = [closed.windows[number].count for closed in archive.closed]
        roots = window_roots(shown, counts)
        for closed in archive.closed:
            window, where = closed.windows[number], f"close {closed.head.close}"
            whose = f"the window of {seat!r}" if seat is not None else "the public window"
            if seat is not None and not is_window(window, archive.opening.log_key):
                yield Fault("host-signature", where, f"{whose} is not signed by the host")
            if roots.get(window.count) != window.root:
                what = f"{whose} is not what the record says it was shown"
                yield Fault("window", where, what)
            due = bisect_left(hours, closed.head.time)
            if window.count != due:
                what = f"{whose} lists {window.count} entries, and {due} were shown by then"
                yield Fault("window", where, what)
