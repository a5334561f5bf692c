"""What kinds of file the tool reads, how each is recognised, and what checks it.

To teach ``onetext check`` a further kind, add a `Kind` to ``KINDS``: the first one that knows a
file checks it, so the particular ones stand before the general.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onetext.cli.rooms import head_of, is_bundle
from onetext.errors import BadInput, Where

Told = tuple[BadInput, ...]
_MOST = 64 * 1024
_TABLES = ("parties.yaml", "issues.yaml")
_FORM = re.compile(rb'\s*\{\s*("schema"\s*:\s*"onetext-report/|"format"\s*:\s*1\s*,\s*"documents")')
_PLACE = re.compile(r"(?P<file>.*?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold one kind: its name, how to know it by its path and first bytes, what checks it."""

    name: str
    knows: Callable[[Path, bytes], bool]
    check: Callable[[Path], Told]


def kind_of(path: Path) -> Kind:
    """Return the kind of a file; what is nothing else is a report.

    Raises
    ------
    BadInput
        If it cannot be opened.
    """
    head = head_of(path, _MOST)
    return next(kind for kind in KINDS if kind.knows(path, head))


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield what of a folder is to be checked: its case as one, its tables, then everything else.

    What ``onetext read`` passes over in a folder is passed over.
    """
    case = folder / "case.yaml"
    if case.is_file():
        yield "case", folder
    for name in _TABLES:
        table = folder / name
        if table.is_file() and not _is_part(table):
            yield "table", table
    for form in sorted(folder.rglob("*.json")):
        if form.is_file() and _is_form(form, form.read_bytes()[:_MOST]):
            yield "report form", form
    for ending, name in ((".record", "whole record"), (".bundle", "bundle")):
        for file in sorted(folder.rglob(f"*{ending}")):
            if file.is_file():
                yield name, file


def check_folder(folder: Path) -> Told:
    """Return every fault in a folder; a scenario of another program holds no reports."""
    found: list[BadInput] = []
    checks = {kind.name: kind.check for kind in KINDS}
    some = False
    for name, path in files_in(folder):
        some = True
        found += checks[name](path)
    if not (folder / "case.yaml").is_file() and _is_scenario(folder):
        return (*found, *_scenario(folder))
    reports = _reports(folder)
    if some:  # a folder of a case need not hold reports
        reports = tuple(fault for fault in reports if not fault.what.startswith("no reports in"))
    return (*found, *reports)


def _case(path: Path) -> Told:
    from onetext.cases.loading import look

    return look(path).faults


def _scenario(path: Path) -> Told:
    """Check a scenario of another program: a folder, its domain, or one party's file."""
    from onetext.cases.formats.reading import look_at

    try:
        return look_at(path).faults.found
    except BadInput as fault:
        return (fault,)


def _is_scenario(path: Path) -> bool:
    from onetext.cases.formats.recognising import is_scenario

    return is_scenario(path)


def _part(path: Path) -> Told:
    """Check the rows of a file that a case includes; its names are checked with that case."""
    from onetext.cases.loading import look_at_part

    return look_at_part(path)


def _table(path: Path) -> Told:
    from onetext.press.lexicon.issues import IssueLexicon
    from onetext.press.lexicon.parties import PartyTable

    try:
        if re.search(rb"^issues\s*:", path.read_bytes(), re.MULTILINE):
            IssueLexicon.load(path)
        else:
            PartyTable.load(path)
    except BadInput as fault:
        return (fault,)
    return ()


def _form(path: Path) -> Told:
    from onetext.terms.said.form import from_form

    where = Where(str(path))
    try:
        given = json.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        return (BadInput("the file is not UTF-8", instead="save it as UTF-8", where=where),)
    except json.JSONDecodeError as fault:
        place = Where(str(path), fault.lineno, fault.colno)
        return (BadInput(f"this is not JSON: {fault.msg.lower()}", where=place),)
    except RecursionError:
        return (BadInput("the file nests too deep", instead="write it flatter", where=where),)
    many = isinstance(given, dict) and isinstance(given.get("documents"), list)
    found: list[BadInput] = []
    for n, doc in enumerate(given["documents"] if many else [given], start=1):
        try:
            if not isinstance(doc, dict):
                raise BadInput("this is no report", instead="write a mapping")
            from_form(doc, _text_of(doc, path))
        except BadInput as fault:
            what = f"document {n}: {fault.what}" if many else fault.what
            found.append(BadInput(what, instead=fault.instead, where=where))
    return tuple(found)


def _bundle(path: Path) -> Told:
    """Verify a bundle by itself; ``onetext verify`` tells more of it."""
    from onetext.record.verifying import verify

    where = Where(str(path))
    return tuple(
        BadInput(f"{fault.where}: {fault.what}" if fault.where else fault.what, where=where)
        for fault in verify(path.read_bytes()).faults
    )


def _record(path: Path) -> Told:
    from onetext.record.archive_reading import read_archive

    try:
        read_archive(path)
    except BadInput as fault:
        return (fault,)
    return ()


def _text_of(doc: dict[str, Any], path: Path) -> str:
    """Return the text that a form speaks of; where it is not there, blanks of the same length."""
    head = doc.get("doc")
    head = head if isinstance(head, dict) else {}
    named, chars, digest = str(head.get("file") or ""), head.get("chars"), head.get("sha256")
    for folder in (path.parent, Path()) if named else ():
        text_file = folder / named
        if not text_file.is_file():
            continue
        raw = text_file.read_bytes()
        if digest and hashlib.sha256(raw).hexdigest() != digest:
            raise BadInput(
                f"the text in {named} is another one than was annotated",
                instead="annotate it again, or bring the old text back",
            )
        return raw.decode("utf-8-sig", "replace")
    return " " * (chars if isinstance(chars, int) and 0 <= chars <= 10**7 else 10**7)


def _reports(path: Path) -> Told:
    from onetext.press.intake.sources import read_sources
    from onetext.terms.said.source import Unread

    found: list[BadInput] = []
    for item in read_sources([path]):
        if isinstance(item, Unread):
            place = _PLACE.match(item.where)
            assert place is not None
            line, column = (int(n) if n else None for n in (place["line"], place["column"]))
            found.append(BadInput(item.why, where=Where(place["file"], line, column)))
    return tuple(found)


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml")


def _is_part(path: Path) -> bool:
    """Tell whether a case beside this file includes it, or its keys are those of a case's rows."""
    from onetext.cases.loading import is_part

    for other in path.parent.glob("*.y*ml"):
        if other.is_file() and other != path:
            text = other.read_bytes()
            included = re.search(rb"^include\s*:", text, re.MULTILINE)
            if included and os.fsencode(path.name) in text[included.end() :]:
                return True
    return is_part(path)


def _is_archive(head: bytes) -> bool:
    from onetext.record.archive_reading import is_archive

    return is_archive(head)


def _is_form(path: Path, head: bytes) -> bool:
    return path.suffix == ".json" and bool(_FORM.match(head))


def _has_format(path: Path, head: bytes) -> bool:
    named = path.name in ("case.yaml", "case.yml")
    return _is_yaml(path) and (named or bool(re.search(rb"^format\s*:", head, re.MULTILINE)))


KINDS: tuple[Kind, ...] = (
    Kind("bundle", lambda path, head: is_bundle(head), _bundle),
    Kind("whole record", lambda path, head: _is_archive(head), _record),
    Kind("case", _has_format, _case),
    Kind("scenario", lambda path, head: _is_scenario(path), _scenario),
    Kind("part of a case", lambda path, head: _is_yaml(path) and _is_part(path), _part),
    Kind("table", lambda path, head: _is_yaml(path), _table),
    Kind("report form", _is_form, _form),
    Kind("report", lambda path, head: True, _reports),
)


def exists(path: str) -> Path:
    """Return a path that is there.

    Raises
    ------
    BadInput
        If it is not.
    """
    if not os.path.exists(path):
        raise BadInput("no such file or folder", instead="check the path", where=Where(path))
    return Path(path)
