"""Measure how well the bargain inside an offer is found: what is given, the link, what is wanted.

    python quality/conditions.py [--faults] [--json]

The rules are asked of the *gold* contents, so no error of the reader's comes in. Every annotated
set is taken that is not blind, and the texts of our own making that the reader learns from. Whoever
mends the rules reads the ``studied`` halves; of the ``kept`` ones, and of the own texts numbered
from ``FRESH`` on, which were written after the rules, only sums are shown.

*found* is a condition where gold has one: F1 over all statements. Of those found, *link* and *gets*
are right when they are the very words; *gives* when it is gold's, or what is left of gold's without
"that", "to", the subject and the modal verb: our rules leave those out, as the seed does.
*whole* is all three, of all that are due.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import gold_sets
from figures import Tally
from gold_sets import GoldReport, MissingData
from onetext.press.labelling.conditions import find_condition
from onetext.terms.said.span import Span
from scoring import link_of

sys.path.insert(0, str(gold_sets.ROOT / "training"))

from marked import texts

FRESH = 721
SETS = ("seed", "reports", "wikinews-dev", "wikinews-train", "two-rivers", "stories")
FIGURES = ("found", "link", "gets", "gives", "whole")
#: How a left-out beginning of gold's gives ends: "the union would | call off the strike".
_LEFT_OUT = re.compile(
    r"(?:\b(?:that|to|will|would|shall|should|can|could|may|might|must|cannot|won[’']t|"
    r"(?:is|are|was|were|be|been|am) (?:open|prepared|ready|willing) to)|[’'](?:ll|d)|n[’']t)"
    r"(?: (?:also|now|only|still|then|gladly|happily))*[\s“”\"‘]*$",
    re.IGNORECASE,
)


@dataclass
class Measured:
    """Hold the tallies of one part of the sets, and what was wrong, in the report's words."""

    name: str
    tallies: dict[str, Tally] = field(default_factory=lambda: dict.fromkeys(FIGURES, Tally()))
    faults: list[str] = field(default_factory=list)

    def add(self, figure: str, tally: Tally) -> None:
        """Count one statement's part in a figure."""
        self.tallies[figure] += tally


def parts() -> Iterator[tuple[str, GoldReport]]:
    """Yield every report with the part of the sets that it belongs to."""
    for form, text in texts():
        number = int(form["doc"]["id"].rpartition("-")[2])
        half = "fresh" if number >= FRESH else gold_sets.half_of(form["doc"]["id"])
        yield f"own texts, {half}", GoldReport(form, text)
    for name in SETS:
        for report in gold_sets.load(name):
            yield f"annotated sets, {gold_sets.half_of(report.id)}", report


def compare(measured: Measured, report: GoldReport) -> None:
    """Ask the rules of every statement of a report, and count."""
    for statement in report.gold["statements"]:
        contents = [Span(*span) for span in statement["content_spans"]]
        found = find_condition(report.text, contents)
        due = statement.get("condition")
        measured.add("found", Tally(bool(found and due), bool(found), bool(due)))
        right: dict[str, bool] = {}
        if due and found:
            spans = {"link": link_of(due, statement, report.text)}
            spans |= {part: due.get(f"{part}_span") for part in ("gets", "gives")}
            for part, span in spans.items():
                if span:
                    given = getattr(found, part)
                    right[part] = given is not None and _same(part, Span(*span), given, report.text)
                    measured.add(part, Tally.share(right[part], 1))
        if due:
            measured.add("whole", Tally.share(len(right) > 1 and all(right.values()), 1))
        if (due and not all(right.values())) or bool(due) != bool(found):
            measured.faults.append(_told(report, statement, due, found))


def _same(part: str, due: Span, given: Span, text: str) -> bool:
    if part != "gives":
        return due == given
    if due.end != given.end or due.start > given.start:
        return False
    left_out = text[due.start : given.start]
    return not left_out or _LEFT_OUT.search(left_out) is not None


def _told(report: GoldReport, statement: Any, due: Any, found: Any) -> str:
    text = report.text
    words = " | ".join(text[a:b] for a, b in statement["content_spans"])
    lines = [f"{report.id} {statement['id']} {statement['stance']}: {words}"]
    for name, spans in (
        ("gold", due and [due.get(f"{part}_span") for part in ("gives", "link", "gets")]),
        ("ours", found and [[s.start, s.end] for s in (found.gives, found.link, found.gets) if s]),
    ):
        told = " | ".join(text[slice(*span)] if span else "–" for span in spans or ())
        lines.append(f"  {name}: {told or 'none'}")
    return "\n".join(lines)


def measure() -> list[Measured]:
    """Return the tallies of every part."""
    found: dict[str, Measured] = {}
    for name, report in parts():
        compare(found.setdefault(name, Measured(name)), report)
    return [found[name] for name in sorted(found)]


def rows(measured: Measured) -> list[dict[str, Any]]:
    """Return one row a figure, in points."""
    return [
        {
            "figure": figure,
            "value": round(100 * tally.f1, 1) if tally.due else None,
            "hits": tally.hits,
            "given": tally.given,
            "due": tally.due,
        }
        for figure, tally in measured.tallies.items()
    ]


def table(every: Sequence[Measured]) -> str:
    """Return a Markdown table, one line a part."""
    lines = ["| part | found | P | R | link | gets | gives | whole |", "|---|---|" + "---:|" * 6]
    for measured in every:
        found = measured.tallies["found"]
        shown = [
            f"{100 * t.f1:.1f} ({t.hits} of {t.due})" if t.due else "–"
            for name, t in measured.tallies.items()
            if name != "found"
        ]
        lines.append(
            f"| {measured.name} | {found.hits} of {found.due}, {found.given} given "
            f"| {100 * found.precision:.1f} | {100 * found.recall:.1f} | {' | '.join(shown)} |"
        )
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures; of the studied halves also what was wrong, if asked."""
    parser = argparse.ArgumentParser(description="Measure how conditions are found in offers.")
    parser.add_argument("--faults", action="store_true", help="list what is wrong, studied halves")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(argv)
    try:
        every = measure()
    except MissingData as fault:
        print(fault, file=sys.stderr)
        return 3
    if options.json:
        print(json.dumps({measured.name: rows(measured) for measured in every}, indent=1))
        return 0
    print(table(every))
    for measured in every if options.faults else ():
        if measured.name.endswith("studied"):
            print(f"\n## {measured.name}\n", *measured.faults, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
