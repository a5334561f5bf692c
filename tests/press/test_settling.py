"""What several reports tell of one person, brought together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.press.reader import Reader
from onetext.press.resolving.settling import settle
from onetext.terms.said.source import Source
from onetext.terms.when import When

READER = Reader.load()


def reports(*texts):
    return [
        READER.read(Source(f"r{i}", text, published=When("2031-03-05")))
        for i, text in enumerate(texts)
    ]


def sides(*texts):
    return [
        [(s.speaker.name, s.speaker.party) for s in report.statements]
        for report in settle(reports(*texts))
    ]


FULL = "French Foreign Minister Ana Roux said talks would resume."


def test_a_side_told_once_holds_everywhere():
    assert sides(FULL, "Ana Roux said that it was late.") == [
        [("Ana Roux", "france")],
        [("Ana Roux", "france")],
    ]


def test_a_bare_surname_is_filled_out_where_one_name_fits():
    assert sides(FULL, "Roux said that it was late.")[1] == [("Ana Roux", "france")]
    other = "German Foreign Minister Karl Roux said talks would resume."
    assert sides(FULL, other, "Roux said that it was late.")[2][0][0] == "Roux"


def test_reports_that_disagree_settle_nothing():
    other = "Spanish Foreign Minister Ana Roux said talks would resume."
    assert sides(FULL, other, "Ana Roux said that it was late.")[2] == [("Ana Roux", "ana_roux")]


def test_a_side_of_ones_own_is_kept_and_inputs_stay():
    before = reports(FULL, "Ana Roux said that it was late.")
    after = settle(before)
    assert before[1].statements[0].speaker.party == "ana_roux"
    assert after[1].statements[0].speaker.party == "france"
    assert {p.id for p in after[1].parties} == {"france"}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [FULL, "Ana Roux said no.", "Roux said no.", "The union said no.", "“No.”"]
        ),
        max_size=5,
    )
)
def test_settling_twice_changes_nothing(texts):
    once = settle(reports(*texts))
    assert settle(once) == once
    for report in once:
        known = {party.id for party in report.parties}
        assert {s.speaker.party for s in report.statements if s.speaker.party} <= known
