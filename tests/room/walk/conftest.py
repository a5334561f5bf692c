"""A room for each file of tests that only look: opened as the README says, seats taken once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rooms_open import Opened, opened


@pytest.fixture(scope="module")
def opened_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with opened(tmp_path_factory.mktemp("walk")) as room:
        yield room
