"""What the shipped model finds: verbatim, the same again, in any process, beyond the rules."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.press.finding.attribution import Attribution
from onetext.press.finding.finder import RuleFinder
from onetext.press.learned.finder import LearnedFinder
from onetext.press.learned.pieces import MARKS
from onetext.press.reader import Reader
from onetext.press.text.sentences import cut
from onetext.terms.said.source import Source

PRESS = Path(__file__).parents[3] / "examples" / "two-rivers" / "press"
REPORTS = sorted(PRESS.glob("*.txt"))


def found(text: str) -> list[Attribution]:
    return LearnedFinder().find(cut(text), ())


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_every_span_stands_in_the_text_and_the_same_is_found_again(report: Path) -> None:
    text = report.read_text("utf-8")
    first = found(text)
    assert first == found(text)
    assert pickle.loads(pickle.dumps(LearnedFinder())).find(cut(text), ()) == first
    for one in first:
        assert one.cue is not None
        assert 0 < (one.confidence or 0) < 1
        for span in (one.cue, *one.contents, *([one.source] if one.source else ())):
            words = span.of(text)
            assert words
            assert words == words.strip()
        assert not any(one.cue.overlaps(content) for content in one.contents)


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_any_words_in_any_order_are_read(chance: random.Random, most: int) -> None:
    words = " ".join(path.read_text("utf-8") for path in REPORTS[:3]).split(" ")
    text = " ".join(chance.choice(words) for _ in range(most * 10))
    for one in found(text):
        assert all(0 <= s.start < s.end <= len(text) for s in one.contents)


@pytest.mark.parametrize(
    "text", ["", " \n ", ".", "“", "said", "a" * 3000, "said " * 600, "\u202e“x”"]
)
def test_odd_texts_are_read(text: str) -> None:
    assert isinstance(found(text), list)


def test_what_no_lexicon_knows_is_found() -> None:
    text = "The envoy let it be known that the ferry would sail on Monday. The guild was unmoved."
    page = cut(text)
    assert not RuleFinder().find(page, ())
    (one,) = LearnedFinder().find(page, ())
    assert one.source is not None
    assert one.source.of(text) == "The envoy"
    assert [c.of(text) for c in one.contents] == ["that the ferry would sail on Monday"]


def test_a_reading_tells_how_sure_it_is() -> None:
    source = Source("a", "“No deal,” Kremlin spokesman Ivo Renn said.")
    (statement,) = Reader.load(finder=LearnedFinder()).read(source).statements
    assert statement.confidence is not None
    assert 0.5 < statement.confidence < 1
    assert Reader.load().read(source).statements[0].confidence is None


def test_the_marks_are_those_it_was_trained_on() -> None:
    assert list(MARKS.values()) == [4, 2, 2, 8, 3]
