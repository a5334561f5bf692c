"""Faults of the stands in a bundle, each held against the passage as it was when entered.

An entry that changes a passage shows it in the field ``changes`` (a ``Change``); one that enters a
stand shows it in the field ``stand`` (a ``SignedStand``).
"""

from __future__ import annotations

from collections.abc import Iterator

from onetext.errors import BadInput
from onetext.record.bundle import Bundle
from onetext.record.entry import Entry, Place
from onetext.record.faults import Fault
from onetext.record.stands import Change, SignedStand, Standing, stand_faults
from onetext.record.verifying_shown import destroyed_until
from onetext.record.wire import from_json

CHANGES = "changes"
STAND = "stand"


def stands_faults(bundle: Bundle) -> Iterator[Fault]:
    """Yield what is wrong with each stand, in the log's order.

    Acts on a text stand where its instrument was opened, so who sees a stand there sees the
    passage. Where words were destroyed, or of a stand passed on, it need not be in the bundle: then
    only the signature, the room, the seat and the counter are checked.
    """
    destroyed = destroyed_until(bundle)
    keys = {seat.seat: seat.key for seat in bundle.opening.seats}
    latest: dict[tuple[str, str], tuple[Change, bytes]] = {}
    after: dict[tuple[str, str, str], int] = {}
    entries = sorted(enumerate(bundle.entries, start=1), key=lambda pair: pair[1].promise.tick)
    for at, logged in entries:
        entry, where = logged.entry, f"entry {at}"
        if entry is None:
            continue
        try:
            change, stand = _change(entry), _stand(entry)
        except BadInput as error:
            yield Fault("stand-unreadable", where, str(error))
            continue
        if change is not None:
            latest[change.instrument, change.passage] = (change, entry.id)
        if stand is None:
            continue
        passage = (stand.instrument, stand.passage)
        member = isinstance(entry.place, Place) and entry.place.compartment not in destroyed
        if member and passage not in latest:
            what = f"the stand is on {stand.passage!r} of {stand.instrument!r}, which is not there"
            yield Fault("stand-passage", where, what)
        own = (Change(*passage, stand.words), stand.changed_by)
        now, changed_by = latest.get(passage, own)
        before = after.get((entry.seat, *passage), 0)
        fits = Standing(bundle.opening.room, entry.seat, now, changed_by, before)
        yield from stand_faults(stand, fits, keys.get(entry.seat), where=where)
        after[entry.seat, *passage] = max(before, stand.counter)


def _change(entry: Entry) -> Change | None:
    value = entry.body.shown(CHANGES)
    return None if value is None else from_json(Change, value, CHANGES)


def _stand(entry: Entry) -> SignedStand | None:
    value = entry.body.shown(STAND)
    return None if value is None else from_json(SignedStand, value, STAND)
