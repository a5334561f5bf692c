from __future__ import annotations

import pytest
from made import Page, view

from onetext.analysis.windows import windows


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("that the Belmarkian side were not being kept abreast of the talks", "bel"),
        ("that the Belmarkians were not being kept abreast", "arn"),
        ("her government had not been kept informed", "arn"),
        ("We are not being kept informed", "arn"),
        ("we weren’t briefed", "arn"),
        ("Belmark has not been shown the draft", "bel"),
        ("Belmark had been left out of the second round", "bel"),
        ("of being shut out", "arn"),
        ("they are kept in the dark", "arn"),
        ("that Belmark is excluded from the talks", "bel"),
        ("the mediators did not inform us", "arn"),
        ("Mediana had not briefed Belmark", "bel"),
    ],
)
def test_who_is_left_out(words: str, party: str) -> None:
    (window,) = windows(view(Page().say("inform", words, issues="talks")))
    assert (window.party, window.claimed_by, window.claimed_by_party) == (party, "Ana Ruiz", "arn")
    assert window.evidence[0].words == words


@pytest.mark.parametrize(
    "words",
    [
        "that promises were not kept",
        "observers should ignore rumours",
        "he was informed at noon",
        "peace was not ruled out",
        "that nobody had asked the people who used the ridge",
    ],
)
def test_what_claims_nothing_of_the_kind(words: str) -> None:
    assert windows(view(Page().say("inform", words, issues="talks"))) == ()


def test_only_on_the_record() -> None:
    page = Page().say("accuse", "Belmark had been left out", certainty="anonymous")
    assert windows(view(page)) == ()


def test_what_it_expects_and_from_whom() -> None:
    page = Page().say("inform", "we are not kept informed", issues="talks")
    page.say("demand", "we expect to receive the draft from Mediana", issues="talks")
    page.say("demand", "we expect to see rain", issues="land")
    (window,) = windows(view(page))
    assert [e.words for e in window.expects] == ["we expect to receive the draft from Mediana"]
    assert window.expects_from == ("med",)


def test_without_a_giver_in_the_words_the_one_addressed() -> None:
    page = Page().say(
        "inform", "we are not kept informed. We expect to be shown the text", targets=("med",)
    )
    assert windows(view(page))[0].expects_from == ("med",)


def test_one_row_a_speaker() -> None:
    first = Page("a").say("inform", "we are not kept informed", said="2031-03-01")
    again = Page("b", "2031-03-05").say("inform", "we have not been told", said="2031-03-05")
    other = Page("c", "2031-03-06").say("inform", "nobody has briefed us", by="Bo Lund")
    assert [(w.claimed_by, len(w.evidence)) for w in windows(view(first, again, other))] == [
        ("Ana Ruiz", 2),
        ("Bo Lund", 1),
    ]


def test_it_ends_with_a_later_round_that_the_party_is_in() -> None:
    page = Page("a").say("inform", "we are not kept informed", said="2031-03-01")
    for start, there in (("2031-03-01", "arn"), ("2031-03-06", "bel")):
        page.held("talks", start=start, participants=(there,))
    (standing,) = windows(view(page))
    assert standing.ended is None
    page.held("more talks", start="2031-03-07", participants=("arn", "bel"))
    (ended,) = windows(view(page))
    assert ended.ended is not None
    assert ended.ended_by
