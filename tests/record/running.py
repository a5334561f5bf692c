"""A room run by the real host over any store, with seeded keys, salts and clocks."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.record.acts.drafting import InstrumentOpened, StandEntered
from onetext.record.acts.kinds import Act
from onetext.record.acts.seating import SeatPlaced
from onetext.record.hosting.host import Host
from onetext.record.hosting.now import Now
from onetext.record.hosting.texts import standing_of
from onetext.record.opening import HOST, Mode, Opening, SeatKey, moment
from onetext.record.record import Kept
from onetext.record.signing import public_bytes
from onetext.record.stands import Says, sign_stand
from onetext.record.store.interface import Store
from onetext.record.store.memory import MemoryStore
from onetext.terms.text.instrument import FullPowers, Instrument

SEATS: Mapping[str, str] = {
    "arn-head": "arn",
    "arn-legal": "arn",
    "bel-head": "bel",
    "cal-head": "cal",
    "dor-med": "dor",
}
PARTIES = ("arn", "bel", "cal")
START = "2031-03-16T09:00:00Z"


@dataclass
class Running:
    """Hold a host with its store; ``step`` sets how far the clock goes at each reading."""

    seed: int = 0
    mode: Mode = "exercise"
    slots: int = 128
    seats: Mapping[str, str] = field(default_factory=lambda: SEATS)
    make: Callable[[Opening], Store] = MemoryStore
    step: int = 60

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        log_key = self._key()
        self.keys = {seat: self._key() for seat in sorted(self.seats)}
        self.opening = Opening(
            mode=self.mode,
            log_key=public_bytes(log_key),
            seats=tuple(SeatKey(s, public_bytes(self.keys[s])) for s in sorted(self.seats)),
            first_close="2031-03-16T18:00:00Z",
            every=86400,
            slots=self.slots,
            salt=self.random.randbytes(32),
        )
        self.now = 0
        self.store = self.make(self.opening)
        self.host = Host(self.store, log_key, self.clock, self.random.randbytes, self.keys)
        self.rooms: dict[str, str] = {}

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.random.randbytes(32))

    def clock(self) -> tuple[int, str]:
        self.now += self.step
        at = moment(START) + timedelta(seconds=self.now)
        return self.now * 1_000_000, at.strftime("%Y-%m-%dT%H:%M:%SZ")

    def open(self, name: str, sort: str, members: Iterable[str] = ()) -> str:
        self.rooms[name] = self.host.open_compartment(name, sort, members)  # type: ignore[arg-type]
        return self.rooms[name]

    def start(self) -> Running:
        """Open the public, the plenary, a caucus for each party and its own room; place seats."""
        self.open("public", "public")
        self.open("plenary", "plenary", self.seats)
        for party in PARTIES:
            own = [seat for seat, of in self.seats.items() if of == party]
            self.open(f"caucus-{party}", "caucus", [*own, "dor-med"])
            self.open(f"private-{party}", "private", own)
        for seat, party in self.seats.items():
            function = "mediator" if party == "dor" else seat.rpartition("-")[2]
            binds = ("treaty",) if seat.endswith("head") else ()
            self.enter(HOST, "public", SeatPlaced(seat, party, function, binds))
        self.enter(HOST, "plenary", InstrumentOpened(treaty(self.seats)))
        return self

    def enter(self, seat: str, name: str, act: Act) -> Kept:
        return self.host.enter(seat, self.rooms[name], act)

    def stand(self, seat: str, name: str, passage: str, says: Says, *, counter: int = 0) -> Kept:
        with self.store.writing() as looks:
            fits = standing_of(Now(self.opening, looks, seat), "treaty", passage)
        made = sign_stand(self.keys[seat], fits, says=says, counter=counter or fits.after + 1)
        return self.enter(seat, name, StandEntered(made))


def treaty(seats: Mapping[str, str]) -> Instrument:
    """Return the instrument that the parties of a test room negotiate."""
    heads = [(seat, of) for seat, of in seats.items() if seat.endswith("head")]
    return Instrument(
        "treaty",
        "Treaty of Two Rivers",
        "treaty",
        "rolling",
        binds=PARTIES,
        drafter="dor",
        languages=("en",),
        may_bind=tuple(FullPowers(seat, of) for seat, of in heads),
    )
