"""What a command writes into a file: a page never over a file that is something else."""

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
        raise not_written(shown, fault) from None
    note(f"Wrote {shown}")


def not_written(
    file: str, fault: Exception, *, instead: str = "name a file in a folder that exists"
) -> BadInput:
    """Return what to say of a file that cannot be written, or of a folder for several."""
    why = getattr(fault, "strerror", None) or "cannot be written"
    return BadInput(why, instead=instead, where=Where(file))
