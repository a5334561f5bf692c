"""Round three resumed, 14 to 16 April: the brackets go, the treaty is initialled, not the annex."""

from __future__ import annotations

from dataclasses import replace

from onetext.record.acts.drafting import Comment, DraftIssued, Initialled
from onetext.record.acts.passing import Leave
from onetext.record.acts.talking import Message, SessionHeld
from onetext.record.stands import Says
from onetext.terms.text.passage import Alternative, Passage, Version
from recording.first_day import HALVIA, POWERS, TARVENIA, give_role, hold
from recording.room import HEADS, Room
from recording.round_one import CUSTOMS_HOUSE

COMMISSION = Alternative(
    "n1",
    (
        Version(
            "en",
            "Tarvenia withdraws from Upper and Middle Ketta. A joint commission that sits in Orrin "
            "settles Lower Ketta; nothing here is held against either claim.",
        ),
        Version(
            "fr",
            "La Tarvénie se retire du Haut et du Moyen Ketta. Une commission mixte siégeant à "
            "Orrin règle le Bas Ketta ; rien ici n'est opposé à l'une ou l'autre prétention.",
        ),
    ),
)
WITHIN_A_DAY = Alternative(
    "a1",
    (
        Version(
            "en",
            "Unarmed observers of the Southern League work on both banks and report to all three "
            "parties within a day.",
        ),
        Version(
            "fr",
            "Des observateurs non armés de la Ligue du Sud travaillent sur les deux rives et "
            "informent les trois parties dans la journée.",
        ),
    ),
)
ANNEX = ("guarantee-chapter", "annex-guarantees")


def resumed(room: Room) -> None:
    """Play the end."""
    # Nobody's idea: which seat put it forward stands in this script and nowhere in the record.
    room.at("04-10 09:00")
    room.put("sedgeland-head", "plenary", "treaty", "art-2", COMMISSION)
    _brackets_go(room)
    _there_and_back(room)
    _initialled(room)


def _brackets_go(room: Room) -> None:
    room.at("04-14 06:30")
    hold(room, "aurelia-head", "2031-04-14")
    give_role(room, "aurelia", "mediator", "guarantees")
    room.at("04-14 08:00")
    for passage in ("art-2", "art-3", "art-7"):
        room.drop("tarvenia-head", "plenary", "treaty", passage, "t1")
    for passage in ("art-2", "art-4"):
        room.drop("belmora-head", "plenary", "treaty", passage, "b1")
    room.choose("halvia-mediator", "plenary", "treaty", "art-2", "n1")
    sedgeland = _authentic(room.passages["treaty", "art-6"])
    room.change("halvia-mediator", "plenary", "treaty", sedgeland)
    room.enter("halvia-mediator", "plenary", DraftIssued("treaty"))
    room.at("04-14 15:00")
    room.enter(
        "halvia-envoy",
        "guarantee-chapter",
        SessionHeld(
            "proximity", 3, CUSTOMS_HOUSE, "2031-04-14T12:00Z", "2031-04-14T15:00Z",
            ("aurelia-head", "belmora-head", "halvia-envoy", "sedgeland-head"),
        ),
    )  # fmt: skip
    room.night("04-14")


def _there_and_back(room: Room) -> None:
    """Let all three accept; then a passage goes to other words and back, and no stand is left."""
    # What they accepted on 8 April, and nobody has changed since, they need not accept again.
    changed = ("art-2", "art-3", "art-4", "art-6", "art-7")
    room.at("04-15 07:00")
    for seat in HEADS:
        room.stand(seat, "plenary", "treaty", "accept", *changed)
    room.stand("sedgeland-head", "plenary", "treaty", "accept", "art-5")
    room.at("04-15 10:00")
    settled = room.passages["treaty", "art-5"]
    room.enter("tarvenia-legal", "plenary", Comment("treaty", "art-5", "At once is no hour."))
    other = replace(settled, alternatives=(WITHIN_A_DAY,))
    room.change("halvia-mediator", "plenary", "treaty", other)
    room.enter("belmora-legal", "plenary", Comment("treaty", "art-5", "A day is an age."))
    room.at("04-15 11:00")
    room.change("halvia-mediator", "plenary", "treaty", settled)
    room.enter("halvia-mediator", "plenary", DraftIssued("treaty"), called="last draft")
    room.at("04-15 13:00")
    room.drop("aurelia-head", *ANNEX, "ann-2", "u1")
    room.drop("belmora-head", *ANNEX, "ann-2", "b1")
    room.enter("halvia-mediator", "guarantee-chapter", DraftIssued("annex-guarantees"))
    # Tarvenia learns that something was offered, and not what.
    room.at("04-15 14:00")
    leave = Leave(room.item("guard"), "existence", TARVENIA, ())
    room.enter("aurelia-head", "guarantee-chapter", leave)
    room.host.disclose(
        "halvia-envoy", room.item("guard"), room.where["caucus-tarvenia"], form="existence"
    )
    room.night("04-15")


def _initialled(room: Room) -> None:
    room.at("04-16 07:00")
    for seat in HEADS:
        room.stand(seat, "plenary", "treaty", "accept", "art-5")
    for seat in ("belmora-head", "sedgeland-head", *POWERS):
        says: Says = "ad-referendum" if seat == "aurelia-head" else "accept"
        room.stand(seat, *ANNEX, says, "ann-2")
    for seat in ("aurelia-head", "belmora-head", "sedgeland-head", "tsurai-head"):
        room.stand(seat, *ANNEX, "accept", "ann-1")
    room.stand("aurelia-head", *ANNEX, "reserve", "ann-3")
    room.at("04-16 11:00")
    for seat in HEADS:
        room.enter(seat, "plenary", Initialled("treaty", room.id_of("last draft")))
    room.at("04-16 12:00")
    words = "One text, initialled. It closes with the annex or not at all."
    room.enter("halvia-mediator", "plenary", Message(words, "free"))
    room.enter(
        "halvia-envoy",
        "plenary",
        SessionHeld(
            "plenary", 3, CUSTOMS_HOUSE, "2031-04-16T07:00Z", "2031-04-16T12:00Z",
            (*HEADS, *HALVIA),
        ),
    )  # fmt: skip
    room.night("04-16", (*HEADS, "aurelia-head", "halvia-mediator"))


def _authentic(passage: Passage) -> Passage:
    return replace(
        passage,
        alternatives=tuple(
            replace(
                one,
                versions=tuple(replace(version, status="authentic") for version in one.versions),
            )
            for one in passage.alternatives
        ),
    )
