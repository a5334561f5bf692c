"""Weights and a disagreement point, from the command line to the answer, against every package."""

from __future__ import annotations

import itertools
import json
from fractions import Fraction
from math import prod
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ran import onetext

import onetext as ot
from onetext.brief.packages.case import Case
from onetext.cases.loading import loads
from onetext.errors import WrongUse

PARTIES = ("arn", "bel")


def case_of(points: list[list[list[int]]]) -> str:
    """Return a case: points by party, issue and option."""
    sheets = "".join(
        f"  - {{id: s{p}, owner: {party}, floor: 0, points: {{"
        + ", ".join(
            f"i{i}: {{" + ", ".join(f"o{o}: {v}" for o, v in enumerate(row)) + "}"
            for i, row in enumerate(points[p])
        )
        + "}}\n"
        for p, party in enumerate(PARTIES)
    )
    issues = "".join(
        f"  - {{id: i{i}, label: I{i}, options: [{', '.join(f'o{o}' for o in range(len(row)))}]}}\n"
        for i, row in enumerate(points[0])
    )
    return (
        "format: 1\nid: t\ntitle: T\nmode: exercise\n"
        "parties: [{id: arn, name: Arnland}, {id: bel, name: Belmark}]\n"
        f"issues:\n{issues}sheets:\n{sheets}"
    )


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=3), min_size=2, max_size=2)
        .filter(lambda both: len(both[0]) == len(both[1])),
        min_size=1,
        max_size=3,
    ),
    st.tuples(st.integers(1, 4), st.integers(1, 4)),
    st.tuples(st.integers(0, 8), st.integers(0, 8)),
)  # fmt: skip
def test_solutions_are_those_of_every_package(
    issues: list[list[list[int]]], weights: tuple[int, int], point: tuple[int, int]
) -> None:
    points = [[both[p] for both in issues] for p in range(2)]
    result = Case.of(loads(case_of(points))).solve(
        weights=dict(zip(PARTIES, weights, strict=True)),
        disagreement=dict(zip(PARTIES, point, strict=True)),
    )
    ranges = [range(len(both[0])) for both in issues]
    every = [
        tuple(sum(points[p][i][o] for i, o in enumerate(chosen)) for p in range(2))
        for chosen in itertools.product(*ranges)
    ]
    allowed = [u for u in every if all(a >= d for a, d in zip(u, point, strict=True))]
    if not allowed:
        assert not result.nash.packages
        return
    best = max(_product(u, point, weights) for u in allowed)
    found = tuple(Fraction(str(result.nash.utilities[p])) for p in PARTIES)
    assert _product(found, point, weights) == best
    most = max(sum(w * u for w, u in zip(weights, us, strict=True)) for us in allowed)
    mine = [Fraction(str(result.utilitarian.utilities[p])) for p in PARTIES]
    assert sum(w * u for w, u in zip(weights, mine, strict=True)) == most


def _product(us: tuple[object, ...], point: tuple[int, int], weights: tuple[int, int]) -> Fraction:
    return prod((Fraction(str(u)) - d) ** w for u, d, w in zip(us, point, weights, strict=True))


@pytest.mark.parametrize(
    ("weights", "point", "fault"),
    [
        ({"moon": 2}, None, "'moon' has no say here"),
        ({"arn": 0}, None, "the weight of 'arn' is 0"),
        ({"arn": "two"}, None, "'two' is no number"),
        (None, {"arn": 3}, "leaves out 'bel'"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    tmp_path: Path, weights: dict[str, object], point: dict[str, object], fault: str
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(case_of([[[1, 0]], [[0, 1]]]), encoding="utf-8")
    with pytest.raises(WrongUse, match=fault):
        ot.load(path).solve(weights=weights, disagreement=point)


def test_the_answer_says_by_what_it_was_measured(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(case_of([[[6, 0], [3, 0]], [[0, 4], [0, 5]]]), encoding="utf-8")
    done = onetext("solve", str(path), "--weights", "arn=2", "--disagreement", "arn=1,bel=2")
    told = " ".join(done.out.split())
    assert "from the disagreement point (arn 1, bel 2), with weights arn 2, bel 1" in told
    row = json.loads(onetext("solve", str(path), "--json", "--weights", "arn=2").out)
    assert row["conventions"]["nash"].endswith("weights arn 2, bel 1")
    assert "weights" not in row["conventions"]["egalitarian"]
    assert row["size"]["width"] == 0
    for option, words in (("--weights", "arn"), ("--disagreement", "arn=1,arn=2")):
        assert onetext("solve", str(path), option, words).code == 2
