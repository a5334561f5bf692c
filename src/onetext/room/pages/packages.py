"""Packages: compose one by choosing, see at once what it is to this seat, compare up to three."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from onetext.analysis.table.offers import exchange
from onetext.errors import BadInput
from onetext.room.forms import Asked
from onetext.room.functions import May
from onetext.room.guarantees_seen import guarantees_seen
from onetext.room.issues_seen import Sheets, chosen_package, sheets_seen, space_seen
from onetext.room.packages_seen import Column, Weighing
from onetext.room.web.guard import Here, Visit, asks
from onetext.room.web.render import page
from onetext.terms.packages.package import Package

router = APIRouter(prefix="/{group}/{seat}")
NAMES = ("a", "b", "c")


@router.get("/packages")
@asks(May.PACKAGES)
def packages(visit: Here, asked: Asked) -> Response:
    """Show up to three packages side by side, each with what this seat can say of it.

    Nothing of it is entered: what a seat tries out here, no other seat is told.
    """
    view = visit.view
    space = space_seen(view)
    exercise = visit.room.mode == "exercise"
    sheets = sheets_seen(view, visit.seat.party) if exercise else Sheets(None, ())
    weighing = Weighing(
        view,
        space,
        sheets,
        guarantees_seen(view, visit.room.case),
        {party.id: party.name for party in view.parties},
        visit.words,
    )
    chosen: dict[str, Package] = {}
    why: BadInput | None = None
    for name in NAMES:
        try:
            chosen[name] = chosen_package(space, asked.one, f"{name}.")
        except BadInput as fault:
            chosen[name], why = Package(), fault
    columns: list[Column] = [
        weighing.column(name.upper(), chosen[name]) for name in NAMES if chosen[name]
    ]
    return page(
        "packages.html",
        visit,
        current="packages",
        space=space,
        names=NAMES,
        chosen=chosen,
        columns=columns,
        sheets=sheets,
        exercise=exercise,
        why=why,
        starts=_starts(visit),
    )


def _starts(visit: Visit) -> list[tuple[str, tuple[str, ...]]]:
    """Return addresses that begin with what the standing offers agree on."""
    found = exchange(visit.view)
    if found is None:
        return []
    at = {"at": str(visit.at)} if visit.at is not None else {}
    return [
        (
            urlencode(
                {**at, **{f"a.{issue}": str(value) for issue, value in shake.package.chosen}}
            ),
            shake.offers,
        )
        for shake in found.agreement.handshakes
    ]
