"""Every check of the window is needed: drop or turn any one of them, and a test fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

import pytest
from mutating import Mutant, in_place, mutants
from pinned_room import SEATS, PinnedRoom, begun
from telling import same, told
from twins import SIDES, Twins, drawn_steps
from window_spec import spec_rows, window_rows

import onetext.record.window as window_module
from onetext.record.acts.talking import Message
from onetext.record.record import Kept, Record
from onetext.record.window import window
from onetext.terms.when import When

HISTORIES = 12
HOURS = (None, "2031-03-16T11:00:00Z", "2031-03-17T10:00:00Z")
MUTANTS = tuple(mutants(window_module))
EQUIVALENT: Mapping[str, str] = {
    "window.lines_of: passed -> True": "no items are there of no commitments",
    "window.lines_of: kept.entry is not None -> nothing": "only an entry shows an item",
    "window.lines_of: item.promise.tick < made.tick -> LtE": "none names itself",
}
"""Mutants that are the same program, each with why."""


@cache
def histories() -> tuple[Twins, ...]:
    eyes = (*SEATS, None)
    return tuple(Twins(eyes[n % 6]).run(drawn_steps(n)) for n in range(HISTORIES))


def wrongs() -> Iterator[str]:
    """Yield what is wrong with the windows of the histories, by their rule and by each other."""
    for record in odd_records():
        for seat in SEATS:
            if window_rows(window(record, seat).lines) != spec_rows(record, seat, None):
                yield f"{seat} of an odd record"
    for twins in histories():
        store = twins.rooms["left"].store
        for hour in HOURS:
            at = When(hour) if hour else None
            for seat in (*SEATS, None):
                if window_rows(window(store, seat, at).lines) != spec_rows(store, seat, hour):
                    yield f"{seat} at {hour}"
            left, right = (told(window(twins.rooms[s].store, twins.eyes, at)) for s in SIDES)
            if not same(left, right, opaque=twins.opaque):
                yield f"{twins.eyes} is told what it may not see"


class Whole(Record):
    """A record that tells all of it, as a store does."""

    def everything(self) -> Iterator[Kept]:
        yield from self.kept


PASSED = (
    ("arn-head", "redacted", ["kind", "leave", "words"]),
    ("arn-legal", "existence", []),
    ("arn-legal", "existence", []),
    ("bel-head", "redacted", ["kind"]),
    ("bel-head", "redacted", ["words"]),
    ("bel-head", "existence", []),
    ("cal-head", "redacted", ["words"]),
    ("cal-head", "verbatim", []),
    ("cal-head", "redacted", ["kind"]),
)


@cache
def odd_records() -> tuple[Whole, ...]:
    """Return records that chance or the host's rules keep out of the histories."""
    room = PinnedRoom("left")
    begun(room)
    desk = room.open("desk", "private", ["dor-med"])
    beside = {
        seat: room.open("aside", "bilateral", [seat, "dor-med"])
        for seat in ("arn-head", "arn-legal", "bel-head", "cal-head")
    }
    first = len([*room.store.everything()])
    item = room.enter("dor-med", desk, Message("The lake.", "free"))
    shown = item.promise.commitment
    for slot, (to, form, fields) in enumerate(PASSED, start=1):
        room.at(slot, 1500 * slot, apart=False)  # a close between any two
        room.host.disclose("dor-med", shown, beside[to], form=form, fields=fields)  # type: ignore[arg-type]
    room.host.disclose("cal-head", shown, beside["cal-head"])
    kept = [*room.store.everything()]
    gone = [replace(k, entry=None) if k == item else k for k in kept]
    late = [*kept[:first], *kept[first + 1 :], item]
    never = [k for k in kept if k != item]
    return tuple(Whole(room.host.opening, _in_order(some)) for some in (kept, gone, late, never))


def _in_order(kept: Iterable[Kept]) -> tuple[Kept, ...]:
    """Return entries with promises in the order given; nobody has signed these."""
    return tuple(
        replace(one, promise=replace(one.promise, tick=n, time=f"2031-03-16T09:{n:02}:00Z"))
        for n, one in enumerate(kept)
    )


def test_the_windows_of_all_histories_are_as_the_rule_says() -> None:
    assert not list(wrongs())


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.name for mutant in MUTANTS])
def test_no_check_of_the_window_can_be_dropped(mutant: Mutant) -> None:
    histories(), odd_records()
    with in_place(mutant):
        try:
            killed = next(wrongs(), None) is not None
        except Exception:
            killed = True
    why = EQUIVALENT.get(mutant.name)
    assert killed is (why is None), why or "no test noticed"
