"""``onetext export``: the bundle of a seat or of the public, or a whole record as one file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from onetext.brief.safe_text import visible
from onetext.cli.output import note
from onetext.cli.rooms import head_of, is_bundle, is_store
from onetext.errors import BadInput, Where, WrongUse
from onetext.record.archive import Archive, archive_lines
from onetext.record.archive_reading import is_archive, read_archive
from onetext.record.bundle import encode_bundle
from onetext.record.hosting.exporting import export
from onetext.record.store.interface import Store


def show_export(path: str, *, seat: str | None, whole: bool, out: Path) -> None:
    """Write a bundle, or with ``whole`` everything there is, into ``out``.

    Raises
    ------
    WrongUse
        If there is no such seat, or a seat is named for the whole.
    BadInput
        If the record cannot be read, or the file not be written.
    """
    if whole and seat is not None:
        raise WrongUse("--whole has no seat: it holds every compartment", instead="leave out one")
    record = _record(path)
    seats = [one.seat for one in record.opening.seats]
    if seat is not None and seat not in seats:
        instead = f"name one of {', '.join(seats)}" if seats else "leave out --seat"
        raise WrongUse(f"the room has no seat {seat!r}", instead=instead)
    if not is_store(path) and out.exists() and os.path.samefile(path, out):
        raise WrongUse("-o names the record itself", instead="name another file")
    if whole:
        _write(out, b"".join(archive_lines(record)))
    else:
        _write(out, encode_bundle(export(record, seat)))
    note(f"Wrote {visible(str(out))}")


def _record(path: str) -> Store | Archive:
    if not is_store(path):
        head = head_of(Path(path))
        if is_archive(head):
            return read_archive(Path(path))
        if not head.startswith(b"SQLite format 3\0"):
            what = "a bundle, exported already" if is_bundle(head) else "neither store nor record"
            raise BadInput(what, instead="name the record of a room", where=Where(path))
    from onetext.record.store.places import open_store

    return open_store(path)


def _write(out: Path, written: bytes) -> None:
    """Write the file whole or not at all, for its owner only: it says what not all may see."""
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name[:100]}-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(written)
            os.replace(name, out)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as fault:
        raise BadInput(
            fault.strerror or "cannot be written",
            instead="name a file in a folder that exists",
            where=Where(str(out)),
        ) from None
