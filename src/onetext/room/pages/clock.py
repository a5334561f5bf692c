"""The clock: deadlines, who set them, what lapses; the round's end; the next close of the log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from onetext.errors import BadInput, Refused
from onetext.record.acts.talking import DeadlineSet
from onetext.record.opening import Opening, hour_at
from onetext.room.deadlines_seen import deadline_at, deadlines_seen, lapsing, parts
from onetext.room.functions import May
from onetext.room.hours import for_input, hour_told, hour_written
from onetext.room.lines_seen import Lines
from onetext.room.pages.caucus import Id, Number, inside
from onetext.room.places_seen import open_places
from onetext.room.rounds import next_round, round_end
from onetext.room.web.guard import Here, Visit, asks
from onetext.room.web.render import page

router = APIRouter(prefix="/{group}/{seat}")
Hour = Annotated[str, Form(max_length=40)]
Words = Annotated[str, Form(max_length=200)]


@router.get("/clock")
@asks(May.READ)
def clock(visit: Here) -> Response:
    """Show what is due, and when."""
    lines = Lines(visit)
    now = hour_of(visit)
    ends = round_end(lines.view)
    return page(
        "clock.html",
        visit,
        current="clock",
        deadlines=deadlines_seen(lines, now),
        lapsing=lapsing(lines, now),
        ends=ends,
        round=next_round(lines.view) - 1,
        close=next_close(visit.room.store.opening, now),
        places=open_places(lines.view),
        open_ids={one.id for one in open_places(lines.view)},
        soonest=for_input(visit.room.clock.hour()),
        parts=parts,
        told=lambda at: hour_told(visit.words, at),
    )


@router.post("/clock")
@asks(May.DEADLINE)
def put(visit: Here, into: Id, what: Words, when: Hour, lapses: Words = "") -> Response:
    """Set a deadline, in one's own name."""
    place = inside(visit, into)
    if not what.strip():
        raise BadInput("a deadline is for something", instead="say what it is for")
    act = DeadlineSet(what.strip(), hour_written(when), lapses.strip() or None)
    visit.room.enter(visit.seat.id, place.id, act)
    return RedirectResponse(visit.path("clock"), 303)


@router.post("/clock/move")
@asks(May.DEADLINE)
def move(visit: Here, line: Number, when: Hour, lapses: Words = "") -> Response:
    """Move a deadline to another hour, where it stands; who had set it before stays to be seen."""
    what, place = _there(visit, line)
    act = DeadlineSet(what, hour_written(when), lapses.strip() or None)
    visit.room.enter(visit.seat.id, place, act)
    return RedirectResponse(visit.path("clock"), 303)


@router.post("/clock/lift")
@asks(May.DEADLINE)
def lift(visit: Here, line: Number) -> Response:
    """Lift a deadline."""
    what, place = _there(visit, line)
    visit.room.enter(visit.seat.id, place, DeadlineSet(what, None, None))
    return RedirectResponse(visit.path("clock"), 303)


def next_close(opening: Opening, now: str) -> str:
    """Return the hour of the next close: fixed when the room opened, whatever happens in it."""
    number = opening.close_of(now)
    hour = opening.hour_of(number)
    return hour if hour > now else opening.hour_of(number + 1)


def hour_of(visit: Visit) -> str:
    """Return the hour that a page is as of, in the one form of hours."""
    if visit.at is None:
        return visit.room.clock.hour()
    end = visit.at.ends()
    if end is None:
        raise BadInput("this hour has no year", instead="write 2031-03-17")
    return hour_at(end)


def _there(visit: Visit, line: int) -> tuple[str, str]:
    found = deadline_at(Lines(visit), line)
    if found is None:
        raise Refused("there is no such deadline, or it was moved", instead="open the page again")
    inside(visit, found.place)
    return found.deadline.what, found.place
