"""The door: a link that is good once, a password or a passkey, and out again."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from onetext.errors import OnetextError, Refused
from onetext.room.access.passkeys import Site
from onetext.room.access.sessions import LASTS
from onetext.room.functions import May
from onetext.room.room import Room
from onetext.room.settings import Settings
from onetext.room.web.guard import LANGUAGE, Here, asks, cookie, numbered, open_to_all
from onetext.room.web.render import door
from onetext.room.web.state import (
    challenges_of,
    guesses_of,
    rooms_of,
    settings_of,
    turns_of,
)
from onetext.room.web.words import LANGUAGES, N_

router = APIRouter()
A_YEAR = 31536000
SIGN_IN = "sign in"
TOO_MANY = Refused(
    N_("too many tries of late"),
    instead=N_("wait ten minutes, or ask the host for a new link"),
)
GONE = Refused(N_("this link is used or too old"), instead=N_("ask the host for a new one"))


@router.get("/")
@open_to_all
def outside(request: Request) -> Response:
    """Show the door to who has a seat and a password."""
    return _door(request)


@router.post("/")
@open_to_all
async def sign_in(
    request: Request,
    group: Annotated[str, Form(max_length=6)],
    seat: Annotated[str, Form(max_length=64)],
    password: Annotated[str, Form(max_length=1024)],
) -> Response:
    """Let somebody in by seat and password; refused alike whatever of it is wrong."""
    rooms, guesses, turns = rooms_of(request), guesses_of(request), turns_of(request)
    room = numbered(rooms, group)
    which = (room.number if room is not None else 0, seat)
    if not guesses.try_at(which, _address(request)):
        return _door(request, status=429, why=TOO_MANY)
    asked = room if room is not None else next(iter(rooms.values()))
    try:
        name = seat if room is not None else ""
        token = await turns.take(partial(asked.gate.sign_in, name, password))
    except Refused as refused:
        return _door(request, status=403, why=refused)
    guesses.came_in(which, _address(request))
    return _inside(request, asked, seat, token)


@router.get("/{group}/in/{token}")
@open_to_all
def invitation(request: Request, group: str, token: str) -> Response:
    """Show whose seat a link is for. Looking does not use it up: programs look at links too."""
    room = numbered(rooms_of(request), group)
    seat = room.gate.invited(token) if room is not None else None
    if room is None or seat is None or seat not in room.seats:
        return _away(request)
    return _invited(request, room, seat)


@router.post("/{group}/in/{token}")
@open_to_all
async def come_in(
    request: Request,
    group: str,
    token: str,
    password: Annotated[str, Form(max_length=1024)] = "",
    without: Annotated[str, Form(max_length=8)] = "",
) -> Response:
    """Use a link up: set the seat's password, where one is asked for, and come in."""
    room = numbered(rooms_of(request), group)
    seat = room.gate.invited(token) if room is not None else None
    if room is None or seat is None or seat not in room.seats:
        return _away(request)
    how = _without(request, room)
    if without and not how:
        return _invited(
            request, room, seat, status=422, why=Refused(N_("this room asks for a password"))
        )
    chosen = None if without else password
    try:
        session = await turns_of(request).take(partial(room.gate.come_in, token, chosen))
    except Refused as refused:
        if room.gate.invited(token) is None:
            return _away(request)
        return _invited(request, room, seat, status=422, why=refused)
    first = "access" if without and how == "passkey" else "board"
    return _inside(request, room, seat, session, first)


@router.post("/passkey/options")
@open_to_all
def passkey_options(request: Request) -> Response:
    """Hand out a challenge to sign; it is the same for every seat and for none."""
    site, challenges = site_of(settings_of(request)), challenges_of(request)
    challenge, sealed = challenges.issue(SIGN_IN)
    room = next(iter(rooms_of(request).values()))
    answer = JSONResponse(room.gate.passkeys.to_sign_in(site, challenge))
    keep_challenge(answer, sealed, "/passkey")
    return answer


@router.post("/passkey")
@open_to_all
def passkey(
    request: Request,
    group: Annotated[str, Form(max_length=6)],
    answer: Annotated[str, Form(max_length=16_384)],
) -> Response:
    """Let somebody in by a passkey."""
    site, challenges = site_of(settings_of(request)), challenges_of(request)
    room = numbered(rooms_of(request), group)
    try:
        challenge = challenges.take(request.cookies.get(CHALLENGE, ""), SIGN_IN)
        if room is None:
            raise Refused(N_("this passkey was not taken"), instead=N_("try again"))
        seat, token = room.gate.sign_in_by_passkey(site, challenge, answer)
        challenges.answered(challenge)
    except Refused as refused:
        return _door(request, status=403, why=refused)
    return _inside(request, room, seat, token)


@router.post("/{group}/{seat}/leave")
@asks(May.READ)
def leave(request: Request, visit: Here) -> Response:
    """End this session."""
    name = cookie(visit.room, visit.seat.id, secure=settings_of(request).secure)
    visit.room.gate.leave(request.cookies[name])
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(name, path=visit.path(), secure=settings_of(request).secure, httponly=True)
    return answer


@router.get("/language/{language}")
@open_to_all
def language(request: Request, language: str) -> Response:
    """Speak another language from now on, and go back to where one was."""
    if language not in LANGUAGES:
        raise HTTPException(404)
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        raise HTTPException(403, "this was sent from another site")
    answer = RedirectResponse(_back(request.query_params.get("back", "/")), 303)
    answer.set_cookie(
        LANGUAGE,
        language,
        max_age=A_YEAR,
        httponly=True,
        samesite="lax",
        secure=settings_of(request).secure,
    )
    return answer


CHALLENGE = "__Secure-onetext-challenge"


def keep_challenge(answer: Response, sealed: str, path: str) -> None:
    """Let the browser keep a challenge until it answers."""
    answer.set_cookie(
        CHALLENGE, sealed, max_age=300, path=path, httponly=True, samesite="strict", secure=True
    )


def site_of(settings: Settings) -> Site:
    """Return the site that passkeys are for.

    Raises
    ------
    HTTPException
        404 where there is no name or no TLS.
    """
    if not settings.names:
        raise HTTPException(404)
    return Site(settings.host_of_origin, settings.origin)


def _door(request: Request, *, status: int = 200, why: OnetextError | str = "") -> Response:
    groups = sorted(rooms_of(request))
    return door(
        "door.html",
        request.state.words,
        status=status,
        groups=groups,
        why=why,
        passkeys=settings_of(request).names,
        overheard=settings_of(request).overheard,
    )


def _away(request: Request) -> Response:
    """Answer a link that is not good: used, too old, withdrawn and guessed ones alike."""
    overheard = settings_of(request).overheard
    return door("away.html", request.state.words, status=410, why=GONE, overheard=overheard)


def _invited(
    request: Request, room: Room, seat: str, *, status: int = 200, why: OnetextError | str = ""
) -> Response:
    return door(
        "invited.html",
        request.state.words,
        status=status,
        room=room,
        seat=room.seats[seat],
        settings=settings_of(request),
        without=_without(request, room),
        overheard=settings_of(request).overheard,
        why=why,
    )


def _without(request: Request, room: Room) -> str:
    """Return why a seat may be taken without a password, empty if it may not."""
    settings = settings_of(request)
    if settings.reach == "loopback" and room.mode == "exercise":
        return "here"
    return "passkey" if settings.names else ""


def _back(asked: str) -> str:
    """Return where to go back to: a path of ours, whatever was asked.

    Examples
    --------
    >>> _back("/1/arn-head/board"), _back("//evil.example"), _back("https://evil.example")
    ('/1/arn-head/board', '/', '/')
    """
    plain = all(letter.isprintable() and letter != "\\" for letter in asked)
    return asked if plain and asked.startswith("/") and not asked.startswith("//") else "/"


def _inside(
    request: Request, room: Room, seat: str, token: str, first: str = "board"
) -> RedirectResponse:
    """Let a session begin in this browser; one that it brought along ends."""
    secure = settings_of(request).secure
    name = cookie(room, seat, secure=secure)
    before = request.cookies.get(name)
    if before:
        room.gate.leave(before)
    answer = RedirectResponse(f"/{room.number}/{seat}/{first}", 303)
    keep_session(answer, room, seat, token, secure=secure)
    return answer


def keep_session(answer: Response, room: Room, seat: str, token: str, *, secure: bool) -> None:
    """Let the browser keep a session: until it is shut, in an exercise as long as it lasts."""
    answer.set_cookie(
        cookie(room, seat, secure=secure),
        token,
        path=f"/{room.number}/{seat}/",
        max_age=int(LASTS) if room.mode == "exercise" else None,
        httponly=True,
        samesite="lax",
        secure=secure,
    )


def _address(request: Request) -> str:
    client: Any = request.client
    return str(client.host) if client is not None else "?"
