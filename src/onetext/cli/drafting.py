"""``onetext draft``: from reports, a case for a person to edit."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from onetext.analysis.drafted.draft import Drafted, drafted
from onetext.analysis.drafted.ids import kept_id
from onetext.cases.commented import dumps_with
from onetext.cli.output import note, say
from onetext.cli.progress import counted
from onetext.cli.reports import Failures, day_given, load_reader, read_reports, shown
from onetext.cli.written import not_written
from onetext.errors import BadInput, WrongUse
from onetext.press.resolving.settling import settle
from onetext.record.view import view_of_reports
from onetext.terms.case import Case
from onetext.terms.grounds import Reference
from onetext.terms.said.report import Report
from onetext.terms.said.source import Unread

_HEAD = (
    "Drafted from reports by onetext: a beginning, to be read against them and edited.\n"
    "Each row says which words of which report it rests on (para: lines that are not blank,"
    " counted). Options are things that somebody wanted, offered or refused, in the words of the"
    " report and in no order. There are no points, weights or floors here, and what no report"
    " tells is left out. 'open' stands where words could not be put over the options.\n"
    "What to look at stands above the rows."
)


def show_draft(
    paths: Sequence[str],
    *,
    out: str,
    force: bool,
    date: str | None,
    parties: Sequence[Path],
    issues: Sequence[Path],
    jobs: int,
) -> None:
    """Read ``paths``, draft a case from their public view, and write it to ``out`` or print it.

    Raises
    ------
    WrongUse
        If ``out`` is there already and not to be replaced, is one of the reports, or the date is
        none.
    BadInput
        If nothing at all could be read, or the case cannot be written.
    """
    file = None if out == "-" else Path(out)
    if file is not None:
        _refuse_taken(file, force=force)
    given = day_given(date, "--date")
    reader = load_reader(paths, parties, issues)
    failures = Failures()
    reports: list[Report] = []
    with closing(read_reports(paths, reader, given=given, jobs=jobs)) as found:
        for item in counted(found, "reports"):
            if isinstance(item, Unread):
                failures.add(item)
            else:
                reports.append(item)
    try:
        if not reports:
            raise BadInput("no report could be read", instead="name at least one report in English")
        view = view_of_reports(reports, together=settle, unread=failures.items)
        id = "draft" if file is None else kept_id(file.stem, "draft", ())
        made = drafted(view, issues_in=reader.issues.find, id=id)
        case = _with_paths(made.case, file)
        text = dumps_with(case, [(r.item, r.words) for r in made.remarks], head=_HEAD)
        if file is None:
            say(text)
        else:
            _write(text, file, reports, force=force)
        note(_told(made, file))
    finally:
        failures.tell()
    sys.exit(failures.exit_code)


def _refuse_taken(file: Path, *, force: bool) -> None:
    if os.path.isdir(file):
        raise WrongUse(f"-o {shown(file)} is a folder", instead="name a file in it")
    if os.path.lexists(file) and not force:
        raise WrongUse(
            f"-o {shown(file)} is there already, and may have been edited",
            instead="name another file, or write --force to replace it",
        )


def _with_paths(case: Case, file: Path | None) -> Case:
    """Return the case with its sources' files named as seen from where it is written."""
    folder = os.path.abspath(file.parent if file is not None else os.curdir)

    def seen(reference: Reference) -> Reference:
        if not reference.file or not os.path.isfile(reference.file):
            return reference
        return replace(reference, file=Path(os.path.relpath(reference.file, folder)).as_posix())

    return replace(case, references=tuple(seen(one) for one in case.references))


def _write(text: str, file: Path, reports: Sequence[Report], *, force: bool) -> None:
    try:
        for report in reports:
            own = report.source.file
            if own and os.path.exists(own) and os.path.exists(file) and os.path.samefile(own, file):
                raise WrongUse(
                    f"-o {shown(file)} is one of the reports", instead="name another file"
                )
        with file.open("w" if force else "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:  # made by somebody while the reports were read
        _refuse_taken(file, force=False)
    except OSError as fault:
        raise not_written(shown(file), fault) from None


def _told(made: Drafted, file: Path | None) -> str:
    case = made.case
    options = sum(matter.count or 0 for matter in case.space.matters)
    counts = [
        (len(case.parties), "party", "parties"),
        (len(case.people), "person", "people"),
        (len(case.space.matters), "issue", "issues"),
        (options, "option", "options"),
        (len(case.offers), "offer", "offers"),
        (len(case.red_lines), "red line", "red lines"),
        (len(case.orders), "order", "orders"),
        (len(case.guarantees), "guarantee", "guarantees"),
        (len(made.remarks), "remark to look at", "remarks to look at"),
    ]
    told = ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counts)
    return f"{'Drafted' if file is None else f'Wrote {shown(file)}'}: {told}"
