from __future__ import annotations

import pytest
from made import Page, view

from onetext.analysis.deadlines import deadlines
from onetext.analysis.timing import resolve
from onetext.terms.when import When


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("by the end of the day", "2031-03-04"),
        ("by Friday", "2031-03-07"),
        ("by Friday evening", "2031-03-07"),
        ("by Tuesday", "2031-03-04"),
        ("before Monday", "2031-03-10"),
        ("by tomorrow", "2031-03-05"),
        ("by tonight", "2031-03-04"),
        ("by the end of the month", "2031-03"),
        ("by the end of April", "2031-04"),
        ("before the end of 2032", "2032"),
        ("by the end of the year", "2031"),
        ("by April 30", "2031-04-30"),
        ("by 30 April 2032", "2032-04-30"),
        ("no later than Jan. 15", "2032-01-15"),
        ("by the end of the week", None),
        ("before its summer recess", None),
        ("by midnight", None),
    ],
)
def test_what_is_due_and_when(words: str, when: str | None) -> None:
    page = Page("a", "2031-03-05").say("demand", f"an answer {words}", said="2031-03-04")
    (found,) = deadlines(view(page))
    assert (found.when and str(found.when)) == when
    assert found.words == words
    assert (found.kind, found.set_by, found.set_by_party) == ("set", "Ana Ruiz", "arn")


@pytest.mark.parametrize(
    "words",
    [
        "an attack before dawn",
        "the borders before 1991",
        "a move by the army",
        "we met before the first soldier left",
        "within hours of any attack",
    ],
)
def test_what_is_no_deadline(words: str) -> None:
    assert deadlines(view(Page().say("demand", words))) == ()


@pytest.mark.parametrize(
    "words", ["April 30 as the date by which all must answer", "a deadline of April 30"]
)
def test_other_ways_of_setting_one(words: str) -> None:
    (found,) = deadlines(view(Page().say("demand", words)))
    assert str(found.when) == "2031-04-30"


def test_hoped() -> None:
    page = Page().say("assess", "All went well. We hope to sign by the end of the day")
    page.say("hope", "a text by Friday")
    page.tell("Whether a deal comes by the end of April is open", hedged=True)
    assert [d.kind for d in deadlines(view(page))] == ["hoped"] * 3
    assert deadlines(view(page))[0].what == "We hope to sign by the end of the day"


def test_the_reporter_sets_none_of_his_own() -> None:
    (found,) = deadlines(view(Page().tell("The offer expires by Friday")))
    assert (found.set_by, found.set_by_party) == (None, None)


def test_told_twice_is_one_row() -> None:
    first = Page("a").say("hope", "a deal by the end of the day", said="2031-03-02")
    again = Page("b", "2031-03-03").say("hope", "to sign by the end of the day", said="2031-03-02")
    (found,) = deadlines(view(first, again))
    assert len(found.evidence) == 2


def test_without_a_year_and_without_any_day() -> None:
    page = Page(published=None).say("hope", "a deal by the end of the day", said="--03-02")
    assert str(deadlines(view(page))[0].when) == "--03-02"
    page = Page(published=None).say("hope", "a deal by Friday")
    assert deadlines(view(page))[0].when is None


def test_a_day_that_does_not_exist() -> None:
    assert resolve("February 30", When("2031-01-01")) is None
