"""``onetext export``: the bundle of a seat or of the public, or a whole record as one file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from onetext.brief.safe_text import visible
from onetext.cli.output import note
from onetext.cli.rooms import head_of, is_bundle, is_store
from onetext.cli.written import not_written
from onetext.errors import BadInput, Where, WrongUse
from onetext.record.archive import Archive, archive_lines
from onetext.record.archive_reading import is_archive, read_archive
from onetext.record.bundle import encode_bundle
from onetext.record.hosting.exporting import closes_told, export
from onetext.record.store.interface import Store
from onetext.whole_files import replacing

if TYPE_CHECKING:
    from onetext.record.hosting.host import Host


def show_export(path: str, *, seat: str | None, whole: bool, out: Path) -> None:
    """Write a bundle, or with ``whole`` everything there is, into ``out``.

    What a seat gets never hangs on whether others have acted since it was shown something. So where
    nobody can say which closes are due, its bundle has the heads that passed before its own last
    entry; all of them where the record was written by its host, or a live record's host's key lies
    beside it, by which the closes due are published first.

    Raises
    ------
    WrongUse
        If there is no such seat, or a seat is named for the whole.
    BadInput
        If the record cannot be read, or the file not be written.
    """
    if whole and seat is not None:
        raise WrongUse("--whole has no seat: it holds every compartment", instead="leave out one")
    record, host = _record(path)
    seats = [one.seat for one in record.opening.seats]
    if seat is not None and seat not in seats:
        instead = f"name one of {', '.join(seats)}" if seats else "leave out --seat"
        raise WrongUse(f"the room has no seat {seat!r}", instead=instead)
    if not is_store(path) and out.exists() and os.path.samefile(path, out):
        raise WrongUse("-o names the record itself", instead="name another file")
    if whole:
        _write(
            out, host.whole() if host is not None else archive_lines(record, as_of=_as_of(record))
        )
    elif host is not None:
        _write(out, [encode_bundle(host.export(seat))])
    else:
        closes = None if _as_of(record) is not None else closes_told(record, seat)
        _write(out, [encode_bundle(export(record, seat, closes=closes))])
    note(f"Wrote {visible(str(out))}")


def _record(path: str) -> tuple[Store | Archive, Host | None]:
    """Return a record, and its host where the room runs on the true hour and its key is here."""
    if not is_store(path):
        head = head_of(Path(path))
        if is_archive(head):
            return read_archive(Path(path)), None
        if not head.startswith(b"SQLite format 3\0"):
            what = "a bundle, exported already" if is_bundle(head) else "neither store nor record"
            raise BadInput(what, instead="name the record of a room", where=Where(path))
    from onetext.cli.filing import host_beside
    from onetext.record.store.places import open_store

    store = open_store(path)
    return store, host_beside(path, store) if store.opening.mode == "live" else None


def _as_of(record: Store | Archive) -> str | None:
    return record.as_of if isinstance(record, Archive) else None


def _write(out: Path, written: Iterable[bytes]) -> None:
    """Write the file whole or not at all, for its owner only: it says what not all may see."""
    try:
        with replacing(out) as new, new.open("wb") as stream:
            stream.writelines(written)
    except OSError as fault:
        raise not_written(str(out), fault) from None
