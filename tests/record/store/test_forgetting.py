"""A destroyed key is nowhere on disk any more, and nothing that it sealed can be read."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from keeping import Books

from onetext.errors import BadInput, StoreFailed
from onetext.record.opening import HOST
from onetext.record.record import Kept
from onetext.record.store.interface import Store
from onetext.record.store.keys import Keys
from onetext.record.store.postgres import PostgresStore
from onetext.record.store.sealing import DataKey
from onetext.record.store.sqlite import SqliteStore, keys_of
from pgserver import Server

WORDS = "we could live with the river as a line, if nobody says so"
PAD = "x" * 900


def raw(folder: Path) -> bytes:
    """Return every byte of every file in a folder: the record, its keys, logs and journals."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def keys_at(path: Path) -> dict[int, bytes]:
    with sqlite3.connect(keys_of(path)) as connection:
        found = dict(connection.execute("SELECT n, key FROM secrets").fetchall())
    connection.close()
    return found


class Caucus:
    """A room whose caucus says words that nobody else does, enough of them to split pages."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.books = Books()
        self.store = SqliteStore.create(path, self.books.opening)
        self.entries = self.books.start()
        for number in range(40):
            self.entries.append(self.books.said("arn", "caucus-arn", f"{WORDS} {number} {PAD}"))
            self.entries.append(self.books.said("bel", "caucus-bel", f"else {number} {PAD}"))
        for kept in self.entries:
            with self.store.writing() as writing:
                writing.keep(kept)

    def key_of(self, compartment: str) -> bytes:
        with sqlite3.connect(self.path) as connection:
            (number,) = connection.execute(
                "SELECT k.n FROM keys k JOIN compartments c ON c.n = k.compartment "
                "WHERE c.id = ? AND NOT lasting AND NOT gone",
                [compartment],
            ).fetchone()
        connection.close()
        return keys_at(self.path)[number]

    def forget(self) -> None:
        with self.store.writing() as writing:
            writing.forget("caucus-arn")

    def left(self) -> list[Kept]:
        return [
            replace(kept, entry=None)
            if kept.compartment == "caucus-arn" and kept.entry and kept.entry.seat != HOST
            else kept
            for kept in self.entries
        ]


@pytest.fixture
def caucus(tmp_path: Path) -> Iterator[Caucus]:
    made = Caucus(tmp_path / "room.db")
    yield made
    made.store.shut()


def test_words_are_on_disk_in_no_form_that_can_be_read(caucus: Caucus) -> None:
    there = raw(caucus.path.parent)
    assert WORDS.encode() not in there
    for kept in caucus.entries[5:]:
        assert kept.entry is not None
        for secret in (kept.entry.id, kept.entry.salt, kept.entry.body.fields[0].hash):
            assert secret not in there
        assert kept.promise.commitment in there


def test_a_destroyed_key_is_in_no_file(caucus: Caucus) -> None:
    key, other = caucus.key_of("caucus-arn"), caucus.key_of("caucus-bel")
    folder = caucus.path.parent
    assert key in raw(folder)
    with sqlite3.connect(caucus.path) as connection:
        rows = connection.execute(
            "SELECT b.sealed, p.commitment FROM bodies b JOIN promises p USING (tick)"
        )
        sealed = [row for row in rows.fetchall() if opened_by(key, *row)]
    connection.close()
    assert len(sealed) == 40
    caucus.forget()
    there = raw(folder)
    assert key not in there
    assert key[:16] not in there
    assert key[16:] not in there
    assert other in there
    assert not [one for one, _ in sealed if one[12:44] in there]
    assert (folder / "room.db-wal").stat().st_size == 0
    assert not (folder / "room.db-keys-journal").exists()
    assert list(caucus.store.everything()) == caucus.left()
    caucus.store.shut()
    assert key not in raw(folder)
    again = SqliteStore.open(caucus.path)
    assert list(again.everything()) == caucus.left()
    again.shut()


def opened_by(key: bytes, sealed: bytes, commitment: bytes) -> bool:
    try:
        DataKey(key).open(sealed, commitment)
    except StoreFailed:
        return False
    return True


def test_another_process_forgets_with_us(caucus: Caucus) -> None:
    other = SqliteStore.open(caucus.path)
    assert list(other.everything()) == caucus.entries
    caucus.forget()
    assert list(other.everything()) == caucus.left()
    more = caucus.books.said("arn", "caucus-arn", "anew")
    with other.writing() as writing:
        writing.keep(more)
    assert list(caucus.store.everything()) == [*caucus.left(), more]
    other.shut()


def test_a_crash_before_the_key_is_destroyed_is_made_good_at_opening(
    caucus: Caucus, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = caucus.key_of("caucus-arn")
    with monkeypatch.context() as patch:

        def crash(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(Keys, "destroy", crash)
        with pytest.raises(KeyboardInterrupt):
            caucus.forget()
    assert key in raw(caucus.path.parent)
    assert list(caucus.store.everything()) == caucus.left()
    caucus.store.shut()
    again = SqliteStore.open(caucus.path)
    assert key not in raw(caucus.path.parent)
    assert list(again.everything()) == caucus.left()
    again.shut()


def test_a_crash_after_a_key_is_made_leaves_one_that_opening_clears_away(caucus: Caucus) -> None:
    before = keys_at(caucus.path)
    opened = caucus.books.opened("late", "arn", "bel")
    with pytest.raises(KeyboardInterrupt):
        interrupted(caucus.store, opened)
    assert len(keys_at(caucus.path)) == len(before) + 1
    caucus.store.shut()
    again = SqliteStore.open(caucus.path)
    assert keys_at(caucus.path) == before
    assert list(again.everything()) == caucus.entries
    with again.writing() as writing:
        writing.keep(opened)
    assert list(again.everything()) == [*caucus.entries, opened]
    again.shut()


def interrupted(store: Store, kept: Kept) -> None:
    with store.writing() as writing:
        writing.keep(kept)
        raise KeyboardInterrupt


def test_a_record_without_its_keys_is_refused(caucus: Caucus) -> None:
    caucus.store.shut()
    keys_of(caucus.path).rename(caucus.path.with_name("elsewhere"))
    with pytest.raises(StoreFailed, match=r"7 of 7 keys are not there.*put back the file of keys"):
        SqliteStore.open(caucus.path)
    os.replace(caucus.path.with_name("elsewhere"), keys_of(caucus.path))
    again = SqliteStore.open(caucus.path)
    assert list(again.everything()) == caucus.entries
    again.shut()


def test_a_byte_changed_on_disk_is_seen(caucus: Caucus) -> None:
    with sqlite3.connect(caucus.path) as connection:
        (sealed,) = connection.execute("SELECT sealed FROM bodies WHERE tick = ?", tick(caucus))
        altered = bytes([*sealed[0][:-1], sealed[0][-1] ^ 1])
        connection.execute("UPDATE bodies SET sealed = ? WHERE tick = ?", (altered, *tick(caucus)))
    connection.close()
    with pytest.raises(StoreFailed, match="was changed on disk"):
        list(caucus.store.everything())


def tick(caucus: Caucus) -> tuple[int]:
    return (caucus.entries[9].promise.tick,)


def test_only_its_owner_may_read_a_record(caucus: Caucus) -> None:
    for path in caucus.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_another_room_or_no_room_is_refused(caucus: Caucus, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="another room is kept here"):
        SqliteStore.create(caucus.path, Books(seed=1).opening)
    same = SqliteStore.create(caucus.path, caucus.books.opening)
    assert same.opening == caucus.books.opening
    same.shut()
    with pytest.raises(BadInput, match="no such record"):
        SqliteStore.open(tmp_path / "nothing.db")
    with pytest.raises(StoreFailed, match="cannot be written: No such file"):
        SqliteStore.create(tmp_path / "no" / "room.db", caucus.books.opening)


def test_with_keys_on_the_hosts_disk_the_server_never_sees_one(
    server: Server, tmp_path: Path
) -> None:
    books, database = Books(), server.database()
    store = PostgresStore.create(server.url(database), books.opening, keys=tmp_path / "keys")
    with store.writing() as writing:
        for kept in (*books.start(), books.said("arn", "caucus-arn", WORDS)):
            writing.keep(kept)
    connection = sqlite3.connect(tmp_path / "keys")
    keys = [key for (key,) in connection.execute("SELECT key FROM secrets")]
    connection.close()
    assert len(keys) == 6
    server.sql("CHECKPOINT")
    ((oid,),) = server.sql(f"SELECT oid FROM pg_database WHERE datname = '{database}'")
    folders = (server.data / "base" / str(oid), server.data / "pg_wal")
    files = [path for folder in folders for path in folder.iterdir() if path.is_file()]
    there = b"".join(path.read_bytes() for path in files)
    assert books.opening.room in there
    assert WORDS.encode() not in there
    assert not [key for key in keys if key in there]
    with store.writing() as writing:
        writing.forget("caucus-arn")
    gone = (tmp_path / "keys").read_bytes()
    assert sum(key in gone for key in keys) == 5
    store.shut()
