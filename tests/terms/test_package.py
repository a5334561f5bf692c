from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import SPACE, names, packages, values

from onetext.errors import BadInput, WrongUse
from onetext.terms.issue import Issue
from onetext.terms.packages.condition_parser import parse
from onetext.terms.packages.package import Package, number, value
from onetext.terms.packages.space import Amount, Choice, Option, Space


@settings(deadline=None)
@given(st.dictionaries(names, values, max_size=6), st.randoms(use_true_random=False))
def test_a_package_is_a_value_whatever_the_order(chosen: dict[str, object], random: object) -> None:
    pairs = list(chosen.items())
    random.shuffle(pairs)  # type: ignore[attr-defined]
    one, other = Package.of(chosen), Package(tuple(pairs))  # type: ignore[arg-type]
    assert one == other
    assert hash(one) == hash(other)
    assert list(one) == sorted(chosen)
    assert repr(one) == repr(other)
    assert dict(one) == {issue: value(v) for issue, v in chosen.items()}


@settings(deadline=None)
@given(packages, packages)
def test_joined_is_the_union_or_nothing(one: Package, other: Package) -> None:
    clash = any(one[i] != other[i] for i in set(one) & set(other))
    joined = one.joined(other)
    assert (joined is None) is clash
    assert joined == other.joined(one)
    if joined is not None:
        assert joined.extends(one)
        assert joined.extends(other)
        assert len(joined) == len(set(one) | set(other))


def test_changing_makes_a_new_package() -> None:
    first = Package.of({"a": "x"})
    second = first.settling("a", "y")
    assert (first["a"], second["a"]) == ("x", "y")
    assert second.without("a") == Package()
    with pytest.raises(AttributeError):
        first.chosen = ()  # type: ignore[misc]


@pytest.mark.parametrize("chosen", [False, True, None, 1.5j, float("nan"), float("inf"), "", b"x"])
def test_what_is_no_option_is_refused(chosen: object) -> None:
    with pytest.raises(BadInput) as caught:
        Package.of({"a": chosen})
    assert caught.value.instead


def test_an_issue_twice_is_refused() -> None:
    with pytest.raises(BadInput, match="settled twice"):
        Package((("a", "x"), ("a", "y")))


@settings(deadline=None)
@given(st.decimals(min_value=-(10**17), max_value=10**17, places=9))
def test_numbers_stay_exact_under_any_context(given_: Decimal) -> None:
    with localcontext() as rough:
        rough.prec = 3
        assert number(given_) == given_
        assert number(str(number(given_))) == number(given_)


@pytest.mark.parametrize("long", ["1e30", "0.0000000001", "9" * 30, "1e-999999999", "1e999999999"])
def test_a_number_too_long_is_refused(long: str) -> None:
    with pytest.raises(BadInput):
        number(long)


def test_the_space_counts_and_lists_its_packages() -> None:
    whole = list(SPACE.packages())
    assert len(whole) == SPACE.count == 3 * 2 * 5 * 5
    assert len(set(whole)) == len(whole)
    assert all(len(p) == 4 for p in whole)
    held = Package.of({"a": "no", "n": 3})
    assert list(SPACE.packages(held)) == [p for p in whole if p.extends(held)]
    for package in whole:
        SPACE.check_package(package)


def test_a_number_without_steps_is_not_listed() -> None:
    free = Space((Amount(Issue("n", "N"), Decimal(0), Decimal(1)),))
    assert free.count is None
    with pytest.raises(WrongUse):
        next(free.packages())
    assert next(free.packages({"n": Decimal("0.3")}))["n"] == Decimal("0.3")


@settings(deadline=None)
@given(st.integers(-50, 50), st.integers(0, 40), st.integers(1, 30))
def test_steps_are_exact(low: int, span: int, step: int) -> None:
    tenth = Decimal("0.1")
    amount = Amount(Issue("n", "N"), low * tenth, (low + span) * tenth, step * tenth)
    expected = [number(tenth * n) for n in range(low, low + span + 1, step)]
    assert list(amount.values()) == expected
    assert amount.count == len(expected)
    for n in range(low - 2, low + span + 3):
        assert amount.admits(number(tenth * n)) == (number(tenth * n) in expected)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("c = x", "there is no issue 'c', write one of 'a', 'b', 'n', 'm'"),
        ("a = z and b = x", "the issue 'a' has no option 'z'"),
        ("a = x and\n  b = No", "2:3: the issue 'b' has no option 'No'"),
        ("a > 3", "'a' is no number"),
        ("n = 7", "7 is no value of 'n', write a number from 0 to 4 in steps of 1"),
        ("n = x", "x is no value of 'n'"),
    ],
)
def test_a_condition_off_the_table_is_refused(text: str, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        SPACE.check_condition(parse(text))
    assert told in str(caught.value)


def test_spaces_that_cannot_be_are_refused() -> None:
    issue = Issue("a", "A")
    for wrong in (
        lambda: Choice(issue, ()),
        lambda: Choice(issue, (Option("x"), Option("x"))),
        lambda: Amount(issue, Decimal(2), Decimal(1)),
        lambda: Amount(issue, Decimal(1), Decimal(2), Decimal(0)),
        lambda: Space((Choice(issue, (Option("x"),)), Choice(issue, (Option("y"),)))),
    ):
        with pytest.raises(BadInput):
            wrong()
