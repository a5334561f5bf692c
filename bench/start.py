"""How long a command takes to start: ``onetext --help`` and ``import onetext`` beside ``python``.

``uv run python bench/start.py`` runs each seven times in turn and prints the medians as a markdown
table, with the machine they were measured on.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

SCRIPT = Path(sys.executable).with_name("onetext")
STARTS: dict[str, Sequence[str]] = {
    "python -c pass": (sys.executable, "-c", "pass"),
    "import onetext": (sys.executable, "-c", "import onetext"),
    "onetext --help": (str(SCRIPT), "--help"),
    "onetext --version": (str(SCRIPT), "--version"),
}


def seconds(command: Sequence[str]) -> float:
    """Return how long one run of ``command`` takes, from start to end."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def measured(runs: int) -> dict[str, list[float]]:
    """Return the seconds of each start; they take turns, so that a busy moment burdens all."""
    for command in STARTS.values():
        seconds(command)  # once unmeasured: the disk's first read is no part of the start
    found: dict[str, list[float]] = {name: [] for name in STARTS}
    for _ in range(runs):
        for name, command in STARTS.items():
            found[name].append(seconds(command))
    return found


def machine() -> str:
    """Return the machine in one line, in the words that it has for itself."""
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    python = f"Python {platform.python_version()}"
    return f"{python}, {system}, {os.cpu_count()} processors{load}"


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description="Measure how long a command takes to start.")
    asked.add_argument("--runs", type=int, default=7, help="runs of each (7)")
    found = measured(asked.parse_args().runs)
    bare = statistics.median(found["python -c pass"])
    print("| start | median, ms | fastest, ms | over python, ms |")
    print("|---|---|---|---|")
    for name, times in found.items():
        median = statistics.median(times)
        over = (median - bare) * 1000
        print(f"| `{name}` | {median * 1000:.0f} | {min(times) * 1000:.0f} | {over:.0f} |")
    print()
    print(machine())


if __name__ == "__main__":
    main()
