"""Rooms to be asked from outside, opened once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from houses import House, open_live, open_two_rivers

from onetext.room.settings import settings


@pytest.fixture(scope="session")
def talked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the room after three rounds; copy it before writing into it."""
    folder = tmp_path_factory.mktemp("talked")
    room = open_two_rivers(folder)
    room.store.shut()
    return folder


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the room at its beginning."""
    folder = tmp_path_factory.mktemp("begun")
    room = open_two_rivers(folder, talks=False)
    room.store.shut()
    return folder


@pytest.fixture(scope="module")
def house(talked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Return a house over a copy of the room after three rounds."""
    yield from _house(talked, tmp_path_factory.mktemp("house") / "room")


@pytest.fixture
def own_house(begun: Path, tmp_path: Path) -> Iterator[House]:
    """Return a house of a test's own, at the beginning of the talks."""
    yield from _house(begun, tmp_path / "room")


@pytest.fixture(scope="module")
def live_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Return a house of live talks at their beginning."""
    house = House.of(open_live(tmp_path_factory.mktemp("live") / "room"), settings(exercise=False))
    yield house
    house.room.store.shut()


def _house(folder: Path, into: Path) -> Iterator[House]:
    shutil.copytree(folder, into)
    house = House.of(open_two_rivers(into))
    yield house
    house.room.store.shut()
