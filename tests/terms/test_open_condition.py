"""``open``: what nobody has put over the issues yet is settled by no package."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import SPACE, conditions, packages

from onetext.errors import BadInput
from onetext.terms.guarantees.guarantee import Guarantee, Guarantor
from onetext.terms.offers.offer import Offer
from onetext.terms.packages.condition import And, Compare, Condition, Not, Open, Or
from onetext.terms.packages.condition_parser import parse
from onetext.terms.packages.kleene import negation_normal, truth
from onetext.terms.packages.package import Package
from onetext.terms.packages.settling import settled


@given(conditions, packages)
def test_it_decides_nothing_and_stops_nothing(other: Condition, package: Package) -> None:
    answer = truth(other, package)
    assert truth(Open(), package) is truth(Not(Open()), package) is None
    assert truth(And((other, Open())), package) is (False if answer is False else None)
    assert truth(Or((other, Open())), package) is (True if answer is True else None)
    decided = settled(other, package, SPACE)
    assert settled(Or((other, Open())), package, SPACE) is (True if decided is True else None)
    assert settled(And((Open(), other)), package, SPACE) is (False if decided is False else None)
    assert negation_normal(Not(Open())) == Open()


def test_the_word_still_names_an_issue_and_an_option() -> None:
    assert parse("open") == parse("(open)") == Open()
    assert parse("open = open and open") == And((Compare("open", "=", "open"), Open()))
    assert parse("at least 1 of (open; open in {open})") != Open()
    with pytest.raises(BadInput, match="write ="):
        parse("open full")


def test_an_offer_with_an_open_price_is_open() -> None:
    offer = Offer("o", "arn", ("bel",), parse("a = x"), Open())
    assert offer.state({"a": "x"}) == offer.state({}) == "open"


def test_no_guarantee_waits_for_it() -> None:
    with pytest.raises(BadInput, match="name the fact"):
        Guarantee("g", "G", (Guarantor("arn"),), "bel", (), (), in_force_when=parse("open"))
