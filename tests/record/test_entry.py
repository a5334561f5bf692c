"""Entries, promises and blocks: what is signed, and what numbers and sizes do not tell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from roommade import SLOTS, RoomMade, talks

from onetext.errors import BadInput, WrongUse
from onetext.record.bundle import encode_bundle
from onetext.record.entry import HiddenPlace, Place, is_authored
from onetext.record.fields import Hidden
from onetext.record.opening import Opening, SeatKey, moment
from onetext.record.promise import block, is_promised, promise
from onetext.record.signing import public_bytes
from onetext.record.verifying import verify_bundle
from onetext.record.wire import from_json, to_json


def test_a_redacted_entry_keeps_signature_and_commitment() -> None:
    room = RoomMade()
    entry = room.append("arda", words="the line runs along the lake")
    part = entry.redacted({"kind"})
    assert isinstance(part.place, HiddenPlace)
    assert part.commitment == entry.commitment
    assert is_authored(part, public_bytes(room.keys["arda"]))
    assert not is_authored(part, public_bytes(room.keys["bel"]))
    assert "lake" not in str(to_json(part))
    assert from_json(type(part), to_json(part)) == part


@pytest.mark.parametrize("kind", ["non-paper", "caucus-message"])
def test_what_must_stay_deniable_is_never_signed(kind: str) -> None:
    room = RoomMade()
    with pytest.raises(WrongUse, match="never signed"):
        room.append("arda", kind=kind)
    entry = room.append("arda", kind=kind, signed=False)
    assert entry.signature is None
    assert not is_authored(entry, public_bytes(room.keys["arda"]))


def test_a_signed_entry_does_not_tie_its_author_to_an_unsigned_one() -> None:
    """The author's chain passes over what it did not sign."""
    room = RoomMade()
    first = room.append("arda")
    room.append("arda", kind="non-paper", signed=False)
    last = room.append("arda")
    assert isinstance(last.place, Place)
    assert (last.place.counter, last.place.previous) == (2, first.commitment)


def test_every_part_is_under_the_commitment() -> None:
    entry = RoomMade().append("arda")
    others = [
        replace(entry, room=bytes(32)),
        replace(entry, id=bytes(16)),
        replace(entry, seat="bel"),
        replace(entry, place=HiddenPlace(bytes(32))),
        replace(entry, body=replace(entry.body, fields=(Hidden("kind", bytes(32)),))),
        replace(entry, salt=bytes(32)),
        replace(entry, signature=None),
        replace(entry, signature=bytes(64)),
    ]
    assert len({other.commitment for other in (entry, *others)}) == len(others) + 1
    assert isinstance(entry.place, Place)
    places = [
        replace(entry.place, compartment="caucus-arda"),
        replace(entry.place, counter=2),
        replace(entry.place, previous=b"p" * 32),
        replace(entry.place, salt=bytes(32)),
    ]
    assert len({place.hash for place in (entry.place, *places)}) == len(places) + 1


@pytest.mark.parametrize("change", [{"id": b"short"}, {"salt": bytes(31)}, {"room": b""}])
def test_lengths_are_held(change: dict[str, bytes]) -> None:
    with pytest.raises(BadInput, match="bytes of"):
        RoomMade().append("arda", envelope=change)


def test_a_counter_starts_at_one() -> None:
    with pytest.raises(BadInput, match="not a counter: 0"):
        RoomMade().append("arda", place={"counter": 0})


def test_a_promise_is_of_its_room_commitment_tick_and_time() -> None:
    room = RoomMade()
    _, given = room.append("arda"), room.pending[0]
    key = public_bytes(room.log_key)
    assert is_promised(given, room.room, key)
    assert not is_promised(given, bytes(32), key)
    for other in (
        replace(given, commitment=bytes(32)),
        replace(given, tick=given.tick + 1),
        replace(given, time="2031-03-15T12:00:00Z"),
    ):
        assert not is_promised(other, room.room, key)
        assert other.leaf != given.leaf
    with pytest.raises(BadInput, match="not an hour"):
        promise(room.log_key, room=room.room, commitment=bytes(32), tick=1, time="noon")
    with pytest.raises(BadInput, match="not a tick"):
        replace(given, tick=-1)


def test_a_block_is_as_long_however_much_happened() -> None:
    room = RoomMade()
    for _ in range(3):
        room.append("arda")
    salts = [room.salt() for _ in range(SLOTS)]
    empty = block([], salts, slots=SLOTS)
    some = block(room.pending, salts[3:], slots=SLOTS)
    assert len(empty) == len(some) == SLOTS
    assert list(some) == sorted(some)
    assert {given.leaf for given in room.pending} < set(some)
    with pytest.raises(WrongUse, match="leaves for a close of 8"):
        block(room.pending, salts, slots=SLOTS)
    with pytest.raises(WrongUse, match="leaves for a close of 8"):
        block([], [salts[0]] * SLOTS, slots=SLOTS)


@pytest.mark.parametrize("hidden", [0, 1, 4])
@pytest.mark.parametrize("seat", [None, "bel", "cira"])
def test_sizes_tell_nothing_of_a_caucus(hidden: int, seat: str | None) -> None:
    """What is hidden changes opaque tokens (hashes, signatures, indexes), never their size."""

    def told(hidden: int) -> bytes:
        room = RoomMade()
        for _ in range(2):
            first, last = {"tick": room.day * 1000}, {"tick": room.day * 1000 + 500}
            room.append("host", "public", kind="statement", words="said", promised=first)
            for _ in range(hidden):
                room.append("arda", "caucus-arda", kind="caucus-message", signed=False)
            room.append("arda", "plenary", words="yes", promised=last)
            room.close()
        assert verify_bundle(room.bundle(seat)).ok
        return encode_bundle(room.bundle(seat))

    assert len(told(hidden)) == len(told(0))


def test_an_opening_makes_the_room() -> None:
    opening = talks().opening
    assert from_json(Opening, to_json(opening)) == opening
    for other in (
        replace(opening, mode="exercise"),
        replace(opening, every=3600),
        replace(opening, slots=16),
        replace(opening, salt=bytes(32)),
        replace(opening, seats=opening.seats[1:]),
    ):
        assert other.room != opening.room


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"slots": 12}, "power of two"),
        ({"every": 0}, "every 0"),
        ({"every": 2**50}, "a year"),
        ({"first_close": "2031-02-30T00:00:00Z"}, "not an hour"),
        ({"salt": b""}, "salt of 0"),
        ({"log_key": bytes(32)}, "nobody's"),
        ({"seats": (SeatKey("b", None), SeatKey("a", None))}, "do not rise"),
        ({"seats": (SeatKey("a", None), SeatKey("a", None))}, "do not rise"),
        ({"seats": (SeatKey("host", None),)}, "not an id"),
        ({"seats": (SeatKey("A", None),)}, "not an id"),
        ({"seats": (SeatKey("a", public_bytes(RoomMade().log_key)),)}, "share a key"),
    ],
)
def test_an_opening_that_cannot_be_is_refused(change: dict[str, object], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        replace(RoomMade().opening, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("time", "close"),
    [
        ("2031-01-01T00:00:00Z", 1),
        ("2031-03-16T17:59:59Z", 1),
        ("2031-03-16T18:00:00Z", 2),
        ("2031-03-17T17:59:59Z", 2),
        ("2031-03-26T18:00:01Z", 12),
    ],
)
def test_each_hour_has_its_close(time: str, close: int) -> None:
    opening = RoomMade().opening
    assert opening.close_of(time) == close
    assert moment(time) < moment(opening.hour_of(close))
    with pytest.raises(BadInput, match="9999"):
        opening.hour_of(2**40)


@pytest.mark.parametrize("time", ["2031-03-16T18:00:00", "2031-3-16T18:00:00Z", "31-03-16", ""])
def test_an_hour_has_one_form(time: str) -> None:
    with pytest.raises(BadInput, match="not an hour"):
        moment(time)
