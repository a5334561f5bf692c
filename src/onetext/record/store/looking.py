"""What the host asks of a store before it writes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from onetext.record.heads import Head, decode_head
from onetext.record.promise import Promise
from onetext.record.record import Compartment, Kept
from onetext.record.store.packing import promise_of
from onetext.record.store.reading import SqlReading, in_batches, sees_as
from onetext.record.store.sealing import DataKey, id_mark
from onetext.record.store.tables import (
    PUBLIC_MEMBER,
    blocks,
    chains,
    closes,
    compartments,
    keys,
    members,
    places,
    promises,
    tallies,
)


class SqlLooking(SqlReading):
    """Answer what the host asks before it writes."""

    def last(self) -> Promise | None:
        """Return the promise of the last entry."""
        return next(iter(self._promises(newest=True)), None)

    def pending(self) -> Sequence[Promise]:
        """Return the promises that no close has included yet."""
        return self._promises(since=self._through())

    def _through(self) -> int:
        """Return the last tick that a close has included."""
        included: int | None = self._one(select(func.max(blocks.c.through)))
        return -1 if included is None else included

    def _promises(self, *, since: int = -1, newest: bool = False) -> list[Promise]:
        columns = (promises.c.commitment, promises.c.tick, promises.c.time, promises.c.signature)
        asked = select(*columns).where(promises.c.tick > since)
        if newest:
            asked = asked.order_by(promises.c.tick.desc()).limit(1)
        else:
            asked = asked.order_by(promises.c.tick)
        return [
            promise_of(bytes(commitment), tick, time, bytes(signature))
            for commitment, tick, time, signature in self.connection.execute(asked)
        ]

    def chain(self, compartment: str, signer: str) -> tuple[int, bytes] | None:
        """Return the last counter of a chain and the commitment of its entry."""
        asked = (
            select(chains.c.counter, chains.c.commitment)
            .select_from(chains.join(compartments, compartments.c.n == chains.c.compartment))
            .where(compartments.c.id == compartment, chains.c.signer == signer)
        )
        row = self.connection.execute(asked).first()
        return None if row is None else (row.counter, bytes(row.commitment))

    def compartment(self, id: str) -> Compartment | None:
        """Return a compartment, None if it was never opened."""
        number = self._one(select(compartments.c.n).where(compartments.c.id == id))
        if number is None:
            return None
        asked = select(members.c.seat).where(members.c.compartment == number)
        inside = frozenset(self.connection.execute(asked).scalars())
        return Compartment(id, None if PUBLIC_MEMBER in inside else inside)

    def ids(self, ids: Iterable[bytes]) -> Sequence[Kept]:
        """Return the entries with these ids, in order of tick."""
        ticks: list[int] = []
        for some in in_batches({id_mark(id) for id in ids}):
            asked = select(places.c.tick).where(places.c.mark.in_(some))
            ticks += self.connection.execute(asked).scalars()
        return list(self._kept(sorted(ticks)))

    def of_kind(self, kinds: Iterable[str], seat: str | None) -> Iterator[Kept]:
        """Yield the entries of these kinds in the compartments that hold ``seat``."""
        asked = (
            select(keys.c.n)
            .select_from(members.join(keys, keys.c.compartment == members.c.compartment))
            .where(members.c.seat.in_(sees_as(seat)), keys.c.gone.is_(False))
        )
        names = set(kinds)
        marks = [key.kind(name) for key in self._live(asked) for name in names]
        ticks = array("q")
        for some in in_batches(marks):
            found = self.connection.execute(select(places.c.tick).where(places.c.kind.in_(some)))
            ticks.extend(found.scalars())
        yield from self._kept(array("q", sorted(ticks)))

    def taken(self, seat: str) -> int:
        """Return how many entries of ``seat`` no close has included yet."""
        live, included = self._live(select(keys.c.n).where(keys.c.gone.is_(False))), self._through()
        counted = 0
        for some in in_batches(key.author(seat) for key in live):
            asked = select(func.count()).where(places.c.author.in_(some), places.c.tick > included)
            counted += self._one(asked)
        return counted

    def waiting(self) -> int:
        """Return how many entries no close has included yet."""
        asked = select(func.count()).where(promises.c.tick > self._through())
        counted: int = self._one(asked)
        return counted

    def tally(self) -> bytes | None:
        """Return what was put down since the last close."""
        sealed = self._one(select(tallies.c.sealed))
        return None if sealed is None else bytes(sealed)

    def heads(self) -> Sequence[tuple[Head, bytes]]:
        """Return the head and the block's root of every close, in order."""
        asked = select(closes.c.head, blocks.c.block).join_from(closes, blocks)
        rows = self.connection.execute(asked.order_by(closes.c.close))
        return [(decode_head(bytes(head)), bytes(block)) for head, block in rows]

    def everything(self) -> Iterator[Kept]:
        """Yield every entry in order."""
        asked = select(promises.c.tick).order_by(promises.c.tick)
        yield from self._kept(array("q", self.connection.execute(asked).scalars()))

    def _live(self, asked: Select[Any]) -> Iterator[DataKey]:
        for number in self.connection.execute(asked).scalars().all():
            key = self._keys.get(number)
            if key is not None:
                yield key
