"""Whose leave an item needs before it may be passed on, and whether it was given.

An item is its author's party's. Whoever passes on what is not of its own party needs leave: the
item's own (``leave: free``), or one entered beside it by its owners; none is needed where everybody
who receives it has seen it where it stands. A leave for the whole of an
item covers a part of it and its existence; a paraphrase always needs its own.
"""

from __future__ import annotations

from onetext.errors import Refused
from onetext.record.acts.kinds import act_of
from onetext.record.acts.passing import Disclosure, Leave
from onetext.record.acts.talking import Message
from onetext.record.entry import Entry, Place
from onetext.record.hosting.now import Now
from onetext.record.opening import HOST
from onetext.record.record import Kept

_LEAVE_SHOWN = frozenset({"kind", "leave"})
NO_LEAVE = "its owner has not given leave to pass it on so"


class WithoutLeave(Refused):
    """Say that an item was to be passed on without its owner's leave."""


def check_leave(now: Now, entry: Entry, place: Place, act: Leave) -> None:
    """Refuse a leave that is not the owner's, or not beside its item."""
    item = now.item(act.item)
    if item is None or item.compartment != place.compartment:
        raise Refused("no such item here", instead="give leave where the item stands")
    if not _owns(now, entry.seat, item):
        raise Refused("this item is not yours to release")


def check_disclosure(now: Now, place: Place, act: Disclosure) -> None:
    """Refuse to pass on what the seat does not see so far, or has no leave for.

    Raises
    ------
    Refused
        If there is no such item for this seat, its text is gone, or it sees less than it passes.
    WithoutLeave
        If the owner's leave is missing.
    """
    item, reach = now.item(act.item), now.reach(act.item)
    if item is None or reach is None:
        raise Refused("no such item")
    if act.form == "verbatim" and not reach.whole:
        raise Refused("you have not seen the whole of it", instead="pass on what you have seen")
    if act.form == "redacted":
        names = {f.name for f in item.entry.body.fields} if item.entry is not None else set()
        for name in act.fields:
            if name not in (names if reach.whole else reach.fields):
                raise Refused(f"you see no field {name!r} of it")
    if item.entry is None and act.form in ("verbatim", "redacted"):
        raise Refused("its text is gone")
    if not (
        _owns(now, now.seat, item)
        or _shows_nobody_new(now, item, place.compartment)
        or _released(now, place, act, item)
    ):
        raise WithoutLeave(NO_LEAVE, instead="ask its owner")


def receivers(now: Now, item: Kept, into: str) -> tuple[str, ...] | None:
    """Return the seats that a disclosure into a compartment would newly show an item to.

    None stands for everybody.
    """
    inside, there = now.looks.compartment(item.compartment), now.looks.compartment(into)
    if there is None or there.members is None:
        return None
    already = inside.members if inside is not None else frozenset()
    return () if already is None else tuple(sorted(there.members - already))


def _shows_nobody_new(now: Now, item: Kept, into: str) -> bool:
    """Tell whether the acting seat knows that all who receive an item were where it stands."""
    return now.compartment(item.compartment) is not None and receivers(now, item, into) == ()


def _owns(now: Now, seat: str, item: Kept) -> bool:
    """Tell whether an item is of the seat's party, as far as the acting seat is shown whose it is.

    Bare existence does not show it: neither the answer nor what becomes of it may depend on it.
    """
    entry, reach = item.entry, now.reach(item.promise.commitment)
    if entry is None or reach is None or not (reach.whole or reach.fields):
        return False
    if seat == HOST or entry.seat == HOST:
        return seat == entry.seat
    if seat == entry.seat:
        return True
    party = now.party(seat)
    return party is not None and party == now.party(entry.seat)


def _released(now: Now, place: Place, act: Disclosure, item: Kept) -> bool:
    entry, reach = item.entry, now.reach(act.item)
    if entry is not None and reach is not None and (reach.whole or reach.fields >= _LEAVE_SHOWN):
        said = act_of(entry.body)
        if isinstance(said, Message) and said.leave == "free":
            return True
    to = receivers(now, item, place.compartment)
    for kept in now.looks.of_kind(("leave",), None if now.seat == HOST else now.seat):
        leave = act_of(kept.entry.body) if kept.entry is not None else None
        if (
            isinstance(leave, Leave)
            and leave.item == act.item
            and kept.compartment == item.compartment
            and _covers(leave, act)
            and (not leave.to or (to is not None and set(to) <= set(leave.to)))
        ):
            return True
    return False


def _covers(leave: Leave, act: Disclosure) -> bool:
    if leave.form == act.form == "redacted":
        return set(act.fields) <= set(leave.fields)
    if leave.form == act.form:
        return True
    return act.form == "existence" or (leave.form == "verbatim" and act.form == "redacted")
