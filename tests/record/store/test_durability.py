"""What is acknowledged is on disk: a trace, a full disk, writers beside each other."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from keeping import Books
from tracing import APPENDING, faults, traced

from onetext.errors import StoreFailed, WrongUse
from onetext.record.record import Kept
from onetext.record.store import sqlite
from onetext.record.store.interface import Store
from onetext.record.store.places import open_store
from onetext.record.store.postgres import PostgresStore
from onetext.record.store.sqlite import SqliteStore
from pgserver import Server


def begun(store: Store, books: Books) -> None:
    with store.writing() as writing:
        for kept in books.start():
            writing.keep(kept)


@pytest.fixture
def room(tmp_path: Path) -> Path:
    books = Books()
    store = SqliteStore.create(tmp_path / "room.db", books.opening)
    begun(store, books)
    store.shut()
    return tmp_path / "room.db"


def kept_in(place: Path) -> list[str]:
    store = SqliteStore.open(place)
    found = [kept.promise.commitment.hex() for kept in store.everything()]
    store.shut()
    return found


def run(place: str, *options: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, str(APPENDING), place, *options],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None and not os.environ.get("CI"),
    reason="no strace here: install Debian's package strace",
)


@needs_strace
def test_an_entry_is_synced_before_it_is_acknowledged(room: Path, tmp_path: Path) -> None:
    assert faults(traced(str(room), tmp_path, "--count", "12"), str(room)) == []
    assert faults(traced(str(room), tmp_path, "--count", "30", "--talk"), str(room)) == []


@needs_strace
def test_the_trace_sees_a_store_that_does_not_sync(room: Path, tmp_path: Path) -> None:
    found = faults(traced(str(room), tmp_path, "--count", "5", "--unsynced"), str(room))
    assert len([fault for fault in found if fault.endswith(": not synced")]) == 5


@needs_strace
def test_the_trace_sees_an_acknowledgement_before_the_commit(room: Path, tmp_path: Path) -> None:
    found = faults(traced(str(room), tmp_path, "--count", "5", "--early"), str(room))
    assert [fault for fault in found if "not even written" in fault] == [
        f"{number}: not even written" for number in range(1, 6)
    ]


def test_a_file_that_may_not_grow_gives_a_clear_line_and_loses_nothing(room: Path) -> None:
    said = run(str(room), "--limit", "300000")
    failed = [line for line in said if line.startswith("failed ")]
    assert len(failed) == 1
    assert "room.db: the disk" in failed[0]
    after = [line.split()[1] for line in said if line.startswith("kept ")]
    assert said.index(failed[0]) == len(said) - 2
    assert kept_in(room)[5:] == after


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """Mount a file system of 12 MB."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small file system cannot be mounted here; the test with a limit stands")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(store: Store, books: Books, kept: list[Kept], *, at_once: int, words: int) -> None:
    for _ in range(5000):
        said = [books.said("arn", "plenary", "x" * words) for _ in range(at_once)]
        with store.writing() as writing:
            for one in said:
                writing.keep(one)
        kept += said


def test_a_full_disk_gives_a_clear_line_and_loses_nothing(tmp_path: Path) -> None:
    books, kept = Books(), list[Kept]()
    with small_disk(tmp_path / "small") as disk:
        store = SqliteStore.create(disk / "room.db", books.opening)
        begun(store, books)
        (disk / "ballast").write_bytes(bytes(10_500_000))
        with pytest.raises(StoreFailed, match=r"room\.db: the disk is full .*free some"):
            fill(store, books, kept, at_once=1, words=1000)
        assert kept
        assert list(store.everything())[5:] == kept
        again = SqliteStore.open(disk / "room.db")
        assert list(again.everything())[5:] == kept
        (disk / "ballast").unlink()
        more = books.said("arn", "plenary", "now there is room")
        with store.writing() as writing:
            writing.keep(more)
        assert list(again.everything())[5:] == [*kept, more]
        again.shut()
        store.shut()


def test_a_full_disk_of_the_server_gives_a_clear_line(server: Server) -> None:
    books, kept = Books(), list[Kept]()
    with small_disk(server.folder / "small") as disk:
        place = disk / "space"
        place.mkdir()
        if server.user is not None:
            shutil.chown(place, server.user)
        server.sql(f"CREATE TABLESPACE small LOCATION '{place}'")
        server.sql("GRANT CREATE ON TABLESPACE small TO app")
        database = server.database()
        for table in ("bodies", "promises", "places"):
            server.sql(f"ALTER TABLE {table} SET TABLESPACE small", database)
        store = PostgresStore.create(server.url(database), books.opening)
        begun(store, books)
        with pytest.raises(StoreFailed, match=r"the disk is full .*free some"):
            fill(store, books, kept, at_once=5, words=50_000)
        assert kept
        assert list(store.everything())[5:] == kept
        store.shut()
        server.sql(f"DROP DATABASE {database}")
        server.sql("DROP TABLESPACE small")


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, room: Path) -> str:
    if request.param == "sqlite":
        return str(room)
    server: Server = request.getfixturevalue("server")
    books, database = Books(), server.database()
    store = PostgresStore.create(server.url(database), books.opening)
    begun(store, books)
    store.shut()
    return server.url(database)


def test_writers_beside_each_other_lose_nothing_and_keep_order(place: str) -> None:
    command = [sys.executable, str(APPENDING), place, "--count", "60", "--talk"]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [writer.communicate(timeout=120)[0].splitlines() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    store = open_store(place)
    entries = list(store.everything())
    store.shut()
    there = [kept.promise.commitment.hex() for kept in entries]
    for lines in said:
        own = [line.split()[1] for line in lines if line.startswith("kept ")]
        assert len(own) >= 50
        assert [one for one in there if one in set(own)] == own
    assert len(there) == 5 + sum(line.startswith("kept ") for lines in said for line in lines)
    ticks = [kept.promise.tick for kept in entries]
    assert ticks == sorted(set(ticks))
    places = [kept.entry.place for kept in entries if kept.entry and kept.entry.seat == "arn"]
    plenary = [at for at in places if getattr(at, "compartment", "") == "plenary"]
    assert [getattr(at, "counter", 0) for at in plenary] == list(range(1, len(plenary) + 1))


def test_two_who_begin_one_room_at_once_both_get_it(tmp_path: Path) -> None:
    opening, got = Books().opening, list[SqliteStore]()
    for number in range(10):
        path = tmp_path / f"{number}.db"
        both = [
            threading.Thread(target=lambda at=path: got.append(SqliteStore.create(at, opening)))
            for _ in range(4)
        ]
        for one in both:
            one.start()
        for one in both:
            one.join()
    assert len(got) == 40
    assert {store.opening for store in got} == {opening}
    for store in got:
        store.shut()


def test_a_writer_that_holds_on_too_long_is_named(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.2)
    other = sqlite3.connect(room, isolation_level=None)
    store = SqliteStore.open(room)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreFailed, match=r"another writer has held the store too long .*try ag"):
        begun(store, Books(seed=3))
    assert len(list(store.everything())) == 5  # who reads does not wait
    other.execute("ROLLBACK")
    other.close()
    with store.writing() as writing:
        assert len(writing.pending()) == 5
    with pytest.raises(WrongUse, match="a transaction inside a transaction"):
        twice(store)
    store.shut()


def twice(store: Store) -> None:
    with store.writing(), store.writing():
        pass


def test_threads_of_one_process_wait_for_each_other(place: str) -> None:
    store = open_store(place)

    def write() -> None:
        for _ in range(15):
            with store.writing() as writing:
                books.chains = {}
                end = writing.chain("plenary", "arn")
                if end is not None:
                    books.chains["plenary", "arn"] = end
                writing.keep(books.said("arn", "plenary", "at once"))

    books = Books()
    books.start()
    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(store.held("arn", None))) == 3 + 60
    store.shut()
