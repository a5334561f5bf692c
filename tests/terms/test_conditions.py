from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import SPACE, conditions, packages, wild_conditions

from onetext.errors import BadInput, WrongUse
from onetext.terms.issue import Issue
from onetext.terms.packages.condition import (
    And,
    AtLeast,
    Compare,
    Condition,
    Not,
    OneOf,
    Or,
    names,
    nodes,
    parts_of,
)
from onetext.terms.packages.condition_parser import parse
from onetext.terms.packages.kleene import is_monotone, negation_normal, truth
from onetext.terms.packages.package import Package
from onetext.terms.packages.settling import settled
from onetext.terms.packages.space import Amount, Space


@settings(deadline=None)
@given(wild_conditions)
def test_what_is_written_reads_back_the_same(condition: Condition) -> None:
    text = str(condition)
    assert parse(text) == condition
    assert str(parse(text)) == text
    assert all(c.isprintable() for c in text)


WORDS = (
    "and or not in at least of always never open ( ) { } = != < <= >= > ; , a b 2 -3.5 'q' \" \\ é"
)
soup = st.lists(st.sampled_from([*WORDS.split(), "\n", '"a b"', "== ", "’"])).map(" ".join)


def read_or_refused(text: str) -> Condition | BadInput:
    try:
        return parse(text, file="case.yaml")
    except BadInput as fault:
        return fault


@settings(deadline=None)
@given(st.text(max_size=60) | soup)
def test_any_text_reads_or_is_refused_with_a_place(text: str) -> None:
    found = read_or_refused(text)
    if not isinstance(found, BadInput):
        assert parse(str(found)) == found
        return
    assert found.where is not None
    line, column = found.where.line or 0, found.where.column or 0
    lines = text.split("\n")
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1
    assert "\n" not in found.what


@settings(deadline=None)
@given(st.integers(1, 300))
def test_deep_nesting_is_refused_not_crashed(depth: int) -> None:
    for text in ("(" * depth + "a = x" + ")" * depth, "not " * depth + "a = x"):
        found = read_or_refused(text)
        assert isinstance(found, BadInput) is (depth > 60)
        assert depth <= 60 or "nests too deep" in str(found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1:1: the condition ends too early, write an issue's id, like: truce = full"),
        ("a = ", "1:5: the condition ends too early, write an option's id or a number"),
        ("a == b", "1:3: '==' means nothing here, write a single ="),
        ("a = b AND c = d", "1:7: 'AND' does not fit here, write 'and' in small letters"),
        ("a = in force", 'in quotes: "in"'),
        ("a = b c", "1:7: 'c' does not fit here, join conditions with and, or"),
        ("a = “no”", "write straight quotes"),
        ("a = {b, c}", "1:5: '{' does not fit here, write in before several options"),
        ("a in {b; c}", "put , between the options"),
        ("a in {}", "1:7: '}' does not fit here"),
        ("a in {b, b}", "b stands twice"),
        ("at least 2 of (a = b, c = d)", "put ; between the conditions"),
        ("at least 3 of (a = b; c = d)", "1:1: at least 3 of 2, write a number from 1 to 2"),
        ("at least two of (a = b)", "write it like: at least 2 of"),
        ("a < b", "'b' is not a number"),
        ("a =\n\n  'x", "3:3: a quote is not closed, close it with '"),
        ("a = x)", "1:6: ')' does not fit here, take it away"),
        ("(a = x", "close the bracket with )"),
        ("5 = x", "1:1: '5' does not fit here"),
        ("a = 1234567890123456789", "1:5: the number 1234567890123456789 is too long"),
        ("'' = x", "1:1: an empty name"),
        ("a is x", "write = or !="),
        (r"a = '\d'", "means nothing in quotes"),
        (r"a = '\u{d800}'", "half a character"),
        (r"a = '\u{110000}'", "is no character"),
        ("a = x ^ b = y", "1:7: '^' means nothing here"),
    ],
)
def test_errors_say_where_and_what_instead(text: str, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(text)
    assert told in str(caught.value)


def test_the_place_counts_from_where_the_text_begins() -> None:
    found = parse("a = x\nand not b = y", file="case.yaml", line=10, column=5)
    assert isinstance(found, And)
    assert [str(part.where) for part in found.parts] == ["case.yaml:10:5", "case.yaml:11:5"]


def test_words_stay_words_and_numbers_numbers() -> None:
    assert parse("a = no").value == "no"  # type: ignore[union-attr]
    assert parse("a = '5'").value == "5"  # type: ignore[union-attr]
    assert parse("a = 5.0").value == Decimal(5)  # type: ignore[union-attr]
    assert parse("a = 2025-12-15").value == "2025-12-15"  # type: ignore[union-attr]
    assert parse("a>=-5") == Compare("a", ">=", Decimal(-5))
    assert parse("not a = x and b = y or c = z") == Or(
        (
            And((Not(Compare("a", "=", "x")), Compare("b", "=", "y"))),
            Compare("c", "=", "z"),
        )
    )
    assert names(parse("b = x or not (a in {y} and b < 3)")) == ("a", "b")


@settings(deadline=None)
@given(conditions, packages)
def test_kleene_never_says_what_a_completion_denies(condition: Condition, package: Package) -> None:
    answers = {truth(condition, whole) for whole in SPACE.packages(package)}
    assert None not in answers
    careful, exact = truth(condition, package), settled(condition, package, SPACE)
    if careful is not None:
        assert answers == {careful}
    assert exact == (answers.pop() if len(answers) == 1 else None)


@settings(deadline=None)
@given(conditions, packages, packages)
def test_an_answer_once_given_stays(condition: Condition, one: Package, other: Package) -> None:
    joined = one.joined(other)
    answer = truth(condition, one)
    if joined is not None and answer is not None:
        assert truth(condition, joined) is answer


@settings(deadline=None)
@given(conditions, packages)
def test_negation_normal_form_says_the_same_without_not(
    condition: Condition, package: Package
) -> None:
    for whole in (condition, Not(condition)):
        normal = negation_normal(whole)
        assert not any(isinstance(part, Not) for part in nodes(normal))
        assert truth(normal, package) is truth(whole, package)
        assert negation_normal(normal) == normal


@settings(deadline=None)
@given(conditions)
def test_monotone_conditions_never_lose_by_one_more_fact(condition: Condition) -> None:
    if not is_monotone(condition):
        return
    facts = sorted({(a, v) for a in ("a", "b") for v in ("x", "y", "no")})
    for some in ([], facts[:2], facts[1:4]):
        for more in facts:
            if _on_facts(condition, set(some)):
                assert _on_facts(condition, {*some, more})


def _on_facts(condition: Condition, facts: set[tuple[str, str]]) -> bool:
    if isinstance(condition, Compare):
        return ((condition.issue, condition.value) in facts) is (condition.sign == "=")
    if isinstance(condition, OneOf):
        return any((condition.issue, v) in facts for v in condition.values)
    answers = [_on_facts(part, facts) for part in parts_of(condition)]
    if isinstance(condition, Not):
        return not answers[0]
    if isinstance(condition, And):
        return all(answers)
    if isinstance(condition, Or):
        return any(answers)
    if isinstance(condition, AtLeast):
        return sum(answers) >= condition.count
    return str(condition) == "always"


def test_settled_sees_through_where_kleene_is_careful() -> None:
    free = Space((Amount(Issue("n", "N"), Decimal(0), Decimal(10)),))
    for text, expected in [
        ("n < 5 or n >= 5", True),
        ("n > 5 and n < 5.000000001", False),
        ("n > 10", False),
        ("n >= 0 and n <= 10", True),
        ("n > 5 and n < 5.000000002", None),
        ("n = 3.5", None),
    ]:
        assert settled(parse(text), {}, free) is expected
        assert truth(parse(text), {}) is None


def test_settled_refuses_more_than_it_may_try() -> None:
    with pytest.raises(WrongUse, match="completions"):
        settled(parse("a = x and b = x and n < 3"), {}, SPACE, most=3)


def test_an_order_on_a_word_is_refused_with_its_place() -> None:
    with pytest.raises(BadInput) as caught:
        truth(parse("n = 3 or n < 3", file="c.yaml"), {"n": "none"})
    assert str(caught.value).startswith("c.yaml:1:10: 'n' holds 'none'")


def test_conditions_that_cannot_be_are_refused() -> None:
    atom = Compare("a", "=", "x")
    for wrong in (
        lambda: And((atom,)),
        lambda: Or(()),
        lambda: AtLeast(0, (atom,)),
        lambda: OneOf("a", ()),
        lambda: Compare("a", "~", "x"),  # type: ignore[arg-type]
        lambda: Compare("", "=", "x"),
        lambda: Compare("a", "=", False),  # type: ignore[arg-type]
    ):
        with pytest.raises(BadInput):
            wrong()
