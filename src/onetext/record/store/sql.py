"""What a store on SQLite and one on PostgreSQL have in common."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Engine, insert, select

from onetext.errors import BadInput, StoreFailed, WrongUse
from onetext.record.canonical import decode, encode
from onetext.record.heads import CoSignature, WindowHead, decode_head
from onetext.record.opening import Opening
from onetext.record.record import Kept, Readable
from onetext.record.store.failing import told_plainly
from onetext.record.store.interface import Closed, Writing
from onetext.record.store.keys import Keys
from onetext.record.store.looking import SqlLooking
from onetext.record.store.migrating import migrate
from onetext.record.store.reading import SqlReadingFor
from onetext.record.store.tables import blocks, closes, keys, room, signatures, windows
from onetext.record.store.writing import SqlWriting
from onetext.record.tree import HASH_BYTES
from onetext.record.wire import from_json, to_json


class SqlStore(ABC):
    """Keep one room in a database; a subclass says which."""

    opening: Opening
    _walled = False

    def __init__(self, name: str, engine: Engine, keys: Keys) -> None:
        self._name = name
        self._engine = engine
        self._keys = keys
        self._turn = threading.Lock()
        self._writer: int | None = None

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Connection]:
        """Begin a transaction that no other writer runs beside; commit when the block ends."""

    @abstractmethod
    def _looking(self) -> AbstractContextManager[Connection]:
        """Begin a transaction that sees one state of the store."""

    @contextmanager
    def _as_seat(self, seat: str | None) -> Iterator[SqlReadingFor]:
        """Begin to read for one seat."""
        with self._looking() as connection:
            yield SqlReadingFor(connection, self.opening, self._keys, seat)

    @abstractmethod
    def _clear(self) -> None:
        """Clear away what a destroyed key has sealed, where the database keeps copies."""

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Begin a transaction; durable when the block ends, as if never begun when it raises.

        Writers wait for each other, in this process and beside it.

        Raises
        ------
        StoreFailed
            If it cannot be made durable. Should the very commit fail because a server went away,
            only looking again tells whether it was kept; keeping an entry a second time is refused.
        WrongUse
            Inside another block of this kind in the same thread.
        """
        if self._writer == threading.get_ident():
            raise WrongUse("a transaction inside a transaction")
        with self._turn, told_plainly(self._name):
            self._writer = threading.get_ident()
            try:
                with self._writing() as connection:
                    writing = SqlWriting(connection, self.opening, self._keys, walled=self._walled)
                    yield writing
            finally:
                self._writer = None
            if writing.forgotten:
                self._destroy(writing.forgotten)

    def _destroy(self, numbers: Sequence[int]) -> None:
        """Destroy keys that are given up already; a crash before it is made good at opening."""
        try:
            with told_plainly(self._name):
                self._keys.destroy(numbers)
        except StoreFailed as error:
            raise StoreFailed(
                f"the key is given up, but is still on disk: {error.what}",
                instead="open the store again: that destroys it",
            ) from error
        self._clear()

    @contextmanager
    def reading(self, seat: str | None) -> Iterator[Readable]:
        """Begin to read for one seat, from one state of the store."""
        with told_plainly(self._name), self._as_seat(seat) as reading:
            yield reading

    def held(self, seat: str | None, until: str | None) -> Iterator[Kept]:
        """Yield what was appended by ``until`` where ``seat`` was, in order."""
        with self.reading(seat) as reading:
            yield from reading.held(seat, until)

    def items(self, commitments: Iterable[bytes]) -> Mapping[bytes, Kept]:
        """Return the entries with these commitments."""
        with self._look() as looking:
            return looking.items(commitments)

    def everything(self) -> Iterator[Kept]:
        """Yield every entry in order: for the host alone."""
        with self._look() as looking:
            yield from looking.everything()

    def closes(self) -> Sequence[Closed]:
        """Return all closes in order."""
        with self._look() as looking:
            run = looking.connection.execute
            shown: dict[int, list[WindowHead]] = {}
            asked = select(windows.c.close, windows.c.head).order_by(windows.c.close, windows.c.at)
            for close, head in run(asked):
                shown.setdefault(close, []).append(from_json(WindowHead, decode(bytes(head))))
            both = select(closes.c.close, closes.c.head, blocks.c.block, blocks.c.leaves)
            both = both.join_from(closes, blocks).order_by(closes.c.close)
            return [
                Closed(
                    head=decode_head(bytes(head)),
                    block=bytes(block),
                    leaves=_hashes(leaves),
                    windows=tuple(shown.get(close, ())),
                )
                for close, head, block, leaves in run(both)
            ]

    def signatures(self) -> Sequence[CoSignature]:
        """Return all co-signatures, by close and seat."""
        asked = select(signatures).order_by(signatures.c.close)
        with self._look() as looking:
            rows = looking.connection.execute(asked).all()
        found = [CoSignature(seat, close, bytes(signed)) for close, seat, signed in rows]
        return sorted(found, key=lambda one: (one.close, one.seat))

    def shut(self) -> None:
        """Let go of files and connections."""
        self._keys.shut()
        self._engine.dispose()

    @contextmanager
    def _look(self) -> Iterator[SqlLooking]:
        with told_plainly(self._name), self._looking() as connection:
            yield SqlLooking(connection, self.opening, self._keys)

    def _begin(self, connection: Connection, opening: Opening | None) -> None:
        """Find the room, or begin one; migrate first. The caller holds the writers' lock."""
        migrate(connection)
        written = connection.execute(select(room.c.opening)).scalar()
        if written is None:
            if opening is None:
                raise BadInput(f"{self._name}: no room was opened here", instead="open one")
            row = {"id": opening.room, "opening": encode(to_json(opening))}
            connection.execute(insert(room), row)
            self.opening = opening
        else:
            self.opening = from_json(Opening, decode(bytes(written)))
            if opening is not None and opening != self.opening:
                raise BadInput(f"{self._name}: another room is kept here")

    def _check_keys(self, connection: Connection) -> list[int]:
        """Return the keys that no entry needs any more: given up, or never put to use."""
        live = set(connection.execute(select(keys.c.n).where(keys.c.gone.is_(False))).scalars())
        there = self._keys.numbers()
        if live - there:
            raise StoreFailed(
                f"{self._name}: {len(live - there)} of {len(live)} keys are not there, so what is "
                "sealed under them cannot be read",
                instead="put back the file of keys that belongs to it",
            )
        return sorted(there - live)


def _hashes(leaves: bytes) -> tuple[bytes, ...]:
    joined = bytes(leaves)
    return tuple(joined[at : at + HASH_BYTES] for at in range(0, len(joined), HASH_BYTES))
