"""The brief of the article that the design started from, out of its gold."""

from __future__ import annotations

import pytest

from gold import SHARED, seed_view
from onetext.brief.build import build_brief
from onetext.brief.sections import Brief

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "seed").is_dir(), reason="../shared/data is not here"),
]


@pytest.fixture(scope="module")
def brief() -> Brief:
    return build_brief(seed_view())


def test_two_rounds_in_berlin(brief: Brief) -> None:
    told = [r for r in brief.rounds if r.type == "talks_round"]
    assert [(r.number, str(r.start), r.duration_min, r.venue) for r in told] == [
        (1, "2025-12-14", 300, "Berlin"),
        (2, "2025-12-15", None, "Berlin"),
    ]


def test_the_exchange(brief: Brief) -> None:
    (offer,) = brief.offers
    parts = (offer.terms.gives, offer.terms.link, offer.terms.gets)
    assert [part and part.words for part in parts] == [
        "dropping its NATO ambitions",
        "in exchange for",
        "Western security guarantees",
    ]
    assert (offer.party, offer.speaker, offer.state) == (
        "ukraine",
        "Volodymyr Zelenskyy",
        "standing",
    )


def test_four_kinds_of_guarantor(brief: Brief) -> None:
    assert [(g.guarantor, g.kind, g.beneficiary, g.act) for g in brief.guarantees] == [
        ("us", "bilateral", "ukraine", "asked"),
        ("us", "Article 5-like", "ukraine", "asked"),
        ("europe", None, "ukraine", "asked"),
        ("canada", None, "ukraine", "asked"),
        ("japan", None, "ukraine", "asked"),
    ]


def test_who_is_not_kept_abreast_and_expects_the_vision(brief: Brief) -> None:
    (window,) = brief.windows
    assert (window.party, window.claimed_by, window.expects_from) == (
        "russia",
        "Dmitry Peskov",
        ("us",),
    )
    assert "expect to receive the vision" in window.expects[0].words


def test_territory_is_a_sticking_point_by_the_reporter(brief: Brief) -> None:
    told = {(p.issue, p.basis, p.by, p.hedged) for p in brief.sticking_points}
    assert ("territory", "attributed", "Guy Birchall", True) in told


def test_positions_on_nato(brief: Brief) -> None:
    found = {p.party: p for p in brief.positions if p.issue == "nato_membership"}
    assert {party: p.stance for party, p in found.items()} == {
        "ukraine": "conditional_offer",
        "us": None,
        "russia": "demand",
    }
    assert found["russia"].speaker == "The Kremlin"
    assert {p.status for p in brief.positions if p.issue == "territory"} == {"unknown"}


def test_progress_is_nobodys_position(brief: Brief) -> None:
    found = {p.party: p for p in brief.positions if p.issue == "peace_agreement"}
    assert found["us"].status == "unknown"


def test_the_deadline_is_hoped(brief: Brief) -> None:
    (deadline,) = brief.deadlines
    assert (str(deadline.when), deadline.kind, deadline.words) == (
        "2025-12-15",
        "hoped",
        "by the end of the day",
    )


def test_rumours_mentioned_are_no_rumours_told(brief: Brief) -> None:
    assert all("state media (TASS)" in claim.why for claim in brief.unverified)
    assert not any("rumors" in claim.claim for claim in brief.unverified)
