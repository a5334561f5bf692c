"""What is kept at hand of a window is what the rule of windows gives, after every entry."""

from __future__ import annotations

import secrets

import pytest
from lessons import TWO_RIVERS

from onetext.cases.loading import load
from onetext.errors import Refused
from onetext.record.acts.talking import Message
from onetext.record.archive_reading import read_archive
from onetext.record.opening import Opening, SeatKey
from onetext.record.signing import public_bytes
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


def test_a_transaction_that_fails_is_heard_of_by_nobody() -> None:
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
    heard: list[object] = []
    store = Watched.over(MemoryStore(opening), heard.append, never)
    glass = HourGlass("2031-03-02T07:00:00Z")
    host = Reenactment(store, keys.log_key, glass, secrets.token_bytes, keys.seats)
    host.open_compartment("public", "public")
    assert len(heard) == 1
    with pytest.raises(Refused):
        host.enter("arn", "nowhere", Message("lost", "free"))
    assert len(heard) == 1
