"""A long record for measurements: 20 seats, loaded in bulk into either store.

The first seat may see one entry in a hundred, the second at most 500, the others about a twentieth
each. Entries are packed, sealed and indexed as the store does it; only their signatures are drawn
at random, for nobody who reads a store looks at them, and a million would take minutes to sign.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert, select

from onetext.record.acts.kinds import values_of
from onetext.record.acts.seating import CompartmentOpened
from onetext.record.acts.talking import Message
from onetext.record.entry import NONE_BEFORE, Entry, Place, write_entry
from onetext.record.fields import Body
from onetext.record.opening import HOST, Opening, SeatKey, moment
from onetext.record.promise import promise
from onetext.record.record import Kept
from onetext.record.signing import public_bytes
from onetext.record.store.interface import Store, Writing
from onetext.record.store.packing import pack
from onetext.record.store.sealing import id_mark
from onetext.record.store.sql import SqlStore
from onetext.record.store.tables import bodies, compartments, keys, places, promises

SEATS = tuple(f"seat-{number:02}" for number in range(20))
ONE_IN_100, FEW = SEATS[0], SEATS[1]
FEW_SEEN = 500
OPENED = 22
START = "2031-03-16T09:00:00Z"
WORDS = "the line along the lake the river two years of monitoring before any vote is held".split()
AT_ONCE = 20_000


class Room:
    """Make the opening and the compartments of the room, and entries one by one or in bulk."""

    def __init__(self, seed: int = 7) -> None:
        self.draw = random.Random(seed)
        self.log_key = self._key()
        self.opening = Opening(
            mode="exercise",
            log_key=public_bytes(self.log_key),
            seats=tuple(SeatKey(seat, None) for seat in SEATS),
            first_close="2031-03-17T18:00:00Z",
            every=86400,
            slots=2**20,
            salt=self.draw.randbytes(32),
        )
        self.tick = self.seconds = 0

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.draw.randbytes(32))

    def begin(self, store: Store) -> None:
        """Open the public, the plenary, and a compartment of each seat with the third one."""
        opened = [CompartmentOpened("public", "public", (), None)]
        opened.append(CompartmentOpened("plenary", "plenary", SEATS[2:], None))
        for seat in SEATS:
            inside = tuple(sorted({seat, SEATS[2]}))
            opened.append(CompartmentOpened(f"with-{seat}", "caucus", inside, None))
        with store.writing() as writing:
            for act in opened:
                writing.keep(self.kept(writing, HOST, act.name, act))

    def kept(
        self, writing: Writing, seat: str, place: str, act: Message | CompartmentOpened
    ) -> Kept:
        """Make the next entry of a chain, signed by the host for the seat."""
        counter, before = writing.chain(place, HOST) or (0, NONE_BEFORE)
        values = values_of(act)
        entry = write_entry(
            None,
            room=self.opening.room,
            id=self.draw.randbytes(16),
            seat=seat,
            place=Place(place, counter + 1, before, self.draw.randbytes(32)),
            body=Body.of(values, {name: self.draw.randbytes(32) for name in values}),
            salt=self.draw.randbytes(32),
        )
        made = promise(
            self.log_key,
            room=self.opening.room,
            commitment=entry.commitment,
            tick=self._next(),
            time=self._hour(),
        )
        return Kept(place, made, entry)

    def said(self) -> Message:
        """Return a message of some 60 words."""
        return Message(" ".join(self.draw.choices(WORDS, k=60)), "none")

    def _next(self) -> int:
        self.tick += self.draw.randrange(1, 60)
        self.seconds += self.draw.random() < 0.1
        return self.tick

    def _hour(self) -> str:
        return (moment(START) + timedelta(seconds=self.seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def load(self, store: SqlStore, count: int) -> None:
        """Fill the record up to ``count`` entries, in transactions of 20,000."""
        where = self._where(count - OPENED)
        while rest := [place for _, place in zip(range(AT_ONCE), where, strict=False)]:
            with store._writing() as connection:
                found = connection.execute(
                    select(compartments.c.id, compartments.c.n, keys.c.n)
                    .join_from(compartments, keys)
                    .where(keys.c.lasting.is_(False))
                )
                numbers = {id: (compartment, key) for id, compartment, key in found}
                rows = [self._rows(store, place, *numbers[place]) for place in rest]
                for table, at in ((promises, 0), (places, 1), (bodies, 2)):
                    connection.execute(insert(table), [row[at] for row in rows])

    def prime(self, store: Store) -> None:
        """Say one thing in each compartment, so that each has its key, and end its chains."""
        with store.writing() as writing:
            for place in ("public", "plenary", *(f"with-{seat}" for seat in SEATS)):
                writing.keep(self.kept(writing, HOST, place, self.said()))

    def _where(self, count: int) -> Iterator[str]:
        few = 0
        for _ in range(count - OPENED):
            drawn = self.draw.random()
            if drawn < 0.01:
                yield f"with-{ONE_IN_100}"
            elif few < FEW_SEEN - 3 and drawn < 0.01 + min(0.45, 4 * FEW_SEEN / count):
                few += 1
                yield f"with-{FEW}"
            else:
                yield self.draw.choice(("plenary", *(f"with-{seat}" for seat in SEATS[2:])))

    def _rows(
        self, store: SqlStore, place: str, compartment: int, number: int
    ) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        values = values_of(self.said())
        body = Body.of(values, {name: self.draw.randbytes(32) for name in values})
        at = Place(place, 2, self.draw.randbytes(32), self.draw.randbytes(32))
        entry = Entry(
            self.opening.room,
            self.draw.randbytes(16),
            self.draw.choice(SEATS),
            at,
            body,
            self.draw.randbytes(32),
            self.draw.randbytes(64),
        )
        commitment, tick = self.draw.randbytes(32), self._next()
        key = store._keys.get(number)
        if key is None:
            raise SystemExit("a key is not there")
        return (
            {
                "tick": tick,
                "commitment": commitment,
                "time": self._hour(),
                "signature": self.draw.randbytes(64),
            },
            {
                "compartment": compartment,
                "tick": tick,
                "key": number,
                "kind": key.kind("message"),
                "author": key.author(entry.seat),
                "mark": id_mark(entry.id),
            },
            {"tick": tick, "sealed": key.seal(pack(entry, at), commitment)},
        )


def made(place: str, count: int) -> None:
    """Make the record at ``place``, which holds nothing yet."""
    from onetext.record.store.places import open_store

    room = Room()
    store = open_store(place, opening=room.opening)
    if not isinstance(store, SqlStore):
        raise SystemExit(f"{place}: no store on disk")
    room.begin(store)
    room.prime(store)
    room.load(store, count)
    store.shut()


def size_mb(path: Path) -> float:
    """Return the size of a record with its log and keys, in MB."""
    return sum(at.stat().st_size for at in path.parent.glob(f"{path.name}*")) / 1e6


if __name__ == "__main__":
    made(sys.argv[1], int(sys.argv[2]))
