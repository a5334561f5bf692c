"""What tests of several folders share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chromium import started


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Debian's Chromium for one file of tests: its loop must be gone before the next one."""
    with started() as opened:
        yield opened
