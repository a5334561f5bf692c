"""How a store answers, by index: which ticks first, then their rows some hundreds at a time.

Ticks take 8 bytes each in memory, so the longest record can be streamed; rows are fetched as they
are asked for. Nothing is read of a compartment that the question does not name.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, bindparam, select

from onetext.record.opening import Opening
from onetext.record.record import Kept
from onetext.record.store.keys import Keys
from onetext.record.store.packing import promise_of, unpack
from onetext.record.store.tables import (
    PUBLIC_MEMBER,
    bodies,
    compartments,
    keys,
    members,
    places,
    promises,
)
from onetext.record.store.wholeness import own

BATCH = 500
T = TypeVar("T")
_ROWS = (
    select(
        promises.c.tick,
        promises.c.commitment,
        promises.c.time,
        promises.c.signature,
        bodies.c.sealed,
    )
    .select_from(promises.outerjoin(bodies, bodies.c.tick == promises.c.tick))
    .where(promises.c.tick.in_(bindparam("ticks", expanding=True)))
    .order_by(promises.c.tick)
)
_PLACES = (
    select(places.c.tick, compartments.c.id, places.c.key, keys.c.gone)
    .select_from(
        places.join(compartments, compartments.c.n == places.c.compartment).join(
            keys, keys.c.n == places.c.key
        )
    )
    .where(places.c.tick.in_(bindparam("ticks", expanding=True)))
)
_ITEMS = select(promises.c.tick).where(
    promises.c.commitment.in_(bindparam("commitments", expanding=True))
)
"""Questions are put together once: to do it anew for each costs more than their answers."""


class SqlReading:
    """Answer within one transaction, from one state of the store."""

    def __init__(self, connection: Connection, opening: Opening, keys: Keys) -> None:
        self.opening = opening
        self.connection = connection
        self._keys = keys

    def held(self, seat: str | None, until: str | None) -> Iterator[Kept]:
        """Yield what was appended by ``until`` where ``seat`` was, in order."""
        asked = (
            select(places.c.tick)
            .select_from(members.join(places, places.c.compartment == members.c.compartment))
            .where(members.c.seat.in_(sees_as(seat)))
            .order_by(places.c.tick)
        )
        if until is not None:
            with self._beside_the_wall():
                through = self._one(
                    select(promises.c.tick)
                    .where(promises.c.time <= until)
                    .order_by(promises.c.time.desc(), promises.c.tick.desc())
                    .limit(1)
                )
            asked = asked.where(places.c.tick <= (-1 if through is None else through))
        yield from self._kept(array("q", self.connection.execute(asked).scalars()))

    def items(self, commitments: Iterable[bytes]) -> Mapping[bytes, Kept]:
        """Return the entries with these commitments."""
        found: dict[bytes, Kept] = {}
        for some in in_batches(dict.fromkeys(commitments)):
            ticks = self.connection.execute(_ITEMS, {"commitments": some}).scalars().all()
            for kept in self._kept(ticks):
                found[kept.promise.commitment] = kept
        return found

    def _kept(self, ticks: Sequence[int]) -> Iterator[Kept]:
        """Yield the entries of these ticks, in order of tick."""
        for some in in_batches(ticks):
            with self._beside_the_wall():
                where = {row[0]: row for row in self.connection.execute(_PLACES, {"ticks": some})}
            rows = self.connection.execute(_ROWS, {"ticks": some}).all()
            for tick, commitment, time, signature, sealed in rows:
                _, compartment, number, gone = where[tick]
                made = promise_of(bytes(commitment), tick, time, bytes(signature))
                key = None if gone or sealed is None else self._keys.get(number)
                if gone:
                    self._keys.drop((number,))
                if key is None:
                    yield Kept(compartment, made, None)
                    continue
                packed = key.open(bytes(sealed), made.commitment)
                yield Kept(compartment, made, unpack(packed, self.opening.room, compartment))

    def _beside_the_wall(self) -> AbstractContextManager[None]:
        """Read what no seat is shown: which compartment an item passed on stands in."""
        return nullcontext()

    def _one(self, query: Select[Any], **given: Any) -> Any:
        return self.connection.execute(query, given).scalar()


class SqlReadingFor(SqlReading):
    """Answer for one seat."""

    def __init__(
        self, connection: Connection, opening: Opening, keys: Keys, seat: str | None
    ) -> None:
        super().__init__(connection, opening, keys)
        self._seat = seat

    def held(self, seat: str | None, until: str | None) -> Iterator[Kept]:
        """Yield what was appended by ``until`` where ``seat`` was; refuse another seat."""
        return super().held(own(seat, self._seat), until)


def sees_as(seat: str | None) -> list[str]:
    """Return the members as whom a seat sees: itself and everybody."""
    return [PUBLIC_MEMBER] if seat is None else sorted({seat, PUBLIC_MEMBER})


def in_batches(values: Iterable[T]) -> Iterator[list[T]]:
    """Yield the values some hundreds at a time: as many as one question may name."""
    rest = iter(values)
    while some := list(islice(rest, BATCH)):
        yield some
