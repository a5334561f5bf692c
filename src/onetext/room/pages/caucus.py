"""The caucus: talk behind closed doors, leave message by message, the relay with its warning."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query
from fastapi.responses import RedirectResponse, Response

from onetext.errors import BadInput, Refused
from onetext.record.acts import passing
from onetext.record.acts.seating import CompartmentClosed, CompartmentSort
from onetext.record.acts.talking import CaucusMessage, LeaveOf, Message
from onetext.record.hosting.passing import WithoutLeave
from onetext.record.opening import HOST
from onetext.room.fields_told import shown_fields
from onetext.room.functions import May
from onetext.room.lines_seen import Lines
from onetext.room.places_seen import PlaceSeen, open_places
from onetext.room.relay import FORMS, item_of, relay_of
from onetext.room.talk_seen import talk_seen
from onetext.room.web.guard import Here, Visit, asks
from onetext.room.web.render import page

router = APIRouter(prefix="/{group}/{seat}")
BEHIND_DOORS: tuple[CompartmentSort, ...] = ("caucus", "private", "bilateral")
OPENED: tuple[CompartmentSort, ...] = ("bilateral", "caucus", "plenary")
LONGEST = 20_000
Id = Annotated[str, Form(max_length=64)]
Ids = Annotated[list[str] | None, Form(max_length=64)]
Number = Annotated[int, Form(ge=1, le=10_000_000)]
Said = Annotated[str, Form(max_length=LONGEST)]


@router.get("/caucus")
@asks(May.READ)
def caucus(visit: Here, place: Annotated[str, Query(max_length=64)] = "") -> Response:
    """Show the talk of one compartment behind closed doors, and the others to choose from."""
    lines = Lines(visit)
    there = sorted(
        (one for one in lines.places.values() if one.sort in BEHIND_DOORS),
        key=lambda one: (one.closed, BEHIND_DOORS.index(one.sort)),
    )
    chosen = next((one for one in there if one.id == place), there[0] if there else None)
    return page(
        "caucus.html",
        visit,
        current="caucus",
        places=there,
        counts={one.id: len(lines.of(one.id)) for one in there},
        talk=talk_seen(lines, chosen, party=visit.seat.party) if chosen is not None else None,
        fields=lambda seen: shown_fields(lines, seen),
        seats=others(lines, visit.seat.id),
        sorts=OPENED,
        follow=[one for one in lines.places.values() if not one.public],
        longest=LONGEST,
    )


@router.post("/caucus/say")
@asks(May.TALK)
def say(visit: Here, into: Id, words: Said, leave: Annotated[LeaveOf, Form()]) -> Response:
    """Say something in a compartment; in a caucus it carries no signature of its author."""
    place = inside(visit, into)
    if place.public:
        raise Refused("this would be public", instead="say it on the page of the sessions")
    made = CaucusMessage if place.sort == "caucus" else Message
    visit.room.enter(visit.seat.id, into, made(words.replace("\r\n", "\n"), leave))
    return back(visit, place)


@router.post("/caucus/leave")
@asks(May.TALK)
def leave(
    visit: Here,
    line: Number,
    form: Annotated[passing.Form, Form()],
    to: Ids = None,
    fields: Ids = None,
) -> Response:
    """Give leave to pass an own item on, in one form, to some seats or to anybody."""
    item = item_of(Lines(visit), line)
    if item.place is None:
        raise Refused("this entry was passed on to you: its leave is not yours to give")
    named = tuple(sorted(set(fields or ()))) if form == "redacted" else ()
    known = {seat.seat for seat in visit.room.store.opening.seats}
    seats = tuple(sorted(set(to or ())))
    if not set(seats) <= known:
        raise BadInput("there is no such seat", instead="choose among those of the list")
    act = passing.Leave(item.line.promise.commitment, form, seats, named)
    visit.room.enter(visit.seat.id, item.place.id, act)
    return back(visit, item.place)


@router.get("/caucus/relay")
@asks(May.RELAY)
def relay(visit: Here, line: Annotated[int, Query(ge=1, le=10_000_000)]) -> Response:
    """Show what of a line can be passed on, and where to."""
    lines = Lines(visit)
    item = item_of(lines, line)
    return page(
        "caucus_relay.html",
        visit,
        current="caucus",
        item=item,
        fields=shown_fields(lines, item),
        places=sorted(
            (one for one in open_places(lines.view) if one != item.place),
            key=lambda one: one.public,
        ),
        forms=FORMS,
    )


@router.post("/caucus/relay/before")
@asks(May.RELAY)
def before(
    visit: Here,
    line: Number,
    into: Id,
    form: Annotated[passing.Form, Form()],
    fields: Ids = None,
    words: Said = "",
) -> Response:
    """Say what passing it on will do, before it is done. Nothing is entered."""
    told = relay_of(
        visit.room, Lines(visit), line, into=into, form=form, fields=fields or (), words=words
    )
    return page("caucus_before.html", visit, current="caucus", relay=told)


@router.post("/caucus/relay")
@asks(May.RELAY)
def pass_on(
    visit: Here,
    line: Number,
    into: Id,
    form: Annotated[passing.Form, Form()],
    fields: Ids = None,
    words: Said = "",
) -> Response:
    """Pass an item on. Without leave the refusal is entered where the item stands."""
    lines = Lines(visit)
    item, place = item_of(lines, line), inside(visit, into)
    try:
        visit.room.disclose(
            visit.seat.id,
            item.line.promise.commitment,
            into,
            form=form,
            fields=(fields or ()) if form == "redacted" else (),
            words=words.strip() if form == "paraphrase" else None,
        )
    except WithoutLeave:
        return page("caucus_refused.html", visit, status=422, current="caucus", item=item)
    return back(visit, place)


@router.post("/caucus/open")
@asks(May.CONVENE)
def open_new(
    visit: Here,
    name: Annotated[str, Form(max_length=60)],
    sort: Annotated[Literal["bilateral", "caucus", "plenary"], Form()],
    members: Ids = None,
    follows: Annotated[str, Form(max_length=64)] = "",
    close: Annotated[str, Form(max_length=8)] = "",
) -> Response:
    """Open a compartment with chosen seats, perhaps in place of another."""
    lines = Lines(visit)
    known = {seat for seat, _ in others(lines, "")}
    chosen = set(members or ())
    if not name.strip() or len(chosen) < 2 or not chosen <= known:
        raise BadInput(
            "a compartment has a name and two seats or more", instead="choose among the list"
        )
    earlier = inside(visit, follows) if follows else None
    if earlier is not None and earlier.public:
        raise Refused("what is public goes on", instead="follow another compartment, or none")
    id = visit.room.open_compartment(name.strip(), sort, chosen, follows=follows or None)
    if earlier is not None and close:
        visit.room.enter(HOST, earlier.id, CompartmentClosed())
    there = f"?place={id}" if visit.seat.id in chosen and sort in BEHIND_DOORS else ""
    return RedirectResponse(visit.path("caucus") + there, 303)


@router.get("/caucus/forget")
@asks(May.FORGET)
def forget(visit: Here, place: Annotated[str, Query(max_length=64)]) -> Response:
    """Say what destroying a compartment's key does, and what survives it."""
    lines = Lines(visit)
    found = lines.places.get(place)
    if found is None or found.public:
        raise Refused("this key is not yours to destroy")
    count = len(lines.of(place))
    return page("caucus_forget.html", visit, current="caucus", place=found, lines=count)


@router.post("/caucus/forget")
@asks(May.FORGET)
def destroy(visit: Here, into: Id, sure: Annotated[str, Form(max_length=8)] = "") -> Response:
    """Destroy a compartment's key."""
    place = next((one for one in Lines(visit).places.values() if one.id == into), None)
    if place is None or place.public:
        raise Refused("this key is not yours to destroy")
    if not sure:
        raise BadInput("you have not said that you are sure", instead="tick the box")
    visit.room.destroy(into, visit.seat.id)
    return back(visit, place)


def inside(visit: Visit, id: str) -> PlaceSeen:
    """Return an open compartment that a seat is in.

    Raises
    ------
    Refused
        In the same words whether there is none or the seat is not in it.
    """
    found = next((one for one in open_places(visit.view) if one.id == id), None)
    if found is None:
        raise Refused("you are in no such compartment, or it is closed", instead="choose another")
    return found


def others(lines: Lines, seat: str) -> tuple[tuple[str, str], ...]:
    """Return the seats with their parties that a compartment can have, but for one."""
    return tuple(
        (one, party)
        for one, party in lines.around.parties.items()
        if one != seat and party not in ("observer", "teacher")
    )


def back(visit: Visit, place: PlaceSeen) -> Response:
    """Lead back to the last line of a compartment's talk."""
    if place.sort not in BEHIND_DOORS:
        return RedirectResponse(visit.path("sessions"), 303)
    return RedirectResponse(f"{visit.path('caucus')}?place={place.id}#latest", 303)
