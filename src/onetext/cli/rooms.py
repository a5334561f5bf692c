"""Find the record among what a command is given: a store, a bundle, the record of a whole room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from onetext.errors import BadInput, Where, WrongUse

if TYPE_CHECKING:
    from onetext.record.record import Readable

STORES = ("sqlite://", "postgresql://", "postgresql+psycopg://")
BESIDE = "*.record"
_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Given:
    """Hold the record that was named, if any, through whose eyes it can be read, and the rest.

    ``sees`` is None where every seat can be looked through; of a bundle it is its one seat, with
    ``only`` set. ``case`` is the file of a case.
    """

    record: Readable | None
    name: str
    only: bool
    sees: str | None
    rest: tuple[str, ...]
    case: Path | None = None

    def seat(self, asked: str | None) -> str | None:
        """Return the seat to look through.

        Raises
        ------
        WrongUse
            If there is no record, the room has no such seat or is a live one, or the bundle is
            another's.
        """
        if self.record is None:
            if asked is None:
                return None
            raise WrongUse(
                f"there is no seat {asked!r} here: reports are public and have no seats",
                instead="leave out --seat, or name a record",
            )
        if self.only:
            if asked is not None and asked != self.sees:
                whose = f"the seat {self.sees!r}" if self.sees else "the public"
                raise WrongUse(f"this is the bundle of {whose}", instead="leave out --seat")
            return self.sees
        seats = [seat.seat for seat in self.record.opening.seats]
        if asked is not None and asked not in seats:
            instead = f"name one of {', '.join(seats)}" if seats else "leave out --seat"
            raise WrongUse(f"the room has no seat {asked!r}", instead=instead)
        if asked is not None and self.record.opening.mode == "live":
            raise WrongUse(
                "the record of a live room is not looked at through a seat's eyes",
                instead="name the bundle that the seat was given",
            )
        return asked

    @contextmanager
    def reading(self, seat: str | None) -> Iterator[Readable | None]:
        """Begin to read the record for one seat: a store behind its second wall, in one state."""
        begin = getattr(self.record, "reading", None)
        if begin is None:
            yield self.record
            return
        with begin(seat) as readable:
            yield readable


def find_record(paths: Sequence[str], *, seated: bool) -> Given:
    """Return the record and the case among ``paths``, and the other paths as they were given.

    A folder brings the ``case.yaml`` that lies in it, and its one ``*.record`` when a seat is
    asked for: without one, its reports are read.

    Raises
    ------
    WrongUse
        If two records are named.
    BadInput
        If one cannot be read.
    """
    named: list[str] = []
    cases: list[Path] = []
    rest: list[str] = []
    for path in paths:
        beside = [] if path == "-" or is_store(path) or not seated else _beside(Path(path))
        case = None if path == "-" or is_store(path) else _case(Path(path))
        if case is not None:
            cases.append(case)
        if case is not None and case == Path(path):
            continue
        if is_store(path) or (path != "-" and is_record(Path(path))):
            named.append(path)
        else:
            named += beside
            if not (case is not None or beside) or _has_reports(path):
                rest.append(path)
    named = list(dict.fromkeys(named))
    if len(named) > 1:
        raise WrongUse(f"{len(named)} records: {', '.join(named)}", instead="name one of them")
    if len(cases) > 1:
        raise WrongUse(f"{len(cases)} cases: {', '.join(map(str, cases))}", instead="name one")
    case = cases[0] if cases else None
    if not named:
        return Given(None, "", False, None, tuple(rest), case)
    return replace(_opened(named[0], tuple(rest)), case=case)


def is_store(path: str) -> bool:
    """Tell whether a path is the URL of a store."""
    return path.startswith(STORES)


def is_record(path: Path) -> bool:
    """Tell whether a file holds a record: an SQLite store, a bundle, a whole room."""
    if not path.is_file():
        return False
    from onetext.record.archive_reading import is_archive

    head = head_of(path)
    return head.startswith(_SQLITE) or is_archive(head) or is_bundle(head)


def is_bundle(head: bytes) -> bool:
    """Tell whether a file that begins so may be a bundle."""
    return head.startswith(b'{"closes":[')


def head_of(path: Path, most: int = 256) -> bytes:
    """Return the first bytes of a file.

    Raises
    ------
    BadInput
        If it cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(most)
    except OSError as fault:
        raise BadInput(
            f"the file cannot be opened ({fault.strerror})",
            instead="check the path",
            where=Where(str(path)),
        ) from None


def _beside(path: Path) -> list[str]:
    return [str(found) for found in sorted(path.glob(BESIDE))] if path.is_dir() else []


def _case(path: Path) -> Path | None:
    if path.is_dir():
        case = path / "case.yaml"
        return case if case.is_file() else None
    yaml = path.suffix in (".yaml", ".yml") and path.name not in ("parties.yaml", "issues.yaml")
    return path if yaml and path.is_file() else None


def _has_reports(folder: str) -> bool:
    """Tell whether a folder that brings a case or a record holds reports too."""
    from onetext.press.intake.files import Named, named_files

    return any(isinstance(file, Named) for file in named_files([folder]))


def _opened(path: str, rest: tuple[str, ...]) -> Given:
    if is_store(path) or head_of(Path(path)).startswith(_SQLITE):
        from onetext.record.store.places import open_store

        return Given(open_store(path), path, False, None, rest)
    from onetext.cli.verifying import proven

    one = proven(path)
    if not one.found.ok:
        raise BadInput(
            f"it does not hold: {one.found.faults[0]}",
            instead=f"see onetext verify {path}",
            where=Where(path),
        )
    if one.archive is not None:
        return Given(one.archive, path, False, None, rest)
    from onetext.record.replaying import BundleRecord

    try:
        return Given(BundleRecord(one.bundle), path, True, one.bundle.seat, rest)
    except BadInput as fault:
        raise BadInput(fault.what, instead=fault.instead, where=Where(path)) from None
