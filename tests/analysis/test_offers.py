from __future__ import annotations

import pytest
from made import Page, view

from onetext.analysis.offers import offers


def swap(page: Page, gives: str, gets: str, **more: str) -> Page:
    words = f"we would {gives} in exchange for {gets}"
    return page.say("conditional_offer", words, gives=gives, gets=gets, **more)


def test_an_exchange() -> None:
    page = swap(Page(), "leave the hills", "a peace treaty", said="2031-03-01")
    (offer,) = offers(view(page))
    assert (offer.party, offer.state, str(offer.said)) == ("arn", "standing", "2031-03-01")
    told = (offer.terms.gives, offer.terms.gets)
    assert [part and part.words for part in told] == ["leave the hills", "a peace treaty"]


def test_a_repeat_is_the_same_offer() -> None:
    first = swap(Page("a"), "leave the hills", "a peace treaty", said="2031-03-01")
    again = swap(
        Page("b", "2031-03-09"), "leave those hills", "the peace treaty", said="2031-03-08"
    )
    (offer,) = offers(view(first, again))
    assert {e.source for e in offer.evidence} == {"a", "b"}


def test_a_later_offer_on_the_issue_replaces_it() -> None:
    first = swap(Page("a"), "leave the hills", "a peace treaty", said="2031-03-01")
    later = swap(Page("b", "2031-03-09"), "open one valley", "two ports", said="2031-03-08")
    old, new = offers(view(first, later))
    assert (old.state, new.state) == ("replaced", "standing")
    assert old.replaced_by == new.evidence[0]


def test_on_other_issues_or_the_same_occasion_both_stand() -> None:
    page = swap(Page("a", "2031-03-09"), "leave the hills", "a treaty", said="2031-03-01")
    swap(page, "open one valley", "two ports", said="2031-03-01")
    swap(page, "stop the guns", "monitors", said="2031-03-05", issues="truce")
    assert [offer.state for offer in offers(view(page))] == ["standing"] * 3


@pytest.mark.parametrize(
    ("stance", "words"),
    [
        ("reject", "leaving the hills"),
        ("inform", "our offer is off the table"),
        ("inform", "we withdraw the offer"),
    ],
)
def test_withdrawn(stance: str, words: str) -> None:
    page = swap(Page("a", "2031-03-09"), "leave the hills", "a treaty", said="2031-03-01")
    page.say(stance, words, said="2031-03-05")
    assert offers(view(page))[0].state == "withdrawn"


@pytest.mark.parametrize(
    ("party", "stance", "words"),
    [
        ("bel", "reject", "leaving the hills"),
        ("arn", "inform", "our army will withdraw from the valley"),
        ("arn", "reject", "foreign observers"),
    ],
)
def test_not_withdrawn(party: str, stance: str, words: str) -> None:
    page = swap(Page("a", "2031-03-09"), "leave the hills", "a treaty", said="2031-03-01")
    page.say(stance, words, said="2031-03-05", party=party)
    assert offers(view(page))[0].state == "standing"


def test_mirrors_both_ways_only() -> None:
    page = swap(Page(), "waive the steel duty", "a wider grain quota")
    swap(page, "give a wider grain quota", "no steel duty", party="bel", by="Eva Holm")
    swap(page, "give a wider grain quota", "fishing rights", party="med", by="Pia", role="envoy")
    one, other, third = offers(view(page))
    assert one.mirror == other.evidence[0]
    assert other.mirror == one.evidence[0]
    assert third.mirror is None


@pytest.mark.parametrize("more", [{"certainty": "anonymous"}, {"role": "fisherman"}])
def test_only_who_speaks_for_the_party_offers(more: dict[str, str]) -> None:
    assert offers(view(swap(Page(), "leave the hills", "a treaty", **more))) == ()


def test_an_offer_that_wants_nothing() -> None:
    (offer,) = offers(view(Page().say("offer", "two hundred monitors")))
    told = (offer.terms.gives, offer.terms.gets)
    assert [part and part.words for part in told] == ["two hundred monitors", None]
