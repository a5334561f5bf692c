"""One Two Rivers room for reading, and a copy of it for each test that writes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from seats_in import Seats

from onetext.cases.loading import load
from onetext.record.archive_reading import read_archive
from onetext.room.opening.places import Places, open_room
from onetext.room.room import Room

TWO_RIVERS = Path(__file__).parents[3] / "examples" / "two-rivers"


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two-rivers")
    room = open_room(
        Places(folder),
        1,
        load(TWO_RIVERS),
        mode="exercise",
        recorded=read_archive(TWO_RIVERS / "room.record"),
    )
    room.store.shut()
    return folder


def opened(folder: Path) -> Room:
    return open_room(Places(folder), 1, load(TWO_RIVERS), mode="exercise")


@pytest.fixture(scope="session")
def reading(kept: Path) -> Iterator[Seats]:
    """The seats of a room that no test writes in."""
    room = opened(kept)
    yield Seats(room)
    room.store.shut()


@pytest.fixture
def writing(kept: Path, tmp_path: Path) -> Iterator[Seats]:
    """The seats of a room of the test's own."""
    folder = tmp_path / "room"
    shutil.copytree(kept, folder)
    room = opened(folder)
    yield Seats(room)
    room.store.shut()


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Seats]:
    """The seats of a room at its first hour: nothing said yet, every sheet with its owner."""
    yield from _made(tmp_path, "exercise")


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Seats]:
    """The seats of a live room, which holds no sheet."""
    yield from _made(tmp_path, "live")


def _made(folder: Path, mode: str) -> Iterator[Seats]:
    from dataclasses import replace

    case = load(TWO_RIVERS)
    make: Callable[..., Room] = open_room
    given = replace(case, sheets=()) if mode == "live" else case
    room = make(Places(folder / "room"), 1, given, mode=mode)
    yield Seats(room)
    room.store.shut()
