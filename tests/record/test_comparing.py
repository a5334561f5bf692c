"""Two bundles of one room: one history, a fork, or a tail cut off."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from roommade import BARE, SEATS, RoomMade, talks

from onetext.record.bundle import Bundle
from onetext.record.comparing import compare
from onetext.record.verifying import verify_bundle

WINDOWS = (None, *SEATS, BARE)


def kinds(first: Bundle, second: Bundle) -> set[str]:
    return {fault.kind for fault in compare(first, second).faults}


@pytest.mark.parametrize("ours", WINDOWS)
@pytest.mark.parametrize("theirs", WINDOWS)
def test_views_of_one_log_are_one_history(ours: str | None, theirs: str | None) -> None:
    room = talks(closes=2)
    first, second = room.bundle(ours), room.bundle(theirs)
    before = copy.deepcopy((first, second))
    result = compare(first, second)
    assert (result.faults, result.until, result.longer) == ((), 2, None)
    assert result.one_history
    assert (first, second) == before


def forked(seed: int = 0) -> tuple[RoomMade, RoomMade]:
    """The host keeps two books from the second day on, both without a fault in themselves."""
    room = talks(seed, closes=2, tail=False)
    other = RoomMade.__new__(RoomMade)
    other.__dict__.update(copy_of(room))
    room.append("bel", "public", words="we agree")
    other.append("bel", "public", words="we do not")
    for book in (room, other):
        book.close()
        book.append("arda")
        book.close()
    return room, other


def copy_of(room: RoomMade) -> dict[str, object]:
    """Copy what grows; keys and frozen values are shared."""
    own = dict(vars(room))
    own["draw"] = copy.deepcopy(room.draw)
    for name in ("entries", "pending", "leaves", "heads", "chains", "changed", "counts"):
        own[name] = copy.copy(own[name])
    for name in ("windows", "window_heads"):
        own[name] = {seat: list(held) for seat, held in getattr(room, name).items()}
    return own


@pytest.mark.parametrize("ours", WINDOWS)
@pytest.mark.parametrize("theirs", WINDOWS)
def test_a_fork_is_shown_at_its_first_close(ours: str | None, theirs: str | None) -> None:
    room, other = forked()
    first, second = room.bundle(ours), other.bundle(theirs)
    assert verify_bundle(first).ok
    assert verify_bundle(second).ok
    result = compare(first, second)
    assert not result.one_history
    assert result.until == 2
    assert ("forked", "close 3") in {(fault.kind, fault.where) for fault in result.faults}


def test_a_fork_in_an_authors_chain_is_named() -> None:
    room, other = forked()
    told = {fault.where for fault in compare(room.bundle("bel"), other.bundle("bel")).faults}
    assert "number 1 of 'bel' in 'public'" in told


def test_an_older_bundle_is_the_start_of_the_same_history() -> None:
    room = talks(closes=2, tail=False)
    old = room.bundle("bel")
    room.append("arda")
    room.close()
    result = compare(old, room.bundle("bel"))
    assert result.one_history
    assert (result.until, result.longer) == (2, "second")
    assert [str(fault) for fault in result.faults] == [
        "the first bundle: it ends at close 2, the other at close 3 (truncated)"
    ]
    assert compare(room.bundle("arda"), old).longer == "first"


def test_a_tail_cut_off_after_the_last_head_is_shown() -> None:
    whole = talks().bundle("bel")
    cut = replace(whole, entries=whole.entries[:-1])
    assert verify_bundle(cut).ok
    assert kinds(whole, cut) == kinds(cut, whole) == {"truncated"}
    assert compare(whole, cut).one_history


def test_a_tail_of_other_entries_is_shown() -> None:
    room = talks(tail=False)
    first = room.bundle("bel")
    other = RoomMade.__new__(RoomMade)
    other.__dict__.update(copy_of(room))
    room.append("host", "public", kind="statement", words="one")
    other.append("host", "public", kind="statement", words="two")
    assert compare(first, first).faults == ()
    found = kinds(room.bundle("bel"), other.bundle("bel"))
    assert "forked" in found or "inconsistent" in found


def test_a_tail_in_another_order_is_shown() -> None:
    room = talks()
    whole = room.bundle(None)
    turned = replace(whole, entries=(*whole.entries[:-2], *whole.entries[:-3:-1]))
    assert {fault.kind for fault in verify_bundle(turned).faults} == {"swapped"}
    assert kinds(whole, turned) == {"inconsistent"}


def test_two_dates_for_one_entry_are_a_fork() -> None:
    room = talks(tail=False)
    other = RoomMade.__new__(RoomMade)
    other.__dict__.update(copy_of(room))
    room.append("bel", "public", promised={"time": "2031-03-19T12:00:00Z"})
    other.append("bel", "public", promised={"time": "2031-03-19T13:00:00Z"})
    assert verify_bundle(room.bundle()).ok
    assert kinds(room.bundle(), other.bundle()) == {"forked"}


def test_two_windows_for_one_seat_are_a_fork() -> None:
    room = talks(tail=False)
    other = RoomMade.__new__(RoomMade)
    other.__dict__.update(copy_of(room))
    room.append("bel", "public")
    other.append("bel", "public")
    other.disclose(2, None, {"kind"})
    room.close()
    other.close()
    assert kinds(room.bundle(), other.bundle()) == {"forked"}


def test_bundles_of_two_rooms_have_nothing_in_common() -> None:
    result = compare(talks(1).bundle(), talks(2).bundle())
    assert [fault.kind for fault in result.faults] == ["room"]
    assert result.until == 0
    assert not result.one_history


def test_what_the_host_did_not_sign_is_no_fork_of_its() -> None:
    first = talks().bundle()
    last = first.closes[-1]
    head = replace(last.head, root=bytes(32))
    forged = replace(first, closes=(*first.closes[:-1], replace(last, head=head)))
    assert kinds(first, forged) == {"host-signature"}
    window = replace(last.window, root=bytes(32))
    forged = replace(first, closes=(*first.closes[:-1], replace(last, window=window)))
    assert kinds(first, forged) == {"host-signature"}
    entry = first.entries[0]
    dated = replace(entry, promise=replace(entry.promise, time="2031-03-16T12:00:01Z"))
    assert kinds(first, replace(first, entries=(dated, *first.entries[1:]))) == {"host-signature"}
