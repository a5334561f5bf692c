"""Reports read apart: by the project's reader, in a process of their own, within limits.

A report may be as large, as odd or as slow as somebody makes it. It is read in a process that has
nothing of the room but the file, may use so much time and memory, and is ended when it does not
come back. A few are read at once; meanwhile the room goes on.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onetext.errors import Refused
from onetext.terms.said.form import from_form
from onetext.terms.said.report import Report
from onetext.terms.said.source import Unread

AT_ONCE = 2
LONGEST = 60.0
MOST_FILES = 12
LARGEST_FILE = 2 * 2**20
MOST_REPORTS = 40
_STEM = re.compile(r"[^A-Za-z0-9._-]+")
_APART = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reports")


@dataclass(frozen=True, slots=True)
class Dropped:
    """Hold one file as it was dropped in.

    What it says of itself counts where the particulars are empty; ``published`` is a date or an
    hour as somebody wrote it.
    """

    name: str
    content: bytes
    title: str = ""
    outlet: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Tables:
    """Name the reader's own words for a case: its parties and its issues."""

    parties: tuple[Path, ...] = ()
    issues: tuple[Path, ...] = ()

    @classmethod
    def beside(cls, folder: Path | None) -> Tables:
        """Return the tables that lie beside a case."""
        if folder is None:
            return cls()
        there = {name: folder / f"{name}.yaml" for name in ("parties", "issues")}
        found = {name: (file,) if file.is_file() else () for name, file in there.items()}
        return cls(found["parties"], found["issues"])


async def read_apart(
    files: Sequence[Dropped], tables: Tables, *, longest: float = LONGEST
) -> list[Report | Unread]:
    """Return what was read of some files, and why the rest was not.

    Raises
    ------
    Refused
        If they are too many or too large, or reading them takes too long.
    """
    if not files or len(files) > MOST_FILES:
        raise Refused(f"{len(files)} files", instead=f"drop one to {MOST_FILES} in at once")
    for file in files:
        if len(file.content) > LARGEST_FILE:
            raise Refused(f"{file.name} is larger than {LARGEST_FILE // 2**20} MB")
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_APART, _read, tuple(files), tables, longest)


def _read(files: Sequence[Dropped], tables: Tables, longest: float) -> list[Report | Unread]:
    with tempfile.TemporaryDirectory(prefix="onetext-reports-") as at:
        folder = Path(at)
        names = _names(files)
        for file, name in zip(files, names, strict=True):
            (folder / name).write_bytes(file.content)
            beside = {
                key: value
                for key in ("title", "outlet", "published")
                if (value := getattr(file, key).strip())
            }
            if beside:
                sidecar = (folder / name).with_name(Path(name).stem + ".meta.json")
                sidecar.write_text(json.dumps(beside), "utf-8")
        sidecars = {f"{Path(name).stem}.meta.json" for name in names}
        asked = {
            "files": [str(folder / name) for name in names if name not in sidecars],
            "parties": [str(path) for path in tables.parties],
            "issues": [str(path) for path in tables.issues],
            "most": MOST_REPORTS,
        }
        try:
            done = subprocess.run(
                [sys.executable, "-m", "onetext.room.reading_apart"],
                input=json.dumps(asked).encode(),
                capture_output=True,
                timeout=longest,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Refused(
                "reading these reports takes too long", instead="drop in fewer, or shorter ones"
            ) from None
    if done.returncode != 0:
        raise Refused("these reports could not be read", instead="drop them in one by one")
    return [_made(json.loads(line)) for line in done.stdout.splitlines()]


def _made(row: dict[str, Any]) -> Report | Unread:
    if "why" in row:
        return Unread(row["where"], row["why"], row["language"], tuple(row["parts"]))
    return from_form(row["report"], row["text"])


def _names(files: Iterable[Dropped]) -> list[str]:
    """Return a name for each file that is nothing but a name, each another."""
    taken: set[str] = set()
    names = []
    for number, file in enumerate(files, start=1):
        plain = file.name.replace("\\", "/").rpartition("/")[2]
        stem, dot, suffix = plain.rpartition(".")
        stem, suffix = (stem, suffix) if dot and stem else (plain, "txt")
        stem = _STEM.sub("-", stem).strip("-.")[:80] or f"report-{number}"
        name = f"{stem}.{_STEM.sub('', suffix)[:8] or 'txt'}"
        while Path(name).stem in taken:
            name = f"{stem}-{number}.{name.rpartition('.')[2]}"
            stem = f"{stem}-{number}"
        taken.add(Path(name).stem)
        names.append(name)
    return names
