"""What is measured of conditions: found, none, and how far gives may be cut short."""

import pytest

import conditions
from gold_sets import GoldReport

TEXT = "Ana said that the guild would row if the toll fell. Bo said that it rains."


def gold(gives: str | None) -> GoldReport:
    def span(words: str) -> list[int]:
        return [TEXT.index(words), TEXT.index(words) + len(words)]

    condition = gives and {
        "gives_span": span(gives),
        "link_span": span("if"),
        "gets_span": span("the toll fell"),
    }
    row = {"stance": "assess", "content_spans": [span("that the guild would row if the toll fell")]}
    other = {"id": "s02", "stance": "assess", "content_spans": [span("that it rains")]}
    return GoldReport(
        {
            "doc": {"id": "invented-1"},
            "statements": [{**row, "id": "s01", "condition": condition}, other],
        },
        TEXT,
    )


@pytest.mark.parametrize(
    ("gives", "right"),
    [("row", 1), ("the guild would row", 1), ("guild would row if", 0), ("would", 0)],
)
def test_gives_may_leave_out_subject_and_modal_only(gives: str, right: int) -> None:
    measured = conditions.Measured("own texts, studied")
    conditions.compare(measured, gold(gives))
    tallies = measured.tallies
    assert (tallies["found"].hits, tallies["found"].given, tallies["found"].due) == (1, 1, 1)
    assert tallies["link"].hits == tallies["gets"].hits == 1
    assert (tallies["gives"].hits, tallies["gives"].due) == (right, 1)
    assert tallies["whole"].hits == right
    assert len(measured.faults) == 1 - right


def test_a_condition_where_gold_has_none_is_told_as_false() -> None:
    measured = conditions.Measured("own texts, studied")
    conditions.compare(measured, gold(None))
    assert (measured.tallies["found"].hits, measured.tallies["found"].given) == (0, 1)
    assert "gold: none" in measured.faults[0]
