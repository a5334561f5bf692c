"""The least and the most that packages are worth, in closed form, where sheets say only so much."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from onetext.analysis.acceptability.listing import Listing
from onetext.analysis.acceptability.partial import Matter, Partial
from onetext.analysis.acceptability.worth import Bound, terms, whole_numbers

ZERO = Fraction(0)


def vertices(partial: Partial) -> tuple[dict[int, Fraction], ...] | None:
    """Return the extreme stakes, None where there is no closed form for them.

    With an order of what is at stake these are: all of it shared evenly by the first group, by the
    first two, and so on; and for each issue outside the order: all of it there. Any other division
    is a mixture of these (Barron & Barrett 1996 for rank-order weights).

    Examples
    --------
    >>> from onetext.analysis.acceptability.stating import partial
    >>> from onetext.cases.loading import loads
    >>> case = loads('''format: 1
    ... id: t
    ... title: T
    ... parties: [{id: arn, name: Arnland}]
    ... issues: [{id: a, label: A, options: [x, y]}, {id: b, label: B, options: [x, y]}]
    ... sheets: [{id: s, owner: arn, most_at_stake_first: [a, b]}]''')
    >>> found = vertices(partial(case.sheets[0], case.space))
    >>> [[int(share) for share in stakes.values()] for stakes in found]
    [[100, 0], [50, 50]]
    """
    sheet = partial.sheet
    if partial.ones or any(m.coupled for m in partial.matters):
        return None
    if any(not m.scaled and m.stake is not None for m in partial.matters):
        return None
    stakes = {m.issue: m.stake for m in partial.matters if m.scaled and m.stake is not None}
    ranked = [issue for group in sheet.stakes_ranking for issue in group]
    if any(not m.scaled and m.best is not None for m in partial.matters) and _left(partial) is None:
        return None
    if not stakes:
        return ({},)
    if partial.scale is None:
        return None if ranked else _box(partial, stakes)
    left = _left(partial)
    full = {
        i for i, c in stakes.items() if not partial.lower[c] and partial.upper[c] >= (left or 0)
    }
    empty = {i for i, c in stakes.items() if not partial.upper[c]}
    if left is None or not full.isdisjoint(empty) or full | empty != set(stakes):
        return None
    if not full or not empty.isdisjoint(ranked) or not set(ranked) <= full:
        return None
    nothing = {column: ZERO for column in stakes.values()}
    found = []
    first: list[str] = []
    for group in sheet.stakes_ranking:
        first += group
        found.append(nothing | {stakes[i]: left / len(first) for i in first})
    for issue in stakes:
        if issue in full and issue not in ranked:
            found.append(nothing | {stakes[issue]: left})
    return tuple(found)


def extremes(
    partial: Partial, listing: Listing, bound: Bound
) -> tuple[npt.NDArray[Any], int] | None:
    """Return what packages are worth above the floor, at least or at most; None: no closed form.

    Returns
    -------
    Whole numbers (packages), and what they are to be divided by: exact.

    Notes
    -----
    Cost: the packages, times the issues, times the extreme stakes (as many as issues at most).
    """
    corners = vertices(partial)
    if corners is None:
        return None
    found = terms(partial, listing, bound)
    ends = [_end(partial, column, bound) for column in range(len(partial.lower))]
    for matter in partial.matters:
        if not matter.scaled:
            for option, column in enumerate(matter.values):
                ends[column] = _of_option(partial, matter, option, bound)
    floor = partial.upper[partial.floor] if bound == "least" else partial.lower[partial.floor]
    values = [*(corner.get(c, end) for corner in corners for c, end in enumerate(ends)), floor]
    numbers, below = whole_numbers(values)
    pick = np.minimum if bound == "least" else np.maximum
    total: npt.NDArray[Any] | None = None
    for n in range(len(corners)):
        one = found.summed(numbers[n * len(ends) : (n + 1) * len(ends)])
        total = one if total is None else pick(total, one)
    assert total is not None
    return total - numbers[-1], below


def _end(partial: Partial, column: int, bound: Bound) -> Fraction:
    return partial.lower[column] if bound == "least" else partial.upper[column]


def _of_option(partial: Partial, matter: Matter, option: int, bound: Bound) -> Fraction:
    """Return an option's least or most points: its own bound, or that of one it is ranked with."""
    above = matter.order.above
    if bound == "least":
        return max(partial.lower[matter.values[o]] for o in above[option])
    return min(partial.upper[matter.values[o]] for o in range(len(above)) if option in above[o])


def _left(partial: Partial) -> Fraction | None:
    """Return what issues with points leave to the stakes of the others, None if that is open."""
    best = ZERO
    for matter in partial.matters:
        if not matter.scaled:
            known = None if matter.best is None else partial.known(matter.best)
            if known is None:
                return None
            best += known
    return None if partial.scale is None else partial.scale - best


def _box(partial: Partial, stakes: dict[str, int]) -> tuple[dict[int, Fraction], ...]:
    """Return the two corners that matter of stakes that lie each within its own bounds."""
    columns = stakes.values()
    return tuple({c: ends[c] for c in columns} for ends in (partial.lower, partial.upper))
