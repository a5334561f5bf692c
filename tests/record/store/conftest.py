"""The stores that every test of this folder runs on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from onetext.record.opening import Opening
from onetext.record.store.interface import Store
from onetext.record.store.memory import MemoryStore
from onetext.record.store.sqlite import SqliteStore

Make = Callable[[Opening], Store]


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """Make stores of one sort, each empty."""
    numbers = count()
    with ExitStack() as stack:

        def made(opening: Opening) -> Store:
            store: Store
            if request.param == "memory":
                store = MemoryStore(opening)
            elif request.param == "sqlite":
                store = SqliteStore.create(tmp_path / f"{next(numbers)}.db", opening)
            else:
                store = request.getfixturevalue("server").create(opening)
            stack.callback(store.shut)
            return store

        yield made
