"""The door: a link that is good once, a password, and out again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from onetext.errors import Refused
from onetext.room.functions import May
from onetext.room.room import Room
from onetext.room.web.guard import LANGUAGE, Here, asks, cookie, open_to_all
from onetext.room.web.render import door
from onetext.room.web.words import LANGUAGES

router = APIRouter()
A_YEAR = 31536000


@router.get("/")
@open_to_all
def outside(request: Request) -> Response:
    """Show the door to who has a seat and a password."""
    rooms = request.app.state.rooms
    return door("door.html", request.state.words, groups=sorted(rooms), why="")


@router.post("/")
@open_to_all
def sign_in(
    request: Request,
    group: Annotated[int, Form()],
    seat: Annotated[str, Form(max_length=64)],
    password: Annotated[str, Form(max_length=1024)],
) -> Response:
    """Let somebody in by seat and password."""
    room: Room | None = request.app.state.rooms.get(group)
    if room is None:
        raise Refused("the seat or the password is wrong", instead="try again")
    try:
        token = room.gate.sign_in(seat, password)
    except Refused as refused:
        groups = sorted(request.app.state.rooms)
        return door("door.html", request.state.words, status=403, groups=groups, why=str(refused))
    return _inside(request, room, seat, token)


@router.get("/{group}/in/{token}")
@open_to_all
def invitation(request: Request, group: int, token: str) -> Response:
    """Show whose seat a link is for. Looking does not use it up: programs look at links too."""
    room = _room(request, group)
    seat = room.gate.invited(token)
    if seat is None:
        return door(
            "away.html",
            request.state.words,
            status=410,
            why="this link is used or too old: ask the host for a new one",
        )
    return door(
        "invited.html",
        request.state.words,
        room=room,
        seat=room.seats[seat],
        settings=request.app.state.settings,
        why="",
    )


@router.post("/{group}/in/{token}")
@open_to_all
def come_in(
    request: Request, group: int, token: str, password: Annotated[str, Form(max_length=1024)]
) -> Response:
    """Use a link up: set the seat's password and come in."""
    room = _room(request, group)
    seat = room.gate.invited(token)
    try:
        session = room.gate.come_in(token, password)
    except Refused as refused:
        if seat is None:
            return door("away.html", request.state.words, status=410, why=str(refused))
        return door(
            "invited.html",
            request.state.words,
            status=422,
            room=room,
            seat=room.seats[seat],
            settings=request.app.state.settings,
            why=str(refused),
        )
    assert seat is not None
    return _inside(request, room, seat, session)


@router.post("/{group}/{seat}/leave")
@asks(May.READ)
def leave(request: Request, visit: Here) -> Response:
    """End this session."""
    settings = request.app.state.settings
    name = cookie(visit.room, visit.seat.id, secure=settings.secure)
    visit.room.gate.leave(request.cookies[name])
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(name, path=visit.path())
    return answer


@router.get("/language/{language}")
@open_to_all
def language(request: Request, language: str) -> Response:
    """Speak another language from now on, and go back to where one was."""
    if language not in LANGUAGES:
        raise HTTPException(404)
    back = request.query_params.get("back", "/")
    if not back.startswith("/") or back.startswith("//") or "\\" in back:
        back = "/"
    answer = RedirectResponse(back, 303)
    answer.set_cookie(
        LANGUAGE,
        language,
        max_age=A_YEAR,
        httponly=True,
        samesite="lax",
        secure=request.app.state.settings.secure,
    )
    return answer


def _room(request: Request, group: int) -> Room:
    room: Room | None = request.app.state.rooms.get(group)
    if room is None:
        raise HTTPException(404)
    return room


def _inside(request: Request, room: Room, seat: str, token: str) -> Response:
    settings = request.app.state.settings
    answer = RedirectResponse(f"/{room.number}/{seat}/board", 303)
    answer.set_cookie(
        cookie(room, seat, secure=settings.secure),
        token,
        path=f"/{room.number}/{seat}/",
        httponly=True,
        samesite="lax",
        secure=settings.secure,
    )
    return answer
