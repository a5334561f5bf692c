"""A room with a seat of every function, asked from outside: real app, real bytes, no short cuts."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy import StaticPool, create_engine

from onetext.cases.loading import load
from onetext.record.archive import Archive
from onetext.record.archive_reading import read_archive
from onetext.room.access.gate import Gate
from onetext.room.opening.from_case import OBSERVER, TEACHER
from onetext.room.opening.places import Places, open_room
from onetext.room.room import Room
from onetext.room.settings import Settings, settings
from onetext.room.web.app import create_app
from onetext.terms.case import Case
from onetext.terms.role import Seat

TWO_RIVERS = Path(__file__).parents[3] / "examples" / "two-rivers"
BASE = "http://127.0.0.1:8000"
MORE_SEATS = (
    Seat("belmora-delegate", "belmora", "delegate"),
    Seat("belmora-analyst", "belmora", "analyst"),
    Seat("tarvenia-notes", "tarvenia", "note-taker"),
    Seat("aurelia-guard", "aurelia", "guarantor"),
)
ONE_OF_EACH = {
    "head": "belmora-head",
    "delegate": "belmora-delegate",
    "analyst": "belmora-analyst",
    "legal": "belmora-legal",
    "note-taker": "tarvenia-notes",
    "mediator": "halvia-mediator",
    "guarantor": "aurelia-guard",
    "observer": "observer",
    "teacher": "teacher",
}
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
LOOP = asyncio.new_event_loop()
_CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')


@cache
def case() -> Case:
    two_rivers = load(TWO_RIVERS)
    return replace(two_rivers, seats=(*two_rivers.seats, *MORE_SEATS))


@cache
def recorded() -> Archive:
    return read_archive(TWO_RIVERS / "room.record")


def open_two_rivers(folder: Path, *, talks: bool = True) -> Room:
    """Open an exercise; with the three rounds that were recorded, or at its beginning."""
    room = open_room(
        Places(folder), 1, case(), mode="exercise", recorded=recorded() if talks else None
    )
    room.gate = Gate(memory(), hasher=QUICK)
    return room


def open_live(folder: Path) -> Room:
    """Open live talks of the same parties, without a sheet, with a seat of every function."""
    given = replace(case(), sheets=(), seats=(*case().seats, OBSERVER, TEACHER))
    room = open_room(Places(folder), 1, given, mode="live")
    room.gate = Gate(memory(), hasher=QUICK)
    return room


def memory() -> Any:
    return create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )


@dataclass
class House:
    """Hold an app and the windows from which it is asked."""

    app: FastAPI
    room: Room
    base: str = BASE
    tabs: dict[str, Tab] = field(default_factory=dict)

    @classmethod
    def of(cls, room: Room, made: Settings | None = None) -> House:
        chosen = made if made is not None else settings(exercise=True)
        return cls(create_app({room.number: room}, chosen), room, chosen.origin)

    def stranger(self, address: str = "127.0.0.1") -> Tab:
        return Tab(self, None, address)

    def seat(self, seat: str) -> Tab:
        """Return a browser in a seat, come in by a session of the gate's own."""
        if seat not in self.tabs:
            tab = Tab(self, seat)
            tab.sit(self.room.gate.sessions.begin(seat, "link"))
            self.tabs[seat] = tab
        return self.tabs[seat]

    def last(self) -> bytes:
        """Return what was entered last in the whole record, whoever may see it."""
        with self.room.store.writing() as looks:
            found = looks.last()
        assert found is not None
        return found.commitment


@dataclass
class Tab:
    """Be one browser: its cookies, its address, and the seat it sits in."""

    house: House
    seat: str | None
    address: str = "127.0.0.1"
    client: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        transport = httpx.ASGITransport(
            self.house.app, raise_app_exceptions=False, client=(self.address, 50000)
        )
        self.client = httpx.AsyncClient(transport=transport, base_url=self.house.base)
        self.client.headers["accept"] = "text/html"

    def sit(self, token: str) -> None:
        assert self.seat is not None
        number, secure = self.house.room.number, self.house.base.startswith("https")
        name = f"{'__Secure-' if secure else ''}onetext-{number}-{self.seat}"
        self.client.headers["cookie"] = f"{name}={token}"

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        return LOOP.run_until_complete(self.client.request(method, path, **more))

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", self.at(path), **more)

    def post(self, path: str, sent: Mapping[str, Any] | None = None, **more: Any) -> httpx.Response:
        """Send a form as a page of this seat would."""
        whole = {"csrf": self.csrf(), **(sent or {})} if self.seat else dict(sent or {})
        return self.ask("POST", self.at(path), data=whole, **more)

    def at(self, path: str) -> str:
        return path if path.startswith("/") else f"/{self.house.room.number}/{self.seat}/{path}"

    def csrf(self) -> str:
        found = _CSRF.search(self.ask("GET", self.at("access")).text)
        assert found is not None
        return found[1]


def methods_and_paths(app: Any) -> list[tuple[str, str, Any]]:
    """Return every method and path that an app serves, with what serves it, found by looking.

    Whatever kind of route it is: one with no methods of its own is served for ``*``.
    """
    return sorted(_served(app.routes, ""), key=lambda one: one[:2])


def _served(routes: Sequence[Any], before: str) -> Iterator[tuple[str, str, Any]]:
    for route in routes:
        if hasattr(route, "effective_candidates"):
            yield from _served(route.effective_candidates(), before)
            yield from _served(route.effective_low_priority_routes(), before)
            continue
        path = before + (getattr(route, "path", None) or "?")
        nested = getattr(route, "routes", None)
        if nested:
            yield from _served(nested, path)
            continue
        for method in sorted(getattr(route, "methods", None) or {"*"}):
            yield method, path, getattr(route, "endpoint", route)
