"""Rails round what was learned: whatever spans come in, what goes out is whole and verbatim."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.press.finding.attribution import Attribution
from onetext.press.learned.guarding import contents_of, cue_of, source_of, without_carriers
from onetext.press.text.sentences import cut
from onetext.terms.said.span import Span

TEXT = (
    "“We will not sign,” said Ana Venn, “until the ferry runs.” The guild, she added, “knows"
    " why”.\nIt was closed: nobody said that the 'old' boat, leaking, would sail again on Tuesday."
)


def spans(text: str = TEXT) -> st.SearchStrategy[Span]:
    places = st.integers(0, len(text))
    return (
        st.tuples(places, places).filter(lambda p: p[0] != p[1]).map(lambda p: Span(min(p), max(p)))
    )


def at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@settings(max_examples=300, deadline=None)
@given(st.lists(spans(), min_size=1, max_size=4), spans())
def test_contents_are_whole_apart_and_never_the_cue(given_: list[Span], cue: Span) -> None:
    page = cut(TEXT)
    found = contents_of(page, given_, cue)
    for one, after in pairwise(found):
        assert one.end < after.start
    for one in found:
        words = one.of(TEXT)
        assert words == words.strip(" \n,;:—–")
        assert any(letter.isalnum() for letter in words)


@settings(max_examples=200, deadline=None)
@given(spans())
def test_a_cue_is_words_of_one_sentence(span: Span) -> None:
    page = cut(TEXT)
    cue = cue_of(page, span)
    if cue is not None:
        assert cue.of(TEXT)[0].isalnum()
        assert len(page.within(cue)) == 1


def test_both_quote_marks_are_taken_in() -> None:
    page = cut(TEXT)
    found = contents_of(page, [at("We will not sign,"), at("until the ferry runs")], at("said"))
    assert [c.of(TEXT) for c in found] == ["“We will not sign,”", "“until the ferry runs.”"]


def test_the_full_stop_of_a_plain_sentence_stays_out() -> None:
    page = cut(TEXT)
    found = contents_of(
        page, [at("that the 'old' boat, leaking, would sail again on Tuesday.")], at("nobody said")
    )
    assert [c.of(TEXT)[-7:] for c in found] == ["Tuesday"]


@pytest.mark.parametrize("marks", [",", "“", ":"])
def test_marks_alone_are_nothing(marks: str) -> None:
    page = cut(TEXT)
    assert contents_of(page, [at(marks)], at("added")) == ()


def test_a_bare_article_is_nobody() -> None:
    page = cut(TEXT)
    assert source_of(page, [at("The")], at("added")) is None


def test_the_nearest_source_is_taken() -> None:
    page = cut(TEXT)
    found = source_of(page, [at("Ana Venn,"), at("she")], at("added"))
    assert found is not None
    assert found.of(TEXT) == "she"


@st.composite
def findings(draw: st.DrawFn) -> Attribution:
    """Draw a finding anywhere in a short text, so that many lie within others."""
    anywhere = spans("Ana said so.")
    contents = sorted(draw(st.lists(anywhere, min_size=1, max_size=2)))
    return Attribution(
        0,
        "verb",
        draw(st.none() | anywhere),
        draw(st.none() | anywhere),
        tuple(contents),
        lemma=draw(st.sampled_from(["report", "report", "say"])),
    )


def crossed(found: list[Attribution]) -> list[Attribution]:
    """Return what is left of findings where each report is looked at beside every other finding."""
    carried, carriers = {}, set()
    for outer, a in enumerate(found):
        for inner, b in enumerate(found):
            if inner == outer or a.lemma != "report" or None in (a.source, b.source, b.cue):
                continue
            parts = [one for one in (b.source, b.cue) if one]
            start, end = a.contents[0].start, a.contents[-1].end
            if all(start <= one.start and one.end <= end for one in parts):
                carriers.add(outer)
                carried[inner] = a.source
    kept = [at for at in range(len(found)) if at not in carriers]
    return [replace(found[at], carrier=carried[at]) if at in carried else found[at] for at in kept]


@settings(max_examples=300, deadline=None)
@given(st.lists(findings(), max_size=8))
def test_only_carriers_leave_and_what_they_carried_keeps_them(found: list[Attribution]) -> None:
    assert without_carriers(found) == crossed(found)
