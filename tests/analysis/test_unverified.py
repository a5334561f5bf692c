from __future__ import annotations

import pytest
from made import PARTIES, Page, view

from onetext.analysis.contradictions import contradictions
from onetext.analysis.unverified import unverified
from onetext.terms.party import Party


@pytest.mark.parametrize(
    ("certainty", "why"),
    [
        ("rumour", "told as a rumour"),
        ("hedged", "the report itself hedges it"),
        ("anonymous", "nobody is named for it"),
    ],
)
def test_what_nobody_stands_by(certainty: str, why: str) -> None:
    page = Page().say("inform", "soldiers are coming", by=None, role=None, certainty=certainty)
    (claim,) = unverified(view(page))
    assert (claim.why, claim.status, claim.answers) == (why, "unconfirmed", ())


def test_state_media_only_for_claims() -> None:
    page = Page().say("inform", "we are winning", channel="state_media:Arnpress")
    page.say("demand", "the land", channel="state_media:Arnpress")
    page.say("inform", "we met", channel="press")
    (claim,) = unverified(view(page))
    assert claim.why == "a side's own account, carried by state media (Arnpress)"


def test_an_outlet_with_nobody_inside() -> None:
    paper = Party("gazette", "Gazette", "media", (), None)
    page = Page(parties=(*PARTIES, paper)).say(
        "inform", "they shook hands", by="Gazette", role=None, party="gazette"
    )
    assert unverified(view(page))[0].why == "an outlet's own word"


def test_denied_since() -> None:
    page = Page().say("inform", "a lease of the hills", by=None, party=None, certainty="rumour")
    later = Page("b", "2031-03-05").say("deny", "considering any lease", party="bel")
    (claim,) = unverified(view(page, later))
    assert claim.status == "denied"
    assert claim.answers[0].words == "considering any lease"
    assert [c.kind for c in contradictions(view(page, later))] == ["claim_and_denial"]


@pytest.mark.parametrize(
    "more",
    [
        {"issues": "talks", "words": "that he resigned"},
        {"words": "that she walked out", "said": "2031-02-01"},
        {"words": "a lease", "certainty": "anonymous"},
        {"words": "a lease", "role": "fisherman"},
    ],
    ids=["other matter", "earlier", "unnamed", "speaks for nobody"],
)
def test_not_denied(more: dict[str, str]) -> None:
    page = Page().say("inform", "a lease of the hills", by=None, party=None, certainty="rumour")
    later = Page("b", "2031-03-05").say("deny", more.pop("words"), party="bel", **more)
    (claim,) = [c for c in unverified(view(page, later)) if c.certainty == "rumour"]
    assert claim.status == "unconfirmed"


def test_confirmed_since() -> None:
    page = Page().say(
        "inform", "a third round in Oslo in May", by=None, party=None, certainty="anonymous"
    )
    later = Page("b", "2031-03-05").say(
        "inform", "a third round will be held in Oslo", party="med", role="envoy", cue="confirmed"
    )
    assert unverified(view(page, later))[0].status == "confirmed"


def test_what_the_report_says_of_it_stands() -> None:
    page = Page().say("inform", "soldiers are coming", certainty="rumour", status="denied")
    assert unverified(view(page))[0].status == "denied"


def test_rumours_mentioned_in_a_statement_are_part_of_it() -> None:
    page = Page().say("demand", "observers should ignore “rumors and provocations”")
    assert unverified(view(page)) == ()
