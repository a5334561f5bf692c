"""Change one value of a case file; every other character of it stays, comments and order too.

The value's own characters are replaced where they stand, so nothing is laid out anew. What comes of
it is read again before it is kept: a change that would break the case is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onetext.cases.faults import Faults, nearest
from onetext.cases.including import case_file
from onetext.cases.loading import look
from onetext.cases.written import Keys, Rows, Tree, Word, key_of, read
from onetext.errors import BadInput, Where, WrongUse
from onetext.terms.case import Case
from onetext.whole_files import replacing

Step = str | int


def rewrite(path: str | Path, at: Sequence[Step], value: Any) -> Case:
    """Change one value of a case on disk and return the case as it then is.

    Parameters
    ----------
    at
        The way to it: a section, a row's id (or place, from 0), a key and so on:
        ``("offers", "o1", "until")``. Of the files of a case the one is changed that holds the row.
    value
        A word, a number, a `When`, or lists and mappings of these. A key that is not there yet is
        added to its row.

    Raises
    ------
    BadInput
        If the case is faulty, or would be after the change; nothing is then changed.
    WrongUse
        If there is no such place, or it holds a list or mapping on lines of its own.

    Notes
    -----
    Cost: reads the case twice. The file is replaced in one step.
    """
    before = look(path)
    if before.case is None:
        raise next(iter(before.faults))
    file = next(
        (file for file, tree in before.files.items() if _leads(tree, at)),
        case_file(Path(path)),
    )
    old = file.read_bytes()
    bom = "\ufeff" if old.startswith(b"\xef\xbb\xbf") else ""
    text = old.decode("utf-8-sig")
    windows = "\r\n" in text
    new = rewritten(text.replace("\r\n", "\n"), at, value, file=str(file))
    _replace(file, (bom + (new.replace("\n", "\r\n") if windows else new)).encode("utf-8"))
    after = look(path)
    if after.case is None:
        _replace(file, old)
        raise next(iter(after.faults))
    return after.case


def rewritten(text: str, at: Sequence[Step], value: Any, *, file: str = "case.yaml") -> str:
    r"""Return a case file's text with one value changed.

    Raises
    ------
    BadInput
        If the text cannot be read.
    WrongUse
        As ``rewrite``.

    Examples
    --------
    >>> old = "offers:\n  - id: o1   # the first\n    until: 2031-03-01  # noon?\n"
    >>> print(rewritten(old, ("offers", "o1", "until"), "2031-04-01"), end="")
    offers:
      - id: o1   # the first
        until: 2031-04-01  # noon?
    >>> print(rewritten(old, ("offers", "o1", "note"), "who said?"), end="")
    offers:
      - id: o1   # the first
        note: who said?
        until: 2031-03-01  # noon?
    """
    faults = Faults()
    tree = read(text, file, faults)
    faults.tell()
    assert tree is not None
    if not at:
        raise WrongUse("no place is named", instead="name a key, such as title")
    row = _walk(tree, at[:-1], file)
    last = at[-1]
    if isinstance(row, Keys) and isinstance(last, str) and last not in row:
        new = _added(text, row, last, value)
    else:
        new = _put(text, _walk(tree, at, file), value)
    check = Faults()
    read(new, file, check)
    check.tell()
    return new


def _walk(tree: Tree, at: Sequence[Step], file: str) -> Tree:
    here = tree
    for step in at:
        found = _step(here, step)
        if found is None:
            known = list(here) if isinstance(here, Keys) else _ids(here)
            raise WrongUse(
                f"{here.where}: there is no {step!r} here",
                instead=nearest(str(step), map(str, known)) or "check the way to it",
            )
        here = found
    return here


def _step(here: Tree, step: Step) -> Tree | None:
    if isinstance(here, Keys):
        return here.get(str(step))
    if isinstance(here, Rows):
        if isinstance(step, int):
            return here[step] if 0 <= step < len(here) else None
        return next((row for row in here if isinstance(row, Keys) and row.get("id") == step), None)
    return None


def _ids(here: Tree) -> list[str]:
    rows = here if isinstance(here, Rows) else ()
    return [str(row["id"]) for row in rows if isinstance(row, Keys) and "id" in row]


def _leads(tree: Keys, at: Sequence[Step]) -> bool:
    """Tell whether a file holds the row that the way leads into."""
    here: Tree | None = tree
    for step in at[:-1]:
        here = None if here is None else _step(here, step)
    return here is not None and (len(at) > 1 or at[0] in tree)


def _put(text: str, old: Tree, value: Any) -> str:
    if isinstance(old, Word):
        return text[: old.start] + _flow(value) + text[old.place_end :]
    if text[old.start] not in "[{":
        raise WrongUse(
            f"{old.where}: this {'list' if isinstance(old, Rows) else 'mapping'} stands on lines "
            "of its own",
            instead="change its parts",
        )
    return text[: old.start] + _flow(value) + text[old.end :]


def _added(text: str, row: Keys, key: str, value: Any) -> str:
    """Put a new key behind the first whole line of the row, or before its first key."""
    made = f"{_flow(key)}: {_flow(value)}"
    if text[row.start] == "{":
        return text[: row.start + 1] + made + (", " if row else "") + text[row.start + 1 :]
    for name, old in row.items():
        first = key_of(row, name)
        if isinstance(old, Word) and "\n" not in text[first.start : old.place_end]:
            end = text.find("\n", old.place_end)
            end = len(text) if end < 0 else end
            rest = text[old.place_end : end].strip()
            if not rest or rest.startswith("#"):
                return f"{text[:end]}\n{_indent(text, first)}{made}{text[end:]}"
    first = key_of(row, next(iter(row)))
    return f"{text[: first.start]}{made}\n{_indent(text, first)}{text[first.start :]}"


def _indent(text: str, key: Word) -> str:
    return " " * (key.start - text.rfind("\n", 0, key.start) - 1)


def _flow(value: Any) -> str:
    """Return a value as it stands within a line."""
    from onetext.cases.writing import in_yaml

    if isinstance(value, list | dict):
        return in_yaml(value, flow=True).rstrip("\n")
    return in_yaml([value], flow=True).rstrip("\n").removeprefix("[").removesuffix("]")


def _replace(file: Path, content: bytes) -> None:
    """Replace a file in one step, so that nobody ever reads half of it."""
    try:
        with replacing(file) as new:
            new.write_bytes(content)
            new.chmod(file.stat().st_mode)
    except OSError as fault:
        raise BadInput(
            f"the file cannot be written ({fault.strerror})",
            instead="make room, or check who may write it",
            where=Where(str(file)),
        ) from None
