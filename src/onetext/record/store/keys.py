"""The keys that a store's entries are sealed under: durable before use, and destroyed for good."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable

from sqlalchemy import Engine, delete, insert, select

from onetext.record.store.sealing import DataKey, draw_key
from onetext.record.store.tables import secrets


class Keys:
    """Keep data keys in a database of their own.

    Each call is a transaction of its own, durable when it returns. Opened keys stay in memory until
    they are dropped.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._opened: dict[int, DataKey] = {}
        self._lock = threading.Lock()

    def add(self, number: int) -> DataKey:
        """Draw a key; it is durable when this returns."""
        key = draw_key()
        with self.engine.begin() as connection:
            connection.execute(insert(secrets), {"n": number, "key": key})
        opened = DataKey(key)
        with self._lock:
            self._opened[number] = opened
        return opened

    def get(self, number: int) -> DataKey | None:
        """Return a key, None if it was destroyed."""
        opened = self._opened.get(number)
        if opened is None:
            with self.engine.connect() as connection:
                found = connection.execute(select(secrets.c.key).where(secrets.c.n == number))
                key = found.scalar()
            if key is None:
                return None
            opened = DataKey(bytes(key))
            with self._lock:
                self._opened[number] = opened
        return opened

    def numbers(self) -> set[int]:
        """Return the numbers of all keys."""
        with self.engine.connect() as connection:
            return set(connection.execute(select(secrets.c.n)).scalars())

    def drop(self, numbers: Iterable[int]) -> None:
        """Let keys go from memory, as when another process destroyed them."""
        with self._lock:
            for number in numbers:
                self._opened.pop(number, None)

    def destroy(self, numbers: Collection[int]) -> None:
        """Destroy keys; those that are not there are passed over."""
        self.drop(numbers)
        if numbers:
            with self.engine.begin() as connection:
                connection.execute(delete(secrets).where(secrets.c.n.in_(list(numbers))))

    def shut(self) -> None:
        """Let go of the file or the connections."""
        with self._lock:
            self._opened.clear()
        self.engine.dispose()
