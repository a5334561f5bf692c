"""A class of the Two Rivers: the recorded rounds enacted anew once, copied for each test."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onetext.cases.loading import load
from onetext.record.archive_reading import read_archive
from onetext.room.opening.places import Places, open_room
from onetext.room.room import Room
from onetext.room.settings import settings
from onetext.room.web.app import create_app

TWO_RIVERS = Path(__file__).parents[3] / "examples" / "two-rivers"
PORT = 8000
Browser = Callable[[str], TestClient]


@pytest.fixture(scope="session")
def enacted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class") / "room"
    opened(folder).store.shut()
    return folder


def opened(folder: Path) -> Room:
    return open_room(
        Places(folder),
        1,
        load(TWO_RIVERS),
        mode="exercise",
        recorded=read_archive(TWO_RIVERS / "room.record"),
        beside=TWO_RIVERS,
    )


@pytest.fixture
def room(enacted: Path, tmp_path: Path) -> Iterator[Room]:
    shutil.copytree(enacted, tmp_path / "room")
    found = opened(tmp_path / "room")
    yield found
    found.store.shut()


@pytest.fixture
def browser(room: Room) -> Iterator[Browser]:
    """Return browsers, one for each seat that is asked for."""
    app = create_app({1: room}, settings(port=PORT, exercise=True))
    made: list[TestClient] = []

    def seated(seat: str) -> TestClient:
        client = TestClient(app, base_url=f"http://127.0.0.1:{PORT}", follow_redirects=False)
        made.append(client)
        token = room.gate.invite(seat)
        came = client.post(f"/1/in/{token}", data={"password": "a long password"})
        assert came.status_code == 303, came.text
        return client

    yield seated
    for client in made:
        client.close()


def csrf(page: str) -> str:
    """Return the token of a page's forms."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found is not None
    return found[1]
