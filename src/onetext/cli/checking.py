"""``onetext check``: what is wrong with a file, all of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onetext.brief.safe_text import visible
from onetext.cli.kinds import check_folder, exists, kind_of
from onetext.cli.output import in_json, note, say
from onetext.errors import BadInput


def show_check(paths: Sequence[str], *, json: bool) -> None:
    """Check each path and print every fault; exit 3 if there is one."""
    faults: list[BadInput] = []
    good: list[str] = []
    for given in paths:
        try:
            path = exists(given)
            found, kind = _checked(path)
        except BadInput as fault:
            faults.append(fault)
            continue
        faults += found
        if not found:
            good.append(f"{given}: a {kind}, nothing is wrong")
    if json:
        say(in_json({"format": 1, "errors": [_row(fault) for fault in faults]}, indent=1) + "\n")
    else:
        say("".join(f"{_line(fault)}\n" for fault in faults))
        say("".join(f"{visible(line)}\n" for line in good))
    if faults:
        note(f"{len(faults)} fault{'s' if len(faults) > 1 else ''}")
        sys.exit(3)


def _checked(path: Path) -> tuple[tuple[BadInput, ...], str]:
    if path.is_dir():
        return check_folder(path), "folder"
    kind = kind_of(path)
    return kind.check(path), kind.name


def _row(fault: BadInput) -> dict[str, Any]:
    where = fault.where
    return {
        "file": where.file if where else None,
        "line": where.line if where else None,
        "column": where.column if where else None,
        "message": f"{fault.what}, {fault.instead}" if fault.instead else fault.what,
    }


def _line(fault: BadInput) -> str:
    return " ".join(visible(str(fault)).splitlines())
