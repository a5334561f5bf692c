import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.press.labelling.conditions import find_condition
from onetext.terms.said.span import Span


def read(text, start=0, end=None):
    found = find_condition(text, [Span(start, len(text) if end is None else end)])
    if found is None:
        return None
    return tuple(span.of(text) if span else None for span in (found.gives, found.link, found.gets))


@pytest.mark.parametrize(
    ("text", "gives", "link", "gets"),
    [
        (
            "open to dropping its NATO ambitions in exchange for Western security guarantees",
            "dropping its NATO ambitions",
            "in exchange for",
            "Western security guarantees",
        ),
        (
            "The union will call off the strike provided that nobody is sacked.",
            "call off the strike",
            "provided that",
            "nobody is sacked",
        ),
        (
            "If you withdraw, we will lift the blockade.",
            "lift the blockade",
            "If",
            "you withdraw",
        ),
        (
            "In return for the hostages, the government would free 40 prisoners.",
            "free 40 prisoners",
            "In return for",
            "the hostages",
        ),
        (
            "The club would sell the striker only if a bid of 30 million came in.",
            "sell the striker",
            "only if",
            "a bid of 30 million came in",
        ),
        (
            "Ready to swap the pilot for two fishermen",
            "swap the pilot",
            "for",
            "two fishermen",
        ),
        (
            "The ministry would publish the files once the trial ends, and that talks would go on",
            "publish the files",
            "once",
            "the trial ends",
        ),
        (
            "We will not sign unless the clause goes.",
            "not sign",
            "unless",
            "the clause goes",
        ),
        (
            "They will talk as long as the guns are silent.",
            "talk",
            "as long as",
            "the guns are silent",
        ),
        (
            "the loan is conditional on reform",
            "the loan",
            "conditional on",
            "reform",
        ),
        (
            "“If they stop, we'll stop.”",
            "stop",
            "If",
            "they stop",
        ),
        (
            "It will release the funds subject to approval by parliament.",
            "release the funds",
            "subject to",
            "approval by parliament",
        ),
    ],
)
def test_finds_the_bargain(text, gives, link, gets):
    assert read(text) == (gives, link, gets)


@pytest.mark.parametrize(
    "text",
    [
        "If rain falls, roads may close.",
        "Prices will rise if the tariff stays.",
        "The dam could fail if rain goes on.",
        "The ice will melt if emissions grow.",
        "The patient will recover if treated early.",
        "Nobody knows if they will come.",
        "He asked if they would leave.",
        "We will keep fighting until the city is free.",
        "They paid him 50,000 dollars in exchange for his silence.",
        "They will wait for three days.",
        "The transponder will broadcast provided it has power.",
        "He would be happy if the club signed him.",
    ],
)
def test_a_forecast_or_a_tale_is_no_bargain(text):
    assert read(text) is None


def test_what_somebody_is_accused_of_is_no_offer():
    text = "She accused him of selling visas in exchange for votes."
    assert read(text, text.index("him"), len(text) - 1) is None


def test_the_word_offered_may_stand_before_the_content():
    text = "They offered a large reward for his capture."
    assert read(text, 13, len(text) - 1) == ("a large reward", "for", "his capture")


def test_gives_and_link_may_stand_in_two_spans():
    text = "Tarvenia would withdraw, he said, if the base closed."
    found = find_condition(text, [Span(0, 23), Span(34, 52)])
    assert found is not None
    assert [s.of(text) for s in (found.gives, found.link, found.gets)] == [
        "withdraw",
        "if",
        "the base closed",
    ]


WORDS = ("if", "we", "will", ",", ".", "”", "“", "in exchange for", "unless", "offer", "peace")
MORE = ("until", "they", "-", "would", "that", "only", "\n")


@given(st.lists(st.sampled_from(WORDS + MORE), max_size=40).map(" ".join))
def test_spans_lie_inside_and_never_start_or_end_on_white_space(text):
    found = find_condition(text, [Span(0, len(text))])
    if found is not None:
        for span in (found.gives, found.link, found.gets):
            assert span is not None
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text) == span.of(text).strip()


def test_an_endless_sentence_takes_no_endless_time():
    text = "we will offer this for that if you and in exchange for it, " * 3000
    start = time.perf_counter()
    find_condition(text, [Span(0, len(text))])
    assert time.perf_counter() - start < 2
