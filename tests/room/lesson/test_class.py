"""The class: what a teacher may do and nobody else; its figures are the sheets'."""

from __future__ import annotations

import pytest
from lessons import TWO_RIVERS, Browser, csrf

from onetext.analysis.worth import valued
from onetext.brief.entries_told import entries_told
from onetext.record.archive_reading import read_archive
from onetext.record.view import view
from onetext.room.room import Room
from onetext.room.scores import scores
from onetext.terms.when import When

PAGES = ("teach", "teach/cards", "teach/points", "teach/replay")
DEAL = {
    "territory": "two-of-three",
    "neutrality": "shelved",
    "guarantees": "consult-named",
    "ceasefire": "general",
    "monitoring": "unarmed",
    "sequencing": "side-by-side",
}


def test_the_teacher_sees_the_class_and_no_other_seat_does(room: Room, browser: Browser) -> None:
    teacher = browser("teacher")
    for page in PAGES:
        assert teacher.get(f"/1/teacher/{page}").status_code == 200
    for seat in ("belmora-head", "halvia-mediator", "observer"):
        other = browser(seat)
        for page in PAGES:
            assert other.get(f"/1/{seat}/{page}").status_code == 403


def test_a_new_link_ends_what_the_old_one_gave(room: Room, browser: Browser) -> None:
    teacher, belmora = browser("teacher"), browser("belmora-head")
    assert belmora.get("/1/belmora-head/board").status_code == 200
    token = csrf(teacher.get("/1/teacher/teach").text)
    made = teacher.post("/1/teacher/teach/link", data={"csrf": token, "of": "belmora-head"})
    assert made.status_code == 200
    assert "/1/in/" in made.text
    assert belmora.get("/1/belmora-head/board").status_code in (303, 403)
    wrong = teacher.post("/1/teacher/teach/link", data={"csrf": token, "of": "nobody"})
    assert wrong.status_code == 422


def test_a_round_by_the_clock_is_told_to_everybody(room: Room, browser: Browser) -> None:
    teacher = browser("teacher")
    token = csrf(teacher.get("/1/teacher/teach").text)
    given = {"csrf": token, "minutes": "25", "place": "Room 4"}
    assert teacher.post("/1/teacher/teach/round", data=given).status_code == 303
    page = teacher.get("/1/teacher/teach").text
    assert "Round 4 ends at" in page
    told = entries_told(room.view("observer"))
    assert told[-2].what.startswith("round 4 begins on")
    assert "round 4" in told[-1].what
    none = teacher.post("/1/teacher/teach/round", data={**given, "minutes": "0"})
    assert none.status_code == 422


def test_points_are_those_of_the_sheets(room: Room, browser: Browser) -> None:
    teacher = browser("teacher")
    page = teacher.get("/1/teacher/teach/points", params=DEAL).text
    found = scores(room.case, DEAL)  # the sums were made by hand
    assert [str(one.valued.points.exact) for one in found.sides] == ["69", "40", "64"]
    for one in found.sides:
        assert f">{one.valued.points.exact}</td>" in page
        assert one.valued == valued(one.sheet, room.case.space, found.package)
    assert found.all is False
    assert "Not all could accept it" in page


def test_cards_hold_each_seats_own_words_and_sheet(room: Room, browser: Browser) -> None:
    page = browser("teacher").get("/1/teacher/teach/cards").text
    assert page.count('class="one-card"') == 10
    assert "Cape Senn is your one coin" in page
    own = browser("belmora-head").get("/1/belmora-head/card").text
    assert "Cape Senn is your one coin" in own
    assert "Floor: 48 points" in own
    assert "Floor: 54 points" not in own
    assert "Floor" not in browser("aurelia-head").get("/1/aurelia-head/card").text


@pytest.mark.parametrize("beside", ["", "sedgeland-head"])
def test_the_replay_shows_what_a_seat_had_been_shown(
    room: Room, browser: Browser, beside: str
) -> None:
    teacher = browser("teacher")
    hour = "2031-03-17T12:00:00Z"
    asked = {"of": "tarvenia-head", "beside": beside, "until": hour}
    page = teacher.get("/1/teacher/teach/replay", params=asked)
    assert page.status_code == 200
    there = {line.promise.commitment for line in room.view("tarvenia-head", When(hour)).lines}
    if beside:
        there |= {line.promise.commitment for line in room.view(beside, When(hour)).lines}
        assert 'class="differs"' in page.text
    assert page.text.count("<tr>") + page.text.count('<tr class="differs">') == len(there) + 1


def test_side_by_side_frames_two_windows_and_reads_neither(room: Room, browser: Browser) -> None:
    page = (
        browser("belmora-head")
        .get("/1/belmora-head/beside", params={"with": "tarvenia-head", "show": "record"})
        .text
    )
    assert 'src="/1/tarvenia-head/record"' in page
    assert 'src="/1/belmora-head/record"' in page
    asked = {"accept": "text/html"}
    other = browser("belmora-head").get("/1/tarvenia-head/record", headers=asked)
    assert (other.status_code, other.headers["location"]) == (303, "/")


def test_what_was_enacted_is_what_was_recorded(room: Room) -> None:
    """The room begins with the recorded rounds, in the same words, for every seat."""
    recorded = read_archive(TWO_RIVERS / "room.record")
    ticks = {kept.promise.tick for kept in recorded.everything()}  # some words are gone
    enacted = [kept.promise.tick for kept in room.store.everything()]
    assert ticks.issuperset(enacted[:-3])
    assert len(ticks) - len(enacted) < 10
    for seat in ("belmora-head", "sedgeland-head", "halvia-mediator", "aurelia-head"):
        before = [(one.at, one.who, one.what) for one in entries_told(view(recorded, seat))]
        now = [(one.at, one.who, one.what) for one in entries_told(room.view(seat))]
        assert now[: len(before)] == before
        more = ["the seat observer speaks for observer as observer"]
        more += ["the seat teacher speaks for teacher as teacher"]
        more += ["sheet of belmora, an estimate of tarvenia"] * seat.startswith("belmora")
        assert [what for _, _, what in now[len(before) :]] == more


def test_an_hour_that_is_none_is_said_to_be_none(browser: Browser) -> None:
    asked = {"of": "tarvenia-head", "until": "nonsense"}
    assert browser("teacher").get("/1/teacher/teach/replay", params=asked).status_code == 422
