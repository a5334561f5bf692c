"""Brute force over every package, in plain Python numbers: what the fast methods must equal."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from math import prod

import numpy as np
from hypothesis import strategies as st

from onetext.analysis.space.tables import NO_FLOOR, Problem, problem

LONG = bool(os.environ.get("ONETEXT_LONG"))
Vector = tuple[int, ...]


@dataclass(frozen=True)
class Oracle:
    """List every allowed package of a problem with its utilities, by the definitions alone."""

    problem: Problem

    @cached_property
    def all(self) -> dict[tuple[int, ...], Vector]:
        p = self.problem
        found = {}
        for chosen in product(*(range(count) for count in p.counts)):
            if not all(bar.allowed[tuple(chosen[i] for i in bar.issues)] for bar in p.bars):
                continue
            worth = [int(b) for b in p.base]
            for party in range(len(p.parties)):
                for issue, option in enumerate(chosen):
                    worth[party] += int(p.own[issue][option][party])
                for link in p.links:
                    worth[party] += int(link.points[tuple(chosen[i] for i in link.issues)][party])
                for box in p.boxes:
                    if all(w[chosen[i]] for i, w in zip(box.issues, box.within, strict=True)):
                        worth[party] += int(box.points[party])
            found[chosen] = tuple(worth)
        return found

    @cached_property
    def floors(self) -> list[int]:
        return [int(f) for f in self.problem.floors]

    @cached_property
    def rational(self) -> dict[tuple[int, ...], Vector]:
        return {c: u for c, u in self.all.items() if self.accepts(u) == set(range(len(u)))}

    def accepts(self, vector: Vector) -> set[int]:
        return {p for p, (u, f) in enumerate(zip(vector, self.floors, strict=True)) if u >= f}

    def packages(self, vector: Sequence[int]) -> list[tuple[int, ...]]:
        return sorted(c for c, u in self.all.items() if u == tuple(vector))

    @cached_property
    def disagreement(self) -> list[int]:
        """Return floors; where there is none, the worst of all listed packages, rules aside."""
        free = Oracle(_without_bars(self.problem)).all.values()
        worst = [min(u[p] for u in free) for p in range(len(self.floors))]
        return [w if f == NO_FLOOR else f for f, w in zip(self.floors, worst, strict=True)]


def _without_bars(p: Problem) -> Problem:
    from dataclasses import replace

    return replace(p, bars=())


def efficient(vectors: Iterable[Vector]) -> list[Vector]:
    """Return the vectors that no other is as good as for all and better for one."""
    once = sorted(set(vectors), reverse=True)
    return [
        u
        for u in once
        if not any(v != u and all(a >= b for a, b in zip(v, u, strict=True)) for v in once)
    ]


def best(vectors: Iterable[Vector], value: dict[Vector, object]) -> list[Vector]:
    top = max((value[u] for u in vectors), default=None)  # type: ignore[type-var]
    return sorted({u for u in vectors if value[u] == top}, reverse=True)


def gains(u: Vector, d: Sequence[int]) -> list[int]:
    return [a - b for a, b in zip(u, d, strict=True)]


def nash(vectors: Iterable[Vector], d: Sequence[int], weights: Sequence[int]) -> list[Vector]:
    kept = set(vectors)
    return best(kept, {
        u: prod(g**w for g, w in zip(gains(u, d), weights, strict=True)) for u in kept
    })  # fmt: skip


def leximin(vectors: Iterable[Vector], d: Sequence[int]) -> list[Vector]:
    kept = set(vectors)
    return best(kept, {u: tuple(sorted(gains(u, d))) for u in kept})


def smallest_share(u: Vector, d: Sequence[int], b: Sequence[int]) -> Fraction:
    """Return the smallest share of what each could gain; who can gain nothing is left out."""
    shares = [Fraction(x - y, z - y) for x, y, z in zip(u, d, b, strict=True) if z > y]
    return min(shares, default=Fraction(1))


def clashing(oracle: Oracle) -> list[set[int]]:
    """Return the smallest sets of parties whose floors no package reaches together."""
    parties = range(len(oracle.floors))
    for size in range(1, len(oracle.floors) + 1):
        found = [
            set(some)
            for some in combinations(parties, size)
            if not any(set(some) <= oracle.accepts(u) for u in oracle.all.values())
        ]
        if found:
            return found
    return []


@st.composite
def problems(
    draw: st.DrawFn, *, parties: int = 4, linked: bool | None = None, most: int = 400
) -> Problem:
    """Draw a small space with ties and redundant options; with links, rules, floors or none."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    width = draw(st.integers(1, parties))
    counts: list[int] = []
    while len(counts) < 6 and prod(counts) < most / 4:
        counts.append(int(rng.integers(1, 5)))
    high = int(draw(st.sampled_from([2, 6, 40, 10**6])))
    own = [rng.integers(-high // 3, high, (m, width), endpoint=True) for m in counts]
    for rows in own:
        if len(rows) > 1 and rng.random() < 0.3:
            rows[1] = rows[0]
    extra: dict[str, list[object]] = {"links": [], "boxes": [], "bars": []}
    if (linked if linked is not None else draw(st.booleans())) and len(counts) > 1:
        for _ in range(int(rng.integers(1, 4))):
            at = sorted(
                rng.choice(len(counts), int(rng.integers(2, min(3, len(counts)) + 1)), False)
            )
            shape = [counts[i] for i in at]
            kind = rng.random()
            if kind < 0.4:
                table = rng.integers(-high, high, (*shape, width), endpoint=True)
                extra["links"].append((at, table))
            elif kind < 0.7:
                within = {int(i): rng.random(counts[i]) < 0.6 for i in at}
                extra["boxes"].append((within, rng.integers(-high, high, width, endpoint=True)))
            else:
                extra["bars"].append((at, rng.random(shape) < 0.75))
    worst = sum(rows.min(axis=0) for rows in own)
    top = sum(rows.max(axis=0) for rows in own)
    share = rng.random(width) * draw(st.sampled_from([0.3, 0.6, 0.9]))
    floors = [
        None if rng.random() < 0.2 else int(low + (up - low) * s)
        for low, up, s in zip(worst, top, share, strict=True)
    ]
    return problem(own, floors=floors, **extra)  # type: ignore[arg-type]
