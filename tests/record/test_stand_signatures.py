"""A stand counts where it was made, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from roommade import BARE, RoomMade

from onetext.errors import BadInput
from onetext.record.signing import public_bytes
from onetext.record.stands import (
    Change,
    SignedStand,
    Standing,
    sign_stand,
    stand_faults,
    words_hash,
)
from onetext.record.wire import from_json, to_json


def made() -> tuple[SignedStand, Standing, bytes]:
    room = RoomMade()
    room.change("line", "along the lake")
    standing = room.standing("arda", "line")
    stand = sign_stand(room.keys["arda"], standing, says="accept", counter=5)
    return stand, standing, public_bytes(room.keys["arda"])


def kinds(stand: SignedStand, fits: Standing, key: bytes | None) -> set[str]:
    return {fault.kind for fault in stand_faults(stand, fits, key)}


def test_it_counts_where_it_was_made() -> None:
    stand, standing, key = made()
    assert stand_faults(stand, standing, key) == ()
    assert stand_faults(from_json(SignedStand, to_json(stand)), standing, key) == ()


@pytest.mark.parametrize(
    ("elsewhere", "kind"),
    [
        ({"room": bytes(32)}, "stand-room"),
        ({"seat": "bel"}, "stand-seat"),
        ({"change": Change("annex", "line", bytes(32))}, "stand-passage"),
        ({"changed_by": bytes(16)}, "stand-draft"),
        ({"after": 5}, "stand-counter"),
    ],
)
def test_a_replay_elsewhere_is_named(elsewhere: dict[str, object], kind: str) -> None:
    stand, standing, key = made()
    fits = replace(standing, **elsewhere)  # type: ignore[arg-type]
    assert kind in kinds(stand, fits, key)
    fitted = replace(
        stand,
        room=fits.room,
        seat=fits.seat,
        instrument=fits.change.instrument,
        passage=fits.change.passage,
        words=fits.change.words,
        changed_by=fits.changed_by,
        counter=fits.after + 1,
    )
    assert kinds(fitted, fits, key) == {"stand-signature"}


def test_other_words_are_named() -> None:
    stand, standing, key = made()
    change = replace(standing.change, words=bytes(32))
    assert kinds(stand, replace(standing, change=change), key) == {"stand-words"}


def test_an_accept_is_no_reject() -> None:
    stand, standing, key = made()
    assert kinds(replace(stand, says="reject"), standing, key) == {"stand-signature"}


def test_words_that_return_bring_no_stand_back() -> None:
    """A, then B, then A again: the same words in another entry."""
    room = RoomMade()
    versions, salt = {"en": "A"}, room.salt()
    change = Change("treaty", "line", words_hash(versions, salt))
    first = Standing(room.room, "arda", change, b"1" * 16)
    stand = sign_stand(room.keys["arda"], first, says="accept", counter=1)
    again = replace(first, changed_by=b"3" * 16)
    assert kinds(stand, again, public_bytes(room.keys["arda"])) == {"stand-draft"}


def test_a_seat_without_a_key_enters_unsigned_stands_only() -> None:
    room = RoomMade()
    room.change("line", "along the lake")
    fits = room.standing(BARE, "line")
    stand = sign_stand(None, fits, says="accept", counter=1)
    assert kinds(stand, fits, None) == set()
    assert kinds(replace(stand, signature=bytes(64)), fits, None) == {"stand-signature"}
    keyed, standing, key = made()
    assert kinds(replace(keyed, signature=None), standing, key) == {"stand-signature"}


def test_the_words_of_every_language_count() -> None:
    salt = bytes(32)
    both = {"en": "the lake", "fr": "le lac"}
    hashes = {
        words_hash(versions, salt)
        for versions in (both, {**both, "fr": "le fleuve"}, {"en": "the lake"}, {})
    }
    assert len(hashes) == 4
    assert words_hash(both, b"s" * 32) not in hashes
    assert both == {"en": "the lake", "fr": "le lac"}


@pytest.mark.parametrize(
    "change",
    [{"counter": 0}, {"room": b""}, {"words": b""}, {"changed_by": b""}, {"signature": b""}],
)
def test_lengths_are_held(change: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        replace(made()[0], **change)  # type: ignore[arg-type]


def test_a_stand_has_one_of_four_answers() -> None:
    value = to_json(made()[0])
    assert isinstance(value, dict)
    with pytest.raises(BadInput, match="says"):
        from_json(SignedStand, {**value, "says": "perhaps"})
