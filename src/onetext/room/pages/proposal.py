"""The mediator's proposal: put to all, answered by each in private, opened only if all accept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from onetext.errors import Refused
from onetext.record.acts.proposing import ProposalPut, Settled
from onetext.room.functions import May
from onetext.room.hours import for_input, hour_written
from onetext.room.issues_seen import (
    as_on_the_table,
    chosen_package,
    label,
    option_label,
    space_seen,
)
from onetext.room.places_seen import open_places
from onetext.room.proposals import MOST_BITS
from onetext.room.proposals_seen import askable, drafts_seen, proposals_seen
from onetext.room.texts_seen import titles_seen
from onetext.room.web.guard import Here, Visit, asks
from onetext.room.web.render import page
from onetext.terms.packages.package import Value

router = APIRouter(prefix="/{group}/{seat}")
ISSUE = "issue-"


async def sent(request: Request) -> Mapping[str, str]:
    """Return the words of a form, those of its fields that no page knows before it is made."""
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


@router.get("/proposal")
@asks(May.READ)
def proposal(visit: Here) -> Response:
    """Show the proposals of a view; to who is asked, his own answer as the host holds it."""
    visit.room.proposals.due()
    view = visit.view
    space, titles = space_seen(view), titles_seen(view)
    hour = str(visit.at) if visit.at is not None else visit.room.clock.hour()
    return page(
        "proposal.html",
        visit,
        current="proposal",
        proposals=proposals_seen(view),
        choices=lambda item: _choices(visit, item),
        waits=lambda one: one.put.hour > hour,
        called=lambda id: titles.get(id, id),
        settled=lambda one: as_on_the_table(space, one.put.package),
        issue=lambda id: label(space, id),
        option=lambda id, chosen: option_label(space, id, chosen),
        space=space,
        prefix=ISSUE,
        asked=askable(view, visit.seat.party),
        drafts=drafts_seen(view),
        places=[one for one in open_places(view) if not one.public],
        soonest=for_input(visit.room.clock.hour()),
        most=MOST_BITS,
    )


@router.post("/proposal")
@asks(May.PROPOSE)
def put(
    visit: Here,
    sent: Annotated[Mapping[str, str], Depends(sent)],
    what: Annotated[str, Form(max_length=64)],
    into: Annotated[str, Form(max_length=64)],
    hour: Annotated[str, Form(max_length=40)],
    to: Annotated[list[str] | None, Form(max_length=64)] = None,
) -> Response:
    """Put a package or a draft to the seats that were ticked."""
    package: tuple[Settled, ...] = ()
    instrument, draft = None, None
    if what == "package":
        chosen = chosen_package(space_seen(visit.view), sent, ISSUE)
        package = tuple(Settled(issue, _option(option)) for issue, option in chosen.chosen)
    else:
        drafts = drafts_seen(visit.view)
        found = next((one for one in drafts if str(one.number) == what), None)
        if found is None:
            raise Refused("there is no such draft", instead="choose one of the list")
        instrument, draft = found.instrument, found.item
    act = ProposalPut(package, instrument, draft, tuple(sorted(set(to or ()))), hour_written(hour))
    visit.room.proposals.put(visit.seat.id, into, act)
    return RedirectResponse(visit.path("proposal"), 303)


@router.post("/proposal/answer")
@asks(May.ANSWER)
def answer(
    visit: Here,
    item: Annotated[str, Form(max_length=64)],
    answer: Annotated[str, Form(max_length=64)],
) -> Response:
    """Hold this seat's answer until the hour. Nothing is written."""
    visit.room.proposals.answer(visit.seat.id, _commitment(item), answer)
    return RedirectResponse(visit.path("proposal"), 303)


def _choices(visit: Visit, item: bytes) -> object:
    if not visit.may(May.ANSWER):
        return None
    return visit.room.proposals.choices(visit.seat.id, item)


def _option(chosen: Value) -> str:
    return chosen if isinstance(chosen, str) else f"{chosen:f}"


def _commitment(item: str) -> bytes:
    try:
        return bytes.fromhex(item)
    except ValueError:
        raise Refused("there is no such proposal", instead="open the page again") from None
