"""From the figures of a file to a sheet of whole points.

The steps, and the first that fits below 2^53 is taken:

1. the common denominator of all figures as they are written: exact;
2. the same with the simple fractions that long decimals stand for;
3. the weights rounded to as many decimals as fit, the factors left whole, so that what is as good
   as each other within an issue stays so;
4. every product rounded.

How far steps 2 to 4 may lead away is computed from the figures themselves and kept on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import floor, gcd, lcm, log10

from onetext.cases.formats.figures import Figure
from onetext.cases.formats.scenario import Profile
from onetext.terms.packages.package import Value
from onetext.terms.sheet import MOST_POINTS, Interval, Linked, Sheet, Worth

FEWEST_DECIMALS = 9
"""With fewer decimals than these left for the weights every product is rounded instead."""
_MOST_DECIMALS = 99

Grid = list[dict[Value, Fraction]]


def sheet(profile: Profile) -> Sheet:
    """Return the sheet of a profile: its points, its unit, and how exact they are."""
    exact = _products(profile, simple=False)
    unit, worths, boxes, least = _fitted(profile)
    off = _off(profile, exact, unit, worths, boxes, least)
    every = [point for row in worths for point in row.values()] + boxes + [least]
    shared = gcd(unit, *every)
    return Sheet(
        profile.party,
        profile.party,
        profile.party,
        floor=Interval.at(least // shared),
        worths=tuple(
            Worth(str(part.issue), tuple((v, Interval.at(p // shared)) for v, p in row.items()))
            for part, row in zip(profile.parts, worths, strict=True)
        ),
        linked=tuple(
            Linked(box.when, Interval.at(points // shared))
            for box, points in zip(profile.boxes, boxes, strict=True)
        ),
        per_unit=unit // shared,
        exact_to=None if not off else min(_MOST_DECIMALS, max(0, floor(-log10(off)))),
        discount=profile.discount,
    )


Points = tuple[int, list[dict[Value, int]], list[int], int]


def _fitted(profile: Profile) -> Points:
    boxes = [box.worth for box in profile.boxes]
    for simple in (False, True):
        grid = _products(profile, simple=simple)
        rest = [_taken(one, simple) for one in (*boxes, profile.floor)]
        unit = lcm(*(one.denominator for one in (*_all(grid), *rest)))
        if unit * _reach(grid, rest) <= MOST_POINTS:
            return _at(unit, grid, rest)
    scale = lcm(*(f.simple.denominator for part in profile.parts for f in part.factors.values()))
    decimals = _decimals(scale * _reach(grid, rest))
    if decimals >= FEWEST_DECIMALS:
        return _at(10**decimals * scale, _products(profile, simple=True, decimals=decimals), rest)
    return _at(10 ** _decimals(_reach(grid, rest)), grid, rest)


def _taken(one: Figure, simple: bool) -> Fraction:
    return one.simple if simple else one.exact


def _products(profile: Profile, *, simple: bool, decimals: int | None = None) -> Grid:
    """Return weight times factor for each value of each issue, the base on the first issue."""
    grid: Grid = []
    for at, part in enumerate(profile.parts):
        weight = part.weight.exact if decimals is not None else _taken(part.weight, simple)
        if decimals is not None:
            weight = Fraction(round(weight * 10**decimals), 10**decimals)
        base = _taken(profile.base, simple) if at == 0 else Fraction(0)
        grid.append({v: weight * _taken(f, simple) + base for v, f in part.factors.items()})
    return grid


def _all(grid: Grid) -> Iterable[Fraction]:
    return (one for row in grid for one in row.values())


def _reach(grid: Grid, rest: list[Fraction]) -> Fraction:
    """Return what no sum can exceed, in units; at least 1."""
    per_issue = sum((max(map(abs, row.values())) for row in grid), Fraction(0))
    return max(Fraction(1), per_issue + sum(map(abs, rest)))


def _decimals(reach: Fraction) -> int:
    return max(0, len(str(floor(MOST_POINTS / reach))) - 1)


def _at(unit: int, grid: Grid, rest: list[Fraction]) -> Points:
    *boxes, least = (round(one * unit) for one in rest)
    return unit, [{v: round(one * unit) for v, one in row.items()} for row in grid], boxes, least


def _off(
    profile: Profile,
    exact: Grid,
    unit: int,
    worths: list[dict[Value, int]],
    boxes: list[int],
    least: int,
) -> Fraction:
    """Return how far the utility of a package, or the floor, may lie from the file's at most."""
    per_issue = sum(
        (
            max(abs(Fraction(row[v], unit) - one) for v, one in true.items())
            for row, true in zip(worths, exact, strict=True)
        ),
        Fraction(0),
    )
    for box, points in zip(profile.boxes, boxes, strict=True):
        per_issue += abs(Fraction(points, unit) - box.worth.exact)
    return max(per_issue, abs(Fraction(least, unit) - profile.floor.exact))
