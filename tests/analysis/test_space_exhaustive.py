"""The pass over every package, against brute force and the other methods."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from space_oracle import Oracle, problems

from onetext.analysis.space import exhaustive
from onetext.analysis.space.exhaustive import best
from onetext.analysis.space.tables import Problem, problem
from onetext.errors import WrongUse


@settings(deadline=None)
@given(problems(linked=False))
def test_the_best_of_any_formula_is_that_of_brute_force(space: Problem) -> None:
    unit = [float(u) for u in space.unit]
    listed = {
        c: min(x * by for x, by in zip(u, unit, strict=True)) - abs(u[0] * unit[0])
        for c, u in Oracle(space).all.items()
    }
    was = exhaustive._HEAD
    try:
        exhaustive._HEAD = 6
        found = best(space, lambda u: np.minimum.reduce(u) - np.abs(u[0]))
    finally:
        exhaustive._HEAD = was
    top = max(listed.values())
    assert found.value == top
    assert list(found.packages) == sorted(c for c, value in listed.items() if value == top)
    assert (found.status, found.passed) == ("exact", space.packages)


def test_it_stops_and_says_how_far_it_came() -> None:
    space = problem([np.arange(10)[:, None]] * 7)
    found = best(space, lambda u: u[0], budget=0.0)
    assert (found.status, found.passed) == ("lower_bound", 0)
    with pytest.raises(WrongUse, match="linked"):
        best(problem([[[1]]], bars=[((0,), [True])]), lambda u: u[0])
