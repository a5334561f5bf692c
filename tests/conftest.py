"""What tests of several folders share."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from chromium import started
from pgserver import NoServer, Server, running

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts what runs in its background deaf to Ctrl-C, and all that this starts as well.
    signal.signal(signal.SIGINT, signal.default_int_handler)


#: Files of few tests that take long: begun first, so that nobody waits for one of them at the end.
LONG = ("test_three_rounds.py", "test_noninterference.py", "test_stored_script_shown.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first."""
    items.sort(key=lambda item: item.path.name not in LONG)


@contextmanager
def _with_postgres() -> Iterator[Server]:
    try:
        with running() as made:
            yield made
    except NoServer as none:
        if os.environ.get("CI"):
            pytest.fail(str(none))
        pytest.skip(str(none))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Start the PostgreSQL server that all tests share."""
    with _with_postgres() as made:
        yield made


@pytest.fixture
def mortal_server() -> Iterator[Server]:
    """Start a PostgreSQL server for one test, to be killed."""
    with _with_postgres() as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Debian's Chromium for one file of tests: its loop must be gone before the next one."""
    with started() as opened:
        yield opened
