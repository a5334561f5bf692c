"""The next question: its gain is what an answer takes away, and the best is best."""

from __future__ import annotations

import numpy as np
import pytest

from onetext.analysis.acceptability.answer import Acceptability, acceptability
from onetext.analysis.acceptability.question import gained
from onetext.cases.loading import loads

HEAD = """\
format: 1
id: t
title: T
mode: exercise
parties: [{id: arn, name: Arnland}, {id: bel, name: Belmark}]
issues:
  - {id: a, label: A, options: [x, y]}
  - {id: b, label: B, options: [x, y]}
sheets:
"""
WHOLE = "  - {id: w, owner: bel, floor: 0, points: {a: {x: 1, y: 2}, b: {x: 1, y: 2}}}\n"


def answer(sheets: str, **given: int) -> Acceptability:
    return acceptability(loads(HEAD + sheets), draws=2000, **given)  # type: ignore[arg-type]


def test_gain_is_the_fall_of_what_is_not_known() -> None:
    """By hand, over one party's draws: before, less the mean after either answer."""
    rng = np.random.default_rng(0)
    accepts = (rng.random((4000, 6)) < rng.random(6)).astype(np.float32)
    accepts[:, 3] = accepts[:, 2]
    answers = np.array([accepts[:, 2] > 0, rng.random(4000) < 0.3, accepts[:, 0] > accepts[:, 1]])
    weights = (rng.random(6) ** 2).astype(np.float32)

    def left(rows: np.ndarray) -> float:  # type: ignore[type-arg]
        share = accepts[rows].mean(axis=0)
        return float((share * (1 - share)) @ weights)

    found = gained(answers, accepts, weights)
    for n, told in enumerate(answers):
        rate = told.mean()
        fall = left(np.full(4000, True)) - rate * left(told) - (1 - rate) * left(~told)
        assert found[n] == pytest.approx(fall, abs=2e-3)
    assert abs(found[1]) < 2e-3  # an answer that has nothing to do with it tells nothing


def test_what_only_the_floor_leaves_open_is_asked_of_the_floor() -> None:
    sheets = (
        "  - {id: s, owner: arn, floor: [0, 40], points: {a: {x: 20, y: 0}, b: {x: 20, y: 0}}}\n"
    )
    found = answer(sheets + WHOLE)
    assert found.asking is not None
    assert found.asking.best is not None
    best = found.asking.best
    assert best.party == "arn"
    assert best.kind in ("floor", "or no deal")
    told = {one.kind for one in (best, *found.asking.ties)}
    assert told == {"floor", "or no deal"}  # the package at 20 and the floor at 20 tell the same
    assert best.yes == pytest.approx(0.5, abs=0.1)
    assert best.gain == pytest.approx(0.25 * 2, rel=0.1)  # (x, y) and (y, x) are settled at once


def test_what_only_a_comparison_leaves_open_is_compared() -> None:
    """Both packages are worth one stake; the floor is between them, so which is larger says all."""
    sheets = "  - {id: s, owner: arn, floor: 50, out_of: 100, rankings: {a: [x, y], b: [x, y]}}\n"
    found = answer(sheets + WHOLE)
    assert found.asking is not None
    kinds = {(q.kind, str(q.better)) for q in (found.asking.best, *found.asking.ties) if q}
    assert ("compare", "Package(a=x, b=y)") in kinds
    assert ("or no deal", "Package(a=x, b=y)") in kinds


def test_where_all_is_sure_nothing_is_asked() -> None:
    assert answer(WHOLE).asking is None
    open_ = "  - {id: s, owner: arn, floor: 0, out_of: 9, rankings: {a: [x, y], b: [x, y]}}\n"
    found = answer(open_ + WHOLE)
    assert found.asking is not None
    assert found.asking.best is None
    assert (found.necessary == 1).all()


def test_an_answer_takes_away_about_what_was_foretold() -> None:
    """Ask it, put each answer on the sheet, and look again: by the draws' own odds it fits."""
    line = "  - {id: s, owner: arn, floor: 60, out_of: 100, rankings: {a: [x, y], b: [x, y]}"
    before = answer(line + "}\n" + WHOLE)
    assert before.asking is not None
    more = ", most_at_stake_first: [a, b]", ", most_at_stake_first: [b, a]"
    after = [answer(line + one + "}\n" + WHOLE).asking for one in more]
    left = np.mean([one.uncertainty for one in after if one])
    fall = before.asking.uncertainty - left
    assert before.asking.uncertainty == pytest.approx(0.48, abs=0.02)  # 2 × 0.4 × 0.6
    assert fall == pytest.approx(0.48 - 0.8 * 0.2, abs=0.02)
    assert before.asking.best is not None
    assert (
        before.asking.best.gain >= fall - 0.02
    )  # there may be better, and is: no deal at one stake
