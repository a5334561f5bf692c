"""Draws fit their sheets, word by word, and are spread as they are said to be."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from partial_sheets import MORE, Whole, fits, narrow, sheets, space_of

from onetext.analysis.acceptability.chains import STARTS, Source, _led, walk
from onetext.analysis.acceptability.clash import Clash, consistent
from onetext.analysis.acceptability.drawing import LEAST_RATE, Drawing
from onetext.analysis.acceptability.partial import Partial
from onetext.errors import BadInput
from onetext.terms.packages.package import Package
from onetext.terms.packages.space import Space
from onetext.terms.sheet import Interval, Preference, Ranking, Sheet, Stake, Worth

with_sheet = narrow.flatmap(lambda s: st.tuples(st.just(s), sheets(s)))


def whole(partial: Partial, column: np.ndarray) -> Whole:  # type: ignore[type-arg]
    points = {
        m.issue: {str(o): Fraction(column[c]) for o, c in zip(m.options, m.values, strict=True)}
        for m in partial.matters
    }
    links = tuple(Fraction(column[c]) for c in partial.links)
    return Whole(points, links, Fraction(column[partial.floor]))


def source_of(sheet: Sheet, space: Space) -> Source:
    return Source(Drawing(consistent(sheet, space)), np.random.SeedSequence(7))


@given(with_sheet)
@settings(deadline=None, max_examples=60 * MORE, suppress_health_check=list(HealthCheck))
def test_every_draw_fits_what_the_sheet_says(given: tuple[Space, Sheet]) -> None:
    space, sheet = given
    try:
        source = source_of(sheet, space)
    except (Clash, BadInput):
        assume(False)
    columns = source.draw(np.random.default_rng(1), 64)
    by = Fraction(1, 10) if source.drawing.rough else Fraction(1, 10**6)
    for n in range(64):
        assert fits(whole(source.drawing.partial, columns[:, n]), sheet, space, by=by)


def test_stakes_in_order_have_the_mean_of_sorted_even_draws() -> None:
    """Rank-order centroids (Barron & Barrett 1996): the k-th of n is worth 1/k + … + 1/n, by n."""
    space = space_of((2, 2, 2))
    sheet = Sheet("s", "arn", "arn", stakes_ranking=(("i1",), ("i0",), ("i2",)), out_of=60)
    source = source_of(sheet, space)
    columns = source.draw(np.random.default_rng(3), 40_000)
    stakes = {m.issue: columns[m.stake] for m in source.drawing.partial.matters}
    rng = np.random.default_rng(4)
    gaps = np.diff(np.sort(rng.random((2, 40_000)), axis=0), axis=0, prepend=0, append=1)
    drawn = np.sort(gaps, axis=0)[::-1] * 60
    for place, issue in enumerate(("i1", "i0", "i2")):
        centroid = 60 * sum(1 / j for j in range(place + 1, 4)) / 3
        assert stakes[issue].mean() == pytest.approx(centroid, abs=0.2)
        for q in (0.1, 0.5, 0.9):
            theirs = np.quantile(drawn[place], q)
            assert np.quantile(stakes[issue], q) == pytest.approx(theirs, abs=0.5)


def test_options_between_best_and_worst_are_spread_evenly() -> None:
    space = space_of((3, 3))
    sheet = Sheet("s", "arn", "arn", rankings=(Ranking("i0", (("z",), ("x",))),))
    source = source_of(sheet, space)
    columns = source.draw(np.random.default_rng(3), 30_000)
    first, second = source.drawing.partial.matters
    shares = columns[list(first.values)] / columns[first.stake]
    assert (shares[2] > shares[0]).all()
    for way in ("best", "worst", "between"):  # y stands in each of three places as often
        best, worst = shares[1] == shares.max(axis=0), shares[1] == shares.min(axis=0)
        rate = {"best": best, "worst": worst, "between": ~best & ~worst}[way].mean()
        assert rate == pytest.approx(1 / 3, abs=0.02)
    free = columns[list(second.values)] / columns[second.stake]
    middle = np.sort(free, axis=0)[1]
    assert np.quantile(middle, [0.25, 0.5, 0.75]) == pytest.approx([0.25, 0.5, 0.75], abs=0.02)


def test_points_leave_the_rest_to_the_stakes_evenly() -> None:
    """Points from 0 to 60 of 60 with two stakes: the even spread has density 60 - points."""
    space = space_of((2, 2, 2))
    worth = Worth("i0", (("x", Interval(0, 60)), ("y", Interval.at(0))))
    source = source_of(Sheet("s", "arn", "arn", worths=(worth,), out_of=60), space)
    points = source.draw(np.random.default_rng(3), 30_000)[
        source.drawing.partial.matters[0].values[0]
    ]
    assert points.mean() == pytest.approx(20, abs=0.4)
    assert np.median(points) == pytest.approx(60 * (1 - 0.5**0.5), abs=0.5)


NARROW = Sheet(
    "s", "arn", "arn", out_of=100, floor=Interval.at(40),
    rankings=(Ranking("i0", (("x",), ("y",), ("z",))), Ranking("i1", (("z",), ("y",), ("x",)))),
    stakes=(Stake("i0", Interval(40, 48)), Stake("i1", Interval(30, 38))),
    prefers=(
        Preference(Package.of({"i0": "y", "i1": "x"}), Package.of({"i0": "z", "i1": "y"})),
        Preference(Package.of({"i1": "y", "i2": "x"}), Package.of({"i1": "x", "i2": "y"})),
    ),
)  # fmt: skip


def test_chains_and_drawing_again_agree() -> None:
    space = space_of((3, 3, 2))
    drawing = Drawing(consistent(NARROW, space))
    rng = np.random.default_rng(5)
    rate = drawing.rate(rng, 200_000)
    assert LEAST_RATE < rate < 0.05
    again = drawing.draw(rng, 4_000, rate)
    led = _led(drawing, rng)
    assert led.shape == (drawing.numbers, STARTS)
    walked = drawing.drawn(walk(drawing, led, rng, 8 * drawing.numbers, 0.0))[0]
    apart = np.abs(again.mean(axis=1) - walked.mean(axis=1))
    error = np.hypot(again.std(axis=1) / 4_000**0.5, walked.std(axis=1) / STARTS**0.5)
    assert (apart <= 4.5 * error + 1e-9).all()
    assert np.allclose(again.std(axis=1), walked.std(axis=1), rtol=0.15, atol=0.02)


def test_where_few_draws_fit_chains_say_so() -> None:
    space = space_of((2, 2, 2, 2, 2, 2))
    stakes = tuple(Stake(f"i{n}", Interval(15, 18)) for n in range(5))
    source = source_of(Sheet("s", "arn", "arn", stakes=stakes, out_of=100), space)
    assert source.steps == 8 * source.drawing.numbers
    assert "hit-and-run" in source.told
    columns = source.draw(np.random.default_rng(2), 500)
    for stake, matter in zip(stakes, source.drawing.partial.matters, strict=False):
        low, high = stake.points.low, stake.points.high
        assert ((columns[matter.stake] >= low) & (columns[matter.stake] <= high)).all()
        assert columns[matter.stake].mean() == pytest.approx(16.4, abs=0.4)


def test_stakes_told_exactly_are_kept_exactly() -> None:
    space = space_of((2, 2, 2, 3))
    stakes = (Stake("i0", Interval.at(30)), Stake("i2", Interval.at(10)))
    order = (("i0",), ("i1",), ("i2",))
    sheet = Sheet("s", "arn", "arn", stakes=stakes, stakes_ranking=order, out_of=80)
    source = source_of(sheet, space)
    columns = source.draw(np.random.default_rng(2), 5_000)
    drawn = [columns[m.stake] for m in source.drawing.partial.matters]
    assert (drawn[0] == 30).all()
    assert (drawn[2] == 10).all()
    assert np.allclose(drawn[1] + drawn[3], 40)
    assert drawn[1].mean() == pytest.approx(20, abs=0.3)  # evenly from 10 to 30


def test_what_leaves_next_to_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from onetext.analysis.acceptability import chains

    monkeypatch.setattr(chains, "_LEVELS", 3)
    stakes = tuple(Stake(f"i{n}", Interval(2**40, 2**40 + 1)) for n in range(3))
    with pytest.raises(BadInput, match="too little to draw from"):
        source_of(Sheet("s", "arn", "arn", stakes=stakes, out_of=2**43), space_of((2, 2, 2, 2)))
