"""Run the command as a person does: the script or the module, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TWO_RIVERS = "examples/two-rivers"
PRESS = ROOT / TWO_RIVERS / "press"
DENIALS = "examples/two-rivers/press/2031-03-10-denials.txt"
SCRIPT = (str(Path(sys.executable).with_name("onetext")),)
MODULE = (sys.executable, "-m", "onetext.cli.main")
LONGEST = 120
_OURS = ("PYTHON", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_", "TERM", "ONETEXT", "LC_")

FRENCH = (
    "Les pourparlers se sont terminés lundi sans résultat, a déclaré le porte-parole de la"
    " délégation. Les deux parties se retrouveront la semaine prochaine à Genève.\n"
)
GERMAN = (
    "Die Gespräche sind am Montag ohne Ergebnis zu Ende gegangen, sagte die Sprecherin der"
    " Regierung. Beide Seiten wollen sich in der kommenden Woche wieder treffen.\n"
)
OSLO = (
    "OSLO, 12 May 2024 - The delegations met on Sunday. “We will sign the ceasefire,” Norwegian"
    " Foreign Minister Espen Barth Eide said in Oslo on Sunday.\n"
)


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of one run."""

    code: int
    out: str
    err: str


def texts() -> list[str]:
    """Return the reports of the example, as text."""
    return [path.read_text("utf-8") for path in sorted(PRESS.glob("*.txt"))]


def lines_in(file: Path) -> int:
    """Return how many lines are whole in a file, none where it is not there yet."""
    return file.read_bytes().count(b"\n") if file.exists() else 0


def environment(**given: str) -> dict[str, str]:
    """Return this environment without what rules a command's output, and with what is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, "LANG": "C.UTF-8", **given}


def onetext(
    *words: str | bytes | Path,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    stdin: bytes | None = None,
    command: Sequence[str] = SCRIPT,
    **given: Any,
) -> Ran:
    """Run ``onetext`` with these words; never let it show a traceback."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **given}
    if stdin is None:
        streams.setdefault("stdin", subprocess.DEVNULL)
    else:
        streams["input"] = stdin
    done = subprocess.run(
        [*command, *words], cwd=cwd, env=environment(**(env or {})), timeout=LONGEST, **streams
    )
    ran = Ran(done.returncode, (done.stdout or b"").decode(), (done.stderr or b"").decode())
    assert "Traceback" not in ran.err, ran.err
    assert "Exception ignored" not in ran.err, ran.err
    return ran


def started(*words: str | Path) -> subprocess.Popen[bytes]:
    """Start ``onetext`` in a process group of its own, as a shell does, and do not wait for it."""
    return subprocess.Popen(
        [*SCRIPT, *words],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        bufsize=0,  # else a line read first takes more with it, which ``communicate`` never sees
    )


@cache
def known(*words: str) -> Ran:
    """Run it on what lies in the project, with nothing else given; once for all who look at it."""
    return onetext(*words)
