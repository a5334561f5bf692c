"""Whose yes makes a package pass."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from onetext.cases.loading import loads
from onetext.cases.writing import dumps
from onetext.errors import BadInput
from onetext.terms.passing import Passing
from onetext.terms.sheet import Sheet

ALL = ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("rule", "accept", "passes"),
    [
        (Passing(), "abcd", True),
        (Passing(), "abc", False),
        (Passing(may_refuse=1), "abc", True),
        (Passing(("d",), 1), "abc", False),
        (Passing(("d",), 1), "abd", True),
        (Passing(("d",), 1), "ad", False),
        (Passing(may_refuse=4, weights=(("a", 5),), quota=6), "ab", True),
        (Passing(may_refuse=4, weights=(("a", 5),), quota=6), "bcd", False),
    ],
)
def test_a_package_passes_by_vetoes_refusals_and_votes(
    rule: Passing, accept: str, passes: bool
) -> None:
    assert rule.passes(set(accept), ALL) is passes


@pytest.mark.parametrize(
    "given",
    [{"vetoes": ("a", "a")}, {"may_refuse": -1}, {"weights": (("a", -1),)}, {"quota": -1}],
)
def test_a_rule_that_cannot_be_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        Passing(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given", [{"per_unit": 0}, {"exact_to": -1}, {"discount": Decimal(2)}, {"discount": Decimal(0)}]
)
def test_a_unit_that_cannot_be_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        Sheet("s", "a", "a", **given)  # type: ignore[arg-type]


TEXT = """\
format: 1
id: t
title: Two
parties: [{id: a, name: A}, {id: b, name: B}]
passing: {vetoes: [a], may_refuse: 1, votes: {b: 2}, quota: 3}
sheets: [{id: s, owner: a, per_unit: 8, exact_to: 12, discount: 0.5}]
"""


def test_a_case_file_says_them_and_they_are_written_back() -> None:
    case = loads(TEXT)
    assert case.passing == Passing(("a",), 1, (("b", 2),), 3)
    sheet = case.sheets[0]
    assert (sheet.utility(2), sheet.exact_to, sheet.discount) == (
        Fraction(1, 4),
        12,
        Decimal("0.5"),
    )
    again = loads(dumps(case))
    assert again == case
    assert again.sheets[0].exact_to == 12


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("vetoes: [a]", "vetoes: [x]", "5:20"),
        ("discount: 0.5", "discount: 1.5", "6:65"),
        ("per_unit: 8", "per_unit: 0", "6:15"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(old: str, new: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        loads(TEXT.replace(old, new))
