r"""A room in one SQLite file, with its keys in another beside it.

The main file is in write-ahead mode with ``synchronous=FULL``: a transaction is on disk (fsync of
the log) before it is acknowledged. The keys are in ``NAME-keys``, an SQLite file of its own without
a log that outlives a transaction: a key is durable before the first entry sealed under it, and is
overwritten where it stood as soon as it is given up. A crash between the two leaves a key that
nothing uses; opening the store clears it away. Nothing ever needs repair.

What a destroyed key does not undo: copies of the key file made before (backups, snapshots of the
file system), blocks that a flash drive or a copy-on-write file system set aside, memory of a
process that had it open. That an entry was there stays (its commitment, hour, compartment, and for
the last one of a chain who signed it). Both files are readable for their owner only.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.schema import CreateTable

from onetext.errors import BadInput, StoreFailed
from onetext.record.opening import Opening
from onetext.record.store.failing import told_plainly
from onetext.record.store.keys import Keys
from onetext.record.store.sql import SqlStore
from onetext.record.store.tables import secrets

PATIENCE = 30.0
MAIN_MODE = ("journal_mode=WAL", "synchronous=FULL")
KEYS_MODE = ("journal_mode=DELETE", "synchronous=EXTRA")
EVERY_MODE = ("foreign_keys=ON", "secure_delete=ON", "trusted_schema=OFF", "temp_store=MEMORY")


class SqliteStore(SqlStore):
    """Keep one room in a file.

    Notes
    -----
    An append is one fsync. Reading is in proportion to what is read.
    """

    @classmethod
    def create(cls, path: Path, opening: Opening) -> Self:
        """Begin a room in ``path``, or go on with it if it is the same one.

        Raises
        ------
        BadInput
            If another room is kept there, or the file is something else.
        StoreFailed
            If the files cannot be written.
        """
        _touch(path)
        return cls._opened(path, opening)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the room kept in ``path``; migrate it if it is of an older version.

        Raises
        ------
        BadInput
            If there is none, or a newer version of onetext wrote it.
        StoreFailed
            If a key is missing, or the files cannot be written.
        """
        if not path.is_file():
            raise BadInput(f"{path}: there is no such record", instead="open a room first")
        return cls._opened(path, None)

    @classmethod
    def _opened(cls, path: Path, opening: Opening | None) -> Self:
        with told_plainly(str(path)):
            store = cls(str(path), _engine(path, MAIN_MODE), keys_in(keys_of(path)))
        try:
            with told_plainly(store._name), store._writing() as connection:
                store._begin(connection, opening)
                needless = store._check_keys(connection)
                store._keys.destroy(needless)
            if needless:
                store._clear()
        except BaseException:
            store.shut()
            raise
        return store

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
            yield connection

    @contextmanager
    def _looking(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection

    def _clear(self) -> None:
        """Empty the log, which still holds what was deleted, sealed; a reader may delay it."""
        with told_plainly(self._name), closing(self._engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def keys_of(path: Path) -> Path:
    """Return the file that holds the keys of a record."""
    return path.with_name(path.name + "-keys")


def keys_in(path: Path) -> Keys:
    """Open a file of keys, an empty one if there is none.

    Raises
    ------
    StoreFailed
        If it cannot be written.
    """
    _touch(path)
    engine = _engine(path, KEYS_MODE)
    with engine.begin() as connection:
        connection.execute(CreateTable(secrets, if_not_exists=True))
    return Keys(engine)


def _engine(path: Path, mode: tuple[str, ...]) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": PATIENCE, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(raw: sqlite3.Connection, _: Any) -> None:
        raw.isolation_level = None  # transactions begin where ``begin`` below says
        for pragma in (*EVERY_MODE, *mode):
            _patiently(raw, f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _patiently(raw: sqlite3.Connection, pragma: str) -> None:
    """Set a pragma; a change of the journal's mode does not wait by itself for who has the file."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            raw.execute(pragma).fetchall()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _touch(path: Path) -> None:
    """Make an empty file that only its owner may read, if there is none; its name is durable."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise StoreFailed(f"{path}: it cannot be written: {error.strerror}") from None
