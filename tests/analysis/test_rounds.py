from __future__ import annotations

from made import Page, view

from onetext.analysis.rounds import rounds

BOTH = ("arn", "bel")


def test_one_round_of_two_reports() -> None:
    first = Page("a").held(
        "four hours",
        start="2031-03-02",
        duration_min=240,
        venue="Old Hall, Oslo",
        round=1,
        status="ongoing",
        participants=BOTH,
    )
    then = Page("b", "2031-03-03").held(
        "nine hours in all",
        start="2031-03-02",
        end="2031-03-03",
        duration_min=540,
        venue="Oslo",
        round=1,
        participants=(*BOTH, "med"),
    )
    (told,) = rounds(view(then, first))
    assert (told.number, told.status, told.duration_min) == (1, "held", 540)
    assert (str(told.start), str(told.end), told.venue) == (
        "2031-03-02",
        "2031-03-03",
        "Old Hall, Oslo",
    )
    assert told.participants == (*BOTH, "med")
    assert [e.source for e in told.evidence] == ["a", "b"]
    assert told.disagreements == ()
    assert [words for words, _ in told.partly] == ["2031-03-02: 240 min"]


def test_the_same_meeting_by_day_and_place_without_a_number() -> None:
    pages = [
        Page(id, outlet=id).held("they met", type="meeting", start="2031-03-02", venue="Oslo")
        for id in ("a", "b")
    ]
    assert len(rounds(view(*pages))) == 1


def test_next_years_second_round_is_another() -> None:
    pages = [
        Page(id, day).held("talks", start=day, round=2)
        for id, day in (("a", "2031-03-02"), ("b", "2032-03-02"))
    ]
    assert len(rounds(view(*pages))) == 2


def test_two_events_of_one_report_are_two() -> None:
    page = Page().held("at noon", type="call", start="2031-03-02")
    page.held("at night", type="call", start="2031-03-02")
    assert len(rounds(view(page))) == 2


def test_other_parties_or_places_are_other_meetings() -> None:
    one = Page("a").held("met", type="meeting", start="2031-03-02", participants=("arn", "med"))
    two = Page("b").held("met", type="meeting", start="2031-03-02", participants=("bel", "gua"))
    assert len(rounds(view(one, two))) == 2
    here = Page("c").held("met", type="call", start="2031-03-02", venue="Oslo")
    there = Page("d").held("met", type="call", start="2031-03-02", venue="Bern")
    assert len(rounds(view(here, there))) == 2


def test_outlets_that_differ_stand_side_by_side() -> None:
    told = {"A": (300, "Oslo", "2031-03-02"), "B": (90, "Bergen", "2031-03-03")}
    pages = [
        Page(outlet.lower(), "2031-03-04", outlet=outlet).held(
            "they talked", duration_min=length, venue=place, start=day, round=2
        )
        for outlet, (length, place, day) in told.items()
    ]
    (held,) = rounds(view(*pages))
    assert [words for words, _ in held.disagreements] == [
        "venue told differently: A: Oslo; B: Bergen",
        "date told differently: A: 2031-03-02; B: 2031-03-03",
    ]


def test_lengths_of_the_same_days_that_differ() -> None:
    pages = [
        Page(id, outlet=id).held("they talked", duration_min=length, start="2031-03-02", round=2)
        for id, length in (("a", 300), ("b", 90), ("c", 300))
    ]
    (held,) = rounds(view(*pages))
    assert held.duration_min == 300
    ((words, evidence),) = held.disagreements
    assert words == "duration told differently: a: 300 min; b: 90 min; c: 300 min"
    assert [e.source for e in evidence] == ["a", "b", "c"]


def test_to_name_fewer_of_those_present_is_no_disagreement() -> None:
    pages = [
        Page(id, outlet=id).held("they talked", start="2031-03-02", round=2, participants=some)
        for id, some in (("a", BOTH), ("b", (*BOTH, "med")))
    ]
    assert rounds(view(*pages))[0].disagreements == ()
    pages.append(
        Page("c", outlet="c").held(
            "talks", start="2031-03-02", round=2, participants=("arn", "gua")
        )
    )
    ((words, _),) = rounds(view(*pages))[0].disagreements
    assert words.startswith("participants told differently: a: 2 (arn, bel); b: 3 (arn, bel, med)")


def test_what_is_no_meeting_is_left_out_and_undated_ones_come_last() -> None:
    page = Page().held("a vote", type="vote").held("some day", type="meeting")
    page.held("on the second", type="call", start="2031-03-02")
    assert [told.type for told in rounds(view(page))] == ["call", "meeting"]


def test_a_later_day_of_the_same_round_is_no_disagreement() -> None:
    first = Page("a", "2031-03-02", outlet="a").held("day one", start="2031-03-02", round=2)
    then = Page("b", "2031-03-03", outlet="b").held("day two", start="2031-03-03", round=2)
    assert rounds(view(first, then))[0].disagreements == ()
