"""``onetext draft``: a case from reports, checked, loaded, edited; never over another's work."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from ran import FRENCH, PRESS, ROOT, TWO_RIVERS, Ran, onetext

sys.path.insert(0, str(ROOT / "tests" / "analysis"))
from drafts_read import expected, same, told, verbatim

import onetext as ot
from onetext.cases.rewriting import rewrite
from onetext.terms.packages.space import Choice
from onetext.terms.when import When

ARTICLE = ROOT.parent / "shared/data/seed/article.txt"
STORIES = {path.name: path / "press" for path in sorted((ROOT / "tests" / "stories").iterdir())}
STORIES["two-rivers"] = PRESS
READ = {  # offers and red lines that the rules find, of those a person drew up: never fewer
    "border-wall": (4, 0),
    "fisheries": (1, 0),
    "strike": (2, 1),
    "trade": (2, 4),
    "two-rivers": (8, 6),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    """Draft the case of the Two Rivers."""
    file = tmp_path_factory.mktemp("draft") / "case.yaml"
    return onetext("draft", f"{TWO_RIVERS}/press", "-o", file), file


def test_it_writes_a_case_and_tells_what_is_in_it(written: tuple[Ran, Path]) -> None:
    ran, file = written
    assert (ran.code, ran.out) == (0, "")
    case = ot.load(file)
    assert ran.err.startswith(f"Wrote {file}: {len(case.parties)} parties, ")
    assert f", {len(case.offers)} offers, {len(case.red_lines)} red lines, " in ran.err
    assert case.id == "case"
    assert case.title == "Draft from 12 reports"


def test_what_it_writes_passes_the_check_and_answers_about_offers(
    written: tuple[Ran, Path],
) -> None:
    _, file = written
    assert onetext("check", file).out == f"{file}: a case, nothing is wrong\n"
    ran = onetext("offers", file)
    assert ran.code in (0, 1)
    assert "tarvenia-offer-1" in ran.out
    assert onetext("guarantees", file, "--trigger", "armed-attack").code in (0, 1, 2)


def test_many_jobs_write_the_same(written: tuple[Ran, Path], tmp_path: Path) -> None:
    again = tmp_path / ("deeper-" * 20) / "case.yaml"  # paths in the file are longer, lines too
    again.parent.mkdir()
    ran = onetext("draft", f"{TWO_RIVERS}/press", "-o", again, "--jobs", "2")
    assert ran.code == 0
    first = written[1].read_text("utf-8").replace(os.path.relpath(ROOT, written[1].parent), "…")
    assert again.read_text("utf-8").replace(os.path.relpath(ROOT, again.parent), "…") == first


def test_its_comments_stay_when_a_value_is_changed(
    written: tuple[Ran, Path], tmp_path: Path
) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(written[1].read_bytes())
    before = [line for line in file.read_text("utf-8").splitlines() if line.startswith("#")]
    assert len(before) > 20
    case = rewrite(file, ("offers", "tarvenia-offer-1", "until"), When("2031-05-01"))
    assert case.offers[1].standing_until == When("2031-05-01")
    after = [line for line in file.read_text("utf-8").splitlines() if line.startswith("#")]
    assert after == before


def test_a_dash_prints_it() -> None:
    ran = onetext("draft", f"{TWO_RIVERS}/press", "-o", "-")
    assert ran.code == 0
    assert ran.out.startswith("# Drafted from reports by onetext")
    assert "\nid: draft\n" in ran.out
    assert f"\n  file: {TWO_RIVERS}/press/2031-03-02-round-one-opens.txt\n" in ran.out
    assert ran.err.startswith("Drafted: 7 parties, ")


def test_an_edited_case_is_never_written_over_unasked(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("mine\n", "utf-8")
    ran = onetext("draft", PRESS, "-o", file)
    assert ran.code == 2
    assert ran.err == (
        f"onetext: -o {file} is there already, and may have been edited, name another file, or"
        " write --force to replace it\n"
    )
    assert file.read_text("utf-8") == "mine\n"
    assert onetext("draft", PRESS, "-o", file, "--force").code == 0
    assert ot.load(file).parties


def test_reports_and_folders_are_no_place_for_it(tmp_path: Path) -> None:
    report = tmp_path / "talks.txt"
    report.write_text((PRESS / "2031-03-10-denials.txt").read_text("utf-8"), "utf-8")
    ran = onetext("draft", report, "-o", report, "--force")
    assert ran.code == 2
    assert "is one of the reports" in ran.err
    assert report.read_text("utf-8").startswith(report.read_text("utf-8")[:20])
    assert onetext("draft", report, "-o", tmp_path).code == 2
    ran = onetext("draft", report, "-o", tmp_path / "none" / "case.yaml")
    assert ran.code == 3
    assert "name a file in a folder that exists" in ran.err


def test_what_was_not_read_is_told_and_nothing_is_written_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "fr.txt").write_text(FRENCH * 3, "utf-8")
    file = tmp_path / "case.yaml"
    ran = onetext("draft", tmp_path / "fr.txt", "-o", file)
    assert ran.code == 3
    assert "no report could be read" in ran.err
    assert not file.exists()


@pytest.mark.parametrize("story", STORIES)
def test_stories_through_the_reader(story: str, tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    assert onetext("draft", STORIES[story], "-o", file).code == 0
    case = ot.load(file)
    texts = {
        reference.id: (tmp_path / reference.file).read_text("utf-8")
        for reference in case.references
    }
    assert verbatim(case, texts) > 20
    assert all(isinstance(matter, Choice) for matter in case.space.matters)
    assert not case.sheets
    for found, wanted, least in zip(told(case), expected(story), READ[story], strict=True):
        plain = [tuple(cell for cell in row if cell[0] not in ("to", "replaces")) for row in found]
        hits = 0
        for row in wanted:
            asked = tuple(cell for cell in row if cell[0] not in ("to", "replaces"))
            match = next((one for one in plain if same(one, asked)), None)
            if match is not None:
                plain.remove(match)
                hits += 1
        assert hits >= least, (story, plain)


@pytest.mark.skipif(not ARTICLE.exists(), reason="../shared/data is absent")
def test_the_article_that_the_design_started_from(tmp_path: Path) -> None:
    file = tmp_path / "berlin.yaml"
    ran = onetext("draft", ARTICLE, "--date", "2025-12-15", "-o", file)
    assert ran.code == 0
    case = ot.load(file)
    [offer] = case.offers
    assert (offer.by, str(offer.standing_from)) == ("ukraine", "2025-12-14")
    assert str(offer.give) == "nato_membership = dropping-its-nato-ambitions"
    assert str(offer.want) == "security_guarantees = western-security-guarantees"
    assert [fact.what for fact in case.happenings] == ["round-1", "round-2"]
    assert [str(one.when) for one in case.deadlines] == ["2025-12-15"]
    assert "territory is named as open and nobody's position on it is reported" in " ".join(
        file.read_text("utf-8").split()
    )
    assert not case.roles
