"""Seats that have come in, each with its own cookies, through the real app."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from onetext.record.acts.kinds import Act
from onetext.room.room import Room
from onetext.room.settings import settings
from onetext.room.web.app import create_app

PASSWORD = "a long password"
BASE = "http://127.0.0.1:8000"
READERS = ("observer", "teacher")


@dataclass
class Seats:
    """Ask for pages and send forms as any seat of a room."""

    room: Room
    _clients: dict[str, TestClient] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.app = create_app({1: self.room}, settings(host="127.0.0.1", port=8000, exercise=True))

    def client(self, seat: str) -> TestClient:
        if seat not in self._clients:
            client = TestClient(self.app, base_url=BASE, follow_redirects=False)
            token = self.room.gate.invite(seat)
            answer = client.post(f"/1/in/{token}", data={"password": PASSWORD})
            assert answer.status_code == 303, answer.text
            self._clients[seat] = client
        return self._clients[seat]

    def get(self, seat: str, page: str, **query: Any) -> Response:
        return self.client(seat).get(f"/1/{seat}/{page}", params=query or None)

    def page(self, seat: str, page: str, **query: Any) -> str:
        """Return a page's words, without markup; it has to be there."""
        answer = self.get(seat, page, **query)
        assert answer.status_code == 200, answer.text[:2000]
        return plain(answer.text)

    def html(self, seat: str, page: str, **query: Any) -> str:
        answer = self.get(seat, page, **query)
        assert answer.status_code == 200, answer.text[:2000]
        return answer.text

    def send(self, seat: str, page: str, **sent: Any) -> Response:
        """Send a form as the page itself would, with its session's token."""
        return self.client(seat).post(f"/1/{seat}/{page}", data={"csrf": self.csrf(seat), **sent})

    def csrf(self, seat: str) -> str:
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.get(seat, "board").text)
        assert found is not None
        return found[1]

    def sent(self, seat: str, page: str, **sent: Any) -> Act:
        """Send a form that has to be taken, and return the act that came of it."""
        before = len(self.room.lines(seat))
        answer = self.send(seat, page, **sent)
        assert answer.status_code == 303, plain(answer.text)[:1500]
        lines = self.room.lines(seat)
        assert len(lines) > before
        act = lines[-1].act
        assert act is not None
        return act

    def refused(self, seat: str, page: str, **sent: Any) -> str:
        """Send a form that is not to be taken; nothing is entered. Return what is answered."""
        before = {one: len(self.room.lines(one)) for one in self.room.seats}
        answer = self.send(seat, page, **sent)
        assert answer.status_code in (400, 403, 404, 422), answer.status_code
        assert {one: len(self.room.lines(one)) for one in self.room.seats} == before
        return plain(answer.text)


def plain(html: str) -> str:
    """Return what is read on a page, on one line."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
