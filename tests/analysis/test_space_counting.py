"""Counts of acceptable packages against brute force, by every method, and estimates that hold."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from space_oracle import LONG, Oracle, problems

from onetext.analysis.space import counting
from onetext.analysis.space.counting import acceptable, count, sums, wilson
from onetext.analysis.space.rules import UNANIMITY, asks_all, passing
from onetext.analysis.space.tables import Problem, problem
from onetext.errors import BadInput
from onetext.terms.passing import Passing

examples = settings(deadline=None, max_examples=2000 if LONG else 120)


@st.composite
def rules(draw: st.DrawFn, parties: tuple[str, ...]) -> Passing:
    vetoes = tuple(p for p in parties if draw(st.booleans()))
    weighted = draw(st.booleans())
    votes = tuple((p, draw(st.integers(0, 3))) for p in parties) if weighted else ()
    quota = draw(st.integers(0, 2 * len(parties))) if weighted else None
    return Passing(vetoes, draw(st.integers(0, len(parties))), votes, quota)


def expected(space: Problem, rule: Passing) -> int:
    oracle, names = Oracle(space), space.parties
    return sum(
        rule.passes({names[p] for p in oracle.accepts(u)}, names) for u in oracle.all.values()
    )


@examples
@given(problems(), st.data())
def test_counts_are_those_of_brute_force(space: Problem, data: st.DataObject) -> None:
    rule = data.draw(rules(space.parties))
    found = count(space, rule)
    assert found.exact
    assert found.value == expected(space, rule) == found.low == found.high
    whole = acceptable(space, rule)
    assert whole.all.value == len(Oracle(space).rational)
    assert whole.passing.value == found.value
    for place, (name, one) in enumerate(whole.by_party):
        assert name == space.parties[place]
        accepts = [u for u in Oracle(space).all.values() if place in Oracle(space).accepts(u)]
        assert one.value == len(accepts)


@examples
@given(problems(), st.data(), st.integers(0, 40))
def test_head_and_tail_count_the_same(space: Problem, data: st.DataObject, most: int) -> None:
    rule = data.draw(rules(space.parties))
    was = counting._MOST_STATES, counting._BLOCK
    try:
        counting._MOST_STATES, counting._BLOCK = most, 64
        found = count(space, rule)
    finally:
        counting._MOST_STATES, counting._BLOCK = was
    if found.exact:
        assert found.value == expected(space, rule)
    else:
        assert found.status == "estimate"
        room = 3 * (found.high - found.low) + 1  # of thousands of 95 % intervals some miss
        assert found.low - room <= expected(space, rule) <= found.high + room


def test_numbers_beyond_64_bits_are_whole() -> None:
    space = problem([[[1, 0], [0, 1]]] * 90, floors=[40, 45])
    found = count(space)
    assert found.value == sum(comb(90, k) for k in range(40, 46))
    assert count(problem([[[0], [0]]] * 70)).value == 2**70


def test_an_estimate_has_its_seed_and_its_interval_holds() -> None:
    rng = np.random.default_rng(0)
    own = [rng.integers(0, 10**9, (6, 4)) for _ in range(9)]
    space = problem(own, floors=(0.55 * sum(t.max(axis=0) for t in own)).astype(int).tolist())
    drawn = [count(space, budget=0.0, seed=s) for s in range(5)]
    exact = count(space, budget=60)
    assert exact.exact
    assert all(one.status == "estimate" and one.seed == s for s, one in enumerate(drawn))
    held = sum(one.low <= (exact.value or 0) <= one.high for one in drawn)
    assert held >= 4
    assert count(space, budget=0.0, seed=3) != drawn[0]
    again = count(space, budget=0.0, seed=3)
    assert (again.value, again.low, again.high) == (drawn[3].value, drawn[3].low, drawn[3].high)


def test_an_interrupted_count_is_a_lower_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    space = problem([[[1, 0], [0, 1]]] * 30, floors=[10, 10])

    def stop(done: int, total: int) -> None:
        if done == 25:
            raise KeyboardInterrupt

    found = count(space, progress=stop)
    exact = count(space).value
    assert found.status == "lower_bound"
    assert exact is not None
    assert 0 < found.low <= exact


def test_wilson_covers_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    for share in (0.01, 0.2, 0.5):
        hits = rng.binomial(400, share, 4000)
        covered = np.mean(
            [low <= share <= high for low, high in map(lambda h: wilson(h, 400), hits)]
        )
        assert 0.93 < covered < 0.98


def test_rules_are_read_as_the_terms_read_them() -> None:
    names = ("a", "b", "c")
    rule = Passing(vetoes=("a",), may_refuse=1, weights=(("b", 3),), quota=4)
    accept = np.array(np.meshgrid(*[[False, True]] * 3)).reshape(3, -1).T
    assert passing(rule, names, accept).tolist() == [
        rule.passes({n for n, yes in zip(names, row, strict=True) if yes}, names)
        for row in accept.tolist()
    ]
    assert asks_all(UNANIMITY, names)
    assert not asks_all(rule, names)
    with pytest.raises(BadInput, match="'d'"):
        passing(Passing(vetoes=("d",)), names, accept)


def test_distinct_sums_of_one_party() -> None:
    units, counts = sums(problem([[[1, 0], [0, 1]]] * 4), 0)
    assert units.tolist() == [0, 1, 2, 3, 4]
    assert counts.tolist() == [1, 4, 6, 4, 1]
