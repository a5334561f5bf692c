"""Ctrl-C and budgets: what is proven so far is there, sound, and says what it is."""

from __future__ import annotations

import os
import signal
import threading
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from space_oracle import LONG, Oracle, efficient, problems

from onetext.analysis.space import screening, watch
from onetext.analysis.space.concepts import CONCEPTS
from onetext.analysis.space.counting import count
from onetext.analysis.space.proving import INTERRUPTED, proving
from onetext.analysis.space.solutions import solutions
from onetext.analysis.space.solved import Solved, solve
from onetext.analysis.space.tables import Problem, problem
from onetext.terms.passing import Passing

examples = settings(deadline=None, max_examples=1000 if LONG else 100)


def dense(issues: int = 30, options: int = 10, floors: int | None = 1500) -> Problem:
    """Return 10^30 packages of which every pair of issues is linked."""
    rng = np.random.default_rng(0)
    own = [rng.integers(0, 101, (options, 4)) for _ in range(issues)]
    links = [
        ((i, j), rng.integers(-20, 21, (options, options, 4)))
        for i in range(issues)
        for j in range(i + 1, issues)
    ]
    return problem(own, links=links, floors=[floors] * 4)


def sound(found: Solved) -> None:
    """Hold what is said against brute force: nothing that is claimed may be wrong."""
    oracle = Oracle(found.problem)
    for one, listed in (
        (found.frontier_all, oracle.all),
        (found.frontier, oracle.rational),
    ):
        expected = set(efficient(listed.values()))
        points = {tuple(row) for row in one.points.tolist()}
        assert points == expected if one.exact else points <= expected
    everybody = found.acceptable.all
    if everybody.status != "not_computed":
        assert everybody.low <= len(oracle.rational) <= everybody.high
    for name, one in found.solutions.items():
        for row in one.points.tolist():
            assert tuple(row) in set(oracle.rational.values()), name
        assert one.exact or one.why


@examples
@given(problems(), st.integers(0, 60))
def test_an_interrupt_anywhere_leaves_what_is_proven(space: Problem, after: int) -> None:
    left = [after]

    def step(self: watch.Watch, done: int, total: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(watch.Watch, "step", step)
        found = solve(space, rule=Passing(may_refuse=1))
    sound(found)
    figures = [found.frontier_all, found.frontier, found.acceptable.all, *found.solutions.values()]
    ended = [one for one in figures if one.why == INTERRUPTED]
    assert all(one.status != "exact" for one in ended)
    if not ended:
        assert all(one.exact for one in figures)


def test_figures_come_as_they_are_proven_and_can_be_left() -> None:
    space = problem([[[6, 0], [0, 4]], [[3, 0], [0, 5]]], floors=[1, 1])
    told: list[str] = []
    whole = solve(space, told=lambda one: told.append(one.name))
    assert told == ["frontier_all", "frontier", "acceptable", *CONCEPTS]
    taken = proving(space)
    first = next(taken)
    assert first.name == "frontier_all"
    assert first.figure.points.tolist() == whole.frontier_all.points.tolist()  # type: ignore[union-attr]
    taken.close()
    nobody = problem([[[6, 0], [0, 4]]], floors=[3, 3])
    assert [one.name for one in proving(nobody)][-2:] == ["clash", "nearest"]


def test_ten_to_the_thirty_with_dense_links_says_what_it_can_prove() -> None:
    space = dense()
    begun = time.monotonic()
    found = solve(space, budget=4)
    assert time.monotonic() - begun < 60
    assert space.packages == 10**30
    assert found.frontier_all.status == "lower_bound"
    assert "too many" in found.frontier_all.why
    assert found.acceptable.all.status == "estimate"
    assert 0 < found.acceptable.all.low < found.acceptable.all.high < 10**30
    told = [one for one in found.solutions.values() if one.status == "lower_bound"]
    assert told
    for one in told:
        assert space.acceptable(one.points).all()
        assert space.utilities(np.array(one.packages[0])).tolist() == one.points.tolist()
    assert all(one.why for one in found.solutions.values())


def test_dense_links_without_floors_end_too() -> None:
    found = solutions(dense(12, 6, None), budget=2)
    assert all(one.exact or one.why for one in found.values())


def test_ctrl_c_ends_a_programme_of_highs_at_once() -> None:
    space = dense(16, 8, 500)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # shells may ignore it
    timer = threading.Timer(2.0, os.kill, (os.getpid(), signal.SIGINT))
    begun = time.monotonic()
    timer.start()
    try:
        found = solutions(space, ["utilitarian"], budget=60)["utilitarian"]
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() - begun < 10
    assert found.why == "interrupted"
    assert found.status in ("lower_bound", "not_computed")


def test_draws_end_with_the_budget() -> None:
    begun = time.monotonic()
    found = count(dense(), budget=1)
    assert time.monotonic() - begun < 5
    assert found.status == "estimate"


def test_a_screen_asks_the_watch() -> None:
    ones = [np.arange(200), np.arange(200)[::-1].copy()]

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        screening.screened(
            ones, np.arange(200), np.zeros(200, np.intp), np.full(200, 200), ones, stop
        )
