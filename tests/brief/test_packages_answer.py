"""The answer of a case: every figure against a count by hand, rules, what is honoured, Python."""

from __future__ import annotations

import copy
import pickle
import sys
import types
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

import onetext as ot
from onetext.brief.packages.answer import Answer
from onetext.brief.packages.asking import answer
from onetext.brief.packages.rule_words import rule_of
from onetext.cases.loading import load, loads
from onetext.errors import BadInput, WrongUse
from onetext.terms.case import Case
from onetext.terms.offers.offer import honours
from onetext.terms.packages.kleene import truth
from onetext.terms.packages.package import Package
from onetext.terms.passing import Passing
from onetext.terms.sheet import Sheet

EXAMPLES = Path(__file__).parents[2] / "examples"
PARTIES = ("tarvenia", "belmora", "sedgeland")


@pytest.fixture(scope="module")
def two_rivers() -> Case:
    return load(EXAMPLES / "two-rivers")


def own(case: Case) -> dict[str, Sheet]:
    return {sheet.about: sheet for sheet in case.sheets if sheet.basis == "own"}


def worth(sheet: Sheet, package: Package) -> Fraction:
    """Add up a sheet by its words alone."""
    total = 0
    for one in sheet.worths:
        points = one.of(package[one.issue])
        total += points.exact if points is not None and points.exact is not None else 0
    for link in sheet.linked:
        if truth(link.when, package) is True:
            total += link.points.exact or 0
    return Fraction(total)


def accepts(sheet: Sheet, package: Package) -> bool:
    assert sheet.floor is not None
    kept = all(truth(line.keeps, package) is True for line in sheet.red_lines)
    return kept and worth(sheet, package) >= (sheet.floor.exact or 0)


@pytest.mark.parametrize(
    "words",
    [
        "unanimity",
        "all but 1",
        "all but 2",
        "veto Tarvenia",
        "veto tarvenia, sedgeland and 0 of the rest",
        "veto Tarvenia and 1 of the rest",
        "2 of the others",
        "majority",
        "majority 4 of tarvenia=3, belmora=2",
        "veto sedgeland and majority 3 of sedgeland=2",
    ],
)
def test_a_rule_counts_as_by_hand(two_rivers: Case, words: str) -> None:
    """A red line is the no of its party alone, so that a rule may do without that party."""
    found = answer(two_rivers, rule=words)
    sheets = own(two_rivers)
    rule = rule_of(words, two_rivers, PARTIES)
    by_hand = 0
    for package in two_rivers.space.packages():
        yes = {party for party, sheet in sheets.items() if accepts(sheet, package)}
        by_hand += rule.passes(yes, PARTIES)
    assert found.solved.acceptable.passing.value == by_hand
    assert found.acceptable == 60


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("all but 1", Passing(may_refuse=1)),
        ("veto Arnland, bel", Passing(("arn", "bel"), 2)),
        ("vetoes arn and 2 of the rest", Passing(("arn",), 1)),
        ("majority", Passing((), 4, (), 3)),
        ("majority 5 of arn=4, cal=2", Passing((), 4, (("arn", 4), ("cal", 2)), 5)),
        ("  Veto   dor  and  majority of arn=4 ", Passing(("dor",), 4, (("arn", 4),), 4)),
    ],
)
def test_words_are_read_as_a_rule(words: str, rule: Passing) -> None:
    assert rule_of(words, LETTERS, ("arn", "bel", "cal", "dor")) == rule


LETTERS = loads("""format: 1
id: t
title: T
parties: [{id: arn, name: Arnland}, {id: bel, name: Belmark}, {id: cal, name: Cal}]
issues: [{id: a, label: A, options: [x]}]
""")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("most", "there is no rule 'most'"),
        ("veto zed", "'zed' has no say here, name one of arn, bel, cal"),
        ("veto arn and 5 of the rest", "5 of the rest, who are 2"),
        ("0 of the rest", "ask for one at least"),
        ("majority 9 of arn=3", "no package could pass"),
        ("majority of arn", "'arn' gives nobody votes"),
        ("majority of arn=-1", "gives nobody votes"),
        ("veto arn, arn", "'arn' has a veto twice"),
        ("unanimity and veto arn", "says two things"),
        ("majority 2 and majority 3", "says one thing twice"),
        ("", "there is no rule ''"),
    ],
)
def test_a_bad_rule_says_what_to_write(words: str, says: str) -> None:
    with pytest.raises(WrongUse) as fault:
        rule_of(words, LETTERS, ("arn", "bel", "cal"))
    assert says in str(fault.value)
    assert fault.value.instead


def test_standing_offers_are_kept_as_by_hand(two_rivers: Case) -> None:
    found = answer(two_rivers, honour=["offers"])
    kept = [p for p in two_rivers.space.packages() if honours(p, two_rivers.offers, None).honoured]
    sheets = own(two_rivers)
    good = [p for p in kept if all(accepts(sheet, p) for sheet in sheets.values())]
    assert found.kept is not None
    assert (found.kept.value, found.acceptable) == (len(kept), len(good))
    for one in found.solutions.values():
        assert all(package in good for package in one.packages)


def test_one_offer_and_a_guarantee(two_rivers: Case) -> None:
    named = answer(two_rivers, honour=["guard", "annex"])
    assert [one.free for one in named.honoured] == [False, True]
    assert "still needs [tarvenia/treaty = ratified" in named.honoured[1].told
    stuck = answer(two_rivers, honour=["alliance-guarantee"])
    assert (stuck.acceptable, stuck.kept and stuck.kept.value) == (0, 0)
    assert stuck.honoured[0].told == "can never start as it is written"


@pytest.mark.parametrize(
    ("ids", "says"),
    [
        (["leray-1"], "the offer 'leray-1' does not stand"),
        (["lease-paper"], "the offer 'lease-paper' does not stand"),
        (["nothing"], "there is no offer or guarantee 'nothing', name one of"),
    ],
)
def test_what_cannot_be_honoured_says_so(two_rivers: Case, ids: list[str], says: str) -> None:
    with pytest.raises(WrongUse) as fault:
        answer(two_rivers, honour=ids)
    assert str(fault.value).startswith(says)


GUARANTEED = """format: 1
id: t
title: T
mode: exercise
parties: [{id: arn, name: Arnland}, {id: bel, name: Belmark}]
issues:
  - {id: truce, label: truce, options: [full, none]}
  - {id: land, label: land, options: [ours, yours]}
schedule: [truce, vote]
guarantees:
  - {id: g, title: G, beneficiary: arn, guarantors: bel, triggers: attack, duties: [],
     in_force_when: truce = full and vote = held}
  - {id: h, title: H, beneficiary: arn, guarantors: bel, triggers: attack, duties: [],
     in_force_when: g = in-force or land = yours}
sheets:
  - {id: a, owner: arn, floor: 0, points: {truce: {full: 1, none: 0}, land: {ours: 3, yours: 0}}}
  - {id: b, owner: bel, floor: 0, points: {truce: {full: 1, none: 0}, land: {ours: 0, yours: 3}}}
"""


def test_a_guarantee_that_waits_for_an_issue_is_a_rule() -> None:
    case = loads(GUARANTEED)
    assert answer(case, honour=["g"]).acceptable == 2
    assert str(answer(case, honour=["h"]).honoured[0].keeps) == "truce = full or land = yours"
    assert answer(case, honour=["guarantees"]).acceptable == 2


def test_who_objects_and_the_fewest_changes_are_by_hand(two_rivers: Case) -> None:
    asked = {"territory": "joint", "neutrality": "open", "guarantees": "assist-named",
             "ceasefire": "bridges", "monitoring": "own", "sequencing": "base-first"}  # fmt: skip
    plain = replace(two_rivers, sheets=tuple(replace(s, red_lines=()) for s in two_rivers.sheets))
    (one,) = answer(plain, packages=[asked]).asked
    sheets, package = own(plain), Package.of(asked)
    below = {p for p, sheet in sheets.items() if not accepts(sheet, package)}
    assert {found.party for found in one.objections} == below
    assert {found.party for found in one.concessions} == below
    assert below
    options = {m.issue.id: list(m.values()) for m in plain.space.matters}
    for move in one.concessions:
        assert move.changes is not None
        for fewer in range(len(move.changes)):
            assert not any(
                accepts(sheets[move.party], Package.of({**package, **dict(changed)}))
                for changed in changes(options, fewer)
            )


def changes(options: dict[str, list[object]], count: int) -> list[list[tuple[str, object]]]:
    from itertools import combinations

    return [
        list(zip(issues, chosen, strict=True))
        for issues in combinations(options, count)
        for chosen in product(*(options[issue] for issue in issues))
    ]


def test_a_package_across_a_red_line_is_told(two_rivers: Case) -> None:
    asked = {"territory": "kept", "neutrality": "closed", "guarantees": "consult",
             "ceasefire": "general", "monitoring": "own", "sequencing": "side-by-side"}  # fmt: skip
    (one,) = answer(two_rivers, packages=[asked], rule="veto tarvenia").asked
    assert one.crossed == ("the red line b-soil of Belmora", "the red line s-name of Sedgeland")
    assert one.passes
    with pytest.raises(WrongUse, match="leaves 'neutrality'"):
        answer(two_rivers, packages=[{"territory": "kept"}])


def test_marks_and_estimates_are_of_the_sheets_that_are_read(two_rivers: Case) -> None:
    assert answer(two_rivers).marks == ("this case: invented for an exercise",)
    recalled = ot.load(EXAMPLES / "camp-david-1978").solve()
    assert "the sheets: recalled, not checked against the source" in recalled.marks
    assert recalled.as_estimated == (
        "as Brams and Togman estimate Egypt",
        "as Brams and Togman estimate Israel",
    )
    for shown in (recalled.to_html(), recalled._repr_html_(), str(recalled.to_dict())):
        assert "ecalled, not checked against the source" in shown
        assert "as Brams and Togman estimate Israel" in shown


def test_a_loaded_case_is_the_plain_one_that_answers(two_rivers: Case) -> None:
    loaded = ot.load(EXAMPLES / "two-rivers")
    assert isinstance(loaded, Case)
    assert loaded == two_rivers
    assert two_rivers == loaded
    assert repr(loaded) == repr(two_rivers)
    assert loaded != replace(loaded, title="other")
    assert type(replace(loaded, title="other")) is type(loaded)
    for made in (copy.copy(loaded), pickle.loads(pickle.dumps(loaded))):
        assert made == loaded
        assert type(made) is type(loaded)
    assert {hash(loaded)} == {hash(two_rivers)}


def test_a_result_shows_itself() -> None:
    result = ot.load(EXAMPLES / "two-rivers").solve()
    told = "60 of 2,025 packages acceptable to all 3; invented for an exercise"
    assert repr(result) == f"Answer('two-rivers', {told})"
    assert result.nash.utilities == {"tarvenia": 63.0, "belmora": 62.0, "sedgeland": 80.0}
    assert result.utilitarian.tied == 2
    shown = result._repr_html_()
    assert shown.count('<svg class="chart') == 2
    assert "<table>" in shown
    assert "<script" not in shown
    drawn = ot.load(EXAMPLES / "two-rivers").acceptability(desk="belmora", draws=500, seed=3)
    assert repr(drawn).startswith("Accepted('two-rivers', 0 surely and 507 possibly of 2,025")
    assert drawn.packages[0].get("guarantees") == "assist-named"
    assert "as Belmora estimates Tarvenia" in drawn._repr_html_()
    with pytest.raises(BadInput, match="says no points"):
        ot.load(EXAMPLES / "two-rivers").solve(desk="belmora")


class Table:
    """Stand in for a data frame: it keeps the columns that it is made of."""

    def __init__(self, columns: dict[str, list[object]]) -> None:
        self.columns = columns


def test_a_frame_is_made_of_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    result: Answer = ot.load(EXAMPLES / "two-rivers").solve()
    for name in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(WrongUse, match="pandas or polars"):
        result.to_frame()
    monkeypatch.setitem(sys.modules, "polars", types.SimpleNamespace(DataFrame=Table))
    columns = result.to_frame().columns
    assert columns["solution"][:2] == ["nash", "egalitarian"]
    assert {len(column) for column in columns.values()} == {5}
    sheet = own(load(EXAMPLES / "two-rivers"))["tarvenia"]
    issues = [matter.issue.id for matter in result.case.space.matters]
    for n in range(5):
        package = Package.of({issue: columns[issue][n] for issue in issues})
        assert worth(sheet, package) == columns["tarvenia"][n]
    assert len(result.to_frame("frontier").columns["tarvenia"]) == 18
    assert len(result.to_frame("frontier_all").columns["packages"]) == 79
    with pytest.raises(WrongUse, match="no frame 'all'"):
        result.to_frame("all")
    drawn = ot.load(EXAMPLES / "two-rivers").acceptability(desk="belmora", draws=200)
    shares = drawn.to_frame().columns
    assert len(shares["acceptable"]) == len(shares["nash stderr"]) == 507
