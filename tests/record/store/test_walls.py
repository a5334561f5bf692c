"""Row-level security: what a reader gets with SQL of its own, table by table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from keeping import SEATS, Books

from onetext.errors import StoreFailed
from onetext.record.acts.passing import Disclosure, Form
from onetext.record.record import Kept
from onetext.record.store.migrations.walls import READABLE, READER_ROLE, WITHHELD
from onetext.record.store.postgres import PostgresStore
from onetext.record.window import window
from pgserver import Server

FORMS: tuple[Form, ...] = ("verbatim", "redacted", "existence", "paraphrase")
TABLES = (*READABLE, *WITHHELD, "alembic_version")


class Room:
    """A room with something of everybody's in every table."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.database = server.database()
        self.books = Books()
        self.store = PostgresStore.create(server.url(self.database), self.books.opening)
        books = self.books
        self.entries = books.start()
        for seat in ("arn", "bel", "cal"):
            place = f"caucus-{seat}"
            self.entries += [books.said(seat, place, f"{seat} {form}") for form in FORMS]
            self.entries.append(books.said("med", place, f"to {seat}"))
        self.entries.append(books.said("bel", "plenary", "to all"))
        self.caucus = [kept for kept in self.entries if kept.compartment == "caucus-arn"][1:5]
        for form, item in zip(FORMS, self.caucus, strict=True):
            act = Disclosure(
                item.promise.commitment,
                form,
                ("kind",) if form == "redacted" else (),
                "so I heard" if form == "paraphrase" else None,
            )
            self.entries.append(books.entry("med", "caucus-bel", act))
        with self.store.writing() as writing:
            for kept in self.entries:
                writing.keep(kept)
        with self.store.writing() as writing:
            writing.close(books.closed(writing))
        with self.store.writing() as writing:
            for _ in range(12):
                for seat in SEATS:
                    writing.co_signed(books.signature(seat))
            writing.put_down(b"sealed counts")

    def ask(self, table: str, seat: str | None, *, public: bool = False) -> list[dict[str, Any]]:
        """Ask for all of a table, as a reader with nothing but SQL."""
        place = self.server.url(self.database, "onlooker")
        with psycopg.connect(place, row_factory=psycopg.rows.dict_row) as connection:
            if seat is not None:
                connection.execute("SELECT set_config('onetext.seat', %s, false)", [seat])
            if public:
                connection.execute("SET onetext.public = 'on'")
            try:
                return connection.execute(f"SELECT * FROM {table}").fetchall()  # type: ignore
            except psycopg.errors.InsufficientPrivilege:
                return []

    def ticks(self, entries: list[Kept]) -> set[int]:
        return {kept.promise.tick for kept in entries}


@pytest.fixture(scope="module")
def room(server: Server) -> Iterator[Room]:
    made = Room(server)
    server.sql(f"CREATE ROLE onlooker LOGIN IN ROLE {READER_ROLE}")
    yield made
    made.store.shut()
    server.sql("DROP ROLE onlooker")


def test_the_list_of_tables_is_whole(room: Room) -> None:
    there = room.server.sql(
        "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class "
        "WHERE relkind IN ('r', 'p', 'v', 'm') AND relnamespace = 'public'::regnamespace",
        room.database,
    )
    assert {name for name, _ in there} == set(TABLES)
    assert {name for name, forced in there if not forced} == {"alembic_version"}
    for table in TABLES:
        assert room.server.sql(f"SELECT * FROM {table} LIMIT 1", room.database), f"{table} is empty"


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("seat", [None, ""])
def test_without_a_seat_there_is_no_row(room: Room, table: str, seat: str | None) -> None:
    assert room.ask(table, seat) == []


@pytest.mark.parametrize("seat", SEATS)
def test_a_seat_gets_the_rows_of_its_window_and_none_besides(room: Room, seat: str) -> None:
    shown = window(room.store, seat).lines
    promised = {line.promise.tick for line in shown}
    bodied = {line.promise.tick for line in shown if line.shown != "existence"}
    own = room.ticks(list(room.store.held(seat, None)))
    places = {kept.compartment for kept in room.store.held(seat, None)}
    assert {row["tick"] for row in room.ask("promises", seat)} == promised
    assert {row["tick"] for row in room.ask("bodies", seat)} == bodied
    assert {row["tick"] for row in room.ask("places", seat)} == own
    assert {row["id"] for row in room.ask("compartments", seat)} == places
    numbers = {row["n"] for row in room.ask("compartments", seat)}
    for table in ("members", "keys", "places", "passed"):
        assert {row["compartment"] for row in room.ask(table, seat)} <= numbers
    assert {row["seat"] for row in room.ask("members", seat)} == {seat, "*"}
    assert {row["seat"] for row in room.ask("windows", seat)} == {seat, "*"}
    assert {row["seat"] for row in room.ask("signatures", seat)} == {seat}
    assert len(room.ask("passed", seat)) == (3 if seat in ("bel", "med") else 0)
    for table in (*WITHHELD, "alembic_version"):
        assert room.ask(table, seat) == []


def test_only_what_a_disclosure_names_passes_the_wall(room: Room) -> None:
    caucus = room.ticks(room.caucus)
    assert {row["tick"] for row in room.ask("promises", "bel")} & caucus == room.ticks(
        room.caucus[:3]
    )
    assert {row["tick"] for row in room.ask("bodies", "bel")} & caucus == room.ticks(
        room.caucus[:2]
    )
    assert not {row["tick"] for row in room.ask("promises", "cal")} & caucus


def test_the_public_window_has_a_setting_of_its_own(room: Room) -> None:
    public = room.ticks(list(room.store.held(None, None)))
    assert {row["tick"] for row in room.ask("promises", None, public=True)} == public
    assert {row["tick"] for row in room.ask("places", None, public=True)} == public
    assert {row["seat"] for row in room.ask("members", None, public=True)} == {"*"}
    assert {row["seat"] for row in room.ask("windows", None, public=True)} == {"*"}
    assert room.ask("signatures", None, public=True) == []
    assert {row["tick"] for row in room.ask("promises", "stranger")} == public


@pytest.mark.parametrize("seat", SEATS)
def test_a_setting_made_for_one_transaction_does_not_outlive_it(room: Room, seat: str) -> None:
    with psycopg.connect(room.server.url(room.database, "onlooker")) as connection:
        connection.execute("SELECT set_config('onetext.seat', %s, true)", [seat])
        assert connection.execute("SELECT * FROM promises").fetchall()
        connection.commit()
        assert connection.execute("SELECT * FROM promises").fetchall() == []


@pytest.mark.parametrize("table", TABLES)
def test_a_reader_changes_nothing(room: Room, table: str) -> None:
    with psycopg.connect(room.server.url(room.database, "onlooker")) as connection:
        connection.execute("SELECT set_config('onetext.seat', 'arn', false)")
        connection.commit()
        for command in (f"DELETE FROM {table}", f"INSERT INTO {table} DEFAULT VALUES"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(command)  # type: ignore[call-overload]
            connection.rollback()


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE promises SET time = '2031-01-01T00:00:00Z'",
        "DELETE FROM promises",
        "DELETE FROM places",
        "UPDATE bodies SET sealed = ''",
        "DELETE FROM closes",
        "UPDATE room SET opening = ''",
        "UPDATE keys SET compartment = 1",
    ],
)
def test_the_host_itself_can_only_append(room: Room, command: str) -> None:
    with psycopg.connect(room.server.url(room.database)) as connection:
        connection.execute("SET ROLE onetext_host")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(command)  # type: ignore[call-overload]


def test_a_wrong_question_for_a_seat_gets_nothing_more(room: Room) -> None:
    """A reading that asks for everything is still walled in: the second wall stands by itself."""
    from onetext.record.store.looking import SqlLooking

    with room.store._as_seat("bel") as reading:
        every = SqlLooking(reading.connection, room.books.opening, room.store._keys)
        everything = select_ticks(every)
        shown = {line.promise.tick for line in window(room.store, "bel").lines}
        assert everything == shown
        asked = [kept.promise.commitment for kept in room.entries]
        assert {kept.promise.tick for kept in reading.items(asked).values()} == shown
        hidden = room.caucus[2].promise.commitment
        assert reading.items([hidden])[hidden].entry is None


def select_ticks(looking: Any) -> set[int]:
    rows = looking.connection.exec_driver_sql("SELECT tick FROM promises")
    return {row[0] for row in rows}


def test_a_server_that_would_lose_what_it_acknowledged_is_refused(server: Server) -> None:
    database = server.database(empty=True)
    server.stop()
    kept, server.options = server.options, ("-cfsync=off",)
    server.start()
    try:
        with pytest.raises(StoreFailed, match="fsync off"):
            PostgresStore.create(server.url(database), Books().opening)
    finally:
        server.stop()
        server.options = kept
        server.start()


def test_who_may_not_make_the_roles_is_told_what_to_ask_for(server: Server) -> None:
    server.sql("CREATE ROLE guest LOGIN")
    database = server.database(empty=True)
    server.sql(f"GRANT ALL ON DATABASE {database} TO guest")
    with pytest.raises(StoreFailed, match=r"no member of the role onetext_host, run, as admin"):
        PostgresStore.create(server.url(database, "guest"), Books().opening)
    with pytest.raises(StoreFailed, match="no such database or role"):
        PostgresStore.open(server.url("nowhere"))
