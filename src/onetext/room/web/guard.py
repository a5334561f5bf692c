"""The guard: no page is served and no act taken but to a seat that may, and by its own form.

Every route says what it is (``open_to_all``, or one ``May``). One that says nothing is not served:
what was forgotten is shut.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, HTTPException, Request

from onetext.record.view import View
from onetext.room.access.gate import Session
from onetext.room.functions import May, may
from onetext.room.room import Room
from onetext.room.settings import Settings
from onetext.room.web.words import Words, chosen
from onetext.terms.role import Seat
from onetext.terms.when import When

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LANGUAGE = "onetext-language"
Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


@dataclass(frozen=True)
class Visit:
    """Hold who asks: a seat of a room, in its session, in a language.

    ``at`` is the hour as of which pages are asked for, None for now.
    """

    room: Room
    seat: Seat
    session: Session
    words: Words
    at: When | None

    @property
    def view(self) -> View:
        """Return what the seat may see."""
        return self.room.view(self.seat.id, self.at)

    def may(self, what: May) -> bool:
        """Tell whether this seat's function may do something now; of the past one only reads."""
        return may(self.seat.function, what) and (self.at is None or what in _READING)

    def path(self, page: str = "") -> str:
        """Return the address of a page of this seat."""
        return f"/{self.room.number}/{self.seat.id}/{page}"


_READING = frozenset({May.READ, May.EXPORT, May.PACKAGES, May.TEACH})


def open_to_all(endpoint: Endpoint) -> Endpoint:
    """Mark a route that needs no seat: the door itself."""
    endpoint.asks = None  # type: ignore[attr-defined]
    return endpoint


def asks(what: May) -> Callable[[Endpoint], Endpoint]:
    """Mark a route with what a seat must be allowed."""

    def mark(endpoint: Endpoint) -> Endpoint:
        endpoint.asks = what  # type: ignore[attr-defined]
        return endpoint

    return mark


async def guard(request: Request) -> None:
    """Let a request through, or answer it here.

    Raises
    ------
    HTTPException
        404 for what is not there, 303 to the door without a session, 403 for what is not allowed
        or was not sent by a form of ours.
    """
    endpoint = request.scope.get("endpoint")
    what = getattr(endpoint, "asks", "nothing was said")
    settings: Settings = request.app.state.settings
    words = Words(chosen(request.cookies.get(LANGUAGE), request.headers.get("accept-language")))
    request.state.words = words
    if request.method not in SAFE:
        _same_site(request, settings)
    if what is None:
        return
    if not isinstance(what, May):
        raise HTTPException(404)
    visit = _visit(request, words)
    if visit is None:
        if request.method in SAFE and "text/html" in request.headers.get("accept", "text/html"):
            raise HTTPException(303, headers={"Location": "/"})
        raise HTTPException(403, "sign in first")
    if not visit.may(what):
        raise HTTPException(403, "this seat may not do that")
    if request.method not in SAFE:
        form = await request.form(max_files=20, max_fields=400)
        sent = form.get("csrf")
        if not isinstance(sent, str) or not hmac.compare_digest(
            sent.encode(), visit.session.csrf.encode()
        ):
            raise HTTPException(403, "this form is not of your session: open the page again")
    request.state.visit = visit


def here(request: Request) -> Visit:
    """Return who asks, once the guard has let them through."""
    visit: Visit = request.state.visit
    return visit


Here = Annotated[Visit, Depends(here)]


def cookie(room: Room | int, seat: str, *, secure: bool) -> str:
    """Return the name of a seat's session cookie: one for each, so that seats go side by side."""
    number = room if isinstance(room, int) else room.number
    return f"{'__Secure-' if secure else ''}onetext-{number}-{seat}"


def _visit(request: Request, words: Words) -> Visit | None:
    rooms: Mapping[int, Room] = request.app.state.rooms
    settings: Settings = request.app.state.settings
    group, seat = request.path_params.get("group"), request.path_params.get("seat")
    room = rooms.get(int(group)) if group is not None and str(group).isdigit() else None
    if room is None or not isinstance(seat, str):
        return None
    token = request.cookies.get(cookie(room, seat, secure=settings.secure))
    session = room.gate.session(token) if token else None
    held = room.seat(seat)
    if session is None or held is None or session.seat != seat:
        return None
    asked = request.query_params.get("at")
    return Visit(room, held, session, words, When(asked) if asked else None)


def _same_site(request: Request, settings: Settings) -> None:
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if (origin is not None and origin not in _origins(settings)) or site not in (
        "same-origin",
        "none",
    ):
        raise HTTPException(403, "this was sent from another site")


def _origins(settings: Settings) -> frozenset[str]:
    names = {settings.origin}
    if settings.reach == "loopback":
        names |= {f"http://{name}:{settings.port}" for name in ("localhost", "127.0.0.1", "[::1]")}
    return frozenset(names)
