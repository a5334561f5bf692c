"""Seats that have come in to a room, asking for pages and sending the forms that are on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from onetext.cases.loading import load
from onetext.record.acts.kinds import Act
from onetext.record.window import Line
from onetext.room.opening.places import Places, open_room
from onetext.room.places_seen import PlaceSeen, places
from onetext.room.room import Room
from onetext.room.settings import settings
from onetext.room.web.app import create_app

TWO_RIVERS = Path(__file__).parents[3] / "examples" / "two-rivers"
BASE = "http://127.0.0.1:8000"
MEDIATOR, ENVOY = "halvia-mediator", "halvia-envoy"
ARN, BEL, SEDGE = "tarvenia-head", "belmora-head", "sedgeland-head"


@dataclass
class Seated:
    """Ask and act as any seat of one room."""

    room: Room
    folder: Path | None = None
    _clients: dict[str, TestClient] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.app = create_app({1: self.room}, settings(host="127.0.0.1", port=8000, exercise=True))

    @classmethod
    def opened(cls, folder: Path, store: str | None = None) -> Iterator[Seated]:
        room = open_room(Places(folder, store), 1, load(TWO_RIVERS), mode="exercise")
        yield cls(room, folder)
        room.store.shut()

    def client(self, seat: str) -> TestClient:
        if seat not in self._clients:
            client = TestClient(self.app, base_url=BASE, follow_redirects=False)
            token = self.room.gate.invite(seat)
            answer = client.post(f"/1/in/{token}", data={"password": "a long password"})
            assert answer.status_code == 303, answer.text
            self._clients[seat] = client
        return self._clients[seat]

    def get(self, seat: str, page: str, **query: Any) -> Response:
        return self.client(seat).get(f"/1/{seat}/{page}", params=query or None)

    def html(self, seat: str, page: str, **query: Any) -> str:
        answer = self.get(seat, page, **query)
        assert answer.status_code == 200, (page, answer.status_code, plain(answer.text)[:1500])
        return answer.text

    def words(self, seat: str, page: str, **query: Any) -> str:
        return plain(self.html(seat, page, **query))

    def csrf(self, seat: str) -> str:
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.html(seat, "proposal"))
        assert found is not None
        return found[1]

    def send(self, seat: str, page: str, files: Any = None, **sent: Any) -> Response:
        data = {"csrf": self.csrf(seat), **sent}
        return self.client(seat).post(f"/1/{seat}/{page}", data=data, files=files)

    def counts(self) -> dict[str, int]:
        return {seat: len(self.room.lines(seat)) for seat in self.room.seats}

    def sent(self, seat: str, page: str, files: Any = None, **sent: Any) -> dict[str, list[Line]]:
        """Send a form that has to be taken; return the lines that are new, for each who has any."""
        before = self.counts()
        answer = self.send(seat, page, files, **sent)
        assert answer.status_code == 303, (answer.status_code, plain(answer.text)[:1500])
        new = {one: list(self.room.lines(one)[count:]) for one, count in before.items()}
        return {one: lines for one, lines in new.items() if lines}

    def refused(self, seat: str, page: str, files: Any = None, **sent: Any) -> str:
        """Send a form that must not be taken; nobody sees anything new. Return what is told."""
        before = self.counts()
        answer = self.send(seat, page, files, **sent)
        assert answer.status_code in (400, 403, 404, 413, 422), answer.status_code
        assert self.counts() == before
        return plain(answer.text)

    def place(self, seat: str, name: str) -> PlaceSeen:
        return next(one for one in places(self.room.view(seat)) if one.name == name)

    def number(self, seat: str, words: str) -> int:
        """Return the number of the line that says these words, in the window of a seat."""
        for number, line in enumerate(self.room.lines(seat), start=1):
            said = line.entry.body.shown("words") if line.entry is not None else None
            if isinstance(said, str) and words in said:
                return number
        raise AssertionError(f"{seat} sees no line that says {words!r}")

    def later(self, **span: float) -> None:
        """Let the room's clock go on."""
        assert self.room.clock._begins is not None
        self.room.clock._begins += timedelta(**span)

    def hour(self, **span: float) -> str:
        """Return an hour to come as a form sends it."""
        return (self.room.clock.now() + timedelta(**span)).strftime("%Y-%m-%dT%H:%M")


def acts(lines: list[Line]) -> list[Act]:
    return [line.act for line in lines if line.act is not None]


def plain(html: str) -> str:
    """Return what is read on a page, on one line."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
