"""``onetext brief``: who stands where, from the reports."""

from __future__ import annotations

import json as _json
import sys
from collections.abc import Sequence
from pathlib import Path

from onetext.brief.build import build_brief
from onetext.cli.progress import counted
from onetext.cli.reports import Failures, day_given, load_reader, read_reports
from onetext.errors import BadInput, Where, WrongUse
from onetext.press.settling import settle
from onetext.record.view import view_of_reports
from onetext.terms.report import Report
from onetext.terms.source import Unread


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
) -> None:
    """Read ``paths``, build the brief of the public view, print it, and write the page if asked.

    Raises
    ------
    WrongUse
        If a date is none, or a seat is named where nothing has seats.
    BadInput
        If nothing at all could be read, or the page cannot be written.
    """
    if seat is not None:
        raise WrongUse(
            f"there is no seat {seat!r} here: reports are public and have no seats",
            instead="leave out --seat",
        )
    given, hour = day_given(date, "--date"), day_given(at, "--at")
    failures = Failures()
    reports: list[Report] = []
    found = read_reports(paths, load_reader(paths, parties, issues), given=given, jobs=jobs)
    for item in counted(found, "reports"):
        if isinstance(item, Unread):
            failures.add(item)
        else:
            reports.append(item)
    if not reports:
        failures.tell()
        raise BadInput("no report could be read", instead="name at least one report in English")
    brief = build_brief(view_of_reports(settle(reports), at=hour, unread=failures.items))
    if json:
        from onetext.brief.as_json import brief_to_json

        print(_json.dumps(brief_to_json(brief), ensure_ascii=False, indent=1))
    else:
        from rich.console import Console

        from onetext.brief.terminal import show

        show(brief, Console(soft_wrap=False))
    if html is not None:
        from onetext.brief.page import page

        try:
            html.write_text(page(brief), encoding="utf-8")
        except OSError as fault:
            raise BadInput(
                fault.strerror or "cannot be written",
                instead="name a file in a folder that exists",
                where=Where(str(html)),
            ) from None
        print(f"Wrote {html}", file=sys.stderr)
    failures.tell()
    sys.stdout.flush()
    sys.exit(failures.exit_code)
