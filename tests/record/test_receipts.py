"""What no bundle can show, promises that a seat has kept can: an entry left out of one window.

The host of these talks helps itself: it acknowledges an entry, and forgets it before the close.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace

import pytest
from running import Running

from onetext.errors import BadInput
from onetext.record.acts.talking import Message
from onetext.record.bundle import Bundle
from onetext.record.promise import Promise
from onetext.record.receipts import Receipts, decode_receipts, encode_receipts, redeem
from onetext.record.verifying import verify_bundle

SAID = Message("We were never told.", "none")


def talks(*, forgets: bool) -> tuple[Running, list[Promise]]:
    """Let a seat say three things, of which the host may forget the last; then close."""
    run = Running().start()
    promises = [run.enter("bel-head", "plenary", SAID).promise for _ in range(2)]
    before = {name: copy(value) for name, value in vars(run.store).items() if name != "_lock"}
    promises.append(run.enter("bel-head", "plenary", SAID).promise)
    if forgets:
        vars(run.store).update(before)
    run.now += 86400
    return run, promises


def given(run: Running) -> Bundle:
    return run.host.export("bel-head")


def receipts(run: Running, promises: list[Promise]) -> Receipts:
    return Receipts.of(run.opening, "bel-head", promises)


def test_a_host_that_keeps_its_promises_keeps_them_all() -> None:
    run, promises = talks(forgets=False)
    redeemed = redeem(given(run), receipts(run, promises))
    assert (redeemed.faults, redeemed.kept, redeemed.ahead) == ((), 3, 0)


def test_a_last_entry_left_out_of_one_window_shows_in_the_receipts_and_nowhere_else() -> None:
    run, promises = talks(forgets=True)
    bundle = given(run)
    assert verify_bundle(bundle).ok
    redeemed = redeem(bundle, receipts(run, promises))
    assert [(fault.kind, fault.where) for fault in redeemed.faults] == [("dropped", "receipt 3")]
    assert promises[2].commitment.hex()[:16] in redeemed.faults[0].what
    assert (redeemed.kept, redeemed.ahead) == (2, 0)


def test_before_its_close_a_promise_may_still_be_kept() -> None:
    run, promises = talks(forgets=True)
    run.now -= 86400
    redeemed = redeem(given(run), receipts(run, promises))
    assert (redeemed.faults, redeemed.kept, redeemed.ahead) == ((), 2, 1)


def test_who_makes_up_a_promise_proves_nothing_and_two_dates_are_a_fork() -> None:
    run, promises = talks(forgets=False)
    bundle, good = given(run), receipts(run, promises)
    made_up = replace(promises[0], commitment=bytes(32))
    redeemed = redeem(bundle, replace(good, promises=(made_up,)))
    assert [fault.kind for fault in redeemed.faults] == ["host-signature"]
    at = next(n for n, e in enumerate(bundle.entries) if e.promise == promises[1])
    dated = replace(bundle.entries[at].promise, time="2031-03-16T09:00:01Z")
    moved = replace(bundle.entries[at], promise=dated)
    entries = (*bundle.entries[:at], moved, *bundle.entries[at + 1 :])
    redeemed = redeem(replace(bundle, entries=entries), good)
    assert [(fault.kind, fault.where) for fault in redeemed.faults] == [("forked", "receipt 2")]
    assert redeemed.kept == 2


def test_receipts_have_one_encoding() -> None:
    run, promises = talks(forgets=False)
    good = receipts(run, promises)
    written = encode_receipts(good)
    assert decode_receipts(written) == good
    for wrong in (written + b" ", written[:-1], written.replace(b'"format":1', b'"format":2')):
        with pytest.raises(BadInput):
            decode_receipts(wrong)
    with pytest.raises(BadInput, match="a room's id has 32 bytes"):
        replace(good, room=b"")
