"""The press: reports dropped in and read apart; statements as statements, rumours as rumours."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from onetext.analysis.unverified import unverified
from onetext.brief.phrases import Phrase
from onetext.errors import BadInput, Refused
from onetext.record.view import filed
from onetext.room.functions import May
from onetext.room.lines_seen import Lines
from onetext.room.live import refuse_posts
from onetext.room.places_seen import public_place
from onetext.room.press_seen import Only, claims, reports_seen, text_seen, warnings
from onetext.room.reading import LARGEST_FILE, MOST_FILES, Dropped, Tables, read_apart
from onetext.room.web.guard import Here, Visit, asks
from onetext.room.web.render import page
from onetext.room.wording import STANCES
from onetext.terms.said.report import Report
from onetext.terms.said.source import Unread

router = APIRouter(prefix="/{group}/{seat}")
LONGEST_TEXT = 200_000
A_PAGE = 8
Words = Annotated[str, Form(max_length=300)]


@router.get("/press")
@asks(May.READ)
def press(
    visit: Here,
    only: Annotated[Only, Query()] = "",
    party: Annotated[str, Query(max_length=64)] = "",
    p: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> Response:
    """Show the reports on file, what is not confirmed, and where to drop more in."""
    lines = Lines(visit)
    doubts = unverified(lines.view)
    reports = reports_seen(lines, doubts, only, party)
    sides = {one.speaker.party for one in lines.view.statements if one.speaker.party}
    return page(
        "press.html",
        visit,
        current="press",
        reports=reports[p * A_PAGE : (p + 1) * A_PAGE],
        found=len(reports),
        newer=p - 1 if p else None,
        older=p + 1 if (p + 1) * A_PAGE < len(reports) else None,
        claims=claims(lines.view, doubts) if not (only or party or p) else (),
        sides=sorted(sides),
        only=only,
        side=party,
        stances=STANCES,
        most=MOST_FILES,
        largest=LARGEST_FILE // 2**20,
        longest=LONGEST_TEXT,
    )


@router.get("/press/source")
@asks(May.READ)
def source(visit: Here, id: Annotated[str, Query(max_length=300)]) -> Response:
    """Show one report whole, with the words of each statement marked in it."""
    lines = Lines(visit)
    reports = reports_seen(lines, unverified(lines.view))
    report = next((one for one in reports if one.source.id == id), None)
    if report is None:
        raise Refused("this seat sees no such report", instead="open it from the page of the press")
    return page(
        "press_source.html",
        visit,
        current="press",
        report=report,
        paragraphs=text_seen(lines.view, report.source),
        warnings=warnings(report.source),
        stances=STANCES,
    )


@router.post("/press")
@asks(May.REPORT)
async def drop(
    visit: Here,
    text: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
    title: Words = "",
    outlet: Words = "",
    published: Words = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Read what was dropped in, apart from the room, and put it on file for everybody."""
    dropped = [
        Dropped(one.filename or "report.txt", await one.read(), "", outlet, published)
        for one in files or ()
        if one.filename
    ]
    if text.strip():
        name = (title.strip() or "report")[:60].replace("/", "-").replace("\\", "-") + ".txt"
        pasted = text.replace("\r\n", "\n").encode("utf-8", "replace")
        dropped.insert(0, Dropped(name, pasted, title, outlet, published))
    if not dropped:
        raise BadInput("there is no report in this form", instead="paste one, or choose a file")
    read = await read_apart(dropped, Tables.beside(visit.room.beside))
    if visit.room.mode == "live":  # as read: packed, in other letters, or inside a page
        refuse_posts(one.source.text for one in read if isinstance(one, Report))
    made, unread = await run_in_threadpool(_file, visit, read)
    if unread:
        status = 200 if made else 422
        return page(
            "press_unread.html",
            visit,
            status=status,
            current="press",
            made=made,
            unread=unread,
            why=lambda one: _why(visit, one),
        )
    return RedirectResponse(visit.path("press"), 303)


def _why(visit: Visit, one: Unread) -> str:
    """Return why a report was not read, in the reader's language."""
    words = visit.words
    return words.names(words.refusal(part) for part in one.parts) if one.parts else one.why


def _file(
    visit: Visit, read: list[Report | Unread]
) -> tuple[tuple[Report, ...], tuple[Unread, ...]]:
    """Put on file what is new; return it, and what was left out with why."""
    place = public_place(visit.view)
    if place is None:
        raise Refused("this room has nothing public")
    known = {one.sha256 for one in visit.view.sources}
    ids = {one.id for one in visit.view.sources}
    made: list[Report] = []
    unread: list[Unread] = []
    for one in read:
        if isinstance(one, Unread):
            unread.append(one)
        elif one.source.sha256 in known:
            unread.append(Unread(one.source.id, Phrase("it is on file already")))
        elif one.source.id in ids:
            why = Phrase("another report of this name is on file: give it another name")
            unread.append(Unread(one.source.id, why))
        else:
            known.add(one.source.sha256)
            ids.add(one.source.id)
            made.append(one)
    if made:
        visit.room.enter(visit.seat.id, place.id, *(filed(one) for one in made))
    return tuple(made), tuple(unread)
