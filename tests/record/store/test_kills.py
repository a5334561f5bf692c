"""A writer, or the database server, killed at random instants: nothing acknowledged is lost.

20 kills of a writer and 3 of the server, 200 and 20 when ONETEXT_LONG is set (``.ci/long``).
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from keeping import Books
from tracing import APPENDING

from onetext.errors import StoreFailed
from onetext.record.record import Kept
from onetext.record.store.interface import Store
from onetext.record.store.places import open_store
from onetext.record.store.postgres import PostgresStore
from onetext.record.store.sqlite import SqliteStore, keys_of
from pgserver import Server

LONG = bool(os.environ.get("ONETEXT_LONG"))
KILLS = 200 if LONG else 20
SERVER_KILLS = 20 if LONG else 3


class Acknowledged:
    """What the writers were told is kept, over all their lives."""

    def __init__(self, store: Store) -> None:
        books = Books()
        with store.writing() as writing:
            entries = books.start()
            for kept in entries:
                writing.keep(kept)
        self.kept = [kept.promise.commitment.hex() for kept in entries]
        self.forgotten: set[str] = set()
        self.doubtful = 0

    def hear(self, said: str) -> None:
        """Take in what a writer said; of a last line that was cut off, nothing."""
        for line in said.splitlines(keepends=True):
            word, _, what = line.strip().partition(" ")
            if line.endswith("\n") and word == "kept":
                self.kept.append(what)
            elif line.endswith("\n") and word == "forgot":
                self.forgotten.add(what)
        self.doubtful += 1

    def check(self, store: Store) -> list[Kept]:
        """Hold a store against it: at most one entry of each life was kept and not told."""
        entries = list(store.everything())
        there = [kept.promise.commitment.hex() for kept in entries]
        known = set(self.kept)
        assert [one for one in there if one in known] == self.kept
        assert len(there) - len(self.kept) <= self.doubtful
        gone = {kept.compartment for kept in entries if kept.entry is None}
        assert len(gone - self.forgotten) <= self.doubtful
        for kept in entries:
            if kept.compartment in self.forgotten:
                assert kept.entry is None or kept.entry.body.shown("kind") == "compartment"
            elif kept.compartment not in gone:
                assert kept.entry is not None
                assert kept.entry.commitment == kept.promise.commitment
        return entries


def writer(place: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(APPENDING), place, "--talk"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_writer_killed_at_any_instant_loses_nothing_acknowledged(tmp_path: Path) -> None:
    path, draw = tmp_path / "room.db", random.Random()
    store = SqliteStore.create(path, Books().opening)
    told = Acknowledged(store)
    store.shut()
    for _ in range(KILLS):
        process = writer(str(path))
        assert process.stdout is not None
        first = "".join(process.stdout.readline() for _ in range(draw.randint(1, 20)))
        time.sleep(draw.uniform(0, 0.01))
        process.kill()
        told.hear(first + process.stdout.read())
        process.wait()
        process.stdout.close()
        store = SqliteStore.open(path)
        entries = told.check(store)
        store.shut()
    assert len(told.kept) > 4 * KILLS
    assert len(entries) >= len(told.kept)
    for file in (path, keys_of(path)):
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("way", ["kill", "immediate"])
def test_a_server_killed_in_the_middle_loses_nothing_acknowledged(
    mortal_server: Server, way: str
) -> None:
    server = mortal_server
    draw, place = random.Random(), server.url(server.database())
    store = PostgresStore.create(place, Books().opening)
    told = Acknowledged(store)
    for _ in range(SERVER_KILLS):
        process = writer(place)
        assert process.stdout is not None
        first = "".join(process.stdout.readline() for _ in range(draw.randint(1, 20)))
        time.sleep(draw.uniform(0, 0.05))
        server.kill() if way == "kill" else server.stop("immediate")
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        assert "the database server is gone" in said.splitlines()[-1]
        with pytest.raises(StoreFailed, match="the database server is gone"):
            list(store.everything())
        server.start()
        told.hear(first + said)
        told.check(store)  # the same store goes on
    store.shut()
    again = open_store(place)
    assert len(told.check(again)) > 4 * SERVER_KILLS
    again.shut()
