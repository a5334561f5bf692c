"""The clock: who set what until when, moved and lifted in the open; the round; the next close."""

from __future__ import annotations

import pytest
from seated import ARN, BEL, MEDIATOR, SEDGE, Seated, acts

from onetext.record.acts.talking import DeadlineSet
from onetext.record.head_code import head_code


def test_a_deadline_is_set_moved_and_lifted_where_it_stands(acting: Seated) -> None:
    place = acting.place(ARN, "two-states")
    sent = {"into": place.id, "what": "the lease", "when": "2031-04-18T12:00"}
    lines = acting.sent(ARN, "clock", **sent, lapses="our offer of it")
    assert set(lines) == set(place.members)
    assert acts(lines[BEL]) == [DeadlineSet("the lease", "2031-04-18T12:00:00Z", "our offer of it")]
    told = acting.words(BEL, "clock")
    assert "the lease 18 Apr 2031, 12:00 UTC ◔ still 1 day 23 hours" in told
    assert "Then lapses: our offer of it" in told
    assert f"set by {ARN} on" in told
    assert "the lease" not in acting.words(SEDGE, "clock").partition("Deadlines")[2]
    number = len(acting.room.lines(BEL))
    moved = acting.sent(BEL, "clock/move", line=number, when="2031-04-19T12:00", lapses="")
    assert acts(moved[ARN]) == [DeadlineSet("the lease", "2031-04-19T12:00:00Z", None)]
    told = acting.words(ARN, "clock")
    assert f"set by {BEL}" in told
    assert "set once before:" in told
    acting.refused(BEL, "clock/lift", line=number)
    lifted = acting.sent(MEDIATOR, "clock/lift", line=len(acting.room.lines(MEDIATOR)))
    assert acts(lifted[ARN]) == [DeadlineSet("the lease", None, None)]
    assert "the lease – lifted" in acting.words(ARN, "clock")


def test_the_same_name_elsewhere_is_another_deadline(acting: Seated) -> None:
    for name in ("caucus-tarvenia", "two-states"):
        into = acting.place(ARN, name).id
        acting.sent(ARN, "clock", into=into, what="an answer", when="2031-04-18T12:00")
    number = len(acting.room.lines(ARN))
    acting.sent(ARN, "clock/lift", line=number)
    told = acting.words(ARN, "clock")
    assert "an answer 18 Apr 2031" in told
    assert "an answer – lifted" in told


@pytest.mark.parametrize(
    ("seat", "change"),
    [
        ("observer", {}),
        ("tarvenia-legal", {}),
        (ARN, {"what": " "}),
        (ARN, {"when": "at noon"}),
        (ARN, {"into": "0" * 32}),
        (SEDGE, {}),
    ],
)
def test_what_is_no_deadline(acting: Seated, seat: str, change: dict[str, object]) -> None:
    into = acting.place(ARN, "caucus-tarvenia").id
    sent = {"into": into, "what": "it", "when": "2031-04-18T12:00", **change}
    acting.refused(seat, "clock", **sent)


def test_what_lapses_by_itself_and_the_next_close_are_there(looked: Seated) -> None:
    told = looked.words(BEL, "clock")
    assert "The offer waive stands until then" in told
    assert "a text without brackets 30 Apr 2031" in told
    assert "Then lapses: the invitation to a fourth round" in told
    assert "Next close of the log 16 Apr 2031, 13:00 UTC" in told
    assert "The offer waive" not in looked.words(ARN, "clock")


def test_an_exercise_opens_with_a_head_whose_code_is_on_every_page(looked: Seated) -> None:
    with looked.room.store.writing() as looks:
        [(head, _)] = looks.heads()
    code = head_code(head)
    assert f"Code of the last head {code}" in looked.words(BEL, "clock")
    for page in ("board", "text", "record"):
        assert f"Head 1 of this record, to read aloud: {code}" in looked.words("observer", page)


def test_the_round_ends_by_the_clock(acting: Seated) -> None:
    public = acting.place(MEDIATOR, "public").id
    acting.sent(MEDIATOR, "clock", into=public, what="round 3", when="2031-04-16T18:00")
    assert "Round 3 ends 16 Apr 2031, 18:00 UTC" in acting.words("observer", "clock")


def test_as_of_an_earlier_hour_the_clock_stands_there(looked: Seated) -> None:
    told = looked.words(BEL, "clock", at="2031-04-07T12:00Z")
    assert "a text without brackets 11 Apr 2031" in told
    assert "Set a deadline" not in told
    assert "still 4 days" in told
