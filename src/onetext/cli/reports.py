"""What both commands that read reports need: tables, a day, many reports at once, the failures."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from onetext.errors import BadInput, Where, WrongUse
from onetext.press.language import unread_language
from onetext.press.reader import Reader
from onetext.press.sources import read_sources
from onetext.terms.report import Report
from onetext.terms.source import Source, Unread
from onetext.terms.when import When

_AHEAD = 8


def day_given(words: str | None, option: str) -> When | None:
    """Return the date that an option gives.

    Raises
    ------
    WrongUse
        If it is no date, or has no year.
    """
    if words is None:
        return None
    try:
        when = When(words.strip())
    except ValueError:
        raise WrongUse(
            f"{option} {words!r} is no date",
            instead="write it as 2025-12-15 or 2025-12-15T18:00+01:00",
        ) from None
    if when.year is None:
        raise WrongUse(f"{option} {words!r} has no year", instead="write it as 2025-12-15")
    return when


def tables_beside(paths: Sequence[str], name: str) -> list[Path]:
    """Return the tables of that name that lie beside what is read: in a folder named, or above it.

    ``examples/two-rivers`` brings its own ``parties.yaml``; so does any file in its ``press``.
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        for folder in (path, path.parent, path.parent.parent):
            if folder == path and not path.is_dir():
                continue
            if folder != path and "press" not in (path.name, path.parent.name):
                continue
            table = folder / name
            if table.is_file():
                found[table] = None
                break
    return list(found)


def load_reader(paths: Sequence[str], parties: Sequence[Path], issues: Sequence[Path]) -> Reader:
    """Return the reader with the user's tables, those given by name over those that lie beside.

    Raises
    ------
    BadInput
        With file, line and column, where a table cannot be taken.
    """
    for path in (*parties, *issues):
        if not path.is_file():
            raise BadInput("no such file", instead="name a table of yours", where=Where(str(path)))
    return Reader.load(
        parties=[*tables_beside(paths, "parties.yaml"), *parties],
        issues=[*tables_beside(paths, "issues.yaml"), *issues],
    )


def read_reports(
    paths: Sequence[str], reader: Reader, *, given: When | None, jobs: int = 1
) -> Iterator[Report | Unread]:
    """Yield each report as read, in order, and each item that was not.

    With several jobs the reports are read by processes, a few ahead of the one asked for; the result
    and its order are the same.
    """
    sources = read_sources(paths, given=given)
    if jobs == 1:
        for item in sources:
            yield _one(item, reader)
        return
    with ProcessPoolExecutor(jobs, initializer=_keep, initargs=(reader,)) as pool:
        ahead: deque[Future[Report] | Unread] = deque()
        for item in sources:
            ahead.append(_later(item, pool))
            if len(ahead) >= _AHEAD * jobs:
                yield _now(ahead.popleft())
        while ahead:
            yield _now(ahead.popleft())


_reader: Reader | None = None


def _keep(reader: Reader) -> None:
    global _reader
    _reader = reader


def _read(source: Source) -> Report:
    assert _reader is not None
    return _reader.read(source)


def _is_foreign(item: Source) -> bool:
    return item.language not in (None, "en")


def _one(item: Source | Unread, reader: Reader) -> Report | Unread:
    if isinstance(item, Unread):
        return item
    return unread_language(item) if _is_foreign(item) else reader.read(item)


def _later(item: Source | Unread, pool: ProcessPoolExecutor) -> Future[Report] | Unread:
    if isinstance(item, Unread):
        return item
    return unread_language(item) if _is_foreign(item) else pool.submit(_read, item)


def _now(item: Future[Report] | Unread) -> Report | Unread:
    return item if isinstance(item, Unread) else item.result()


class Failures:
    """Gather what was not read, tell it at the end, and know the exit code."""

    def __init__(self) -> None:
        self.items: list[Unread] = []

    def add(self, item: Unread) -> None:
        """Keep one."""
        self.items.append(item)

    @property
    def exit_code(self) -> int:
        """Return 3 when a file could not be read; a language that we do not read is no failure."""
        return 3 if any(item.language is None for item in self.items) else 0

    def tell(self) -> None:
        """Print one line for each on standard error."""
        if self.items:
            print(f"Not read ({len(self.items)}):", file=sys.stderr)
        for item in self.items:
            print(f"  {item.where}: {item.why}", file=sys.stderr)
