"""A store that says what was kept, once it is durable and never before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from onetext.record.record import Kept
from onetext.record.store.interface import Closed, Store, Writing

Heard = Callable[[Sequence[Kept], bool], None]
"""Told what was kept, in order, and whether a head was published or a key destroyed."""


class Watched:
    """Pass everything on to a store, and tell ``heard`` after each transaction that ended well."""

    def __init__(self, store: Store, heard: Heard) -> None:
        self._store = store
        self._heard = heard

    @classmethod
    def over(cls, store: Store, heard: Heard) -> Store:
        """Return ``store`` watched."""
        return cast("Store", cls(store, heard))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Begin a transaction as the store does."""
        with self._store.writing() as looks:
            noted = _Noting(looks)
            yield cast("Writing", noted)
        if noted.kept or noted.turned:
            self._heard(tuple(noted.kept), noted.turned)


class _Noting:
    def __init__(self, looks: Writing) -> None:
        self._looks = looks
        self.kept: list[Kept] = []
        self.turned = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._looks, name)

    def keep(self, kept: Kept) -> None:
        self._looks.keep(kept)
        self.kept.append(kept)

    def close(self, closed: Closed) -> None:
        self._looks.close(closed)
        self.turned = True

    def forget(self, compartment: str) -> None:
        self._looks.forget(compartment)
        self.turned = True
