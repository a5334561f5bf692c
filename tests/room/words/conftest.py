"""The recorded Two Rivers for a file of tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onetext.cases.loading import load
from onetext.record.archive_reading import read_archive
from onetext.room.opening.places import Places, open_room
from onetext.room.room import Room

TWO_RIVERS = Path(__file__).parents[3] / "examples" / "two-rivers"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    opened = open_room(
        Places(tmp_path_factory.mktemp("words")),
        1,
        load(TWO_RIVERS),
        mode="exercise",
        recorded=read_archive(TWO_RIVERS / "room.record"),
        beside=TWO_RIVERS,
    )
    yield opened
    opened.store.shut()
