"""Whether a condition is already decided by a partial package: exact, by completion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from math import prod

from onetext.errors import WrongUse
from onetext.terms.packages.condition import Condition, atoms, names, values_of
from onetext.terms.packages.kleene import Truth, truth
from onetext.terms.packages.package import Package, Value
from onetext.terms.packages.space import Amount, Matter, Space


def settled(
    condition: Condition, package: Mapping[str, Value], space: Space, *, most: int = 100_000
) -> Truth:
    """Return True or False if every completion of ``package`` answers so, None if they differ.

    Exact where Kleene's logic is only careful: ``a = x or a != x`` is True here with ``a`` open.
    Only issues that the condition names are completed, and of those only values that it can tell
    apart: each one named, one of all others; for numbers each threshold and those next to it.

    Raises
    ------
    BadInput
        If the condition or the package names what is not on the table.
    WrongUse
        If there are more than ``most`` completions to try.

    Notes
    -----
    Cost: the product, over open issues named, of values named there (and one), times the condition.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> from onetext.terms.issue import Issue
    >>> from onetext.terms.packages.space import Choice, Option
    >>> space = Space((Choice(Issue("a", "A"), (Option("x"), Option("y"), Option("z"))),))
    >>> settled(parse("a = x or a != x"), {}, space), truth(parse("a = x or a != x"), {}) is None
    (True, True)
    """
    space.check_condition(condition)
    space.check_package(package)
    open_issues = [issue for issue in names(condition) if issue not in package]
    ways = [tuple(_told_apart(space.matter(issue), condition, issue)) for issue in open_issues]
    if prod(map(len, ways)) > most:
        raise WrongUse(
            f"{prod(map(len, ways))} completions to try", instead=f"allow more than most={most}"
        )
    found: Truth = None
    for chosen in product(*ways):
        whole = Package.of({**package, **dict(zip(open_issues, chosen, strict=True))})
        answer = truth(condition, whole)
        if answer is None or (found is not None and answer is not found):
            return None
        found = answer
    return found


def _told_apart(matter: Matter | None, condition: Condition, issue: str) -> Iterator[Value]:
    """Yield one value for each kind that the condition can tell from others."""
    named = {value for a in atoms(condition) if a.issue == issue for value in values_of(a)}
    if isinstance(matter, Amount):
        yield from _numbers(matter, [value for value in named if isinstance(value, Decimal)])
    elif matter is not None:
        yield from (value for value in matter.values() if value in named)
        yield from [value for value in matter.values() if value not in named][:1]


def _numbers(matter: Amount, named: list[Decimal]) -> Iterator[Decimal]:
    """Yield the numbers at, just below and just above each threshold and bound."""
    last = matter.steps_to(matter.high)
    marks = {matter.low, matter.high, *(n for n in named if matter.low < n < matter.high)}
    near = {matter.steps_to(mark) + by for mark in marks for by in (-1, 0, 1)}
    yield from (matter.at_step(taken) for taken in sorted(near) if 0 <= taken <= last)
