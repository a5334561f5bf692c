"""What partial preferences cost: what is sure, a draw, the next question; 5 parties, 8 issues.

``uv run python bench/acceptability.py`` prints markdown tables with the machine they come from:
medians of five runs, and one run of a million draws for each number of processes (``--draws``).
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from onetext.analysis.acceptability.answer import acceptability
from onetext.analysis.acceptability.chains import Source
from onetext.analysis.acceptability.clash import consistent
from onetext.analysis.acceptability.drawing import Drawing
from onetext.analysis.acceptability.listing import listing
from onetext.analysis.acceptability.necessary import verdict
from onetext.cases.loading import load, loads
from onetext.terms.case import Case
from start import machine

ROOT = Path(__file__).parents[1]
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


def sure(name: str, case: Case, *, closed: bool = True) -> None:
    """Print how long it takes to tell what is sure of all packages for all parties."""
    some = listing(case.space)
    partials = [consistent(sheet, case.space) for sheet in case.sheets if sheet.basis == "own"]
    found = [verdict(one, some, closed=closed) for one in partials]
    seconds = median(lambda: [verdict(one, some, closed=closed) for one in partials])
    solved = sum(one.programmes for one in found)
    print(f"| {name} | {len(some):,} | {len(partials)} | {found[0].method} | {solved:,} |"
          f" {seconds * 1000:,.1f} |")  # fmt: skip


def draws_a_second(name: str, case: Case) -> None:
    """Print how fast whole sheets of one party are drawn."""
    partial = consistent(case.sheets[0], case.space)
    source = Source(Drawing(partial), np.random.SeedSequence(SEED))
    rng = np.random.default_rng(SEED)
    seconds = median(lambda: source.draw(rng, 1024))
    how = f"chains of {source.steps} steps" if source.steps else f"{source.rate:.0%} fit"
    print(f"| {name} | {how} | {1024 / seconds:,.0f} |")


def million(case: Case, draws: int, jobs: int) -> None:
    """Print how long a whole answer takes, question included."""
    begun = time.perf_counter()
    if jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            found = acceptability(case, draws=draws, seed=SEED, executor=pool)
    else:
        found = acceptability(case, draws=draws, seed=SEED)
    seconds = time.perf_counter() - begun
    tally = found.shares.tally
    often = float(tally.acceptable.sum()) / tally.draws
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    best = found.order[0]
    most = f"{found.shares.acceptable[best]:.4f} ±{found.shares.errors[0][best]:.4f}"
    print(f"| {len(found.listing):,} | {len(found.parties)} | {draws:,} | {jobs} | {often:,.0f} |"
          f" {tally.efficient_draws:,} | {seconds:,.1f} | {draws / seconds:,.0f} | {peak:,.0f}"
          f" | {most} |")  # fmt: skip
    sys.stdout.flush()


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(description="Measure what partial preferences cost.")
    asked.add_argument("--draws", type=int, default=1_000_000, help="draws of the long run")
    draws = asked.parse_args().draws
    rivers = load(ROOT / "examples" / "two-rivers")
    print("| what is sure | packages | parties | how | programmes | median, ms |")
    print("|---|--:|--:|---|--:|--:|")
    sure("Two Rivers, whole points", rivers)
    sure("orders", made())
    sure("orders, without the closed form", made(), closed=False)
    sure("orders and comparisons of two issues", made(compared=True))
    sure("orders, five options", made(options=5))
    print("\n| a party's whole sheets | how | draws a second |\n|---|---|--:|")
    draws_a_second("orders", made())
    draws_a_second("orders and a comparison", made(compared=True))
    print("\n| packages | parties | draws | processes | acceptable in a draw | draws filtered |"
          " s | draws a second | peak MB | most acceptable |")  # fmt: skip
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    million(made(), min(draws, 20_000), 1)
    million(made(floor=60), min(draws, 20_000), 1)
    million(made(options=5), min(draws, 20_000), 1)
    for jobs in (1, 2):
        million(made(), draws, jobs)
    print(f"\n{machine()}")


if __name__ == "__main__":
    main()
