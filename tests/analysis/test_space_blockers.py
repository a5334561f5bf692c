"""Objectors, the least that brings each in, clashing floors, the nearest package, logrolling."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from space_oracle import LONG, Oracle, clashing, gains, problems

from onetext.analysis.space import blockers
from onetext.analysis.space.blockers import concessions, objections
from onetext.analysis.space.clashing import clashes, nearest
from onetext.analysis.space.logrolling import logrolling
from onetext.analysis.space.tables import NO_FLOOR, Problem, problem
from onetext.errors import WrongUse

examples = settings(deadline=None, max_examples=2000 if LONG else 80)
fewer = settings(deadline=None, max_examples=300 if LONG else 25)


def cheapest(oracle: Oracle, package: tuple[int, ...], party: int) -> tuple[int, int] | None:
    """Return the fewest changes that bring a party to its floor, and their least loss."""
    before = oracle.all[package]
    ways = [
        (
            sum(a != b for a, b in zip(package, other, strict=True)),
            sum(
                max(0, x - y) for q, (x, y) in enumerate(zip(before, u, strict=True)) if q != party
            ),
        )
        for other, u in oracle.all.items()
        if party in oracle.accepts(u)
    ]
    return min(ways, default=None)


def held(space: Problem) -> None:
    oracle = Oracle(space)
    assume(oracle.all)
    for package in list(oracle.all)[:: max(1, len(oracle.all) // 3)]:
        vector = oracle.all[package]
        objectors = set(range(len(vector))) - oracle.accepts(vector)
        found = objections(space, package)
        assert [one.party for one in found] == [space.parties[p] for p in sorted(objectors)]
        for one in concessions(space, package):
            party = space.parties.index(one.party)
            assert one.status == "exact"
            best = cheapest(oracle, package, party)
            if best is None:
                assert one.changes is None
                continue
            assert one.changes is not None
            assert one.package is not None
            after = oracle.all[one.package]
            assert party in oracle.accepts(after)
            unit = [float(u) for u in space.unit]
            assert len(set(unit)) != 1 or (len(one.changes), one.loss / space.unit[0]) == best
            assert len(one.changes) == best[0]
            assert one.loss == sum(
                (
                    max(0, x - y) * u
                    for q, (x, y, u) in enumerate(zip(vector, after, space.unit, strict=True))
                    if q != party
                ),
                Fraction(0),
            )


@examples
@given(problems(linked=False, most=150))
def test_the_fewest_changes_are_those_of_brute_force(space: Problem) -> None:
    held(space)


@fewer
@given(problems(linked=True, most=80, parties=3))
def test_the_fewest_changes_with_links(space: Problem) -> None:
    held(space)


@fewer
@given(problems(linked=True, most=80, parties=3))
def test_the_fewest_changes_where_there_are_too_many_ways_to_list(space: Problem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blockers, "_MOST_LOOKED", 0)
        held(space)


@examples
@given(problems())
def test_the_smallest_clashes_are_those_of_brute_force(space: Problem) -> None:
    oracle = Oracle(space)
    assume(oracle.all)
    found = clashes(space)
    expected = [{space.parties[p] for p in some} for some in clashing(oracle)]
    assert found.status == "exact"
    assert [set(some) for some in found.sets] == expected
    assert bool(found.sets) is (not oracle.rational)


@examples
@given(problems())
def test_the_nearest_package_has_the_smallest_largest_shortfall(space: Problem) -> None:
    oracle = Oracle(space)
    floored = [p for p, f in enumerate(oracle.floors) if f != NO_FLOOR]
    assume(oracle.all and floored and len(set(space.unit)) == 1)
    found = nearest(space)

    def shortfalls(vector: tuple[int, ...]) -> list[int]:
        short = gains(tuple(oracle.floors[p] for p in floored), [vector[p] for p in floored])
        return sorted(short, reverse=True)

    best = min(shortfalls(u) for u in oracle.all.values())
    assert found.package is not None
    assert shortfalls(oracle.all[found.package]) == best
    assert found.largest == best[0] * space.unit[0]
    if len(floored) == len(oracle.floors):
        ways = sum(shortfalls(u) == best for u in oracle.all.values())
        assert found.tied == ways


@fewer
@given(problems(linked=False))
def test_logrolling_is_its_formula(space: Problem) -> None:
    assume(len(set(space.unit)) == 1)
    oracle = Oracle(space)
    sums = {c: sum(u) for c, u in oracle.all.items()}
    halves = [((m - 1) // 2, m // 2) for m in space.counts]
    middle = Fraction(sum(sums[c] for c in product(*halves)), 2 ** len(halves))
    top = max(sums.values())
    for package in list(sums)[:5]:
        found = logrolling(space, package)
        assert found == (None if top == middle else (sums[package] - middle) / (top - middle))


def test_logrolling_with_links_is_from_the_lower_middle() -> None:
    table = np.zeros((3, 3, 2), int)
    table[2, 2] = 5
    space = problem([np.zeros((3, 2), int)] * 2, links=[((0, 1), table)])
    assert logrolling(space, [2, 2]) == 1
    assert logrolling(space, [0, 0]) == 0


def test_a_barred_package_is_no_place_to_begin() -> None:
    space = problem([[[1, 0], [0, 1]]], floors=[1, 1], bars=[((0,), [True, False])])
    with pytest.raises(WrongUse, match="bars"):
        concessions(space, [1])
