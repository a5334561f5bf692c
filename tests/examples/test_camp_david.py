"""Camp David 1978: what is recalled says so, and the point table is a study's and nobody else's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import onetext as ot
from onetext.cases.formats.genius_writing import genius_files
from onetext.cases.formats.negmas_writing import negmas_files
from onetext.cases.formats.reading import read_case
from onetext.terms.case import Case

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "camp-david-1978"
EXPECTED = ROOT.parent / "shared" / "data" / "scenarios" / "expected" / "CampDavid1978.json"


@pytest.fixture(scope="module")
def case() -> Case:
    return ot.load(FOLDER)


def worth(case: Case, about: str) -> list[int]:
    sheet = next(one for one in case.sheets if one.about == about)
    found = []
    for package in case.space.packages():
        points = [sheet.worth(i).of(v).exact for i, v in package.chosen]  # type: ignore[union-attr]
        found.append(sum(one for one in points if one is not None))
    return found


def test_the_points_are_the_studys_and_recalled(case: Case) -> None:
    assert [sheet.told for sheet in case.sheets] == [
        "as brams-togman estimates israel",
        "as brams-togman estimates egypt",
    ]
    for sheet in case.sheets:
        grounds = case.grounds_of(f"sheets/{sheet.id}")
        assert grounds.mark == "recalled, not checked against the source"
        assert {cited.source for cited in grounds.sources} == {"brams-togman", "brams-taylor"}
        assert max(worth(case, sheet.about)) == sheet.out_of == 100
    assert "not checked against the source" in " ".join(case.about.split())


def test_everything_says_what_it_rests_on_and_how_it_is_known(case: Case) -> None:
    known = {reference.id for reference in case.references}
    items = [f"facts/{one.what}={one.value}" for one in case.happenings]
    items += [f"people/{one.id}" for one in case.people]
    items += [f"treaties/{one.id}" for one in case.treaties]
    for item in items:
        grounds = case.grounds_of(item)
        assert grounds.known in ("read", "recalled"), item
        assert grounds.sources, item
        assert {cited.source for cited in grounds.sources} <= known
    assert not case.offers
    assert not case.red_lines
    assert not case.orders


@pytest.mark.skipif(not EXPECTED.is_file(), reason="the references lie in ../shared")
def test_the_table_gives_the_references_answers(case: Case) -> None:
    told = json.loads(EXPECTED.read_text("utf-8"))
    rows = set(zip(worth(case, "israel"), worth(case, "egypt"), strict=True))
    efficient = [
        (a, b) for a, b in rows
        if not any((c >= a and d >= b) and (c, d) != (a, b) for c, d in rows)
    ]  # fmt: skip
    assert case.space.count == told["n_outcomes"]
    assert len(efficient) == told["pareto_all"]["n_points"]
    best = max(rows, key=lambda row: row[0] * row[1])
    assert [[n / 100 for n in best]] == told["nash"]["utilities"]


@pytest.mark.parametrize("write", [genius_files, negmas_files])
def test_written_for_others_it_still_says_what_it_is(
    case: Case, write: object, tmp_path: Path
) -> None:
    export = write(case)  # type: ignore[operator]
    assert "that 'points-of-egypt' is as brams-togman estimates egypt" in export.left_out
    assert "recalled, not checked against the source" in export.files["NOTE.txt"]
    export.save(tmp_path / "out")
    back = read_case(tmp_path / "out", profiles=["israel", "egypt"]).case
    assert "recalled, not checked against the source" in back.about
    for sheet, was in zip(back.sheets, case.sheets, strict=True):
        by = sheet.utility(1) * (100 if write is genius_files else 1)
        points = [p.exact * by for w in sheet.worths for _, p in w.points if p.exact is not None]
        assert points == [p.exact for w in was.worths for _, p in w.points]
