"""What the rules say of a date, weighed with what a finder leans to."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.press.finding.attribution import Attribution
from onetext.press.finding.leanings import Leanings
from onetext.press.learned.labelling import STANCES
from onetext.press.resolving.saying import Saying
from onetext.press.resolving.weighing import weighed
from onetext.press.text.dates import find_dates
from onetext.press.text.sentences import cut
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Channel
from onetext.terms.when import When

TEXT = "The mill shut on March 3. On March 5, Ana Brook told reporters that it rains."
PAGE = cut(TEXT)
DATES = find_dates(TEXT, When("2031-03-07"))
CUE = Span(TEXT.index("told"), TEXT.index("told") + 4)
CONTENT = Span(TEXT.index("that it"), len(TEXT) - 1)
SECOND = Span(TEXT.index("March 5"), TEXT.index("March 5") + 7)


def leaning(dates: dict[str, float]) -> Leanings:
    left = 1 - sum(dates.values())
    return Leanings(
        stance=dict.fromkeys(STANCES, log(1 / len(STANCES))),
        dates=dates,
        undated=left * 0.999,
        elsewhere=left * 0.001,
    )


def read(leans: Leanings | None, row: Saying) -> Saying:
    a = Attribution(1, "verb", None, CUE, (CONTENT,), "tell", leanings=leans)
    return weighed(PAGE, [a], DATES, [row])[0]


SAYING = st.builds(
    Saying,
    st.sampled_from([None, When("2031-03-03"), When("2031-03-05"), When("2030")]),
    st.none(),
    st.sampled_from([None, Channel("press", True), Channel("letter:Box", False)]),
)


@given(SAYING)
def test_where_nothing_leans_the_rules_are_kept(row: Saying) -> None:
    assert read(None, row) is row


@given(SAYING)
def test_who_leans_to_what_the_rules_say_changes_nothing(row: Saying) -> None:
    assert read(leaning({str(row.said): 0.99} if row.said else {}), row) is row


@given(SAYING, st.dictionaries(st.sampled_from(["2031-03-03", "2031-03-05"]), st.floats(0, 0.5)))
def test_only_the_date_is_weighed(row: Saying, dates: dict[str, float]) -> None:
    told = read(leaning(dates), row)
    assert (told.channel, told.via) == (row.channel, row.via)
    assert told.said in (None, row.said, *map(When, dates))
    if told.said != row.said and told.said is not None:
        assert told.date_span in (None, SECOND)


def test_what_stands_at_the_statement_is_not_overruled_by_half_an_opinion() -> None:
    row = Saying(When("2031-03-05"), SECOND)
    assert read(leaning({"2031-03-03": 0.6, "2031-03-05": 0.2}), row) is row


def test_a_strong_leaning_fills_what_the_rules_left_open() -> None:
    told = read(leaning({"2031-03-05": 0.98}), Saying())
    assert (told.said, told.date_span) == (When("2031-03-05"), SECOND)


def test_a_date_told_in_another_sentence_has_no_span_here() -> None:
    told = read(leaning({"2031-03-03": 0.98}), Saying())
    assert (told.said, told.date_span) == (When("2031-03-03"), None)


def test_a_strong_leaning_takes_back_what_carried_over_wrongly() -> None:
    assert read(leaning({"2031-03-03": 0.002}), Saying(When("2030"))).said is None


def test_the_inputs_are_left_as_they_were() -> None:
    rows = [Saying()]
    a = Attribution(1, "verb", None, CUE, (CONTENT,), leanings=leaning({"2031-03-05": 0.98}))
    weighed(PAGE, [a], DATES, rows)
    assert rows == [Saying()]
    with pytest.raises(ValueError, match=r"shorter|longer"):
        weighed(PAGE, [a], DATES, [])
