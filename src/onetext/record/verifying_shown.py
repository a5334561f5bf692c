"""Faults of what was passed on: each item is shown as far as the disclosures in the bundle say.

A bundle is one window, so the rule of windows holds in it (``window.lines_of``): what its seat saw
as a member it saw whole, in the order of ticks; anything else stands right after the disclosure
that first showed it, with the fields that all disclosures of it show and no other.

Two things rest on the host's word. An item passed on of which no words are left may have been
destroyed where it stood, which is told there only; ``Verified.bare`` counts these. And of a
destroyed entry nobody can say any more what it said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onetext.errors import BadInput
from onetext.record.acts.kinds import act_of
from onetext.record.acts.passing import Disclosure
from onetext.record.acts.seating import KeyDestroyed
from onetext.record.bundle import Bundle, Logged
from onetext.record.entry import Entry, Place
from onetext.record.faults import Fault
from onetext.record.fields import Hidden, Shown
from onetext.record.opening import HOST


@dataclass(slots=True)
class _Passed:
    """Hold how far an item was passed on by all disclosures of it."""

    whole: bool
    fields: frozenset[str]


def shown_faults(bundle: Bundle) -> Iterator[Fault]:
    """Yield where an entry is shown otherwise than this seat was shown it; linear."""
    passed: dict[bytes, _Passed] = {}
    destroyed = max(destroyed_until(bundle).values(), default=-1)
    for at, logged in enumerate(bundle.entries, start=1):
        try:
            _note(logged, passed)
        except BadInput as error:
            yield Fault("disclosure", f"entry {at}", str(error))
    yield from _order_faults(bundle, passed, destroyed)


def _order_faults(
    bundle: Bundle, passed: Mapping[bytes, _Passed], destroyed: int
) -> Iterator[Fault]:
    """Walk down the bundle as it was shown; ``due`` is the item that must stand next."""
    due, tick = None, -1
    seen: set[bytes] = set()
    for at, logged in enumerate(bundle.entries, start=1):
        where, made, entry = f"entry {at}", logged.promise, logged.entry
        if made.commitment in seen:
            continue
        seen.add(made.commitment)
        showing = passed.get(made.commitment)
        late = showing is not None and due == made.commitment
        if due is not None and not late:
            yield Fault("dropped", where, "what the disclosure before it passed on is not here")
        due = None
        if entry is None:
            if not late and made.tick > destroyed:
                yield Fault(
                    "dropped", where, "its words are missing, and no key was destroyed since"
                )
        elif isinstance(entry.place, Place):
            yield from _hidden_faults(entry, where)
        elif showing is None:
            yield Fault("disclosure", where, "no disclosure of it is in the bundle")
        else:
            if not late:
                yield Fault("swapped", where, "it stands apart from the disclosure that showed it")
            yield from _part_faults(entry, showing, where)
        if late or (entry is not None and not isinstance(entry.place, Place)):
            continue
        if made.tick < tick:
            yield Fault("swapped", where, "it was taken in before the one it stands after")
        tick = max(tick, made.tick)
        item = _item(logged)
        due = item if item not in seen else None
    if due is not None:
        yield Fault("dropped", "the end", "what the last disclosure passed on is not here")


def bare(bundle: Bundle) -> int:
    """Return of how many entries the bundle has no words, not even the kind."""
    return sum(logged.entry is None for logged in bundle.entries)


def destroyed_until(bundle: Bundle) -> dict[str, int]:
    """Return, for each compartment whose key was destroyed, the tick of the last time."""
    ends: dict[str, int] = {}
    for logged in bundle.entries:
        entry = logged.entry
        if entry is None or entry.seat != HOST or not isinstance(entry.place, Place):
            continue
        if entry.body.shown("kind") == KeyDestroyed.kind:
            ends[entry.place.compartment] = logged.promise.tick
    return ends


def _note(logged: Logged, passed: dict[bytes, _Passed]) -> None:
    act = _disclosure(logged)
    if act is None or act.form == "paraphrase":
        return
    held = passed.setdefault(act.item, _Passed(False, frozenset()))
    held.whole |= act.form == "verbatim"
    held.fields |= set(act.fields)


def _item(logged: Logged) -> bytes | None:
    try:
        act = _disclosure(logged)
    except BadInput:
        return None
    return act.item if act is not None and act.form != "paraphrase" else None


def _disclosure(logged: Logged) -> Disclosure | None:
    """Return the disclosure that an entry makes where this seat was."""
    entry = logged.entry
    if entry is None or not isinstance(entry.place, Place):
        return None
    if entry.body.shown("kind") != Disclosure.kind:
        return None
    act = act_of(entry.body)
    return act if isinstance(act, Disclosure) else None


def _hidden_faults(entry: Entry, where: str) -> Iterator[Fault]:
    for field in entry.body.fields:
        if isinstance(field, Hidden):
            what = f"its seat saw it whole, and the field {field.name!r} is hidden"
            yield Fault("disclosure", where, what)


def _part_faults(entry: Entry, showing: _Passed, where: str) -> Iterator[Fault]:
    if not showing.whole and not showing.fields:
        yield Fault("disclosure", where, "only its existence was passed on")
        return
    for field in entry.body.fields:
        is_shown = isinstance(field, Shown)
        if is_shown is not (showing.whole or field.name in showing.fields):
            what = f"the field {field.name!r} is {'shown' if is_shown else 'hidden'}"
            was = "was not" if is_shown else "was"
            yield Fault("disclosure", where, f"{what}, and it {was} passed on")
