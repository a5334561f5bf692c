"""How fast a space of packages is solved, beside NegMAS, moocore on all rows, and the prototype.

``uv run python bench/space.py --negmas PYTHON`` works every case in every way, each in a process of
its own, one after the other, and writes ``bench/SPACE.md`` and ``docs/space-growth.svg``. PYTHON is
the interpreter of a throwaway environment with NegMAS in it; without one its column stays empty.
Ratios are of medians of the same run.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from spacecases import CASES
from spaceplot import growth
from start import machine

HERE = Path(__file__).parent
REPORT = HERE / "SPACE.md"
PLOT = HERE.parent / "docs" / "space-growth.svg"
LISTED = ("1e6 × 2", "1e6 × 3", "1e6 × 5", "1e6 × 5, opposed", "9.8e6 × 3", "9.8e6 × 5")
PACED = ("1e6 × 2", "1e6 × 3", "1e6 × 5")


@dataclass(frozen=True)
class Run:
    """Hold what one way of working a case took: median seconds, vectors, the most memory in MB."""

    seconds: float
    size: int
    nash: float
    peak: float
    runs: int


def run(case: str, way: str, python: str, runs: int) -> Run:
    """Work a case in a process of its own."""
    script = str(HERE / "spaceways.py")
    done = subprocess.run(
        [python, script, case, way, str(runs)], capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout.splitlines()[-1])
    took = told["seconds"]
    return Run(statistics.median(took), int(told["size"]), told["nash"], told["peak"], len(took))


def ways(case: str, negmas: str | None) -> dict[str, str]:
    """Return the ways to work a case, each with its interpreter."""
    found = {"ours": sys.executable}
    if not case.startswith(("Nash", "any")) and not CASES[case].links:
        found["plain"] = sys.executable
    if not case.startswith(("Nash", "any")):
        found["set"] = sys.executable
    if case in LISTED:
        found["all rows"] = sys.executable
    if negmas and case in PACED:
        found["negmas"] = negmas
    return found


def shown(seconds: float) -> str:
    """Return seconds as a person reads them."""
    if seconds < 0.0995:
        return f"{seconds * 1000:.1f} ms"
    return f"{seconds * 1000:.0f} ms" if seconds < 0.995 else f"{seconds:.1f} s"


def row(case: str, found: dict[str, Run]) -> str:
    """Return a line of the table."""
    mine = found["ours"]
    alone = found.get("set", mine)
    cells = [case, f"{mine.size:,}", shown(alone.seconds) if "set" in found else "–"]
    cells += [shown(mine.seconds), f"{mine.peak:.0f}"]
    for way in ("plain", "all rows", "negmas"):
        one = found.get(way)
        if one is None:
            cells.append("–")
        else:
            ratio = one.seconds / (alone if way == "plain" else mine).seconds
            cells.append(f"{shown(one.seconds)} (×{ratio:,.1f}, {one.peak:.0f} MB)")
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure and write the report."""
    asked = argparse.ArgumentParser(description="Measure how fast spaces are solved.")
    asked.add_argument("--negmas", help="an interpreter with NegMAS")
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--only", nargs="*", help="cases")
    given = asked.parse_args()
    lines, grown = [], []
    for case in given.only or CASES:
        found = {
            way: run(case, way, python, given.runs if way != "negmas" else 1)
            for way, python in ways(case, given.negmas).items()
        }
        for way, one in found.items():
            assert one.size == found["ours"].size, (case, way, one.size, found["ours"].size)
            assert way == "negmas" or abs(one.nash - found["ours"].nash) < 1e-6
        lines.append(row(case, found))
        if "plain" in found:
            grown.append((case, CASES[case], found["ours"].size, found["ours"].seconds))
        print(lines[-1], flush=True)
    if given.only:
        return
    growth([(one.parties, size, seconds) for _, one, size, seconds in grown], PLOT)
    head = HEAD.format(machine=machine(), runs=given.runs)
    REPORT.write_text(head + "\n".join(lines) + "\n" + TAIL, "utf-8")


HEAD = """# How fast a space of packages is solved

Written by `bench/space.py`. {machine}, when it ended.
Medians of {runs} runs (one of NegMAS, and one of whatever takes more than 5 s), each way in a
process of its own, all in one run of the script, on two cores that others were using too.

*Set*: the whole efficient set with counts of packages, from tables. *End to end*: with Nash,
egalitarian (leximin), Kalai–Smorodinsky and utilitarian besides, every tie, each checked against
its definition. *Prototype*: `numpy.unique` and moocore after each issue; its ratio is to our set.
*All rows*: every package as a row, moocore on all. *NegMAS* 0.16.0: its frontier and its points.
In brackets how many times as long as ours, and the most memory held, in MB.

| packages × parties | efficient | set | end to end | MB | prototype | moocore, all rows | NegMAS |
|---|--:|--:|--:|--:|--:|--:|--:|
"""
TAIL = """
For Nash alone the second column is the number of partial packages tried, for *any formula* that of
packages looked at. All ways agree on the number of efficient vectors and on Nash's product. Links
lie between the nearest issues. *opposed*: every other party orders the options the other way round.

![Seconds by the size of the efficient set](../docs/space-growth.svg)

The time follows the size of the efficient set, not the number of packages.
"""

if __name__ == "__main__":
    main()
