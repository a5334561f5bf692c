"""What is imported gives the reference answers of others, package by package."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from brute import CLOSE, SCENARIOS, best, climbed, distinct, frontier, here, listed

from onetext.cases.formats.reading import read_case

EXPECTED = sorted((SCENARIOS / "expected").glob("*.json"))
OUTCOMES = {
    "AMPOvsCity": 1_944_000,  # 2,268,000 as one party's file lists a value of the first issue twice
    "AirportSiteSelectionA": 420,
    "Camera": 3600,
    "CampDavid1978": 64,
    "Domain8": 6561,
    "EnglandZimbabwe": 576,
    "EnglandvsZimbabweB": 576,
    "Grocery": 1600,
    "ItexvsCypress": 180,
    "KillerRobot": 240_000,
    "LLMDelib-base": 720,
    "LLMDelib-base_7players": 2880,
    "LLMDelib-game1": 720,
    "LLMDelib-game2": 720,
    "LLMDelib-game3": 720,
    "Laptop": 27,
    "NegoLog-domain50": 256,
    "NiceOrDie": 3,
    "PanamaCanal1977": 1024,
    "PartyGeniusWeb": 3072,
    "Politics": 23_040,
    "S-1NIKFRT-1": 10**10,
    "Travel": 188_160,
    "TriangularFight": 9,
    "ZoningPlan": 448,
    "partydomain": 3072,
}
PARTIES = {"Politics": 3, "ZoningPlan": 9, "KillerRobot": 5, "Domain8": 6, "partydomain": 9,
           "TriangularFight": 3, "LLMDelib-base_7players": 7}  # fmt: skip


def close(found: Any, expected: Any) -> bool:
    return np.shape(found) == np.shape(expected) and np.allclose(found, expected, 0, CLOSE)


@here
@pytest.mark.parametrize("file", EXPECTED, ids=lambda file: file.stem)
def test_brute_force_over_the_import_gives_the_reference(file: Any) -> None:
    told = json.loads(file.read_text("utf-8"))
    folder = SCENARIOS / told["scenario"]
    case = read_case(folder, profiles=told["profile_files_in_party_order"]).case
    every = listed(case)
    assert case.space.count == len(every.utilities) == told["n_outcomes"]
    assert [m.count for m in case.space.matters] == [one["n_values"] for one in told["issues"]]
    assert close(every.floors, told["reserved"])
    assert close(every.utilities.min(axis=0), told["utility_min"])
    assert close(every.utilities.max(axis=0), told["utility_max"])
    assert close(every.utilities.mean(axis=0), told["utility_mean"])
    rational = every.rational
    assert len(rational) == told["n_individually_rational_outcomes"]
    for key, rows in (("pareto_all", every.utilities), ("pareto_rational", rational)):
        points = frontier(rows)
        assert len(points) == told[key]["n_points"]
        assert close(points.sum(axis=0), told[key]["sum_per_party"])
        if "utilities_sorted_desc" in told[key]:
            assert close(points, told[key]["utilities_sorted_desc"])
    gains = rational - every.floors
    span = every.utilities.max(axis=0) - every.floors  # the references' convention: best of all
    for key, value in (
        ("nash", gains.prod(axis=1)),
        ("kalai_egalitarian", gains.min(axis=1)),
        ("kalai_smorodinsky_maxmin", (gains / span).min(axis=1)),
        ("max_welfare_rational", rational.sum(axis=1)),
    ):
        assert np.isclose(value.max(), told[key]["value"], CLOSE, CLOSE), key
        if len(told[key]["utilities"]) < 20:
            assert close(best(rational, value), distinct(np.array(told[key]["utilities"]))), key
    assert np.isclose(every.utilities.sum(axis=1).max(), told["max_welfare_all"]["value"], 0, CLOSE)


@here
@pytest.mark.parametrize("name", OUTCOMES)
def test_every_scenario_loads_with_the_documented_outcomes(name: str) -> None:
    found = read_case(SCENARIOS / name)
    assert found.case.space.count == OUTCOMES[name]
    default = 6 if found.format == "score-tables" else 2
    assert len(found.case.sheets) == len(found.case.parties) == PARTIES.get(name, default)


@here
@pytest.mark.parametrize("name", ["LLMDelib-base", "LLMDelib-game2"])
def test_a_game_passes_by_its_own_rule(name: str) -> None:
    told = json.loads((SCENARIOS / "expected" / f"{name}.json").read_text("utf-8"))["deal_counts"]
    case = read_case(SCENARIOS / name).case
    assert case.passing is not None
    assert sorted(case.passing.vetoes) == sorted(told["veto_parties"])
    parties = [party.id for party in case.parties]
    every = listed(case)
    accepted = every.utilities >= every.floors
    passed = sum(
        case.passing.passes({p for p, yes in zip(parties, row, strict=True) if yes}, parties)
        for row in accepted
    )
    assert passed == told["all_but_at_most_one_and_both_veto_parties"]
    assert accepted.all(axis=1).sum() == told["all_parties"]


@here
def test_rectangles_reach_the_four_points_that_genius_stored() -> None:
    case = read_case(SCENARIOS / "S-1NIKFRT-1").case
    lines = (SCENARIOS / "S-1NIKFRT-1" / "pareto.xml").read_text("utf-8").split("\n")
    stored = [tuple(map(float, line.split(","))) for line in lines if line.strip()]
    assert len(stored) == 4
    for point in stored:
        found = climbed(case, np.array(point))
        assert np.allclose(found, point, 0, 1e-6)
        assert (found <= 1).all()


def test_the_references_are_all_there() -> None:
    if SCENARIOS.is_dir():
        assert len(EXPECTED) == 13
