"""A case that is written and read again is the same case, whatever words stand in it."""

from __future__ import annotations

from pathlib import Path

from case_strategies import cases
from hypothesis import HealthCheck, given, settings

from onetext.cases.loading import load, loads
from onetext.cases.writing import dumps
from onetext.terms.case import Case

EXAMPLES = Path(__file__).parents[2] / "examples"


@given(cases())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_case_comes_back_as_it_was(case: Case) -> None:
    text = dumps(case)
    assert loads(text) == case
    assert dumps(loads(text)) == text


def test_the_golden_guarantees_come_back_as_they_were() -> None:
    case = load(EXAMPLES / "guarantees")
    assert loads(dumps(case)) == case


def test_values_are_plain_words() -> None:
    case = loads("format: 1\nid: c\ntitle: T\nparties: [{id: a, name: A, aliases: B}]\n")
    assert type(case.id) is type(case.parties[0].aliases[0]) is str
