"""The class, for its teacher: seats and links, rounds by the clock, points, the replay.

An exercise only. The teacher sees everything, and every page says so to all: the host of an
exercise holds all sheets and keys.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from onetext.errors import Refused
from onetext.record.acts.talking import DeadlineSet, RoundOpened
from onetext.record.opening import hour_at, moment
from onetext.room.cards import role_html, sheets_of
from onetext.room.functions import May
from onetext.room.places_seen import public_place
from onetext.room.replaying import hours, steps
from onetext.room.rounds import next_round, round_end
from onetext.room.scores import scores
from onetext.room.web.guard import Here, Visit, asked_hour, asks
from onetext.room.web.render import page
from onetext.room.web.state import settings_of

router = APIRouter(prefix="/{group}/{seat}/teach")
LONGEST_ROUND = 24 * 60


@router.get("")
@asks(May.TEACH)
def teach(visit: Here) -> Response:
    """Show who has come in, how the round stands, and what can be done."""
    _exercise(visit)
    room = visit.room
    return page(
        "teach.html",
        visit,
        current="teach",
        seats=[
            (seat, room.gate.held(seat.id), room.bells.listening(seat.id))
            for seat in room.seats.values()
        ],
        round=next_round(visit.view),
        ends=round_end(visit.view),
        link=None,
    )


@router.post("/link")
@asks(May.TEACH)
def link(request: Request, visit: Here, of: Annotated[str, Form(max_length=64)]) -> Response:
    """Make a new link for a seat and show it once; who sat there is shown out."""
    _exercise(visit)
    room = visit.room
    if room.seat(of) is None or of == visit.seat.id:
        raise Refused(f"there is no other seat {of!r}", instead="choose one of the list")
    token = room.gate.invite(of)
    made = f"{settings_of(request).origin}/{room.number}/in/{token}"
    return page("teach_link.html", visit, current="teach", of=of, link=made)


@router.post("/out")
@asks(May.TEACH)
def out(visit: Here, of: Annotated[str, Form(max_length=64)]) -> Response:
    """End every session of a seat; its password still lets it in again."""
    _exercise(visit)
    if visit.room.seat(of) is None or of == visit.seat.id:
        raise Refused(f"there is no other seat {of!r}", instead="choose one of the list")
    visit.room.gate.show_out(of)
    return RedirectResponse(visit.path("teach"), 303)


@router.post("/round")
@asks(May.TEACH)
def begin_round(
    visit: Here,
    minutes: Annotated[int, Form(ge=1, le=LONGEST_ROUND)],
    place: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Begin the next round, and set the hour at which it ends."""
    _exercise(visit)
    public = public_place(visit.view)
    if public is None:
        raise Refused("this room has no public compartment")
    number, start = next_round(visit.view), visit.room.clock.hour()
    end = hour_at(moment(start) + timedelta(minutes=minutes))
    visit.room.enter(
        visit.seat.id,
        public.id,
        RoundOpened(number, None, place.strip() or None, start),
        DeadlineSet(f"round {number}", end, f"round {number} is over"),
    )
    return RedirectResponse(visit.path("teach"), 303)


@router.get("/cards")
@asks(May.TEACH)
def cards(visit: Here) -> Response:
    """Show all role cards, each on a sheet of paper of its own."""
    _exercise(visit)
    room = visit.room
    return page(
        "teach_cards.html",
        visit,
        current="teach",
        cards=[
            (
                seat,
                role_html(room.roles[seat.id]) if seat.id in room.roles else None,
                sheets_of(room.view(seat.id), room.case),
            )
            for seat in room.seats.values()
            if seat.function not in ("teacher", "observer")
        ],
    )


@router.get("/points")
@asks(May.TEACH)
def points(request: Request, visit: Here) -> Response:
    """Show what a package is worth to each side by its own sheet."""
    _exercise(visit)
    case = visit.room.case
    chosen = {
        matter.issue.id: value
        for matter in case.space.matters
        if (value := request.query_params.get(matter.issue.id, ""))
    }
    return page(
        "teach_points.html",
        visit,
        current="teach",
        matters=case.space.matters,
        chosen=chosen,
        scores=scores(case, chosen) if len(chosen) == len(case.space.matters) else None,
    )


@router.get("/replay")
@asks(May.TEACH)
def replay(
    visit: Here,
    of: Annotated[str, Query(max_length=64)] = "",
    beside: Annotated[str, Query(max_length=64)] = "",
    until: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Show the talks through the eyes of one seat, or of two beside each other, as of an hour."""
    _exercise(visit)
    room = visit.room
    seats = [seat for seat in room.seats if seat != visit.seat.id]
    first = of if of in seats else seats[0]
    second = beside if beside in seats and beside != first else ""
    when = asked_hour(until) if until.strip() else None
    one = room.view(first, when)
    other = room.view(second, when) if second else None
    every = hours((*room.lines(first), *(room.lines(second) if second else ())))
    now = until or (every[-1] if every else "")
    before = [hour for hour in every if hour < now]
    after = [hour for hour in every if hour > now]
    return page(
        "teach_replay.html",
        visit,
        current="teach",
        seats=seats,
        of=first,
        beside=second,
        until=now,
        steps=steps(one, other),
        before=before[-1] if before else None,
        after=after[0] if after else None,
    )


def _exercise(visit: Visit) -> None:
    if visit.room.mode != "exercise":
        raise HTTPException(404)
