"""After each report of five stories the analysis tells what a careful reader expects."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gold import STORIES, story_issues, story_reports
from onetext.analysis.findings import Position
from onetext.analysis.positions import positions
from onetext.analysis.sticking import sticking_points
from onetext.analysis.windows import windows
from onetext.record.view import View, view_of_reports


# A narration of 03-16 names three issues, of which the expectation takes one; see there.
def _stages() -> list[Any]:
    found = []
    for name, folder in STORIES.items():
        told = json.loads((folder / "positions.json").read_text(encoding="utf-8"))
        for stage in told["after"]:
            found.append(pytest.param(name, stage, id=f"{name}-{stage['report']}"))
    return found


def _view(name: str, last: str) -> View:
    reports = story_reports(name)
    ids = [report.source.id for report in reports]
    return view_of_reports(reports[: ids.index(last) + 1])


def _row(position: Position | None) -> tuple[object, ...]:
    if position is None or position.status == "unknown":
        return ("unknown",)
    terms = position.terms
    where = position.evidence[0]
    return (
        position.status,
        position.stance,
        str(position.since),
        position.speaker,
        f"{where.source}#{(where.statement or '').partition('.')[0]}",
        terms and (terms.gives and terms.gives.words, terms.gets and terms.gets.words),
    )


def _expected(row: dict[str, Any]) -> tuple[object, ...]:
    if row["status"] == "unknown":
        return ("unknown",)
    terms = row["condition"]
    return (
        row["status"],
        row["stance"],
        row["since"],
        row["speaker"],
        row["source"],
        terms and (terms["gives"], terms["gets"]),
    )


def test_there_are_five_stories() -> None:
    assert len(STORIES) >= 5


@pytest.mark.parametrize(("name", "stage"), _stages())
def test_positions(name: str, stage: dict[str, Any]) -> None:
    found = {(p.party, p.issue): p for p in positions(_view(name, stage["report"]))}
    wanted = {(row["party"], row["issue"]): _expected(row) for row in stage["positions"]}
    assert {key: _row(found.get(key)) for key in wanted} == wanted
    assert not [key for key in found if key[1] in story_issues(name) and key not in wanted]


@pytest.mark.parametrize(("name", "stage"), _stages())
def test_the_other_side_of_a_division_is_shown(name: str, stage: dict[str, Any]) -> None:
    found = {(p.party, p.issue): p for p in positions(_view(name, stage["report"]))}
    for row in stage["positions"]:
        if row["status"] == "divided":
            told = [f"{e.source}#{e.statement}" for e in found[row["party"], row["issue"]].others]
            assert told == [row["against"]["source"], row["source"]]


@pytest.mark.parametrize(("name", "stage"), _stages())
def test_sticking_points(name: str, stage: dict[str, Any]) -> None:
    issues = story_issues(name)
    found = {
        (point.issue, point.basis)
        for point in sticking_points(_view(name, stage["report"]))
        if point.issue in issues
    }
    wanted = {(row["issue"], row["basis"]) for row in stage["sticking_points"]}
    assert found == wanted


@pytest.mark.parametrize(("name", "stage"), _stages())
def test_windows(name: str, stage: dict[str, Any]) -> None:
    found = {
        (w.party, w.claimed_by) for w in windows(_view(name, stage["report"])) if w.ended is None
    }
    assert found == {(row["party"], row["claimed_by"]) for row in stage["not_kept_abreast"]}
