"""Whose leave an item needs before it may be passed on, and whether it was given.

An item is its author's party's. Whoever passes on what is not of its own party needs leave: the
item's own (``leave: free``), or one entered beside it by its owners; none is needed where everybody
who receives it has seen it where it stands. A leave for the whole of an
item covers a part of it and its existence; a paraphrase always needs its own.
"""

from __future__ import annotations

from onetext.errors import Refused
from onetext.record.acts.passing import Disclosure, Leave
from onetext.record.acts.talking import CaucusMessage, Message
from onetext.record.entry import Place
from onetext.record.hosting.now import Now
from onetext.record.record import Kept

_MESSAGES = (Message.kind, CaucusMessage.kind)
NO_LEAVE = "its owner has not given leave to pass it on so"


class WithoutLeave(Refused):
    """Say that an item was to be passed on without its owner's leave."""


def check_leave(now: Now, place: Place, act: Leave) -> None:
    """Refuse a leave that is not the owner's, or not beside its item."""
    seen = now.seen(act.item)
    if seen is None or seen[0].compartment != place.compartment:
        raise Refused("no such item here", instead="give leave where the item stands")
    if not _owns(now, seen[0]):
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
    seen = now.seen(act.item)
    if seen is None:
        raise Refused("no such item")
    item, reach = seen
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
        _owns(now, item)
        or receivers(now, item, place.compartment) == ()
        or _released(now, place, act, item)
    ):
        raise WithoutLeave(NO_LEAVE, instead="ask its owner")


def receivers(now: Now, item: Kept, into: str) -> tuple[str, ...] | None:
    """Return the seats that a disclosure into a compartment would newly show an item to.

    None stands for everybody. A discloser learns nothing by it of where the item stands: if all
    who are with it were there, so was it.
    """
    inside, there = now.looks.compartment(item.compartment), now.looks.compartment(into)
    if there is None or there.members is None:
        return None
    already = inside.members if inside is not None else frozenset()
    return () if already is None else tuple(sorted(there.members - already))


def _owns(now: Now, item: Kept) -> bool:
    """Tell whether an item is of the acting seat's party, as far as it is shown whose it is."""
    if item.entry is None:
        return False
    if now.seat == item.entry.seat:
        return True
    party = now.party(now.seat)
    return party is not None and party == now.party(item.entry.seat)


def _released(now: Now, place: Place, act: Disclosure, item: Kept) -> bool:
    body = item.entry.body if item.entry is not None else None
    if body is not None and body.shown("kind") in _MESSAGES and body.shown("leave") == "free":
        return True
    to = receivers(now, item, place.compartment)
    return any(
        isinstance(leave, Leave)
        and leave.item == act.item
        and _covers(leave, act)
        and (not leave.to or (to is not None and set(to) <= set(leave.to)))
        for _, leave in now.said("leave")
    )


def _covers(leave: Leave, act: Disclosure) -> bool:
    if leave.form == act.form == "redacted":
        return set(act.fields) <= set(leave.fields)
    if leave.form == act.form:
        return True
    return act.form == "existence" or (leave.form == "verbatim" and act.form == "redacted")
