"""Scenarios of others against the reference answers beside them, at 1e-8."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from onetext.analysis.space.counting import acceptable
from onetext.analysis.space.frontier import frontier
from onetext.analysis.space.programmes import by_epsilon
from onetext.analysis.space.sheets import problem_of
from onetext.analysis.space.solutions import solutions, with_weak_ties
from onetext.cases.formats.reading import read_case

SCENARIOS = Path(__file__).parents[3] / "shared" / "data" / "scenarios"
CLOSE = 1e-8
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SCENARIOS.is_dir(), reason="the scenarios of others lie in ../shared"),
]
EXPECTED = sorted((SCENARIOS / "expected").glob("*.json"))
NAMES = {
    "nash": "nash",
    "egalitarian": "kalai_egalitarian",
    "kalai_smorodinsky": "kalai_smorodinsky_maxmin",
    "utilitarian": "max_welfare_rational",
}


def same(found: Any, expected: Any) -> bool:
    rows = [np.array(x)[np.lexsort(np.round(np.array(x), 6).T[::-1])] for x in (found, expected)]
    return rows[0].shape == rows[1].shape and bool(np.abs(rows[0] - rows[1]).max() < CLOSE)


def inside(found: Any, expected: Any) -> bool:
    """Tell whether each row found is among those expected."""
    gap = np.abs(np.array(found)[:, None, :] - np.array(expected)[None]).max(axis=2)
    return bool((gap.min(axis=1) < CLOSE).all())


def test_there_are_thirteen() -> None:
    assert len(EXPECTED) == 13


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_a_scenario_gives_the_reference_answers(path: Path) -> None:
    told = json.loads(path.read_text())
    case = read_case(
        SCENARIOS / told["scenario"], profiles=told["profile_files_in_party_order"]
    ).case
    space = problem_of(case.space, case.sheets)
    assert space.packages == told["n_outcomes"]
    whole = frontier(space)
    assert same(whole.utilities, told["pareto_all"]["utilities_sorted_desc"])
    rational = frontier(space, floors=True)
    assert same(rational.utilities, told["pareto_rational"]["utilities_sorted_desc"])
    assert acceptable(space).all.value == told["n_individually_rational_outcomes"]
    found = solutions(space, ks="all")
    for concept, name in NAMES.items():
        one, answer = found[concept], told[name]  # type: ignore[index]
        assert one.exact
        assert float(one.value or 0) == pytest.approx(answer["value"], abs=CLOSE, rel=CLOSE)
        assert inside(one.utilities, answer["utilities"])
        if answer["n_optimal_outcomes"] <= 20:
            listed = one.utilities
            if concept in ("egalitarian", "kalai_smorodinsky"):
                listed = with_weak_ties(one).utilities
            assert same(listed, answer["utilities"])


def test_hyper_rectangles_give_the_frontier_that_genius_stored() -> None:
    folder = SCENARIOS / "S-1NIKFRT-1"
    stored = [
        [float(x) for x in line.split(",")]
        for line in (folder / "pareto.xml").read_text().splitlines()
        if line.strip()
    ]
    case = read_case(folder).case
    space = problem_of(case.space, case.sheets)
    assert space.packages == 10**10
    found = by_epsilon(space)
    assert found.exact
    gap = np.abs(found.utilities[:, None, :] - np.array(stored)[None]).max(axis=2)
    assert found.size == len(stored)
    assert gap.min(axis=1).max() < 1e-6


def test_the_scorable_game_counts_as_published() -> None:
    case = read_case(SCENARIOS / "LLMDelib-base").case
    space = problem_of(case.space, case.sheets)
    assert case.passing is not None
    found = acceptable(space, case.passing)
    assert (space.packages, found.all.value, found.passing.value) == (720, 12, 55)
    assert frontier(space).size == 481
