r"""A room in a PostgreSQL database, behind row-level security.

Every connection insists on ``synchronous_commit``, and a server with ``fsync`` off is refused: a
transaction is on the server's disk before it is acknowledged. Writers wait for one another at an
advisory lock. Who writes is ``onetext_host``; who reads for a seat is ``onetext_reader``, to whom
the policies in ``migrations/walls.py`` show the rows of that seat and no other. They guard against
a wrong question, not against somebody who runs SQL of his own as a role that may become the host;
nor do they hide from a reader what the catalogue tells (how large a table is).

Forgetting. Bodies are sealed in the database as in a file; what counts is where the keys are.

- With ``keys`` naming a file on the host's disk, the server never sees a key, and a destroyed one
  is gone as with SQLite, from the server's log, its archives and its copies too.
- Without it the keys are in the table ``secrets``. A destroyed one is out of every query at once,
  but its bytes stay in the table until a vacuum has run and the page was used again, in the
  server's write-ahead log until it is recycled, and in archives, standbys and copies for as long as
  these are kept. Nothing here can overwrite them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url, text

from onetext.errors import StoreFailed
from onetext.record.opening import Opening
from onetext.record.store.failing import told_plainly
from onetext.record.store.keys import Keys
from onetext.record.store.migrations.walls import HOST_ROLE, READER_ROLE
from onetext.record.store.reading import SqlReadingFor
from onetext.record.store.sql import SqlStore
from onetext.record.store.sqlite import keys_in

PATIENCE = "30s"
KEPT = 1
"""Connections that a room keeps while it needs none: a server has a hundred for all its rooms."""
_LOCK = text("SELECT pg_advisory_xact_lock(1869509748, hashtext(current_schema()))")
_SEAT = text(
    "SELECT set_config('onetext.seat', :seat, true), set_config('onetext.public', :public, true)"
)


class PostgresStore(SqlStore):
    """Keep one room in a database, or in the schema that the URL's options name.

    Notes
    -----
    An append is one flush of the server's log and some ten questions.
    """

    _walled = True

    @classmethod
    def create(cls, url: str, opening: Opening, *, keys: Path | None = None) -> Self:
        """Begin a room in an empty database, or go on with it if it is the same one.

        Raises
        ------
        BadInput
            If another room is kept there, or something else.
        StoreFailed
            If the server is not there, would lose what it acknowledged, or has not the two roles
            and does not let us make them.
        """
        return cls._opened(url, opening, keys)

    @classmethod
    def open(cls, url: str, *, keys: Path | None = None) -> Self:
        """Open the room kept in a database; migrate it if it is of an older version.

        Raises
        ------
        BadInput
            If there is none, or a newer version of onetext wrote it.
        StoreFailed
            As for ``create``, and if a key is missing.
        """
        return cls._opened(url, None, keys)

    @classmethod
    def _opened(cls, url: str, opening: Opening | None, keys: Path | None) -> Self:
        place = make_url(url).set(drivername="postgresql+psycopg")
        name = place.render_as_string(hide_password=True)
        with told_plainly(name):
            engine = _engine(place)
            kept = Keys(engine) if keys is None else keys_in(keys)
            store = cls(name, engine, kept)
            try:
                _prepare(name, place, store, opening)
                with store._writing() as connection:
                    needless = store._check_keys(connection)
                    kept.destroy(needless)
            except BaseException:
                store.shut()
                raise
        return store

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            connection.execute(_LOCK)
            yield connection

    @contextmanager
    def _looking(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )

    @contextmanager
    def _as_seat(self, seat: str | None) -> Iterator[SqlReadingFor]:
        with self._looking() as connection:
            connection.execute(
                _SEAT, {"seat": seat or "", "public": "on" if seat is None else "off"}
            )
            _become(connection, READER_ROLE)
            yield WalledReading(connection, self.opening, self._keys, seat)

    def _clear(self) -> None:
        """Leave what was deleted to the server's own vacuum: it is sealed."""


class WalledReading(SqlReadingFor):
    """Answer for one seat as the role that gets nothing else."""

    @contextmanager
    def _beside_the_wall(self) -> Iterator[None]:
        _become(self.connection, HOST_ROLE)
        yield
        _become(self.connection, READER_ROLE)


def _become(connection: Connection, role: str) -> None:
    connection.exec_driver_sql(f"SET LOCAL ROLE {role}")


def _prepare(name: str, place: URL, store: PostgresStore, opening: Opening | None) -> None:
    """Make roles and tables as whoever the URL logs in as, and find or begin the room."""
    engine = create_engine(place, poolclass=NullPool)
    with engine.begin() as connection:
        if connection.exec_driver_sql("SHOW fsync").scalar() != "on":
            raise StoreFailed(
                f"{name}: this server runs with fsync off and would lose what it acknowledged",
                instead="switch it on",
            )
        connection.execute(_LOCK)
        _make_roles(name, connection)
        store._begin(connection, opening)


def _make_roles(name: str, connection: Connection) -> None:
    """Make the two roles if they are not there, and become a member of them."""
    ask = connection.exec_driver_sql
    creates, me = ask(
        "SELECT rolcreaterole OR rolsuper, rolname FROM pg_roles WHERE rolname = current_user"
    ).one()
    for role in (HOST_ROLE, READER_ROLE):
        there = ask(f"SELECT count(*) FROM pg_roles WHERE rolname = '{role}'").scalar()
        mine = there and ask(f"SELECT pg_has_role('{role}', 'member')").scalar()
        if mine:
            continue
        if not creates:
            raise StoreFailed(
                f"{name}: {me!r} is no member of the role {role}",
                instead=f"run, as administrator, CREATE ROLE {role}; GRANT {role} TO {me}",
            )
        if not there:
            ask(f"CREATE ROLE {role} NOLOGIN")
        ask(f"GRANT {role} TO CURRENT_USER")


def _engine(place: URL) -> Engine:
    """Return connections that act as the host and never acknowledge what is not on disk."""
    engine = create_engine(place, pool_pre_ping=True, pool_size=KEPT)

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, _: Any) -> None:
        with raw.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
            cursor.execute(f"SET lock_timeout = '{PATIENCE}'")
            cursor.execute(f"SET ROLE {HOST_ROLE}")
        raw.commit()

    return engine
