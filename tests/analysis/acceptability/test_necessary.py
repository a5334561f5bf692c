"""Necessarily and possibly acceptable: against all whole sheets on a grid, and form on form."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from partial_sheets import (
    MORE,
    SCALE,
    narrow,
    on_grid,
    orders,
    sheets,
    space_of,
    spaces,
    whole_sheets,
)

from onetext.analysis.acceptability.clash import Clash, consistent
from onetext.analysis.acceptability.closed import extremes
from onetext.analysis.acceptability.listing import listing
from onetext.analysis.acceptability.necessary import NO, OPEN, YES, verdict
from onetext.analysis.acceptability.programme import Programme
from onetext.analysis.acceptability.worth import terms
from onetext.terms.packages.space import Space
from onetext.terms.sheet import Interval, Sheet

with_sheet = narrow.flatmap(lambda s: st.tuples(st.just(s), sheets(s)))
with_orders = spaces.flatmap(lambda s: st.tuples(st.just(s), orders(s)))
with_whole = spaces.flatmap(lambda s: st.tuples(st.just(s), whole_sheets(s)))
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def _kept(sheet: Sheet, package: object) -> bool:
    return all(line.kept(package) for line in sheet.red_lines)  # type: ignore[arg-type]


@given(with_whole)
@settings(deadline=None, max_examples=200 * MORE)
def test_whole_points_are_exact(given: tuple[Space, Sheet]) -> None:
    space, sheet = given
    some = listing(space)
    found = verdict(consistent(sheet, space), some)
    assert found.method == "points"
    for at in range(len(some)):
        package = some.package(at)
        worth = sum(sheet.worth(i).of(v).exact for i, v in package.items())  # type: ignore[union-attr,misc]
        worth += sum(k.points.exact for k in sheet.linked if _true(k.when, package))  # type: ignore[misc]
        good = worth >= sheet.floor.exact and _kept(sheet, package)  # type: ignore[union-attr,operator]
        assert (found.necessary[at], found.possible[at]) == ((YES, YES) if good else (NO, NO))


def _true(condition: object, package: object) -> bool:
    from onetext.terms.packages.kleene import truth

    return truth(condition, package) is True  # type: ignore[arg-type]


@given(with_sheet)
@settings(deadline=None, max_examples=60 * MORE, suppress_health_check=SLOW)
def test_no_whole_sheet_on_a_grid_says_otherwise(given: tuple[Space, Sheet]) -> None:
    space, sheet = given
    fitting = list(on_grid(sheet, space))
    try:
        partial = consistent(sheet, space)
    except Clash:
        assert not fitting
        return
    some = listing(space)
    found = verdict(partial, some)
    assert OPEN not in found.necessary
    assert OPEN not in found.possible
    assert (found.possible >= found.necessary).all()
    floors = [partial.lower[partial.floor], partial.upper[partial.floor]]
    for at in range(len(some)):
        package = some.package(at)
        kept = _kept(sheet, package)
        worths = [whole.worth(sheet, package) for whole in fitting]
        if found.necessary[at] == YES:
            assert kept
            assert all(worth >= floors[1] for worth in worths)
        if found.possible[at] == NO:
            assert not kept or all(worth < floors[0] for worth in worths)


@given(with_orders)
@settings(deadline=None, max_examples=60 * MORE, suppress_health_check=SLOW)
def test_orders_alone_are_answered_as_their_extreme_points_do(given: tuple[Space, Sheet]) -> None:
    """Six points divide evenly among one, two or three issues, so every corner is on the grid."""
    space, sheet = given
    try:
        partial = consistent(sheet, space)
    except Clash:
        assume(False)
    some = listing(space)
    closed = [extremes(partial, some, bound) for bound in ("least", "most")]
    found = verdict(partial, some)
    corners = list(on_grid(sheet, space, corners=True))
    low, high = (partial.lower[partial.floor], partial.upper[partial.floor])
    for at in range(len(some)):
        package = some.package(at)
        worths = [whole.worth(sheet, package) for whole in corners]
        least, most = min(worths) - high, max(worths) - low
        for bound, value in zip(closed, (least, most), strict=True):
            if bound is not None:
                assert bound[0][at] == value * bound[1]
        kept = _kept(sheet, package)
        assert found.necessary[at] == (YES if kept and least >= 0 else NO)
        if most != 0:
            assert found.possible[at] == (YES if kept and most > 0 else NO)


@given(with_sheet)
@settings(deadline=None, max_examples=100 * MORE, suppress_health_check=SLOW)
def test_closed_forms_and_programmes_agree(given: tuple[Space, Sheet]) -> None:
    space, sheet = given
    try:
        partial = consistent(sheet, space)
    except Clash:
        assume(False)
    some = listing(space)
    one, other = (verdict(partial, some, closed=closed) for closed in (True, False))
    assert one.necessary.tolist() == other.necessary.tolist()
    assert one.possible.tolist() == other.possible.tolist()
    for bound, sign in (("least", 1), ("most", -1)):
        exact = extremes(partial, some, bound)  # type: ignore[arg-type]
        if exact is None:
            continue
        sums = terms(partial, some, bound)  # type: ignore[arg-type]
        programme = Programme(partial)
        for at in range(len(some)):
            costs = {c: sign * n for c, n in sums.costs(at).items()}
            costs[partial.floor] = -sign
            found = programme.least(costs)
            assert found is not None
            assert sign * found[0] == pytest.approx(exact[0][at] / exact[1], abs=1e-6)
            proven = programme.exactly(costs)
            assert proven is None or sign * proven * exact[1] == exact[0][at]


def test_a_package_that_only_just_reaches_the_floor_in_no_strict_order_is_not_possible() -> None:
    """Half of six is reached only if both issues are at stake alike, and one comes first."""
    space = space_of((2, 2))
    from onetext.terms.sheet import Ranking

    sheet = Sheet(
        "s", "arn", "arn", floor=Interval.at(SCALE // 2), out_of=SCALE,
        rankings=(Ranking("i0", (("x",), ("y",))), Ranking("i1", (("x",), ("y",)))),
        stakes_ranking=(("i0",), ("i1",)),
    )  # fmt: skip
    some = listing(space)
    for closed in (True, False):
        found = verdict(consistent(sheet, space), some, closed=closed)
        assert found.possible.tolist() == [YES, YES, NO, NO]
        assert found.necessary.tolist() == [YES, YES, NO, NO]


def test_what_would_take_too_many_programmes_is_left_open() -> None:
    space = space_of((3, 3, 3))
    from onetext.terms.packages.package import Package
    from onetext.terms.sheet import Preference

    better = Package.of({"i0": "x", "i1": "y"})
    sheet = Sheet(
        "s", "arn", "arn", floor=Interval.at(5), out_of=SCALE,
        prefers=(Preference(better, Package.of({"i0": "y", "i1": "x"})),),
    )  # fmt: skip
    found = verdict(consistent(sheet, space), listing(space), most=20)
    assert found.method == "linear programmes"
    assert OPEN in found.necessary or OPEN in found.possible
    full = verdict(consistent(sheet, space), listing(space), most=10**6)
    for some, every in ((found.necessary, full.necessary), (found.possible, full.possible)):
        told = some != OPEN
        assert np.array_equal(some[told], every[told])
