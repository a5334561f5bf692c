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
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onetext.errors import BadInput
from onetext.record.view import View
from onetext.room.access.gate import Session
from onetext.room.functions import May, may
from onetext.room.live import refuse_posts
from onetext.room.room import Room
from onetext.room.settings import Settings
from onetext.room.web.state import rooms_of, settings_of
from onetext.room.web.words import Words, chosen
from onetext.terms.role import Seat
from onetext.terms.when import When

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LANGUAGE = "onetext-language"
FILES = "/static/"
MOST_FILES = 20
MOST_FIELDS = 400
Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


@dataclass(frozen=True)
class Visit:
    """Hold who asks: a seat of a room, in its session, in a language.

    ``at`` is the hour as of which pages are asked for, None for now; ``overheard`` whether the
    network carries it in the clear.
    """

    room: Room
    seat: Seat
    session: Session
    words: Words
    at: When | None
    overheard: bool = False

    @property
    def view(self) -> View:
        """Return what the seat may see."""
        return self.room.view(self.seat.id, self.at)

    def may(self, what: May) -> bool:
        """Tell whether this seat's function may do something now; of the past one only reads.

        What plays a class is of an exercise alone.
        """
        if what in _EXERCISE and self.room.mode != "exercise":
            return False
        return may(self.seat.function, what) and (self.at is None or what in _READING)

    def path(self, page: str = "") -> str:
        """Return the address of a page of this seat."""
        return f"/{self.room.number}/{self.seat.id}/{page}"


_READING = frozenset({May.READ, May.EXPORT, May.PACKAGES, May.TEACH})
_EXERCISE = frozenset({May.TEACH})


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
    settings = settings_of(request)
    words = words_of(request)
    request.state.words = words
    request.state.guarded = True
    if request.method not in SAFE:
        _same_site(request, settings)
    if what is None:
        return
    if not isinstance(what, May):
        raise HTTPException(404)
    visit = await run_in_threadpool(_visit, request, words)
    if visit is None:
        if request.method in SAFE and "text/html" in request.headers.get("accept", "text/html"):
            raise HTTPException(303, headers={"Location": "/"})
        raise HTTPException(403, "sign in first")
    if not visit.may(what):
        raise HTTPException(403, "this seat may not do that")
    if request.method not in SAFE:
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS)
        request.state.form = form
        sent = form.get("csrf")
        if not isinstance(sent, str) or not hmac.compare_digest(
            sent.encode(), visit.session.csrf.encode()
        ):
            raise HTTPException(403, "this form is not of your session: open the page again")
        request.state.visit = visit
        if visit.room.mode == "live":
            refuse_posts(await _texts(form))
    request.state.visit = visit


class Shut:
    """Answer 404 for whatever did not come through the guard, but for the screens' own files.

    The guard is a dependency, and a framework asks dependencies of its own kind of route alone.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return
        scope.setdefault("state", {})
        shut = False

        async def answer(message: Message) -> None:
            nonlocal shut
            if message["type"] == "http.response.start" and message["status"] < 400:
                shut = not (scope["state"].get("guarded") or scope["path"].startswith(FILES))
                if shut:
                    await PlainTextResponse("there is no such page\n", 404)(scope, receive, send)
            if not shut:
                await send(message)

        try:
            await self._app(scope, receive, answer)
        finally:
            form = scope["state"].pop("form", None)
            if form is not None:
                await form.close()


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
    settings = settings_of(request)
    room = numbered(rooms_of(request), request.path_params.get("group"))
    seat = request.path_params.get("seat")
    if room is None or not isinstance(seat, str):
        return None
    token = request.cookies.get(cookie(room, seat, secure=settings.secure))
    session = room.gate.session(token, active=_is_somebody(request)) if token else None
    held = room.seat(seat)
    if session is None or held is None or session.seat != seat:
        return None
    asked = request.query_params.get("at")
    at = asked_hour(asked) if asked else None
    return Visit(room, held, session, words, at, settings.overheard)


def words_of(request: Request) -> Words:
    """Return the words of the language that a browser chose, else of the one that it prefers."""
    return Words(chosen(request.cookies.get(LANGUAGE), request.headers.get("accept-language")))


def asked_hour(asked: str) -> When:
    """Return the hour that somebody asked for.

    Raises
    ------
    BadInput
        If it is none.
    """
    try:
        return When(asked.strip())
    except ValueError:
        raise BadInput("this is no hour", instead="write it like 2031-04-14T10:00Z") from None


def numbered(rooms: Mapping[int, Room], group: object) -> Room | None:
    """Return the room of a number in an address, written as we write it and no other way.

    Examples
    --------
    >>> [numbered({}, one) for one in ("1", "01", "١", None)]
    [None, None, None, None]
    """
    written = str(group)
    found = rooms.get(int(written)) if written.isascii() and written.isdigit() else None
    return found if found is not None and str(found.number) == written else None


def _is_somebody(request: Request) -> bool:
    """Tell whether a person asks: what a page fetches by itself keeps no session going."""
    mode = request.headers.get("sec-fetch-mode", "navigate")
    return mode == "navigate" or request.method not in SAFE


async def _texts(form: FormData) -> list[str]:
    """Return all that was posted as text, files too, however often a field was sent."""
    said = []
    for _, value in form.multi_items():
        if isinstance(value, UploadFile):
            said += [value.filename or "", (await value.read()).decode("utf-8", "replace")]
            await value.seek(0)
        else:
            said.append(value)
    return said


def _same_site(request: Request, settings: Settings) -> None:
    """Refuse what a page of another site sends; a browser says on every POST which page it was."""
    origins = request.headers.getlist("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    host = request.headers.get("host", "")
    ours = all(settings.is_ours(origin, host) for origin in origins) and len(origins) < 2
    if not ours or site not in ("same-origin", "none"):
        raise HTTPException(403, "this was sent from another site")
