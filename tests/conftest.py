"""What tests of several folders share."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import pytest

from chromium import started

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts what runs in its background deaf to Ctrl-C, and all that this starts as well.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Debian's Chromium for one file of tests: its loop must be gone before the next one."""
    with started() as opened:
        yield opened
