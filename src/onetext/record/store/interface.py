"""What every store does: keep entries durably, answer by index, close, forget a key.

Reading goes through ``Readable``. Everything that changes a store goes through ``writing``: one
transaction that no other writer can run beside, and that is durable when the block has ended. An
acknowledgement is what comes after it, never before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from onetext.record.heads import CoSignature, Head, WindowHead
from onetext.record.promise import Promise
from onetext.record.record import Compartment, Kept, Readable


@dataclass(frozen=True, slots=True)
class Closed:
    """Hold a close as the host keeps it: its head, its leaf hashes, the head of every window.

    ``block`` is the root over these leaves. Every block is as large, a power of two, so the log's
    tree above them is the tree of the blocks' roots.
    """

    head: Head
    block: bytes
    leaves: tuple[bytes, ...]
    windows: tuple[WindowHead, ...]


class Writing(Readable, Protocol):
    """Look and write inside one transaction."""

    def last(self) -> Promise | None:
        """Return the promise of the last entry, by tick."""
        ...

    def chain(self, compartment: str, signer: str) -> tuple[int, bytes] | None:
        """Return the last counter of a chain and the commitment of its entry."""
        ...

    def compartment(self, id: str) -> Compartment | None:
        """Return a compartment, None if it was never opened."""
        ...

    def ids(self, ids: Iterable[bytes]) -> Sequence[Kept]:
        """Return the entries with these ids, in order of tick."""
        ...

    def of_kind(self, kinds: Iterable[str], seat: str | None) -> Iterable[Kept]:
        """Yield the entries of these kinds in the compartments that hold ``seat``, in order."""
        ...

    def taken(self, seat: str) -> int:
        """Return how many entries of ``seat`` no close has included yet."""
        ...

    def waiting(self) -> int:
        """Return how many entries no close has included yet."""
        ...

    def tally(self) -> bytes | None:
        """Return what was put down since the last close; None if nothing was."""
        ...

    def put_down(self, tally: bytes) -> None:
        """Keep the host's own sealed counts until the next close, in place of those before."""
        ...

    def closed(self) -> int:
        """Return how many closes there are."""
        ...

    def heads(self) -> Sequence[tuple[Head, bytes]]:
        """Return the head and the block's root of every close, in order, as of this transaction."""
        ...

    def keep(self, kept: Kept) -> None:
        """Add an entry; the first one of a compartment opens it.

        Raises
        ------
        WrongUse
            If its id, commitment, tick or place in its chain is there already, its time runs
            backwards, or it is not a whole entry of this room and compartment.
        """
        ...

    def pending(self) -> Sequence[Promise]:
        """Return the promises that no close has included yet, by tick."""
        ...

    def close(self, closed: Closed) -> None:
        """Add a close, mark all that was pending as included in it, and drop the tally."""
        ...

    def co_signed(self, signature: CoSignature) -> None:
        """Add a seat's signature under the head of a close; a second one changes nothing."""
        ...

    def forget(self, compartment: str) -> None:
        """Destroy the compartment's key: entries before keep their promise only.

        The compartment itself and the entries of kind ``compartment``, ``compartment-closed`` and
        ``key-destroyed``, which hold no words, stay; so do disclosures without words of their own,
        whose items stand elsewhere. What is entered after goes under a new key.
        The ends of its chains stay too, for the next entry must follow them.
        """
        ...


class Store(Readable, Protocol):
    """Keep one room."""

    def reading(self, seat: str | None) -> AbstractContextManager[Readable]:
        """Begin to read for one seat, or the public: whatever is asked comes from one state.

        Serve seats through this: a store may hold a second wall here, so that a wrong question
        still gets nothing that the seat may not see.

        Raises
        ------
        WrongUse
            When ``held`` is asked for another seat.
        """
        ...

    def writing(self) -> AbstractContextManager[Writing]:
        """Begin a transaction; durable when the block ends, as if never begun when it raises.

        Raises
        ------
        StoreFailed
            If it cannot be made durable (disk full, server gone); nothing of it is kept. Only a
            server that goes away during the commit itself leaves a doubt: then look again, or keep
            the same entries once more, which is refused if they are there.
        """
        ...

    def closes(self) -> Sequence[Closed]:
        """Return all closes in order."""
        ...

    def signatures(self) -> Sequence[CoSignature]:
        """Return all co-signatures, by close and seat."""
        ...

    def everything(self) -> Iterable[Kept]:
        """Yield every entry in order: for the host alone, never on behalf of a seat."""
        ...

    def shut(self) -> None:
        """Let go of files and connections."""
        ...
