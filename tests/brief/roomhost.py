"""A small exercise run by the real host: seats of parties, compartments by name."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.record.acts.kinds import Act
from onetext.record.acts.seating import CompartmentSort, SeatPlaced
from onetext.record.hosting.host import Host
from onetext.record.opening import HOST, Opening, SeatKey
from onetext.record.signing import public_bytes
from onetext.record.store.memory import MemoryStore


class Room:
    """Hold the host of an exercise, its store, and its compartments' ids."""

    def __init__(self, seats: Mapping[str, str], *, functions: Mapping[str, str]) -> None:
        draw = random.Random("room")
        keys = {
            seat: Ed25519PrivateKey.from_private_bytes(draw.randbytes(32))
            for seat in (HOST, *sorted(seats))
        }
        opening = Opening(
            mode="exercise",
            log_key=public_bytes(keys[HOST]),
            seats=tuple(SeatKey(seat, public_bytes(keys[seat])) for seat in sorted(seats)),
            first_close="2031-03-17T18:00:00Z",
            every=86400,
            slots=256,
            salt=draw.randbytes(32),
        )
        self.ticks = 0
        self.store = MemoryStore(opening)
        log_key = keys.pop(HOST)
        self.host = Host(self.store, log_key, self.clock, draw.randbytes, keys)
        self.ids: dict[str, str] = {}
        self.open("public", "public")
        for seat, party in seats.items():
            function: Any = functions.get(seat, "head")
            self.enter(HOST, "public", SeatPlaced(seat, party, function, ()))

    def clock(self) -> tuple[int, str]:
        self.ticks += 1
        return self.ticks, "2031-03-16T09:00:00Z"

    def open(self, name: str, sort: CompartmentSort, members: Sequence[str] = ()) -> None:
        self.ids[name] = self.host.open_compartment(name, sort, members)

    def enter(self, seat: str, place: str, act: Act) -> None:
        self.host.enter(seat, self.ids[place], act)
