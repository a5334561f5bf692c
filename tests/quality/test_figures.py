import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures import Tally, ahead, calibration, interval, total

counts = st.integers(0, 40)
tallies = st.builds(
    lambda hits, more_given, more_due: Tally(hits, hits + more_given, hits + more_due),
    counts,
    counts,
    counts,
)


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    tally = Tally(hits=6, given=8, due=12)
    assert (tally.precision, tally.recall) == (0.75, 0.5)
    assert tally.f1 == pytest.approx(2 * 0.75 * 0.5 / (0.75 + 0.5))


def test_nothing_given_and_nothing_due_are_no_division_by_zero() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (0, 0, 0)


def test_a_share_is_its_own_precision_and_recall() -> None:
    tally = Tally.share(3, 4)
    assert tally.precision == tally.recall == tally.f1 == 0.75


@settings(deadline=None)
@given(st.lists(tallies, min_size=1, max_size=12))
def test_the_interval_lies_within_the_single_documents(parts: list[Tally]) -> None:
    due = [part for part in parts if part.due]
    low, high = interval(parts, lambda tally: tally.recall, resamples=50)
    assert 0 <= low <= high <= 1
    if due:
        assert min(part.recall for part in due) - 1e-9 <= low
        assert high <= max(part.recall for part in due) + 1e-9


def test_the_interval_is_the_same_each_time_and_holds_the_value() -> None:
    parts = [Tally(i % 4, 4, 4) for i in range(30)]
    low, high = interval(parts)
    assert (low, high) == interval(parts)
    assert low < total(parts).f1 < high


def test_another_seed_draws_other_documents() -> None:
    parts = [Tally(i % 7, 7, 7) for i in range(9)]
    assert interval(parts, seed=1, resamples=40) != interval(parts, seed=2, resamples=40)


def test_of_one_document_nothing_varies() -> None:
    assert interval([Tally(1, 2, 4)]) == (Tally(1, 2, 4).f1,) * 2


def test_nothing_due_anywhere_has_no_interval() -> None:
    assert interval([Tally(), Tally()]) == (0, 0)


@settings(deadline=None)
@given(tallies, tallies, st.integers(1, 6))
def test_being_ahead_on_every_report_alike_is_certain(one: Tally, other: Tally, many: int) -> None:
    apart = pytest.approx(one.f1 - other.f1)
    low, high = ahead([one] * many, [other] * many, resamples=40)
    assert (low, high) == (apart, apart)


@settings(deadline=None)
@given(st.lists(tallies, min_size=1, max_size=10))
def test_nobody_is_ahead_of_himself(parts: list[Tally]) -> None:
    assert ahead(parts, parts, resamples=40) == (0, 0)


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_calibration_counts_every_finding_once(sure: list[tuple[float, bool]]) -> None:
    tenths, error = calibration(sure)
    assert sum(count for _, _, count in tenths) == len(sure)
    assert 0 <= error <= 1
    told = sum(said * count for said, _, count in tenths)
    assert told == pytest.approx(sum(said for said, _ in sure))


def test_who_is_always_right_when_sure_is_off_by_nothing() -> None:
    assert calibration([(1.0, True), (0.0, False)])[1] == 0.0
    assert calibration([(0.8, False)] * 5)[1] == pytest.approx(0.8)
