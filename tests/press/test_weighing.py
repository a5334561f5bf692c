"""What the rules say of date and channel, weighed with what a finder leans to."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.press.finding.attribution import Attribution
from onetext.press.finding.leanings import Leanings
from onetext.press.learned.labelling import CHANNELS, STANCES
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


def leaning(
    channel: str = "", dates: dict[str, float] | None = None, sure: float = 0.99
) -> Leanings:
    dates = dates or {}
    left = 1 - sum(dates.values())
    return Leanings(
        stance=dict.fromkeys(STANCES, log(1 / len(STANCES))),
        channel={
            kind: log(sure if kind == channel else (1 - sure) / (len(CHANNELS) - 1))
            for kind in CHANNELS
        },
        dates=dates,
        undated=left * 0.999,
        elsewhere=left * 0.001,
    )


def read(leans: Leanings | None, row: Saying) -> Saying:
    a = Attribution(1, "verb", None, CUE, (CONTENT,), "tell", leanings=leans)
    return weighed(PAGE, [a], DATES, [row])[0]


CHANNEL = st.one_of(
    st.none(), st.builds(Channel, st.sampled_from(["press", "letter:Box", "vote"]), st.booleans())
)
SAYING = st.builds(
    Saying,
    st.sampled_from([None, When("2031-03-03"), When("2031-03-05"), When("2030")]),
    st.none(),
    CHANNEL,
)


@given(SAYING)
def test_where_nothing_leans_the_rules_are_kept(row: Saying) -> None:
    assert read(None, row) is row


@given(SAYING)
def test_who_leans_to_what_the_rules_say_changes_nothing(row: Saying) -> None:
    kind = row.channel.kind if row.channel else ""
    dates = {str(row.said): 0.99} if row.said else {}
    assert read(leaning(kind, dates), row) == row


def test_what_stands_at_the_statement_is_not_overruled_by_half_an_opinion() -> None:
    row = Saying(When("2031-03-05"), SECOND, Channel("press", True, Span(4, 8)))
    half = {"2031-03-03": 0.6, "2031-03-05": 0.2}
    assert read(leaning("speech", half, sure=0.6), row) == row


def test_a_strong_leaning_fills_what_the_rules_left_open() -> None:
    told = read(leaning("press", {"2031-03-05": 0.98}), Saying())
    assert told.channel == Channel("press", False)
    assert (told.said, told.date_span) == (When("2031-03-05"), SECOND)


def test_a_date_told_in_another_sentence_has_no_span_here() -> None:
    told = read(leaning("", {"2031-03-03": 0.98}), Saying())
    assert (told.said, told.date_span) == (When("2031-03-03"), None)


def test_a_strong_leaning_takes_back_what_carried_over_wrongly() -> None:
    row = Saying(When("2030"), None, Channel("speech", False))
    told = read(leaning("", {"2031-03-03": 0.002}, sure=0.9999), row)
    assert told.channel is None
    assert told.said is None


def test_the_inputs_are_left_as_they_were() -> None:
    rows = [Saying()]
    attributions = [Attribution(1, "verb", None, CUE, (CONTENT,), leanings=leaning("press"))]
    weighed(PAGE, attributions, DATES, rows)
    assert rows == [Saying()]
    with pytest.raises(ValueError, match=r"shorter|longer"):
        weighed(PAGE, attributions, DATES, [])
