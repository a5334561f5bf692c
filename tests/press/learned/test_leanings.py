"""Stance and date of a finding: as worked out one number at a time, and never lost."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.press.learned import labelling
from onetext.press.learned.labelling import (
    ASK,
    CONTENT,
    CUE,
    DATE,
    DISTANCES,
    SOURCE,
    STANCES,
    WIDTH,
    away,
    leanings,
    seen_in,
    within,
)
from onetext.press.learned.windows import Window

INNER = sum(part.stop - part.start for part in (CUE, CONTENT, SOURCE))
MEET = DATE.stop - DATE.start


def head_of(seed: int) -> dict[str, np.ndarray]:
    draw = np.random.default_rng(seed)
    shapes = {
        "stance": (len(STANCES), INNER),
        "undated": (2, INNER),
        "dated": (1, MEET),
    }
    head: dict[str, np.ndarray] = {}
    for name, shape in shapes.items():
        head[f"{name}.weight"] = draw.normal(0, 0.3, shape).astype(np.float32)
        head[f"{name}.bias"] = draw.normal(0, 0.3, shape[0]).astype(np.float32)
    head["away.weight"] = draw.normal(0, 1, (DISTANCES, MEET)).astype(np.float32)
    head["held.weight"] = draw.normal(0, 1, (2, MEET)).astype(np.float32)
    return head


@st.composite
def findings(draw: st.DrawFn):  # type: ignore[no-untyped-def]
    pieces = draw(st.integers(1, 60))
    stretch = st.tuples(st.integers(0, pieces - 1), st.integers(1, 12)).map(
        lambda pair: (pair[0], min(pieces, pair[0] + pair[1]))
    )
    dates = st.lists(st.tuples(stretch, st.sampled_from(["2031-01-02", "2031-01", "2030"])))
    return (
        pieces,
        draw(stretch),
        draw(st.lists(stretch, min_size=1, max_size=3)),
        draw(st.lists(stretch, max_size=2)),
        draw(dates),
    )


def plainly(head, tells, cue, contents, sources, dates):  # type: ignore[no-untyped-def]
    """Work out the same one number at a time."""

    def mean(stretches, column):  # type: ignore[no-untyped-def]
        rows = [i for a, b in stretches for i in range(a, b)]
        return sum(float(tells[i, column]) for i in rows) / len(rows) if rows else 0.0

    inner = [max(0.0, float(tells[cue[0], c])) for c in range(*CUE.indices(WIDTH))]
    inner += [max(0.0, mean(contents, c)) for c in range(*CONTENT.indices(WIDTH))]
    inner += [max(0.0, mean(sources, c)) for c in range(*SOURCE.indices(WIDTH))]

    def line(name, over):  # type: ignore[no-untyped-def]
        weights, bias = head[f"{name}.weight"], head[f"{name}.bias"]
        return [
            float(b) + sum(float(w) * x for w, x in zip(row, over, strict=True))
            for row, b in zip(weights, bias, strict=True)
        ]

    scores = line("undated", inner)
    for at, _ in dates:
        apart = at[0] - cue[0]
        step = 0
        while step < 15 and 2 ** ((step + 1) / 2) <= abs(apart):
            step += 1
        step += 16 if apart > 0 else 0
        inside = int(any(not (at[1] <= a or b <= at[0]) for a, b in contents))
        met = [
            max(
                0.0,
                mean([at], d)
                + float(tells[cue[0], q])
                + float(head["away.weight"][step, k])
                + float(head["held.weight"][inside, k]),
            )
            for k, (d, q) in enumerate(
                zip(range(*DATE.indices(WIDTH)), range(*ASK.indices(WIDTH)), strict=True)
            )
        ]
        scores += line("dated", met)
    return line("stance", inner), scores


def chances(scores: list[float]) -> list[float]:
    most = max(scores)
    odds = [math.exp(s - most) for s in scores]
    return [o / sum(odds) for o in odds]


@settings(max_examples=60, deadline=None)
@given(findings(), st.integers(0, 5))
def test_leanings_are_those_worked_out_one_number_at_a_time(finding, seed: int) -> None:  # type: ignore[no-untyped-def]
    pieces, cue, contents, sources, dates = finding
    head = head_of(seed)
    tells = np.random.default_rng(seed).normal(0, 1, (pieces, WIDTH)).astype(np.float32)
    before = tells.copy()
    got = leanings(head, tells, cue, contents, sources, dates)
    stance, scores = plainly(head, tells, cue, contents, sources, dates)
    assert np.array_equal(before, tells)
    assert [math.exp(got.stance[s]) for s in STANCES] == pytest.approx(chances(stance), abs=1e-4)
    due = chances(scores)
    assert (got.undated, got.elsewhere) == pytest.approx((due[0], due[1]), abs=1e-4)
    for value in {value for _, value in dates}:
        mine = sum(c for c, (_, v) in zip(due[2:], dates, strict=True) if v == value)
        assert got.dates[value] == pytest.approx(mine, abs=1e-4)
    assert sum(got.dates.values()) + got.undated + got.elsewhere == pytest.approx(1, abs=1e-4)


@given(st.integers(0, 400), st.integers(0, 400))
def test_steps_widen_and_tell_before_from_after(cue: int, date: int) -> None:
    step = int(away(cue, [(date, date + 1)])[0])
    assert 0 <= step < DISTANCES
    assert (step >= 16) == (date > cue)
    farther = int(away(cue, [(date + (50 if date > cue else -50), 0)])[0])
    assert farther % 16 >= step % 16


def test_a_date_is_inside_a_content_if_they_share_a_piece() -> None:
    assert within([(2, 4), (4, 5), (9, 10)], [(0, 3), (4, 9)]).tolist() == [1, 1, 0]


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 6)), max_size=20).map(sorted),
    st.integers(0, 60),
    st.integers(1, 60),
)
def test_a_window_sees_the_dates_that_lie_whole_in_it(
    rows: list[tuple[int, int]], low: int, long: int
) -> None:
    dates = [((at, at + pieces), str(at)) for at, pieces in rows]
    seen = seen_in(dates, Window(low, low, low + long, low + long))
    plainly = [d for d in dates if all(low <= at <= low + long for at in d[0])]
    assert [((a + low, b + low), value) for (a, b), value in seen] == plainly


def test_every_stance_has_one_name() -> None:
    assert len(set(STANCES)) == len(STANCES) == 15
    assert labelling.UNKNOWN != labelling.ELSEWHERE
