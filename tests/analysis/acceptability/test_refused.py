"""Sheets that cannot be read together are refused, with a smallest set of what clashes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from partial_sheets import MORE, narrow, sheets

from onetext.analysis.acceptability.answer import acceptability
from onetext.analysis.acceptability.bounding import frame_of
from onetext.analysis.acceptability.clash import CAP, consistent, fits, statements
from onetext.analysis.acceptability.gathered import gathered, told
from onetext.analysis.acceptability.misfit import Clash, Joined
from onetext.analysis.acceptability.partial import options_of
from onetext.analysis.acceptability.stating import partial
from onetext.cases.loading import loads
from onetext.errors import BadInput, WrongUse
from onetext.terms.case import Case
from onetext.terms.packages.space import Space
from onetext.terms.sheet import Sheet

with_sheet = narrow.flatmap(lambda s: st.tuples(st.just(s), sheets(s)))


@given(with_sheet)
@settings(deadline=None, max_examples=100 * MORE, suppress_health_check=list(HealthCheck))
def test_what_clashes_clashes_alone_and_nothing_of_it_can_be_spared(
    given: tuple[Space, Sheet],
) -> None:
    space, sheet = given
    try:
        consistent(sheet, space)
    except Clash as clash:
        named = set(clash.ways)
        frame = frame_of(sheet, {m.issue.id: options_of(m) for m in space.matters})
        only = sheet
        for one in statements(sheet):
            if one.way not in named:
                only = one.without(only)
        assert not fits(partial(only, space, cap=CAP, frame=frame))
        for one in statements(sheet):
            if one.way in named:
                assert fits(partial(one.without(only), space, cap=CAP, frame=frame))
        return
    assume(False)


CASE = """\
format: 1
id: t
title: T
mode: exercise
parties: [{id: arn, name: Arnland}, {id: bel, name: Belmark}, {id: cor, name: Corland}]
issues: [{id: land, label: land, options: [kept, shared, ceded]}]
orders: [{id: o, by: cor, better: {land: shared}, worse: {land: kept}}]
red_lines: [{id: r, by: bel, keeps: land != kept}]
sheets:
  - {id: a, owner: arn, rankings: {land: [kept, ceded]}}
  - {id: b, owner: bel, rankings: {land: [ceded, kept]}}
  - {id: a-on-b, owner: arn, about: bel, known: judged}
"""


def case(mode: str | None) -> Case:
    return replace(loads(CASE), mode=mode)  # type: ignore[arg-type]


def test_an_exercise_joins_all_own_sheets_and_no_estimate() -> None:
    read = gathered(case("exercise"))
    assert [sheet.id for sheet in read] == ["a", "b", "public of cor"]
    assert [told(sheet) for sheet in read] == ["", "", "cor as told in public"]


@pytest.mark.parametrize("mode", ["live", None])
def test_nothing_else_joins_two_private_sheets(mode: str | None) -> None:
    with pytest.raises(Joined, match="private to 'arn', 'bel', name one with --desk") as refused:
        acceptability(case(mode))
    assert refused.value.ways == (("sheets", "a"), ("sheets", "b"), ("sheets", "a-on-b"))


@pytest.mark.parametrize("mode", ["exercise", "live", None])
def test_a_desk_reads_its_own_and_its_estimates_alone(mode: str | None) -> None:
    read = gathered(case(mode), "arn")
    assert [sheet.id for sheet in read] == ["a", "a-on-b", "public of cor"]
    found = acceptability(case(mode), desk="arn", draws=10)
    assert found.as_estimated == ("as arn estimates bel", "cor as told in public")
    changed = replace(case(mode), sheets=tuple(
        replace(s, rankings=()) if s.id == "b" else s for s in case(mode).sheets
    ))  # fmt: skip
    other = acceptability(changed, desk="arn", draws=10)
    for one, same in zip(found.verdicts, other.verdicts, strict=True):
        assert one.possible.tolist() == same.possible.tolist()
    assert found.shares.acceptable.tolist() == other.shares.acceptable.tolist()


def test_the_only_owner_is_the_desk() -> None:
    one = replace(case(None), sheets=tuple(s for s in case(None).sheets if s.owner == "arn"))
    assert [sheet.id for sheet in gathered(one)] == ["a", "a-on-b", "public of cor"]


def test_what_is_put_wrongly_is_told() -> None:
    with pytest.raises(WrongUse, match="there is no sheet of 'cor', write one of arn, bel"):
        gathered(case("live"), "cor")
    with pytest.raises(WrongUse, match="0 draws"):
        acceptability(case("exercise"), draws=0)
    with pytest.raises(WrongUse, match="the seed -1"):
        acceptability(case("exercise"), seed=-1)
    bare = replace(case(None), sheets=(), orders=(), red_lines=())
    with pytest.raises(BadInput, match="nothing is known"):
        acceptability(bare)
