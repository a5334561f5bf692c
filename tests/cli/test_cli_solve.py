"""``onetext solve``: the reference answers, our own case, and what cannot be solved."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from ran import ROOT, Ran, onetext

SCENARIOS = ROOT.parent / "shared" / "data" / "scenarios"
EXPECTED = sorted((SCENARIOS / "expected").glob("*.json"))
CONCEPTS = {
    "nash": "nash",
    "egalitarian": "kalai_egalitarian",
    "utilitarian": "max_welfare_rational",
}


def told(done: Ran) -> dict[str, Any]:
    assert done.code in (0, 1), done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


@pytest.mark.shared
@pytest.mark.skipif(not EXPECTED, reason="../shared/data/scenarios is absent")
@pytest.mark.parametrize("file", EXPECTED, ids=lambda path: path.stem)
def test_a_scenario_answers_as_its_reference(file: Path) -> None:
    expected = json.loads(file.read_text("utf-8"))
    profiles = ",".join(expected["profile_files_in_party_order"])
    found = told(
        onetext("solve", str(SCENARIOS / expected["scenario"]), "--profiles", profiles, "--json")
    )
    whole = expected["n_outcomes"]
    assert found["packages"] in (whole, whole * 6 // 7)  # one scenario lists a value twice
    assert found["frontier_all"]["size"] == expected["pareto_all"]["n_points"]
    assert found["frontier"]["size"] == expected["pareto_rational"]["n_points"]
    points = found["frontier_all"]["points"]
    for party, total in enumerate(expected["pareto_all"]["sum_per_party"]):
        assert math.isclose(sum(point[party] for point in points), total, abs_tol=1e-6)
    for ours, theirs in CONCEPTS.items():
        if not expected[theirs]:
            continue
        for vector in found["solutions"][ours]["utilities"]:
            assert any(
                all(math.isclose(a, b, abs_tol=1e-8) for a, b in zip(vector, other, strict=True))
                for other in expected[theirs]["utilities"]
            ), (ours, vector)


def test_our_case_has_sixty_packages_for_all() -> None:
    found = told(onetext("solve", "examples/two-rivers", "--json"))
    assert found["packages"] == 2025
    assert found["acceptable"] == {"all": 60, "tarvenia": 739, "belmora": 948, "sedgeland": 457}
    assert found["status"]["nash"] == "exact"
    shown = onetext("solve", "examples/two-rivers", "--explain")
    assert shown.code == 0
    assert "Acceptable to all: 60 (3 %)" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80


def test_the_games_rule_counts() -> None:
    if not SCENARIOS.exists():
        pytest.skip("../shared/data/scenarios is absent")
    game = str(SCENARIOS / "LLMDelib-base")
    found = told(onetext("solve", game, "--json"))
    assert (found["packages"], found["acceptable"]["all"], found["passing"]) == (720, 12, 55)
    assert found["frontier_all"]["size"] == 481
    assert told(onetext("solve", game, "--rule", "unanimity", "--json"))["passing"] == 12


CLASH = """format: 1
id: t
title: T
mode: exercise
parties: [{id: arn, name: Arnland}, {id: bel, name: Belmark}]
issues: [{id: land, label: the land, options: [ours, yours]}]
sheets:
  - {id: a, owner: arn, floor: 6, points: {land: {ours: 10, yours: 0}}}
  - {id: b, owner: bel, floor: 7, points: {land: {ours: 0, yours: 10}}}
"""


def test_where_nothing_is_acceptable_the_clash_is_named(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(CLASH, "utf-8")
    done = onetext("solve", str(case), "--json")
    assert done.code == 1, done.err
    found = json.loads(done.out)
    assert found["acceptable"] == {"all": 0, "arn": 1, "bel": 1}
    assert found["blockers"]["clashing"] == [["arn", "bel"]]
    assert found["blockers"]["nearest"]["package"] == {"land": "yours"}
    shown = onetext("solve", str(case))
    assert (shown.code, "These floors clash: Arnland and Belmark" in shown.out) == (1, True)


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("examples/berlin-2025",), 3, ""),
        (
            ("examples/two-rivers", "--rule", "most of them"),
            2,
            "no rule 'most of them', write unanimity",
        ),
        (("nowhere.yaml",), 3, "nowhere.yaml"),
    ],
)
def test_what_cannot_be_solved_says_so(args: tuple[str, ...], code: int, says: str) -> None:
    done = onetext("solve", *args)
    assert (done.code, "Traceback" in done.err, says in done.err) == (code, False, True)


def solved(tmp_path: Path, text: str, *more: str) -> Ran:
    case = tmp_path / "case.yaml"
    case.write_text(text, "utf-8")
    return onetext("solve", str(case), *more)


def test_where_red_lines_bar_everything_no_floor_is_blamed(tmp_path: Path) -> None:
    barred = CLASH.replace(
        "yours: 0}}}", "yours: 0}}, red_lines: [{id: r, keeps: land = ours}]}"
    ).replace("yours: 10}}}", "yours: 10}}, red_lines: [{id: q, keeps: land = yours}]}")
    shown = solved(tmp_path, barred)
    assert (shown.code, "These floors clash" in shown.out) == (1, False)
    assert "No package is left: the red lines bar every one." in shown.out
    page = tmp_path / "page.html"
    found = json.loads(solved(tmp_path, barred, "--json", "--html", str(page)).out)
    assert found["blockers"]["clashing"] == []
    assert "the red lines bar every one" in page.read_text("utf-8")


def test_a_party_that_told_no_floor_is_named(tmp_path: Path) -> None:
    shown = solved(tmp_path, CLASH.replace("floor: 6", "floor: unknown"))
    told = " ".join(shown.out.split())
    assert (shown.code, "! Arnland has told no floor" in told) == (0, True)
    assert "told no floor" not in solved(tmp_path, CLASH).out


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("floor: 7", "floor: [7, 8]", "9:32: the floor of the sheet 'b' is not known exactly"),
        ("yours: 0", "yours: [0, 3]", "8:50: the sheet 'a' does not say what 'yours'"),
        ("owner: bel", "owner: arn", "8:5: 2 sheets of one desk"),
        ("mode: exercise", "mode: live", "8:5: the sheets here are private"),
    ],
)
def test_what_sheets_lack_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, place: str
) -> None:
    assert old in CLASH
    done = solved(tmp_path, CLASH.replace(old, new))
    assert (done.code, f"case.yaml:{place}" in done.err) == (3, True), done.err
