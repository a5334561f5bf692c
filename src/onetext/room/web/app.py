"""The application: its pages, its guard, its errors."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.exc import SQLAlchemyError
from starlette.staticfiles import StaticFiles

from onetext.errors import BadInput, OnetextError, StoreFailed, WrongUse
from onetext.record.store.failing import failed
from onetext.room.access.challenges import Challenges
from onetext.room.access.guesses import Guesses
from onetext.room.pages import routers
from onetext.room.room import Room
from onetext.room.settings import Settings
from onetext.room.web.guard import Shut, guard, words_of
from onetext.room.web.headers import Shell
from onetext.room.web.render import door, page
from onetext.room.web.streams import Streams
from onetext.room.web.turns import Turns
from onetext.room.web.words import N_, Words

SOON = "5"
"""Seconds after which a client may look again whether the record is there."""
_log = logging.getLogger("uvicorn.error")


def create_app(rooms: Mapping[int, Room], settings: Settings) -> FastAPI:
    """Return the application that serves these rooms.

    Every route goes through the guard; one that does not say what it asks of a seat is shut.
    """
    app = FastAPI(
        title="onetext room",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        dependencies=[Depends(guard)],
    )
    app.state.rooms = dict(rooms)
    app.state.settings = settings
    app.state.guesses = Guesses()
    app.state.challenges = Challenges()
    app.state.turns = Turns()
    for router in routers():
        app.include_router(router)
    static = Path(str(files("onetext.room") / "static"))
    app.mount("/static", StaticFiles(directory=static), name="static")
    app.add_exception_handler(HTTPException, _turned_away)
    app.add_exception_handler(404, _turned_away)
    app.add_exception_handler(405, _turned_away)
    app.add_exception_handler(RequestValidationError, _misfit)
    app.add_exception_handler(OnetextError, _not_entered)
    app.add_exception_handler(StoreFailed, _out_of_reach)
    app.add_exception_handler(SQLAlchemyError, _out_of_reach)
    app.add_middleware(Shut)
    app.add_middleware(Streams, rooms=app.state.rooms)
    app.add_middleware(Shell, settings=settings)
    return app


def _words(request: Request) -> Words:
    return getattr(request.state, "words", None) or words_of(request)


async def _turned_away(request: Request, fault: Exception) -> Response:
    status = getattr(fault, "status_code", 404)
    headers = getattr(fault, "headers", None) or {}
    if status == 303:
        return RedirectResponse(headers["Location"], 303)
    if _wants_json(request):
        return JSONResponse({"detail": getattr(fault, "detail", "")}, status)
    words = _words(request)
    why = "" if status in (404, 405) else words.refusal(getattr(fault, "detail", ""))
    return door("away.html", words, status=status, why=why)


async def _misfit(request: Request, fault: Exception) -> Response:
    """Answer a form that lacks a field; what was sent is not told back."""
    assert isinstance(fault, RequestValidationError)
    lacks = ", ".join(sorted({str(one["loc"][-1]) for one in fault.errors()}))
    return _answer(request, BadInput(f"this form does not fit: {lacks}"), 422)


async def _not_entered(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, OnetextError)
    return _answer(request, fault, 400 if isinstance(fault, WrongUse) else 422)


async def _out_of_reach(request: Request, fault: Exception) -> Response:
    """Say that the record is out of reach; where it is and why is for the host alone."""
    why = failed("the gate", fault) if isinstance(fault, SQLAlchemyError) else fault
    _log.error("%s", why)
    said = StoreFailed(
        N_("the record is out of reach just now"),
        instead=N_("open the page again in a moment, before you send anything once more"),
    )
    try:
        answer = _answer(request, said, 503)
    except (StoreFailed, SQLAlchemyError):  # nor is what stands around every page
        answer = door("away.html", _words(request), status=503, why=said)
    answer.headers["Retry-After"] = SOON
    return answer


def _answer(request: Request, fault: OnetextError, status: int) -> Response:
    visit = getattr(request.state, "visit", None)
    if _wants_json(request):
        return JSONResponse({"detail": str(fault)}, status)
    if visit is None:
        return door("away.html", _words(request), status=status, why=fault)
    typed = _typed(request)
    return page("not_entered.html", visit, status=status, why=fault, typed=typed)


def _typed(request: Request) -> tuple[str, ...]:
    """Return the words that were typed, so that a refusal loses none of them."""
    form = getattr(request, "_form", None)
    if form is None:
        return ()
    return tuple(
        value
        for name, value in form.multi_items()
        if isinstance(value, str) and name not in ("csrf", "password") and " " in value.strip()
    )


def _wants_json(request: Request) -> bool:
    accepts = request.headers.get("accept", "")
    return "application/json" in accepts and "text/html" not in accepts
