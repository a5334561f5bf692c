"""Dates and channels of statements: beside the cue, and carried over an occasion."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.press.finding.finder import RuleFinder
from onetext.press.finding.joining import join
from onetext.press.reader import Reader
from onetext.press.resolving.saying import sayings
from onetext.press.resolving.speakers import SpeakerResolver
from onetext.press.text.dates import find_dates
from onetext.press.text.sentences import cut
from onetext.terms.said.source import Source
from onetext.terms.when import When

READER = Reader.load()
DAY = "2031-03-05"  # a Wednesday


def told(text, published=DAY, outlet="The Lisk Post"):
    source = Source("a", text, published=When(published) if published else None, outlet=outlet)
    return [
        (s.said.iso if s.said else None, s.channel.type if s.channel else None)
        for s in READER.read(source).statements
    ]


def days(text, published=DAY):
    return [day for day, _ in told(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union said on Monday that the strike would go on.", ["2031-03-03"]),
        ("On Monday, the union said that the strike would go on.", ["2031-03-03"]),
        ("Yesterday the club said that the coach would leave.", ["2031-03-04"]),
        ("The club said that the coach would leave on Monday.", [None]),
        ("Repeating his January 2 remarks, Ivo Renn said that no deal was near.", [None]),
        (
            "In findings published on Tuesday, auditors said the accounts were false.",
            ["2031-03-04"],
        ),
        (
            "The court sat on a levy that took effect on Sunday, the mayor said on Tuesday.",
            ["2031-03-04"],
        ),
    ],
)
def test_beside_the_cue(text, expected):
    assert days(text) == expected


def test_without_publication_a_day_keeps_no_year_and_a_weekday_no_date():
    assert days("The union said on March 3 that the strike would go on.", None) == ["--03-03"]
    assert days("The union said on Monday that the strike would go on.", None) == [None]


def test_a_day_holds_for_the_same_speaker():
    text = (
        "Coach Leo Brand said on Monday that the team was tired. He added that two men were hurt."
    )
    assert days(text) == ["2031-03-03", "2031-03-03"]


def test_the_day_of_the_story_holds_and_comes_back_after_another():
    text = (
        "The talks opened in Lisk on Wednesday with no sign of a deal.\n\n"
        "Union leader Ana Ruiz said that the offer was poor.\n\n"
        "A first round had ended on February 3 with a row over pay that was not settled.\n\n"
        "It was the longest row in years.\n\n"
        "Company chief Otto Lund said that the offer was fair."
    )
    assert days(text) == ["2031-03-05", "2031-03-05"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # The speaker's own occasion.
        ("Ada Quill presented the bill on Sunday. Quill said that it was overdue.", "2031-03-02"),
        ("The court ruled on Monday for the firm. The court found that it had paid.", "2031-03-03"),
        # Talks, and somebody who speaks for a side there.
        (
            "Talks opened in Lisk on Sunday after a long winter at sea. French envoy Jo Hale said"
            " that it was cold.",
            "2031-03-02",
        ),
        # An act of others: who speaks of it may do so on another day.
        ("A man was charged in Lisk on Sunday. Mayor Ada Quill said that it was overdue.", None),
        ("The senate passed the bill on Sunday by a wide margin. Bo Renn called it late.", None),
        ("Norda Rail stopped on Sunday for want of coal. French envoy Jo Hale said so.", None),
    ],
)
def test_a_day_holds_only_for_those_whose_occasion_it_dates(text, day):
    assert days(text)[-1] == day


def test_the_day_of_what_happened_is_not_the_day_of_the_words():
    text = (
        "Judge Petra Holm sent a man to prison in Lisk yesterday over a shooting in Norda on Friday"
        " that killed two people. Holm said that he would stay there."
    )
    assert days(text)[-1] == "2031-03-04"


def test_what_has_been_said_at_some_time_stays_undated():
    text = (
        "The two sides met in Lisk on Monday for the first time this year, without a result. Ana"
        " Ruiz has said that the offer is poor."
    )
    assert days(text) == [None]


def test_an_occasion_set_before():
    text = "Mayor Ilse Varn held a news conference on Tuesday. She said that the bridge was safe."
    assert told(text) == [("2031-03-04", "press")]


def test_a_headline_takes_the_channel_of_the_telling_below():
    text = (
        "Bridge is safe, Ilse Varn says\n\n"
        "The Norda bridge is safe, mayor Ilse Varn said on Tuesday.\n\n"
        "“We have tested every bolt of it,” Varn told reporters."
    )
    rows = told(text)
    assert [channel for _, channel in rows] == ["press"] * len(rows)


def test_the_same_book_has_the_same_day():
    text = (
        "Former minister Rosa Lind published a book, Low Water, on Monday. In the book, Lind claims"
        " that the levy was her idea. The party was not amused by that. In the book, Lind says that"
        " she was alone."
    )
    assert {channel for _, channel in told(text)} == {"written"}


def test_what_the_team_found_stands_in_its_study_and_what_one_of_it_says_does_not():
    text = (
        "In findings published on Tuesday in the journal Nature, a team of scientists report the "
        "birds were wild.\n\nOther birds are tame.\n\n“I love them,” said Ilse Varn of the zoo.\n\n"
        "They concluded that the birds had come down from the hills."
    )
    rows = told(text)
    assert rows[0] == ("2031-03-04", "written:Nature")
    assert rows[1] == (None, None)
    assert rows[2] == ("2031-03-04", "written:Nature")


def test_a_speaker_told_twice_to_the_press_goes_on_to_it_without_a_day():
    text = (
        "“It is over,” Ilse Varn told reporters on Tuesday. The roof fell in.\n\nThe hall is old."
        "\n\nNobody was hurt, Ilse Varn told reporters.\n\nThe mayor came.\n\nA train stopped."
        "\n\nA bus left.\n\nThe rain went on.\n\nThe hall was empty.\n\nThe school closed."
        "\n\nIlse Varn said that she would build a new one."
    )
    assert [channel for _, channel in told(text)] == ["press"] * 3


def test_an_interview_names_its_outlet_and_its_day():
    text = (
        "Interview by Jo Pen\n\nWe spoke to goalkeeper Mia Holt on Monday.\n\n"
        "Q: Are you ready for the match on Sunday, after all?\n\n"
        "Holt: I am ready, and so are the others in the team.\n\n"
        "Q: What about the knee that you hurt in the last one?\n\n"
        "Holt: The knee is fine, and the doctor has said so too.\n\n"
        "Q: And who is going to win it, do you think?\n\n"
        "Holt: We are going to win it, and by more than one goal."
    )
    rows = told(text, outlet="The Lantern")
    assert len(rows) >= 3
    assert set(rows[-3:]) == {("2031-03-03", "newspaper:The Lantern")}


def test_what_nothing_tells_stays_open():
    assert told("Ana Ruiz said that the offer was poor.") == [(None, None)]


PIECES = st.sampled_from(
    [
        "Ana Ruiz said on Monday that it rained. ",
        "She told CNN that it stopped. ",
        "“It rains,” he said in a post on X. ",
        "On March 3, the club said no. ",
        "Asked about rain, Otto Lund said no. ",
        "He had said so before. ",
        "\n\n",
        "Rain fell on Tuesday. ",
        "Q: Why?\n",
        "Ruiz: Rain.\n",
        "says ",
        "”",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=14), st.sampled_from([None, DAY, "2031-03", "--03-05"]))
def test_one_row_for_each_attribution_all_spans_verbatim(pieces, published):
    text = "".join(pieces)
    when = When(published) if published else None
    page = cut(text)
    dates = find_dates(text, when)
    found = join(page, RuleFinder().find(page, dates))
    resolver = SpeakerResolver(page, READER.parties, READER.parties.mentions(text), found)
    who = [resolver.resolve(a) for a in found]
    rows = sayings(page, found, who, dates, outlet="The Lantern", published=when)
    assert len(rows) == len(found)
    for row in rows:
        assert row.date_span is None or (row.said is not None and row.date_span.of(text))
        if row.channel is not None and row.channel.span is not None:
            assert row.channel.span.of(text)
        if row.said is not None and published is None:
            assert row.said.year is None
