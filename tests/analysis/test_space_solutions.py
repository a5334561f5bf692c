"""Solutions against their definitions by brute force, and every method against every other."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from space_oracle import (
    LONG,
    Oracle,
    Vector,
    best,
    efficient,
    gains,
    leximin,
    nash,
    problems,
    smallest_share,
)

from onetext.analysis.space import bounded, programmes, solutions
from onetext.analysis.space.checking import Unsound, check
from onetext.analysis.space.concepts import CONCEPTS, Concept, ground
from onetext.analysis.space.frontier import frontier
from onetext.analysis.space.programmes import by_epsilon
from onetext.analysis.space.tables import Problem, problem
from onetext.analysis.space.watch import Watch
from onetext.errors import WrongUse

examples = settings(deadline=None, max_examples=2000 if LONG else 120)
fewer = settings(deadline=None, max_examples=400 if LONG else 30)
weightings = st.lists(st.integers(1, 3), min_size=4, max_size=4)


def defined(
    concept: Concept, oracle: Oracle, weights: list[int], disagreement: list[int] | None = None
) -> list[Vector]:
    """Return the efficient optimal vectors, by the definition alone."""
    d = disagreement or oracle.disagreement
    vectors = efficient(
        u for u in oracle.rational.values() if all(a >= b for a, b in zip(u, d, strict=True))
    )
    if not vectors:
        return []
    if concept == "nash":
        return nash(vectors, d, weights)
    if concept == "egalitarian":
        return leximin(vectors, d)
    if concept == "kalai_smorodinsky":
        b = [max(column) for column in zip(*vectors, strict=True)]
        return best(vectors, {u: smallest_share(u, d, b) for u in vectors})
    sums = {u: sum(w * x for w, x in zip(weights, u, strict=False)) for u in vectors}
    return best(vectors, sums)  # type: ignore[arg-type]


def scaled(space: Problem) -> Problem:
    """Return the problem with every unit worth 1, as the oracle counts."""
    return replace(space, unit=(Fraction(1),) * len(space.parties))


@examples
@given(problems(), weightings)
def test_solutions_are_those_of_the_definitions(space: Problem, weights: list[int]) -> None:
    space = scaled(space)
    oracle, some = Oracle(space), weights[: len(space.parties)]
    found = solutions.solutions(space, weights=some, most=10**6)
    for concept, one in found.items():
        expected = defined(concept, oracle, some)
        assert [tuple(row) for row in one.points.tolist()] == expected
        packages = [sorted(oracle.packages(vector)) for vector in expected]
        assert [sorted(p) for p in one.packages] == packages
        assert one.tied == sum(map(len, packages))
        assert one.exact
        assert (one.value is None) is (not expected)


@examples
@given(problems(), st.randoms(use_true_random=False))
def test_the_disagreement_point_may_be_another(space: Problem, random: object) -> None:
    space = scaled(space)
    oracle = Oracle(space)
    low = np.array([min(c) for c in zip(*oracle.all.values(), strict=True)] or [0])
    assume(oracle.all)
    d = [int(x + random.random() * 4) for x in low]  # type: ignore[attr-defined]
    found = solutions.solutions(space, disagreement=d)
    for concept, one in found.items():
        assert [tuple(r) for r in one.points.tolist()] == defined(concept, oracle, [1] * len(d), d)


@fewer
@given(problems(parties=3))
def test_highs_finds_what_the_efficient_set_has(space: Problem) -> None:
    space = scaled(space)
    listed = solutions.solutions(space)
    on = listed["kalai_smorodinsky"].ground
    for concept, one in listed.items():
        if concept == "nash" and not one.value and len(one.points):
            continue
        chosen = programmes.solve(space, concept, on, Watch())
        assert (chosen is None) is (not len(one.points))
        if chosen is not None:
            vector = space.utilities(np.array([chosen]))[0]
            value = float(on.value(concept, vector.tolist()))
            assert value == pytest.approx(float(one.value or 0), rel=1e-5, abs=1e-5)


@fewer
@given(problems(parties=3, most=80), st.booleans())
def test_programmes_list_the_efficient_set(space: Problem, floors: bool) -> None:
    whole = frontier(space, floors=floors)
    assume(whole.size <= 12)
    found = by_epsilon(space, floors=floors)
    assert found.exact
    assert found.points.tolist() == whole.points.tolist()
    for place in range(found.size):
        package = next(found.packages(place))
        assert space.utilities(np.array([package])).tolist() == [found.points[place].tolist()]


def test_a_switch_set_within_a_tolerance_lets_no_vector_come_again() -> None:
    """HiGHS once gave the first vector of this space 1,224 times over."""
    own = [
        [[222450, 87402], [510292, 866496], [56038, 918750]],
        [[50318, -46998], [864449, 65528]],
        [[5335, 809491], [335734, 454399], [839807, -121404]],
        [[-193362, 423526], [-193362, 423526]],
    ]
    links = [
        (
            (1, 2, 3),
            [
                [
                    [[-484685, 859038], [768559, 149429]],
                    [[439058, 962521], [57810, 269010]],
                    [[-324594, 11465], [-443562, -368576]],
                ],
                [
                    [[37388, -943666], [579240, -76818]],
                    [[-937036, -492735], [551764, -799513]],
                    [[-890069, 175309], [-792977, -397993]],
                ],
            ],
        ),
        (
            (0, 1, 2),
            [
                [
                    [[-389817, 400927], [-29511, -195708], [-354514, 641865]],
                    [[56266, -782746], [796032, 614905], [658991, -197742]],
                ],
                [
                    [[-3508, 271207], [376846, -701720], [275024, -419360]],
                    [[-748999, 366070], [848776, 646357], [-860671, 104128]],
                ],
                [
                    [[-434603, 781757], [-508322, 19230], [-46362, 514685]],
                    [[-115284, 60427], [32594, -12597], [737540, 587678]],
                ],
            ],
        ),
    ]
    bars = [((0, 1), [[True, True], [True, True], [True, False]])]
    space = problem(own, links=links, bars=bars)
    assert by_epsilon(space).points.tolist() == frontier(space).points.tolist()


@examples
@given(problems(linked=False), weightings)
def test_the_bounded_fold_finds_nash(space: Problem, weights: list[int]) -> None:
    space = scaled(space)
    some = weights[: len(space.parties)]
    listed = solutions.solutions(space, ["nash"], weights=some)["nash"]
    one = solutions._alone("nash", space, listed.ground, "rational", 5, Watch())
    if not len(listed.points):
        assert not len(one.points)
        return
    if not listed.value:
        assert one.status in ("not_computed", "lower_bound", "exact")
        assert space.acceptable(one.points).all()
        return
    assert one.points.tolist() == listed.points.tolist()
    assert (one.tied, one.value, one.exact) == (listed.tied, listed.value, True)
    assert one.certificate is not None
    d = np.array([float(x) for x in listed.ground.disagreement])
    bound = bounded.recheck(space, one.certificate.weights, d, some)
    assert bound >= one.certificate.log_value - 1e-9


def test_a_certificate_for_9e27_packages_and_ten_parties() -> None:
    rng = np.random.default_rng(5)
    own = [rng.integers(0, 101, (5, 10)) for _ in range(40)]
    floors = (0.4 * sum(rows.max(axis=0) for rows in own)).astype(int)
    space = problem(own, floors=floors.tolist())
    assert space.packages == 5**40
    one = solutions.solutions(space, ["nash"], budget=60)["nash"]
    assert (one.method, one.exact) == ("bounded fold", True)
    assert one.certificate is not None
    package, w = one.certificate.package, np.array(one.certificate.weights)
    worth = sum(rows[o] for rows, o in zip(own, package, strict=True)) - floors
    value = np.log(worth).sum()
    # The line that a reader re-checks: the best sum by w, put into the inequality of means.
    most = sum((rows @ w).max() for rows in own) - w @ floors
    bound = 10 * np.log(most / 10) - np.log(w).sum()
    assert value == pytest.approx(one.certificate.log_value)
    assert bound == pytest.approx(one.certificate.log_bound)
    assert value <= bound < value + 0.1
    # No change of two issues betters it.
    for i in range(40):
        for j in range(i + 1, 40):
            here, there = own[i] - own[i][package[i]], own[j] - own[j][package[j]]
            both = (here[:, None] + there[None]).reshape(-1, 10) + worth
            logs = np.log(np.maximum(both, 1e-9)).sum(axis=1)
            assert logs.max() <= value + 1e-9


def test_a_wrong_solution_does_not_pass_its_check() -> None:
    space = problem([[[6, 0], [0, 4], [3, 3]]], floors=[1, 1])
    on = ground(space, [1, 1])
    points = np.array([[3, 3], [2, 2]])
    assert check("nash", space, points[:1], points, on) == 2
    with pytest.raises(Unsound):
        check("nash", space, points[1:], points, on)
    with pytest.raises(Unsound):
        check("nash", space, np.array([[6, 0]]), points, on)
    with pytest.raises(Unsound):
        check("utilitarian", space, points[:0], points, on)
    with pytest.raises(Unsound):
        check("nash", space, points, points, on)


@fewer
@given(problems())
def test_weak_ties_are_all_that_reach_the_same(space: Problem) -> None:
    space = scaled(space)
    oracle = Oracle(space)
    one = solutions.solutions(space, ["egalitarian"])["egalitarian"]
    assume(one.value is not None)
    found = solutions.with_weak_ties(one)
    d = oracle.disagreement
    vectors = {u for u in oracle.rational.values() if min(gains(u, d)) >= 0}
    expected = best(vectors, {u: min(gains(u, d)) for u in vectors})
    assert [tuple(row) for row in found.points.tolist()] == expected


def test_wrong_names_and_weights_are_refused() -> None:
    space = problem([[[1, 0], [0, 1]]])
    with pytest.raises(WrongUse, match="no solution 'nosh'"):
        solutions.solutions(space, ["nosh"])  # type: ignore[list-item]
    with pytest.raises(WrongUse, match="weights"):
        solutions.solutions(space, weights=[1, 0])
    with pytest.raises(WrongUse, match="weak ties"):
        solutions.with_weak_ties(solutions.solutions(space)["nash"])
    assert set(solutions.solutions(space)) == set(CONCEPTS)


def test_a_budget_spent_leaves_acceptable_packages_or_says_why() -> None:
    rng = np.random.default_rng(8)
    pairs = [(i, j) for i in range(14) for j in range(i + 1, 14)]
    links = [(pair, rng.integers(-20, 20, (6, 6, 4))) for pair in pairs[::2]]
    space = problem([rng.integers(0, 50, (6, 4)) for _ in range(14)], links=links, floors=[150] * 4)
    found = solutions.solutions(space, budget=3)
    for one in found.values():
        assert one.status in ("lower_bound", "not_computed")
        assert one.why
        if one.status == "lower_bound":
            (package,) = one.packages[0]
            units = space.utilities(np.array([package]))
            assert units.tolist() == one.points.tolist()
            assert space.acceptable(units).all()
