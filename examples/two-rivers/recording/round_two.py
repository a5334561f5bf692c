"""Round two, Lake Tolm, 16 and 17 March: Sedgeland is not there, and a vision is fixed."""

from __future__ import annotations

from onetext.record.acts.offering import FactEntered, OfferMade
from onetext.record.acts.passing import Leave
from onetext.record.acts.talking import Message, Minutes, MinutesSigned, RoundOpened, SessionHeld
from onetext.record.opening import HOST
from recording.first_day import HALVIA
from recording.room import Room

LAKE = "hunting lodge, Lake Tolm"
TWO = ("belmora-head", "tarvenia-head")
VISION = (
    "1. The base and two of the three districts, side by side, in three stages of thirty days. "
    "2. Lower Ketta: neither side's claim is given up, and neither is pressed. "
    "3. Whoever guarantees Belmora guarantees the land between the rivers in the same sentence. "
    "4. Eyes from outside on both banks. "
    "5. Orrin is asked, and may say no."
)


def round_two(room: Room) -> None:
    """Play round two."""
    room.at("03-16 08:50")
    room.enter("halvia-mediator", "public", RoundOpened(2, "formal talks", LAKE, "2031-03-16"))
    room.at("03-16 10:00")
    for seat, words in (
        ("tarvenia-head", "First the gate, then the trucks."),
        ("belmora-head", "We trusted that order once and lost three districts by the summer."),
    ):
        room.enter(seat, "two-states", Message(words, "none"))
    bridges = OfferMade("bridges", ("belmora",), "ceasefire = bridges", None, "2031-03-31", None)
    room.enter("tarvenia-head", "two-states", bridges)
    room.at("03-16 18:05")
    room.enter(
        "halvia-envoy",
        "two-states",
        SessionHeld("plenary", 2, LAKE, "2031-03-16T13:00Z", "2031-03-16T18:00Z", (*TWO, *HALVIA)),
    )
    _on_the_pier(room)
    room.at("03-16 20:10")
    room.report("2031-03-16-lake-tolm")
    room.night("03-16")
    _second_day(room)


def _on_the_pier(room: Room) -> None:
    """Let two lawyers talk; what they said is destroyed two days later."""
    room.at("03-16 19:00")
    room.open("pier", "bilateral", ("belmora-legal", "tarvenia-legal"))
    room.enter("belmora-legal", "pier", Message("Ninety days, both at once. Could he?", "none"))
    room.enter("tarvenia-legal", "pier", Message("Not before the speech in April.", "none"))
    walk = SessionHeld(
        "back-channel", 2, "the pier", "2031-03-16T18:30Z", None,
        ("belmora-legal", "tarvenia-legal"),
    )  # fmt: skip
    room.enter("belmora-legal", "pier", walk)


def _second_day(room: Room) -> None:
    room.at("03-17 09:00")
    stages = OfferMade(
        "stages",
        ("tarvenia",),
        "neutrality = shelved and sequencing = side-by-side",
        "territory = returned and guarantees = assist-named",
        "2031-04-08",
        None,
    )
    room.enter("belmora-head", "two-states", stages, called="stages")
    note = Minutes("The question of sequence was explored in depth. No more than that.", TWO)
    room.enter("halvia-envoy", "two-states", note, called="minutes of the lake")
    room.enter("tarvenia-head", "two-states", MinutesSigned(room.id_of("minutes of the lake")))
    # The vision: on this day fixed under the head of the night, shown to two of three.
    room.at("03-17 11:00")
    room.enter("halvia-mediator", "two-states", Message(VISION, "ask"), called="vision")
    room.at("03-17 11:30")
    room.enter(
        "halvia-envoy",
        "two-states",
        SessionHeld(
            "proximity", 2, LAKE, "2031-03-17T09:00Z", "2031-03-17T11:00Z", (*TWO, *HALVIA)
        ),
    )
    room.at("03-17 19:40")
    room.report("2031-03-17-walkout-or-handshake")
    room.night("03-17")
    room.at("03-18 08:00")
    room.host.destroy(room.where["pier"], "belmora-legal")
    room.enter("belmora-head", "two-states", MinutesSigned(room.id_of("minutes of the lake")))
    room.at("03-20 20:00")
    room.report("2031-03-20-interview-tilsen")
    # After the interview Belmora lets Orrin see what it would give, and not its price.
    room.at("03-21 09:00")
    shown = ("give", "kind", "offer", "to")
    leave = Leave(room.item("stages"), "redacted", ("sedgeland-head",), shown)
    room.enter("belmora-head", "two-states", leave)
    room.host.disclose(
        "halvia-envoy",
        room.item("stages"),
        room.where["caucus-sedgeland"],
        form="redacted",
        fields=shown,
    )


def between_two_and_three(room: Room) -> None:
    """Play the end of March: two ministers, a speech, a ceasefire."""
    room.at("03-24 12:00")
    truce = OfferMade(
        "truce-for-all", ("sedgeland", "tarvenia"), "ceasefire = general", None, None, None
    )
    room.enter("belmora-head", "plenary", truce)
    room.at("03-24 20:00")
    room.report("2031-03-24-two-ministers")
    room.at("03-27 17:00")
    speech = OfferMade(
        "base-for-ratified-treaty",
        ("sedgeland", "tarvenia"),
        "neutrality = shelved and sequencing = side-by-side",
        "guarantees = treaty and monitoring in {unarmed, free}",
        None,
        "base-for-treaty",
    )
    room.enter("belmora-head", "plenary", speech)
    room.at("03-27 17:45")
    room.report("2031-03-27-leray-in-parliament")
    room.at("03-28 23:30")
    began = FactEntered("ceasefire", "begun", "2031-03-27-leray-in-parliament")
    room.enter(HOST, "public", began)
    room.at("04-02 10:00")
    sentence = OfferMade(
        "same-sentence",
        ("belmora", "tarvenia"),
        "neutrality = closed",
        "guarantees in {consult-named, assist-named}",
        None,
        None,
    )
    room.enter("sedgeland-head", "plenary", sentence)
    room.night("04-05", ())
