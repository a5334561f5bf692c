"""Which files the user's words name, in which order, and the id of each."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onetext.errors import Unreadable
from onetext.press.intake.article import plain, told, unread
from onetext.terms.said.source import Unread

# What a folder of reports holds besides reports. A file named by itself is always looked into.
_NO_REPORTS = (
    ".yaml .yml .toml .ini .cfg .py .pyc .ipynb .sh .md .rst .csv .tsv .css .js .map .svg .png "
    ".jpg .jpeg .gif .webp .avif .bmp .ico .tif .tiff .woff .woff2 .ttf .eot .lock .log "
    ".record .bundle .sqlite"
)
_SKIPPED_SUFFIXES = frozenset(_NO_REPORTS.split())
_SKIPPED_ENDS = (".meta.json", ".gold.json", ".expected", "~", ".bak", ".tmp", ".part")
_SKIPPED_NAMES = frozenset(
    {"positions.json", "gold.json", "license", "licence", "notice", "readme", "copying"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """Hold one file to be read: None as its path means standard input.

    ``found`` tells that it was met in a folder and not named by itself.
    """

    path: Path | None
    shown: str
    id: str
    found: bool = False


def named_files(paths: Sequence[str | Path]) -> list[Named | Unread]:
    """Return the files that ``paths`` stand for, each once, folders walked in sorted order.

    A file's id is its stem. Files that share a stem carry as many parent folders' names in front as
    tell them apart, and their suffix when the folder is the same.

    Examples
    --------
    >>> named_files(["no/such/folder"])[0].why
    'no such file or folder, check the path'
    """
    met: list[tuple[Path | None, str, bool] | Unread] = []
    seen: set[str] = set()
    for path in paths:
        if str(path) == "-":
            found: Iterator[tuple[Path | None, str, bool] | Unread] = iter([(None, "-", False)])
        else:
            found = _under(Path(path))
        for one in found:
            if not isinstance(one, Unread):
                key = os.path.realpath(one[0]) if one[0] else "-"
                if key in seen:
                    continue
                seen.add(key)
            met.append(one)
    ids = _ids([one[0] for one in met if not isinstance(one, Unread)])
    return [one if isinstance(one, Unread) else _named(one, ids) for one in met]


def _named(one: tuple[Path | None, str, bool], ids: dict[Path | None, str]) -> Named:
    path, shown, found = one
    return Named(path, plain(shown, limit=4096), ids[path], found)


def _under(path: Path) -> Iterator[tuple[Path | None, str, bool] | Unread]:
    shown = plain(str(path), limit=4096)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        yield told(error, shown)
        return
    if not stat.S_ISDIR(mode):
        if stat.S_ISREG(mode) or stat.S_ISFIFO(mode):
            yield path, str(path), False
        else:
            fault = Unreadable("neither a file nor a folder", instead="name a report")
            yield unread(fault, shown)
        return
    count = 0
    for one in _walk(path):
        count += 1
        yield one
    if not count:
        fault = Unreadable(
            "no reports in this folder", instead="put text, HTML, JSONL or WARC files in"
        )
        yield unread(fault, shown)


def _walk(folder: Path) -> Iterator[tuple[Path | None, str, bool] | Unread]:
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path is not folder and not path.is_dir():
            yield path, str(path), True
            continue
        try:
            with os.scandir(path) as entries:
                inside = sorted(path / entry.name for entry in entries if _kept(entry))
        except OSError as error:
            yield told(error, plain(str(path), limit=4096))
            continue
        waiting.extend(reversed(inside))


def _kept(entry: os.DirEntry[str]) -> bool:
    name = entry.name.lower()
    if name.startswith((".", "__")):
        return False
    if entry.is_dir(follow_symlinks=False):
        return True
    stem, suffix = os.path.splitext(name)
    return (
        entry.is_file()
        and suffix not in _SKIPPED_SUFFIXES
        and not name.endswith(_SKIPPED_ENDS)
        and name not in _SKIPPED_NAMES
        and stem not in _SKIPPED_NAMES
    )


def _ids(paths: Sequence[Path | None]) -> dict[Path | None, str]:
    sharing: dict[str, list[Path]] = defaultdict(list)
    ids: dict[Path | None, str] = {}
    for path in paths:
        if path is None:
            ids[None] = "stdin"
        else:
            sharing[path.stem].append(path)
    taken = set(ids.values())
    for stem, group in sharing.items():
        for path, id in zip(group, _told_apart(stem, group), strict=True):
            unique, n = id, 1
            while unique in taken:
                n += 1
                unique = f"{id}-{n}"
            taken.add(unique)
            ids[path] = unique
    return ids


def _told_apart(stem: str, group: list[Path]) -> list[str]:
    if len(group) == 1:
        return [plain(stem)]
    absolute = [path.absolute() for path in group]
    deepest = max(len(path.parts) for path in absolute)
    for ends, start in (([p.stem for p in group], 1), ([p.name for p in group], 0)):
        for depth in range(start, deepest):
            ids = [
                plain("-".join((*path.parts[1:-1][::-1][:depth][::-1], end)))
                for path, end in zip(absolute, ends, strict=True)
            ]
            if len(set(ids)) == len(ids):
                return ids
    return [plain(stem)] * len(group)
