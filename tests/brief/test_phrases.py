"""Phrases of the record: English as ever, with the message and what fills it kept beside."""

from __future__ import annotations

from onetext.brief.act_told import told_act
from onetext.brief.phrases import Hour, Phrase, with_more
from onetext.record.acts.filing import ResultFiled
from onetext.record.acts.talking import DeadlineSet, SessionHeld
from onetext.record.wire import text_of


def test_a_phrase_is_its_english_words_and_knows_what_they_are_made_of() -> None:
    act = DeadlineSet("an answer of 100 %", "2031-04-16T18:00:00Z", None)
    said, more = told_act(act, {})
    assert (said, more) == ("deadline for an answer of 100 %: by 2031-04-16T18:00:00Z", ())
    assert isinstance(said, Phrase)
    assert said.message == "deadline for %(what)s: by %(at)s"
    assert said.filled == {"what": "an answer of 100 %", "at": "2031-04-16T18:00:00Z"}
    assert isinstance(said.filled["at"], Hour)


def test_what_is_not_said_is_left_out() -> None:
    start, end = "2031-04-16T18:00:00Z", "2031-04-16T19:00:00Z"
    whole = told_act(SessionHeld("caucus", 2, "Halvia", start, end, ("arn", "bel")), {})
    assert whole == (
        f"caucus session of round 2, {start} to {end} in Halvia",
        ("present: arn, bel",),
    )
    bare = told_act(SessionHeld("back-channel", None, None, start, None, ()), {})
    assert bare == (f"back-channel session, {start}", ("present: unknown",))
    assert with_more("a", None, "", "b") == "a, b"


def test_a_communique_is_told_in_its_words_and_another_result_as_it_is_kept() -> None:
    rows = [
        {"rests_on": "ab", "how": "public", "who": "dor", "words": ["We met.", "We part."]},
        {"rests_on": "cd", "how": "public", "who": "bel", "words": ["<b>All</b> agreed."]},
    ]
    act = ResultFiled("communiqué", (), text_of({"paragraphs": rows}), "onetext 1")
    assert told_act(act, {}) == (
        "communiqué, by version onetext 1",
        ("We met.", "We part.", "<b>All</b> agreed."),
    )
    for other in ({"paragraphs": "odd"}, {"paragraphs": [1, {"words": [2]}]}, [1], {"nash": 3}):
        told = told_act(ResultFiled("solve", (), text_of(other), "onetext 1"), {})
        assert told[0] == "result: solve, by version onetext 1"
        assert len(told[1]) == 1
