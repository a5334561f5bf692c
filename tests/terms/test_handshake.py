from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.errors import BadInput, WrongUse
from onetext.terms.cycle import circle, knots
from onetext.terms.offers.handshake import agreement, definite, sequence
from onetext.terms.offers.linkage import RedLine, linkage, ties
from onetext.terms.offers.offer import Offer
from onetext.terms.packages.condition import Always, AtLeast, Compare, Condition
from onetext.terms.packages.condition_parser import parse
from onetext.terms.packages.kleene import truth
from onetext.terms.packages.package import Package


def offer(id: str, give: str, want: str) -> Offer:
    return Offer(id, id, ("all",), parse(give), parse(want))


wants = st.one_of(
    st.just(Always()),
    st.recursive(
        st.builds(
            Compare, st.sampled_from("abcd"), st.sampled_from(["=", "!="]), st.sampled_from("xy")
        ),
        lambda part: st.lists(part, min_size=2, max_size=2).flatmap(
            lambda two: st.integers(1, 2).map(lambda k: AtLeast(k, tuple(two)))
        ),
        max_leaves=3,
    ),
)


@st.composite
def offer_sets(draw: st.DrawFn) -> tuple[Offer, ...]:
    gives = draw(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xxy")), max_size=6))
    return tuple(
        Offer(f"o{n}", f"p{n}", ("all",), Compare(issue, "=", value), draw(wants))
        for n, (issue, value) in enumerate(gives)
    )


def closes(some: tuple[Offer, ...]) -> bool:
    package: Package | None = Package()
    for one in some:
        package = package.joined(definite(one.give) or Package()) if package is not None else None
    return package is not None and all(truth(o.want, package) is True for o in some)


@settings(deadline=None)
@given(offer_sets())
def test_handshakes_are_the_largest_sets_that_close(offers: tuple[Offer, ...]) -> None:
    closing = [
        {o.id for o in some}
        for size in range(1, len(offers) + 1)
        for some in combinations(offers, size)
        if closes(some)
    ]
    largest = [one for one in closing if not any(one < other for other in closing)]
    found = agreement(offers)
    assert sorted(map(sorted, largest)) == sorted(sorted(h.offers) for h in found.handshakes)


@settings(deadline=None)
@given(offer_sets())
def test_a_handshake_can_be_carried_out_step_by_step(offers: tuple[Offer, ...]) -> None:
    for shake in agreement(offers).handshakes:
        course = sequence([o for o in offers if o.id in shake.offers])
        assert course.never == ()
        assert sorted(id for step in course.steps for id in step) == sorted(shake.offers)
        package, by_id = Package(), {o.id: o for o in offers}
        circled = {id for found in course.circles for id in found}
        for step in course.steps:
            before = package
            for id in step:
                package = package.joined(definite(by_id[id].give) or Package()) or Package()
            for id in step:
                assert truth(by_id[id].want, package) is True
                if not circled & set(step):
                    assert truth(by_id[id].want, before) is True


@settings(deadline=None)
@given(offer_sets())
def test_alone_is_what_one_after_the_other_reaches(offers: tuple[Offer, ...]) -> None:
    for shake in agreement(offers).handshakes:
        inside = [o for o in offers if o.id in shake.offers]
        package, reached, before = Package(), set[str](), -1
        while before != len(reached):
            before = len(reached)
            for o in inside:
                if truth(o.want, package) is True:
                    reached.add(o.id)
                    package = package.joined(definite(o.give) or Package()) or package
        assert set(sequence(inside).alone) == reached


@pytest.mark.parametrize("parties", [2, 3, 7])
def test_a_ring_of_promises_is_agreed_but_never_begun(parties: int) -> None:
    ring = [offer(f"o{n}", f"i{n} = done", f"i{(n + 1) % parties} = done") for n in range(parties)]
    (shake,) = agreement(ring).handshakes
    assert len(shake.offers) == parties
    course = sequence(ring)
    assert course.alone == ()
    assert course.circles == (tuple(f"o{n}" for n in range(parties)),)
    assert len(course.steps) == 1


def test_one_who_starts_breaks_the_ring() -> None:
    offers = (offer("w", "bid = waived", "always"), offer("g", "guard = each", "bid = waived"))
    course = sequence(offers)
    assert (course.steps, course.circles, course.alone) == ((("w",), ("g",)), (), ("w", "g"))
    given_ = sequence((offer("w", "bid = waived", "guard = each"),), {"guard": "each"})
    assert given_.alone == ("w",)


def test_only_those_who_wait_for_each_other_move_at_one_moment() -> None:
    offers = (
        offer("s", "a = x", "always"),
        offer("u", "a = x", "e = x"),
        offer("p", "c = x", "a = x and d = x"),
        offer("q", "d = x", "c = x"),
        offer("r", "e = x", "c = x"),
    )
    course = sequence(offers)
    assert course.steps == (("s",), ("p", "q"), ("r",), ("u",))
    assert (course.circles, course.alone) == ((("p", "q"),), ("s",))


def test_two_ways_to_settle_an_issue_make_two_handshakes() -> None:
    offers = (
        offer("w", "bid = waived", "guard in {each, joint}"),
        offer("g", "guard = each", "bid = waived"),
        offer("h", "guard = joint", "bid = waived"),
    )
    found = agreement(offers)
    assert found.clashes == ("guard",)
    assert [shake.offers for shake in found.handshakes] == [("w", "g"), ("w", "h")]
    with pytest.raises(BadInput, match="otherwise than another"):
        sequence(offers)


def test_what_is_given_comes_first_and_what_is_indefinite_is_named() -> None:
    offers = (offer("w", "bid = waived", "always"), offer("k", "km <= 5", "always"))
    found = agreement(offers, {"bid": "kept"})
    assert found.handshakes == ()
    assert found.indefinite == ("k",)
    assert sequence(offers).never == ("k",)


def test_too_many_ways_are_refused() -> None:
    offers = [offer(f"o{n}{v}", f"i{n} = {v}", "always") for n in range(13) for v in "xy"]
    with pytest.raises(WrongUse, match="8192 ways"):
        agreement(offers)
    with pytest.raises(BadInput, match="share an id"):
        agreement([offers[0], offers[0]])


@pytest.mark.parametrize(
    ("give", "expected"),
    [
        ("a = x and b in {y}", {"a": "x", "b": "y"}),
        ("always", {}),
        ("a = x and a = y", None),
        ("a != x", None),
        ("a in {x, y}", None),
        ("at least 1 of (a = x)", None),
    ],
)
def test_definite_gives(give: str, expected: dict[str, object] | None) -> None:
    found = definite(parse(give))
    assert found == (None if expected is None else Package.of(expected))


graphs = st.integers(1, 6).flatmap(
    lambda n: st.fixed_dictionaries(
        {
            str(i): st.lists(st.sampled_from([str(j) for j in range(n)]), unique=True)
            for i in range(n)
        }
    )
)


@settings(deadline=None)
@given(graphs)
def test_knots_and_circles_against_reachability(waits: dict[str, list[str]]) -> None:
    def reach(start: str) -> set[str]:
        seen, front = set[str](), list(waits[start])
        while front:
            at = front.pop()
            if at not in seen:
                seen.add(at)
                front.extend(waits[at])
        return seen

    reached = {id: reach(id) for id in waits}
    groups = {
        tuple(o for o in waits if o == id or (o in reached[id] and id in reached[o]))
        for id in waits
    }
    found = knots(waits)
    assert set(found) == groups
    for place, group in enumerate(found):
        later = {id for other in found[place + 1 :] for id in other}
        assert not any(set(waits[id]) & later for id in group)
        around = circle(waits, group)
        assert bool(around) is any(id in reached[id] for id in group)
        for one, after in zip(around, around[1:] + around[:1], strict=True):
            assert after in waits[one]
        if around:
            assert len(around) == min(_shortest(id, waits) for id in group if id in reached[id])


def _shortest(start: str, waits: dict[str, list[str]]) -> int:
    front, steps = set(waits[start]), 1
    while start not in front:
        front, steps = {o for id in front for o in waits[id]}, steps + 1
    return steps


def test_linkage_joins_what_is_named_together() -> None:
    found = linkage(
        ties(
            [offer("o1", "bid = waived", "guard = each"), offer("o2", "truce = full", "always")],
            [RedLine("r1", "arn", parse("land != ceded or guard = each"))],
            [("g1", parse("arn/treaty = ratified"))],
        ),
        ["sequencing"],
    )
    assert found.components == (
        ("bid", "guard", "land"),
        ("arn/treaty",),
        ("sequencing",),
        ("truce",),
    )
    assert found.links == (("bid", "guard", ("o1",)), ("guard", "land", ("r1",)))
    assert found.component("land") == ("bid", "guard", "land")
    assert found.component("unknown") == ("unknown",)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from("abcdefg"), unique=True, max_size=3), max_size=6))
def test_components_partition_the_issues(groups: list[list[str]]) -> None:
    offers = [_naming(n, group) for n, group in enumerate(groups) if group]
    found = linkage(ties(offers), "abcdefg")
    flat = [issue for part in found.components for issue in part]
    assert sorted(flat) == list("abcdefg")
    for group in groups:
        assert not group or set(group) <= set(found.component(group[0]))
    for one, other, by in found.links:
        assert other in found.component(one)
        assert by


def _naming(n: int, issues: list[str]) -> Offer:
    every: Condition = AtLeast(1, tuple(Compare(issue, "=", "x") for issue in issues))
    return Offer(f"o{n}", "arn", ("bel",), every, Always())
