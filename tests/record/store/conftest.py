"""The stores that every test of this folder runs on, and a PostgreSQL server for one of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from pgserver import Server, programs

from onetext.record.opening import Opening
from onetext.record.store.interface import Store
from onetext.record.store.memory import MemoryStore
from onetext.record.store.sqlite import SqliteStore

Make = Callable[[Opening], Store]


def no_server() -> None:
    if os.environ.get("CI"):
        pytest.fail("no PostgreSQL here: install Debian's package postgresql")
    pytest.skip("no PostgreSQL here: initdb is neither in PATH nor in /usr/lib/postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Start the server that all tests share."""
    yield from started()


@pytest.fixture
def mortal_server() -> Iterator[Server]:
    """Start a server for one test, to be killed."""
    yield from started()


def started() -> Iterator[Server]:
    bin = programs()
    if bin is None:
        no_server()
    assert bin is not None
    made = Server(bin)
    try:
        yield made
    finally:
        made.remove()


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
