"""What the finder makes of single sentences, and what it never does to any text.

The sentences are in ``finder_examples.txt``: ours, in the words of strikes, courts, trade, science,
borders and sport.
"""

import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.press.finding.attribution import Attribution
from onetext.press.finding.finder import RuleFinder
from onetext.press.finding.joining import join
from onetext.press.labelling.verbatim import verbatim_in
from onetext.press.text.dates import find_dates
from onetext.press.text.sentences import cut
from onetext.terms.when import When

FINDER = RuleFinder()


@dataclass(frozen=True)
class Said:
    source: str | None
    cue: str | None
    contents: tuple[str, ...]


def attributions(text: str) -> list[Attribution]:
    page = cut(text)
    return join(page, FINDER.find(page, find_dates(text, When("2031-05-07"))))


def found(text: str) -> list[Said]:
    return [
        Said(
            a.source.of(text) if a.source else None,
            a.cue.of(text) if a.cue else None,
            tuple(content.of(text) for content in a.contents),
        )
        for a in attributions(text)
    ]


def examples() -> dict[str, tuple[str, list[Said]]]:
    """Return text and expected statements of each example in ``finder_examples.txt``."""
    rows: dict[str, tuple[str, list[Said]]] = {}
    name = ""
    written = Path(__file__).with_name("finder_examples.txt").read_text(encoding="utf-8")
    for line in written.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            name = line
            assert name not in rows, f"two examples are named {name!r}"
        elif not line.startswith("  > "):
            rows[name] = (line.strip().replace(" ¶ ", "\n\n"), [])
        else:
            source, cue, contents = line[4:].split(" | ")
            source_or_none, cue_or_none = (None if part == "-" else part for part in (source, cue))
            rows[name][1].append(Said(source_or_none, cue_or_none, tuple(contents.split(" + "))))
    return rows


EXAMPLES = examples()


def test_there_are_many_examples_of_both_kinds() -> None:
    silent = [name for name, (_, expected) in EXAMPLES.items() if not expected]
    assert len(EXAMPLES) >= 100
    assert len(silent) >= 15


@pytest.mark.parametrize(("text", "expected"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_a_sentence_gives_its_attributions(text: str, expected: list[Said]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_the_paragraphs_around_it_change_nothing(text: str, expected: list[Said]) -> None:
    before, after = "Rain fell on the harbour.\n\n", "\n\nThe shops were shut."
    assert found(before + text + after) == expected


MARKS = "“ ” \" ' ‘ ’ « » ( ) [ ] , . ; : — – … ? ! ..."
WORDS = (
    "said says told adding saying that who he she it they the a minister Anna Berg Mr. U.S. and but"
    " according to by was were not would on Monday May 3 2031 called for urged accused of claimed"
    " responsibility report reported ANNA: BORIS: Q: said: as in with never quoted"
)
PIECES = [*MARKS.split(), *WORDS.split(), "\n", "\n\n"]
shuffled = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " ", " "])), max_size=40
).map(lambda parts: "".join(piece + gap for piece, gap in parts))


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), shuffled))
def test_every_span_is_whole_words_of_the_text_in_order(text: str) -> None:
    last = 0
    for a in attributions(text):
        assert a.contents
        verbatim = verbatim_in(text, a)
        for span in (a.source, a.cue, a.carrier, *a.contents, *verbatim):
            if span is not None:
                assert 0 <= span.start < span.end <= len(text)
                assert span.of(text) == span.of(text).strip()
        for spans in (a.contents, verbatim):
            assert list(spans) == sorted(spans)
            assert not any(x.overlaps(y) for x, y in pairwise(spans))
        assert all(any(c.holds(v) for c in a.contents) for v in verbatim)
        assert not (a.cue and any(a.cue.overlaps(c) for c in a.contents))
        assert a.contents[0].start >= last
        last = a.contents[0].start


@settings(deadline=None)
@given(shuffled)
def test_the_same_text_is_read_the_same_way(text: str) -> None:
    assert attributions(text) == attributions(text)


ONE_LINE = 200_000
#: Of the processor: a crowded machine makes no test fail.
SECONDS = 20
LINES = ["“", "“a” ", '"', '" a ', "'", "(", "(a) ", "[[", "—", ", ", ". ", ": ", "1,", "water "]


@pytest.mark.parametrize("piece", [*LINES, "“‘\"'«»”’()[],;:—"])
def test_a_long_line_of_marks_takes_no_more_than_its_share(piece: str) -> None:
    text = (piece * (ONE_LINE // len(piece) + 1))[:ONE_LINE]
    before = time.process_time()
    attributions(text)
    assert time.process_time() - before < SECONDS


def test_a_long_line_of_quotes_and_cues_takes_no_more_than_its_share() -> None:
    said = "“We wait,” Anna Berg said. "
    count = ONE_LINE // len(said)
    before = time.process_time()
    assert len(attributions(said * count)) == count
    assert time.process_time() - before < SECONDS
