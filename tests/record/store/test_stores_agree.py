"""Every store against the whole record in memory, over drawn histories."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keeping import SEATS, Books

from onetext.record.acts.passing import Disclosure, Form
from onetext.record.opening import HOST
from onetext.record.record import Kept, Record
from onetext.record.store.interface import Store
from onetext.record.store.memory import MemoryStore
from onetext.record.store.postgres import PostgresStore
from onetext.record.store.sqlite import SqliteStore
from onetext.record.window import window
from onetext.terms.when import When
from pgserver import Server

Step = tuple[Literal["say", "pass", "open", "forget", "close"], int, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["say"] * 4 + ["pass"] * 3 + ["open", "forget", "close"]),
        st.integers(0, 99),
        st.integers(0, 99),
        st.integers(0, 99),
    ),
    max_size=25,
)
FORMS: tuple[Form, ...] = ("verbatim", "redacted", "existence", "paraphrase")


@dataclass
class Talks:
    """Do the same to each store, in transactions as drawn."""

    stores: list[Store]
    books: Books
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)
    entries: list[Kept] = field(default_factory=list)

    def do(self, steps: list[Step]) -> None:
        for kept in self.books.start():
            self.keep(kept)
        self.places = {"public": SEATS, "plenary": SEATS}
        self.places |= {f"caucus-{seat}": (seat, "med") for seat in SEATS if seat != "med"}
        for kind, one, two, three in steps:
            place = sorted(self.places)[one % len(self.places)]
            seat = self.places[place][two % len(self.places[place])]
            if kind == "say":
                self.keep(self.books.said(seat, place, f"words {three}", signed=bool(one % 2)))
            elif kind == "pass":
                self.hand_on(seat, place, two, three)
            elif kind == "open":
                inside = tuple(s for at, s in enumerate(SEATS) if (two | 1) >> at & 1)
                name = f"more-{len(self.places)}"
                self.places[name] = inside
                self.keep(self.books.opened(name, *inside))
            elif kind == "forget":
                for store in self.stores:
                    with store.writing() as writing:
                        writing.forget(place)
            elif one % 2:
                with self.stores[0].writing() as writing:
                    closed = self.books.closed(writing)
                for store in self.stores:
                    with store.writing() as writing:
                        writing.close(closed)

    def hand_on(self, seat: str, place: str, which: int, form: int) -> None:
        item = self.entries[which % len(self.entries)].promise.commitment
        sort = FORMS[form % len(FORMS)]
        fields = ("kind",) if form % 8 < 4 else ("leave", "words")
        act = Disclosure(
            item,
            sort,
            fields if sort == "redacted" else (),
            "as I heard it" if sort == "paraphrase" else None,
        )
        self.keep(self.books.entry(seat, place, act))

    def keep(self, kept: Kept) -> None:
        self.entries.append(kept)
        for store in self.stores:
            with store.writing() as writing:
                writing.keep(kept)


def answers(store: Store, entries: list[Kept]) -> list[Any]:
    """Ask a store everything that can be asked."""
    hours = (None, entries[-1].promise.time, entries[len(entries) // 2].promise.time)
    told: list[Any] = [list(store.everything()), list(store.closes())]
    for seat in (None, *SEATS):
        told += [list(store.held(seat, until)) for until in hours]
        with store.reading(seat) as reading:
            told += [window(reading, seat, None if hour is None else When(hour)) for hour in hours]
            told.append(list(reading.held(seat, hours[1])))
    told.append(store.items(kept.promise.commitment for kept in entries[::2]))
    with store.writing() as writing:
        told += [list(writing.pending()), writing.last(), list(writing.heads())]
        ids = [kept.entry.id for kept in entries[::3] if kept.entry is not None]
        told.append(list(writing.ids(ids)))
        for seat in (None, *SEATS):
            told.append(list(writing.of_kind(["message", "disclosure"], seat)))
        told += [writing.taken(seat) for seat in (HOST, *SEATS)]
        for place in sorted({kept.compartment for kept in entries}):
            told.append(writing.compartment(place))
            told += [writing.chain(place, signer) for signer in (HOST, *SEATS)]
    return told


def crossed(others: list[Store], memory: MemoryStore, books: Books, steps: list[Step]) -> None:
    talks = Talks([memory, *others], books)
    talks.do(steps)
    expected = answers(memory, talks.entries)
    record = Record(books.opening, tuple(memory.everything()))
    for seat in (None, *SEATS):
        assert window(memory, seat) == window(record, seat)
    for other in others:
        for one, two in zip(answers(other, talks.entries), expected, strict=True):
            assert one == two


@given(steps=STEPS, seed=st.integers(0, 2**16))
@settings(max_examples=60, deadline=None)
def test_sqlite_answers_as_memory_does(steps: list[Step], seed: int) -> None:
    books = Books(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "room.db"
        store = SqliteStore.create(path, books.opening)
        memory = MemoryStore(books.opening)
        try:
            crossed([store], memory, books, steps)
        finally:
            store.shut()
        again = SqliteStore.open(path)
        assert list(again.everything()) == list(memory.everything())
        again.shut()


@given(steps=STEPS, seed=st.integers(0, 2**16))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_postgres_answers_as_memory_does(server: Server, steps: list[Step], seed: int) -> None:
    books = Books(seed)
    store = server.create(books.opening)
    try:
        crossed([store], MemoryStore(books.opening), books, steps)
    finally:
        store.shut()


@pytest.mark.parametrize("kept_where", ["table", "file"])
def test_postgres_keeps_its_keys_where_it_is_told(
    server: Server, tmp_path: Path, kept_where: str
) -> None:
    books = Books()
    keys = tmp_path / "keys" if kept_where == "file" else None
    database = server.database()
    store = PostgresStore.create(server.url(database), books.opening, keys=keys)
    memory = MemoryStore(books.opening)
    crossed([store], memory, books, [("say", 1, 1, 1), ("forget", 1, 1, 1), ("say", 1, 1, 1)])
    assert bool(server.sql("SELECT * FROM secrets", database)) is (keys is None)
    store.shut()
    again = PostgresStore.open(server.url(database), keys=keys)
    assert list(again.everything()) == list(memory.everything())
    again.shut()
