"""What the host asks of a store before it writes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, select

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

_PROMISE = (promises.c.commitment, promises.c.tick, promises.c.time, promises.c.signature)
_SINCE = select(*_PROMISE).where(promises.c.tick > bindparam("since")).order_by(promises.c.tick)
_NEWEST = select(*_PROMISE).order_by(promises.c.tick.desc()).limit(1)
_THROUGH = select(func.max(blocks.c.through))
_WAITING = select(func.count()).where(promises.c.tick > bindparam("since"))
_CHAIN = (
    select(chains.c.counter, chains.c.commitment)
    .select_from(chains.join(compartments, compartments.c.n == chains.c.compartment))
    .where(compartments.c.id == bindparam("place"), chains.c.signer == bindparam("by"))
)
_NUMBER = select(compartments.c.n).where(compartments.c.id == bindparam("place"))
_MEMBERS = select(members.c.seat).where(members.c.compartment == bindparam("place"))
_MARKED = select(places.c.tick).where(places.c.mark.in_(bindparam("marks", expanding=True)))
_OF_KIND = select(places.c.tick).where(places.c.kind.in_(bindparam("marks", expanding=True)))
_BY_AUTHOR = select(func.count()).where(
    places.c.author.in_(bindparam("marks", expanding=True)), places.c.tick > bindparam("since")
)
_KEYS = select(keys.c.n).where(keys.c.gone.is_(False))
_KEYS_SEEN = (
    select(keys.c.n)
    .select_from(members.join(keys, keys.c.compartment == members.c.compartment))
    .where(members.c.seat.in_(bindparam("seats", expanding=True)), keys.c.gone.is_(False))
)
_TALLY = select(tallies.c.sealed)
_HEADS = select(closes.c.head, blocks.c.block).join_from(closes, blocks).order_by(closes.c.close)
_CLOSED = select(func.count()).select_from(closes)
_TICKS = select(promises.c.tick).order_by(promises.c.tick)


class SqlLooking(SqlReading):
    """Answer what the host asks before it writes."""

    def last(self) -> Promise | None:
        """Return the promise of the last entry."""
        return next(iter(self._promises(_NEWEST)), None)

    def pending(self) -> Sequence[Promise]:
        """Return the promises that no close has included yet."""
        return self._promises(_SINCE, since=self._through())

    def _through(self) -> int:
        """Return the last tick that a close has included."""
        included: int | None = self._one(_THROUGH)
        return -1 if included is None else included

    def _promises(self, asked: Select[Any], **given: int) -> list[Promise]:
        return [
            promise_of(bytes(commitment), tick, time, bytes(signature))
            for commitment, tick, time, signature in self.connection.execute(asked, given)
        ]

    def chain(self, compartment: str, signer: str) -> tuple[int, bytes] | None:
        """Return the last counter of a chain and the commitment of its entry."""
        row = self.connection.execute(_CHAIN, {"place": compartment, "by": signer}).first()
        return None if row is None else (row.counter, bytes(row.commitment))

    def compartment(self, id: str) -> Compartment | None:
        """Return a compartment, None if it was never opened."""
        number = self._number(id)
        if number is None:
            return None
        inside = frozenset(self.connection.execute(_MEMBERS, {"place": number}).scalars())
        return Compartment(id, None if PUBLIC_MEMBER in inside else inside)

    def _number(self, compartment: str) -> int | None:
        number: int | None = self._one(_NUMBER, place=compartment)
        return number

    def ids(self, ids: Iterable[bytes]) -> Sequence[Kept]:
        """Return the entries with these ids, in order of tick."""
        ticks: list[int] = []
        for some in in_batches({id_mark(id) for id in ids}):
            ticks += self.connection.execute(_MARKED, {"marks": some}).scalars()
        return list(self._kept(sorted(ticks)))

    def of_kind(self, kinds: Iterable[str], seat: str | None) -> Iterator[Kept]:
        """Yield the entries of these kinds in the compartments that hold ``seat``."""
        names = set(kinds)
        live = self._live(_KEYS_SEEN, seats=sees_as(seat))
        ticks = array("q")
        for some in in_batches([key.kind(name) for key in live for name in names]):
            ticks.extend(self.connection.execute(_OF_KIND, {"marks": some}).scalars())
        yield from self._kept(array("q", sorted(ticks)))

    def taken(self, seat: str) -> int:
        """Return how many entries of ``seat`` no close has included yet."""
        included, counted = self._through(), 0
        for some in in_batches(key.author(seat) for key in self._live(_KEYS)):
            counted += self._one(_BY_AUTHOR, marks=some, since=included)
        return counted

    def waiting(self) -> int:
        """Return how many entries no close has included yet."""
        counted: int = self._one(_WAITING, since=self._through())
        return counted

    def tally(self) -> bytes | None:
        """Return what was put down since the last close."""
        sealed = self._one(_TALLY)
        return None if sealed is None else bytes(sealed)

    def closed(self) -> int:
        """Return how many closes there are."""
        return int(self.connection.execute(_CLOSED).scalar_one())

    def heads(self) -> Sequence[tuple[Head, bytes]]:
        """Return the head and the block's root of every close, in order."""
        rows = self.connection.execute(_HEADS)
        return [(decode_head(bytes(head)), bytes(block)) for head, block in rows]

    def everything(self) -> Iterator[Kept]:
        """Yield every entry in order."""
        yield from self._kept(array("q", self.connection.execute(_TICKS).scalars()))

    def _live(self, asked: Select[Any], **given: Any) -> Iterator[DataKey]:
        for number in self.connection.execute(asked, given).scalars().all():
            key = self._keys.get(number)
            if key is not None:
                yield key
