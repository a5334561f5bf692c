"""Offers, guarantees, exclusions as rules of a space, against Kleene's logic on every package."""

from __future__ import annotations

import time
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from space_oracle import LONG, Oracle, efficient, problems

from onetext.analysis.space.clashing import clashes
from onetext.analysis.space.constraints import bars, under
from onetext.analysis.space.counting import count
from onetext.analysis.space.frontier import frontier
from onetext.analysis.space.programmes import by_epsilon
from onetext.analysis.space.solutions import solutions
from onetext.analysis.space.tables import Problem, problem
from onetext.errors import BadInput
from onetext.terms.offers.offer import Offer
from onetext.terms.packages.condition import (
    Always,
    And,
    AtLeast,
    Compare,
    Condition,
    Never,
    Not,
    OneOf,
    Open,
    Or,
)
from onetext.terms.packages.condition_parser import parse
from onetext.terms.packages.kleene import truth

examples = settings(deadline=None, max_examples=2000 if LONG else 150)


def named(space: Problem) -> Problem:
    """Return a space whose options are words, as conditions name them."""
    from dataclasses import replace

    return replace(
        space,
        issues=tuple(f"i{n}" for n in range(len(space.issues))),
        options=tuple(tuple(f"o{n}" for n in range(m)) for m in space.counts),
    )


def conditions(issues: int) -> st.SearchStrategy[Condition]:
    word = st.integers(0, 3).map(lambda n: f"o{n}")
    issue = st.integers(0, issues - 1).map(lambda n: f"i{n}")
    atom = st.one_of(
        st.builds(Compare, issue, st.sampled_from(["=", "!="]), word),
        st.builds(OneOf, issue, st.lists(word, min_size=1, max_size=3, unique=True).map(tuple)),
        st.sampled_from([Always(), Never(), Open()]),
    )

    def joined(part: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        parts = st.lists(part, min_size=2, max_size=4).map(tuple)
        return st.one_of(
            st.builds(Not, part),
            st.builds(And, parts),
            st.builds(Or, parts),
            st.tuples(st.integers(1, 4), parts).map(
                lambda two: AtLeast(min(two[0], len(two[1])), two[1])
            ),
        )

    return st.recursive(atom, joined, max_leaves=8)


@examples
@given(st.data())
def test_the_rules_are_those_of_kleene(data: st.DataObject) -> None:
    counts = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    issues = [f"i{n}" for n in range(len(counts))]
    options = [[f"o{n}" for n in range(m)] for m in counts]
    condition = data.draw(conditions(len(counts)))
    found = bars(issues, options, condition, "rule")
    for chosen in product(*(range(m) for m in counts)):
        package = {i: options[n][o] for n, (i, o) in enumerate(zip(issues, chosen, strict=True))}
        allowed = all(bar.allowed[tuple(chosen[i] for i in bar.issues)] for bar in found)
        assert allowed is (truth(condition, package) is True)


@examples
@given(problems(), st.data())
def test_a_space_under_rules_is_that_of_the_packages_that_meet_them(
    drawn: Problem, data: st.DataObject
) -> None:
    space = named(drawn)
    rules = {
        f"rule {n}": data.draw(conditions(len(space.issues)))
        for n in range(data.draw(st.integers(1, 2)))
    }
    found = under(space, rules)
    oracle = Oracle(space)
    kept = {
        chosen: units
        for chosen, units in oracle.all.items()
        if all(truth(rule, space.package(chosen)) is True for rule in rules.values())
    }
    whole = frontier(found)
    expected = efficient(kept.values())
    assert [tuple(row) for row in whole.points.tolist()] == expected
    for place, vector in enumerate(expected):
        assert sorted(whole.packages(place)) == sorted(c for c, u in kept.items() if u == vector)
    rational = [u for u in kept.values() if oracle.accepts(u) == set(range(len(u)))]
    assert count(found).value == len(rational)
    above = frontier(found, floors=True)
    assert [tuple(row) for row in above.points.tolist()] == efficient(rational)
    best = solutions(found, ["utilitarian"])["utilitarian"]
    if rational:
        top = max(sum(x * u for x, u in zip(row, space.unit, strict=True)) for row in rational)
        assert best.value == top
    else:
        assert not len(best.points)
    clash = clashes(found)
    assert clash.left is bool(kept)
    assert bool(clash.sets) is bool(kept and not rational)


@settings(deadline=None, max_examples=200 if LONG else 20)
@given(problems(parties=3, most=60), st.data())
def test_programmes_keep_the_rules_too(drawn: Problem, data: st.DataObject) -> None:
    space = named(drawn)
    found = under(space, {"rule": data.draw(conditions(len(space.issues)))})
    whole = frontier(found)
    if whole.size <= 8:
        assert by_epsilon(found).points.tolist() == whole.points.tolist()


def test_a_standing_offer_is_honoured_where_it_is_not_uncompensated() -> None:
    space = problem(
        [[[6, 0], [0, 4], [3, 3]], [[3, 0], [0, 5]]],
        issues=["bid", "guard"],
        options=[["waived", "kept", "frozen"], ["each", "none"]],
        links=[((0, 1), np.arange(12).reshape(3, 2, 2) % 5)],
    )
    offer = Offer("o", "a", ("b",), parse("bid = waived"), parse("guard = each"))
    found = under(space, {"o": Or((Not(offer.give), offer.want))})
    for chosen in product(range(3), range(2)):
        state = offer.state(space.package(chosen))
        assert bool(found.allowed(np.array([chosen]))[0]) is (state != "uncompensated")


def test_long_rules_are_tabled_in_parts_and_fast() -> None:
    own = [[[1, 0], [0, 1]]] * 24
    names = [f"i{n}" for n in range(24)]
    space = problem(own, issues=names, options=[["x", "y"]] * 24)
    begun = time.monotonic()
    apart = under(space, {"all": And(tuple(Compare(i, "=", "x") for i in names))})
    assert frontier(apart).points.tolist() == [[24, 0]]
    wide = under(space, {"some": Or(tuple(Compare(i, "=", "x") for i in names[:20]))})
    assert frontier(wide).size == 24
    assert time.monotonic() - begun < 5
    with pytest.raises(BadInput, match="lies over too many packages"):
        under(space, {"some": Or(tuple(Compare(i, "=", "x") for i in names))})
    with pytest.raises(BadInput, match="there is no issue 'z'"):
        under(space, {"some": Compare("z", "=", "x")})
