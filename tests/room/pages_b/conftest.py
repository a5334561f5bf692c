"""The recorded Two Rivers: one room that is only read, and a copy of it for each test that acts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from seated import Seated

from onetext.cases.loading import load
from onetext.record.archive_reading import read_archive
from onetext.room.opening.places import Places, open_room

TWO_RIVERS = Path(__file__).parents[3] / "examples" / "two-rivers"


@pytest.fixture(scope="session")
def folder_kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rivers")
    recorded = read_archive(TWO_RIVERS / "room.record")
    room = open_room(Places(folder), 1, load(TWO_RIVERS), mode="exercise", recorded=recorded)
    room.store.shut()
    return folder


@pytest.fixture(scope="session")
def looked(folder_kept: Path) -> Iterator[Seated]:
    """Seats of a room in which no test acts."""
    yield from Seated.opened(folder_kept)


@pytest.fixture
def acting(folder_kept: Path, tmp_path: Path) -> Iterator[Seated]:
    """Seats of a room of the test's own."""
    folder = tmp_path / "room"
    shutil.copytree(folder_kept, folder)
    yield from Seated.opened(folder)
