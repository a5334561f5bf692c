"""The source that a finder left out or cut in two, completed from the sentence alone."""

import pytest

from onetext.press.finding.completing import ByCue, completed
from onetext.press.text.sentences import cut
from onetext.terms.said.span import Span


def source(text, cue, content, given=None):
    """Return the words of the source once a finder's spans are completed."""

    def span(words):
        return Span(text.index(words), text.index(words) + len(words))

    found = completed(
        cut(text), span(given) if given else None, span(cue), (span(content),), ByCue(())
    )
    return found.source.of(text) if found.source else None


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ("Rusk moored the ferry and denied that it leaked.", "denied", "that it leaked", "Rusk"),
        ("The guild met in Orlun, saying it was tired.", "saying", "it was tired", "The guild"),
        ("The guild slept before asking for tea.", "asking for", "tea", "The guild"),
        ("Citing the fog, the pilots turned back.", "Citing", "the fog", "the pilots"),
        ("Varn, who was called idle by the guild, wept.", "called", "idle", "the guild"),
        ("A fault noted by the mill is a leak.", "noted by the mill", "a leak", "the mill"),
        (
            "Stoll told The Lisk Herald, which also reported a flood.",
            "reported",
            "a flood",
            "The Lisk Herald",
        ),
    ],
)
def test_a_source_left_out_is_the_subject_or_the_maker(text, cue, content, expected):
    assert source(text, cue, content) == expected


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The baker was arrested and accused of theft.", "accused", "of theft"),
        ("The baker was reported to be ill.", "reported", "to be ill"),
        ("The mill was said to be closed by Monday.", "said", "to be closed by Monday"),
        ("Reportedly, the mill was closed by the guild.", "Reportedly", "the mill was closed"),
        ("There was a toll, saying nothing of fines.", "saying", "nothing of fines"),
        ("Boats were delayed by fog and feared lost.", "feared", "lost"),
    ],
)
def test_a_passive_and_a_hedge_have_no_source(text, cue, content):
    assert source(text, cue, content) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Quil", "Quill"),
        ("the Ferry Guild (FG", "the Ferry Guild (FG)"),
        ("Ferry Guild", "Ferry Guild"),
    ],
)
def test_half_a_word_or_bracket_is_made_whole(given, expected):
    text = "Quill and the Ferry Guild (FG) said it was late."
    assert source(text, "said", "it was late", given) == expected
