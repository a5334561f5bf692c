"""Every package of a scenario with what it is worth to everybody, listed one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from onetext.terms.case import Case
from onetext.terms.packages.condition import And, Compare, Condition
from onetext.terms.packages.package import Value
from onetext.terms.sheet import Sheet

SCENARIOS = Path(__file__).parents[4] / "shared" / "data" / "scenarios"
CLOSE = 1e-8
Floats = npt.NDArray[np.float64]
here = pytest.mark.skipif(not SCENARIOS.is_dir(), reason="the scenarios of others lie in ../shared")


@dataclass(frozen=True)
class Listed:
    """Hold utilities, a row for each package and a column for each party, and the floors."""

    utilities: Floats
    floors: Floats

    @property
    def rational(self) -> Floats:
        return self.utilities[(self.utilities >= self.floors - 1e-9).all(axis=1)]


def listed(case: Case) -> Listed:
    """Add up whole points for every package and divide once, at the end."""
    counts = [len(list(matter.values())) for matter in case.space.matters]
    values = [list(matter.values()) for matter in case.space.matters]
    place = {matter.issue.id: at for at, matter in enumerate(case.space.matters)}
    utilities, floors = [], []
    for sheet in case.sheets:
        total = np.zeros(counts, dtype=np.int64)
        for worth in sheet.worths:
            at = place[worth.issue]
            points = dict(worth.points)
            row = np.array([points[value].exact for value in values[at]], dtype=np.int64)
            total += row.reshape([-1 if axis == at else 1 for axis in range(len(counts))])
        for linked in sheet.linked:
            total += np.int64(linked.points.exact) * _met(linked.when, place, values)
        assert sheet.floor is not None
        utilities.append(total.ravel() / sheet.per_unit)
        floors.append(float(sheet.utility(sheet.floor.exact or 0)))
    return Listed(np.stack(utilities, axis=1), np.array(floors))


def _met(
    when: Condition, place: dict[str, int], values: Sequence[Sequence[Value]]
) -> npt.NDArray[np.bool_]:
    if isinstance(when, And):
        met = _met(when.parts[0], place, values)
        for part in when.parts[1:]:
            met = met & _met(part, place, values)
        return met
    assert isinstance(when, Compare)
    at = place[when.issue]
    tests = {"<=": lambda v: v <= when.value, ">=": lambda v: v >= when.value,
             "=": lambda v: v == when.value, "<": lambda v: v < when.value}  # fmt: skip
    met = np.array([tests[when.sign](value) for value in values[at]])
    return met.reshape([-1 if axis == at else 1 for axis in range(len(values))])


def frontier(rows: Floats) -> Floats:
    """Return the utility vectors that none is at least as good as for all, best first."""
    once = distinct(rows)
    kept: list[Floats] = []
    for row in once:  # in descending order: only an earlier one can be better
        if not any((other >= row - 1e-9).all() for other in kept):
            kept.append(row)
    return np.array(kept)


def distinct(rows: Floats) -> Floats:
    """Return the utility vectors, each once, in descending order."""
    rounded = np.unique(np.round(rows, 9), axis=0)
    return rounded[::-1]


def best(rows: Floats, criterion: Floats) -> Floats:
    """Return the utility vectors that make a criterion largest."""
    return distinct(rows[criterion >= criterion.max() - 1e-9 * max(1.0, abs(criterion.max()))])


def climbed(case: Case, towards: Floats, *, starts: int = 300) -> Floats:
    """Return the best point found on the way to one, changing two issues of ten at a time.

    Stops where it is reached; good for spaces that are too large to list.
    """
    rng = np.random.default_rng(1)
    worth = [_worth_of(case, sheet) for sheet in case.sheets]
    n = len(case.space.matters)
    pairs = [(a, b) for a in range(n) for b in range(a + 1, n)]
    digits = np.array([(x, y) for x in range(10) for y in range(10)])
    best_found, best_share = np.zeros(2), -1.0
    for _ in range(starts):
        at, share = rng.integers(0, 10, n), -1.0
        while True:
            rows = np.tile(at, (len(pairs) * 100, 1))
            for k, pair in enumerate(pairs):
                rows[k * 100 : k * 100 + 100, pair] = digits
            utilities = np.stack([one(rows) for one in worth], axis=1)
            shares = (utilities / towards).min(axis=1) + 1e-6 * utilities.sum(axis=1)
            top = int(shares.argmax())
            if shares[top] <= share + 1e-12:
                break
            at, share = rows[top], float(shares[top])
            if share > best_share:
                best_found, best_share = utilities[top], share
        if (best_found >= towards - 1e-6).all():
            break
    return best_found


def _worth_of(case: Case, sheet: Sheet) -> Callable[[npt.NDArray[np.int64]], Floats]:
    """Return what gives the utility of rows of numbers from 0 to 9."""
    place = {matter.issue.id: at for at, matter in enumerate(case.space.matters)}
    tables = np.array([[p.exact for _, p in worth.points] for worth in sheet.worths])
    boxes = []
    for linked in sheet.linked:
        parts = linked.when.parts if isinstance(linked.when, And) else (linked.when,)
        boxes.append((linked.points.exact, [
            (place[p.issue], p.sign, int(p.value)) for p in parts if isinstance(p, Compare)
        ]))  # fmt: skip
    tests = {"<=": np.less_equal, ">=": np.greater_equal, "=": np.equal}

    def worth(rows: npt.NDArray[np.int64]) -> Floats:
        total = tables[np.arange(tables.shape[0]), rows].sum(axis=1)
        for points, sides in boxes:
            met = np.ones(len(rows), dtype=bool)
            for at, sign, bound in sides:
                met &= tests[sign](rows[:, at], bound)
            total = total + points * met
        return np.asarray(total / sheet.per_unit)

    return worth
