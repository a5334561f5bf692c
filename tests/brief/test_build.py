from __future__ import annotations

import copy
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.brief.as_json import brief_to_json
from onetext.brief.build import build_brief
from onetext.record.view import view_of_reports
from onetext.terms.issue import Issue
from onetext.terms.party import Party
from onetext.terms.said.event import Event, Narration
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Exchange, Speaker, Stance, Statement
from onetext.terms.when import When

TEXT = (
    "Arn would leave the hills if Bel signs by Friday. Bel was not kept informed; it expects to"
    " see the text. The land remains unresolved. They met for two hours."
)


@st.composite
def reports(draw: st.DrawFn) -> list[Report]:
    made = []
    for number in range(draw(st.integers(0, 4))):
        id = f"r{number}"
        day = When(f"2031-03-0{draw(st.integers(1, 5))}")
        said = []
        for place in range(draw(st.integers(0, 3))):
            start = draw(st.integers(0, 60))
            swap = draw(st.booleans())
            said.append(
                Statement(
                    f"s{place}",
                    id,
                    Speaker(
                        draw(st.sampled_from(["Ana", "Bo", None])),
                        draw(st.sampled_from(["president", "minister", "fisherman", None])),
                        draw(st.sampled_from(["arn", "bel", None])),
                    ),
                    None,
                    (Span(start, draw(st.integers(start + 1, len(TEXT)))),),
                    (),
                    "indirect",
                    draw(st.sampled_from(get_args(Stance))),
                    said=draw(st.sampled_from([day, None])),
                    issues=tuple(draw(st.sets(st.sampled_from(["land", "truce"])))),
                    condition=Exchange(Span(10, 25), None, Span(29, 38)) if swap else None,
                    certainty=draw(st.sampled_from(["attributed", "anonymous", "rumour"])),
                )
            )
        start = TEXT.index("The land")
        told = (Narration("n1", id, Span(start, start + 28), True, None, ("land",)),)
        met = Event(
            "e1",
            id,
            "talks_round",
            "held",
            (Span(len(TEXT) - 23, len(TEXT)),),
            start=day,
            duration_min=draw(st.sampled_from([120, 90, None])),
            round=draw(st.sampled_from([1, 2, None])),
            participants=("arn", "bel"),
        )
        made.append(
            Report(
                Source(id, TEXT, outlet=draw(st.sampled_from(["A", "B", None])), published=day),
                (Party("arn", "Arn", "state"), Party("bel", "Bel", "state")),
                (Issue("land", "land"), Issue("truce", "truce")),
                tuple(said),
                (met,) if draw(st.booleans()) else (),
                told if draw(st.booleans()) else (),
            )
        )
    return made


@settings(max_examples=80, deadline=None)
@given(reports(), st.randoms(use_true_random=False))
def test_a_brief_is_a_function_of_what_was_reported(told, random) -> None:
    seen = view_of_reports(told)
    before = copy.deepcopy(seen)
    mixed = list(told)
    random.shuffle(mixed)
    first = brief_to_json(build_brief(seen))
    assert (
        first
        == brief_to_json(build_brief(seen))
        == brief_to_json(build_brief(view_of_reports(mixed)))
    )
    assert seen == before


@settings(max_examples=60, deadline=None)
@given(reports())
def test_every_place_shows_the_words_of_its_source(told) -> None:
    def places(value: object) -> list[dict[str, object]]:
        if isinstance(value, dict):
            own = [value] if {"source", "span", "words"} <= set(value) else []
            return own + [place for one in value.values() for place in places(one)]
        return [place for one in value for place in places(one)] if isinstance(value, list) else []

    for place in places(brief_to_json(build_brief(view_of_reports(told)))):
        start, end = place["span"]  # type: ignore[misc]
        assert TEXT[start:end] == place["words"]


def test_of_nothing() -> None:
    brief = build_brief(view_of_reports([]))
    assert not any((brief.rounds, brief.positions, brief.offers, brief.sticking_points))
