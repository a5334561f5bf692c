"""Measure the reader on annotated reports.

    python quality/score.py [--set NAME …] [--half studied|kept] [--reader rules|spans] [--bare]
                            [--documents] [--json]
    python quality/score.py --write-floors [--allow-lower]

Figures are those of :mod:`scoring`, with 95 % intervals over reports. Of the blind half only sums
are ever shown.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import floors
import gold_sets
from figures import Tally, interval, total
from gold_sets import GoldReport, MissingData
from readers import FINDERS, READERS
from scoring import QUOTE_TYPES, score

WITH_PRECISION = ("statements", "events")
SPAN_FIGURES = ("statements", *(f"found {kind}" for kind in QUOTE_TYPES))


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold a set's tallies, one a report, by figure."""

    name: str
    reports: tuple[GoldReport, ...]
    tallies: dict[str, list[Tally]]

    def points(self) -> dict[str, float]:
        """Return each figure that has anything due, in points (F1, or the share of what is due)."""
        sums = {name: total(tallies) for name, tallies in self.tallies.items()}
        return {name: 100 * tally.f1 for name, tally in sums.items() if tally.due}


def measure(
    name: str, reader: str = "rules", *, bare: bool = False, half: gold_sets.Half | None = None
) -> Measured:
    """Return the tallies of a reader on the set ``name``, or on one half of it."""
    reports = gold_sets.load(name)
    if half:
        reports = tuple(r for r in reports if gold_sets.half_of(r.id) == half)
    tallies: dict[str, list[Tally]] = {}
    with gold_sets.blindfold(name):
        for report in reports:
            read = READERS[reader](report, bare=bare)
            for figure, tally in score(report.gold, read, report.text).items():
                if reader != "spans" or figure in SPAN_FIGURES:
                    tallies.setdefault(figure, []).append(tally)
    return Measured(name, reports, tallies)


def rows(measured: Measured) -> list[dict[str, Any]]:
    """Return one row a figure, in points."""
    out = []
    for name, tallies in measured.tallies.items():
        whole = total(tallies)
        low, high = interval(tallies)
        out.append(
            {
                "figure": name,
                "value": round(100 * whole.f1, 1) if whole.due else None,
                "interval": [round(100 * low, 1), round(100 * high, 1)],
                "precision": round(100 * whole.precision, 1) if name in WITH_PRECISION else None,
                "recall": round(100 * whole.recall, 1) if name in WITH_PRECISION else None,
                "hits": whole.hits,
                "given": whole.given,
                "due": whole.due,
            }
        )
    return out


def table(measured: Measured) -> str:
    """Return the rows as a Markdown table."""
    lines = [
        f"## {measured.name}: {len(measured.reports)} reports",
        "",
        "| figure | value | 95 % | counts |",
        "|---|---:|---:|---|",
    ]
    for row in rows(measured):
        low, high = row["interval"]
        counts = f"{row['hits']} of {row['due']}"
        if row["precision"] is not None:
            counts += f", {row['given']} given; P {row['precision']:.1f} R {row['recall']:.1f}"
        shown = "–" if row["value"] is None else f"{row['value']:.1f}"
        between = (
            "–" if row["value"] is None or len(measured.reports) < 2 else f"{low:.1f}–{high:.1f}"
        )
        lines.append(f"| {row['figure']} | {shown} | {between} | {counts} |")
    return "\n".join(lines)


def documents(measured: Measured) -> str:
    """Return one line a report; of a blind set nothing."""
    if gold_sets.is_blind(measured.name):
        return f"{measured.name} is blind: no figures by report"
    figures = [name for name in measured.tallies if name != "statements"]
    head = ["report", "found", "given", "due", *figures]
    lines = [f"| {' | '.join(head)} |", "|---|" + "---:|" * (len(head) - 1)]
    for i, report in enumerate(measured.reports):
        whole = measured.tallies["statements"][i]
        shares = [measured.tallies[name][i] for name in figures]
        told = [
            report.id,
            whole.hits,
            whole.given,
            whole.due,
            *(f"{t.hits}/{t.due}" for t in shares),
        ]
        lines.append(f"| {' | '.join(map(str, told))} |")
    return "\n".join(lines)


def reached(name: str, reader: str = "rules") -> dict[str, Any]:
    """Return what a reader reaches on a set now, with the digest of what it was measured on."""
    measured = measure(name, reader)
    return {
        "digest": gold_sets.digest(measured.reports),
        "reports": len(measured.reports),
        "points": measured.points(),
    }


def write_floors(names: Sequence[str], reader: str, *, allow_lower: bool) -> None:
    """Pin what is reached now, rounded down to half a point.

    With every set named PolNeAR too; with both sets of stories their positions too.
    """
    import polnear
    import positions

    entries = {name: reached(name, reader) for name in names if gold_sets.tells(name, reader)}
    if set(names) == set(gold_sets.NAMES):
        entries["polnear"] = polnear.reached(reader)
    if {"two-rivers", "stories"} <= set(names):
        entries["positions"] = positions.reached(reader)
    floors.pin(
        {floors.key(name, reader): entry for name, entry in entries.items()},
        allow_lower=allow_lower,
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures of the sets asked for."""
    parser = argparse.ArgumentParser(description="Measure the reader on annotated reports.")
    parser.add_argument("--set", nargs="+", choices=gold_sets.NAMES, default=list(gold_sets.NAMES))
    parser.add_argument("--reader", choices=sorted(READERS), default="rules")
    parser.add_argument("--half", choices=["studied", "kept"], help="measure one half by hash")
    parser.add_argument("--bare", action="store_true", help="give the reader text and date only")
    parser.add_argument(
        "--documents", action="store_true", help="add a line a report (never blind)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--write-floors", action="store_true", help="pin what is reached now")
    parser.add_argument("--allow-lower", action="store_true", help="let a pin lower a floor")
    options = parser.parse_args(argv)
    if options.half and (options.write_floors or set(options.set) & gold_sets.BLIND):
        parser.error("--half is for sets that may be studied, and pins nothing")
    if options.write_floors and options.reader not in FINDERS:
        parser.error(f"floors are of whole readers: {', '.join(FINDERS)}")
    missing = 0
    told: dict[str, Any] = {}
    try:
        if options.write_floors:
            write_floors(options.set, options.reader, allow_lower=options.allow_lower)
            return 0
    except (MissingData, floors.WouldLower) as fault:
        print(fault, file=sys.stderr)
        return 3
    for name in options.set:
        try:
            measured = measure(name, options.reader, bare=options.bare, half=options.half)
        except MissingData as fault:
            print(f"{name}: {fault}", file=sys.stderr)
            missing = 3
            continue
        if options.json:
            told[name] = {"reports": len(measured.reports), "figures": rows(measured)}
            continue
        print(table(measured), end="\n\n")
        if options.documents:
            print(documents(measured), end="\n\n")
    if options.json:
        print(json.dumps(told, indent=1))
    return missing


if __name__ == "__main__":
    sys.exit(main())
