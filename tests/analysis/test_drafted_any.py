"""Drafts of random views: never an error, always a case that loads, always the text's words."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import PARTIES, WITHOUT_ROLES, Page, view

from onetext.analysis.drafted.cited import Citing
from onetext.analysis.drafted.draft import drafted
from onetext.cases.commented import dumps_with
from onetext.cases.loading import loads
from onetext.record.view import View
from onetext.terms.party import Party
from onetext.terms.said.statement import Stance

PHRASES = (
    "the land will never be ceded",
    "no more than 15 percent of the land",
    "a truce of 12 days and guarantees for the land",
    "give up the land if they sign the truce",
    "it",
    "that they carry no arms",
    "“Half a truce is like half a tooth,”",
    "talks before the end of April",
    "guarantees from Guaria and Nowhere",
    "out of the question",
    "the land is out of the question",
    "would not",
    "open",
    "5",
    "no",
    "…",
    "- a: {b}\n# c",
)
words = st.sampled_from(PHRASES) | st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
spoken = st.tuples(
    st.sampled_from(get_args(Stance)),
    words,
    st.sampled_from([None, "Ana Ruiz", "Bo", "the parties", "Belmark", "Ivo van Renn"]),
    st.sampled_from([None, "foreign minister", "president", "mediator", "newspaper"]),
    st.sampled_from([None, "arn", "bel", "med", "gua", "lost"]),
    st.lists(
        st.sampled_from(["land", "truce", "guarantees", "talks", "overall_progress"]), max_size=3
    ),
    st.sampled_from([None, "2031-03-01", "2031-03", "--03-01"]),
    st.lists(st.sampled_from(["arn", "bel", "gua"]), max_size=2).map(tuple),
    st.booleans(),
    st.sampled_from(["attributed", "anonymous"]),
    st.sampled_from(["direct", "mixed", "indirect"]),
)
odd = Party("the “odd” one", "The parties", "", ("x",), None)


@st.composite
def views(draw: st.DrawFn) -> View:
    pages = []
    table = draw(st.sampled_from([PARTIES, WITHOUT_ROLES, (*PARTIES, odd), ()]))
    for number in range(draw(st.integers(0, 3))):
        page = Page(
            id=draw(st.sampled_from(["r", "my report (1)", "…", "9"])) + str(number),
            published=draw(st.sampled_from([None, "2031-03-02", "--03-02"])),
            outlet=draw(st.sampled_from([None, " ", "Courier"])),
            parties=table,
            text=draw(st.sampled_from(["", "A head\n\n"])),
        )
        for stance, said, by, role, party, issues, day, to, terms, known, kind in draw(
            st.lists(spoken, max_size=6)
        ):
            half = len(said) // 2
            page.say(
                stance, said, by=by, role=role, party=party, issues=" ".join(dict.fromkeys(issues)),
                said=day, targets=to, certainty=known,
                gives=said[:half] if terms and half else None,
                gets=said[half:] if terms and half else None,
            )  # fmt: skip
            page.statements[-1] = replace(page.statements[-1], quote_type=kind)
        if draw(st.booleans()):
            page.held("They met", start=draw(st.sampled_from([None, "2031-03-02", "--03-02"])),
                      participants=("arn", "bel", "lost"), venue=draw(words), round=2)  # fmt: skip
        if draw(st.booleans()):
            page.tell("The land remains unresolved by Friday", issues="land")
        pages.append(page)
    return view(*pages)


@given(views(), st.booleans())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_view_makes_a_case_that_loads(seen: View, named: bool) -> None:
    def find(text: str) -> tuple[str, ...]:
        return tuple(issue for issue in ("truce", "land", "guarantees") if issue in text)

    made = drafted(seen, issues_in=find if named else None)
    text = dumps_with(made.case, [(one.item, one.words) for one in made.remarks], head="A draft")
    again = loads(text)
    for case in (again, made.case):
        assert {g.item: g for g in case.grounds} == {g.item: g for g in made.case.grounds}
    assert replace(again, grounds=()) == replace(made.case, grounds=())
    ids = [reference.id for reference in Citing(seen).references]
    texts = {id: source.text for id, source in zip(ids, seen.sources, strict=True)}
    for grounds in made.case.grounds:
        for cited in grounds.sources:
            assert cited.words in texts[cited.source]
    assert not made.case.sheets
    assert drafted(seen, issues_in=find if named else None) == made
