"""The six profiles of methods §6 answer as their texts do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from profiles import (
    BERLIN,
    BERLIN_GUARANTORS,
    BUDAPEST,
    CONSENTS,
    CYPRUS,
    ISTANBUL,
    ISTANBUL_GUARANTORS,
    ISTANBUL_UNANIMOUS,
    NORTH_ATLANTIC,
    PROFILES,
)

from onetext.terms.consent import consented
from onetext.terms.guarantees.blocking import blocking_sets, vetoers
from onetext.terms.guarantees.due import Due, due
from onetext.terms.guarantees.gaps import gaps
from onetext.terms.guarantees.guarantee import Guarantee
from onetext.terms.guarantees.in_force import asked, in_force, never_start, unscheduled
from onetext.terms.guarantees.likeness import likeness
from onetext.terms.when import When

TODAY = When("2025-12-15")
FACTS = consented(CONSENTS, TODAY)


def ask(guarantee: Guarantee, trigger: str, **more: object) -> dict[tuple[str, str], Due]:
    facts = more.pop("facts", FACTS)
    rows = due([guarantee], trigger, facts=facts, **more)  # type: ignore[arg-type]
    return {(row.guarantor, row.duty.id): row for row in rows}


def owed(rows: dict[tuple[str, str], Due]) -> set[tuple[str, str]]:
    return {(row.guarantor, row.duty.modality) for row in rows.values() if row.owed}


def test_every_profile_says_that_its_text_was_not_wholly_checked() -> None:
    assert [profile.source.checked for profile in PROFILES] == [False] * 6
    assert len({profile.id for profile in PROFILES}) == 6
    for profile in PROFILES:
        assert set(profile.source.read) <= set(profile.source.articles)


def test_north_atlantic_each_must_choosing_the_means() -> None:
    rows = ask(NORTH_ATLANTIC, "armed-attack", place="europe", attacker="x", at=TODAY)
    assert len(rows) == 64
    assert owed(rows) == {(p, m) for p in NORTH_ATLANTIC.parties for m in ("must-some", "consult")}
    assert rows["us", "assist"].within == timedelta(0)
    assert gaps([NORTH_ATLANTIC], facts=FACTS, triggers=["armed-attack"], places=["europe"]) == ()
    assert blocking_sets([NORTH_ATLANTIC], "nat", facts=FACTS) == ()


def test_north_atlantic_scope_time_and_a_member_that_attacks() -> None:
    rows = ask(NORTH_ATLANTIC, "armed-attack", place="falklands", attacker="x")
    assert all(row.why_not[0].startswith("out of scope: falklands") for row in rows.values())
    then = consented(CONSENTS, When("2020-01-01"))
    rows = ask(NORTH_ATLANTIC, "armed-attack", place="europe", facts=then)
    assert rows["finland", "assist"].why_not == ("not in force: needs finland/nat = ratified",)
    assert rows["estonia", "assist"].owed
    rows = ask(NORTH_ATLANTIC, "armed-attack", place="europe", attacker="turkey")
    assert rows["turkey", "assist"].why_not == ("bound against itself",)
    assert rows["greece", "assist"].owed
    rows = ask(NORTH_ATLANTIC, "threat", place="europe")
    assert rows["us", "assist"].why_not == ("out of scope: threat; it is called by armed-attack",)
    assert rows["us", "consult"].owed


def test_north_atlantic_came_into_force_by_article_11() -> None:
    some = [c for c in CONSENTS if c.instrument == "nat" and c.party != "france"]
    assert ("nat", "in-force") not in in_force([NORTH_ATLANTIC], consented(some))
    sets = blocking_sets([NORTH_ATLANTIC], "nat", largest=6)
    assert vetoers(sets) == ("belgium", "canada", "france", "luxembourg", "netherlands", "uk", "us")
    assert len(sets) == 7  # seven named make a majority of twelve, so the others cannot block


def test_cyprus_together_first_else_each_and_only_may() -> None:
    rows = ask(CYPRUS, "breach")
    parties = {"greece", "turkey", "uk"}
    assert owed(rows) == {(p, m) for p in parties for m in ("consult", "may")}
    assert rows["uk", "concert"].owed
    assert rows["uk", "alone"].why_not == ("first together: act in common or in concert",)
    failed = ask(CYPRUS, "breach", failed=["concert"])
    assert all(failed[p, "alone"].owed for p in parties)
    refused = ask(CYPRUS, "breach", refusing=["uk"])
    assert refused["greece", "concert"].why_not == ("blocked by uk (refuses)",)
    assert refused["greece", "alone"].owed
    assert len(gaps([CYPRUS], facts=FACTS)) == 1
    assert gaps([CYPRUS], facts=FACTS)[0].strongest == "may"
    assert gaps([CYPRUS], facts=FACTS, at_least="may") == ()
    assert blocking_sets([CYPRUS], "cyprus-1960", facts=FACTS) == ((),)
    assert blocking_sets([CYPRUS], "cyprus-1960", facts=FACTS, at_least="may") == ()


def test_cyprus_a_guarantor_may_be_the_intervener() -> None:
    rows = ask(CYPRUS, "breach", attacker="turkey")
    assert all(
        rows["turkey", d].why_not[-1] == "bound against itself" for d in ("concert", "alone")
    )
    assert rows["greece", "concert"].why_not == ("blocked by turkey (the attacker)",)
    assert rows["greece", "alone"].owed
    assert rows["uk", "alone"].owed
    before = consented(CONSENTS, When("1960-08-15"))
    rows = ask(CYPRUS, "breach", facts=before)
    assert "cyprus/guarantee-1960 = signed" in rows["uk", "consult"].why_not[0]


def test_istanbul_each_after_three_days_at_most_with_holes() -> None:
    facts = asked([ISTANBUL])
    rows = ask(ISTANBUL, "armed-attack", place="kharkiv", attacker="russia", facts=facts)
    others = set(ISTANBUL_GUARANTORS.split()) - {"russia"}
    assert owed(rows) == {(p, m) for p in others for m in ("consult", "must-some")}
    assert rows["uk", "consult"].within == rows["uk", "assist"].within == timedelta(days=3)
    assert rows["russia", "assist"].why_not == ("bound against itself",)
    holes = gaps([ISTANBUL], facts=facts, triggers=["armed-attack"])
    assert [hole.place for hole in holes] == [
        "certain-areas-donetsk-luhansk",
        "crimea",
        "sevastopol",
    ]
    assert blocking_sets([ISTANBUL], "istanbul-2022", facts=facts, attacker="russia") == ()
    unasked = facts - {("ukraine/appeal", "made")}
    rows = ask(ISTANBUL, "armed-attack", place="kharkiv", facts=unasked)
    assert rows["uk", "assist"].why_not == ("trigger not attested: needs ukraine/appeal = made",)


def test_istanbul_never_came_into_force() -> None:
    rows = ask(ISTANBUL, "armed-attack", place="kharkiv", attacker="russia")
    assert not owed(rows)
    assert rows["us", "assist"].why_not[0] == (
        "not in force: needs ukraine/istanbul = ratified and referendum-ukraine = held "
        "and us/istanbul = ratified"
    )
    missing = unscheduled([ISTANBUL], FACTS, ["istanbul"])
    assert [str(atom) for _, atom, _ in missing] == [
        "referendum-ukraine = held",
        "ukraine/appeal = made",
    ]


def test_istanbul_with_unanimity_is_blocked_by_one_who_may_be_the_attacker() -> None:
    facts = asked([ISTANBUL_UNANIMOUS])
    rows = ask(ISTANBUL_UNANIMOUS, "armed-attack", place="kharkiv", attacker="russia", facts=facts)
    others = set(ISTANBUL_GUARANTORS.split()) - {"russia"}
    assert owed(rows) == {(p, "consult") for p in others}
    assert rows["us", "assist"].why_not == ("blocked by russia (the attacker)",)
    assert rows["russia", "assist"].why_not == ("bound against itself",)
    id = ISTANBUL_UNANIMOUS.id
    sets = blocking_sets([ISTANBUL_UNANIMOUS], id, facts=facts)
    assert vetoers(sets) == tuple(sorted(ISTANBUL_GUARANTORS.split()))
    assert blocking_sets([ISTANBUL_UNANIMOUS], id, facts=facts, attacker="russia") == ((),)
    elsewhere = ask(ISTANBUL_UNANIMOUS, "armed-attack", place="kharkiv", attacker="x", facts=facts)
    assert elsewhere["us", "assist"].owed


def test_budapest_has_no_must_to_assist_at_all() -> None:
    rows = ask(BUDAPEST, "armed-attack", attacker="russia")
    assert owed(rows) == {("uk", "consult"), ("us", "consult")}
    assert rows["russia", "consult"].why_not == ("bound against itself",)
    rows = ask(BUDAPEST, "nuclear-threat", attacker="russia")
    assert owed(rows) == {(p, m) for p in ("uk", "us") for m in ("must", "consult")}
    holes = gaps([BUDAPEST], facts=FACTS, attackers=["russia", "x"])
    assert {(h.trigger, h.attacker) for h in holes} == {
        (t, a) for t in BUDAPEST.triggers for a in ("russia", "x")
    }
    assert {h.strongest for h in holes if h.trigger.startswith("nuclear")} == {"must"}


def test_berlin_binds_nobody_today_and_says_what_each_still_needs() -> None:
    rows = ask(BERLIN, "armed-attack", place="kharkiv", attacker="russia", at=TODAY)
    assert not owed(rows)
    for party in BERLIN_GUARANTORS.split():
        assert rows[party, "restore-peace"].why_not == (
            "not in force: needs ukraine/peace-agreement = signed "
            "and russia/peace-agreement = signed "
            f"and {party}/commitment = signed and {party}/national-procedure = completed",
        )
    signed = {("ukraine/peace-agreement", "signed"), ("russia/peace-agreement", "signed")}
    done = {("france/commitment", "signed"), ("france/national-procedure", "completed")}
    rows = ask(BERLIN, "armed-attack", attacker="russia", facts=signed | done)
    assert owed(rows) == {("france", "must-some")}
    sets = blocking_sets([BERLIN], "berlin-2025")
    assert vetoers(sets) == ("russia", "ukraine")
    assert sets[-1] == tuple(sorted(BERLIN_GUARANTORS.split()))


def test_no_profile_is_circular() -> None:
    assert never_start(PROFILES) == ()


@pytest.mark.parametrize(
    ("guarantee", "weaker", "stronger"),
    [
        (CYPRUS, {"modality", "speed", "guarantors"}, {"places"}),
        (ISTANBUL, {"speed", "in force"}, {"trigger"}),
        (ISTANBUL_UNANIMOUS, {"speed", "in force", "who decides"}, {"trigger"}),
        (BUDAPEST, {"deed", "modality"}, {"places"}),
        (BERLIN, {"guarantors", "speed", "in force"}, {"places"}),
    ],
)
def test_how_article_5_like_each_is(
    guarantee: Guarantee, weaker: set[str], stronger: set[str]
) -> None:
    found = likeness(guarantee, NORTH_ATLANTIC, facts=FACTS)
    by = {v: {p.name for p in found.parts if p.verdict == v} for v in ("weaker", "stronger")}
    assert set(found.short_of) == by["weaker"]
    assert by["weaker"] == weaker
    assert by["stronger"] == stronger
    same = likeness(guarantee, guarantee, facts=FACTS)
    assert {part.verdict for part in same.parts} == {"same"}
