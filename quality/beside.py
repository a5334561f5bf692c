"""Set the reader that ships beside the rules, on the blind reports as one set.

    python quality/beside.py [--set NAME …] [--half studied|kept]

Of each figure: both readers, how far they are apart with a 95 % interval over the same reports
drawn for both (paired bootstrap), and how far two annotators agree on the same reports. Then how
often what the reader says it is sure of is right. Only sums are shown.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import agreement
import gold_sets
from figures import Tally, ahead, calibration, interval, total
from gold_sets import GoldReport, MissingData
from readers import READERS
from scoring import match, score

SETS = ("wikinews-test", "wikinews-test-b", "wikinews-test-c")
READINGS = gold_sets.ROOT / "quality" / "readings"
TWICE = (
    [READINGS / "first", READINGS / "c"],
    [READINGS / "second", READINGS / "d"],
)

Tallies = dict[str, list[Tally]]
Sure = list[list[tuple[float, bool]]]


def measured(reports: Sequence[GoldReport], reader: str) -> tuple[Tallies, Sure]:
    """Return a reader's tallies by figure, and by report how sure it was and whether right."""
    tallies: Tallies = {}
    sure: Sure = []
    for report in reports:
        read = READERS[reader](report)
        for figure, tally in score(report.gold, read, report.text).items():
            tallies.setdefault(figure, []).append(tally)
        right = set(match(report.gold["statements"], read["statements"], report.text).values())
        sure.append(
            [
                (float(one["confidence"]), at in right)
                for at, one in enumerate(read["statements"])
                if one.get("confidence") is not None
            ]
        )
    return tallies, sure


def table(learned: Tallies, rules: Tallies, agreed: Tallies) -> str:
    """Return the figures of both side by side, in Markdown."""
    lines = [
        "| figure | learned | 95 % | rules | ahead by | 95 %, paired | two annotators | counts |",
        "|---|---:|---:|---:|---:|---:|---:|---|",
    ]
    for figure, mine in learned.items():
        whole, theirs, both = total(mine), total(rules[figure]), total(agreed.get(figure, []))
        if not whole.due:
            continue
        low, high = interval(mine)
        under, over = ahead(mine, rules[figure])
        apart = whole.f1 - theirs.f1
        counts = f"{whole.hits} of {whole.due}, {theirs.hits} of {theirs.due}"
        if figure in ("statements", "events"):
            counts += f"; {whole.given} and {theirs.given} given"
        told = f"{100 * both.f1:.1f}" if both.due else "–"
        lines.append(
            f"| {figure} | {100 * whole.f1:.1f} | {100 * low:.1f}–{100 * high:.1f}"
            f" | {100 * theirs.f1:.1f} | {100 * apart:+.1f} | {100 * under:+.1f} to"
            f" {100 * over:+.1f} | {told} | {counts} |"
        )
    return "\n".join(lines)


def sureness(sure: Sure) -> str:
    """Return how often statements of each tenth of confidence were right, in Markdown."""
    tenths, error = calibration([one for report in sure for one in report])
    lines = ["| said | right | statements |", "|---:|---:|---:|"]
    lines += [f"| {said:.2f} | {right:.2f} | {count} |" for said, right, count in tenths]
    held = sum(count for _, _, count in tenths)
    return "\n".join(lines) + f"\n\nExpected calibration error {error:.3f} over {held} statements."


def main(argv: Sequence[str] | None = None) -> int:
    """Print both readers side by side."""
    parser = argparse.ArgumentParser(description="Set the learned reader beside the rules.")
    parser.add_argument("--set", nargs="+", choices=gold_sets.NAMES, default=list(SETS))
    parser.add_argument("--half", choices=["studied", "kept"])
    options = parser.parse_args(argv)
    if options.half and set(options.set) & gold_sets.BLIND:
        parser.error("--half is for sets that may be studied")
    try:
        reports = [
            r
            for name in options.set
            for r in gold_sets.load(name)
            if not options.half or gold_sets.half_of(r.id) == options.half
        ]
        with gold_sets.blindfold(next((n for n in options.set if gold_sets.is_blind(n)), "")):
            (learned, sure), (rules, _) = (measured(reports, name) for name in ("learned", "rules"))
            pairs = agreement.read(*TWICE).pairs if set(options.set) == set(SETS) else ()
            agreed = agreement.agreement(pairs)
    except MissingData as fault:
        print(fault, file=sys.stderr)
        return 3
    print(f"{len(reports)} reports of {', '.join(options.set)}\n")
    print(table(learned, rules, agreed), end="\n\n")
    print(sureness(sure))
    return 0


if __name__ == "__main__":
    sys.exit(main())
