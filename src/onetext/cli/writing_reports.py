"""``onetext read --out``: reports into a file, so that a run of any length may be broken off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from onetext.brief.safe_text import visible
from onetext.cli.output import note
from onetext.cli.report_file import ReportFile


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
