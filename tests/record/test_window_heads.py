"""Window heads and lists that the host signed, but that do not fit: each check stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from roommade import BARE, RoomMade, talks

from onetext.record.bundle import Bundle
from onetext.record.faults import FaultKind
from onetext.record.heads import Head, sign_window
from onetext.record.verifying import verify_bundle


def kinds(bundle: Bundle) -> set[FaultKind]:
    return {fault.kind for fault in verify_bundle(bundle).faults}


def with_window(room: RoomMade, bundle: Bundle, head: Head, shown: Sequence[bytes]) -> Bundle:
    """Let the host sign another last window head."""
    last = bundle.closes[-1]
    window = sign_window(room.log_key, head, seat=bundle.seat, commitments=shown)
    return replace(bundle, closes=(*bundle.closes[:-1], replace(last, window=window)))


def test_the_same_window_is_signed_again_without_a_fault() -> None:
    room = talks(tail=False)
    bundle = room.bundle("bel")
    assert with_window(room, bundle, room.heads[-1], bundle.shown) == bundle


def test_a_window_head_of_another_room() -> None:
    room = talks(tail=False)
    bundle = room.bundle("bel")
    head = replace(room.heads[-1], room=bytes(32))
    assert kinds(with_window(room, bundle, head, bundle.shown)) == {"room", "window"}


def test_a_window_head_of_an_earlier_close() -> None:
    room = talks(tail=False)
    room.close()
    bundle = room.bundle("bel")
    assert kinds(with_window(room, bundle, room.heads[-2], bundle.shown)) == {"window"}


def test_a_window_that_shrinks() -> None:
    room = talks(tail=False)
    room.close()
    bundle = room.bundle("bel")
    less = bundle.shown[:-1]
    assert kinds(with_window(room, bundle, room.heads[-1], less)) == {"window", "inserted"}


def test_a_list_beyond_the_last_close() -> None:
    bundle = talks().bundle("bel")
    new = bundle.entries[len(bundle.shown)].promise.commitment
    assert kinds(replace(bundle, shown=(*bundle.shown, new))) == {"inserted"}


def test_a_bare_existence_shown_twice() -> None:
    bundle = talks(tail=False).bundle(BARE)
    bare = next(logged for logged in bundle.entries if logged.entry is None)
    assert kinds(replace(bundle, entries=(*bundle.entries, bare))) == {"twice"}


def test_co_signatures_have_one_order() -> None:
    bundle = talks(tail=False).bundle()
    last = replace(bundle.closes[-1], co_signed=bundle.closes[-1].co_signed[::-1])
    turned = replace(bundle, closes=(*bundle.closes[:-1], last))
    assert kinds(turned) == {"co-signature"}
    assert verify_bundle(turned).co_signed == last.head.close - 1
