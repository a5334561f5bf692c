"""What is measured of positions: gold itself is right in every row, a spoiled reading is not."""

from dataclasses import replace

import pytest

import positions
from onetext.press.lexicon.parties import PartyTable
from onetext.terms.said.form import from_form
from onetext.terms.said.report import Report


def gold_of(name: str) -> list[Report]:
    reports = []
    for gold in positions.story_reports(name):
        table = PartyTable.load(*gold.parties)
        report = from_form(gold.gold, gold.text)
        parties = tuple(
            replace(p, role=known.role) if (known := table.get(p.id)) else replace(p, role="other")
            for p in report.parties
        )
        reports.append(replace(report, parties=parties))
    return reports


@pytest.mark.parametrize("name", positions.STORIES)
def test_gold_is_right_wherever_it_names_the_parties(name: str) -> None:
    found = positions.compare(name, gold_of(name))
    assert found.spurious == 0
    assert found.positions.hits == found.positions.due == found.positions.given
    assert found.rows.hits == found.rows.due
    assert found.sticking.hits == found.sticking.due == found.sticking.given
    assert found.windows.hits == found.windows.due == found.windows.given


def test_all_rows_are_counted() -> None:
    stages = [stage for name in positions.STORIES for stage in positions.expected(name)]
    assert sum(len(stage["positions"]) for stage in stages) == 306


def test_a_wrong_side_and_a_wrong_stance_are_told_by_the_part_that_is_wrong() -> None:
    first, *rest = gold_of("strike")
    wrong = tuple(
        replace(s, stance="hope") if s.speaker.party == "union" else s for s in first.statements
    )
    found = positions.compare("strike", [replace(first, statements=wrong), *rest])
    assert {fault[0] for fault in found.faults} >= {"stance"}
    assert found.rows.hits < found.rows.due
    nobody = tuple(
        replace(s, speaker=replace(s.speaker, party=None)) if s.speaker.party == "union" else s
        for s in first.statements
    )
    found = positions.compare("strike", [replace(first, statements=nobody), *rest])
    assert "unknown" in {fault[0] for fault in found.faults}


def test_the_unseen_half_is_never_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert positions.main(["--story", *positions.UNSEEN, "--rows"]) == 0
    out = capsys.readouterr().out
    assert "**unseen**" in out
    assert not any(
        gold.id in out for name in positions.UNSEEN for gold in positions.story_reports(name)
    )
