"""What partial preferences cost: what is sure, a draw, the next question; 5 parties, 8 issues.

``uv run python bench/acceptability.py`` writes ``bench/ACCEPTABILITY.md``: medians of five runs,
and one run of a million draws (``--draws``) with one and with two processes, each apart.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from onetext.analysis.acceptability.answer import acceptability
from onetext.analysis.acceptability.chains import Source
from onetext.analysis.acceptability.clash import consistent
from onetext.analysis.acceptability.drawing import Drawing
from onetext.analysis.acceptability.listing import listing
from onetext.analysis.acceptability.necessary import verdict
from onetext.cases.loading import load, loads
from onetext.cli.workers import processes
from onetext.terms.case import Case
from start import machine

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "bench" / "ACCEPTABILITY.md"
ISSUES = 8
SEED = 0


def made(*, parties: int = 5, options: int = 3, floor: int = 45, compared: bool = False) -> Case:
    """Return an exercise of rankings in random order, with comparisons of two issues or none."""
    rng = np.random.default_rng(SEED)
    ids = [f"o{n}" for n in range(options)]
    issues = [f"i{n}" for n in range(ISSUES)]
    lines = ["format: 1", "id: bench", "title: Bench", "mode: exercise", "parties:"]
    lines += [f"  - {{id: p{n}, name: P{n}}}" for n in range(parties)]
    lines += ["issues:"]
    lines += [f"  - {{id: {i}, label: {i}, options: [{', '.join(ids)}]}}" for i in issues]
    lines += ["sheets:"]
    for n in range(parties):
        order = ", ".join(rng.permutation(issues))
        lines += [f"  - id: s{n}", f"    owner: p{n}", f"    floor: {floor}", "    out_of: 100",
                  f"    most_at_stake_first: [{order}]", "    rankings:"]  # fmt: skip
        ranked = {i: rng.permutation(ids) for i in issues}
        lines += [f"      {i}: [{', '.join(ranked[i])}]" for i in issues]
        if compared:
            a, b = order.split(", ")[:2]
            one, other = ranked[a], ranked[b]
            lines += ["    prefers:", f"      - better: {{{a}: {one[1]}, {b}: {other[0]}}}",
                      f"        worse: {{{a}: {one[0]}, {b}: {other[-1]}}}"]  # fmt: skip
    return loads("\n".join(lines) + "\n")


def median(work: Callable[[], object], runs: int = 5) -> float:
    """Return the median seconds of some runs."""
    took = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def sure(name: str, case: Case, *, closed: bool = True) -> str:
    """Return how long it takes to tell what is sure of all packages for all parties."""
    some = listing(case.space)
    partials = [consistent(sheet, case.space) for sheet in case.sheets if sheet.basis == "own"]
    found = [verdict(one, some, closed=closed) for one in partials]
    seconds = median(lambda: [verdict(one, some, closed=closed) for one in partials])
    solved = sum(one.programmes for one in found)
    return (
        f"| {name} | {len(some):,} | {len(partials)} | {found[0].method} | {solved:,} |"
        f" {seconds * 1000:,.1f} |"
    )


def draws_a_second(name: str, case: Case) -> str:
    """Return how fast whole sheets of one party are drawn."""
    partial = consistent(case.sheets[0], case.space)
    source = Source(Drawing(partial), np.random.SeedSequence(SEED))
    rng = np.random.default_rng(SEED)
    seconds = median(lambda: source.draw(rng, 1024))
    how = f"chains of {source.steps} steps" if source.steps else f"{source.rate:.0%} fit"
    return f"| {name} | {how} | {1024 / seconds:,.0f} |"


def worked(options: int, floor: int, draws: int, jobs: int) -> dict[str, Any]:
    """Draw for a whole answer, question included, and return what it took and what it found."""
    case = made(options=options, floor=floor)
    begun = time.perf_counter()
    if jobs > 1:
        with processes(jobs) as pool:
            found = acceptability(case, draws=draws, seed=SEED, executor=pool)
    else:
        found = acceptability(case, draws=draws, seed=SEED)
    seconds = time.perf_counter() - begun
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    shares, best = found.shares, found.order[0]
    tally = shares.tally
    return {
        "packages": len(found.listing),
        "often": float(tally.acceptable.sum()) / tally.draws,
        "filtered": tally.efficient_draws,
        "seconds": seconds,
        "busy": sum(one.ru_utime + one.ru_stime for one in used),
        "peaks": [one.ru_maxrss / 1024 for one in used[: min(jobs, 2)]],
        "most": f"{shares.acceptable[best]:.4f} ±{shares.errors[0][best]:.4f}",
        "numbers": [a.tolist() for a in (tally.acceptable, tally.nash, tally.efficient)],
    }


def apart(*given: int) -> dict[str, Any]:
    """Work an answer in a process of its own, so that its peak is its own."""
    told = [sys.executable, __file__, "--worked", *map(str, given)]
    done = subprocess.run(told, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def row(options: int, floor: int, draws: int, jobs: int, found: dict[str, Any]) -> str:
    """Return a line of the table of answers."""
    peaks = " + ".join(f"{peak:,.0f}" for peak in found["peaks"])
    return (
        f"| {found['packages']:,} | {floor} | {draws:,} | {jobs} | {found['often']:,.0f} |"
        f" {found['filtered']:,} | {found['seconds']:,.1f} | {found['busy']:,.1f} | {peaks} |"
        f" {found['most']} |"
    )


def answers(draws: int) -> list[str]:
    """Return the lines of whole answers; the long runs must agree in every number."""
    few = min(draws, 20_000)
    lines = [
        row(*given, apart(*given))
        for given in ((3, 45, few, 1), (3, 60, few, 1), (5, 45, min(draws, 2_000), 1))
    ]
    long = {jobs: apart(3, 60, draws, jobs) for jobs in (1, 2)}
    assert long[1]["numbers"] == long[2]["numbers"], "the numbers hang on the workers"
    return lines + [row(3, 60, draws, jobs, found) for jobs, found in long.items()]


def main() -> None:
    """Measure and write the report."""
    asked = argparse.ArgumentParser(description="Measure what partial preferences cost.")
    asked.add_argument("--draws", type=int, default=1_000_000, help="draws of the long runs")
    asked.add_argument("--worked", type=int, nargs=4, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.worked:
        print(json.dumps(worked(*given.worked)))
        return
    rivers = load(ROOT / "examples" / "two-rivers")
    told = HEAD.format(
        sure="\n".join([
            sure("Two Rivers, whole points", rivers),
            sure("orders", made()),
            sure("orders, without the closed form", made(), closed=False),
            sure("orders and comparisons of two issues", made(compared=True)),
            sure("orders, five options", made(options=5)),
        ]),
        draws="\n".join([
            draws_a_second("orders", made()),
            draws_a_second("orders and a comparison", made(compared=True)),
        ]),
        answers="\n".join(answers(given.draws)),
        machine=machine(),
    )  # fmt: skip
    REPORT.write_text(told, "utf-8")
    print(told)


HEAD = """# What partial preferences cost

Written by `bench/acceptability.py`. {machine}, when it ended.
Medians of five runs but for whole answers, which ran once, on two cores that others were using too.
The cases are made: five parties, eight issues of three options (or five), orders of both at random.

| what is sure of all packages | packages | parties | how | programmes | ms |
|---|--:|--:|---|--:|--:|
{sure}

| a party's whole sheets | how | draws a second |
|---|---|--:|
{draws}

A whole answer: what is sure, the draws with their efficient and Nash's packages, the next question.

| packages | floors | draws | processes | acceptable | filtered | s | busy s | MB | most often |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
{answers}

*s* is by the clock, *busy s* what all processes together had of the cores. *MB*: the most held by
the process that was asked, and by the largest of those that count for it. *Acceptable*: packages
acceptable to all in a draw, on average. *Filtered*: draws of which it was asked which packages are
efficient. *Most often*: the share of draws in which the first package is acceptable to all. Runs
with one and with two processes agree in every number; the script stops where they do not.
"""


if __name__ == "__main__":
    main()
