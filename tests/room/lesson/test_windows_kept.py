"""What is kept at hand of a window is what the rule of windows gives, after every entry."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from lessons import TWO_RIVERS

from onetext.cases.loading import load
from onetext.errors import Refused, StoreFailed
from onetext.record.acts.talking import Message
from onetext.record.archive_reading import read_archive
from onetext.record.hosting.host import Host
from onetext.record.opening import Opening, SeatKey
from onetext.record.signing import public_bytes
from onetext.record.store.interface import Store, Writing
from onetext.record.store.memory import MemoryStore
from onetext.record.view import view
from onetext.record.window import lines_of
from onetext.room.opening.from_case import seats_of
from onetext.room.opening.keys import new_keys
from onetext.room.opening.reenacting import HourGlass, Reenactment
from onetext.room.watched import Watched, Written
from onetext.room.windows import Windows

EVERY = 11


def never(written: Written) -> None:
    raise AssertionError("nothing is in doubt")


def test_windows_added_to_are_windows_read_anew() -> None:
    recorded = read_archive(TWO_RIVERS / "room.record")
    seats = [seat.id for seat in seats_of(load(TWO_RIVERS), exercise=True)]
    keys = new_keys(seats, exercise=True)
    opening = Opening(
        mode="exercise",
        log_key=public_bytes(keys.log_key),
        seats=tuple(SeatKey(seat, public_bytes(keys.seats[seat])) for seat in seats),
        first_close="2031-12-31T00:00:00Z",
        every=3600,
        slots=4096,
        salt=secrets.token_bytes(32),
    )
    store = MemoryStore(opening)
    windows = Windows(store)
    heard: list[int] = []

    def listen(written: Written) -> None:
        rung = windows.heard(written.kept)
        heard.append(len(rung))
        if len(heard) % EVERY:
            return
        for seat in seats:
            assert windows.lines(seat) == lines_of(store, seat, None)
            assert windows.view(seat) == view(store, seat)

    glass = HourGlass("2031-03-02T07:00:00Z")
    watched = Watched.over(store, listen, never)
    host = Reenactment(watched, keys.log_key, glass, secrets.token_bytes, keys.seats)
    for seat in seats:
        assert windows.lines(seat) == ()
    host.enact(recorded, glass)
    assert len(heard) > 200
    assert max(heard) == len(seats)
    assert min(heard) < len(seats)
    for seat in seats:
        assert windows.lines(seat) == lines_of(store, seat, None)
        told = windows.told(seat, 0)
        assert [one.number for one in told] == list(range(1, len(windows.lines(seat)) + 1))
        assert windows.told(seat, len(told) - 2) == told[-2:]


@pytest.fixture
def one_seat() -> tuple[MemoryStore, Host]:
    keys = new_keys(["arn"], exercise=True)
    opening = Opening(
        mode="exercise",
        log_key=public_bytes(keys.log_key),
        seats=(SeatKey("arn", public_bytes(keys.seats["arn"])),),
        first_close="2031-12-31T00:00:00Z",
        every=3600,
        slots=64,
        salt=secrets.token_bytes(32),
    )
    store, glass = MemoryStore(opening), HourGlass("2031-03-02T07:00:00Z")
    return store, Host(store, keys.log_key, glass, secrets.token_bytes, keys.seats)


def test_a_transaction_that_fails_is_heard_of_by_nobody(one_seat: tuple[MemoryStore, Host]) -> None:
    store, host = one_seat
    heard: list[object] = []
    host.store = Watched.over(store, heard.append, never)
    host.open_compartment("public", "public")
    assert len(heard) == 1
    with pytest.raises(Refused):
        host.enter("arn", "nowhere", Message("lost", "free"))
    assert len(heard) == 1


class Doubtful:
    """A store that keeps what it is given, and loses the word of it on the way back."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def __getattr__(self, name: str) -> object:
        return getattr(self.store, name)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        with self.store.writing() as looks:
            yield looks
        raise StoreFailed("the server is gone")


def test_a_window_in_doubt_is_read_anew(one_seat: tuple[MemoryStore, Host]) -> None:
    store, host = one_seat
    place = host.open_compartment("plenary", "plenary", ["arn"])
    windows = Windows(store)
    before = windows.lines("arn")
    doubted: list[frozenset[str]] = []

    def listen(written: Written) -> None:
        doubted.append(windows.doubted(written.kept))

    host.store = Watched.over(cast("Store", Doubtful(store)), never, listen)
    with pytest.raises(StoreFailed):
        host.enter("arn", place, Message("in doubt", "free"))
    assert doubted == [frozenset({"arn"})]
    assert windows.lines("arn") == lines_of(store, "arn", None)
    assert len(windows.lines("arn")) == len(before) + 1


def test_a_window_read_before_the_word_of_an_entry_has_it_once(
    one_seat: tuple[MemoryStore, Host],
) -> None:
    store, host = one_seat
    place = host.open_compartment("plenary", "plenary", ["arn"])
    windows = Windows(store)

    def listen(written: Written) -> None:
        windows.lines("arn")  # as another thread may just then
        windows.heard(written.kept)

    host.store = Watched.over(store, listen, never)
    for words in ("one", "two"):
        host.enter("arn", place, Message(words, "free"))
        assert windows.lines("arn") == lines_of(store, "arn", None)
