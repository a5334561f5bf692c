"""Read the file of a whole record: each line held against all before it, refused by its place.

What is checked here needs no signature: that each line is the one form of what it says, that it is
of this room, that order, clocks, compartments and chains hold, that no word differs from what was
committed to, and that every head is the root over its leaves. Whether host and seats signed all
this is for ``archive_faults`` to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import NoReturn, TypeVar

from onetext.errors import BadInput, Where
from onetext.record.archive import (
    FORMAT,
    HOLDS,
    SECRETS,
    Archive,
    ClosedEndLine,
    CloseLine,
    EndLine,
    Secrets,
)
from onetext.record.archive_order import Order
from onetext.record.canonical import JSON, decode
from onetext.record.json_places import column, first_wrong
from onetext.record.opening import Opening
from onetext.record.record import Kept
from onetext.record.wire import Misfit, Path, from_json

MAGIC = f'{{"format":{FORMAT},"holds":"{HOLDS}",'.encode()
_CUT = "the file is cut off"
_AGAIN = "export it again"
T = TypeVar("T")


def is_archive(begins: bytes) -> bool:
    """Tell by its first bytes whether a file means to be a whole record."""
    return begins.startswith(MAGIC[:-1])


def read_archive(path: FilePath) -> Archive:
    """Read a whole record from its file.

    Raises
    ------
    BadInput
        With file, line and column, for the first thing that is off.

    Notes
    -----
    Cost: linear; the whole record is held in memory.
    """
    try:
        with path.open("rb") as lines:
            return archive_of(lines, str(path))
    except OSError as fault:
        raise BadInput(
            f"the file cannot be opened ({fault.strerror})",
            instead="check the path",
            where=Where(str(path)),
        ) from None


def archive_of(lines: Iterable[bytes], file: str) -> Archive:
    """Read a whole record from its lines, each with its line feed.

    Raises
    ------
    BadInput
        As ``read_archive``; ``file`` is what messages call it.
    """
    reading = _Reading(file)
    for line in lines:
        reading.take(line)
    return reading.end()


@dataclass
class _Reading:
    file: str
    line: int = 0
    text: str = ""
    order: Order | None = None
    secrets: Secrets | None = None
    ended: bool = False
    value: dict[str, JSON] = field(default_factory=dict)

    def take(self, line: bytes) -> None:
        """Read one more line."""
        self.line += 1
        if self.ended:
            self.refuse("a line after the last one", instead="leave it out")
        if not line.endswith(b"\n"):
            self.refuse(f"{_CUT} in this line", instead=_AGAIN, at=len(line) + 1)
        self.text = line[:-1].decode("utf-8", "replace")
        self.value = self.decoded(line[:-1])
        try:
            self.understood()
        except Misfit as error:
            self.refuse(error.what, instead=error.instead, path=error.path)
        except BadInput as error:
            if error.where is not None:
                raise
            self.refuse(error.what, instead=error.instead)

    def understood(self) -> None:
        """Take what the line says."""
        if self.order is None:
            self.order = Order(self.opening())
            return
        if len(self.value) == 1:
            if "entry" in self.value:
                self.order.entry(self.inside("entry", Kept))
                return
            if "close" in self.value:
                self.order.close(self.inside("close", CloseLine))
                return
            if "end" in self.value:
                self.order.end(self.last())
                self.ended = True
                return
            if SECRETS in self.value:
                self.keys(self.order)
                return
        self.refuse("no line of a record", instead="write an entry, a close or the end")

    def opening(self) -> Opening:
        """Return what the first line fixes."""
        told = dict(self.value)
        if told.get("holds") != HOLDS or "format" not in told:
            if {"closes", "shown"} <= told.keys():
                self.refuse("a bundle, not a whole record", instead="name it as a bundle")
            self.refuse("this is no record", instead="begin with the opening of a room")
        if type(told["format"]) is not int or told["format"] != FORMAT:
            self.refuse(
                f"a record of format {told['format']!r}",
                instead=f"write format {FORMAT}",
                path=("format",),
            )
        if told.keys() != {"format", "holds", "opening"}:
            self.refuse("the first line holds format, holds and opening", instead=_AGAIN)
        return self.inside("opening", Opening)

    def keys(self, order: Order) -> None:
        """Take the secret keys of an exercise."""
        if self.line != 2:
            self.refuse("secret keys", instead="put them right after the opening")
        self.secrets = self.inside(SECRETS, Secrets)
        if not self.secrets.fit(order.opening):
            self.refuse("these keys are not of this room, or it is no exercise", path=(SECRETS,))

    def last(self) -> EndLine | ClosedEndLine:
        """Read the last line, with or without an hour."""
        end = self.value["end"]
        if isinstance(end, dict) and "as_of" in end:
            return self.inside("end", ClosedEndLine)
        return self.inside("end", EndLine)

    def inside(self, name: str, kind: type[T]) -> T:
        """Read the value of the line's one member."""
        try:
            return from_json(kind, self.value[name], name)
        except Misfit as error:
            raise Misfit(error.what, (name, *error.path), instead=error.instead) from None

    def decoded(self, line: bytes) -> dict[str, JSON]:
        """Return the object that a line holds, in its one form."""
        try:
            value = decode(line)
        except BadInput as error:
            self.refuse(error.what, instead=error.instead or _AGAIN, at=first_wrong(line))
        if not isinstance(value, dict):
            self.refuse("this is no record", instead="write one object a line")
        return dict(value)

    def end(self) -> Archive:
        """Return the record once all lines are read."""
        if self.order is None or not self.ended:
            self.line += 1
            self.refuse(
                f"{_CUT}: its last line is missing" if self.line > 1 else "the file is empty",
                instead=_AGAIN,
            )
        return replace(self.order.archive(), secrets=self.secrets)

    def refuse(self, what: str, *, instead: str = "", path: Path = (), at: int = 0) -> NoReturn:
        """Refuse the file for what stands at a place of this line."""
        place = at or (column(self.text, path) if path else 1)
        raise BadInput(what, instead=instead, where=Where(self.file, self.line, place)) from None
