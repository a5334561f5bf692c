"""``onetext export --to``: a case for another tool, read back as the same; what is left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ran import ROOT, onetext

CAMP_DAVID = "examples/camp-david-1978"
TWO_RIVERS = "examples/two-rivers"
SPACED = """format: 1
id: t
title: A title with spaces
mode: exercise
parties: [{id: arn, name: North land}, {id: bel, name: "South & land"}]
issues:
  - {id: land, label: the land,
     options: [{id: ours, label: "all of it, ours"}, {id: "no man's land"}]}
  - {id: zone, label: a zone, amount: {low: 0, high: 2, step: 1, unit: km}}
sheets:
  - {id: a, owner: arn, floor: 2,
     points: {land: {ours: 10, "no man's land": 0}, zone: {0: 0, 1: 1, 2: 5}}}
  - {id: b, owner: bel, floor: 3,
     points: {land: {ours: 0, "no man's land": 10}, zone: {0: 4, 1: 2, 2: 0}}}
"""


def solved(path: str | Path, *words: str) -> dict[str, Any]:
    ran = onetext("solve", str(path), *words, "--json")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.mark.parametrize("to", ["genius", "negmas", "case"])
@pytest.mark.parametrize("case", [CAMP_DAVID, "spaced"])
def test_what_is_written_answers_the_same(tmp_path: Path, to: str, case: str) -> None:
    if case == "spaced":
        (tmp_path / "case.yaml").write_text(SPACED, "utf-8")
        case = str(tmp_path / "case.yaml")
    out = tmp_path / "out"
    ran = onetext("export", case, "--to", to, "-o", str(out))
    assert ran.code == 0, ran.err
    assert "Wrote" in ran.err
    before = solved(case)
    profiles = () if to == "case" else ("--profiles", ",".join(before["parties"]))
    after = solved(out / "case.yaml" if to == "case" else out, *profiles)
    assert after["packages"] == before["packages"]
    assert list(after["acceptable"].values()) == list(before["acceptable"].values())
    scale = [
        b / a if a else 1
        for a, b in zip(
            *(f["solutions"]["nash"]["utilities"][0] for f in (before, after)), strict=True
        )
    ]
    points = [[u * s for u, s in zip(p, scale, strict=True)] for p in before["frontier"]["points"]]
    for one, other in zip(points, after["frontier"]["points"], strict=True):
        assert one == pytest.approx(other, abs=1e-9)


def test_links_are_refused_or_left_out(tmp_path: Path) -> None:
    ran = onetext("export", TWO_RIVERS, "--to", "negmas", "-o", str(tmp_path / "out"))
    assert (ran.code, "(--without-links)" in ran.err) == (3, True)
    assert not (tmp_path / "out").exists()
    words = ("--to", "genius", "--without-links", "-o", str(tmp_path / "out"))
    ran = onetext("export", TWO_RIVERS, *words)
    assert ran.code == 0
    assert (
        "left out: the link of 'sedgeland-own': territory = joint and monitoring = free" in ran.err
    )
    assert "left out: offers (12)" in ran.err
    ran = onetext("export", TWO_RIVERS, *words)
    assert (ran.code, "is there already, name a new folder" in ran.err) == (3, True)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((CAMP_DAVID, "--to", "excel"), 2, "there is no form 'excel', write one of genius, negmas"),
        ((CAMP_DAVID, "--to", "genius", "--whole"), 2, "--to is for cases"),
        ((CAMP_DAVID, "--to", "genius", "--seat", "x"), 2, "--to is for cases"),
        (("examples/two-rivers/room.record", "--as", "genius"), 2, "go with --to"),
        (("examples/berlin-2025", "--to", "genius"), 3, "has no sheets"),
        (("nowhere", "--to", "genius"), 3, "nowhere"),
    ],
)
def test_a_wrong_word_is_told(tmp_path: Path, words: tuple[str, ...], code: int, says: str) -> None:
    ran = onetext("export", *words, "-o", str(tmp_path / "out"))
    assert (ran.code, "Traceback" in ran.err) == (code, False)
    assert says in ran.err


def test_names_that_a_case_file_cannot_hold_are_refused_or_made_to_fit(tmp_path: Path) -> None:
    laptop = ROOT.parent / "shared" / "data" / "scenarios" / "Laptop"
    if not laptop.exists():
        pytest.skip("../shared/data/scenarios is absent")
    ran = onetext("export", str(laptop), "--to", "case", "-o", str(tmp_path / "out"))
    if ran.code == 0:
        assert solved(tmp_path / "out" / "case.yaml")["packages"] == solved(laptop)["packages"]
    else:
        assert ran.code == 3
        assert "a case file cannot hold it: 'External Monitor' is no id" in ran.err
