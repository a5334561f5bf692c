"""The text: the single text of each instrument, and what this seat may do to it."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from onetext.analysis.table.texts import texts
from onetext.errors import Refused
from onetext.room.audiences import Audiences
from onetext.room.delegation import own_place
from onetext.room.forms import Asked
from onetext.room.functions import May
from onetext.room.places_seen import place_of_text
from onetext.room.text_powers import powers
from onetext.room.text_shown import marked, measures, redline_shown
from onetext.room.texts_seen import text_seen, text_told
from onetext.room.web.guard import Here, Visit, asks
from onetext.room.web.render import page
from onetext.room.wording import ANSWERS, MODES, STANDS, STATUSES, day
from onetext.terms.text.consents import consents
from onetext.terms.text.status import given_consents

router = APIRouter(prefix="/{group}/{seat}")


@router.get("/text")
@asks(May.READ)
def text(visit: Here, asked: Asked) -> Response:
    """Show one text, the one that was asked for or the first, and that there are others."""
    every = texts(visit.view)
    wanted = asked.may("of")
    shown = next((one for one in every if one.text.instrument.id == wanted), None)
    if wanted is not None and shown is None:
        raise Refused("there is no such text here", instead="open one of those that are here")
    shown = shown or next(iter(every), None)
    if shown is None:
        return page("text_none.html", visit, current="text")
    instrument = shown.text.instrument
    return page(
        "text.html",
        visit,
        current="text",
        every=every,
        told=text_told(visit.view, shown, visit.words),
        seen=shown,
        instrument=instrument,
        measures=measures(shown.text, shown.metrics),
        marked=marked(shown.text),
        powers=powers(visit, shown.text),
        place=place_of_text(visit.view, instrument.id),
        own=own_place(visit.view, visit.seat.party),
        seen_by=Audiences.of(visit),
        consents=consents(instrument, given_consents(shown.text)),
        statuses=STATUSES,
        modes=MODES,
        answers=ANSWERS,
        says=STANDS,
        day=lambda at: day(visit.words, at),
        here=lambda part="": address(visit, instrument.id, part),
    )


@router.get("/text/redline")
@asks(May.READ)
def redline(visit: Here, asked: Asked) -> Response:
    """Show what changed from one draft to another, or to the text as it is now."""
    seen = text_seen(visit.view, asked.one.get("of", ""))
    if seen is None:
        raise Refused("there is no such text here", instead="open one of those that are here")
    drafts = {str(draft.n): draft for draft in seen.text.drafts}
    old = drafts.get(asked.one.get("from", ""))
    new = drafts.get(asked.one.get("to", ""))
    latest = next(reversed(seen.text.drafts), None)
    old = old or latest
    shown = redline_shown(old if old is not None else (), new or seen.text.passages)
    return page(
        "text_redline.html",
        visit,
        current="text",
        instrument=seen.text.instrument,
        drafts=seen.text.drafts,
        old=old,
        new=new,
        shown=shown,
        place=place_of_text(visit.view, seen.text.instrument.id),
        seen_by=Audiences.of(visit),
        day=lambda at: day(visit.words, at),
    )


def address(visit: Visit, instrument: str, part: str = "") -> str:
    """Return the address of a text, or of a passage in it."""
    query = {"of": instrument} | ({"at": str(visit.at)} if visit.at is not None else {})
    return f"text?{urlencode(query)}" + (f"#p-{quote(part)}" if part else "")
