"""``onetext brief``: who stands where, from the reports."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Literal

from onetext.brief.as_json import brief_to_json
from onetext.brief.build import build_brief
from onetext.brief.packages.agreeable import Agreeable, agreeable_of
from onetext.brief.sections import Brief
from onetext.cases.loading import load
from onetext.cli.filing import passing_record
from onetext.cli.llm_options import LlmGiven
from onetext.cli.output import in_json, note, say
from onetext.cli.progress import counted
from onetext.cli.rejections import Rejections
from onetext.cli.reports import Failures, day_given, load_reader, read_reports, shown
from onetext.cli.rooms import find_record
from onetext.cli.written import not_written
from onetext.errors import BadInput, WrongUse
from onetext.press.resolving.settling import settle
from onetext.record.record import Readable
from onetext.record.view import View, view
from onetext.terms.case import Case
from onetext.terms.said.report import Report
from onetext.terms.said.source import Unread
from onetext.terms.when import When

_NARROWEST = 20
ALL_SHEETS = ("teacher", "host")
"""Who is shown every sheet of an exercise."""

_MADE_BY_US = b'<p class="eyebrow">onetext brief</p>'


def show_brief(
    paths: Sequence[str],
    *,
    seat: str | None,
    at: str | None,
    html: Path | None,
    json: bool,
    date: str | None,
    parties: Sequence[Path],
    issues: Sequence[Path],
    jobs: int,
    reader: str = "rules",
    llm: LlmGiven | None = None,
) -> None:
    """Read ``paths``, build the brief of the public view, print it, and write the page if asked.

    Raises
    ------
    WrongUse
        If a date is none, two records are named, or a seat is named that is not there.
    BadInput
        If nothing at all could be read, or the page cannot be written.
    """
    record = find_record(paths, seated=seat is not None)
    desk = seat if record.record is None and record.case is not None else None
    through = record.seat(None if desk is not None else seat)
    given, hour = day_given(date, "--date"), day_given(at, "--at")
    chosen = load_reader(record.rest, parties, issues, name=reader, llm=llm)
    found = read_reports(record.rest, chosen, given=given, jobs=jobs)
    failures, rejections = Failures(), Rejections()
    reports: list[Report] = []
    with closing(found):
        for item in counted(found, "reports"):
            if isinstance(item, Unread):
                failures.add(item)
            else:
                reports.append(item)
                rejections.add(item)
    if html is not None:
        reports = [report for report in reports if not _is_last_page(report.source.file, html)]
    try:
        if not reports and record.record is None and record.case is None:
            raise BadInput("no report could be read", instead="name at least one report in English")
        case = load(record.case) if record.case is not None and through is None else None
        with record.reading(through) as readable:
            seen = _view(readable, through, hour, reports, failures.items)
        within = _within(case, desk) if case is not None and desk is not None else None
        brief = build_brief(_with_names(seen, case), case=case, within=within)
        say(in_json(brief_to_json(brief), indent=1) + "\n" if json else _sheet(brief))
        if html is not None:
            _write(brief, html)
    finally:
        rejections.tell()
        failures.tell()
    sys.exit(failures.exit_code)


def _view(
    record: Readable | None,
    seat: str | None,
    at: When | None,
    reports: Sequence[Report],
    unread: Sequence[Unread],
) -> View:
    """Return the view of a record and of reports beside it, or of reports alone.

    A seat is shown what was entered: reports that are not on file are told of, and left out.
    """
    if record is None:
        read = view(passing_record(reports), None, at, together=settle, unread=unread)
        files = {report.source.id: report.source.file for report in reports}
        sources = tuple(replace(one, file=files.get(one.id)) for one in read.sources)
        return replace(read, sources=sources, lines=(), room=None, mode=None)
    shown = view(record, seat, at, together=settle, beside=reports, unread=unread)
    if seat is not None:
        on_file = {source.sha256 for source in view(record, seat).sources}
        left = sum(report.source.sha256 not in on_file for report in reports)
        if left:
            note(f"Not on file in the record, so not in the window of {seat}: {left} reports")
    return shown


def _within(case: Case, seat: str) -> Agreeable | None:
    """Return what could be agreed by a case at hand, as one of its seats sees the sheets.

    Raises
    ------
    WrongUse
        If the case has no such seat, or shows nobody all sheets.
    """
    placed = {one.id: one for one in case.seats}
    teaches = seat in ALL_SHEETS or (seat in placed and placed[seat].function == "teacher")
    if not teaches and seat not in placed:
        known = [*placed, *(ALL_SHEETS if case.mode == "exercise" else ())]
        instead = f"name one of {', '.join(known)}" if known else "leave out --seat"
        raise WrongUse(f"the case has no seat {seat!r}", instead=instead)
    found = agreeable_of(case, None if teaches else placed[seat].party)
    whose = "all sheets of the exercise" if teaches else f"the sheets of the seat {seat}"
    return found and replace(found, eyes=f"by {whose}; the rest of this brief is public")


def _with_names(view: View, case: Case | None) -> View:
    """Return a view that knows the parties and issues of a case by their names."""
    if case is None:
        return view
    parties, issues = {one.id for one in view.parties}, {one.id for one in view.issues}
    return replace(
        view,
        parties=(*view.parties, *(one for one in case.parties if one.id not in parties)),
        issues=(*view.issues, *(m.issue for m in case.space.matters if m.issue.id not in issues)),
    )


def _sheet(brief: Brief) -> str:
    from rich.console import Console

    from onetext.brief.terminal import show

    # Without colours rich writes no code at all, bold neither, which is what NO_COLOR asks for.
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    console = Console(soft_wrap=False, color_system=colours)
    console.width = max(console.width, _NARROWEST)
    with console.capture() as sheet:
        show(brief, console)
    return sheet.get()


def _write(brief: Brief, file: Path) -> None:
    from onetext.brief.page import page

    try:
        if any(_same(source.file, file) for source in brief.view.sources):
            raise WrongUse(
                f"--html {shown(file)} is one of the reports", instead="name another file"
            )
        file.write_text(page(brief), encoding="utf-8")
    except OSError as fault:
        raise not_written(shown(file), fault) from None
    note(f"Wrote {shown(file)}")


def _is_last_page(source: str | None, file: Path) -> bool:
    """Tell whether a report is none but the page that an earlier run wrote into the same folder."""
    return _same(source, file) and _MADE_BY_US in file.read_bytes()


def _same(source: str | None, file: Path) -> bool:
    """Tell whether a report was read from ``file``."""
    try:
        return source is not None and os.path.samefile(source, file)
    except OSError:  # one of them does not exist
        return False
