"""A second look at every figure of ``solve``: an oracle from the definitions, over raw numbers.

It knows nothing of units, tables or problems: packages are tuples, utilities are fractions in each
party's own scale, and every figure is taken over the whole list of packages.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from math import prod
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from space_oracle import LONG

from onetext.analysis.space.blockers import concessions
from onetext.analysis.space.logrolling import logrolling
from onetext.analysis.space.solutions import solutions
from onetext.analysis.space.solved import Solved, solve
from onetext.analysis.space.tables import Problem, problem
from onetext.terms.passing import Passing

examples = settings(deadline=None, max_examples=2500 if LONG else 150)
Package = tuple[int, ...]
Worth = tuple[Fraction, ...]


@dataclass(frozen=True)
class Talks:
    """Hold what is negotiated, as it is written down: who values what, and by how much."""

    options: tuple[int, ...]
    points: tuple[tuple[Worth, ...], ...]
    linked: tuple[tuple[tuple[int, ...], dict[Package, Worth]], ...]
    barred: tuple[tuple[tuple[int, ...], frozenset[Package]], ...]
    floors: tuple[Fraction | None, ...]
    rule: Passing
    weights: tuple[int, ...]

    @property
    def parties(self) -> range:
        return range(len(self.floors))

    @property
    def names(self) -> list[str]:
        return [f"p{n}" for n in self.parties]

    def worth(self, package: Package) -> Worth:
        total = [Fraction(0) for _ in self.parties]
        for issue, option in enumerate(package):
            total = [t + x for t, x in zip(total, self.points[issue][option], strict=True)]
        for at, table in self.linked:
            more = table[tuple(package[i] for i in at)]
            total = [t + x for t, x in zip(total, more, strict=True)]
        return tuple(total)

    @cached_property
    def packages(self) -> dict[Package, Worth]:
        every = product(*(range(m) for m in self.options))
        return {
            p: self.worth(p)
            for p in every
            if not any(tuple(p[i] for i in at) in out for at, out in self.barred)
        }

    def content(self, worth: Worth, party: int) -> bool:
        floor = self.floors[party]
        return floor is None or worth[party] >= floor

    @cached_property
    def rational(self) -> dict[Package, Worth]:
        return {
            p: u for p, u in self.packages.items() if all(self.content(u, n) for n in self.parties)
        }

    def passes(self, worth: Worth) -> bool:
        yes = [self.names[n] for n in self.parties if self.content(worth, n)]
        refused = [name for name in self.names if name not in yes]
        if len(refused) > self.rule.may_refuse or set(refused) & set(self.rule.vetoes):
            return False
        votes = dict(self.rule.weights)
        return self.rule.quota is None or sum(votes.get(n, 1) for n in yes) >= self.rule.quota

    @cached_property
    def start(self) -> Worth:
        """Return the disagreement point: the floors; without one, a party's worst package."""
        every = [self.worth(p) for p in product(*(range(m) for m in self.options))]
        return tuple(
            min(u[n] for u in every) if floor is None else floor
            for n, floor in enumerate(self.floors)
        )


def undominated(listed: Any) -> set[Worth]:
    once = set(listed)

    def beaten(u: Worth) -> bool:
        return any(v != u and all(b >= a for a, b in zip(u, v, strict=True)) for v in once)

    return {u for u in once if not beaten(u)}


def largest(listed: set[Worth], value: Any) -> set[Worth]:
    best = max(map(value, listed), default=None)
    return {u for u in listed if value(u) == best}


def fairest(talks: Talks, d: Worth, among: set[Worth]) -> dict[str, set[Worth]]:
    """Return the four solutions by their definitions, over efficient rational vectors."""
    listed = {u for u in among if all(a >= b for a, b in zip(u, d, strict=True))}
    listed = undominated(listed)
    ideal = [max((u[n] for u in listed), default=d[n]) for n in talks.parties]

    def gain(u: Worth) -> list[Fraction]:
        return [a - b for a, b in zip(u, d, strict=True)]

    def share(u: Worth) -> Fraction:
        pairs = zip(gain(u), ideal, d, strict=True)
        return min((g / (b - x) for g, b, x in pairs if b > x), default=Fraction(1))

    return {
        "nash": largest(
            listed, lambda u: prod(g**w for g, w in zip(gain(u), talks.weights, strict=True))
        ),
        "egalitarian": largest(listed, lambda u: sorted(gain(u))),
        "kalai_smorodinsky": largest(listed, share),
        "utilitarian": largest(
            listed, lambda u: sum(w * x for w, x in zip(talks.weights, u, strict=True))
        ),
    }


@st.composite
def talks(draw: st.DrawFn) -> Talks:
    """Draw small talks: scales of their own, ties, options worth the same, floors that bind."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    width = draw(st.integers(2, 4))
    scales = [
        Fraction(draw(st.sampled_from(["1", "1/2", "1/10", "7", "0.25", "2/3"])))
        for _ in range(width)
    ]
    high = draw(st.sampled_from([3, 12, 1000]))
    options: list[int] = []
    while len(options) < 5 and prod(options) < 60:
        options.append(int(rng.integers(1, 5)))

    def row(low: int) -> Worth:
        drawn = rng.integers(low, high + 1, width).tolist()
        return tuple(x * s for x, s in zip(drawn, scales, strict=True))

    points = []
    for m in options:
        rows = [row(0) for _ in range(m)]
        if m > 1 and rng.random() < 0.3:
            rows[-1] = rows[0]
        points.append(tuple(rows))
    linked, barred = [], []
    for _ in range(draw(st.integers(0, 2)) if len(options) > 1 else 0):
        at = tuple(sorted(rng.choice(len(options), 2, replace=False).tolist()))
        cells = list(product(*(range(options[i]) for i in at)))
        if rng.random() < 0.6:
            linked.append((at, {cell: row(-high) for cell in cells}))
        else:
            barred.append((at, frozenset(c for c in cells if rng.random() < 0.3)))
    found = Talks(tuple(options), tuple(points), tuple(linked), tuple(barred), (None,) * width,
                  Passing(), tuple(int(w) for w in rng.integers(1, 4, width)))  # fmt: skip
    listed = [found.worth(p) for p in product(*(range(m) for m in options))]
    share = Fraction(int(rng.integers(0, 10)), 10)
    floors = []
    for n in range(width):
        values = sorted(u[n] for u in listed)
        at_value = values[int(share * (len(values) - 1))]
        floors.append(None if rng.random() < 0.15 else at_value + scales[n] * int(rng.integers(2)))
    names = [f"p{n}" for n in range(width)]
    rule = draw(
        st.sampled_from(
            [
                Passing(),
                Passing(vetoes=("p0",), may_refuse=1),
                Passing(may_refuse=width, weights=tuple((n, 2) for n in names[:1]), quota=width),
            ]
        )
    )
    return Talks(found.options, found.points, found.linked, found.barred, tuple(floors), rule,
                 found.weights)  # fmt: skip


def posed(given: Talks) -> Problem:
    links, bars = [], []
    for at, table in given.linked:
        shape = tuple(given.options[i] for i in at)
        points = np.empty((*shape, len(given.floors)), object)
        for cell, worth in table.items():
            points[cell] = worth
        links.append((at, points))
    for at, out in given.barred:
        allowed = np.ones(tuple(given.options[i] for i in at), bool)
        for cell in out:
            allowed[cell] = False
        bars.append((at, allowed))
    return problem(
        [np.array(rows, object).reshape(len(rows), -1) for rows in given.points],
        floors=given.floors, parties=given.names, links=links, bars=bars,
    )  # fmt: skip


def vectors(space: Problem, points: Any) -> list[Worth]:
    return [
        tuple(int(x) * unit for x, unit in zip(row, space.unit, strict=True))
        for row in points.tolist()
    ]


def held(given: Talks, found: Solved) -> None:
    """Compare every figure with its definition."""
    space = found.problem
    counts = dict(found.acceptable.by_party)
    for n, name in enumerate(given.names):
        # By itself a party accepts what reaches its floor; packages that a rule bars count nowhere.
        expected = sum(given.content(u, n) for u in given.packages.values())
        assert (counts[name].value, counts[name].status) == (expected, "exact")
    assert found.acceptable.all.value == len(given.rational)
    assert found.acceptable.passing.value == sum(map(given.passes, given.packages.values()))
    for one, listed in ((found.frontier_all, given.packages), (found.frontier, given.rational)):
        expected_set = undominated(listed.values())
        assert one.exact
        assert vectors(space, one.points) == sorted(expected_set, reverse=True)
        for place, u in enumerate(vectors(space, one.points)):
            packages = sorted(p for p, w in listed.items() if w == u)
            assert sorted(one.packages(place)) == packages
            assert one.counts[place] == len(packages)
    assert (found.clash is None) is bool(given.rational)
    if not given.rational:
        clashing(given, found)


def clashing(given: Talks, found: Solved) -> None:
    assert found.clash is not None
    assert found.nearest is not None
    if not given.packages:
        return
    sets: list[tuple[str, ...]] = []
    for size in range(1, len(given.floors) + 1):
        sets = [
            tuple(given.names[n] for n in some)
            for some in combinations(given.parties, size)
            if not any(all(given.content(u, n) for n in some) for u in given.packages.values())
        ]
        if sets:
            break
    assert sorted(found.clash.sets) == sorted(sets)

    def shortfalls(u: Worth) -> list[Fraction]:
        short = [f - x for f, x in zip(given.floors, u, strict=True) if f is not None]
        return sorted(short, reverse=True)

    best = min(map(shortfalls, given.packages.values()))
    assert found.nearest.package is not None
    assert shortfalls(given.packages[found.nearest.package]) == best
    assert found.nearest.largest == best[0]


@examples
@given(talks())
def test_every_figure_of_solve_is_its_definition(given: Talks) -> None:
    space = posed(given)
    found = solve(space, rule=given.rule)
    held(given, found)
    among = undominated(given.rational.values())
    even = Talks(given.options, given.points, given.linked, given.barred, given.floors, given.rule,
                 (1,) * len(given.floors))  # fmt: skip
    for name, expected in fairest(even, given.start, among).items():
        one = found.solutions[name]  # type: ignore[index]
        assert vectors(space, one.points) == sorted(expected, reverse=True), name
        ways = [p for p, u in given.rational.items() if u in expected]
        assert one.tied == len(ways)
        assert {p for some in one.packages for p in some} <= set(ways)
        assert all(space.acceptable(one.points).all(axis=1))


@examples
@given(talks(), st.integers(0, 2))
def test_weights_and_another_disagreement_point(given: Talks, step: int) -> None:
    space = posed(given)
    floor = [x if f is None else f for f, x in zip(given.floors, given.start, strict=True)]
    d = tuple(x + Fraction(step, 3) * unit for x, unit in zip(floor, space.unit, strict=True))
    found = solutions(space, weights=given.weights, disagreement=d)
    for name, expected in fairest(given, d, set(given.rational.values())).items():
        one = found[name]  # type: ignore[index]
        assert vectors(space, one.points) == sorted(expected, reverse=True), name


@examples
@given(talks())
def test_blockers_and_logrolling(given: Talks) -> None:
    space = posed(given)
    for package in list(given.packages)[:: max(1, len(given.packages) // 2)]:
        before = given.packages[package]
        for one in concessions(space, package):
            n = given.names.index(one.party)
            ways = [
                (
                    sum(a != b for a, b in zip(package, p, strict=True)),
                    sum(max(Fraction(0), before[m] - u[m]) for m in given.parties if m != n),
                )
                for p, u in given.packages.items()
                if given.content(u, n)
            ]
            if not ways:
                assert one.changes is None
                continue
            assert one.changes is not None
            changes, loss = min(ways)
            assert len(one.changes) == changes
            assert one.loss == loss
        if not (given.linked or given.barred):
            sums = {p: sum(u) for p, u in given.packages.items()}
            middles = product(*({(m - 1) // 2, m // 2} for m in given.options))
            means = [sums[p] for p in middles]
            middle, top = Fraction(sum(means), len(means)), max(sums.values())
            expected = None if top == middle else (sums[package] - middle) / (top - middle)
            assert logrolling(space, package) == expected
