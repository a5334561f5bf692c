"""Sessions: rounds, sittings of every sort, and minutes that are read back and co-signed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from onetext.errors import BadInput, Refused
from onetext.record.acts.talking import (
    CaucusMessage,
    LeaveOf,
    Message,
    Minutes,
    MinutesSigned,
    RoundOpened,
    SessionHeld,
    SessionSort,
)
from onetext.room.functions import May
from onetext.room.hours import for_input, hour_told, hour_written
from onetext.room.lines_seen import Lines
from onetext.room.pages.caucus import Id, Ids, Number, Said, inside, others
from onetext.room.places_seen import open_places
from onetext.room.rounds import next_round
from onetext.room.sessions_seen import minutes_entry, minutes_seen, rounds_seen, running
from onetext.room.web.guard import Here, Visit, asks
from onetext.room.web.render import page

router = APIRouter(prefix="/{group}/{seat}")
Hour = Annotated[str, Form(max_length=40)]
Words = Annotated[str, Form(max_length=200)]
LATEST = 20


@router.get("/sessions")
@asks(May.READ)
def sessions(visit: Here) -> Response:
    """Show the rounds with their sessions, the minutes, and what was said in the plenary."""
    lines = Lines(visit)
    there = open_places(lines.view)
    rounds = rounds_seen(lines)
    spoken = [
        number
        for number, line in enumerate(lines.view.lines, start=1)
        if isinstance(line.act, Message)
        and (place := lines.places.get(line.compartment or "")) is not None
        and place.sort in ("plenary", "public")
    ]
    return page(
        "sessions.html",
        visit,
        current="sessions",
        rounds=rounds,
        running=running(rounds),
        minutes=minutes_seen(lines, visit.seat.id),
        spoken=lines.all(spoken[-LATEST:]),
        seats=others(lines, ""),
        places=sorted(there, key=lambda one: one.sort != "plenary"),
        halls=[
            *(one for one in there if one.sort == "plenary"),
            *(one for one in there if one.public and visit.may(May.CONSENT)),
        ],
        next=next_round(lines.view),
        known=sorted({of.opened.number for of in rounds if of.opened is not None}, reverse=True),
        soonest=for_input(visit.room.clock.hour()),
        told=lambda at: hour_told(visit.words, at),
    )


@router.post("/sessions/say")
@asks(May.TALK)
def say(visit: Here, into: Id, words: Said, leave: Annotated[LeaveOf, Form()]) -> Response:
    """Say something in the plenary, or publicly, if this seat speaks for its party."""
    place = inside(visit, into)
    if place.public and not visit.may(May.CONSENT):
        raise Refused("this seat does not speak for its party in public", instead="ask your head")
    made = CaucusMessage if place.sort == "caucus" else Message
    visit.room.enter(visit.seat.id, into, made(words.replace("\r\n", "\n"), leave))
    return RedirectResponse(visit.path("sessions") + "#spoken", 303)


@router.post("/sessions/round")
@asks(May.CONVENE)
def begin(visit: Here, into: Id, start: Hour, where: Words = "") -> Response:
    """Begin the next round."""
    place = inside(visit, into)
    number = next_round(visit.view)
    act = RoundOpened(number, None, where.strip() or None, hour_written(start))
    visit.room.enter(visit.seat.id, place.id, act)
    return RedirectResponse(visit.path("sessions"), 303)


@router.post("/sessions")
@asks(May.CONVENE)
def convene(
    visit: Here,
    into: Id,
    sort: Annotated[SessionSort, Form()],
    start: Hour,
    round: Annotated[str, Form(max_length=6)] = "",
    where: Words = "",
    end: Hour = "",
    present: Ids = None,
) -> Response:
    """Convene a session, or record one that was held."""
    place = inside(visit, into)
    began, ended = hour_written(start), hour_written(end) if end.strip() else None
    if ended is not None and ended < began:
        raise BadInput("it ends before it begins", instead="look at its hours again")
    act = SessionHeld(
        sort,
        int(round) if round.isdigit() else None,
        where.strip() or None,
        began,
        ended,
        _seats(visit, present),
    )
    visit.room.enter(visit.seat.id, place.id, act)
    return RedirectResponse(visit.path("sessions"), 303)


@router.post("/sessions/end")
@asks(May.CONVENE)
def end(visit: Here, line: Number, end: Hour, present: Ids = None) -> Response:
    """Record that a session ended, and who was present."""
    lines = Lines(visit)
    found = next((one for one in running(rounds_seen(lines)) if one.number == line), None)
    if found is None or found.place is None:
        raise Refused("no such session is under way", instead="open the page again")
    held, ended = found.session, hour_written(end)
    if ended < held.start:
        raise BadInput("it ends before it begins", instead="look at its hours again")
    act = SessionHeld(held.sort, held.round, held.place, held.start, ended, _seats(visit, present))
    visit.room.enter(visit.seat.id, found.place, act)
    return RedirectResponse(visit.path("sessions"), 303)


@router.post("/sessions/minutes")
@asks(May.MINUTES)
def read_back(visit: Here, into: Id, words: Said, between: Ids = None) -> Response:
    """Enter minutes as they are read back; they count once all of those named have co-signed."""
    place = inside(visit, into)
    seats = _seats(visit, between)
    if len(seats) < 2 or not words.strip():
        raise BadInput("minutes have words, and two seats or more between them")
    if not place.public and not set(seats) <= set(place.members):
        raise Refused(
            "not all of them see what is entered there", instead="choose a compartment of all"
        )
    visit.room.enter(visit.seat.id, place.id, Minutes(words.replace("\r\n", "\n"), seats))
    return RedirectResponse(visit.path("sessions") + "#minutes", 303)


@router.post("/sessions/sign")
@asks(May.MINUTES)
def sign(visit: Here, line: Number) -> Response:
    """Co-sign minutes."""
    view = visit.view
    entry = minutes_entry(view, line)
    there = view.lines[line - 1].compartment if entry is not None else None
    if entry is None or there is None:
        raise Refused("no such minutes", instead="open the page again")
    shown = next(
        one
        for one in minutes_seen(Lines(visit, view), visit.seat.id)
        if one.seen.ref.number == line
    )
    if not shown.mine:
        raise Refused("these minutes are not yours to co-sign, or you have")
    visit.room.enter(visit.seat.id, there, MinutesSigned(entry))
    return RedirectResponse(visit.path("sessions") + "#minutes", 303)


def _seats(visit: Visit, given: list[str] | None) -> tuple[str, ...]:
    seats = tuple(sorted(set(given or ())))
    if not set(seats) <= {seat.seat for seat in visit.room.store.opening.seats}:
        raise BadInput("there is no such seat", instead="choose among those of the list")
    return seats
