"""Agreement of two readings: the same whichever stands first, and sums only."""

import copy
from pathlib import Path
from typing import Any

import pytest

import agreement
import gold_sets
from agreement import Pair, Readings
from figures import total


def pairs(spoil: Any = None) -> tuple[Pair, ...]:
    out = []
    for report in gold_sets.load("two-rivers"):
        other = copy.deepcopy(report.gold)
        if spoil:
            spoil(other)
        out.append(Pair(report.gold, other, report.text))
    return tuple(out)


def test_a_reading_agrees_with_itself() -> None:
    sums = {name: total(tallies) for name, tallies in agreement.agreement(pairs()).items()}
    unlike = {name for name, tally in sums.items() if tally.due and tally.f1 < 1}
    assert unlike <= {"speaker", "condition link"}, "what nobody said has no right speaker"


def test_no_figure_depends_on_which_reading_stands_first() -> None:
    def spoil(gold: dict[str, Any]) -> None:
        del gold["statements"][::3]
        for statement in gold["statements"][::2]:
            statement["date"], statement["channel"] = None, None
            statement["stance"], statement["stance_alt"] = "inform", []

    spoiled = pairs(spoil)
    turned = tuple(Pair(pair.other, pair.one, pair.text) for pair in spoiled)
    there, back = (
        {name: total(tallies).f1 for name, tallies in agreement.agreement(side).items()}
        for side in (spoiled, turned)
    )
    assert there == pytest.approx(back)
    assert there["statements"] < 1
    assert there["stance"] < 1


def test_the_table_holds_sums_and_neither_ids_nor_words() -> None:
    told = agreement.table(Readings(pairs(), (1, 0)))
    assert "| statements | 100.0 |" in told
    assert "(1 and 0 in one only)" in told
    for report in gold_sets.load("two-rivers"):
        assert report.id not in told


def test_of_a_fault_only_the_kind_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret.json").write_text("a sentence of the report", encoding="utf-8")
    assert agreement.main(["--one", str(tmp_path), "--other", str(tmp_path)]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "secret" not in err
    assert "sentence" not in err


def test_folders_without_a_report_in_common_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agreement.main(["--one", str(tmp_path), "--other", str(tmp_path)]) == 3
    assert "no report is in both" in capsys.readouterr().err
