"""Whether a long reading loses or doubles anything when a worker is killed in the middle.

``uv run --extra dask --extra ray python bench/volume_killed.py`` reads N reports of generated words
(those of ``volume.py``) into a file with two workers on each engine, kills one of the two when half
of the reports are written, and compares what each engine wrote byte by byte. The reader is the one
that ships. Prints a markdown table; ends with an error when anything was lost, doubled or differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from volume import family_mb, grown, lines_in, machine, processes_below, write_rows

#: By which words a process that reads is known, on each engine.
AT_WORK = {"processes": "onetext", "dask": "spawn_main", "ray": "ray::_read"}


@dataclass(frozen=True, slots=True)
class Survived:
    """Hold one run: how long it took, what it wrote, in how much memory."""

    engine: str
    seconds: float
    statements: int
    growth_mb: float | None
    peak_mb: float | None
    written: str


def survive(engine: str, rows: Path, out: Path, count: int) -> Survived:
    """Read ``rows`` with two workers on an engine; kill one of them half way.

    Raises
    ------
    SystemExit
        If nobody was there to be killed, or a report was lost or doubled.
    """
    asked = ["read", str(rows), "--out", str(out), "--jobs", "2", "--engine", engine]
    command = [str(Path(sys.executable).with_name("onetext")), *asked]
    memory: list[float] = []
    killed = 0
    begun = time.perf_counter()
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while run.poll() is None:
        if (now := family_mb(run.pid)) is not None:
            memory.append(now)
        if not killed and lines_in(out) >= count / 2:
            killed = next(_working(run.pid, engine), 0)
            if killed:
                os.kill(killed, signal.SIGKILL)
        time.sleep(0.2)
    seconds = time.perf_counter() - begun
    told = [json.loads(line) for line in out.read_bytes().splitlines()]
    ids = [form["doc"]["id"] for form in told]
    if run.returncode or not killed or ids != [f"r{number:07}" for number in range(count)]:
        raise SystemExit(
            f"{engine}: exit {run.returncode}, {'one' if killed else 'none'} killed, "
            f"{len(ids)} reports, {len(set(ids))} of them different"
        )
    return Survived(
        engine,
        seconds,
        sum(len(form["statements"]) for form in told),
        grown(memory),
        max(memory, default=None),
        hashlib.sha256(out.read_bytes()).hexdigest(),
    )


def _working(process: int, engine: str) -> Iterator[int]:
    for one in processes_below(process):
        try:
            told = Path(f"/proc/{one}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if AT_WORK[engine] in told:
            yield one


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--reports", type=int, default=10_000, help="how many reports")
    parser.add_argument("--engine", nargs="+", choices=list(AT_WORK), default=list(AT_WORK))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"{machine(cores=2)}\n")
    print("| one of two killed | reports | statements | s | words/s | peak MB | growth MB |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    written = set()
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.jsonl"
        write_rows(rows, options.reports, seed=options.seed)
        with rows.open(encoding="utf-8") as file:
            words = sum(len(json.loads(line)["text"].split()) for line in file)
        for engine in options.engine:
            run = survive(engine, rows, Path(folder) / f"{engine}.jsonl", options.reports)
            written.add(run.written)
            print(
                f"| {run.engine} | {options.reports:,} | {run.statements:,} | {run.seconds:.0f} "
                f"| {words / run.seconds:,.0f} | {run.peak_mb or 0:.0f} "
                f"| {run.growth_mb or 0:+.1f} |",
                flush=True,
            )
    print(f"\nNothing lost or doubled; {'the same bytes' if len(written) == 1 else 'DIFFERENT'}.")
    return 0 if len(written) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
