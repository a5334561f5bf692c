"""Shares: against a reckoning in Python, whoever counts, with errors that hold."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from partial_sheets import MORE, orders, space_of, spaces, whole_sheets

from onetext.analysis.acceptability import smaa as module
from onetext.analysis.acceptability import tally
from onetext.analysis.acceptability.clash import Clash, consistent
from onetext.analysis.acceptability.listing import listing
from onetext.analysis.acceptability.necessary import NO, OPEN, YES, Verdict, verdict
from onetext.analysis.acceptability.smaa import Shares, error, smaa
from onetext.analysis.acceptability.tally import CHUNK
from onetext.terms.packages.space import Space
from onetext.terms.sheet import Interval, Ranking, Sheet, Worth

SPACE = space_of((3, 3, 2))
SHEETS = (
    Sheet(
        "a", "arn", "arn", floor=Interval(35, 60), out_of=100,
        rankings=(Ranking("i0", (("x",), ("y",), ("z",))), Ranking("i1", (("x",), ("y",)))),
        stakes_ranking=(("i0",), ("i1",), ("i2",)),
    ),
    Sheet(
        "b", "bel", "bel", floor=Interval.at(30), out_of=100,
        worths=(Worth("i2", (("x", Interval(0, 20)), ("y", Interval.at(30)))),),
        rankings=(Ranking("i0", (("z",), ("y", "x"))),),
    ),
)  # fmt: skip


def shares(
    draws: int, seed: int = 1, sheets: tuple[Sheet, ...] = SHEETS, **given: object
) -> Shares:
    partials = [consistent(sheet, SPACE) for sheet in sheets]
    some = listing(SPACE)
    verdicts = [verdict(one, some) for one in partials]
    return smaa(partials, some, verdicts, draws=draws, seed=seed, **given)  # type: ignore[arg-type]


def counts(found: Shares) -> tuple[object, ...]:
    tally = found.tally
    return (
        tally.draws, tally.nash_draws, tally.efficient_draws,
        *(a.tolist() for a in (tally.acceptable, tally.accepted, tally.nash, tally.efficient)),
    )  # fmt: skip


two_whole = spaces.flatmap(
    lambda s: st.tuples(st.just(s), st.lists(whole_sheets(s), min_size=2, max_size=3))
)


@given(two_whole)
@settings(deadline=None, max_examples=100 * MORE, suppress_health_check=list(HealthCheck))
def test_whole_sheets_are_judged_as_by_hand(given: tuple[Space, list[Sheet]]) -> None:
    space, sheets = given
    some = listing(space)
    partials = [consistent(sheet, space) for sheet in sheets]
    verdicts = [verdict(one, some) for one in partials]
    found = smaa(partials, some, verdicts, draws=5_000, seed=0)
    assert found.exact
    assert found.draws == 1
    worths = {}
    for at in range(len(some)):
        package = some.package(at)
        gains = []
        for sheet in sheets:
            worth = sum(sheet.worth(i).of(v).exact for i, v in package.items())  # type: ignore[union-attr,misc]
            met = listing(space, package)
            worth += sum(k.points.exact for k in sheet.linked if met.met(k.when)[0][0])  # type: ignore[misc]
            kept = all(line.kept(package) for line in sheet.red_lines)
            gains.append(worth - sheet.floor.exact if kept else -1)  # type: ignore[union-attr,operator]
        if min(gains) >= 0:
            worths[at] = gains
    assert sorted(found.places.tolist()) == sorted(worths)
    assert (found.acceptable == 1).all()
    best = max((int(np.prod(g, dtype=object)) for g in worths.values()), default=0)
    for n, at in enumerate(found.places.tolist()):
        own = worths[at]
        beaten = any(
            all(a >= b for a, b in zip(g, own, strict=True)) and g != own for g in worths.values()
        )
        assert found.efficient[n] == (not beaten)
        assert found.nash[n] == (int(np.prod(own, dtype=object)) == best)
    assert not any(e.any() for e in found.errors)


@given(
    spaces.flatmap(lambda s: st.tuples(st.just(s), st.lists(orders(s), min_size=2, max_size=2))),
    st.integers(0, 2**32),
)
@settings(deadline=None, max_examples=30 * MORE, suppress_health_check=list(HealthCheck))
def test_draws_never_say_otherwise_than_what_is_sure(
    given: tuple[Space, list[Sheet]], seed: int
) -> None:
    space, sheets = given
    some = listing(space)
    try:
        partials = [consistent(sheet, space) for sheet in sheets]
    except Clash:
        return
    verdicts = [verdict(one, some) for one in partials]
    blind = [
        Verdict(v.party, np.zeros_like(v.necessary), np.full_like(v.possible, OPEN), v.method, 0)
        for v in verdicts
    ]
    found = smaa(partials, some, verdicts, draws=300, seed=seed)
    unaided = smaa(partials, some, blind, draws=300, seed=seed)
    for party, v in enumerate(verdicts):
        lines = sheets[party].red_lines
        kept = np.array([all(r.kept(some.package(int(a))) for r in lines) for a in unaided.places])
        sure, never = (v.necessary == YES)[unaided.places], (v.possible == NO)[unaided.places]
        assert (unaided.accepted[party][sure] == 1).all()
        assert (unaided.accepted[party][never & kept] == 0).all()
    assert (found.nash <= found.efficient + 1e-12).all()
    assert (found.efficient <= found.acceptable + 1e-12).all()


@pytest.fixture(scope="module")
def pools() -> Iterator[list[object]]:
    with (
        ProcessPoolExecutor(1) as one,
        ProcessPoolExecutor(2) as two,
        ThreadPoolExecutor(3) as more,
    ):
        yield [None, one, two, more]


def test_the_numbers_are_the_same_whoever_counts(pools: list[object]) -> None:
    draws = 20 * CHUNK + 77
    found = [counts(shares(draws, executor=pool)) for pool in pools]
    assert found[0] == found[1] == found[2] == found[3]
    assert found[0][0] == draws


@pytest.mark.parametrize("workers", [0, 2])
@pytest.mark.parametrize(
    "sizes",
    [
        {"_CHUNKS_A_TASK": 1, "_AHEAD": 1},
        {"_CHUNKS_A_TASK": 5, "_AHEAD": 2},
        {"_CHUNKS_A_TASK": 99},
        {"_CELLS": 1},
        {"_CELLS": 2**11},
        {"_CELLS": 2**30},
        {"_LONG": 0},
        {"_LONG": 10**9},
    ],
    ids=str,
)
def test_the_numbers_are_the_same_in_blocks_of_any_size(
    sizes: dict[str, int], workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    draws = 11 * CHUNK + 3
    usual = counts(shares(draws))
    for name, size in sizes.items():
        monkeypatch.setattr(tally if hasattr(tally, name) else module, name, size)
    with ThreadPoolExecutor(max(1, workers)) as pool:
        assert counts(shares(draws, executor=pool if workers else None)) == usual


def test_a_seed_gives_its_numbers_and_another_gives_others() -> None:
    assert counts(shares(3000)) == counts(shares(3000))
    assert counts(shares(3000)) != counts(shares(3000, seed=2))


@pytest.mark.parametrize("workers", [0, 2])
def test_an_interrupt_returns_the_draws_so_far(workers: int) -> None:
    told: list[int] = []

    def stop(done: int, total: int) -> None:
        told.append(done)
        assert total == 40 * CHUNK
        if len(told) == 3:
            raise KeyboardInterrupt

    with ThreadPoolExecutor(max(1, workers)) as pool:
        found = shares(40 * CHUNK, progress=stop, executor=pool if workers else None)
    assert found.stopped
    assert found.draws == told[-1] < 40 * CHUNK
    assert counts(found) == counts(shares(found.draws))


def test_large_spaces_are_followed_by_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    full = shares(6 * CHUNK)
    monkeypatch.setattr(module, "MOST_LOOKS", 2 * CHUNK * 2 * len(full.places))
    monkeypatch.setattr(module, "CANDIDATES", 4)
    found = shares(6 * CHUNK)
    assert (found.draws, found.all_draws) == (6 * CHUNK, 2 * CHUNK)
    assert found.followed.sum() == 4
    assert (found.acceptable[found.followed] == full.acceptable[found.followed]).all()
    assert counts(shares(2 * CHUNK))[4:] != counts(full)[4:]
    assert found.tally.nash_draws == 2 * CHUNK
    assert found.nash == pytest.approx(full.nash, abs=0.05)


def test_standard_errors_hold() -> None:
    """The share of draws with the second stake at 40 or more is 0.2, known in closed form."""
    space = space_of((2, 2))
    sheet = Sheet(
        "s", "arn", "arn", floor=Interval.at(40), out_of=100,
        rankings=(Ranking("i0", (("x",), ("y",))), Ranking("i1", (("x",), ("y",)))),
        stakes_ranking=(("i0",), ("i1",)),
    )  # fmt: skip
    partial, some = consistent(sheet, space), listing(space)
    verdicts = [verdict(partial, some)]
    within = {1: 0, 2: 0}
    for seed in range(300):
        found = smaa([partial], some, verdicts, draws=1000, seed=seed)
        at = found.places.tolist().index(2)
        apart = abs(found.acceptable[at] - 0.2) / found.errors[0][at]
        for times in within:
            within[times] += apart <= times
        assert found.errors[0][:2].tolist() == [0, 0]  # sure, so without error
    assert 0.60 <= within[1] / 300 <= 0.76
    assert 0.92 <= within[2] / 300 <= 0.985


def test_errors_of_shares_never_seen_are_not_nothing() -> None:
    rng = np.random.default_rng(0)
    for truth in (0.0005, 0.003, 0.02):
        hits = rng.binomial(1000, truth, 4000)
        covered = np.abs(hits / 1000 - truth) <= 2 * error(hits, 1000)
        assert covered.mean() >= 0.93


def test_what_is_exactly_at_the_floor_in_a_draw_reaches_it() -> None:
    """The floor is all that there is, so in each draw the best package alone reaches it: one in 8.

    Its worth is a sum of rounded numbers, and must not fall below by the rounding.
    """
    space = space_of((2, 2, 2))
    sheet = Sheet("s", "arn", "arn", floor=Interval.at(6), out_of=6)
    partial, some = consistent(sheet, space), listing(space)
    found = smaa([partial], some, [verdict(partial, some)], draws=20_000, seed=0)
    assert found.tally.acceptable.sum() == 20_000
    assert found.acceptable == pytest.approx(1 / 8, abs=0.01)
