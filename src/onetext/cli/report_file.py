"""A file of reports, one a line, that an interrupted run goes on with.

Each line tells how it was read, so that no file ever mixes two ways of reading. Lines are written
whole, in the order of the sources, and forced to disk about once a second; whatever ends a run, the
next one mends the last line, if it was only half written, and reads what is not there yet.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from onetext.cli.written import not_written
from onetext.errors import BadInput, Where
from onetext.press.intake.article import plain
from onetext.terms.said.form import SCHEMA
from onetext.terms.said.source import Source

Form = dict[str, Any]

_FIRST = f'{{"schema": "{SCHEMA}"'.encode()
_SYNC_AFTER = 1.0
_LOCK_WAITS = 100
_OPTION = {"reader": "--reader", "date": "--date"}


class ReportFile:
    """Hold what a file of reports has, and put further ones at its end.

    Parameters
    ----------
    path
        The file; it is begun where there is none.
    made
        How reports are read now; a file whose lines were made otherwise is refused.
    each
        Called with every form that is there already.

    Raises
    ------
    BadInput
        With line and column, where the file is none of ours, was made otherwise or is broken before
        its end; without them, where it cannot be opened or another run is writing it.
    """

    def __init__(
        self,
        path: Path,
        made: Mapping[str, Any],
        *,
        each: Callable[[Form], None] = lambda form: None,
    ) -> None:
        self.path = path
        self.made = dict(made)
        self.shown = plain(str(path), limit=4096)
        self.there = self.added = self.met = 0
        self.mended = False
        self._known: dict[bytes, tuple[bytes, int]] = {}
        self._whole = 0
        self._synced = time.monotonic()
        self._stream = self._opened()
        try:
            self._lock()
            self._take_in(each)
        except BaseException:
            self._stream.close()
            raise

    def holds(self, source: Source) -> bool:
        """Tell whether ``source`` is there already.

        Raises
        ------
        BadInput
            If there is a report of this name, read from other words.
        """
        known = self._known.get(_named(source.file, source.id))
        if known is None:
            return False
        words, line = known
        if words != _digest(source.sha256):
            raise BadInput(
                f"{plain(source.id)!r} was read here from other words than it has now",
                instead="delete this line to read it anew, or name another file",
                where=Where(self.shown, line, 1),
            )
        self.met += 1
        return True

    def add(self, form: Form) -> None:
        """Put one report at the end, whole or not at all.

        Raises
        ------
        BadInput
            If there is no room.
        """
        form["doc"]["made"] = self.made
        line = _line(form)
        try:
            left = memoryview(line)
            while left:
                left = left[self._stream.write(left) :]
            self._whole += len(line)
            if time.monotonic() - self._synced > _SYNC_AFTER:
                self._sync()
        except OSError as fault:
            raise not_written(self.shown, fault, instead="make room, and run it again") from None
        self.added += 1

    def close(self) -> None:
        """Force all to disk; a line that an interrupt cut is taken back."""
        with suppress(OSError):
            if os.fstat(self._stream.fileno()).st_size != self._whole:
                self._stream.truncate(self._whole)
            self._sync()
        self._stream.close()

    def _sync(self) -> None:
        os.fsync(self._stream.fileno())
        self._synced = time.monotonic()

    def _opened(self) -> IO[bytes]:
        try:
            if self.path.exists() and not self.path.is_file():
                raise BadInput("no plain file", instead="name another", where=Where(self.shown))
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            return os.fdopen(handle, "r+b", buffering=0)
        except (OSError, ValueError) as fault:
            raise not_written(self.shown, fault) from None

    def _lock(self) -> None:
        """Keep other runs away; processes of a run just killed may need a moment to end."""
        try:
            import fcntl
        except ImportError:  # Windows
            return
        for _ in range(_LOCK_WAITS):
            try:
                fcntl.flock(self._stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.05)
            except OSError:  # a file system without locks
                return
            else:
                return
        raise BadInput(
            "another run is writing it",
            instead="wait for that one, or name another file",
            where=Where(self.shown),
        )

    def _take_in(self, each: Callable[[Form], None]) -> None:
        with open(self.path, "rb") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.endswith(b"\n") or b"\0" in line:
                    self._mend(line, number)
                    break
                each(self._taken(line, number))
                self._whole += len(line)
                self.there += 1
        self._stream.seek(self._whole)

    def _mend(self, line: bytes, number: int) -> None:
        """Take back a line that was being written when all ended; a lost block reads as zeros."""
        written = line.partition(b"\0")[0]
        if not (written.startswith(_FIRST) or _FIRST.startswith(written)):
            raise self._foreign(number)
        self._stream.truncate(self._whole)
        self.mended = True

    def _taken(self, line: bytes, number: int) -> Form:
        try:
            form = json.loads(line)
        except ValueError as fault:
            if not line.startswith(_FIRST):
                raise self._foreign(number) from None
            raise BadInput(
                "a broken line",
                instead="delete it: what it held is read again",
                where=Where(self.shown, number, getattr(fault, "colno", 1)),
            ) from None
        doc = form.get("doc") if isinstance(form, dict) else None
        if not isinstance(doc, dict) or form.get("schema") != SCHEMA or "made" not in doc:
            raise self._foreign(number)
        if doc["made"] != self.made:
            raise self._made_otherwise(doc["made"], line, number)
        name = _named(doc.get("file"), str(doc.get("id")))
        if name in self._known:
            raise BadInput(
                f"{plain(str(doc.get('id')))!r} stands here a second time",
                instead="delete this line",
                where=Where(self.shown, number, 1),
            )
        self._known[name] = (_digest(str(doc.get("sha256"))), number)
        return dict(form)

    def _foreign(self, number: int) -> BadInput:
        return BadInput(
            "no report that --out wrote",
            instead="name another file",
            where=Where(self.shown, number, 1),
        )

    def _made_otherwise(self, made: object, line: bytes, number: int) -> BadInput:
        column = len(line[: line.rindex(b'"made"')].decode("utf-8", "replace")) + 1
        where = Where(self.shown, number, column)
        if not isinstance(made, dict):
            return self._foreign(number)
        for key in {**self.made, **made}:
            then, now = made.get(key), self.made.get(key)
            if then == now:
                continue
            what, instead = _otherwise(key, then, now)
            return BadInput(plain(what), instead=f"{instead}name another file", where=where)
        return self._foreign(number)


def _otherwise(key: str, then: object, now: object) -> tuple[str, str]:
    """Return in what way a line was read otherwise than now, and what to write instead."""
    if key == "tables":
        return "read with other tables", "give --parties and --issues as then, or "
    if option := _OPTION.get(key):
        if then is None:
            return f"read without {option}", f"leave out {option}, or "
        return f"read with {option} {then}", f"write {option} {then}, or "
    return f"read otherwise ({key} {then!r}, now {now!r})", ""


def made_by(*, reader: str, date: str | None, parties: list[Path], issues: list[Path]) -> Form:
    """Return how reports are read: all that may change what is found, and nothing else.

    Tables count by what they hold, our word lists and the learned reader's model too; the number of
    processes does not.
    """
    import onetext

    press = Path(onetext.__file__).parent / "press"
    lists = sorted((press / "tables").iterdir())
    if reader == "learned":
        lists += sorted(one for one in (press / "learned").rglob("*") if one.suffix != ".pyc")
        lists = [one for one in lists if one.is_file()]
    tables = [path.read_bytes() for path in (*parties, *issues)]
    return {
        "reader": reader,
        "date": date,
        "tables": _hashed([str(len(parties)).encode(), *tables]) if tables else None,
        "version": onetext.__version__,
        "lists": _hashed([one.read_bytes() for one in lists]),
    }


def _hashed(parts: list[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()[:16]


def _named(file: str | None, id: str) -> bytes:
    return _digest(f"{file}\0{id}")


def _digest(words: str) -> bytes:
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _line(form: Form) -> bytes:
    try:
        return (json.dumps(form, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return (json.dumps(form) + "\n").encode()
