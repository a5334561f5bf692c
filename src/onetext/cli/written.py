"""A page written into a file: whole, and never over a file that is something else."""

from __future__ import annotations

from pathlib import Path

from onetext.brief.safe_text import visible
from onetext.cli.output import note
from onetext.errors import BadInput, Where, WrongUse

_OURS = b'<p class="eyebrow">onetext'


def write_page(file: Path, page: str) -> None:
    """Write a page and say so.

    Raises
    ------
    WrongUse
        If a file of that name is there and is no page of ours.
    BadInput
        If it cannot be written.
    """
    shown = visible(str(file))
    try:
        if file.is_file() and file.stat().st_size and _OURS not in file.read_bytes():
            raise WrongUse(
                f"--html {shown} is there and no page of ours", instead="name another file"
            )
        file.write_text(page, encoding="utf-8")
    except OSError as fault:
        raise BadInput(
            fault.strerror or "cannot be written",
            instead="name a file in a folder that exists",
            where=Where(shown),
        ) from None
    note(f"Wrote {shown}")
