"""What other programs only name becomes a case file of ours, and gives the same results."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice

import pytest
from brute import SCENARIOS, here
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.cases.formats.ids import FIT, has_ids, with_ids
from onetext.cases.formats.reading import read_case
from onetext.cases.loading import loads
from onetext.cases.writing import dumps
from onetext.terms.case import Case, Treaty
from onetext.terms.issue import Issue
from onetext.terms.packages.condition import And, AtLeast, Compare, Not, OneOf, Or, atoms
from onetext.terms.packages.kleene import truth
from onetext.terms.packages.space import Amount, Choice, Option, Space
from onetext.terms.party import Party
from onetext.terms.passing import Passing
from onetext.terms.sheet import Interval, Linked, Sheet, Worth

NAMES = sorted(p.name for p in SCENARIOS.iterdir() if p.is_dir() and p.name != "expected") \
    if SCENARIOS.is_dir() else []  # fmt: skip


@here
@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_can_be_a_case_file_of_ours(name: str) -> None:
    found = read_case(SCENARIOS / name).case
    back = loads(dumps(found))
    ours = with_ids(found)
    assert back == ours
    assert has_ids(back)
    assert back.title == found.title
    assert [p.name for p in back.parties] == [p.name for p in found.parties]
    for made, was in zip(back.space.matters, found.space.matters, strict=True):
        assert made.count == was.count
        assert made.issue.label == was.issue.label
    for made, was in zip(back.sheets, found.sheets, strict=True):
        assert [[p for _, p in w.points] for w in made.worths] == [
            [p for _, p in w.points] for w in was.worths
        ]
        assert (made.floor, made.per_unit, made.discount) == (was.floor, was.per_unit, was.discount)


words = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=9)
words = words.filter(lambda word: bool(word.strip()))
awkward = st.sampled_from(["A b", "A-b", "A  b", "not", "5", "…", "_x", "Height (m)", "a/b", "é è"])
names = st.lists(words | awkward, min_size=2, max_size=4, unique=True)


@st.composite
def imported(draw: st.DrawFn) -> Case:
    """Draw a case as an importer makes it, with links and a rule over its names."""
    matters: list[Choice | Amount] = []
    for name in draw(names):
        if draw(st.booleans()):
            options = draw(st.lists(words | awkward, min_size=1, max_size=3, unique=True))
            matters.append(Choice(Issue(name, name), tuple(Option(one) for one in options)))
        else:
            high = Decimal(draw(st.integers(1, 3)))
            matters.append(Amount(Issue(name, name), Decimal(0), high, Decimal(1)))
    parties = draw(names)

    def atom(matter: Choice | Amount) -> Compare | OneOf:
        value = draw(st.sampled_from(list(matter.values())))
        return draw(
            st.sampled_from(
                [Compare(matter.issue.id, "=", value), OneOf(matter.issue.id, (value,))]
            )
        )

    one, other = atom(matters[0]), atom(matters[1])
    when = draw(
        st.sampled_from([And((one, other)), Or((Not(one), other)), AtLeast(1, (one, other))])
    )
    sheets = tuple(
        Sheet(
            party, party, party, floor=Interval.at(draw(st.integers(0, 9))),
            worths=tuple(
                Worth(m.issue.id, tuple((v, Interval.at(draw(st.integers(0, 9)))) for v in
                                        m.values())) for m in matters),
            linked=(Linked(when, Interval.at(3)),),
        )
        for party in parties
    )  # fmt: skip
    return Case(
        draw(words), "The talks", parties=tuple(Party(p, f"the {p}", "other") for p in parties),
        space=Space(tuple(matters)), sheets=sheets,
        passing=Passing(vetoes=(parties[0],), may_refuse=1, weights=((parties[1], 2),), quota=2),
    )  # fmt: skip


@given(imported())
@settings(max_examples=150, deadline=None)
def test_names_become_ids_and_every_package_is_worth_the_same(case: Case) -> None:
    ours = with_ids(case)
    assert loads(dumps(case)) == ours
    assert has_ids(ours)
    ids = [ours.id, *(p.id for p in ours.parties), *(m.issue.id for m in ours.space.matters)]
    assert all(FIT.fullmatch(one) for one in ids)
    assert with_ids(ours) is ours
    assert ours.passing is not None
    assert ours.passing.vetoes == (ours.parties[0].id,)
    for was, now in zip(
        islice(case.space.packages(), 30), islice(ours.space.packages(), 30), strict=True
    ):
        for sheet, made in zip(case.sheets, ours.sheets, strict=True):
            assert worth(sheet, case, dict(was)) == worth(made, ours, dict(now))


def worth(sheet: Sheet, case: Case, package: dict[str, object]) -> int:
    total = 0
    for matter in case.space.matters:
        found = sheet.worth(matter.issue.id)
        assert found is not None
        points = found.of(package[matter.issue.id])  # type: ignore[arg-type]
        assert points is not None
        total += points.exact or 0
    for link in sheet.linked:
        assert all(one.issue in package for one in atoms(link.when))
        if truth(link.when, package) is True:  # type: ignore[arg-type]
            total += link.points.exact or 0
    return total


def test_what_is_our_own_stays_as_it_is() -> None:
    own = Case("c d", "C", treaties=(Treaty("t", "T"),))
    assert with_ids(own) is own
    fit = Case("c", "C", parties=(Party("a", "A", "other"),))
    assert with_ids(fit) is fit
