"""The reader as a whole: what it promises of every report, whatever the report says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.press.reader import Reader
from onetext.terms.said.form import from_form, to_form
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source
from onetext.terms.when import When

ROOT = Path(__file__).parents[2]
PRESS = sorted((ROOT / "examples" / "two-rivers" / "press").glob("*.txt"))
RIVERS = ROOT / "examples" / "two-rivers"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load(parties=[RIVERS / "parties.yaml"], issues=[RIVERS / "issues.yaml"])


def check(report: Report) -> None:
    """Hold a report to the form: spans verbatim, lists closed, ids its own."""
    text = report.source.text
    parties = {party.id for party in report.parties}
    issues = {issue.id for issue in report.issues}
    assert len({s.id for s in report.statements}) == len(report.statements)
    for s in report.statements:
        spans = [*s.contents, *s.verbatim]
        spans += [x for x in (s.cue, s.speaker.mention, s.date_span) if x]
        if s.condition:
            spans += [x for x in (s.condition.gives, s.condition.link, s.condition.gets) if x]
        for span in spans:
            words = span.of(text)
            assert words
            assert words == words.strip()
        assert list(s.contents) == sorted(s.contents)
        for exact in s.verbatim:
            assert any(content.overlaps(exact) for content in s.contents)
        assert (s.quote_type == "indirect") == (not s.verbatim)
        assert s.speaker.party is None or s.speaker.party in parties
        assert set(s.targets) <= parties
        assert set(s.issues) <= issues
        assert s.same_as is None or s.same_as in {other.id for other in report.statements}
    for event in report.events:
        assert event.evidence
        assert set(event.participants) <= parties
        assert set(event.issues) <= issues
    for told in report.narration:
        assert told.span.of(text).strip()
    assert from_form(json.loads(json.dumps(to_form(report))), text) == report


@pytest.mark.parametrize("path", PRESS, ids=lambda p: p.stem)
def test_every_report_keeps_the_form(reader: Reader, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    source = Source(path.stem, text, published=When(path.stem[:10]))
    report = reader.read(source)
    assert report.statements
    check(report)
    assert reader.read(source) == report


WORDS = st.sampled_from(
    "“ ” ‘ ’ \" ' ( ) [ ] : ; , . ? ! — - \n \n\n said says told added according to that who he"
    " she it they the President Halvek Belmora Tarvenia on Monday March 3 2031 in a statement X"
    " if would not talks round second Brenholt reportedly denied called for and but Q: A: é 中"
    " \u0301 \u202e 😀".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=90).map(" ".join))
def test_no_text_breaks_it(text: str) -> None:
    check(Reader.load().read(Source("x", text, published=When("2031-03-10"))))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_characters_break_it(text: str) -> None:
    check(Reader.load().read(Source("x", text)))


def test_without_a_date_nothing_is_filled_in(reader: Reader) -> None:
    text = "Halvek said on Monday that the talks were over. Leray said on Dec. 15 that they were."
    first, second = reader.read(Source("x", text)).statements
    assert first.said is None
    assert second.said == When("--12-15")


def test_the_clock_of_the_machine_is_never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    def refuse(*_: object) -> float:
        raise AssertionError("the clock was read")

    monkeypatch.setattr(time, "time", refuse)
    monkeypatch.setattr(time, "localtime", refuse)
    text = "Yesterday, Halvek said the talks were over."
    report = Reader.load().read(Source("x", text, published=When("2031-03-10")))
    assert report.statements[0].said == When("2031-03-09")


def test_a_finder_of_another_kind_takes_its_place() -> None:
    from onetext.press.finding.attribution import Attribution

    class Nothing:
        def find(self, page: object, dates: object) -> list[Attribution]:
            return []

    text = "Halvek said the talks were over."
    assert not Reader.load(finder=Nothing()).read(Source("x", text)).statements
