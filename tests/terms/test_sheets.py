"""Sheets hold what is said and refuse what contradicts itself; nothing is filled in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from onetext.errors import BadInput
from onetext.terms.offers.linkage import RedLine
from onetext.terms.packages.condition_parser import parse
from onetext.terms.packages.package import Package
from onetext.terms.sheet import (
    Interval,
    Linked,
    Preference,
    Ranking,
    Sheet,
    Stake,
    Worth,
)

FULL = Worth("truce", (("full", Interval.at(30)), ("none", Interval.at(0))))


def test_what_is_not_said_stays_unknown() -> None:
    sheet = Sheet("s", "arn", "arn", worths=(FULL,))
    assert sheet.floor is None
    assert sheet.worth("land") is None
    assert FULL.of("partial") is None
    assert sheet.ranking("truce") is None
    assert sheet.issues == ("truce",)


def test_every_way_of_saying_something_names_its_issues() -> None:
    sheet = Sheet(
        "s",
        "arn",
        "bel",
        "estimate",
        rankings=(Ranking("a", (("x",), ("y", "z"))),),
        stakes_ranking=(("b",), ("c",)),
        stakes=(Stake("d", Interval(3, None)),),
        linked=(Linked(parse("e = x and f >= 2"), Interval.at(5)),),
        prefers=(Preference(Package.of({"g": "x"}), Package.of({"g": "y"})),),
        red_lines=(RedLine("r", "bel", parse("h != x")),),
        unknown=("i",),
    )
    assert sheet.issues == tuple("abcdefgh")
    assert sheet.told == "as arn estimates bel"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda: Interval(None, None), "without bounds"),
        (lambda: Interval(2, 1), "turned round"),
        (lambda: Interval.at(2**53), "points"),
        (lambda: Interval.at(True), "points"),
        (lambda: Worth("a", ()), "no points for 'a'"),
        (lambda: Worth("a", (("x", Interval.at(1)), ("x", Interval.at(2)))), "twice"),
        (lambda: Worth("a", (("x", Interval.at(1)),), line=True), "no line runs"),
        (
            lambda: Worth(
                "a", ((Decimal(1), Interval.at(1)), (Decimal(2), Interval(1, 2))), line=True
            ),
            "runs through an interval",
        ),
        (lambda: Linked(parse("a = x"), Interval.at(1)), "links no issues"),
        (lambda: Ranking("a", (("x",),)), "orders nothing"),
        (lambda: Ranking("a", (("x",), ("x",))), "twice"),
        (lambda: Ranking("a", (("x", "y"), ())), "orders nothing"),
        (lambda: Stake("a", Interval(-1, 2)), "negative"),
        (lambda: Preference(Package(), Package()), "different issues"),
        (lambda: Preference(Package.of({"a": 1}), Package.of({"a": 1})), "with itself"),
        (lambda: Sheet("s", "arn", "bel"), "own"),
        (lambda: Sheet("s", "arn", "arn", "estimate"), "estimate"),
        (lambda: Sheet("s", "arn", "arn", "guess"), "the basis 'guess'"),  # type: ignore[arg-type]
        (lambda: Sheet("s", "arn", "arn", worths=(FULL, FULL)), "points for 'truce' twice"),
        (lambda: Sheet("s", "arn", "arn", worths=(FULL,), unknown=("truce",)), "unknown"),
        (lambda: Sheet("s", "arn", "arn", worths=(FULL,), out_of=20), "make 30 points"),
        (
            lambda: Sheet("s", "arn", "arn", red_lines=(RedLine("r", "bel", parse("a = x")),)),
            "is drawn by 'bel'",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(wrong: Any, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        wrong()
