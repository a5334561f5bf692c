"""What every store does, in memory, in SQLite and in PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from keeping import SEATS, Books

from onetext.errors import BadInput, WrongUse
from onetext.record.acts.passing import Disclosure
from onetext.record.acts.seating import KeyDestroyed
from onetext.record.entry import is_authored
from onetext.record.heads import CoSignature
from onetext.record.opening import HOST, Opening
from onetext.record.promise import is_promised
from onetext.record.record import Compartment, Kept, Record
from onetext.record.signing import public_bytes
from onetext.record.store.interface import Store
from onetext.record.window import window

Make = Callable[[Opening], Store]


def keep(store: Store, *entries: Kept) -> None:
    with store.writing() as writing:
        for kept in entries:
            writing.keep(kept)


def filled(make: Make) -> tuple[Books, Store, list[Kept]]:
    books = Books()
    store = make(books.opening)
    entries = books.start()
    entries += [
        books.said("arn", "caucus-arn", "we could live with the river", signed=False),
        books.said("bel", "plenary", "the lake"),
        books.said("arn", "plenary", "the river"),
    ]
    keep(store, *entries)
    return books, store, entries


def test_what_was_kept_comes_back_whole_and_still_verifies(make: Make) -> None:
    books, store, entries = filled(make)
    assert list(store.everything()) == entries
    for kept in store.everything():
        assert kept.entry is not None
        assert kept.entry.commitment == kept.promise.commitment
        assert is_promised(kept.promise, books.opening.room, books.opening.log_key)
        if kept.entry.seat != HOST and kept.entry.signature is not None:
            assert is_authored(kept.entry, public_bytes(books.keys[kept.entry.seat]))


def test_a_seat_holds_what_stands_in_its_compartments(make: Make) -> None:
    _, store, entries = filled(make)
    record = Record(store.opening, tuple(entries))
    for seat in (None, *SEATS):
        assert list(store.held(seat, None)) == list(record.held(seat, None))
        for until in (entries[2].promise.time, entries[-1].promise.time, "2031-03-16T08:00:00Z"):
            assert list(store.held(seat, until)) == list(record.held(seat, until))
    everybody = [k.compartment for k in store.held("nobody", None)]
    assert everybody == ["public"]


def test_items_are_found_by_their_commitment(make: Make) -> None:
    _, store, entries = filled(make)
    asked = [kept.promise.commitment for kept in entries[::2]]
    assert store.items([*asked, bytes(32), asked[0]]) == {
        k.promise.commitment: k for k in entries[::2]
    }
    assert store.items([]) == {}


def test_the_host_looks_before_it_writes(make: Make) -> None:
    _, store, entries = filled(make)
    with store.writing() as writing:
        assert writing.last() == entries[-1].promise
        assert writing.chain("plenary", "bel") == (1, entries[-2].promise.commitment)
        assert writing.chain("plenary", "cal") is None
        assert writing.chain("nowhere", "bel") is None
        inside = frozenset({"arn", "med"})
        assert writing.compartment("caucus-arn") == Compartment("caucus-arn", inside)
        assert writing.compartment("public") == Compartment("public", None)
        assert writing.compartment("nowhere") is None
        ids = [kept.entry.id for kept in entries if kept.entry is not None]
        assert list(writing.ids([ids[6], ids[1], bytes(16)])) == [entries[1], entries[6]]
        assert list(writing.of_kind(["message"], "bel")) == entries[-2:]
        assert list(writing.of_kind(["message"], "arn")) == entries[-3:]
        assert list(writing.of_kind(["compartment", "message"], None)) == entries[:1]
        assert list(writing.of_kind([], "arn")) == []
        assert list(writing.pending()) == [kept.promise for kept in entries]
        assert (writing.taken("arn"), writing.taken(HOST), writing.taken("cal")) == (2, 5, 0)
        assert writing.opening == store.opening
        assert list(writing.held("arn", None)) == list(store.held("arn", None))


def test_an_empty_store_answers_too(make: Make) -> None:
    store = make(Books().opening)
    with store.writing() as writing:
        assert writing.last() is None
        assert list(writing.pending()) == []
        assert writing.taken("arn") == 0
        assert list(writing.heads()) == []
        assert writing.closed() == 0
        writing.forget("nowhere")
    assert (list(store.everything()), list(store.closes()), list(store.signatures())) == ([],) * 3
    assert list(store.held(None, "2031-03-16T09:00:00Z")) == []


def test_a_block_that_raises_leaves_nothing(make: Make) -> None:
    books, store, entries = filled(make)
    more = [books.said("arn", "plenary", "first"), books.opened("late", "arn", "bel")]
    with pytest.raises(BadInput, match="second thoughts"):
        change_its_mind(store, books, more)
    assert list(store.everything()) == entries
    assert list(store.closes()) == []
    keep(store, *more)
    assert list(store.everything()) == [*entries, *more]


def change_its_mind(store: Store, books: Books, entries: list[Kept]) -> None:
    with store.writing() as writing:
        for kept in entries:
            writing.keep(kept)
        assert writing.last() == entries[-1].promise
        writing.forget("caucus-arn")
        writing.close(books.closed(writing))
        raise BadInput("second thoughts")


def test_nothing_is_kept_twice_or_out_of_order(make: Make) -> None:
    books, store, entries = filled(make)
    last = entries[-1]
    assert last.entry is not None
    twin = books.said("arn", "plenary", "the river")
    later = books.said("bel", "plenary", "and later")
    assert twin.entry is not None
    assert later.entry is not None
    wrong = {
        "there already": last,
        "place in the chain": replace(
            later, entry=replace(later.entry, place=last.entry.place, seat="arn")
        ),
        "tick is taken": replace(twin, promise=replace(twin.promise, tick=last.promise.tick)),
        "ran backwards": replace(twin, promise=replace(twin.promise, time="2031-03-15T09:00:00Z")),
        "whole entries": replace(twin, entry=None),
        "another compartment": replace(twin, compartment="public"),
        "another room": replace(twin, entry=replace(twin.entry, room=bytes(32))),
    }
    for hidden in (twin.entry.redacted({"kind"}, place=True), twin.entry.redacted({"kind"})):
        with pytest.raises(WrongUse, match="whole entries"):
            keep(store, replace(twin, entry=hidden))
    for message, kept in wrong.items():
        with pytest.raises(WrongUse, match=message):
            keep(store, kept)
    stranger = replace(twin, entry=replace(twin.entry, id=last.entry.id))
    with pytest.raises(WrongUse, match="there already"):
        keep(store, stranger)
    with pytest.raises(BadInput, match="was not opened"):
        keep(store, books.said("arn", "nowhere", "nobody let me in"))
    assert list(store.everything()) == entries


def test_a_close_takes_all_that_was_pending(make: Make) -> None:
    books, store, entries = filled(make)
    with store.writing() as writing:
        first = books.closed(writing)
        writing.close(first)
        assert list(writing.pending()) == []
        assert writing.taken("arn") == 0
        assert list(writing.heads()) == [(first.head, first.block)]
        assert writing.closed() == 1
    after = books.said("arn", "plenary", "after the close")
    keep(store, after)
    with store.writing() as writing:
        assert list(writing.pending()) == [after.promise]
        assert writing.taken("arn") == 1
        second = books.closed(writing)
        writing.close(second)
    assert list(store.closes()) == [first, second]
    assert [window.seat for window in store.closes()[0].windows] == [None, *SEATS]
    signed = [CoSignature("med", 1, b"m" * 64), CoSignature("arn", 2, b"a" * 64)]
    with store.writing() as writing:
        for one in (*reversed(signed), replace(signed[0], signature=b"x" * 64)):
            writing.co_signed(one)
    assert list(store.signatures()) == signed
    assert list(store.everything()) == [*entries, after]


def test_a_forgotten_compartment_keeps_its_promises_only(make: Make) -> None:
    books, store, entries = filled(make)
    with store.writing() as writing:
        writing.forget("caucus-arn")
        destroyed = books.entry(HOST, "caucus-arn", KeyDestroyed("arn"))
        writing.keep(destroyed)
    gone = replace(entries[5], entry=None)
    assert entries[5].entry is not None
    assert list(store.held("arn", None)) == [
        entries[0], entries[1], entries[2], gone, entries[6], entries[7], destroyed
    ]  # fmt: skip
    with store.writing() as writing:
        assert list(writing.ids([entries[5].entry.id])) == [gone]
        assert list(writing.of_kind(["message"], "arn")) == entries[6:]
        assert writing.taken("arn") == 1
        assert writing.chain("caucus-arn", HOST) == (3, destroyed.promise.commitment)
    assert store.items([gone.promise.commitment]) == {gone.promise.commitment: gone}
    again = books.said("arn", "caucus-arn", "we begin anew")
    keep(store, again)
    assert list(store.held("med", None))[-1] == again
    with store.writing() as writing:
        writing.forget("caucus-arn")
        writing.forget("caucus-arn")
    assert list(store.held("med", None))[-1] == replace(again, entry=None)


def test_reading_for_a_seat_is_for_that_seat(make: Make) -> None:
    books, store, entries = filled(make)
    item = entries[5].promise.commitment
    passed = books.entry("med", "plenary", Disclosure(item, "redacted", ("kind",), None))
    bare = books.entry("med", "public", Disclosure(item, "existence", (), None))
    keep(store, passed, bare)
    record = Record(store.opening, (*entries, passed, bare))
    for seat in (None, *SEATS):
        with store.reading(seat) as reading:
            assert list(reading.held(seat, None)) == list(record.held(seat, None))
            assert window(reading, seat) == window(record, seat) == window(store, seat)
            with pytest.raises(WrongUse, match="not for"):
                list(reading.held("arn" if seat != "arn" else "bel", None))


def test_one_reading_sees_one_state(make: Make) -> None:
    books, store, entries = filled(make)
    later = books.said("arn", "plenary", "meanwhile")
    with store.reading("arn") as reading:
        before = list(reading.held("arn", None))
        keep(store, later)
        assert list(reading.held("arn", None)) == before
        assert reading.items([later.promise.commitment]) == {}
    assert list(store.held("arn", None)) == [*before, later]
    assert len(entries) == 8


def test_what_is_put_down_stays_until_the_next_close(make: Make) -> None:
    books, store, entries = filled(make)
    with store.writing() as writing:
        assert (writing.tally(), writing.waiting()) == (None, len(entries))
        writing.put_down(b"one")
    with suppress(ZeroDivisionError), store.writing() as writing:
        assert writing.tally() == b"one"
        writing.put_down(b"two")
        writing.keep(books.said("bel", "plenary", "the mill"))
        assert (writing.tally(), writing.waiting()) == (b"two", len(entries) + 1)
        raise ZeroDivisionError
    with store.writing() as writing:
        assert (writing.tally(), writing.waiting()) == (b"one", len(entries))
        writing.put_down(b"longer")
        writing.close(books.closed(writing))
        assert (writing.tally(), writing.waiting()) == (None, 0)
    with store.writing() as writing:
        assert (writing.tally(), writing.waiting()) == (None, 0)
