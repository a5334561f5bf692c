"""Load gold annotations as reports, so that the analysis is tested apart from reading."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from onetext.record.view import View, view_of_reports
from onetext.terms.party import Party
from onetext.terms.said.form import from_form
from onetext.terms.said.report import Report

HERE = Path(__file__).parents[2]
STORIES = {
    path.name: path
    for path in (*sorted((HERE / "tests/stories").iterdir()), HERE / "examples/two-rivers")
    if (path / "positions.json").exists()
}
SHARED = HERE.parent / "shared/data"


def gold_report(gold: Path, text: Path) -> Report:
    """Return the report that a gold file tells."""
    return from_form(json.loads(gold.read_text(encoding="utf-8")), text.read_text(encoding="utf-8"))


def story_reports(name: str) -> list[Report]:
    """Return the reports of a story, with the roles that its table of parties gives."""
    folder = STORIES[name]
    rows = YAML(typ="safe").load((folder / "parties.yaml").read_text(encoding="utf-8"))["parties"]
    roles = {row["id"]: row for row in rows}
    reports = []
    for gold in sorted((folder / "gold").glob("*.gold.json")):
        text = folder / "press" / gold.name.replace(".gold.json", ".txt")
        report = gold_report(gold, text)
        parties = tuple(_known(party, roles) for party in report.parties)
        parties += tuple(
            _known(Party(id, row["name"], row["kind"]), roles)
            for id, row in roles.items()
            if id not in {party.id for party in parties}
        )
        reports.append(replace(report, parties=parties))
    return reports


def story_issues(name: str) -> set[str]:
    """Return the ids of the issues that the story's table lists."""
    table = (STORIES[name] / "issues.yaml").read_text(encoding="utf-8")
    return {row["id"] for row in YAML(typ="safe").load(table)["issues"]}


def seed_view() -> View:
    """Return the view of the article that the design started from."""
    folder = SHARED / "seed"
    return view_of_reports([gold_report(folder / "gold.json", folder / "article.txt")])


def _known(party: Party, rows: dict[str, Any]) -> Party:
    if party.id not in rows:
        return replace(party, role="other")
    row = rows[party.id]
    more = (
        *party.aliases,
        *row.get("aliases", ()),
        *row.get("demonyms", ()),
        *row.get("metonyms", ()),
    )
    return replace(party, role=row["role"], aliases=tuple(dict.fromkeys(more)))
