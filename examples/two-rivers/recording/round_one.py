"""Round one, Brenholt, 2 and 3 March, and what was carried between the capitals after it."""

from __future__ import annotations

from onetext.errors import Refused
from onetext.record.acts.offering import NonPaper, OfferMade
from onetext.record.acts.passing import Leave
from onetext.record.acts.talking import (
    CaucusMessage,
    Message,
    Minutes,
    MinutesSigned,
    RoundOpened,
    SessionHeld,
)
from onetext.record.opening import HOST
from recording.first_day import BELMORA, HALVIA, POWERS, TARVENIA
from recording.room import HEADS, Room

CUSTOMS_HOUSE = "Old Customs House, Brenholt"


def round_one(room: Room) -> None:
    """Play round one."""
    _opening_session(room)
    _second_day(room)


def _opening_session(room: Room) -> None:
    room.at("03-02 08:50")
    room.enter(
        "halvia-mediator", "public", RoundOpened(1, "formal talks", CUSTOMS_HOUSE, "2031-03-02")
    )
    for seat, words in (
        ("halvia-mediator", "You have come because none of you can win at a price you would pay. "
         "Lesser matters first, please, and leave the cameras to me."),
        ("tarvenia-head", "The Ketta districts are Tarvenian soil. I have no mandate to speak of "
         "handing them over. I have one to speak of Cape Senn."),
        ("belmora-head", "All three districts, without exception and without rent."),
        ("sedgeland-head", "A ceasefire first, along both banks. And no guarantee that does not "
         "name us."),
    ):  # fmt: skip
        room.enter(seat, "plenary", Message(words, "none"))
    room.at("03-02 13:05")
    room.enter(
        "halvia-envoy",
        "plenary",
        SessionHeld(
            "plenary", 1, CUSTOMS_HOUSE, "2031-03-02T09:00Z", "2031-03-02T13:00Z",
            (*HEADS, *HALVIA),
        ),
    )  # fmt: skip
    room.at("03-02 15:00")
    room.enter(
        "sedgeland-head",
        "caucus-sedgeland",
        CaucusMessage(
            "Neutral we can be, in our own statute. Tell them both; I shall too.", "free"
        ),
        called="neutral we can be",
    )
    room.at("03-02 20:00")
    room.report("2031-03-02-round-one-opens")
    room.night("03-02")


def _second_day(room: Room) -> None:
    room.at("03-03 09:10")
    base = OfferMade(
        "base-for-treaty", ("tarvenia", "sedgeland"), "neutrality = shelved", "guarantees = treaty",
        None, None,
    )  # fmt: skip
    room.enter("belmora-head", "plenary", base)
    room.at("03-03 11:00")
    room.enter(
        "belmora-head",
        "caucus-belmora",
        CaucusMessage("Between us: it need not be called an alliance, if they must help.", "ask"),
        called="need not be an alliance",
    )
    room.at("03-03 12:00")
    room.enter(
        "tarvenia-head",
        "caucus-tarvenia",
        CaucusMessage("Two of the three could be spoken of. I have not said so.", "ask"),
        called="two of three",
    )
    # The envoy is in a hurry and asks nobody. The refusal is seen in that caucus and nowhere else.
    room.at("03-03 12:30")
    try:
        room.host.disclose("halvia-envoy", room.item("two of three"), room.where["caucus-belmora"])
    except Refused:
        pass
    else:
        raise AssertionError("a relay without leave was let through")
    room.at("03-03 14:00")
    leave = Leave(room.item("two of three"), "paraphrase", BELMORA, ())
    room.enter("tarvenia-legal", "caucus-tarvenia", leave)
    room.host.disclose(
        "halvia-envoy",
        room.item("two of three"),
        room.where["caucus-belmora"],
        form="paraphrase",
        words="Once the base is settled, Veshna may speak of some of the districts.",
    )
    room.at("03-03 15:30")
    room.host.disclose(
        "halvia-envoy", room.item("neutral we can be"), room.where["caucus-tarvenia"]
    )
    room.at("03-03 16:30")
    note = Minutes(
        "Nothing is agreed until all of it is agreed. Round two in mid-March. The mediator begins "
        "a text of her own.",
        HEADS,
    )
    room.enter("halvia-mediator", "plenary", note, called="minutes of round one")
    for seat in ("tarvenia-head", "belmora-head"):
        room.enter(seat, "plenary", MinutesSigned(room.id_of("minutes of round one")))
    room.enter(
        "halvia-envoy",
        "plenary",
        SessionHeld(
            "plenary", 1, CUSTOMS_HOUSE, "2031-03-03T09:00Z", "2031-03-03T17:00Z",
            (*HEADS, *HALVIA),
        ),
    )  # fmt: skip
    room.at("03-03 18:25")
    room.report("2031-03-03-leray-names-his-price")
    room.night("03-03")
    room.at("03-04 10:00")
    room.enter("sedgeland-head", "plenary", MinutesSigned(room.id_of("minutes of round one")))


def between_one_and_two(room: Room) -> None:
    """Play the shuttle of the first half of March."""
    room.at("03-05 09:00")
    room.open("two-states", "bilateral", (*TARVENIA, *BELMORA, *HALVIA))
    room.at("03-05 17:00")
    first = OfferMade(
        "base-first",
        ("belmora",),
        "territory in {two-of-three, joint, returned}",
        "neutrality = closed and sequencing = base-first",
        None,
        None,
    )
    room.enter("tarvenia-head", "two-states", first)
    room.at("03-05 20:00")
    room.report("2031-03-05-citadel-answers")
    for day, party, city in (("03-06", "tarvenia", "Veshna"), ("03-07", "belmora", "Port Cassine")):
        room.at(f"{day} 16:00")
        leg = SessionHeld(
            "shuttle-leg", None, city, f"2031-{day}T10:00Z", f"2031-{day}T15:00Z",
            (f"{party}-head", "halvia-envoy"),
        )  # fmt: skip
        room.enter("halvia-envoy", f"caucus-{party}", leg)
    # Which seat put this forward stands in this script and nowhere in the record.
    room.at("03-07 18:00")
    paper = NonPaper(
        "lease-paper", ("belmora", "tarvenia"), "territory = lease", "neutrality = shelved",
        None, None,
    )  # fmt: skip
    room.enter("tarvenia-legal", "two-states", paper)
    room.at("03-09 20:00")
    room.report("2031-03-09-the-paper-nobody-wrote")
    room.at("03-10 12:00")
    plan = OfferMade("orrin-plan", ("belmora", "tarvenia"), "territory = joint", None, None, None)
    room.enter("sedgeland-head", "plenary", plan)
    room.at("03-10 15:02")
    room.report("2031-03-10-denials")
    room.at("03-12 10:00")
    room.open("powers", "bilateral", ("belmora-head", *POWERS, *HALVIA))
    room.enter(
        "aurelia-head", "powers", Message("We were asked by newspaper. Ask us here.", "none")
    )
    room.enter("tsurai-head", "powers", Message("We have a fund and no army.", "free"))
    room.at("03-14 11:00")
    room.enter(
        "halvia-mediator",
        "caucus-sedgeland",
        CaucusMessage("The next round is between the two states. You will see the text.", "none"),
    )
    room.enter(
        "sedgeland-head",
        "caucus-sedgeland",
        CaucusMessage("All of it, and before anybody initials it.", "none"),
    )
    assert HOST not in room.keys
