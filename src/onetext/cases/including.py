"""The files of a case: the one that was named and those that it includes, as one."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from onetext.cases.faults import Faults, nearest
from onetext.cases.written import Keys, Rows, Word, key_of, read
from onetext.errors import BadInput, Where

HEAD = ("format", "id", "title", "about", "mode", "include")
"""What a file says of itself: an included file's is not taken over."""

NAME = "case.yaml"
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK": "a zip archive", b"%P": "a PDF"}


@dataclass(frozen=True, slots=True)
class Gathered:
    """Hold the files of a case as one: ``tree`` has the head of the first and everybody's rows.

    ``parts`` has each file as read, in the order of reading, by its path.
    """

    tree: Keys
    parts: dict[Path, Keys] = field(default_factory=dict)


def case_file(path: Path) -> Path:
    """Return the file that a path to a case means: itself, or ``case.yaml`` in a folder.

    Raises
    ------
    BadInput
        If there is no such file.
    """
    file = path / NAME if path.is_dir() else path
    if not file.is_file():
        what = f"there is no {NAME} in this folder" if path.is_dir() else "there is no such file"
        beside = [other.name for other in sorted(path.parent.glob("*.y*ml"))]
        raise BadInput(
            what,
            instead="name a case's file" if path.is_dir() else _near(path.name, beside),
            where=Where(str(path)),
        )
    return file


def gather(path: Path, faults: Faults) -> Gathered | None:
    """Read a case's file and all that it includes; None if the file itself cannot be read.

    What is included comes first, in the order of naming, each file once. Paths are relative to the
    file that names them.
    """
    parts: dict[Path, Keys] = {}
    tree = _gather(path, (), parts, faults)
    return None if tree is None else Gathered(tree, parts)


def decoded(path: Path, faults: Faults) -> str | None:
    """Return a file's text, None if it is none; the fault is told with its place."""
    try:
        raw = path.read_bytes()
    except OSError as fault:
        faults.add(
            f"the file cannot be opened ({fault.strerror})", "check the path", Where(str(path))
        )
        return None
    for mark, kind in _MARKS.items():
        if raw.startswith(mark):
            faults.add(f"the file is {kind}, not UTF-8 text", "save it as UTF-8", Where(str(path)))
            return None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        begins = raw.rfind(b"\n", 0, fault.start) + 1
        column = len(raw[begins : fault.start].decode("utf-8", "replace")) + 1
        faults.add(
            f"the byte 0x{raw[fault.start]:02x} is no UTF-8",
            "save the file as UTF-8",
            Where(str(path), line, column),
        )
        return None


def _gather(
    path: Path, chain: tuple[Path, ...], parts: dict[Path, Keys], faults: Faults
) -> Keys | None:
    text = decoded(path, faults)
    tree = None if text is None else read(text, str(path), faults)
    if tree is None:
        return None
    here = _whole(path)
    parts[path] = tree
    joined = Keys({})
    joined.where, joined.start, joined.end = tree.where, tree.start, tree.end
    for word in _named(tree, faults):
        other = _included(word, path, faults)
        if other is None:
            continue
        if _whole(other) in (here, *chain):
            around = [*chain, here][[*chain, here].index(_whole(other)) :]
            told = " → ".join(one.name for one in [*around, _whole(other)])
            faults.add(f"files include each other in a circle: {told}", "take this one out",
                       word.where)  # fmt: skip
        elif _whole(other) not in map(_whole, parts):
            below = _gather(other, (*chain, here), parts, faults)
            for key, value in (below or {}).items():
                if key not in HEAD:
                    _join(joined, key_of(below or tree, key), value, faults)
    for key, value in tree.items():
        _join(joined, key_of(tree, key), value, faults)
    return joined


def _join(joined: Keys, key: Word, value: Word | Rows | Keys, faults: Faults) -> None:
    before = joined.get(key)
    if before is None:
        joined[key] = value
    elif isinstance(before, Rows) and isinstance(value, Rows):
        both = Rows([*before, *value])
        both.where, both.start, both.end = before.where, before.start, before.end
        joined[key] = both
    else:
        faults.add(f"{str(key)!r} is no list of rows, and stands in two files", "write rows",
                   key.where)  # fmt: skip


def _named(tree: Keys, faults: Faults) -> list[Word]:
    given = tree.get("include")
    if given is None:
        return []
    words = list(given) if isinstance(given, Rows) else [given]
    for word in words:
        if not isinstance(word, Word):
            faults.add(
                "an included file is named by one word", "write '- parties.yaml'", word.where
            )
    return [word for word in words if isinstance(word, Word)]


def _included(word: Word, path: Path, faults: Faults) -> Path | None:
    other = path.parent / word
    if os.path.isabs(word):
        faults.add(f"{str(word)!r} is a path from the root", "write it from this file's folder",
                   word.where)  # fmt: skip
        return None
    other = other / NAME if other.is_dir() else other
    if not other.is_file():
        beside = [one.name for one in sorted(path.parent.glob("*.y*ml")) if one.name != path.name]
        faults.add(f"there is no file {str(word)!r}", _near(word, beside), word.where)
        return None
    return Path(os.path.normpath(other))


def _near(given: str, beside: list[str]) -> str:
    return nearest(given, beside) or "check the path"


def _whole(path: Path) -> Path:
    return Path(os.path.realpath(path))
