"""Offers: what each side would do if others did something; written by choosing."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from onetext.analysis.table.lines import said
from onetext.analysis.table.offers import table_offers
from onetext.errors import BadInput, OnetextError, Refused
from onetext.record.acts.offering import OfferMade, OfferWithdrawn
from onetext.room import offer_made as made
from onetext.room.audiences import Audiences
from onetext.room.conditions_told import Told
from onetext.room.forms import Asked, Fields, back
from onetext.room.functions import May
from onetext.room.issues_seen import case_seen, chosen_package, space_seen
from onetext.room.offers_seen import offers_told
from onetext.room.places_seen import open_places
from onetext.room.web.guard import Here, Visit, asks
from onetext.room.web.render import page

router = APIRouter(prefix="/{group}/{seat}")


@router.get("/offers")
@asks(May.READ)
def offers(visit: Here, asked: Asked) -> Response:
    """Show the offers, what becomes of each in a package, and a form for another one."""
    space = space_seen(visit.view)
    why: BadInput | None = None
    try:
        package = chosen_package(space, asked.one, "p.")
    except BadInput as fault:
        package, why = chosen_package(space, {}, "p."), fault
    written = _replacing(visit, asked.may("replaces"))
    return _page(visit, "offers.html", package=package, on=written, why=why)


@router.post("/offers/preview")
@asks(May.OFFER)
def preview(visit: Here, sent: Fields) -> Response:
    """Show an offer as a sentence, before it is sent; nothing is entered yet."""
    space = space_seen(visit.view)
    on = made.written(space, sent)
    try:
        act = _act(visit, on)
    except OnetextError as fault:
        return _page(visit, "offers_preview.html", on=on, why=fault, status=422)
    told = Told(space, visit.words)
    return _page(
        visit,
        "offers_preview.html",
        on=on,
        act=act,
        why="",
        give=told.sentence(made.condition(space, on, "give")),
        want=told.sentence(made.condition(space, on, "want")) if act.want else None,
        into=made.place(visit.view, on.into),
    )


@router.post("/offers/make")
@asks(May.OFFER)
def make(visit: Here, sent: Fields) -> Response:
    """Make an offer."""
    on = made.written(space_seen(visit.view), sent)
    act = _act(visit, on)
    visit.room.enter(visit.seat.id, made.place(visit.view, on.into).id, act)
    return back(visit, f"offers#offer-{act.offer}")


@router.post("/offers/withdraw")
@asks(May.OFFER)
def withdraw(visit: Here, sent: Fields) -> Response:
    """Withdraw an own offer, where it was made."""
    id = sent.must("offer")
    for _, line, act in said(visit.view, OfferMade):
        where = made.where_now(visit.view, line.compartment)
        if act.offer == id and where is not None:
            visit.room.enter(visit.seat.id, where.id, OfferWithdrawn(id))
            return back(visit, f"offers#offer-{id}")
    raise Refused("there is no such offer to withdraw", instead="open the page anew")


def _act(visit: Visit, on: made.Written) -> OfferMade:
    space = space_seen(visit.view)
    return made.act(visit.view, space, on, party=visit.seat.party, now=visit.room.clock.hour())


def _replacing(visit: Visit, id: str | None) -> made.Written:
    """Return an empty form, or one to replace an offer that is one's own or made to one."""
    for one in table_offers(visit.view):
        own = one.offer.by == visit.seat.party
        if (
            one.offer.id == id
            and one.life == "standing"
            and (own or visit.seat.party in one.offer.to)
        ):
            return made.rewritten(one.offer, own=own)
    return made.Written()


def _page(visit: Visit, template: str, *, status: int = 200, **given: Any) -> Response:
    view = visit.view
    case = case_seen(view)
    parties = [one.id for one in case.parties] if case is not None else []
    package = given.pop("package", None)
    return page(
        template,
        visit,
        status=status,
        current="offers",
        space=space_seen(view),
        told=offers_told(view, visit.words, package or None),
        package=package or {},
        places=open_places(view),
        others=[id for id in parties if id != visit.seat.party],
        seen_by=Audiences.of(visit),
        signs=made.SIGNS,
        act=given.pop("act", None),
        **given,
    )
