from __future__ import annotations

import json

from onetext.brief.as_json import brief_to_json
from onetext.brief.build import build_brief
from onetext.record.view import view_of_reports
from onetext.terms.issue import Issue
from onetext.terms.party import Party
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source, Unread
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Speaker, Statement
from onetext.terms.when import When

TEXT = "Arn demands the hills, its president said."


def _told() -> dict[str, object]:
    statement = Statement(
        "s1",
        "a",
        Speaker("Ana Ruiz", "president", "arn"),
        Span(37, 41),
        (Span(0, 21),),
        (),
        "indirect",
        "demand",
        said=When("2031-03-01"),
        issues=("land",),
    )
    report = Report(
        Source("a", TEXT, outlet="Courier", published=When("2031-03-02")),
        (Party("arn", "Arn", "state"),),
        (Issue("land", "land"),),
        (statement,),
        (),
        (),
    )
    view = view_of_reports([report], at=When("2031-03-05"), unread=[Unread("b.txt", "no text")])
    return brief_to_json(build_brief(view))


def test_exactly_the_promised_keys() -> None:
    assert set(_told()) == {
        "format",
        "at",
        "seat",
        "rounds",
        "positions",
        "movement",
        "offers",
        "guarantees",
        "sticking_points",
        "unverified",
        "windows",
        "deadlines",
        "contradictions",
        "sources",
        "unread",
        "same",
    }


def test_it_is_plain_json_and_dates_are_text() -> None:
    told = _told()
    assert json.loads(json.dumps(told)) == told
    assert (told["format"], told["at"], told["seat"]) == (1, "2031-03-05", None)
    (position,) = told["positions"]  # type: ignore[misc]
    assert (position["stance"], position["since"]) == ("demand", "2031-03-01")
    assert position["evidence"] == [
        {"source": "a", "span": [0, 21], "words": "Arn demands the hills", "statement": "s1"}
    ]


def test_no_text_of_a_source_goes_out_whole() -> None:
    told = _told()
    assert "text" not in told["sources"][0]  # type: ignore[index]
    assert TEXT not in json.dumps(told)
    assert told["unread"] == [{"where": "b.txt", "why": "no text", "language": None}]
