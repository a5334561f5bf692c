"""A store that says what was kept, once it is durable and never before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from onetext.errors import StoreFailed
from onetext.record.heads import Head
from onetext.record.record import Kept
from onetext.record.store.interface import Closed, Store, Writing

Members = frozenset[str] | None
"""The seats in a compartment; None where everybody is."""


@dataclass(slots=True)
class Written:
    """Hold what one transaction wrote: its entries, each with who sees it, and the last head."""

    kept: list[tuple[Kept, Members]] = field(default_factory=list)
    head: Head | None = None

    def __bool__(self) -> bool:
        """Tell whether a seat could see any of it."""
        return bool(self.kept) or self.head is not None


class Watched:
    """Pass everything on to a store, and tell after each transaction what it wrote.

    Parameters
    ----------
    heard
        Told of what is durable.
    doubted
        Told of what may be kept or not: the store failed, and only looking again tells.
    """

    def __init__(
        self, store: Store, heard: Callable[[Written], None], doubted: Callable[[Written], None]
    ) -> None:
        self._store = store
        self._heard = heard
        self._doubted = doubted
        self._members: dict[str, Members] = {}

    @classmethod
    def over(
        cls, store: Store, heard: Callable[[Written], None], doubted: Callable[[Written], None]
    ) -> Store:
        """Return ``store`` watched."""
        return cast("Store", cls(store, heard, doubted))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Begin a transaction as the store does."""
        written = Written()
        try:
            with self._store.writing() as looks:
                yield cast("Writing", _Noting(looks, written, self._members))
        except StoreFailed:
            if written:
                self._doubted(written)
            raise
        if written:
            self._heard(written)


class _Noting:
    def __init__(self, looks: Writing, written: Written, members: dict[str, Members]) -> None:
        self._looks = looks
        self._written = written
        self._members = members

    def __getattr__(self, name: str) -> Any:
        return getattr(self._looks, name)

    def keep(self, kept: Kept) -> None:
        self._looks.keep(kept)
        if kept.compartment not in self._members:  # asked here: afterwards the store may be gone
            there = self._looks.compartment(kept.compartment)
            assert there is not None
            self._members[kept.compartment] = there.members
        self._written.kept.append((kept, self._members[kept.compartment]))

    def close(self, closed: Closed) -> None:
        self._looks.close(closed)
        self._written.head = closed.head
