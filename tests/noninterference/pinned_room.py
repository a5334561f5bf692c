"""A room run by the real host, its clocks and randomness fixed by the step: equal in two histories.

What is drawn for an entry depends on the step alone, never on what else happened; so two histories
that make the same step give it the same ids and salts, as their authors would (design, §4).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from public_reports import REPORTS
from sheets_seen import case_filed, sheet_filed

from onetext.record.acts.drafting import DraftIssued, InstrumentOpened, PassageAdded
from onetext.record.acts.kinds import Act
from onetext.record.acts.proposing import ProposalPut, Settled
from onetext.record.acts.seating import CompartmentSort, RoleGiven, SeatPlaced
from onetext.record.drafting import change_to
from onetext.record.hosting.host import Host
from onetext.record.opening import HOST, Opening, SeatKey, moment
from onetext.record.record import Kept
from onetext.record.signing import public_bytes
from onetext.record.store.interface import Store, Writing
from onetext.record.store.memory import MemoryStore
from onetext.record.view import filed
from onetext.terms.text.instrument import FullPowers, Instrument
from onetext.terms.text.passage import Alternative, Passage, Version

SEATS = {
    "arn-head": "arn",
    "arn-legal": "arn",
    "bel-head": "bel",
    "cal-head": "cal",
    "dor-med": "dor",
}
SIDE = ("arn-head", "arn-legal", "dor-med")
PARTIES = ("arn", "bel", "cal")
START = "2031-03-16T09:00:00Z"
FIRST_CLOSE = "2031-03-16T18:00:00Z"
SLOTS = 128
_HOUR = "%Y-%m-%dT%H:%M:%SZ"


@cache
def key_of(name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(random.Random(f"key of {name}").randbytes(32))


@cache
def opening(slots: int = SLOTS) -> Opening:
    return Opening(
        mode="exercise",
        log_key=public_bytes(key_of(HOST)),
        seats=tuple(SeatKey(seat, public_bytes(key_of(seat))) for seat in sorted(SEATS)),
        first_close=FIRST_CLOSE,
        every=86400,
        slots=slots,
        salt=random.Random("room").randbytes(32),
    )


class PinnedHost(Host):
    """The real host; only what a close draws comes from another stream than what a step draws."""

    room: PinnedRoom

    def _close(self, looks: Writing, time: str) -> int:
        with self.room.other_stream("close"):
            return super()._close(looks, time)


class PinnedRoom:
    """Hold one history: the store, its host, and what was made in it by label."""

    def __init__(self, side: str, make: Callable[[Opening], Store] = MemoryStore) -> None:
        self.side = side
        self.store = make(opening())
        keys = {seat: key_of(seat) for seat in SEATS}
        self.host = PinnedHost(self.store, key_of(HOST), self.clock, self.draw, keys)
        self.host.room = self
        self.minutes = 0
        self.at(0, 0, apart=False)
        self.made: dict[str, Kept] = {}
        self.label = ""

    def at(self, slot: int, minutes: int, *, apart: bool) -> None:
        """Begin a step: from here on clocks and draws are those of this slot."""
        self.slot, self.minutes, self.readings = slot, minutes, 0
        self.random = random.Random(f"{slot} {self.side if apart else 'both'}")

    def clock(self) -> tuple[int, str]:
        self.readings += 1
        return self.slot * 1_000_000 + self.readings, self.hour(self.minutes)

    def hour(self, minutes: int) -> str:
        return (moment(START) + timedelta(minutes=minutes)).strftime(_HOUR)

    def draw(self, count: int) -> bytes:
        return self.random.randbytes(count)

    @contextmanager
    def other_stream(self, name: str) -> Iterator[None]:
        before = self.random
        self.random = random.Random(f"{self.slot} {self.side} {name}")
        try:
            yield
        finally:
            self.random = before

    def enter(self, seat: str, compartment: str, act: Act) -> Kept:
        return self.host.enter(seat, compartment, act)

    def open(self, name: str, sort: CompartmentSort, members: Any = (), **more: Any) -> str:
        return self.host.open_compartment(name, sort, members, **more)


def treaty(id: str, *, closes_with: tuple[str, ...] = ()) -> Instrument:
    """Return an instrument; the seats of SEATS that are heads may bind their party."""
    heads = [(seat, of) for seat, of in SEATS.items() if seat.endswith("head")]
    return Instrument(
        id,
        f"Treaty {id}",
        "treaty",
        "rolling",
        binds=PARTIES,
        drafter="dor",
        languages=("en",),
        may_bind=tuple(FullPowers(seat, of) for seat, of in heads),
        closes_with=closes_with,
    )


def begun(room: PinnedRoom) -> dict[str, str]:
    """Open what every room begins with, and return the compartments by name."""
    rooms = {
        "public": room.open("public", "public"),
        "plenary": room.open("plenary", "plenary", SEATS),
    }
    for seat, party in SEATS.items():
        function = "mediator" if party == "dor" else seat.rpartition("-")[2]
        binds = ("t1",) if seat.endswith("head") else ()
        room.enter(HOST, rooms["public"], SeatPlaced(seat, party, function, binds))
    room.enter(HOST, rooms["public"], RoleGiven("dor", "mediator", None, None, None))
    room.enter(HOST, rooms["public"], filed(REPORTS[0]))
    room.enter(HOST, rooms["public"], case_filed())
    for party in ("bel", "cal"):
        room.enter(f"{party}-head", rooms["plenary"], sheet_filed(party, party, 4))
    room.enter(HOST, rooms["plenary"], InstrumentOpened(treaty("t1", closes_with=("t2",))))
    lake = Passage("p0", "Article", (Alternative("a0", (Version("en", "The lake is shared."),)),))
    mark = change_to("t1", "p0", lake, bytes(32))
    room.enter("dor-med", rooms["plenary"], PassageAdded("t1", lake, None, bytes(32), mark))
    room.enter("dor-med", rooms["plenary"], DraftIssued("t1"))
    rooms["side"] = room.open("side", "caucus", SIDE)
    room.enter(HOST, rooms["side"], InstrumentOpened(treaty("t2")))
    room.enter("arn-head", rooms["side"], sheet_filed("arn", "arn", 5))
    return rooms


def proposal(hour: str) -> ProposalPut:
    """Return a package that all principals are to answer by an hour."""
    to = tuple(sorted(seat for seat in SEATS if seat.endswith("head")))
    return ProposalPut((Settled("land", "shared"),), None, None, to, hour)
