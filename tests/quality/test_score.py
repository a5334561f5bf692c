"""What the script shows, and what it never shows."""

import json

import pytest

import gold_sets
import score
from gold_sets import MissingData


def test_a_table_names_the_set_its_size_and_each_figure() -> None:
    measured = score.measure("stories", "spans")
    told = score.table(measured)
    assert told.startswith(f"## stories: {len(measured.reports)} reports")
    assert "| statements |" in told
    assert "| found indirect |" in told
    assert "| stance |" not in told, "the spans reader labels nothing"


def test_rows_hold_value_interval_and_counts() -> None:
    row = score.rows(score.measure("two-rivers", "spans"))[0]
    assert row["figure"] == "statements"
    assert row["interval"][0] <= row["value"] <= row["interval"][1]
    assert row["hits"] <= min(row["given"], row["due"])


def test_a_line_a_report() -> None:
    measured = score.measure("two-rivers", "spans")
    lines = score.documents(measured).splitlines()[2:]
    assert [line.split()[1] for line in lines] == [report.id for report in measured.reports]


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(gold_sets.BLIND))
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_of_a_blind_set_only_sums_are_shown(
    form: list[str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        reports = gold_sets.load(name)
    except MissingData as fault:
        pytest.skip(str(fault))
    code = score.main(["--set", name, "--reader", "spans", "--documents", *form])
    out = capsys.readouterr().out
    shown = [number for number, report in enumerate(reports) if report.id in out]
    assert (code, shown) == (0, [])
    assert "statements" in out


def test_missing_texts_are_told_and_the_other_sets_still_measured(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    there = gold_sets.load

    def load(name: str) -> tuple[gold_sets.GoldReport, ...]:
        if name == "seed":
            raise MissingData("shared data are not there")
        return there(name)

    monkeypatch.setattr(gold_sets, "load", load)
    assert score.main(["--set", "seed", "stories", "--reader", "spans", "--json"]) == 3
    told = capsys.readouterr()
    assert told.err == "seed: shared data are not there\n"
    assert list(json.loads(told.out)) == ["stories"]


def test_the_halves_share_no_report_and_leave_none_out() -> None:
    both = [score.measure("stories", "spans", half=half).reports for half in ("studied", "kept")]
    whole = score.measure("stories", "spans").reports
    assert sorted(r.id for half in both for r in half) == [r.id for r in whole]
    assert all(both)


def test_a_blind_set_is_not_halved(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        score.main(["--set", "wikinews-test", "--half", "kept"])
    assert "may be studied" in capsys.readouterr().err
