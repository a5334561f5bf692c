"""The Berlin case: what was public, each with its source, nothing invented, the unknown unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from onetext.cases.loading import load, look
from onetext.terms.case import Case
from onetext.terms.guarantees.due import due
from onetext.terms.guarantees.in_force import in_force, never_start, unscheduled
from onetext.terms.packages.package import Package
from onetext.terms.when import When

EXAMPLES = Path(__file__).parents[2] / "examples"
SIGNATORIES = set(
    "germany denmark finland france italy netherlands norway poland sweden uk".split()
)


@pytest.fixture(scope="module")
def case() -> Case:
    return load(EXAMPLES / "berlin-2025")


def test_nothing_is_wrong_with_it() -> None:
    assert look(EXAMPLES / "berlin-2025").faults == ()


def test_nobody_has_preferences_and_nothing_is_consented_to(case: Case) -> None:
    assert (case.sheets, case.orders, case.consents, case.happenings) == ((), (), (), ())
    assert (case.mode, case.texts) == (None, ())


def test_everything_names_its_source(case: Case) -> None:
    items = [
        *(f"parties/{one.id}" for one in case.parties),
        *(f"people/{one.id}" for one in case.people),
        *(f"issues/{matter.issue.id}" for matter in case.space.matters),
        *(f"offers/{one.id}" for one in case.offers),
        *(f"red_lines/{one.id}" for one in case.red_lines),
        *(f"guarantees/{one.id}" for one in case.guarantees),
        *(f"deadlines/{one.id}" for one in case.deadlines),
    ]
    for item in items:
        sources = case.grounds_of(item).sources
        assert sources, item
        assert all(case.reference(cited) is not None for cited in sources)
    assert case.grounds_of("case").mark == "as reported"


@pytest.mark.parametrize(
    ("package", "state"),
    [
        ({}, "open"),
        ({"nato": "dropped"}, "open"),
        ({"nato": "dropped", "guarantees": "given"}, "exercised"),
        ({"nato": "dropped", "guarantees": "not-given"}, "uncompensated"),
        ({"nato": "sought", "guarantees": "given"}, "unclaimed"),
        ({"nato": "sought", "guarantees": "not-given"}, "idle"),
    ],
)
def test_the_conditional_offer(case: Case, package: dict[str, str], state: str) -> None:
    (offer,) = case.offers
    assert offer.state(Package.of(package)) == state


def test_the_red_line_is_kept_only_without_membership(case: Case) -> None:
    (line,) = case.red_lines
    assert [line.kept(Package.of(p)) for p in ({}, {"nato": "dropped"}, {"nato": "sought"})] == [
        None,
        True,
        False,
    ]


def test_nobody_is_bound_and_each_is_told_what_is_missing(case: Case) -> None:
    at = When("2025-12-15")
    rows = due(case.guarantees, "armed-attack", attacker="russia", at=at, facts=case.facts(at))
    assert {row.guarantor for row in rows} == SIGNATORIES
    for row in rows:
        (why,) = row.why_not
        for part in (
            "ukraine/peace-agreement = signed",
            "russia/peace-agreement = signed",
            f"{row.guarantor}/commitment = signed",
            f"{row.guarantor}/national-procedure = completed",
        ):
            assert part in why
    assert in_force(case.guarantees, case.facts(at)) == frozenset()
    assert never_start(case.guarantees) == ()
    assert {id for id, _, _ in unscheduled(case.guarantees, (), case.schedule)} == {
        "us-bilateral", "us-article-5-like", "others", "leaders-statement",
    }  # fmt: skip


def test_what_was_not_said_stays_unknown(case: Case) -> None:
    unknown = [one for one in case.guarantees if one.id != "leaders-statement"]
    assert [(one.triggers, one.duties) for one in unknown] == [((), ())] * 3
    assert not any(one.source.checked for one in case.guarantees)


def test_the_statement_is_encoded_as_among_the_guarantees(case: Case) -> None:
    (here,) = (one for one in case.guarantees if one.id == "leaders-statement")
    there = next(one for one in load(EXAMPLES / "guarantees").guarantees if one.id == "berlin-2025")
    for part in ("guarantors", "in_force_when", "triggers", "scope"):
        assert getattr(here, part) == getattr(there, part)
    assert [(d.modality, d.deed, d.rule) for d in here.duties] == [
        (d.modality, d.deed, d.rule) for d in there.duties
    ]
