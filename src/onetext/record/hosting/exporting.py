"""Export one window with its proofs: the bundle of a seat, or the public one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from onetext.errors import BadInput
from onetext.record.bundle import Bundle, Close, Inclusion, Logged
from onetext.record.entry import Entry
from onetext.record.heads import CoSignature
from onetext.record.hosting.closing import link
from onetext.record.opening import Opening
from onetext.record.promise import Promise
from onetext.record.record import Readable
from onetext.record.store.interface import Closed
from onetext.record.tree import Tree
from onetext.record.window import lines_of


class Logbook(Protocol):
    """Tell what the closes of a room put into its tree."""

    @property
    def opening(self) -> Opening:
        """Return what is fixed in the room."""
        ...

    def closes(self) -> Sequence[Closed]:
        """Return all closes in order."""
        ...

    def signatures(self) -> Sequence[CoSignature]:
        """Return all co-signatures, by close and seat."""
        ...


class Exportable(Readable, Logbook, Protocol):
    """Let a window be read and proven: any store does, and an archive."""


class Proofs:
    """Make the proofs of a room as its log stands, or as it stood after its first ``closes``.

    Notes
    -----
    Cost: one tree of the leaves for each close; then log2 n for a proof.
    """

    def __init__(self, log: Logbook, closes: Sequence[Closed] | None = None) -> None:
        closes = log.closes() if closes is None else closes
        self._slots = log.opening.slots
        self._blocks = [closed.block for closed in closes]
        self._signatures = tuple(log.signatures())
        self._index: dict[bytes, tuple[int, int]] = {}
        self._trees: dict[int, tuple[Tree, tuple[bytes, ...]]] = {}
        for number, closed in enumerate(closes, start=1):
            above = Tree.of_hashes(self._blocks[:number]).inclusion(number - 1)
            self._trees[number] = (Tree.of_hashes(closed.leaves), above)
            self._index |= {leaf: (number, at) for at, leaf in enumerate(closed.leaves)}

    def logged(self, made: Promise, entry: Entry | None) -> Logged:
        """Return an entry with its proof, without one if its close is yet to come."""
        found = self._index.get(made.leaf)
        if found is None:
            return Logged(made, entry, None)
        close, at = found
        tree, above = self._trees[close]
        whole = (close - 1) * self._slots + at
        return Logged(made, entry, Inclusion.at(whole, (*tree.inclusion(at), *above)))

    def close(self, closed: Closed, seat: str | None) -> Close:
        """Return a close as the window of ``seat`` is told it."""
        number = closed.head.close
        window = next(window for window in closed.windows if window.seat == seat)
        signed = tuple(one for one in self._signatures if one.close == number)
        before = link(self._blocks, number) if number > 1 else ()
        return Close(closed.head, before, window, signed)


def export(store: Exportable, seat: str | None = None, *, closes: int | None = None) -> Bundle:
    """Return the bundle of ``seat``, the public one without a seat.

    It holds what the seat may see and nothing else: whoever gets it learns no more than that seat.

    Parameters
    ----------
    closes
        How many of the closes go in; without it all that are published. A host publishes some only
        when somebody acts: have it publish all that are due first (``Host.export``), or give what
        ``closes_told`` says. Else the number of heads tells whether anybody has acted.

    Raises
    ------
    BadInput
        If the room has no such seat.

    Notes
    -----
    Cost: the seat's lines, and for each close one tree of its leaves.
    """
    opening = store.opening
    if seat is not None and seat not in {one.seat for one in opening.seats}:
        raise BadInput(f"the room has no seat {seat!r}")
    published = store.closes()[:closes]
    proofs = Proofs(store, published)
    entries = tuple(proofs.logged(line.promise, line.entry) for line in lines_of(store, seat, None))
    told = tuple(proofs.close(closed, seat) for closed in published)
    count = told[-1].window.count if told else 0
    shown = tuple(entry.promise.commitment for entry in entries[:count])
    return Bundle(1, opening, seat, told, shown, entries)


def closes_told(store: Readable, seat: str | None = None) -> int:
    """Return how many closes had passed before the last entry that a seat was shown.

    A host publishes what is due before it takes anything in, so these are published; and the number
    hangs on nothing but the seat's own window.
    """
    lines = lines_of(store, seat, None)
    return store.opening.close_of(lines[-1].at) - 1 if lines else 0
