"""Problems from arrays and sheets: exact scales, tolerance, refusals, inputs left alone."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from space_oracle import Oracle, efficient, problems

from onetext.analysis.space.columns import joined, keys
from onetext.analysis.space.dominance import efficient as filtered
from onetext.analysis.space.frontier import frontier
from onetext.analysis.space.sheets import problem_of
from onetext.analysis.space.size import size
from onetext.analysis.space.solutions import solutions
from onetext.analysis.space.tables import NO_FLOOR, Problem, problem
from onetext.errors import BadInput
from onetext.terms.issue import Issue
from onetext.terms.offers.linkage import RedLine
from onetext.terms.packages.condition_parser import parse
from onetext.terms.packages.space import Amount, Choice, Option, Space
from onetext.terms.sheet import Interval, Linked, Sheet, Worth


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_broken_numbers_are_held_exactly_where_they_fit(seed: int) -> None:
    rng = np.random.default_rng(seed)
    own = [np.round(rng.random((3, 2)), 3) for _ in range(3)]
    space = problem(own, floors=[0.5, None])
    assert space.exact
    assert space.floors[1] == NO_FLOOR
    for rows, units in zip(own, space.own, strict=True):
        for party, unit in enumerate(space.unit):
            assert [Fraction(repr(x)) for x in rows[:, party].tolist()] == [
                int(u) * unit for u in units[:, party]
            ]


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32 - 1), st.booleans())
def test_others_have_a_tolerance_within_which_they_tie(seed: int, ties: bool) -> None:
    rng = np.random.default_rng(seed)
    grid = rng.integers(0, 4, (4, 3, 3)) / 3 if ties else rng.random((4, 3, 3))
    weights = rng.dirichlet(np.ones(4), 3).T
    space = problem([grid[i] * weights[i] for i in range(4)], floors=[0.3, 0.2, -np.inf])
    assert not space.exact
    total = np.zeros((1, 3))
    for rows in (grid[i] * weights[i] for i in range(4)):
        total = (total[:, None] + rows[None]).reshape(-1, 3)
    kept: list[np.ndarray] = []
    for row in total[np.lexsort(-np.round(total, 9).T[::-1])]:
        if not any((other >= row - 1e-9).all() for other in kept):
            kept.append(row)
    found = frontier(space)
    assert found.size == len(kept)
    gap = np.abs(found.utilities[:, None] - np.array(kept)[None]).max(axis=2)
    assert gap.min(axis=0).max() < 1e-8
    one = solutions(space, ["nash"], disagreement=[0, 0, 0])["nash"]
    rational = total[(total >= np.array([0.3, 0.2, 0.0]) - 1e-9).all(axis=1)]
    if len(rational):
        assert np.isclose(one.utilities.prod(axis=1), rational.prod(axis=1).max()).all()
    else:
        assert not len(one.points)


def test_inputs_are_never_changed() -> None:
    rng = np.random.default_rng(0)
    own = [rng.integers(0, 50, (6, 4)) for _ in range(7)]
    copies = [rows.copy() for rows in own]
    space = problem(own, floors=[10] * 4)
    held = [rows.copy() for rows in space.own]
    frontier(space, floors=True)
    solutions(space)
    columns = [np.arange(5000)[::-1].copy(), rng.integers(0, 9, 5000), rng.integers(0, 9, 5000)]
    before = [c.copy() for c in columns]
    filtered(columns)
    assert all(np.array_equal(a, b) for a, b in zip(columns, before, strict=True))
    assert all(np.array_equal(a, b) for a, b in zip(own, copies, strict=True))
    assert all(np.array_equal(a, b) for a, b in zip(space.own, held, strict=True))
    with pytest.raises(ValueError, match="read-only"):
        space.own[0][0, 0] = 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"own": []}, "no issue is on the table"),
        ({"own": [[[1, 2], [3]]]}, "ragged"),
        ({"own": [[["a"]]]}, "no table of numbers"),
        ({"own": [[[1.5]], [[float("nan")]]]}, "a utility is nan"),
        ({"own": [[[2**60]], [[2**60 + 1]]]}, "beyond 2\\^53"),
        ({"own": [[[1, 2]], [[1]]]}, "the table of issue 2 has the shape"),
        ({"own": [[[1]]], "floors": [1, 2]}, "2 floors for 1 parties"),
        ({"own": [[[1]], [[1]]], "links": [((1, 0), [[[1]]])]}, "the issues \\[1, 0\\]"),
        ({"own": [[[1]], [[1]]], "links": [((0, 1), [[[1, 2]]])]}, "link of the issues"),
        ({"own": [[[1]]], "boxes": [({0: [True, False]}, [1])]}, "box over the issues"),
        ({"own": [[[1]]], "bars": [((0,), [True, False])]}, "rule over the issues"),
        ({"own": [[[1]]], "parties": ["a", "b"]}, "names for 2 parties"),
    ],
)
def test_what_cannot_be_taken_is_refused(given: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        problem(**given)  # type: ignore[arg-type]


def table() -> Space:
    truce = Choice(Issue("truce", "Truce"), (Option("full"), Option("part"), Option("no")))
    return Space((truce, Amount(Issue("km", "Width"), 10, 30, step=10)))  # type: ignore[arg-type]


def sheet(about: str, truce: tuple[int, int, int], **more: object) -> Sheet:
    points = tuple(zip(("full", "part", "no"), map(Interval.at, truce), strict=True))
    from decimal import Decimal

    line = ((Decimal(10), Interval.at(0)), (Decimal(30), Interval.at(5)))
    worths = (Worth("truce", points), Worth("km", line, line=True))
    return Sheet(f"of-{about}", about, about, worths=worths, **more)  # type: ignore[arg-type]


def test_sheets_pose_a_problem_with_links_lines_and_red_lines() -> None:
    linked = (
        Linked(parse("truce = full and km >= 20"), Interval.at(4)),
        Linked(parse("truce = no or km = 10"), Interval.at(1)),
    )
    line = RedLine("r", "arn", parse("truce != no"))
    sheets = [
        sheet("arn", (9, 4, 0), floor=Interval.at(6), linked=linked, red_lines=(line,)),
        sheet("bel", (0, 4, 9), per_unit=2),
    ]
    space = problem_of(table(), sheets, rules={"o1": parse("truce != full or km != 30")})
    assert (len(space.boxes), len(space.links), len(space.bars)) == (1, 1, 2)
    listed = Oracle(space).all
    own = {
        tuple(str(o) for o in space.package(c).values()): [
            int(u) * unit for u, unit in zip(v, space.unit, strict=True)
        ]
        for c, v in listed.items()
    }
    assert own == {
        ("full", "10"): [Fraction(10), Fraction(0)],
        ("full", "20"): [Fraction(31, 2), Fraction(5, 4)],
        ("part", "10"): [Fraction(5), Fraction(2)],
        ("part", "20"): [Fraction(13, 2), Fraction(13, 4)],
        ("part", "30"): [Fraction(9), Fraction(9, 2)],
    }
    found = [tuple(row) for row in frontier(space).points.tolist()]
    assert found == efficient(listed.values())
    assert space.places(space.package([1, 2])) == (1, 2)
    with pytest.raises(BadInput, match="'truce' by 'none'"):
        space.places({"truce": "none"})


def test_what_is_not_said_is_not_filled_in() -> None:
    empty = Sheet("s", "arn", "arn", worths=(Worth("km", ((10, Interval.at(1)),)),))  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="says no points for 'truce'"):
        problem_of(table(), [empty])
    with pytest.raises(BadInput, match="does not say what '20' of 'km'"):
        problem_of(table(), [empty], unsaid="zero")
    vague = sheet("arn", (1, 2, 3), floor=Interval(1, 2))
    with pytest.raises(BadInput, match="floor"):
        problem_of(table(), [vague])
    open_ended = Space((Amount(Issue("km", "Width"), 10, 30),))  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="any number"):
        problem_of(open_ended, [vague])
    with pytest.raises(BadInput, match="nobody"):
        problem_of(table(), [])


def test_stopping_brings_what_is_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    space = problem([rng.integers(0, 1000, (5, 4)) for _ in range(9)])
    whole = {tuple(row) for row in frontier(space).points.tolist()}

    def interrupt(done: int, total: int) -> None:
        if done == 6:
            raise KeyboardInterrupt

    for found in (frontier(space, progress=interrupt), frontier(space, budget=0.0)):
        assert found.status == "lower_bound"
        assert found.why
        assert {tuple(row) for row in found.points.tolist()} <= whole
        package = next(found.packages(0))
        assert space.utilities(np.array([package])).tolist() == [found.points[0].tolist()]
    seen: list[int] = []
    told: list[tuple[int, int]] = []
    found = frontier(
        space, found=lambda rows: seen.append(len(rows)), progress=lambda *at: told.append(at)
    )
    assert len(seen) == 2
    assert seen[1] == found.size == sum(map(len, found.batches(10)))
    assert told[0] == (0, 9)
    assert told[-1] == (9, 9)


def test_dense_links_over_10e30_packages_say_what_is_proven() -> None:
    rng = np.random.default_rng(3)
    links = [((i, j), rng.integers(0, 9, (10, 10, 3))) for i in range(30) for j in range(i + 1, 30)]
    space = problem([rng.integers(0, 9, (10, 3)) for _ in range(30)], links=links)
    assert size(space).width == 29
    assert size(space).packages == 10**30
    found = frontier(space, budget=5)
    assert found.status == "lower_bound"
    assert "combinations" in found.why


@settings(deadline=None)
@given(problems())
def test_size_counts_packages(space: Problem) -> None:
    assert size(space).packages == space.packages
    assert size(space).seconds > 0


def test_keys_stand_apart_where_ranges_outgrow_64_bits() -> None:
    rng = np.random.default_rng(4)
    columns = [rng.integers(-(2**52), 2**52, 200) for _ in range(5)]
    columns = [np.concatenate((c, c[:50])) for c in columns]
    found = keys(columns)
    rows = [tuple(row) for row in np.stack(columns, axis=1).tolist()]
    assert len(set(found.tolist())) == len(set(rows)) == 200
    order = np.argsort(found, kind="stable").tolist()
    assert [rows[i] for i in order] == sorted(rows)
    assert joined([np.array([5, 1, 9])], [0])[0].tolist() == [5, 1, 9]
