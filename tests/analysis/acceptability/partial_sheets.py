"""Small cases with partial sheets, drawn by hypothesis, and all whole sheets on a grid that fit."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from hypothesis import strategies as st

from onetext.terms.issue import Issue
from onetext.terms.offers.linkage import RedLine
from onetext.terms.packages.condition import And, Compare
from onetext.terms.packages.kleene import truth
from onetext.terms.packages.package import Package
from onetext.terms.packages.space import Choice, Option, Space
from onetext.terms.sheet import Interval, Linked, Preference, Ranking, Sheet, Stake, Worth

OPTIONS = ("x", "y", "z")
MORE = int(os.environ.get("ONETEXT_MORE", "1"))
"""How many times as many examples are tried; a long run sets it."""

SCALE = 6


def space_of(counts: Sequence[int]) -> Space:
    """Return a space with so many options for each issue."""
    return Space(
        tuple(
            Choice(Issue(f"i{n}", f"I{n}"), tuple(Option(o) for o in OPTIONS[:count]))
            for n, count in enumerate(counts)
        )
    )


spaces = st.lists(st.integers(2, 3), min_size=2, max_size=3).map(space_of)
narrow = st.sampled_from([(2, 2), (2, 3), (2, 2, 2)]).map(space_of)
ends = st.integers(0, SCALE)
intervals = st.tuples(ends, ends).map(lambda pair: Interval(min(pair), max(pair)))


def issues_of(space: Space) -> list[tuple[str, tuple[str, ...]]]:
    """Return issues with the ids of their options."""
    return [(m.issue.id, tuple(str(v) for v in m.values())) for m in space.matters]


@st.composite
def groups(draw: Any, members: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return some members in groups, best first."""
    some = draw(st.permutations(members))
    some = some[: draw(st.integers(2, len(some)))]
    found: list[list[str]] = [[some[0]]]
    for one in some[1:]:
        if draw(st.integers(0, 3)) == 0:
            found[-1].append(one)
        else:
            found.append([one])
    return tuple(map(tuple, found))


@st.composite
def orders(draw: Any, space: Space) -> Sheet:
    """Return a sheet that holds orders, a floor and perhaps a red line, and nothing else."""
    issues = issues_of(space)
    rankings = [
        Ranking(issue, draw(groups(options))) for issue, options in issues if draw(st.booleans())
    ]
    stakes = draw(groups([issue for issue, _ in issues])) if draw(st.booleans()) else ()
    floor = draw(st.none() | intervals)
    return Sheet(
        "s", "arn", "arn", floor=floor, rankings=tuple(rankings), stakes_ranking=stakes,
        out_of=SCALE, red_lines=draw(_red_lines(issues)),
    )  # fmt: skip


@st.composite
def sheets(draw: Any, space: Space) -> Sheet:
    """Return a sheet with anything on it, perhaps a contradiction."""
    issues = issues_of(space)
    first = draw(orders(space))
    pointed = draw(st.sets(st.sampled_from([issue for issue, _ in issues]), max_size=len(issues)))
    worths = []
    for issue, options in issues:
        if issue in pointed:
            some = draw(st.lists(st.sampled_from(options), min_size=1, unique=True))
            exact = st.integers(0, 6).map(Interval.at)
            points = [(option, draw(exact | intervals)) for option in some]
            worths.append(Worth(issue, tuple(points)))
    stakes = tuple(
        Stake(issue, draw(intervals)) for issue, _ in issues if draw(st.integers(0, 3)) == 0
    )
    compared = [draw(_preferences(issues)) for _ in range(draw(st.integers(0, 2)))]
    linked = [draw(_links(issues)) for _ in range(draw(st.integers(0, 1)))]
    try:
        return Sheet(
            "s", "arn", "arn", floor=first.floor, worths=tuple(worths), linked=tuple(linked),
            rankings=first.rankings, stakes_ranking=first.stakes_ranking, stakes=stakes,
            prefers=tuple(compared), red_lines=first.red_lines, out_of=SCALE,
        )  # fmt: skip
    except Exception:  # exact points beyond what it is out of
        return first


@st.composite
def whole_sheets(draw: Any, space: Space) -> Sheet:
    """Return a sheet that leaves nothing open: points, a floor, links, red lines."""
    issues = issues_of(space)
    worths = [
        Worth(issue, tuple((o, Interval.at(draw(st.integers(-4, 12)))) for o in options))
        for issue, options in issues
    ]
    links = [draw(_links(issues, exact=True)) for _ in range(draw(st.integers(0, 2)))]
    return Sheet(
        "s", "arn", "arn", floor=Interval.at(draw(st.integers(0, 20))), worths=tuple(worths),
        linked=tuple(links), red_lines=draw(_red_lines(issues)),
    )  # fmt: skip


@st.composite
def _red_lines(draw: Any, issues: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[RedLine, ...]:
    if draw(st.integers(0, 3)):
        return ()
    issue, options = draw(st.sampled_from(issues))
    return (RedLine("r", "arn", Compare(issue, "!=", draw(st.sampled_from(options)))),)


@st.composite
def _preferences(draw: Any, issues: Sequence[tuple[str, tuple[str, ...]]]) -> Preference:
    some = draw(st.lists(st.sampled_from(issues), min_size=1, max_size=2, unique=True))
    better = {issue: draw(st.sampled_from(options)) for issue, options in some}
    worse = {issue: draw(st.sampled_from(options)) for issue, options in some}
    if better == worse:
        issue, options = some[0]
        worse[issue] = next(o for o in options if o != better[issue])
    return Preference(Package.of(better), Package.of(worse), draw(st.integers(0, 4)) == 0)


@st.composite
def _links(draw: Any, issues: Sequence[Any], exact: bool = False) -> Linked:
    (a, some), (b, others) = draw(st.permutations(issues))[:2]
    one, other = draw(st.sampled_from(some)), draw(st.sampled_from(others))
    low = draw(st.integers(-4, 4))
    points = Interval(low, low if exact else low + draw(st.integers(0, 3)))
    return Linked(And((Compare(a, "=", one), Compare(b, "=", other))), points)


@dataclass(frozen=True)
class Whole:
    """One whole sheet: points by issue and option, of each link, and the floor."""

    points: Mapping[str, Mapping[str, Fraction]]
    links: tuple[Fraction, ...]
    floor: Fraction

    def worth(self, sheet: Sheet, package: Mapping[str, Any]) -> Fraction:
        """Return what a package is worth."""
        total = sum((self.points[i][str(v)] for i, v in package.items()), Fraction(0))
        for linked, points in zip(sheet.linked, self.links, strict=True):
            if truth(linked.when, package) is True:
                total += points
        return total

    def gap(self, sheet: Sheet, package: Mapping[str, Any]) -> Fraction:
        """Return what it is worth above the floor."""
        return self.worth(sheet, package) - self.floor


def fits(whole: Whole, sheet: Sheet, space: Space, *, by: Fraction, strict: bool = True) -> bool:
    """Tell whether a whole sheet fits all that a partial one says, read word by word.

    ``by`` is what comparisons may be off by.
    """
    points = whole.points
    stakes = {issue: max(p.values()) - min(p.values()) for issue, p in points.items()}

    def above(one: Fraction, other: Fraction) -> bool:
        return one >= other - by if by or not strict else one > other

    def same(one: Fraction, other: Fraction) -> bool:
        return abs(one - other) <= by

    def within(value: Fraction, interval: Interval | None) -> bool:
        if interval is None:
            return True
        low = interval.low is None or value >= interval.low - by
        return low and (interval.high is None or value <= interval.high + by)

    for worth in sheet.worths:
        if not all(within(points[worth.issue][str(o)], i) for o, i in worth.points):
            return False
        if min(points[worth.issue].values()) < -by:
            return False
    for issue, p in points.items():
        if sheet.worth(issue) is None and not same(min(p.values()), Fraction(0)):
            return False
    for ranking in sheet.rankings:
        if not _ordered(points[ranking.issue], ranking.groups, above, same):
            return False
    if sheet.stakes_ranking and not _ordered(stakes, sheet.stakes_ranking, above, same):
        return False
    if not all(within(stakes[stake.issue], stake.points) for stake in sheet.stakes):
        return False
    for one in sheet.prefers:
        rest = [i for i in points if i not in one.better]
        ways = product(*(points[i] for i in rest))
        for chosen in ways:
            more = dict(zip(rest, chosen, strict=True))
            left, right = (whole.worth(sheet, {**p, **more}) for p in (one.better, one.worse))
            if not (same(left, right) if one.equal else above(left, right)):
                return False
    bests = sum(max(p.values()) for p in points.values())
    if (
        sheet.out_of is not None
        and _is_summed(sheet, space)
        and not same(bests, Fraction(sheet.out_of))
    ):
        return False
    return within(whole.floor, sheet.floor)


def _ordered(values: Mapping[str, Any], order: Any, above: Any, same: Any) -> bool:
    for group in order:
        if not all(same(values[str(group[0])], values[str(o)]) for o in group):
            return False
    pairs = pairwise(order)
    return all(above(values[str(a)], values[str(b)]) for g, h in pairs for a in g for b in h)


def on_grid(sheet: Sheet, space: Space, *, corners: bool = False) -> Iterator[Whole]:
    """Yield whole sheets of whole points that fit; floors only at their ends.

    With ``corners`` orders count if they are only just kept, and options are worth 0 or the stake,
    which the extreme points of orders are.
    """
    issues = issues_of(space)
    tables = [_tables(sheet, issue, options, corners) for issue, options in issues]
    links = [sorted({one.points.low or 0, one.points.high or 0}) for one in sheet.linked]
    told = sheet.floor
    ends = [Fraction(e) for e in sorted({told.low, told.high})] if told else [Fraction(0)]  # type: ignore[type-var,arg-type]
    for chosen in _summed(tables, sheet.out_of if _is_summed(sheet, space) else None):
        for linked in product(*links):
            points = {
                issue: {o: Fraction(v) for o, v in t.items()}
                for (issue, _), t in zip(issues, chosen, strict=True)
            }
            made = Whole(points, tuple(map(Fraction, linked)), ends[0])
            if fits(made, sheet, space, by=Fraction(0), strict=not corners):
                for end in ends:
                    yield Whole(points, made.links, end)


def _tables(
    sheet: Sheet, issue: str, options: Sequence[str], corners: bool
) -> list[dict[str, int]]:
    found = []
    for values in product(range(SCALE + 1), repeat=len(options)):
        if sheet.worth(issue) is None and min(values):
            continue
        if corners and not set(values) <= {0, max(values)}:
            continue
        table = dict(zip(options, values, strict=True))
        if _alone(table, sheet, issue):
            found.append(table)
    return found


def _summed(
    tables: Sequence[list[dict[str, int]]], left: int | None
) -> Iterator[tuple[dict[str, int], ...]]:
    """Yield a table of each issue, their best options making what is left."""
    if not tables:
        if left in (0, None):
            yield ()
        return
    for table in tables[0]:
        best = max(table.values())
        if left is None or best <= left:
            for rest in _summed(tables[1:], None if left is None else left - best):
                yield (table, *rest)


def _is_summed(sheet: Sheet, space: Space) -> bool:
    """Tell whether the sheet leaves something open, so that its best options make what it says."""
    for issue, options in issues_of(space):
        worth = sheet.worth(issue)
        if worth is None or len(worth.points) < len(options):
            return True
        if any(interval.exact is None for _, interval in worth.points):
            return True
    return False


def _alone(table: Mapping[str, int], sheet: Sheet, issue: str) -> bool:
    """Tell early whether one issue's points fit what is said of it by itself."""
    worth, ranking = sheet.worth(issue), sheet.ranking(issue)
    for option, interval in worth.points if worth else ():
        high = SCALE if interval.high is None else interval.high
        if not (interval.low or 0) <= table[str(option)] <= high:
            return False
    return all(len({table[str(o)] for o in g}) == 1 for g in (ranking.groups if ranking else ()))
