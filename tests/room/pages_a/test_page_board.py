"""The board shows each seat what its own view has, with words, day, word and line."""

from __future__ import annotations

import re

from seats_in import Seats

from onetext.analysis.positions import positions
from onetext.analysis.sticking import sticking_points
from onetext.analysis.table.offers import table_offers
from onetext.brief.told import Teller


def test_every_seat_reads_positions_with_words_and_lines(reading: Seats) -> None:
    for seat in reading.room.seats:
        view = reading.room.view(seat)
        html = reading.html(seat, "board")
        said = reading.page(seat, "board")
        teller = Teller(view)
        for position in positions(view):
            if position.status == "stated":
                assert " ".join(teller.position_words(position).split()) in said
        for number in re.findall(r"record\?line=\d+#entry-(\d+)", html):
            assert 1 <= int(number) <= len(view.lines)
        assert "unknown" in said


def test_sticking_points_come_first(reading: Seats) -> None:
    html = reading.html("observer", "board")
    rows = re.findall(r'<tr role="row" id="issue-([^"]+)"( class="sticking")?', html)
    sticking = {point.issue for point in sticking_points(reading.room.view("observer"))}
    assert sticking
    assert {issue for issue, mark in rows if mark} == sticking
    assert [bool(mark) for _, mark in rows] == sorted((bool(m) for _, m in rows), reverse=True)


def test_an_offer_at_the_table_is_on_the_board_of_who_sees_it_alone(reading: Seats) -> None:
    for seat in reading.room.seats:
        standing = [o.offer for o in table_offers(reading.room.view(seat)) if o.life == "standing"]
        principals = set(re.findall(r'role="columnheader">([^<]+)<', reading.html(seat, "board")))
        names = {p.id: p.name for p in reading.room.view(seat).parties}
        shown = set(re.findall(r"offers#offer-([^\"]+)\"", reading.html(seat, "board")))
        assert shown == {o.id for o in standing if names.get(o.by or "") in principals}
    assert "offers#offer-guard" in reading.html("belmora-head", "board")
    assert "offers#offer-guard" not in reading.html("tarvenia-head", "board")


def test_movement_is_told_by_round(reading: Seats) -> None:
    said = reading.page("observer", "board").partition("Movement, round by round")[2]
    assert "since round 3 began, 6 Apr 2031" in said
    assert said.index("since round 3 began") < said.index("since round 1 began")


def test_as_of_an_hour_the_board_is_that_hours(reading: Seats) -> None:
    early = reading.page("observer", "board", at="2031-03-02")
    assert "since round 3" not in early
    html = reading.html("observer", "board", at="2031-03-02")
    assert re.search(r"record\?line=(\d+)&amp;at=2031-03-02#entry-\1\b", html)
