"""Rounds, sessions and minutes are entered as their forms say, and seen where they stand."""

from __future__ import annotations

import pytest
from seated import ARN, BEL, ENVOY, MEDIATOR, SEDGE, Seated, acts

from onetext.record.acts.talking import (
    Message,
    Minutes,
    MinutesSigned,
    RoundOpened,
    SessionHeld,
)


def test_a_round_begins_where_it_is_entered(acting: Seated) -> None:
    place = acting.place(MEDIATOR, "plenary")
    lines = acting.sent(
        MEDIATOR, "sessions/round", into=place.id, start="2031-04-20T09:00", where="Orrin"
    )
    assert set(lines) == set(place.members)
    assert acts(lines[ARN]) == [RoundOpened(4, None, "Orrin", "2031-04-20T09:00:00Z")]
    assert "Round 4" in acting.words(ARN, "sessions")
    assert "Round 4" not in acting.words("aurelia-head", "sessions")


@pytest.mark.parametrize("sort", ["plenary", "caucus", "proximity", "shuttle-leg", "back-channel"])
def test_a_session_is_convened_and_ended(acting: Seated, sort: str) -> None:
    place = acting.place(MEDIATOR, "caucus-tarvenia")
    sent = {
        "into": place.id,
        "sort": sort,
        "round": "3",
        "where": "Veshna",
        "start": "2031-04-16T13:00",
        "present": [ARN, MEDIATOR],
    }
    lines = acting.sent(MEDIATOR, "sessions", **sent)
    assert set(lines) == set(place.members)
    begun = SessionHeld(sort, 3, "Veshna", "2031-04-16T13:00:00Z", None, (MEDIATOR, ARN))  # type: ignore[arg-type]
    assert acts(lines[ARN]) == [begun]
    assert "under way" in acting.words(ARN, "sessions")
    number = len(acting.room.lines(MEDIATOR))
    early = {"line": number, "end": "2031-04-16T12:00"}
    assert "before it begins" in acting.refused(MEDIATOR, "sessions/end", **early)
    acting.sent(MEDIATOR, "sessions/end", line=number, end="2031-04-16T15:30", present=[ARN, ENVOY])
    told = acting.words(ARN, "sessions")
    assert "under way" not in told
    assert "16 Apr 2031, 13:00 UTC – 16 Apr 2031, 15:30 UTC · Veshna" in told
    assert f"Present: {ENVOY}, {ARN}" in told
    assert "15:30 UTC" not in acting.words(BEL, "sessions")
    acting.refused(MEDIATOR, "sessions/end", line=number, end="2031-04-16T16:00")


@pytest.mark.parametrize(
    ("seat", "change"),
    [
        (ARN, {}),
        (ENVOY, {}),
        ("observer", {}),
        (MEDIATOR, {"sort": "lunch"}),
        (MEDIATOR, {"start": "soon"}),
        (MEDIATOR, {"end": "2031-04-16T12:00"}),
        (MEDIATOR, {"present": ["nobody"]}),
        (MEDIATOR, {"into": "0" * 32}),
    ],
)
def test_what_is_no_session(acting: Seated, seat: str, change: dict[str, object]) -> None:
    sent = {
        "into": acting.place(MEDIATOR, "plenary").id,
        "sort": "plenary",
        "start": "2031-04-16T13:00",
        **change,
    }
    acting.refused(seat, "sessions", **sent)


def test_minutes_are_read_back_and_co_signed_by_both_sides(acting: Seated) -> None:
    place = acting.place(ENVOY, "two-states")
    sent = {"into": place.id, "words": "The lease was not spoken of.", "between": [ARN, BEL]}
    lines = acting.sent(ENVOY, "sessions/minutes", **sent)
    assert set(lines) == set(place.members)
    assert acts(lines[ARN]) == [Minutes("The lease was not spoken of.", (BEL, ARN))]
    entry = lines[ARN][0].entry
    assert entry is not None
    told = acting.words(ARN, "sessions")
    assert f"? {BEL} : not co-signed ? {ARN} : not co-signed" in told
    for count, seat in enumerate((ARN, BEL), start=1):
        number = acting.number(seat, "The lease was not spoken of.")
        signed = acting.sent(seat, "sessions/sign", line=number)
        assert acts(signed[ENVOY]) == [MinutesSigned(entry.id)]
        assert acting.words(ENVOY, "sessions").partition("not spoken of")[2].count("✓") >= count
        assert "not yours" in acting.refused(seat, "sessions/sign", line=number)
    number = acting.number(ENVOY, "The lease was not spoken of.")
    acting.refused(ENVOY, "sessions/sign", line=number)
    acting.refused(SEDGE, "sessions/sign", line=number)
    assert "The lease was not spoken of." not in acting.words(SEDGE, "sessions")


def test_minutes_are_between_those_who_see_them(acting: Seated) -> None:
    place = acting.place(ENVOY, "two-states").id
    sent = {"into": place, "words": "We spoke."}
    acting.refused(ENVOY, "sessions/minutes", **sent, between=[ARN, SEDGE])
    acting.refused(ENVOY, "sessions/minutes", **sent, between=[ARN])
    acting.refused(ENVOY, "sessions/minutes", into=place, words=" ", between=[ARN, BEL])
    acting.refused("tarvenia-legal", "sessions/minutes", **sent, between=[ARN, BEL])


def test_words_to_the_plenary_and_to_the_public(acting: Seated) -> None:
    plenary, public = acting.place(BEL, "plenary"), acting.place(BEL, "public")
    lines = acting.sent(BEL, "sessions/say", into=plenary.id, words="We initial.", leave="none")
    assert set(lines) == set(plenary.members)
    lines = acting.sent(BEL, "sessions/say", into=public.id, words="We are content.", leave="free")
    assert set(lines) == set(acting.room.seats)
    assert acts(lines["observer"]) == [Message("We are content.", "free")]
    assert "We are content." in acting.words("teacher", "sessions")
    told = acting.refused(
        "belmora-legal", "sessions/say", into=public.id, words="And I.", leave="free"
    )
    assert "does not speak for its party in public" in told
