"""What the formats say, on small scenarios of our own."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from brute import listed

import onetext as ot
from onetext.cases.formats.figures import read_figure
from onetext.cases.formats.reading import NOTE, read_case
from onetext.cases.formats.recognising import recognise
from onetext.terms.case import Case
from onetext.terms.packages.kleene import truth
from onetext.terms.packages.package import Package
from onetext.terms.packages.space import Amount

GENIUS = {
    "road.xml": """<negotiation_template>
 <agent name="The shore" utility_space="etc/roads/shore.xml"/>
 <utility_space><objective name="root">
  <issue index="2" name="Route" description="which way">
   <item index="1" value="coast" description="along the sea"/><item index="2" value="hills"/>
   <item index="3" value="coast"/></issue>
  <issue index="3" name="Lanes" vtype="integer" lowerbound="1" upperbound="3"/>
  <issue index="4" name="Toll"><item index="1" value="no"/><item index="2" value="yes"/></issue>
 </objective></utility_space></negotiation_template>""",
    "hills.xml": """<utility_space><objective name="root">
  <issue index="2" name="Route"><item value="coast" evaluation="1"/>
   <item value="hills" evaluation="3"/></issue>
  <issue index="3" name="Lanes" vtype="integer" lowerbound="1" upperbound="3">
   <evaluator ftype="linear" slope="-0.75" offset="1"/></issue>
  <issue index="4" name="Toll"><item value="no" evaluation="0"/>
   <item value="yes" evaluation="0"/></issue>
  <weight index="2" value="0.5"/><weight index="3" value="0.25"/><weight index="4" value="0.255"/>
 </objective><discount_factor value="0.9"/><reservation value="0.125"/></utility_space>""",
    "shore.xml": """<utility_space><objective name="root">
  <issue index="2" name="Route"><item value="hills" evaluation="1"/>
   <item value="coast" evaluation="9"/><item value="coast" evaluation="5"/></issue>
  <issue index="3" name="Lanes" vtype="integer" lowerbound="1" upperbound="3">
   <evaluator slope="0.5" offset="0"/></issue>
  <issue index="4" name="Toll"><item value="no" evaluation="1"/>
   <item value="yes" evaluation="-1"/></issue>
  <weight index="2" value="0.5"/><weight index="3" value="0.25"/><weight index="4" value="0.25"/>
 </objective></utility_space>""",
}
BOXES = """<utility_space type="nonlinear"><objective name="root">
  <issue index="1" name="x" type="integer" lowerbound="0" upperbound="3"/>
  <issue index="2" name="y" type="integer" lowerbound="0" upperbound="3"/>
  <utility maxutility="8"><ufun weight="2" aggregation="sum">
   <hyperRectangle utility="1"><INCLUDES index="1" min="1" max="2"/></hyperRectangle>
   <hyperRectangle utility="2"><INCLUDES index="1" min="1" max="9"/>
    <EXCLUDES index="2" min="1" max="2"/></hyperRectangle>
   <hyperRectangle utility="0.5"><INCLUDES index="2" min="0" max="3"/></hyperRectangle>
   <hyperRectangle utility="4"><INCLUDES index="1" min="8" max="9"/>
    <INCLUDES index="2" min="0" max="0"/></hyperRectangle>
  </ufun></utility></objective></utility_space>"""
NEGMAS = {
    "road.yml": "name: Road\ntype: DiscreteCartesianOutcomeSpace\nissues:\n"
    "- {name: Route, type: CategoricalIssue, values: [coast, no]}\n"
    "- {name: Lanes, type: ContiguousIssue, values: [1, 3]}\n",
    "10.yml": "type: LinearAdditiveUtilityFunction\nreserved_value: -.inf\nbias: -1\n"
    "weights: {Lanes: 0.5, Route: 1}\nvalues:\n  Route: {type: TableFun, mapping: {coast: 0.25, "
    "no: 0.0}}\n  Lanes: {type: IdentityFun}\n",
    "9.yml": "name: Nine\ntype: negmas.preferences.ExpDiscountedUFun\ndiscount: 0.1\n"
    "ufun:\n  type: LinearAdditiveUtilityFunction\n  reserved_value: 0.5\n  weights: [1, 1]\n"
    "  values:\n  - {type: ConstFun, bias: 0.5}\n  - {type: TableFun, mapping: {1: 0, 2: 1, 3: 0}}"
    "\n",
}  # fmt: skip


def written(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def utility(case: Case, party: str, **package: object) -> Fraction:
    sheet = next(one for one in case.sheets if one.about == party)
    chosen = Package.of(package)
    points = (sheet.worth(issue).of(value).exact for issue, value in chosen.chosen)  # type: ignore[union-attr]
    return sheet.utility(sum(points))  # type: ignore[arg-type]


def test_genius_divides_by_the_largest_evaluation_and_cuts_lines_at_0_and_1(tmp_path: Path) -> None:
    found = read_case(written(tmp_path / "f", GENIUS))
    case = found.case
    assert (case.id, case.title, found.format) == ("road", "road", "genius")
    assert [(party.id, party.name) for party in case.parties] == [
        ("shore", "The shore"),  # the template names it first
        ("hills", "hills"),
    ]
    route, lanes, _ = case.space.matters
    assert [(o.id, o.label) for o in route.options] == [("coast", "along the sea"), ("hills", "")]  # type: ignore[union-attr]
    assert route.issue.label == "which way"
    assert isinstance(lanes, Amount)
    assert case.space.count == 12
    assert utility(case, "shore", Route="hills") == Fraction(1, 10)
    assert utility(case, "shore", Route="coast", Toll="yes") == Fraction(1, 4)
    assert [utility(case, "hills", Lanes=n) for n in (1, 2, 3)] == [
        Fraction(1, 4), Fraction(1, 16), Fraction(0)]  # fmt: skip
    assert utility(case, "hills", Toll="yes") == 0
    shore, hills = case.sheets
    assert (shore.floor.exact, hills.utility(hills.floor.exact)) == (0, Fraction(1, 8))  # type: ignore[union-attr, arg-type]
    assert (shore.discount, hills.discount) == (None, Decimal("0.9"))
    assert shore.exact_to is hills.exact_to is None
    told = "\n".join(found.notes)
    for what in (
        "'coast' is listed again for 'Route'; it counts once",
        "its last evaluation counts",
        "shore.xml: no reservation value; read as 0",
        "hills.xml:8:3: the weights make 1.005",
        "the evaluations of 'Toll' are all 0",
    ):
        assert what in told


def test_rectangles_become_points_of_one_issue_or_links_of_several(tmp_path: Path) -> None:
    case = read_case(written(tmp_path / "f", {"a.xml": BOXES})).case
    (sheet,) = case.sheets
    assert [str(one.when) for one in sheet.linked] == [
        "x >= 1 and not y = 1 and not y = 2", "x < 0 and y = 0"]  # fmt: skip
    expected = {
        (x, y): Fraction(2 * (1 * (1 <= x <= 2)) + 4 * (x >= 1 and y in (0, 3)) + 1, 8)
        for x in range(4) for y in range(4)
    }  # fmt: skip
    for (x, y), worth in expected.items():
        package = Package.of({"x": x, "y": y})
        points = sum(sheet.worth(i).of(v).exact for i, v in package.chosen)  # type: ignore[union-attr, misc]
        points += sum(one.points.exact for one in sheet.linked if truth(one.when, package))  # type: ignore[misc]
        assert sheet.utility(points) == worth  # type: ignore[arg-type]


def test_negmas_functions_by_name_or_in_order_with_bias_and_discount(tmp_path: Path) -> None:
    found = read_case(written(tmp_path / "f", NEGMAS))
    case = found.case
    assert (case.id, case.title) == ("road", "Road")
    assert [(party.id, party.name) for party in case.parties] == [("9", "Nine"), ("10", "10")]
    nine, ten = case.sheets
    assert nine.discount == Decimal("0.1")
    assert nine.utility(nine.floor.exact) == Fraction(1, 2)  # type: ignore[union-attr, arg-type]
    assert ten.utility(ten.floor.exact) == Fraction(-1, 2)  # type: ignore[union-attr, arg-type]
    assert "the floor is the worst package's utility" in found.notes[0]
    every = listed(case)
    assert every.utilities[:, 1].tolist() == [-0.25, 0.25, 0.75, -0.5, 0, 0.5]
    assert every.utilities[:, 0].tolist() == [0.5, 1.5, 0.5] * 2


def test_profiles_are_picked_and_ordered_by_name_stem_or_path(tmp_path: Path) -> None:
    folder = written(tmp_path / "f", GENIUS)
    for chosen in (["hills", "shore"], ["hills.xml", str(folder / "shore.xml")]):
        case = ot.load(folder, profiles=chosen)
        assert [party.id for party in case.parties] == ["hills", "shore"]
    assert [p.id for p in ot.load(folder / "road.xml", profiles=["hills"]).parties] == ["hills"]
    assert [p.id for p in ot.load(folder / "shore.xml").parties] == ["shore"]


def test_a_note_beside_a_scenario_is_kept(tmp_path: Path) -> None:
    folder = written(tmp_path / "f", {**NEGMAS, NOTE: "Recalled,\nnot checked.\n"})
    assert read_case(folder).case.about == "Recalled, not checked."


def test_a_game_names_its_issues_and_its_rule(tmp_path: Path) -> None:
    folder = written(tmp_path / "game", {
        "config.txt": "Town hall,town,p2,x\r\nHarbour,harbour,player,x\nBank,bank,p1,x\n",
        "scores_files/town.txt": "10, 5 \n0, 20, 3\n15\n",
        "scores_files/harbour.txt": "1,2\n3,4,5\n6\n\n",
        "scores_files/bank.txt": "1,2\n3,4,5\n6",
        "global_instructions.txt": 'Issue A: "Pier"\nA1 "long": reaches far\nA2: short ==> cheap\n'
        "- Issue B: The fee. There are 3 options:\n",
    })  # fmt: skip
    case = ot.load(folder)
    assert (case.parties[0].id, case.parties[0].name) == ("town", "Town hall")
    pier, fee = case.space.matters
    assert (pier.issue.label, fee.issue.label) == ("Pier", "The fee")
    assert [(o.id, o.label) for o in pier.options] == [("A1", "long"), ("A2", "short")]  # type: ignore[union-attr]
    assert case.passing is not None
    assert (case.passing.vetoes, case.passing.may_refuse) == (("bank", "town"), 1)
    assert [sheet.floor.exact for sheet in case.sheets] == [15, 6, 6]  # type: ignore[union-attr]
    two = ot.load(folder, profiles=["town", "harbour"])
    assert two.passing is not None
    assert two.passing.vetoes == ("town",)


@pytest.mark.parametrize(
    ("files", "kind"),
    [(GENIUS, "genius"), (NEGMAS, "negmas"), ({"a.xml": BOXES}, "genius"),
     ({"case.yaml": "format: 1\nid: a\ntitle: A\n", **GENIUS}, "case")],
)  # fmt: skip
def test_the_content_tells_the_format(tmp_path: Path, files: dict[str, str], kind: str) -> None:
    folder = written(tmp_path / "f", files)
    assert recognise(folder) == kind
    assert recognise(folder / next(iter(files))) == kind
    assert read_case(folder).format == kind


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("0.3333333333333333", Fraction(1, 3)),
        ("0.30000000000000004", Fraction(3, 10)),
        ("-0.4464285714285715", Fraction(-25, 56)),
        ("0.333", Fraction(333, 1000)),
        ("0.44521257717", Fraction(44521257717, 10**11)),
        ("0.4452125771655631", Fraction(4452125771655631, 10**16)),
        ("1.0000000000000002", Fraction(1)),
        ("000000000000000000.5", Fraction(1, 2)),
        ("+7", Fraction(7)),
    ],
)
def test_a_long_decimal_may_stand_for_a_simple_fraction(text: str, simple: Fraction) -> None:
    found = read_figure(text)
    assert found is not None
    assert found.simple == simple
    assert float(found.exact) == float(text)


@pytest.mark.parametrize("text", ["", ".", "nan", "inf", "1e999", "1,5", "0x1", "1_0", "٣", "--1"])
def test_what_is_no_number(text: str) -> None:
    assert read_figure(text) is None
