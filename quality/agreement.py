"""Measure how far two readings of the same reports agree, with the definitions of :mod:`scoring`.

    python quality/agreement.py --one FOLDER … --other FOLDER …

A reading is one folder or several of annotations in the stored form. Of every report in both, each
reading is taken once as gold and once as what was read, and the counts of both ways are added: no
figure depends on which reading stands first, and every count is twice what one way would give.
``stance`` accepts what either names as acceptable; ``first stance`` asks for the same first choice.
``best`` is what a reading reaches against itself: a speaker that nobody named counts as wrong.
Intervals are 95 % over reports (bootstrap, as elsewhere). A share (speaker, date, …) is one of the
statements that both have.

Only sums are printed. The reports may be blind: no id, no words, and of a fault its kind alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gold_sets
from figures import Tally, interval, total
from scoring import match, score


@dataclass(frozen=True, slots=True, repr=False)
class Pair:
    """Hold two annotations of one report, and its text."""

    one: Mapping[str, Any]
    other: Mapping[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class Readings:
    """Hold the reports that both read, and how many only one did."""

    pairs: tuple[Pair, ...]
    alone: tuple[int, int]


def agreement(pairs: Sequence[Pair]) -> dict[str, list[Tally]]:
    """Return the tallies of both ways added up, one a report, by figure."""
    tallies: dict[str, list[Tally]] = {}
    for pair in pairs:
        there = score(pair.one, pair.other, pair.text)
        back = score(pair.other, pair.one, pair.text)
        for figure, tally in there.items():
            tallies.setdefault(figure, []).append(tally + back[figure])
            if figure == "stance":
                tallies.setdefault("first stance", []).append(_first_stance(pair))
    return tallies


def read(one: Iterable[Path], other: Iterable[Path]) -> Readings:
    """Return what both readings hold, every text checked against what either was made on.

    Raises
    ------
    MissingData
        If the texts are not there, or are not those that were annotated.
    ValueError
        If a reading holds a report twice.
    """
    first, second = _by_id(one), _by_id(other)
    both = sorted(first.keys() & second.keys())
    pairs = tuple(Pair(first[id].gold, second[id].gold, first[id].text) for id in both)
    return Readings(pairs, (len(first) - len(both), len(second) - len(both)))


def table(readings: Readings) -> str:
    """Return the figures as a Markdown table."""
    pairs = readings.pairs
    counts = [sum(len(side["statements"]) for side in sides) for sides in _sides(pairs)]
    events = [sum(len(side["events"]) for side in sides) for sides in _sides(pairs)]
    lines = [
        f"{len(pairs)} reports in both readings ({readings.alone[0]} and {readings.alone[1]} in one"
        f" only); {counts[0]} and {counts[1]} statements, {events[0]} and {events[1]} events.",
        "",
        "| figure | agreement | 95 % | best | counts, both ways |",
        "|---|---:|---:|---:|---|",
    ]
    alone = [Pair(side, side, pair.text) for pair in pairs for side in (pair.one, pair.other)]
    best = {figure: total(tallies) for figure, tallies in agreement(alone).items()}
    for figure, tallies in agreement(pairs).items():
        whole = total(tallies)
        low, high = interval(tallies)
        shown = f"{100 * whole.f1:.1f}" if whole.due else "–"
        told = whole.due and len(pairs) > 1
        between = f"{100 * low:.1f}–{100 * high:.1f}" if told else "–"
        most = f"{100 * best[figure].f1:.1f}" if best[figure].due else "–"
        count = f"{whole.hits} of {whole.due}"
        if whole.given != whole.due:
            count += f", {whole.given} given"
        lines.append(f"| {figure} | {shown} | {between} | {most} | {count} |")
    return "\n".join(lines)


def _first_stance(pair: Pair) -> Tally:
    one, other = pair.one["statements"], pair.other["statements"]
    matched = match(one, other, pair.text)
    alike = sum(one[i]["stance"] == other[j]["stance"] for i, j in matched.items())
    return Tally.share(2 * alike, 2 * len(matched))


def _by_id(folders: Iterable[Path]) -> dict[str, gold_sets.GoldReport]:
    found: dict[str, gold_sets.GoldReport] = {}
    for folder in folders:
        for report in gold_sets.annotated(folder):
            if report.id in found:
                raise ValueError("a report is in a reading twice")
            found[report.id] = gold_sets.checked(report)
    return found


def _sides(pairs: Sequence[Pair]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    return [pair.one for pair in pairs], [pair.other for pair in pairs]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the agreement of two readings."""
    parser = argparse.ArgumentParser(description="Measure how far two readings agree.")
    parser.add_argument("--one", nargs="+", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--other", nargs="+", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(argv)
    try:
        readings = read(options.one, options.other)
        if not readings.pairs:
            print("no report is in both readings", file=sys.stderr)
            return 3
        if options.json:
            sums = {name: total(tallies) for name, tallies in agreement(readings.pairs).items()}
            told = {
                name: {"f1": round(100 * t.f1, 1), "hits": t.hits, "given": t.given, "due": t.due}
                for name, t in sums.items()
            }
            print(json.dumps({"reports": len(readings.pairs), "figures": told}, indent=1))
        else:
            print(table(readings))
    except Exception as fault:
        print(f"{type(fault).__name__}: what it says may tell of a report", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
