"""Round three, Brenholt, 6 to 8 April: the vision is opened, a text comes, brackets go in."""

from __future__ import annotations

from onetext.record.acts.drafting import Comment, DraftIssued, InstrumentOpened, ModeChanged
from onetext.record.acts.offering import OfferMade, OfferWithdrawn
from onetext.record.acts.seating import CompartmentClosed
from onetext.record.acts.talking import (
    CaucusMessage,
    DeadlineSet,
    Message,
    RoundOpened,
    SessionHeld,
)
from onetext.record.opening import HOST
from onetext.record.stands import Says
from recording.first_day import HALVIA, POWERS, give_role
from recording.room import HEADS, Room
from recording.round_one import CUSTOMS_HOUSE


def round_three(room: Room) -> None:
    """Play round three until it breaks up."""
    _the_vision_is_opened(room)
    _the_text_comes(room)
    _the_parties_take_over(room)
    _forty_one_brackets(room)


def _the_vision_is_opened(room: Room) -> None:
    room.at("04-06 05:30")
    room.enter(
        "halvia-mediator", "public", RoundOpened(3, "formal talks", CUSTOMS_HOUSE, "2031-04-06")
    )
    room.at("04-06 05:45")
    room.enter("tarvenia-head", "two-states", OfferWithdrawn("base-first"))
    # Commit now, open later: fixed on 17 March, shown today. The mediator wrote it herself, so
    # the leave is hers.
    room.at("04-06 06:00")
    room.host.disclose("halvia-mediator", room.item("vision"), room.where["caucus-sedgeland"])


def _the_text_comes(room: Room) -> None:
    treaty = room.case.text("treaty")
    assert treaty is not None
    room.at("04-06 06:40")
    room.enter(HOST, "plenary", InstrumentOpened(treaty.instrument))
    for n, passage in enumerate(room.draft("treaty", 1)):
        room.add(HALVIA[n % 2], "plenary", "treaty", passage)
    room.at("04-06 07:00")
    room.enter("halvia-envoy", "plenary", DraftIssued("treaty"))
    room.at("04-06 07:30")
    room.enter("sedgeland-head", "plenary", Message("I read it standing up.", "free"))
    room.at("04-06 08:00")
    half = OfferMade(
        "two-for-the-base",
        ("belmora",),
        "territory = two-of-three and sequencing = side-by-side",
        "neutrality = closed",
        None,
        None,
    )
    room.enter("tarvenia-head", "plenary", half)
    room.enter("halvia-mediator", "plenary", DeadlineSet("a text without brackets", "2031-04-11",
                                                         None))  # fmt: skip
    room.enter("belmora-legal", "plenary", Comment("treaty", "art-2", "Later is a long word."))
    room.at("04-06 13:10")
    _session(room, "06")
    room.at("04-06 20:00")
    room.report("2031-04-06-round-three-opens")
    room.night("04-06")


def _the_parties_take_over(room: Room) -> None:
    annex = room.case.text("annex-guarantees")
    assert annex is not None
    room.at("04-07 06:30")
    room.enter(HOST, "powers", CompartmentClosed())
    room.open(
        "guarantee-chapter",
        "bilateral",
        ("belmora-head", "sedgeland-head", *POWERS, *HALVIA),
        follows="powers",
    )
    give_role(room, "aurelia", "principal", "annex-guarantees")
    room.enter(HOST, "guarantee-chapter", InstrumentOpened(annex.instrument))
    room.at("04-07 07:00")
    room.enter("halvia-mediator", "plenary", ModeChanged("treaty", "rolling"))
    final = {passage.id: passage for passage in room.draft("treaty", 2)}
    for passage in final.values():
        for words in passage.alternatives:
            if words.by is not None:
                room.put(f"{words.by}-head", "plenary", "treaty", passage.id, words)
    room.at("04-07 09:00")
    room.enter("sedgeland-head", "plenary", OfferWithdrawn("orrin-plan"))
    room.at("04-07 10:00")
    named = {"aurelia": "aurelia-head", "belmora": "belmora-head"}
    for passage in room.draft("annex-guarantees", 1):
        first = type(passage)(passage.id, passage.heading, passage.alternatives[:1])
        room.add("halvia-envoy", "guarantee-chapter", "annex-guarantees", first)
        for words in passage.alternatives[1:]:
            seat = named[words.by or ""]
            room.put(seat, "guarantee-chapter", "annex-guarantees", passage.id, words)
    room.at("04-07 15:00")
    room.enter(
        "tarvenia-head",
        "caucus-tarvenia",
        CaucusMessage("Observers without arms, who tell all three at once: yes.", "free"),
        called="observers",
    )
    room.at("04-07 16:00")
    _session(room, "07")
    room.night("04-07")


def _forty_one_brackets(room: Room) -> None:
    room.at("04-08 07:00")
    observers = next(p for p in room.draft("treaty", 2) if p.id == "art-5")
    room.change("halvia-mediator", "plenary", "treaty", observers)
    room.enter(
        "tarvenia-head",
        "plenary",
        OfferMade("rook-observers", ("belmora", "sedgeland"), "monitoring = unarmed", None, None,
                  None),
    )  # fmt: skip
    room.at("04-08 13:00")
    room.enter("halvia-mediator", "plenary", DraftIssued("treaty"))
    room.enter("halvia-mediator", "guarantee-chapter", DraftIssued("annex-guarantees"))
    room.at("04-08 14:00")
    said: tuple[tuple[str, Says, tuple[str, ...]], ...] = (
        ("tarvenia-head", "accept", ("art-1", "art-5")),
        ("tarvenia-head", "ad-referendum", ("art-6",)),
        ("tarvenia-head", "reject", ("art-7",)),
        ("belmora-head", "accept", ("art-1", "art-5")),
        ("belmora-head", "reject", ("art-2",)),
        ("sedgeland-head", "accept", ("art-1", "art-6")),
    )
    for seat, says, passages in said:
        room.stand(seat, "plenary", "treaty", says, *passages)
    chapter = ("guarantee-chapter", "annex-guarantees")
    room.stand("league-head", *chapter, "accept", "ann-1")
    room.stand("aurelia-head", *chapter, "reserve", "ann-2")
    # The mirror exchange: we waive if you guarantee, we guarantee if you waive.
    room.at("04-08 15:00")
    waive = OfferMade(
        "waive", ("aurelia", "southern_league", "tsurai"), "neutrality = shelved",
        "guarantees = assist-named", "2031-04-30", None,
    )  # fmt: skip
    guard = OfferMade(
        "guard", ("belmora", "sedgeland"), "guarantees = assist-named", "neutrality = shelved",
        "2031-04-30", None,
    )  # fmt: skip
    room.enter("belmora-head", "guarantee-chapter", waive)
    room.enter("aurelia-head", "guarantee-chapter", guard, called="guard")
    room.at("04-08 16:30")
    room.enter(
        "halvia-mediator",
        "plenary",
        DeadlineSet("a text without brackets", "2031-04-30", "the invitation to a fourth round"),
    )
    _session(room, "08")
    room.at("04-08 18:30")
    room.report("2031-04-08-brackets")
    room.night("04-08")


def _session(room: Room, day: str) -> None:
    held = SessionHeld(
        "plenary", 3, CUSTOMS_HOUSE, f"2031-04-{day}T07:00Z", f"2031-04-{day}T13:00Z",
        (*HEADS, *HALVIA),
    )  # fmt: skip
    room.enter("halvia-envoy", "plenary", held)
