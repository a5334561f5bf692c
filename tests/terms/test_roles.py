"""Roles, people, seats and deadlines over time, and the case that holds them."""

from __future__ import annotations

from typing import Any

import pytest

from onetext.errors import BadInput
from onetext.terms.case import Case, Happening, Treaty
from onetext.terms.consent import Consent
from onetext.terms.deadline import Deadline
from onetext.terms.grounds import Grounds
from onetext.terms.party import Party
from onetext.terms.role import Holding, Person, Role, Seat
from onetext.terms.when import When

MARCH, APRIL = When("2031-03"), When("2031-04")


def test_a_party_holds_several_roles_at_once_and_over_time() -> None:
    case = Case(
        "c",
        "C",
        parties=(Party("us", "United States", "state"),),
        roles=(
            Role("us", "mediator", until=MARCH),
            Role("us", "guarantor", "treaty"),
            Role("us", "principal", "minerals", since=APRIL),
        ),
    )
    assert [role.kind for role in case.roles_of("us", When("2031-03-31"))] == [
        "mediator",
        "guarantor",
    ]
    assert [role.kind for role in case.roles_of("us", When("2031-04-30"))] == [
        "guarantor",
        "principal",
    ]
    assert len(case.roles_of("us")) == 3
    assert case.name_of("us") == "United States"
    assert case.name_of("eu") == "eu"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda: Role("us", "leader"), "there is no role 'leader'"),  # type: ignore[arg-type]
        (lambda: Role("us", "mediator", since=APRIL, until=MARCH), "ends before it begins"),
        (lambda: Seat("s", "us", "chair"), "a seat cannot be 'chair'"),  # type: ignore[arg-type]
        (lambda: Holding("p", APRIL, MARCH), "ends before it begins"),
        (lambda: Person("p", "P", since=APRIL, until=MARCH), "ends before it begins"),
        (lambda: Deadline("d", "sign", When("--12-15")), "has no year"),
        (lambda: Grounds("x", known="heard"), "says nothing of how"),  # type: ignore[arg-type]
        (lambda: Case("c", "C", mode="game"), "the mode 'game'"),  # type: ignore[arg-type]
        (lambda: Case("c", "C", treaties=(Treaty("t", "A"), Treaty("t", "B"))), "share|id 't'"),
    ],
)
def test_what_cannot_be_is_refused(wrong: Any, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        wrong()


def test_a_withdrawal_ends_what_was_ratified_and_other_facts_stay() -> None:
    case = Case(
        "c",
        "C",
        consents=(
            Consent("us", "t", "ratify", When("2031-01-01")),
            Consent("us", "t", "withdraw", When("2031-06-01")),
        ),
        happenings=(Happening("vote", "held", When("2031-02-01")),),
    )
    assert case.facts(When("2031-03-01")) == {
        ("us/t", "signed"),
        ("us/t", "ratified"),
        ("vote", "held"),
    }
    assert case.facts() == {("vote", "held")}
