"""Sums of two long lists: the screen drops dominated sums only, and keeps every way to the rest."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from space_oracle import LONG, Oracle, efficient, problems

from onetext.analysis.space import eliminating, screening
from onetext.analysis.space.dominance import efficient as filtered
from onetext.analysis.space.dominance import efficient_runs
from onetext.analysis.space.frontier import frontier
from onetext.analysis.space.tables import Problem

examples = settings(deadline=None, max_examples=2000 if LONG else 150)


@examples
@given(st.integers(0, 2**32 - 1), st.integers(2, 5), st.sampled_from([3, 30, 3_000]))
def test_what_is_screened_out_is_dominated(seed: int, parties: int, high: int) -> None:
    rng = np.random.default_rng(seed)
    columns = [rng.integers(-high, high, 40) for _ in range(parties)]
    others = [rng.integers(-high, high, 50) for _ in range(parties)]
    starts = rng.integers(0, 4, 40) * 10
    lengths = np.array([7, 10, 20, 0])[starts // 10]
    rows = np.sort(rng.choice(40, 30, replace=False))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(screening, "_CELLS", 3_000)
        left, right, sums = screening.screened(
            columns, rows, starts[rows], lengths[rows], others, lambda: None
        )
    pairs = [(r, s) for r in rows for s in range(starts[r], starts[r] + lengths[r])]
    whole = [
        np.array([c[r] + o[s] for r, s in pairs]) for c, o in zip(columns, others, strict=True)
    ]
    expected = {p for p, keep in zip(pairs, filtered(whole), strict=True) if keep}
    kept = list(zip(left.tolist(), right.tolist(), strict=True))
    assert len(kept) == len(set(kept))
    assert expected <= set(kept) <= set(pairs)
    for column, other, total in zip(columns, others, sums, strict=True):
        assert np.array_equal(column[left] + other[right], total)


@examples
@given(problems(linked=True))
def test_elimination_through_the_screen_is_exact(space: Problem) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(eliminating, "_SCREENED", -1)
        patched.setattr(eliminating, "ENOUGH", 0)
        patched.setattr(screening, "_PIECE", 7)
        patched.setattr(screening, "_GROWN", 5)
        patched.setattr(screening, "_CELLS", 300)
        found = frontier(space)
    oracle = Oracle(space)
    expected = efficient(oracle.all.values())
    assert [tuple(row) for row in found.points.tolist()] == expected
    for place, vector in enumerate(expected):
        assert int(found.counts[place]) == len(oracle.packages(vector))
        assert sorted(found.packages(place)) == oracle.packages(vector)


@pytest.mark.parametrize("parties", [1, 2, 4, 6])
def test_runs_are_filtered_as_lists_of_their_own(parties: int) -> None:
    rng = np.random.default_rng(parties)
    columns = [rng.integers(0, 50, 6_000) for _ in range(parties)]
    bounds = [0, 1, 3, 40, 900, 3_500, 6_000]
    found = efficient_runs(columns, bounds)
    for begin, end in pairwise(bounds):
        alone = filtered([column[begin:end] for column in columns])
        assert np.array_equal(found[begin:end], alone)
