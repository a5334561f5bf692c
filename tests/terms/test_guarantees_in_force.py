from __future__ import annotations

import copy
from dataclasses import replace
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import composed

from onetext.errors import BadInput, WrongUse
from onetext.terms.consent import Consent, Fact, consented, fact, party_of
from onetext.terms.guarantees.blocking import blocking_sets, sets_listed, vetoers
from onetext.terms.guarantees.due import due
from onetext.terms.guarantees.gaps import gaps
from onetext.terms.guarantees.guarantee import (
    Citation,
    Duty,
    Extent,
    Guarantee,
    Guarantor,
    Modality,
    Rule,
    Scope,
)
from onetext.terms.guarantees.in_force import asked, in_force, met, needed, never_start, unscheduled
from onetext.terms.guarantees.likeness import likeness
from onetext.terms.packages.condition import (
    Always,
    AtLeast,
    Compare,
    Condition,
    Never,
    OneOf,
    atoms,
)
from onetext.terms.packages.condition_parser import parse
from onetext.terms.when import When

PARTIES = ("p", "q", "r")
IDS = ("g", "h", "k")
BASE: list[Fact] = [fact(party, "t", "signed") for party in PARTIES]
DERIVED: list[Fact] = [
    *((id, "in-force") for id in IDS),
    *(fact(party, id, "bound") for id in IDS for party in PARTIES),
]
subjects = st.sampled_from(BASE + DERIVED).map(lambda s: Compare(s[0], "=", s[1]))
leaves = st.one_of(subjects, subjects, subjects, st.just(Always()), st.just(Never()))
monotone = composed(leaves, negated=False)
rules = st.one_of(
    st.sampled_from([Rule(), Rule("joint"), Rule("unanimous")]),
    st.integers(1, 3).map(lambda k: Rule("k-of-n", k)),
)


def guarantee(id: str, when: Condition | str = "always", **more: object) -> Guarantee:
    fields: dict[str, object] = {
        "guarantors": tuple(map(Guarantor, PARTIES)),
        "duties": (Duty("act", "must", "force", "act"),),
        "in_force_when": parse(when) if isinstance(when, str) else when,
    }
    return Guarantee(id, id, beneficiary="b", triggers=("attack",), **{**fields, **more})  # type: ignore[arg-type]


@st.composite
def systems(draw: st.DrawFn, most: int = 3) -> tuple[Guarantee, ...]:
    simple = st.one_of(st.just(Always()), st.just(Always()), subjects)
    return tuple(
        guarantee(
            id,
            draw(monotone),
            guarantors=tuple(Guarantor(party, draw(simple)) for party in PARTIES),
            duties=(Duty("act", "must", "force", "act", draw(rules)),),
        )
        for id in IDS[: draw(st.integers(1, most))]
    )


def follows(system: tuple[Guarantee, ...], held: frozenset[Fact]) -> set[Fact]:
    """Return what one reading of every condition adds."""
    new: set[Fact] = set()
    for one in system:
        if met(one.in_force_when, held):
            new.add((one.id, "in-force"))
        if (one.id, "in-force") in held:
            new |= {
                fact(g.party, one.id, "bound") for g in one.guarantors if met(g.bound_when, held)
            }
    return new


some_facts = st.frozensets(st.sampled_from(BASE))


@settings(deadline=None, max_examples=60)
@given(systems(most=2), some_facts)
def test_in_force_is_the_least_of_all_sets_closed_under_the_conditions(
    system: tuple[Guarantee, ...], facts: frozenset[Fact]
) -> None:
    own = {s for one in system for s in [(one.id, "in-force")]}
    own |= {fact(party, one.id, "bound") for one in system for party in one.parties}
    closed = [
        held
        for size in range(len(own) + 1)
        for some in combinations(sorted(own), size)
        if follows(system, held := facts | frozenset(some)) <= held
    ]
    assert in_force(system, facts) == frozenset.intersection(*closed)


@settings(deadline=None)
@given(systems(), some_facts, some_facts)
def test_more_facts_never_take_one_out_of_force(
    system: tuple[Guarantee, ...], one: frozenset[Fact], other: frozenset[Fact]
) -> None:
    assert in_force(system, one) <= in_force(system, one | other)
    for order in permutations(system):
        assert in_force(order, one) == in_force(system, one)


@settings(deadline=None)
@given(monotone, some_facts, some_facts)
def test_what_is_needed_is_what_is_missing(
    condition: Condition, held: frozenset[Fact], more: frozenset[Fact]
) -> None:
    left = needed(condition, held)
    assert isinstance(left, Always) is met(condition, held)
    assert met(left, held | more) is met(condition, held | more)
    assert not any((atom.issue, atom.value) in held for atom in atoms(left))  # type: ignore[union-attr]


@settings(deadline=None)
@given(systems(), some_facts, st.sampled_from([None, "p"]), st.sampled_from(["may", "must"]))
def test_blocking_sets_against_trying_every_set(
    system: tuple[Guarantee, ...],
    facts: frozenset[Fact],
    attacker: str | None,
    at_least: Modality,
) -> None:
    every = asked(system) | facts
    names = sorted({*PARTIES, *(party_of(name) for name, _ in every)})

    def bound(away: set[str]) -> bool:
        given_ = {s for s in every if s in facts or party_of(s[0]) not in away}
        rows = due(system, "attack", facts=given_, attacker=attacker, refusing=away)
        return any(row.owed for row in rows if row.guarantee == "g")

    blocks = [
        set(away)
        for size in range(len(names) + 1)
        for away in combinations(names, size)
        if not bound(set(away))
    ]
    smallest = sorted(sorted(b) for b in blocks if not any(other < b for other in blocks))
    found = blocking_sets(system, "g", facts=facts, attacker=attacker, at_least=at_least)
    assert sorted(map(list, found)) == smallest
    assert vetoers(found) == tuple(sorted(b[0] for b in smallest if len(b) == 1))
    short = blocking_sets(system, "g", facts=facts, attacker=attacker, at_least=at_least, largest=1)
    assert short == tuple(b for b in found if len(b) <= 1)


@settings(deadline=None)
@given(systems())
def test_what_never_starts_and_its_circle(system: tuple[Guarantee, ...]) -> None:
    held = in_force(system, asked(system))
    found = {row.what: row.circle for row in never_start(system)}
    for one in system:
        assert (one.id in found) is ((one.id, "in-force") not in held)
    for what, around in found.items():
        assert not around or around[0] == what
        assert len(set(around)) == len(around)
    for what in found:
        for one in system:
            if one.id == what and found[what]:
                after = found[what][1 % len(found[what])]
                assert after in {atom.issue for atom in atoms(one.in_force_when)}


def test_a_circle_never_starts_and_is_named() -> None:
    ring = [
        guarantee("g", "h = in-force and p/t = signed"),
        guarantee("h", "k = in-force"),
        guarantee("k", "p/g = bound"),
        guarantee("m", "g = in-force"),
    ]
    found = {row.what: row.circle for row in never_start(ring)}
    assert found == {"g": ("g", "h", "k", "p/g"), "h": ("h", "k", "p/g", "g")} | {
        "k": ("k", "p/g", "g", "h"),
        "m": (),
    }
    rows = due(ring, "attack", facts=asked(ring))
    assert rows[0].why_not == (
        "not in force: needs h = in-force; it never starts: g → h → k → p/g → g",
    )
    assert rows[-1].why_not == ("not in force: needs g = in-force; it never starts",)
    assert blocking_sets(ring, "g") == ((),)


def test_a_circle_through_one_guarantors_bond() -> None:
    bond = Guarantor("p", parse("h = in-force"))
    pair = [
        guarantee("g", guarantors=(bond, Guarantor("q"))),
        guarantee("h", "p/g = bound"),
    ]
    found = {row.what: row.circle for row in never_start(pair)}
    assert found == {"p/g": ("p/g", "h"), "h": ("h", "p/g")}
    rows = due(pair, "attack")
    assert [(row.guarantor, row.owed) for row in rows[:2]] == [("p", False), ("q", True)]
    assert rows[0].why_not == ("not in force: needs h = in-force; it never starts: p/g → h → p/g",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "p/t = signed\nand not q/t = signed",
            "case.yaml:5:5: the guarantee 'g' waits for a 'not'",
        ),
        ("p/t != signed", "case.yaml:4:1: the guarantee 'g' waits for a 'p/t != signed'"),
        (
            "p/t = signed and count >= 3",
            "case.yaml:4:18: the guarantee 'g' waits for a 'count >= 3'",
        ),
        ("not not p/t = signed", "case.yaml:4:1: the guarantee 'g' waits for a 'not'"),
        ("count in {3}", "case.yaml:4:1: the guarantee 'g' waits for a 'count in {3}'"),
    ],
)
def test_a_falling_condition_is_refused_with_its_line(text: str, told: str) -> None:
    condition = parse(text, file="case.yaml", line=4)
    for field in ("in_force_when", "attested_when"):
        with pytest.raises(BadInput) as caught:
            guarantee("g", **{field: condition})
        assert str(caught.value).startswith(told)
        assert caught.value.instead
    with pytest.raises(BadInput, match="waits for a"):
        guarantee("g", guarantors=(Guarantor("p", condition),))


def test_consents_make_facts_in_the_order_of_their_hours() -> None:
    acts = (
        Consent("p", "t", "withdraw", When("2031-05-01")),
        Consent("p", "t", "ratify", When("2031-03-01")),
        Consent("q", "t", "sign", When("2031-03-01")),
        Consent("r", "t", "sign"),
    )
    signed, ratified = fact("p", "t", "signed"), fact("p", "t", "ratified")
    assert consented(acts, When("2031-03-01T12:00Z")) == frozenset()
    assert consented(acts, When("2031-03-01")) == {signed, ratified, fact("q", "t", "signed")}
    assert consented(acts, When("2031-05-01")) == {fact("q", "t", "signed")}
    assert consented(acts) == {fact("q", "t", "signed"), fact("r", "t", "signed")}
    again = Consent("p", "t", "sign", When("2031-06-01"))
    assert signed in consented((*acts, again))
    assert ratified not in consented((*acts, again))


@pytest.mark.parametrize(
    ("rule", "refusing", "owed"),
    [
        (Rule(), ("q", "r"), {"p", "q", "r"}),
        (Rule("joint"), (), {"p", "q", "r"}),
        (Rule("joint"), ("q",), set()),
        (Rule("unanimous"), ("q",), set()),
        (Rule("k-of-n", 2), ("q",), {"p", "q", "r"}),
        (Rule("k-of-n", 2), ("q", "r"), set()),
    ],
)
def test_rules(rule: Rule, refusing: tuple[str, ...], owed: set[str]) -> None:
    one = guarantee("g", duties=(Duty("act", "must", "force", "act", rule),))
    rows = due([one], "attack", refusing=refusing)
    assert {row.guarantor for row in rows if row.owed} == owed


def test_one_not_bound_counts_against_a_joint_duty() -> None:
    named = (Guarantor("p"), Guarantor("q", parse("q/t = ratified")))
    one = guarantee("g", guarantors=named, duties=(Duty("a", "must", "force", "x", Rule("joint")),))
    rows = {row.guarantor: row.why_not for row in due([one], "attack")}
    assert rows["p"] == ("blocked by q (not bound)",)
    assert rows["q"][0] == "not in force: needs q/t = ratified"


def test_before_it_is_in_force_nobody_blocks_by_not_being_bound() -> None:
    joint = Duty("a", "must", "force", "x", Rule("joint"))
    one = guarantee("g", "p/t = signed", duties=(joint,))
    assert {row.why_not for row in due([one], "attack")} == {("not in force: needs p/t = signed",)}


def test_every_reason_is_given_at_once_and_what_was_not_said_covers_nothing() -> None:
    scope = Scope(
        Extent(only=("hills",)), Extent(but=("x",)), When("2031-01-01"), When("2031-12-31")
    )
    one = guarantee("g", "p/t = signed", scope=scope, attested_when=parse("b/appeal = made"))
    (row, *_) = due([one], "raid", place="coast", attacker="x", at=When("2032-01-01"))
    assert row.why_not == (
        "not in force: needs p/t = signed",
        "out of scope: raid; it is called by attack",
        "out of scope: coast; it covers hills",
        "out of scope: x; it covers everything but x",
        "out of scope: 2032-01-01; it covers from 2031-01-01 to 2031-12-31",
        "trigger not attested: needs b/appeal = made",
    )
    facts = [fact("p", "t", "signed"), fact("b", "appeal", "made")]
    (row, *_) = due([one], "attack", facts=facts)
    assert [why.split(";")[0] for why in row.why_not] == [
        "out of scope: the place is not said",
        "out of scope: the attacker is not said",
        "out of scope: the hour is not said",
    ]
    (row, *_) = due(
        [one], "attack", facts=facts, place="hills", attacker="y", at=When("2031-12-31")
    )
    assert row.owed


def test_conditions_that_nobody_has_scheduled() -> None:
    one = guarantee("g", "p/t = signed and vote in {held, waived} and h = in-force")
    two = guarantee("h", "h = in-force and g = signed")
    found = unscheduled([one, two], [("vote", "held")], ["t"])
    assert [(id, str(atom), value) for id, atom, value in found] == [
        ("g", "vote in {held, waived}", "waived"),
        ("h", "g = signed", "signed"),
    ]
    assert found[0][1].where is not None


def test_too_many_blocking_sets_are_refused() -> None:
    many = tuple(Guarantor(f"p{n}") for n in range(24))
    one = guarantee(
        "g", guarantors=many, duties=(Duty("a", "must", "force", "x", Rule("k-of-n", 12)),)
    )
    with pytest.raises(WrongUse, match="blocking sets"):
        blocking_sets([one], "g")
    assert blocking_sets([one], "g", largest=2) == ()
    assert sets_listed([one], "g", sizes=(None, 3, 1)) is None  # not: nobody can block


def test_sets_are_listed_whole_or_up_to_a_size() -> None:
    many = tuple(Guarantor(f"p{n}") for n in range(24))
    duties = (Duty("a", "must", "force", "x", Rule("k-of-n", 12)),)
    vetoed = guarantee("v", "p/t = signed", guarantors=many, duties=duties)
    assert sets_listed([vetoed], "v", sizes=(None, 2)) == (("p",),)
    few = guarantee("f", guarantors=many[:3], duties=(replace(duties[0], rule=Rule("k-of-n", 2)),))
    assert sets_listed([few], "f", sizes=(None,)) == blocking_sets([few], "f")
    assert sets_listed([few], "f", sizes=(1,)) is None


def test_nothing_given_is_changed() -> None:
    system = [guarantee("g", "p/t = signed and h = in-force"), guarantee("h", "q/t = signed")]
    facts = {fact("p", "t", "signed")}
    before = copy.deepcopy((system, facts))
    due(system, "attack", facts=facts, refusing={"q"})
    blocking_sets(system, "g", facts=facts)
    gaps(system, facts=facts)
    likeness(system[0], system[1], facts=facts)
    never_start(system)
    assert (system, facts) == before
    with pytest.raises(AttributeError):
        system[0].title = "x"  # type: ignore[misc]


def test_bad_guarantees_are_refused() -> None:
    act = Duty("act", "must", "force", "act")
    for wrong in (
        lambda: guarantee(""),
        lambda: guarantee("g", guarantors=()),
        lambda: guarantee("g", guarantors=(Guarantor("p"), Guarantor("p"))),
        lambda: guarantee("g", guarantors=(Guarantor("p/q"),)),
        lambda: guarantee("g", duties=(act, act)),
        lambda: guarantee("g", duties=(Duty("a", "must", "force", "x", after="b"),)),
        lambda: guarantee("g", duties=(Duty("a", "must", "force", "x", failing="a"),)),
        lambda: guarantee("g", duties=(Duty("a", "must", "force", "x", triggers=("z",)),)),
        lambda: guarantee("g", duties=(Duty("a", "must", "force", "x", Rule("k-of-n", 4)),)),
        lambda: Duty("a", "consult", "force", "x"),
        lambda: Duty("a", "must", "consult", "x"),
        lambda: Duty("a", "shall", "force", "x"),  # type: ignore[arg-type]
        lambda: Duty("a", "must", "pray", "x"),  # type: ignore[arg-type]
        lambda: Rule("k-of-n"),
        lambda: Rule("each", 2),
        lambda: Rule("some"),  # type: ignore[arg-type]
        lambda: Extent(only=("a",), but=("a",)),
        lambda: Consent("p/q", "t", "sign"),
        lambda: in_force([guarantee("g"), guarantee("g")], ()),
    ):
        with pytest.raises(BadInput):
            wrong()
    assert not Citation("A text").checked
    assert Citation("A text", ("1",), ("1",)).checked


def test_one_of_and_at_least_count_facts() -> None:
    held = [("a", "x"), ("b", "y")]
    assert met(OneOf("a", ("z", "x")), held)
    assert not met(OneOf("a", ("z", "y")), held)
    two = AtLeast(2, tuple(Compare(n, "=", v) for n, v in (("a", "x"), ("b", "y"), ("c", "z"))))
    assert met(two, held)
    assert str(needed(two, held[:1])) == "b = y or c = z"
