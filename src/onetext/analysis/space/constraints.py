"""Conditions as rules of a problem: standing offers, guarantees, exclusions, red lines.

A package meets a condition if Kleene's logic answers *true* on it; *not settled*, which on a whole
package only ``open`` answers, does not meet it. A condition becomes a table over the issues that it
names, a conjunction one for each of its parts, so that long rules stay as narrow as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod

import numpy as np

from onetext.analysis.space.linkage import MOST_CELLS
from onetext.analysis.space.tables import Bar, Bools, Problem
from onetext.errors import BadInput
from onetext.terms.packages.condition import (
    Always,
    And,
    AtLeast,
    Compare,
    Condition,
    Not,
    OneOf,
    Open,
    Or,
    names,
)
from onetext.terms.packages.kleene import holds, negation_normal
from onetext.terms.packages.package import Value

Mask = tuple[Bools, Bools]
"""Where a condition is true, and where it is false; in neither it is not settled."""


def under(problem: Problem, rules: Mapping[str, Condition]) -> Problem:
    """Return the problem in which every package meets the rules, by what they are called.

    Everything asked of the problem afterwards is asked of these packages only.

    Parameters
    ----------
    problem
        Its issues and options are those that the conditions name.

    Raises
    ------
    BadInput
        If a condition names an issue or an option that is not there, or a part of it lies over too
        many combinations.

    Notes
    -----
    Cost: the combinations of the options of the issues that each part names, some nanoseconds each.

    Examples
    --------
    >>> from onetext.analysis.space.frontier import frontier
    >>> from onetext.analysis.space.tables import problem
    >>> from onetext.terms.packages.condition_parser import parse
    >>> p = problem(
    ...     [[[6, 0], [0, 4]], [[3, 0], [0, 5]]],
    ...     issues=["truce", "land"], options=[["full", "no"], ["shared", "split"]],
    ... )
    >>> exchange = parse("not truce = full or land = split")
    >>> frontier(under(p, {"the exchange": exchange})).utilities.tolist()
    [[6.0, 5.0], [0.0, 9.0]]
    """
    found = list(problem.bars)
    options = [list(listed) for listed in problem.options]
    for why, condition in rules.items():
        found += bars(problem.issues, options, condition, why)
    return replace(problem, bars=tuple(found))


def bars(
    issues: Sequence[str], options: Sequence[Sequence[Value]], condition: Condition, why: str
) -> list[Bar]:
    """Return the tables of what a condition allows, one for each part of a conjunction.

    Raises
    ------
    BadInput
        As `under`.
    """
    found = []
    for part in _parts(negation_normal(condition)):
        if isinstance(part, Always):
            continue
        at, met = tabled(issues, options, part, why)
        met.setflags(write=False)
        found.append(Bar(tuple(at), met, why))
    return found


def tabled(
    issues: Sequence[str], options: Sequence[Sequence[Value]], condition: Condition, why: str
) -> tuple[list[int], Bools]:
    """Return the places of the issues that a condition names, and where it is met.

    Returns
    -------
    places, bool array (options of the first, options of the second, …)
        Of a condition that names no issue: the first issue, all of its options alike.
    """
    at = sorted({_place(issues, issue) for issue in names(condition)}) or [0]
    counts = [len(options[i]) for i in at]
    if prod(counts) > MOST_CELLS:
        raise BadInput(f"{why!r} lies over too many packages", instead="write it in parts")
    axes = {issues[i]: (axis, options[i]) for axis, i in enumerate(at)}
    met, _ = _answered(condition, axes, len(at))
    return at, np.array(np.broadcast_to(met, counts))


def _parts(condition: Condition) -> list[Condition]:
    if isinstance(condition, And):
        return [one for part in condition.parts for one in _parts(part)]
    if isinstance(condition, AtLeast) and condition.count == len(condition.parts):
        return [one for part in condition.parts for one in _parts(part)]
    return [condition]


def _answered(
    condition: Condition, axes: Mapping[str, tuple[int, Sequence[Value]]], width: int
) -> Mask:
    """Return Kleene's answer on every combination at once."""
    if isinstance(condition, Compare | OneOf):
        axis, listed = axes[condition.issue]
        yes = np.array([holds(condition, value) for value in listed], dtype=bool)
        yes = yes.reshape([-1 if at == axis else 1 for at in range(width)])
        return yes, ~yes
    if isinstance(condition, Not):
        yes, no = _answered(condition.part, axes, width)
        return no, yes
    if isinstance(condition, And | Or | AtLeast):
        masks = [_answered(part, axes, width) for part in condition.parts]
        wanted = 1 if isinstance(condition, Or) else len(masks)
        if isinstance(condition, AtLeast):
            wanted = condition.count
        ayes = sum((yes.astype(np.int16) for yes, _ in masks), np.zeros((1,) * width, np.int16))
        noes = sum((no.astype(np.int16) for _, no in masks), np.zeros((1,) * width, np.int16))
        return np.asarray(ayes >= wanted), np.asarray(len(masks) - noes < wanted)
    settled = not isinstance(condition, Open)
    yes = np.full((1,) * width, settled and isinstance(condition, Always))
    return yes, np.full((1,) * width, settled) & ~yes


def _place(issues: Sequence[str], issue: str) -> int:
    if issue not in issues:
        raise BadInput(f"there is no issue {issue!r}", instead="name one that is on the table")
    return list(issues).index(issue)
