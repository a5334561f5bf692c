"""A seat's own access: its password, its passkeys, and the browsers in which it is open."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from onetext.errors import Refused
from onetext.record.opening import hour_at
from onetext.room.functions import May
from onetext.room.pages.door import CHALLENGE, TOO_MANY, keep_challenge, keep_session, site_of
from onetext.room.web.guard import Here, Visit, asks
from onetext.room.web.render import page
from onetext.room.web.state import challenges_of, guesses_of, settings_of, turns_of
from onetext.room.web.words import N_

router = APIRouter(prefix="/{group}/{seat}/access")


@router.get("")
@asks(May.READ)
def access(request: Request, visit: Here) -> Response:
    """Show how this seat can be come in to, and where it is open."""
    settings = settings_of(request)
    gate, seat = visit.room.gate, visit.seat.id
    return page(
        "access.html",
        visit,
        current="access",
        standing=gate.standing(seat),
        passkeys=[(one, hour(one.added)) for one in gate.passkeys.of(seat)],
        sessions=[
            (one, hour(one.began), hour(one.seen), one.id == visit.session.id)
            for one in gate.sessions.open(seat)
        ],
        can_have_passkeys=settings.names,
    )


@router.post("/password")
@asks(May.READ)
async def password(
    request: Request,
    visit: Here,
    password: Annotated[str, Form(max_length=1024)],
    before: Annotated[str, Form(max_length=1024)] = "",
) -> Response:
    """Set another password; every other browser in this seat is shown out."""
    gate, guesses, turns = visit.room.gate, guesses_of(request), turns_of(request)
    which, address = (visit.room.number, visit.seat.id, "own"), visit.session.id
    if not guesses.try_at(which, address):
        raise Refused(TOO_MANY.what, instead=TOO_MANY.instead)
    if not await turns.take(partial(gate.has_password, visit.session, before)):
        raise Refused(N_("the password until now is another one"), instead=N_("try again"))
    guesses.came_in(which, address)
    token = await turns.take(partial(gate.new_password, visit.session, password))
    answer = RedirectResponse(visit.path("access"), 303)
    secure = settings_of(request).secure
    keep_session(answer, visit.room, visit.seat.id, token, secure=secure)
    return answer


@router.post("/out")
@asks(May.READ)
def out(visit: Here, session: Annotated[str, Form(max_length=16)] = "") -> Response:
    """Show one browser out of this seat, or all but this one."""
    sessions, seat = visit.room.gate.sessions, visit.seat.id
    if session:
        sessions.end(seat, [session])
    else:
        sessions.end(seat, but=visit.session.id)
    return RedirectResponse(visit.path("access") if session != visit.session.id else "/", 303)


@router.post("/passkey/options")
@asks(May.READ)
def passkey_options(request: Request, visit: Here) -> Response:
    """Hand out what a browser makes a passkey from."""
    site, challenges = site_of(settings_of(request)), challenges_of(request)
    challenge, sealed = challenges.issue(_purpose(visit))
    told = visit.room.gate.passkeys.to_register(
        site, f"{visit.room.title} {visit.room.number}", visit.seat.id, challenge
    )
    answer = JSONResponse(told)
    keep_challenge(answer, sealed, visit.path("access"))
    return answer


@router.post("/passkey")
@asks(May.READ)
def passkey(
    request: Request, visit: Here, answer: Annotated[str, Form(max_length=16_384)]
) -> Response:
    """Keep a new passkey of this seat."""
    site, challenges = site_of(settings_of(request)), challenges_of(request)
    challenge = challenges.take(request.cookies.get(CHALLENGE, ""), _purpose(visit))
    challenges.answered(challenge)
    visit.room.gate.passkeys.register(site, visit.seat.id, challenge, answer)
    return RedirectResponse(visit.path("access"), 303)


@router.post("/passkey/remove")
@asks(May.READ)
def remove(visit: Here, passkey: Annotated[str, Form(max_length=16)]) -> Response:
    """Forget a passkey of this seat."""
    visit.room.gate.passkeys.remove(visit.seat.id, passkey)
    return RedirectResponse(visit.path("access"), 303)


def hour(seconds: float) -> str:
    """Return an hour of the world's clock, which need not be that of the room.

    Examples
    --------
    >>> hour(0.0)
    '1970-01-01T00:00:00Z'
    """
    return hour_at(datetime.fromtimestamp(seconds, UTC))


def _purpose(visit: Visit) -> str:
    return f"register {visit.room.number} {visit.seat.id} {visit.session.id}"
