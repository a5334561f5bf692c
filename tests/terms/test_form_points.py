"""The points of a long statement go into the exchange form and come back unchanged."""

from __future__ import annotations

from typing import Any

import pytest

from onetext.errors import BadInput
from onetext.terms.said.form import from_form, to_form
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Exchange, Point, Speaker, Statement

TEXT = "“We will sign,” he said, “if they pay. The gate stays shut.”"
OFFER, LINK, PRICE, GATE = Span(4, 13), Span(26, 28), Span(29, 37), Span(39, 58)
DEAL = Exchange(OFFER, LINK, PRICE)
POINTS = (
    Point(Span(1, 38), "conditional_offer", ("treaty",), ("bel",), DEAL),
    Point(GATE, "reject", ("gate",)),
)


def report(*points: Point) -> Report:
    """Return a report with one statement that makes these points."""
    statement = Statement(
        id="s1",
        source="a",
        speaker=Speaker("Ivo Renn", party="arn"),
        cue=Span(19, 23),
        contents=(Span(0, 15), Span(25, 60)),
        verbatim=(),
        quote_type="direct",
        stance="conditional_offer",
        condition=DEAL,
        points=points,
    )
    return Report(Source("a", TEXT), (), (), (statement,), (), ())


def test_points_come_back_as_they_went() -> None:
    form = to_form(report(*POINTS))
    again = from_form(form, TEXT)
    assert again.statements == report(*POINTS).statements
    assert to_form(again) == form


def test_a_point_is_written_with_its_own_words_and_no_empty_condition() -> None:
    first, second = to_form(report(*POINTS))["statements"][0]["points"]
    assert list(second) == ["span", "text", "stance", "issues", "target_parties"]
    assert second["text"] == "The gate stays shut"
    assert first["text"] == "We will sign,” … “if they pay."
    assert first["condition"]["gets_span"] == [PRICE.start, PRICE.end]


def test_a_statement_without_points_has_no_such_field() -> None:
    form = to_form(report())
    assert "points" not in form["statements"][0]
    assert from_form(form, TEXT).statements[0].points == ()


def test_an_annotation_may_leave_out_words_condition_and_targets() -> None:
    form = to_form(report())
    form["statements"][0]["points"] = [{"span": [39, 58], "stance": "reject", "issues": ["gate"]}]
    assert from_form(form, TEXT).statements[0].points == (POINTS[1],)


@pytest.mark.parametrize(
    "wrong",
    [
        {"span": [39, 99]},
        {"span": [39, 39]},
        {"stance": "refuse"},
        {"span": None},
        {"condition": {"gives_span": [0, 99]}},
    ],
)
def test_a_point_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    form = to_form(report(*POINTS))
    form["statements"][0]["points"][0] |= wrong
    with pytest.raises(BadInput):
        from_form(form, TEXT)
