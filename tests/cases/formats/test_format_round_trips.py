"""What is written in another program's form is read back as the same case, or is told."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from brute import SCENARIOS, here
from hypothesis import given, settings
from hypothesis import strategies as st

import onetext as ot
from onetext.cases.formats.exporting import Export, decimal
from onetext.cases.formats.genius_writing import genius_files
from onetext.cases.formats.negmas_writing import negmas_files
from onetext.cases.formats.reading import read_case
from onetext.errors import BadInput
from onetext.terms.case import Case
from onetext.terms.issue import Issue
from onetext.terms.packages.condition_parser import parse
from onetext.terms.packages.space import Amount, Choice, Option, Space
from onetext.terms.party import Party
from onetext.terms.passing import Passing
from onetext.terms.sheet import Interval, Linked, Sheet, Worth

TWO_RIVERS = Path(__file__).parents[3] / "examples" / "two-rivers" / "case.yaml"
WRITERS: dict[str, Callable[[Case], Export]] = {"genius": genius_files, "negmas": negmas_files}
NAMES = sorted(p.name for p in SCENARIOS.iterdir() if p.is_dir() and p.name != "expected") \
    if SCENARIOS.is_dir() else []  # fmt: skip


def again(case: Case, export: Export) -> Case:
    with tempfile.TemporaryDirectory() as folder:
        export.save(Path(folder) / "f")
        order = [name.rpartition(".")[0] for name in export.files if name != "NOTE.txt"][1:]
        return read_case(Path(folder) / "f", profiles=order).case


@here
@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_of_others_comes_back_the_same(name: str, writer: str) -> None:
    found = read_case(SCENARIOS / name)
    if (name, writer) == ("S-1NIKFRT-1", "negmas"):
        with pytest.raises(BadInput, match="cannot say the link"):
            WRITERS[writer](found.case)
        return
    export = WRITERS[writer](found.case)
    back = again(found.case, export)
    if found.format in ("genius", "negmas"):
        assert back == found.case
    else:
        assert back.sheets == found.case.sheets
        assert writer == "negmas" or back.space == found.case.space  # labels have no place there


ids = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=8)
labels = ids.filter(lambda word: bool(word.strip()))
points = st.integers(0, 10**6)


@st.composite
def cases(draw: st.DrawFn, *, negative: bool = False) -> Case:
    """Draw a case that scenarios can hold: own sheets with a number for every value."""
    names = draw(st.lists(labels, min_size=1, max_size=4, unique=True))
    matters: list[Choice | Amount] = []
    for name in names:
        if draw(st.booleans()):
            options = draw(st.lists(labels, min_size=1, max_size=4, unique=True))
            matters.append(Choice(Issue(name, name), tuple(map(Option, options))))
        else:
            low = draw(st.integers(-5, 5))
            high = Decimal(low + draw(st.integers(1, 4)))
            matters.append(Amount(Issue(name, name), Decimal(low), high, Decimal(1)))
    parties = draw(st.lists(st.sampled_from(["a", "b", "c x", "d.1"]), min_size=1, max_size=3,
                            unique=True))  # fmt: skip
    unit = draw(st.sampled_from([1, 10, 112, 3, 10**9]))
    worth = st.integers(-(10**6), 10**6) if negative else points
    sheets = []
    for party in sorted(parties):
        worths = tuple(
            Worth(m.issue.id, tuple((v, Interval.at(draw(worth))) for v in m.values()))
            for m in matters
        )
        discount = draw(st.sampled_from([None, Decimal("0.5"), Decimal("0.890596104")]))
        sheets.append(Sheet(party, party, party, floor=Interval.at(draw(points)), worths=worths,
                            per_unit=unit, discount=discount))  # fmt: skip
    return Case("t", "t", draw(st.sampled_from(["", "Recalled, not checked."])),
                parties=tuple(Party(p, f"the {p}", "other") for p in sorted(parties)),
                space=Space(tuple(matters)), sheets=tuple(sheets))  # fmt: skip


def utilities(case: Case) -> list[list[Fraction]]:
    return [
        [sheet.utility(p.exact or 0) for worth in sheet.worths for _, p in worth.points]
        + [sheet.utility((sheet.floor.exact if sheet.floor else 0) or 0)]
        for sheet in case.sheets
    ]


@given(cases(negative=True))
@settings(max_examples=150, deadline=None)
def test_negmas_yaml_keeps_every_utility(case: Case) -> None:
    export = negmas_files(case)
    back = again(case, export)
    assert (back.id, back.title, back.about, back.parties) == (
        case.id, case.title, case.about, case.parties)  # fmt: skip
    assert back.space == case.space
    assert [s.discount for s in back.sheets] == [s.discount for s in case.sheets]
    for row, was in zip(utilities(back), utilities(case), strict=True):
        assert all(
            abs(one - other) < Fraction(1, 10**8) for one, other in zip(row, was, strict=True)
        )
    assert again(back, negmas_files(back)) == back


@given(cases())
@settings(max_examples=150, deadline=None)
def test_genius_xml_keeps_every_utility(case: Case) -> None:
    export = genius_files(case)
    back = again(case, export)
    for row, was in zip(utilities(back), utilities(case), strict=True):
        close = Fraction(max(max(was), 1), 10**8)
        assert max(abs(a - b) for a, b in zip(row, was, strict=True)) < close
    assert back.parties == case.parties
    assert again(back, genius_files(back)) == back
    listed = any("its values are listed" in one for one in export.left_out)
    assert listed or back.space == case.space


def sheet(**more: object) -> Case:
    matters = (
        Choice(Issue("a", "A"), (Option("x", "an x"), Option("no"))),
        Amount(Issue("n", "n"), Decimal(1), Decimal(3), Decimal(1), "km"),
    )
    worths = (
        Worth("a", (("x", Interval.at(60)), ("no", Interval.at(0)))),
        Worth("n", ((Decimal(1), Interval.at(0)), (Decimal(3), Interval.at(40))), line=True),
    )
    given = {"floor": Interval.at(30), "worths": worths, "out_of": 100, **more}
    made = Sheet("s", "p", "p", **given)  # type: ignore[arg-type]
    return Case("t", "Talks", parties=(Party("p", "P", "other"), Party("q", "Q", "other")),
                space=Space(matters), sheets=(made,), passing=Passing())  # fmt: skip


def test_a_sheet_in_points_becomes_utilities_up_to_1_and_what_is_left_out_is_told() -> None:
    export = genius_files(sheet())
    assert list(export.files) == ["t.xml", "p.xml"]
    assert export.left_out == (
        "whose yes makes a package pass",
        "parties without a sheet (1)",
        "the unit of 'n' (km)",
        "the scale of 's': its points are divided by 100",
        "the title 'Talks'",
    )
    back = again(sheet(), export)
    assert back.space.matters[0] == sheet().space.matters[0]
    (made,) = back.sheets
    assert [made.utility(p.exact or 0) for _, p in made.worths[1].points] == [
        Fraction(0), Fraction(1, 5), Fraction(2, 5)]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"floor": Interval(1, 2)}, "the floor of 's' is an interval"),
        ({"worths": (Worth("a", (("x", Interval.at(1)),)),)}, "nothing of 'no' of 'a'"),
        ({"worths": (Worth("a", (("x", Interval(1, 2)), ("no", Interval.at(0)))),)}, "an interval"),
        ({"worths": ()}, "no points for 'a'"),
        ({"linked": (Linked(parse("a = x and n > 1"), Interval.at(5)),)}, "link"),
        ({"linked": (Linked(parse("a = x and n > 1"), Interval(5, 6)),)}, "interval"),
    ],
)
@pytest.mark.parametrize("writer", WRITERS)
def test_what_cannot_be_said_is_refused(more: dict[str, object], told: str, writer: str) -> None:
    with pytest.raises(BadInput, match=told):
        WRITERS[writer](sheet(**more))


def test_a_party_that_gains_nothing_cannot_be_written_for_genius() -> None:
    low = Worth("a", (("x", Interval.at(-1)), ("no", Interval.at(-2))))
    with pytest.raises(BadInput, match="Genius divides by the best"):
        genius_files(sheet(worths=(low, sheet().sheets[0].worths[1]), out_of=None))
    with pytest.raises(BadInput, match=r"U\+0001"):
        genius_files(Case("t", "t", space=Space((Choice(Issue("\x01", ""), (Option("o"),)),)),
                          sheets=(Sheet("s", "p", "p", worths=(
                              Worth("\x01", (("o", Interval.at(1)),)),)),)))  # fmt: skip


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (Case("t", "t"), "no issues"),
        (Case("t", "t", space=sheet().space), "no sheet"),
        (Case("t", "t", space=Space((Amount(Issue("n", "n"), Decimal(0), Decimal(1)),))), "step"),
    ],
)
def test_a_case_without_numbers_is_refused(case: Case, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        negmas_files(case)


def test_links_between_whole_numbers_become_rectangles() -> None:
    matters = tuple(Amount(Issue(i, i), Decimal(0), Decimal(3), Decimal(1)) for i in "xyz")
    every = tuple((Decimal(n), Interval.at(n // 2)) for n in range(4))
    linked = tuple(Linked(parse(when), Interval.at(4)) for when in (
        "x > 1 and y < 3", "x = 2 and y >= 1 and z <= 2"))  # fmt: skip
    made = Sheet("p", "p", "p", floor=Interval.at(2), worths=tuple(Worth(i, every) for i in "xyz"),
                 linked=linked, per_unit=11)  # fmt: skip
    case = Case("t", "t", parties=(Party("p", "P", "other"),), space=Space(matters), sheets=(made,))
    back = again(case, genius_files(case))
    assert [str(one.when) for one in back.sheets[0].linked] == [
        "x >= 2 and y <= 2", "x = 2 and y >= 1 and z <= 2"]  # fmt: skip
    assert (back.sheets[0].worths, back.sheets[0].per_unit) == (made.worths, 11)
    assert again(back, genius_files(back)) == back
    odd = Linked(parse("x = 1 or y = 2"), Interval.at(1))
    sheet_ = Sheet("p", "p", "p", worths=made.worths, linked=(odd,))
    with pytest.raises(BadInput, match="cannot say the link"):
        genius_files(Case("t", "t", space=Space(matters), sheets=(sheet_,)))


@pytest.mark.parametrize("write", [genius_files, negmas_files])
def test_two_rivers_is_written_without_its_links_or_not_at_all(
    write: Callable[..., Export],
) -> None:
    case = ot.load(TWO_RIVERS)
    with pytest.raises(BadInput, match=r"link.*export it without its links"):
        write(case)
    export = write(case, links=False)
    assert "the link of 'sedgeland-own': territory = joint and monitoring = free" in export.left_out
    assert {"offers (12)", "estimates (1)"} <= set(export.left_out)
    assert "invented for an exercise" in export.files["NOTE.txt"]
    back = again(case, export)
    assert back.space.count == case.space.count == 2025
    for one, other in zip(back.sheets, case.sheets, strict=False):
        assert one.about == other.about
        assert (
            one.utility(1)
            * one.worths[0].points[0][1].exact
            * (  # type: ignore[operator]
                100 if write is genius_files else 1
            )
            == other.worths[0].points[0][1].exact
        )


def test_files_are_written_into_a_new_place_only(tmp_path: Path) -> None:
    export = genius_files(sheet())
    assert [path.name for path in export.save(tmp_path / "out")] == ["t.xml", "p.xml"]
    with pytest.raises(BadInput, match="is there already"):
        export.save(tmp_path / "out")


def test_ids_that_name_no_file_are_changed_and_told() -> None:
    case = Case("a/../b", "a/../b", space=sheet().space, sheets=sheet().sheets)
    export = negmas_files(case)
    assert next(iter(export.files)) == "a-..-b.yml"
    assert any("its file is called a-..-b.yml" in one for one in export.left_out)


@given(st.fractions(max_denominator=10**6))
def test_decimals_are_exact_where_they_end(number: Fraction) -> None:
    text = decimal(number)
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        assert Fraction(text) == number
    assert abs(Fraction(text) - number) <= abs(number) / 10**16
