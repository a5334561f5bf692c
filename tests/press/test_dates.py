"""Date phrases: our own, resolved against the report's date and never against a clock."""

import datetime
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.press.text import dates as module
from onetext.press.text.dated_things import belongs_to_noun, is_dateline
from onetext.press.text.dates import dates_in, find_dates
from onetext.terms.said.span import Span
from onetext.terms.when import When


def values(text, published="2031-03-05"):  # a Wednesday
    found = find_dates(text, When(published) if published else None)
    return [str(p.value()) if p.value() else None for p in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("said on March 3", ["2031-03-03"]),
        ("said on 3 March 2030", ["2030-03-03"]),
        ("said on the 3rd of March", ["2031-03-03"]),
        ("said on Dec. 15", ["2030-12-15"]),
        ("on 2030-12-31", ["2030-12-31"]),
        ("said yesterday", ["2031-03-04"]),
        ("said last night", ["2031-03-04"]),
        ("said the day before yesterday", ["2031-03-03"]),
        ("said on Monday", ["2031-03-03"]),
        ("said on Wednesday", ["2031-03-05"]),
        ("said last Monday", ["2031-02-24"]),
        ("said last Friday", ["2031-02-28"]),
        ("said this past Monday", ["2031-03-03"]),
        ("three days ago", ["2031-03-02"]),
        ("two months ago", ["2031-01"]),
        ("last month", ["2031-02"]),
        ("in January", ["2031-01"]),
        ("in November", ["2030-11"]),
        ("in 1998", ["1998"]),
        ("it may rain and they march", []),
        ("on February 30", [None]),
        ("a week ago", [None]),
    ],
)
def test_phrases(text, expected):
    assert values(text) == expected


def test_a_weekday_looks_back_for_words_and_forward_for_plans():
    (phrase,) = find_dates("on Friday", When("2031-03-05"))
    assert (str(phrase.value()), str(phrase.value(forward=True))) == ("2031-02-28", "2031-03-07")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("said on Dec. 15", ["--12-15"]),
        ("said on Dec. 15, 2030", ["2030-12-15"]),
        ("said yesterday", [None]),
        ("said on Monday", [None]),
        ("three days ago", [None]),
        ("in January", ["--01"]),
        ("last year", [None]),
    ],
)
def test_without_publication_nothing_is_filled_in(text, expected):
    assert values(text, None) == expected


TEXTS = st.lists(
    st.sampled_from(
        """on Monday last next March 3 3rd 2030 yesterday two days ago in May said Dec. 31 99 , .
        this""".split()
    ),
    max_size=20,
).map(" ".join)
DAYS = st.dates(date(1900, 1, 10), date(2200, 1, 1))


@given(TEXTS, DAYS)
def test_the_clock_is_never_read(text, day):
    class Frozen(datetime.date):
        @classmethod
        def today(cls):
            raise AssertionError("the clock was read")

    class FrozenTime(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            raise AssertionError("the clock was read")

        utcnow = today = now

    def clock(*_):
        raise AssertionError("the clock was read")

    before = find_dates(text, When.of(day))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "date", Frozen)
        patch.setattr(datetime, "datetime", FrozenTime)
        patch.setattr(time, "time", clock)
        assert [p.span for p in find_dates(text, When.of(day))] == [p.span for p in before]
        assert [str(p.value()) for p in find_dates(text, When.of(day))] == [
            str(p.value()) for p in before
        ]


@given(TEXTS, st.one_of(st.none(), DAYS))
def test_spans_are_verbatim_in_order_and_apart(text, day):
    found = find_dates(text, When.of(day) if day else None)
    end = 0
    for phrase in found:
        assert phrase.span.start >= end
        assert phrase.span.of(text).strip()
        end = phrase.span.end
        if day is None and phrase.value() is not None:
            value = phrase.value()
            assert value.year is None or str(value.year) in phrase.span.of(text)


@given(DAYS, st.integers(0, 6))
def test_a_bare_weekday_lies_in_the_last_seven_days(day, number):
    name = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()[number]
    (phrase,) = find_dates(f"said on {name}", When.of(day))
    told = phrase.value().day
    assert told.weekday() == number
    assert timedelta(0) <= day - told < timedelta(7)


@pytest.mark.parametrize(
    ("text", "date", "told"),
    [
        ("his January 2 remarks", "January 2", True),
        ("since Monday", "Monday", True),
        ("after a shooting in Lisk on Friday", "Friday", True),
        ("followed the publication on Sunday of a paper", "Sunday", True),
        ("he said on Friday", "Friday", False),
        ("in a report published on Friday", "Friday", False),
        ("in a May 3 letter", "May 3", False),
    ],
)
def test_dates_of_other_things(text, date, told):
    at = text.index(date)
    assert belongs_to_noun(text, Span(at, at + len(date))) is told


def test_dates_in_a_stretch():
    text = "on May 1 and May 2 and May 3"
    found = find_dates(text, None)
    assert [p.span.of(text) for p in dates_in(found, Span(9, 20))] == ["May 2"]


@pytest.mark.parametrize(
    "piece", ["on Monday ", "1 ", " ", "May ", "in the last week of ", "3rd of "]
)
def test_linear_on_hostile_text(piece):
    text = (piece * 100_000)[:100_000]
    start = time.perf_counter()
    find_dates(text, When("2031-03-05"))
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the last day of February", "2031-02-28"),
        ("the penultimate day of December", "2030-12-30"),
        ("the first day of January 2029", "2029-01-01"),
    ],
)
def test_a_day_named_by_its_place_in_the_month(words, expected):
    (phrase,) = find_dates(f"It rained {words}.", When("2031-03-05"))
    assert str(phrase.value()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # From the last day told, and from no month, plan or quoted day between.
        ("They met on Monday in March. That same evening", ["2031-03-03", "2031-03", "2031-03-03"]),
        ("They met on Monday. “We leave today,” he said that night", "2031-03-03"),
        ("They met on Monday; it holds until June 1. Later that day", "2031-03-03"),
        ("They met on Monday. In a letter that day, he left", "2031-03-03"),
        ("It fell on Monday, and a dozen days of rain came. Same day, he left", "2031-03-03"),
        # By the hour.
        ("It fell on Monday. At around 11:25am, he left", "2031-03-03"),
        ("It fell on Monday. He told them at noon", "2031-03-03"),
        ("It fell on Monday. An hour later he left", "2031-03-03"),
        ("It fell on Monday. He wrote within minutes", "2031-03-03"),
        # Counted.
        ("They met on March 3. Twelve days earlier he had left", "2031-02-19"),
        ("They met on March 3. A week earlier he had left", "2031-02-24"),
        ("It fell in 1998. Four years later he left", None),
        ("It fell in May 1998. Four years later he left", "2002"),
        ("It fell in May 1998. That September, he left", "1998-09"),
        ("It fell in May 1998. He wrote that month to all", "1998-05"),
        # As far as it is told.
        ("in mid-2019, he left", "2019"),
        ("as early as 2004 he left", "2004"),
        ("as late as November he left", "2030-11"),
        ("a letter of November 29, he left", "2030-11-29"),
        ("a 2018 ruling said", "2018"),
        ("At noon, he left", None),
        ("That same evening, he left", None),
    ],
)
def test_what_counts_from_a_day_told_before(text, expected):
    found = values(text)
    assert (found if isinstance(expected, list) else found[-1]) == expected


def test_the_day_told_far_before_is_no_day_to_count_from():
    assert (
        values("It fell on Monday. " + "It rained. " * 200 + "That evening, he left.")[-1] is None
    )


@pytest.mark.parametrize(
    ("text", "date", "told"),
    [
        ("OSTREL, March 14 (MPA) – Trams stood still.", "March 14", True),
        ("PORT CASSINE, Monday, March 14, 2031 — Trams stood still.", "March 14", True),
        ("OSTREL, March 14. Trams stood still.", "March 14", False),
        ("In Ostrel, March 14 – a holiday – was cold.", "March 14", False),
    ],
)
def test_a_dateline_tells_when_a_report_was_sent(text, date, told):
    at = text.index(date)
    assert is_dateline(text, Span(at, at + len(date))) is told
