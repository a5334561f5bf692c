from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import SPACE, conditions, packages

from onetext.errors import BadInput
from onetext.terms.hour import begins, ends
from onetext.terms.offers.offer import Offer, honours, standing
from onetext.terms.packages.condition import Always, Condition
from onetext.terms.packages.condition_parser import parse
from onetext.terms.packages.kleene import truth
from onetext.terms.packages.package import Package
from onetext.terms.when import When

TABLE = {
    (True, True): "exercised",
    (False, False): "idle",
    (True, False): "uncompensated",
    (False, True): "unclaimed",
}
NOW = When("2031-03-10T12:00Z")


def offer(id: str = "o", give: str = "a = x", want: str = "b = x", **more: object) -> Offer:
    return Offer(id, "arn", ("bel",), parse(give), parse(want), **more)  # type: ignore[arg-type]


@settings(deadline=None)
@given(conditions, conditions, packages)
def test_states_follow_the_table_and_open_is_never_a_guess(
    give: Condition, want: Condition, package: Package
) -> None:
    made = Offer("o", "arn", ("bel",), give, want)
    state = made.state(package)
    gives, gets = truth(give, package), truth(want, package)
    assert (state == "open") is (gives is None or gets is None)
    for whole in SPACE.packages(package):
        exact = TABLE[truth(give, whole), truth(want, whole)]  # type: ignore[index]
        assert made.state(whole) == exact
        assert state in ("open", exact)


@settings(deadline=None)
@given(st.lists(st.tuples(conditions, conditions), max_size=3), packages)
def test_a_package_honours_when_no_offer_is_uncompensated(
    pairs: list[tuple[Condition, Condition]], package: Package
) -> None:
    offers = [Offer(f"o{n}", "arn", ("bel",), g, w) for n, (g, w) in enumerate(pairs)]
    found = honours(package, offers, NOW)
    assert [id for id, _ in found.states] == [o.id for o in offers]
    wholes = [honours(whole, offers, NOW).honoured for whole in SPACE.packages(package)]
    assert None not in wholes
    if found.honoured is not None:
        assert set(wholes) == {found.honoured}
    for made in offers:
        assert (made.id in found.broken) is (made.state(package) == "uncompensated")


def test_undecided_but_never_to_be_wronged_counts_as_honoured() -> None:
    assert honours(Package.of({"b": "x"}), (offer(),), NOW).honoured is True
    assert honours(Package.of({"a": "y"}), (offer(),), NOW).honoured is True
    assert honours(Package.of({"a": "x"}), (offer(),), NOW).honoured is None
    assert honours(Package.of({"a": "x"}), (offer(),), NOW).states == (("o", "open"),)


@pytest.mark.parametrize(
    ("more", "stands"),
    [
        ({}, True),
        ({"standing_from": When("2031-03-10T12:00Z")}, True),
        ({"standing_from": When("2031-03-10T13:01Z")}, False),
        ({"standing_from": When("2031-03-10T13:00+02:00")}, True),
        ({"standing_from": When("2031-03-10")}, True),
        ({"standing_until": When("2031-03-10T12:00Z")}, True),
        ({"standing_until": When("2031-03-10T11:59Z")}, False),
        ({"standing_until": When("2031-03-10")}, True),
        ({"standing_until": When("2031-03-09")}, False),
        ({"withdrawn_at": When("2031-03-10T12:00Z")}, False),
        ({"withdrawn_at": When("2031-03-10T12:01Z")}, True),
        ({"withdrawn_at": When("2031-03-10")}, True),
        ({"withdrawn_at": When("2031-03")}, True),
        ({"non_paper": True}, False),
    ],
)
def test_what_stands_at_an_hour(more: dict[str, object], stands: bool) -> None:
    assert bool(standing((offer(**more),), NOW)) is stands
    wronged = honours(Package.of({"a": "x", "b": "y"}), (offer(**more),), NOW)
    assert wronged.honoured is not stands


def test_what_was_replaced_does_not_come_back() -> None:
    first = offer("o1")
    counter = Offer(
        "o2",
        "bel",
        ("arn",),
        parse("b = x"),
        Always(),
        standing_from=When("2031-03-05"),
        standing_until=When("2031-03-06"),
        withdrawn_at=When("2031-03-05T18:00Z"),
        replaces="o1",
    )
    stands = [
        [o.id for o in standing((first, counter), When(at))]
        for at in ("2031-03-04", "2031-03-05T10:00Z", "2031-03-05T18:00Z", "2031-03-09")
    ]
    assert stands == [["o1"], ["o2"], [], []]


def test_a_non_paper_replaces_nothing_and_may_be_nobodys() -> None:
    idea = Offer("i", None, ("arn",), parse("b = x"), Always(), non_paper=True, replaces="o")
    assert [o.id for o in standing((offer(), idea), NOW)] == ["o"]


def test_bad_offers_are_refused() -> None:
    def made(**more: object) -> Offer:
        fields = {"id": "o", "by": "arn", "to": ("bel",), "give": Always(), "want": Always()}
        return Offer(**{**fields, **more})  # type: ignore[arg-type]

    for more in (
        {"by": None},
        {"to": ()},
        {"to": ("arn",)},
        {"replaces": "o"},
        {"standing_from": When("2031-03-02"), "standing_until": When("2031-03-01")},
        {"standing_from": When("--03-02"), "standing_until": When("2031-03-01")},
        {"id": ""},
    ):
        with pytest.raises(BadInput):
            made(**more)
    for offers in (
        (made(), made()),
        (made(replaces="x"),),
        (made(), made(id="p", by="cor", replaces="o")),
        (made(id="p", replaces="q"), made(id="q", replaces="p")),
    ):
        with pytest.raises(BadInput):
            standing(offers, NOW)
    with pytest.raises(BadInput, match="no year"):
        standing((offer(standing_until=When("--03-10")),), NOW)


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2031", "2031-01-01T00:00:00+00:00", "2031-12-31T23:59:59.999999+00:00"),
        ("2031-02", "2031-02-01T00:00:00+00:00", "2031-02-28T23:59:59.999999+00:00"),
        ("2031-02-03", "2031-02-03T00:00:00+00:00", "2031-02-03T23:59:59.999999+00:00"),
        ("2031-02-03T01:30+02:00", "2031-02-02T23:30:00+00:00", "2031-02-02T23:30:59.999999+00:00"),
        ("2031-02-03T01:30:05Z", "2031-02-03T01:30:05+00:00", "2031-02-03T01:30:05.999999+00:00"),
    ],
)
def test_first_and_last_instants(iso: str, first: str, last: str) -> None:
    assert (begins(When(iso)).isoformat(), ends(When(iso)).isoformat()) == (first, last)
