"""Entries for a store, made quickly: a drawn history of a small room, the same for every store."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.record.acts.kinds import Act, values_of
from onetext.record.acts.seating import CompartmentOpened, CompartmentSort
from onetext.record.acts.talking import Message
from onetext.record.entry import NONE_BEFORE, Place, write_entry
from onetext.record.fields import Body
from onetext.record.heads import CoSignature, sign_head, sign_window
from onetext.record.opening import HOST, Opening, SeatKey, moment
from onetext.record.promise import block, promise
from onetext.record.record import Kept
from onetext.record.signing import public_bytes
from onetext.record.store.interface import Closed, Writing
from onetext.record.tree import Tree

SEATS = ("arn", "bel", "cal", "med")
START = "2031-03-16T09:00:00Z"


@dataclass
class Books:
    """Make the next entry, or the next close, of a room; nothing here looks at a store."""

    seed: int = 0
    seats: tuple[str, ...] = SEATS
    slots: int = 64
    chains: dict[tuple[str, str], tuple[int, bytes]] = field(default_factory=dict)
    tick: int = 0
    seconds: int = 0
    heads: int = 0

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)
        self.log_key = self._key()
        self.keys: Mapping[str, Ed25519PrivateKey] = {seat: self._key() for seat in self.seats}
        self.opening = Opening(
            mode="exercise",
            log_key=public_bytes(self.log_key),
            seats=tuple(SeatKey(s, public_bytes(self.keys[s])) for s in sorted(self.seats)),
            first_close="2031-03-16T18:00:00Z",
            every=86400,
            slots=self.slots,
            salt=self.draw.randbytes(32),
        )

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.draw.randbytes(32))

    def entry(self, seat: str, compartment: str, act: Act, *, signed: bool = True) -> Kept:
        key = self.log_key if seat == HOST else self.keys[seat]
        signer = seat if signed else HOST
        counter, before = self.chains.get((compartment, signer), (0, NONE_BEFORE))
        values = values_of(act)
        entry = write_entry(
            key if signed else None,
            room=self.opening.room,
            id=self.draw.randbytes(16),
            seat=seat,
            place=Place(compartment, counter + 1, before, self.draw.randbytes(32)),
            body=Body.of(values, {name: self.draw.randbytes(32) for name in values}),
            salt=self.draw.randbytes(32),
        )
        self.chains[compartment, signer] = (counter + 1, entry.commitment)
        self.tick += self.draw.randrange(1, 1000)
        self.seconds += self.draw.randrange(3)
        at = moment(START) + timedelta(seconds=self.seconds)
        made = promise(
            self.log_key,
            room=self.opening.room,
            commitment=entry.commitment,
            tick=self.tick,
            time=at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        return Kept(compartment, made, entry)

    def opened(self, compartment: str, *members: str, sort: CompartmentSort = "caucus") -> Kept:
        act = CompartmentOpened(compartment, sort, tuple(sorted(members)), None)
        return self.entry(HOST, compartment, act)

    def said(self, seat: str, compartment: str, words: str, *, signed: bool = True) -> Kept:
        return self.entry(seat, compartment, Message(words, "none"), signed=signed)

    def start(self) -> list[Kept]:
        """Open the public, the plenary, and a caucus of each party with the mediator."""
        return [
            self.opened("public", sort="public"),
            self.opened("plenary", *self.seats, sort="plenary"),
            *(self.opened(f"caucus-{seat}", seat, "med") for seat in self.seats if seat != "med"),
        ]

    def closed(self, writing: Writing) -> Closed:
        """Make the close of all that a store says is pending."""
        number = self.heads = self.heads + 1
        pending = writing.pending()
        salts = [self.draw.randbytes(32) for _ in range(self.slots - len(pending))]
        leaves = block(pending, salts, slots=self.slots)
        before = writing.heads()
        head = sign_head(
            self.log_key,
            room=self.opening.room,
            close=number,
            time=self.opening.hour_of(number),
            size=number * self.slots,
            root=Tree.of_hashes(leaves).root(),
            previous=before[-1][0] if before else None,
        )
        windows = tuple(
            sign_window(
                self.log_key,
                head,
                seat=seat,
                commitments=[kept.promise.commitment for kept in writing.held(seat, None)],
            )
            for seat in (None, *self.seats)
        )
        return Closed(head, Tree.of_hashes(leaves).root(), leaves, windows)

    def signature(self, seat: str) -> CoSignature:
        return CoSignature(seat, self.draw.randrange(1, self.heads + 1), self.draw.randbytes(64))
