"""``onetext read --out``: reports into a file, so that a run of any length may be broken off."""

from __future__ import annotations

import pickle
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from onetext.brief.exchange.shared import Shared, shared
from onetext.brief.safe_text import visible
from onetext.cli.output import note
from onetext.cli.report_file import ReportFile
from onetext.errors import BadInput, Where, WrongUse
from onetext.press.gathering.gathering import Gathering
from onetext.terms.said.report import Report
from onetext.whole_files import ALL, replacing

FORMS = ("jsonl", "csv", "dna")


@contextmanager
def going_on(path: Path, made: dict[str, Any]) -> Iterator[ReportFile]:
    """Yield the file at ``path`` to put reports in, and say afterwards what it has.

    Raises
    ------
    BadInput
        If it cannot be gone on with.
    """
    file = ReportFile(path, made)
    shown = visible(str(path))
    if file.mended:
        note(f"{shown}: the last line was half written; its report is read again")
    try:
        yield file
    except BaseException:
        file.close()
        note(f"{shown}: {file.added} new, {file.there} were there; run it again to go on")
        raise
    file.close()
    note(f"{shown}: {file.added} new, {file.there} were there")
    if file.met < file.there:
        note(f"{shown}: {file.there - file.met} of them are not among the reports named now")


def check_form(to: str, out: Path) -> None:
    """Refuse a form that is not known, and a file that would be written over.

    Raises
    ------
    WrongUse
        If there is no such form.
    BadInput
        If there is something already where a table or a database is to be written.
    """
    if to not in FORMS:
        raise WrongUse(f"there is no form {to!r}", instead=f"write one of {', '.join(FORMS)}")
    for path in (out, _events_beside(out)) if to == "csv" else (out,) if to == "dna" else ():
        if path.exists():
            raise BadInput(
                "there is something here already",
                instead="name another file; only --to jsonl is gone on with",
                where=Where(visible(str(path))),
            )


def write_whole(reports: Iterable[Report], *, to: str, out: Path) -> None:
    """Write reports as tables or as a database, whole or not at all.

    They wait in a file until all are read: only then is it known what several of them carry.

    Raises
    ------
    BadInput
        If it cannot be written.
    """
    with ExitStack() as held:
        try:
            # In the folder of the result, which has the room if any has.
            waiting = held.enter_context(tempfile.TemporaryFile(dir=out.parent))
            gathering = held.enter_context(Gathering())
            for report in reports:
                gathering.add(report.source, report.statements)
                pickle.dump(report, waiting)
            waiting.seek(0)
            write = _write_csv if to == "csv" else _write_dna
            write(_taken(waiting), shared(gathering), out)
        except (OSError, sqlite3.Error) as fault:
            raise BadInput(
                getattr(fault, "strerror", None) or str(fault),
                instead="name a file in a folder that exists and has room",
                where=Where(visible(str(out))),
            ) from None


def _taken(waiting: IO[bytes]) -> Iterator[Report]:
    """Yield what this very run put there, one at a time."""
    with suppress(EOFError):
        while True:
            yield pickle.load(waiting)


def _events_beside(out: Path) -> Path:
    return out.with_name(f"{out.stem}.events{out.suffix}")


def _write_csv(reports: Iterable[Report], same: Shared, out: Path) -> None:
    from onetext.brief.exchange.table import write_tables

    beside = _events_beside(out)
    with (
        replacing(out, mode=ALL) as first,
        replacing(beside, mode=ALL) as second,
        # Spreadsheets know UTF-8 by the mark at its start.
        first.open("w", encoding="utf-8-sig", newline="") as statements,
        second.open("w", encoding="utf-8-sig", newline="") as events,
    ):
        told = write_tables(reports, same, statements=statements, events=events)
    note(f"Wrote {visible(str(out))} ({told[0]} statements) and {beside.name} ({told[1]} events)")


def _write_dna(reports: Iterable[Report], same: Shared, out: Path) -> None:
    from onetext.brief.exchange.dna import PASSWORD, write_dna

    with replacing(out, mode=ALL) as path:
        documents, statements, undated = write_dna(reports, same, path)
    note(
        f"Wrote {visible(str(out))}: {documents} documents, {statements} statements;"
        f" its coder is Admin, the password {PASSWORD}"
    )
    if undated:
        note(f"  {undated} documents have no full date; DNA shows them on 1 January 1970")
