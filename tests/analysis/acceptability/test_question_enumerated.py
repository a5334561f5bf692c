"""The next question on small random cases, against every question there is, weighed one by one.

Nothing of the search is used here: whole sheets are drawn anew, every package's worth is added up
by hand, every question is listed by hand, and what an answer leaves unknown is reckoned from the
sheets that give it. ``ONETEXT_MORE`` multiplies the cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from partial_sheets import MORE, SCALE, issues_of, narrow

from onetext.analysis.acceptability.answer import acceptability
from onetext.analysis.acceptability.chains import Source
from onetext.analysis.acceptability.clash import consistent
from onetext.analysis.acceptability.drawing import Drawing
from onetext.analysis.acceptability.partial import Partial
from onetext.analysis.acceptability.question import Question
from onetext.terms.case import Case
from onetext.terms.packages.space import Space
from onetext.terms.party import Party
from onetext.terms.sheet import Interval, Ranking, Sheet

DRAWS = 4_000
NEAR = 0.04
"""Two reckonings of one gain differ by so much of what is unknown, at most."""

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@st.composite
def asked(draw: Any) -> tuple[Space, tuple[Sheet, ...]]:
    """Return a space of four to eight packages and two parties of which some things are known."""
    space = draw(narrow)
    sheets = []
    for party in ("arn", "bel"):
        rankings = tuple(
            Ranking(issue, tuple((o,) for o in draw(st.permutations(options))))
            for issue, options in issues_of(space) if draw(st.integers(0, 3))
        )  # fmt: skip
        ranked = draw(st.permutations([issue for issue, _ in issues_of(space)]))
        floor = sorted(draw(st.lists(st.integers(0, SCALE), min_size=1, max_size=2)))
        sheets.append(
            Sheet(
                party, party, party, floor=Interval(floor[0], floor[-1]), out_of=SCALE,
                rankings=rankings,
                stakes_ranking=tuple((i,) for i in ranked) if draw(st.booleans()) else (),
            )
        )  # fmt: skip
    return space, tuple(sheets)


class Drawn:
    """One party's whole sheets, and what every package is worth above the floor in each."""

    def __init__(self, partial: Partial, space: Space, seed: int) -> None:
        source = Source(Drawing(partial), np.random.SeedSequence(seed))
        columns = source.draw(np.random.default_rng(seed), DRAWS)
        self.options = {
            m.issue: dict(zip(m.options, (columns[c] for c in m.values), strict=True))
            for m in partial.matters
        }
        self.floor = columns[partial.floor]
        packages = list(space.packages())
        gaps = [sum(self.options[i][v] for i, v in p.items()) - self.floor for p in packages]
        self.accepts: Bools = np.array(gaps) >= -1e-9  # sums of floats, where a tie is one


def every_question(party: str, drawn: Drawn, space: Space) -> Iterator[tuple[Any, Bools]]:
    """Yield every question to a party with its answers: deals, floors, settlements of one or two.

    Of two settlements of the same issues both ways round are one question.
    """
    for n, package in enumerate(space.packages()):
        yield ("or no deal", party, package.chosen, ()), drawn.accepts[n]
    for cut in range(SCALE + 1):
        yield ("floor", party, cut), drawn.floor >= cut
    for size in (1, 2):
        for some in combinations(issues_of(space), size):
            names = [issue for issue, _ in some]
            ways = list(product(*(options for _, options in some)))
            for one, other in combinations(ways, 2):
                if size == 2 and any(a == b for a, b in zip(one, other, strict=True)):
                    continue  # what both share is left out of the comparison
                left, right = (
                    sum(drawn.options[i][o] for i, o in zip(names, way, strict=True))
                    for way in (one, other)
                )
                yield ("compare", party, tuple(zip(names, one, strict=True)),
                       tuple(zip(names, other, strict=True))), np.asarray(left > right)  # fmt: skip


def named(question: Question) -> set[Any]:
    """Return what a question may be called here: a comparison either way round."""
    if question.kind == "floor":
        return {("floor", question.party, question.points)}
    one, other = question.better.chosen, question.worse.chosen
    return {
        (question.kind, question.party, one, other), (question.kind, question.party, other, one)
    }  # fmt: skip


def unknown(shares: list[Floats]) -> float:
    """Return what is not known: share × (1 − share), over packages."""
    share = np.prod(shares, axis=0)
    return float((share * (1 - share)).sum())


def left_by(answers: Bools, place: int, each: list[Drawn]) -> float:
    """Return what is expected to be unknown once a party has given its answer."""
    left = 0.0
    for given_ in (answers, ~answers):
        if given_.any():
            shares = [one.accepts.mean(axis=1) for one in each]
            shares[place] = each[place].accepts[:, given_].mean(axis=1)
            left += float(given_.mean()) * unknown(shares)
    return left


@given(asked(), st.integers(0, 2**16))
@settings(deadline=None, max_examples=60 * MORE, suppress_health_check=list(HealthCheck))
def test_no_other_question_would_tell_more(
    given: tuple[Space, tuple[Sheet, ...]], seed: int
) -> None:
    space, sheets = given
    case = Case(
        "t", "T", mode="exercise", space=space, sheets=sheets,
        parties=tuple(Party(one.about, one.about, "state") for one in sheets),
    )  # fmt: skip
    found = acceptability(case, draws=2_048, seed=seed).asking
    assume(found is not None)
    assert found is not None
    each = [Drawn(consistent(sheet, space), space, seed + 1) for sheet in sheets]
    before = unknown([one.accepts.mean(axis=1) for one in each])
    gains = {
        question: before - left_by(answers, place, each)
        for place, sheet in enumerate(sheets)
        for question, answers in every_question(sheet.about, each[place], space)
    }
    most = max(gains.values())
    near = NEAR * max(1.0, before)
    if found.best is None:
        assert most <= near
        return
    assert found.uncertainty == pytest.approx(before, abs=2 * near)
    told = next(gains[name] for name in named(found.best) if name in gains)
    assert told >= most - near, max(gains, key=lambda name: gains[name])
    assert found.best.gain == pytest.approx(told, abs=near)
    for tie in found.ties:
        assert next(gains[name] for name in named(tie) if name in gains) >= most - 3 * near
