"""Standard errors hold: intervals hold the truth as often as their level says, over many seeds.

The truth is known without a draw. A share counted in independent draws is a binomial one, so how
often its interval must hold the truth is known too, to the last draw: `level`. First that level is
held against the normal one that a reader expects; then, over many seeds, the share of intervals
that do hold the truth against it. ``ONETEXT_MORE`` multiplies the seeds.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import lgamma, sqrt

import numpy as np
import pytest
from partial_sheets import MORE, space_of

from onetext.analysis.acceptability import chains
from onetext.analysis.acceptability.clash import consistent
from onetext.analysis.acceptability.listing import listing
from onetext.analysis.acceptability.necessary import verdict
from onetext.analysis.acceptability.smaa import Shares, error, smaa
from onetext.analysis.acceptability.tally import CHUNK
from onetext.terms.sheet import Interval, Ranking, Sheet, Worth

SEEDS = 250 * MORE
DRAWS = CHUNK
NORMAL = {1.0: 0.6827, 1.96: 0.95}
SPACE = space_of((2, 3))
ROWS = {"arn": ((0, 6), (0, 5, 3)), "bel": ((5, 0), (7, 0, 2))}
FLOOR = (2, 10)
"""Arnland's floor lies anywhere between these; Belmark's is 2."""


def sheet(party: str, floor: Interval) -> Sheet:
    worths = tuple(
        Worth(m.issue.id, tuple((v, Interval.at(p)) for v, p in zip(m.values(), row, strict=True)))
        for m, row in zip(SPACE.matters, ROWS[party], strict=True)
    )
    return Sheet(party, party, party, floor=floor, worths=worths)


SHEETS = (sheet("arn", Interval(*FLOOR)), sheet("bel", Interval.at(2)))
UTILITIES = [(ROWS["arn"][0][a] + ROWS["arn"][1][b], ROWS["bel"][0][a] + ROWS["bel"][1][b])
             for a in range(2) for b in range(3)]  # fmt: skip


def truth() -> dict[str, list[Fraction]]:
    """Return each package's shares of all floors, exact: nothing changes between two cuts.

    Between two floors at which a package drops out, or two products of gains are equal (linear in
    the floor, once for each pair), what is acceptable, efficient and Nash's stays the same.
    """
    low, high = map(Fraction, FLOOR)
    cuts = {low, high, *(Fraction(a) for a, _ in UTILITIES)}
    for a, b in UTILITIES:
        for c, d in UTILITIES:
            if b != d:
                cuts.add(Fraction(a * (b - 2) - c * (d - 2), b - d))
    inside = sorted(cut for cut in cuts if low <= cut <= high)
    found = {name: [Fraction(0)] * len(UTILITIES) for name in ("acceptable", "efficient", "nash")}
    for begin, end in pairwise(inside):
        floor = (begin + end) / 2
        good = [n for n, (a, b) in enumerate(UTILITIES) if a >= floor and b >= 2]
        best = max(((UTILITIES[n][0] - floor) * (UTILITIES[n][1] - 2) for n in good), default=0)
        for n in good:
            a, b = UTILITIES[n]
            beaten = any(
                c >= a and d >= b and (c, d) != (a, b) for c, d in (UTILITIES[m] for m in good)
            )
            part = (end - begin) / (high - low)
            found["acceptable"][n] += part
            found["efficient"][n] += part * (not beaten)
            found["nash"][n] += part * ((a - floor) * (b - 2) == best)
    return found


def level(share: Fraction, times: float) -> float:
    """Return how often the interval of so many errors holds a share, exact, by the binomial law."""
    p = float(share)
    hits = np.arange(DRAWS + 1)
    log = np.array([_ways(k) for k in hits.tolist()])
    odds = np.exp(log + hits * np.log(p) + (DRAWS - hits) * np.log1p(-p))
    return float(odds[np.abs(hits / DRAWS - p) <= times * error(hits, DRAWS)].sum())


def _ways(k: int) -> float:
    return lgamma(DRAWS + 1) - lgamma(k + 1) - lgamma(DRAWS - k + 1)


def runs(sheets: tuple[Sheet, ...], space: object = SPACE) -> list[Shares]:
    partials = [consistent(one, space) for one in sheets]  # type: ignore[arg-type]
    some = listing(space)  # type: ignore[arg-type]
    verdicts = [verdict(one, some) for one in partials]
    return [smaa(partials, some, verdicts, draws=DRAWS, seed=seed) for seed in range(SEEDS)]


def held(told: list[tuple[float, float]], share: Fraction, times: float) -> float:
    """Return the share of runs, each with its share and error, whose interval holds the truth."""
    return float(np.mean([abs(one - float(share)) <= times * by for one, by in told]))


def hold(told: list[tuple[float, float]], share: Fraction) -> None:
    """Hold the intervals of many runs against their level."""
    for times, normal in NORMAL.items():
        expected = level(share, times)
        assert expected == pytest.approx(normal, abs=0.03), (share, times)
        spread = sqrt(expected * (1 - expected) / len(told))
        assert held(told, share, times) == pytest.approx(expected, abs=4.5 * spread), (share, times)


@pytest.fixture(scope="module")
def found() -> list[Shares]:
    return runs(SHEETS)


@pytest.mark.parametrize(("place", "name"), [(0, "acceptable"), (1, "efficient"), (2, "nash")])
def test_intervals_hold_the_truth_as_often_as_they_say(
    found: list[Shares], place: int, name: str
) -> None:
    shares = truth()[name]
    open_ = [n for n, share in enumerate(shares) if 0 < share < 1]
    assert len(open_) >= 2
    for n in open_:
        at = found[0].places.tolist().index(n)
        told = [(float(getattr(one, name)[at]), float(one.errors[place][at])) for one in found]
        hold(told, shares[n])


def test_what_the_truth_leaves_no_room_for_is_never_drawn(found: list[Shares]) -> None:
    for name, shares in truth().items():
        for n, share in enumerate(shares):
            if share in (0, 1) and n in found[0].places:
                at = found[0].places.tolist().index(n)
                assert {float(getattr(one, name)[at]) for one in found} == {float(share)}


def test_chains_have_the_same_right_to_their_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second stake of two is 40 or more in a fifth of all divisions; here chains draw it."""
    monkeypatch.setattr(chains, "LEAST_RATE", 2.0)
    space = space_of((2, 2))
    ranked = tuple(Ranking(i, (("x",), ("y",))) for i in ("i0", "i1"))
    one = Sheet(
        "s", "arn", "arn", floor=Interval.at(40), out_of=100, rankings=ranked,
        stakes_ranking=(("i0",), ("i1",)),
    )  # fmt: skip
    told = runs((one,), space)
    assert all(shares.sources[0].steps for shares in told)
    at = told[0].places.tolist().index(2)
    hold([(float(s.acceptable[at]), float(s.errors[0][at])) for s in told], Fraction(1, 5))
