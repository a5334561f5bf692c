"""The tables, their migrations, and stores of other versions."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from keeping import Books

from onetext.errors import BadInput, WrongUse
from onetext.record.store import migrating
from onetext.record.store.migrating import SCHEMA, SCRIPTS, migrate
from onetext.record.store.places import open_store
from onetext.record.store.postgres import PostgresStore
from onetext.record.store.sqlite import SqliteStore
from onetext.record.store.tables import hidden, tables, walled
from pgserver import Server

NEXT = '''"""Add a note to each room."""
import sqlalchemy as sa
from alembic import op
revision = "onetext_3"
down_revision = "onetext_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("room", sa.Column("note", sa.Text))
'''


def differences(engine: sa.Engine, *known: sa.MetaData) -> list[object]:
    whole = sa.MetaData()
    for one in known:
        for table in one.tables.values():
            table.to_metadata(whole)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, whole))


def test_the_migrations_make_the_tables_that_the_code_asks(tmp_path: Path, server: Server) -> None:
    path = tmp_path / "room.db"
    SqliteStore.create(path, Books().opening).shut()
    engine = sa.create_engine(f"sqlite:///{path}")
    assert differences(engine, tables) == []
    engine.dispose()
    url = server.url(server.database()).replace("postgresql", "postgresql+psycopg")
    engine = sa.create_engine(url)
    assert differences(engine, tables, walled, hidden) == []
    engine.dispose()


def test_the_schema_of_the_code_is_the_last_migration() -> None:
    assert ScriptDirectory(str(SCRIPTS)).get_heads() == [SCHEMA]


def test_a_store_is_brought_to_the_next_version_and_then_refused_by_this(tmp_path: Path) -> None:
    path, scripts = tmp_path / "room.db", tmp_path / "migrations"
    books = Books()
    store = SqliteStore.create(path, books.opening)
    kept = books.start()
    with store.writing() as writing:
        for one in kept:
            writing.keep(one)
    shutil.copytree(SCRIPTS, scripts)
    (scripts / "versions" / "third.py").write_text(NEXT)
    with store._writing() as connection:
        migrate(connection, scripts=scripts, to="onetext_3")
    assert list(store.everything()) == kept
    store.shut()
    told = r"written by a newer onetext: schema onetext_3, known up to onetext_2, read it with that"
    with pytest.raises(BadInput, match=told):
        SqliteStore.open(path)


BACK = ("DROP TABLE tallies", "UPDATE alembic_version SET version_num = 'onetext_1'")


@pytest.mark.parametrize("sort", ["sqlite", "postgres"])
def test_a_store_of_the_first_version_is_brought_to_this_one(
    sort: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    books, path = Books(), tmp_path / "room.db"
    place = str(path)
    if sort == "postgres":
        server: Server = request.getfixturevalue("server")
        database = server.database()
        place = server.url(database)
    store = open_store(place, opening=books.opening)
    kept = books.start()
    with store.writing() as writing:
        for one in kept:
            writing.keep(one)
    store.shut()
    if sort == "postgres":
        for command in BACK:
            server.sql(command, database)
    else:
        with closing(sqlite3.connect(path)) as connection, connection:
            for command in BACK:
                connection.execute(command)
    again = open_store(place)
    assert list(again.everything()) == kept
    with again.writing() as writing:
        assert writing.tally() is None
        writing.put_down(b"counts")
    with again.writing() as writing:
        assert writing.tally() == b"counts"
    again.shut()


def test_a_newer_database_is_refused(server: Server) -> None:
    database = server.database()
    server.sql("UPDATE alembic_version SET version_num = 'onetext_9'", database)
    with pytest.raises(BadInput, match="schema onetext_9"):
        PostgresStore.open(server.url(database))


def test_what_is_no_record_is_refused(tmp_path: Path, server: Server) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (name)")
    connection.close()
    with pytest.raises(BadInput, match="is no record: it holds songs"):
        SqliteStore.open(path)
    (tmp_path / "empty.db").touch()
    with pytest.raises(BadInput, match="no room was opened here"):
        SqliteStore.open(tmp_path / "empty.db")
    (tmp_path / "notes.txt").write_text("not a database, but long enough to be read as one" * 20)
    with pytest.raises(Exception, match="damaged or no store"):
        SqliteStore.open(tmp_path / "notes.txt")
    database = server.database(empty=True)
    server.sql("CREATE TABLE songs (name text)", database)
    with pytest.raises(BadInput, match="is no record: it holds songs"):
        PostgresStore.open(server.url(database))


def test_a_failed_migration_leaves_what_was(tmp_path: Path) -> None:
    path, scripts = tmp_path / "room.db", tmp_path / "migrations"
    SqliteStore.create(path, Books().opening).shut()
    shutil.copytree(SCRIPTS, scripts)
    (scripts / "versions" / "third.py").write_text(NEXT + "    raise OSError('power')\n")
    store = SqliteStore.open(path)
    with pytest.raises(OSError, match="power"), store._writing() as connection:
        migrate(connection, scripts=scripts, to="onetext_3")
    store.shut()
    again = SqliteStore.open(path)
    assert again.opening == Books().opening
    again.shut()


def test_opening_a_store_that_is_up_to_date_does_not_load_alembic(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = tmp_path / "room.db"
    SqliteStore.create(path, Books().opening).shut()
    code = (
        "import sys; from pathlib import Path; from onetext.record.store.places import open_store; "
        f"open_store({str(path)!r}).shut(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
    assert migrating.SCHEMA == SCHEMA


def test_a_place_names_its_store(tmp_path: Path, server: Server) -> None:
    opening = Books().opening
    path = tmp_path / "room.db"
    for place, found in (
        (str(path), SqliteStore),
        (f"sqlite:///{path}", SqliteStore),
        (server.url(server.database()), PostgresStore),
    ):
        store = open_store(place, opening=opening)
        assert isinstance(store, found)
        assert store.opening == opening
        store.shut()
        again = open_store(place)
        assert again.opening == opening
        again.shut()
    with pytest.raises(WrongUse, match="no store is kept in 'mysql'"):
        open_store("mysql://somewhere/room")
    with pytest.raises(WrongUse, match="the keys of a file are beside it"):
        open_store(str(path), keys=tmp_path / "keys")
