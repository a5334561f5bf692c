"""Measure the positions, sticking points and windows that come out of our own reading.

    python quality/positions.py [--story NAME …] [--rows]

Each of five invented stories tells, after each report, what a careful reader expects
(``positions.json``). The reports are read by our reader and the analysis is made of that; what
comes out is compared row by row. A *row* is right when everything in it is: that nobody has spoken
(``unknown``), or status, stance, place in the sources, day, speaker, and the terms of an exchange.
A *stance* may be one of the accepted others; the *place* is right when it lies in the gold
statement's content, or in another telling of it in the same report; a *term* when it shares most
of its words with the expected one. A *spurious* position is one on which nobody is expected to
have spoken.

Of the stories, ``SEEN`` were looked at closely by whoever mends the reader, ``UNSEEN`` only
measured. Both are always told apart.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import gold_sets
from figures import Tally, total
from gold_sets import GoldReport
from onetext.analysis.findings import Evidence, Position
from onetext.analysis.positions import positions
from onetext.analysis.sticking import sticking_points
from onetext.analysis.windows import windows
from onetext.analysis.wording import shared, stems
from onetext.press.lexicon.issues import IssueLexicon
from onetext.press.resolving.settling import settle
from onetext.record.view import View, view_of_reports
from onetext.terms.said.report import Report
from readers import FINDERS, report_of

SEEN = ("two-rivers", "strike", "trade")
UNSEEN = ("border-wall", "fisheries")
STORIES = (*SEEN, *UNSEEN)
#: What is compared in a row, in the order in which a fault is named.
PARTS = ("spurious", "unknown", "status", "stance", "place", "since", "speaker", "terms")


@dataclass(slots=True)
class Measured:
    """Hold one story's tallies, and the faults of its rows: part, stage, party, issue, words."""

    story: str
    rows: Tally = field(default_factory=Tally)
    positions: Tally = field(default_factory=Tally)
    sticking: Tally = field(default_factory=Tally)
    windows: Tally = field(default_factory=Tally)
    faults: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    @property
    def spurious(self) -> int:
        """Return how many positions are given where nobody has spoken."""
        return sum(fault[0] == "spurious" for fault in self.faults)


@cache
def story_reports(name: str) -> tuple[GoldReport, ...]:
    """Return the annotated reports of a story, in the order of publication."""
    if name == "two-rivers":
        return gold_sets.load(name)
    folder = gold_sets.ROOT / "tests" / "stories" / name
    return tuple(r for r in gold_sets.load("stories") if folder in r.parties[0].parents)


def expected(name: str) -> list[dict[str, Any]]:
    """Return what is expected after each report."""
    table = story_reports(name)[0].parties[0].parent / "positions.json"
    stages: list[dict[str, Any]] = json.loads(table.read_text(encoding="utf-8"))["after"]
    return stages


@cache
def measure(name: str, reader: str = "rules") -> Measured:
    """Read the reports of a story and compare what comes out after each of them."""
    return compare(name, [report_of(gold, finder=reader) for gold in story_reports(name)])


def compare(name: str, read: Sequence[Report]) -> Measured:
    """Compare what comes out of the reports as read, after each of them, with what is expected.

    What several reports tell of a person is brought together as the brief does it.
    """
    golds = story_reports(name)
    issues = {issue.id for issue in IssueLexicon.load(*golds[0].issues).issues}
    found = Measured(name)
    for number, stage in enumerate(expected(name), start=1):
        assert golds[number - 1].id == stage["report"], "stages go with the reports in their order"
        view = view_of_reports(settle(read[:number]))
        _compare(found, stage, view, golds, issues)
    return found


def _compare(
    found: Measured,
    stage: dict[str, Any],
    view: View,
    golds: Sequence[GoldReport],
    issues: set[str],
) -> None:
    given = {(p.party, p.issue): p for p in positions(view) if p.issue in issues}
    wanted = {(row["party"], row["issue"]): row for row in stage["positions"]}
    places = _places(golds)
    right = good = 0
    for key in sorted(wanted.keys() | given.keys()):
        row, position = wanted.get(key, {"status": "unknown"}), given.get(key)
        fault = _fault(row, position, places)
        right += fault is None and key in wanted
        good += fault is None and row["status"] != "unknown"
        if fault is not None:
            shown = _shown(position) + " | expected " + _told(row)
            found.faults.append((fault, stage["report"], *key, shown))
    found.rows += Tally.share(right, len(wanted))
    found.positions += Tally(
        good,
        sum(p.status != "unknown" for p in given.values()),
        sum(row["status"] != "unknown" for row in wanted.values()),
    )
    points = Counter((p.issue, p.basis) for p in sticking_points(view) if p.issue in issues)
    found.sticking += _sets(
        set(points), {(row["issue"], row["basis"]) for row in stage["sticking_points"]}
    )
    kept = {(w.party, w.claimed_by) for w in windows(view) if w.ended is None}
    due = {(row["party"], row["claimed_by"]) for row in stage["not_kept_abreast"]}
    found.windows += _sets(kept, due)


def _sets(given: set[Any], due: set[Any]) -> Tally:
    return Tally(len(given & due), len(given), len(due))


def _fault(
    row: dict[str, Any], position: Position | None, places: dict[str, list[tuple[str, int, int]]]
) -> str | None:
    """Return the first part of the row that is wrong, None when all of it is right."""
    status = position.status if position else "unknown"
    if row["status"] == "unknown":
        return "spurious" if status != "unknown" else None
    if position is None or status == "unknown":
        return "unknown"
    first = position.evidence[0]
    here = any(
        first.source == source and start < first.span.end and first.span.start < end
        for source, start, end in places[row["source"]]
    )
    checks = {
        "status": status == row["status"],
        "stance": position.stance in (row["stance"], *row.get("stance_alt", ())),
        "place": here,
        "since": str(position.since) == row["since"],
        "speaker": _last(position.speaker) == _last(row["speaker"]),
        "terms": _same_terms(row["condition"], position),
    }
    return next((part for part in PARTS if not checks.get(part, True)), None)


def _places(golds: Sequence[GoldReport]) -> dict[str, list[tuple[str, int, int]]]:
    """Return where each gold statement stands, and where its report tells it again."""
    places: dict[str, list[tuple[str, int, int]]] = {}
    for gold in golds:
        rows = gold.gold["statements"]
        first = {row["id"]: row.get("same_as") or row["id"] for row in rows}
        for row in rows:
            places[f"{gold.id}#{row['id']}"] = [
                (gold.id, start, end)
                for told in rows
                if first[told["id"]] == first[row["id"]]
                for start, end in told["content_spans"]
            ]
    return places


def _last(name: str | None) -> str:
    return (name or "").rpartition(" ")[2].lower()


def _same_terms(due: dict[str, str] | None, position: Position) -> bool:
    terms = position.terms
    if due is None or terms is None:
        return due is None and terms is None
    return _alike(due["gives"], terms.gives) and _alike(due["gets"], terms.gets)


def _alike(due: str | None, given: Evidence | None) -> bool:
    if due is None or given is None:
        return due is None and given is None
    return shared(stems(due), stems(given.words)) >= 0.5


def _shown(position: Position | None) -> str:
    if position is None or position.status == "unknown":
        return "unknown"
    first = position.evidence[0]
    return (
        f"{position.status} {position.stance} {position.since} {position.speaker}"
        f" [{first.source}#{first.statement}: {(position.words or '')[:90]!r}]"
    )


def _told(row: dict[str, Any]) -> str:
    if row["status"] == "unknown":
        return "unknown"
    return f"{row['status']} {row['stance']} {row['since']} {row['speaker']} [{row['source']}]"


def table(found: Sequence[Measured]) -> str:
    """Return one line a story and one a half, as a Markdown table."""
    lines = [
        "| story | rows | spurious | positions P / R | sticking points P / R | windows P / R |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    by_name = {one.story: one for one in found}
    for half, names in (("seen", SEEN), ("unseen", UNSEEN)):
        here = [by_name[name] for name in names if name in by_name]
        lines += [_line(one.story, [one]) for one in here]
        lines += [_line(f"**{half}**", here)] if here else []
    return "\n".join(lines)


def _line(name: str, group: Sequence[Measured]) -> str:
    rows = total(one.rows for one in group)
    pairs = [
        total(getattr(one, part) for one in group) for part in ("positions", "sticking", "windows")
    ]
    shown = " | ".join(
        f"{t.hits}/{t.given}, {t.hits}/{t.due}" if t.given or t.due else "–" for t in pairs
    )
    share = 100 * rows.f1
    return (
        f"| {name} | {rows.hits} of {rows.due} ({share:.1f} %) | {sum(o.spurious for o in group)}"
        f" | {shown} |"
    )


def faults(one: Measured) -> Iterator[str]:
    """Yield how many rows go wrong by the part that does, then each row."""
    yield f"{one.story}: " + ", ".join(
        f"{part} {number}" for part, number in Counter(f[0] for f in one.faults).most_common()
    )
    for part, stage, party, issue, words in one.faults:
        yield f"  {part:9} {stage} {party}/{issue}: {words}"


def reached(reader: str = "rules") -> dict[str, Any]:
    """Return what comes out of our reading now, for the floors."""
    measured = [measure(name, reader) for name in STORIES]
    points = {f"rows {one.story}": 100 * one.rows.f1 for one in measured}
    for half, names in (("seen", SEEN), ("unseen", UNSEEN)):
        group = [one for one in measured if one.story in names]
        for part in ("positions", "sticking", "windows"):
            tally = total(getattr(one, part) for one in group)
            if tally.due:
                points[f"{part} {half}"] = 100 * tally.f1
    whole = hashlib.sha256()
    for name in STORIES:
        whole.update(gold_sets.digest(story_reports(name)).encode())
        whole.update(json.dumps(expected(name), sort_keys=True).encode())
    return {
        "digest": whole.hexdigest(),
        "reports": sum(len(story_reports(name)) for name in STORIES),
        "points": points,
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures of the stories asked for."""
    parser = argparse.ArgumentParser(description="Measure positions through our own reading.")
    parser.add_argument("--story", nargs="+", choices=STORIES, default=list(STORIES))
    parser.add_argument("--rows", action="store_true", help="list the rows that are wrong (seen)")
    parser.add_argument("--reader", choices=sorted(FINDERS), default="rules")
    options = parser.parse_args(argv)
    found = [measure(name, options.reader) for name in options.story]
    print(table(found))
    for one in found if options.rows else ():
        if one.story in SEEN:
            print("", *faults(one), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
