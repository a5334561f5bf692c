"""The efficient set against brute force: vectors, counts, packages, floors, covers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from space_oracle import LONG, Oracle, efficient, problems

import onetext.analysis.space.frontier as module
from onetext.analysis.space.frontier import cover, frontier, listing, supported
from onetext.analysis.space.tables import Problem, problem
from onetext.analysis.space.watch import Watch

examples = settings(deadline=None, max_examples=2000 if LONG else 120)


@examples
@given(problems(), st.booleans())
def test_the_efficient_set_is_that_of_brute_force(space: Problem, floors: bool) -> None:
    oracle = Oracle(space)
    listed = oracle.rational if floors else oracle.all
    found = frontier(space, floors=floors)
    expected = efficient(listed.values())
    assert [tuple(row) for row in found.points.tolist()] == expected
    assert found.status == "exact"
    for place, vector in enumerate(expected):
        packages = oracle.packages(vector)
        assert int(found.counts[place]) == len(packages)
        assert sorted(found.packages(place)) == packages


@examples
@given(problems())
def test_floors_while_folding_are_floors_afterwards(space: Problem) -> None:
    after, before = frontier(space).above_floors(), frontier(space, floors=True)
    assert np.array_equal(after.points, before.points)
    assert after.counts.tolist() == before.counts.tolist()


@examples
@given(problems())
def test_a_listing_has_every_vector_above_the_floors(space: Problem) -> None:
    oracle = Oracle(space)
    found = listing(space, space.floors)
    assert [tuple(row) for row in found.points.tolist()] == sorted(
        set(oracle.rational.values()), reverse=True
    )
    assert sum(found.counts.tolist()) == len(oracle.rational)


@examples
@given(problems(), st.integers(0, 3))
def test_a_cover_is_within_epsilon_of_every_package(space: Problem, size: int) -> None:
    oracle = Oracle(space)
    epsilon = [float(u) * 10**size * 4 for u in space.unit]
    found = cover(space, epsilon)
    vectors = set(oracle.all.values())
    assert {tuple(row) for row in found.points.tolist()} <= vectors
    assert found.epsilon is not None
    for vector in vectors:
        slack = found.points + found.epsilon - np.array(vector)
        assert ((slack > 0) | ((slack == 0) & (found.epsilon == 0))).all(axis=1).any()
    for place in range(found.size):
        package = next(found.packages(place))
        assert oracle.all[package] == tuple(found.points[place].tolist())


@examples
@given(problems())
def test_supported_vectors_are_efficient(space: Problem) -> None:
    expected = set(efficient(Oracle(space).all.values()))
    found = supported(space, weights=8, seconds=1e9)
    assert {tuple(row) for row in found.points.tolist()} <= expected
    assert bool(found.size) is bool(expected)


@settings(deadline=None, max_examples=300 if LONG else 25)
@given(problems(), st.booleans())
def test_vectors_come_before_all_are_there_and_all_of_them_come(
    space: Problem, floors: bool
) -> None:
    told: list[set[tuple[float, ...]]] = []
    whole = frontier(
        space, floors=floors, found=lambda rows: told.append(set(map(tuple, rows.tolist())))
    )
    early, late = told
    assert early <= late == set(map(tuple, whole.utilities.tolist()))


def chained(issues: int) -> Problem:
    rng = np.random.default_rng(0)
    own = [rng.integers(0, 101, (6, 4)) for _ in range(issues)]
    near = [((i, i + 1), rng.integers(-20, 21, (6, 6, 4))) for i in range(issues - 1)]
    return problem(own, links=near, floors=[100] * 4)


def test_an_interrupt_among_links_leaves_vectors_that_are_efficient(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    space = chained(8)
    expected = {tuple(row) for row in frontier(space).points.tolist()}
    step, left = Watch.step, [3]

    def interrupted(self: Watch, done: int, total: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        step(self, done, total)

    monkeypatch.setattr(Watch, "step", interrupted)
    found = frontier(space)
    assert (found.status, found.why, found.method) == ("lower_bound", "interrupted", "supported")
    assert 0 < found.size < len(expected)
    assert {tuple(row) for row in found.points.tolist()} <= expected
    for place in range(found.size):
        (package,) = found.packages(place)
        assert space.utilities(np.array([package]))[0].tolist() == found.points[place].tolist()


def test_links_too_wide_for_tables_are_proven_by_programmes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_WHILE", 100.0)
    rng = np.random.default_rng(0)
    own = [rng.integers(0, 2, (3, 2)) for _ in range(16)]
    space = problem(own, boxes=[({i: [True, False, False] for i in range(15)}, [7, -3])])
    found = frontier(space)
    # The box over 15 issues is met by 3 packages; the others are worth what they are without it.
    met = space.utilities(np.array([[0] * 15 + [last] for last in range(3)])).tolist()
    plain = frontier(problem(own)).points.tolist()
    assert (found.method, found.status) == ("epsilon-constraint", "exact")
    assert [tuple(row) for row in found.points.tolist()] == efficient(map(tuple, [*plain, *met]))
    for place in range(found.size):
        (package,) = found.packages(place)
        assert space.utilities(np.array([package]))[0].tolist() == found.points[place].tolist()


@pytest.mark.parametrize("parties", [2, 3, 4, 5, 6])
@pytest.mark.parametrize("kind", ["random", "few values", "opposed"])
def test_long_lists_are_filtered_as_moocore_does(parties: int, kind: str) -> None:
    import moocore

    rng = np.random.default_rng(parties)
    high = 3 if kind == "few values" else 60
    own = [rng.integers(0, high, (5, parties)) for _ in range(8 if parties < 5 else 7)]
    if kind == "opposed":
        own = [np.sort(rows, axis=0)[::1] for rows in own]
        for rows in own:
            rows[:, ::2] = rows[::-1, ::2]
    total = np.zeros((1, parties), int)
    for rows in own:
        total = (total[:, None, :] + rows[None]).reshape(-1, parties)
    once, counts = np.unique(total, axis=0, return_counts=True)
    keep = moocore.is_nondominated(-once.astype(float))
    found = frontier(problem(own))
    assert np.array_equal(found.points, once[keep][::-1])
    assert found.counts.tolist() == counts[keep][::-1].tolist()
