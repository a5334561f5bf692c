"""The window: the rule of what a seat may see, and the lines it yields as of an hour.

A seat sees exactly the entries whose compartment held it when they were appended, and what a
disclosure, entered where it could see it, has passed to it by then (design, §4, Windows). Without a
seat the window is public. A line stands where it was first shown and tells, from then on, as much
as all disclosures together; how much that was at an earlier hour is again a window as of that hour.

Whether a disclosure had its owner's leave is for the host to check before it is entered: a window
that looked for the leave would tell, by what it shows, of entries that its seat may not see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from onetext.record import fields
from onetext.record.acts.kinds import Act, act_of
from onetext.record.acts.passing import Disclosure
from onetext.record.entry import Entry
from onetext.record.opening import Opening, hour_at
from onetext.record.promise import Promise
from onetext.record.record import Kept, Readable
from onetext.terms.hour import ends
from onetext.terms.when import When

Shown = Literal["member", "verbatim", "redacted", "existence"]


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one entry as a seat has been shown it.

    Parameters
    ----------
    entry
        As far as shown; None when only its existence is, or its text is gone.
    shown
        How it is seen: as a member of its compartment, or by disclosure.
    at
        The room time at which it was first shown.
    by
        The seat whose disclosure first showed it; None for a member.
    compartment
        Its compartment, for a member; where an item passed on stood is not told.
    gone
        Whether its text is gone because the compartment's key was destroyed.
    act
        What it says; None where a field is hidden or the kind is not known.
    """

    promise: Promise
    entry: Entry | None
    shown: Shown
    at: str
    by: str | None
    compartment: str | None
    gone: bool
    act: Act | None


@dataclass(frozen=True, slots=True)
class Window:
    """Hold what one seat has been shown by an hour, in the order it was shown."""

    opening: Opening
    seat: str | None
    at: When | None
    lines: tuple[Line, ...]


def window(record: Readable, seat: str | None = None, at: When | None = None) -> Window:
    """Return what ``seat`` has been shown by ``at``, the public window without a seat.

    A pure function of the record. A day-only hour counts at that day's end.

    Raises
    ------
    BadInput
        If ``at`` has no year.

    Notes
    -----
    Cost: in proportion to what the seat may see, however long the record is, when the record is
    read by index.
    """
    until = hour_at(ends(at)) if at is not None else None
    return Window(record.opening, seat, at, lines_of(record, seat, until))


def lines_of(record: Readable, seat: str | None, until: str | None) -> tuple[Line, ...]:
    """Return the lines of a window as of a room time, or of all that was appended."""
    own = [(kept, _said(kept)) for kept in record.held(seat, until)]
    passed = {showing.item for _, act in own if (showing := _showing(act))}
    items = record.items(passed) if passed else {}
    lines: dict[bytes, Line] = {}
    for kept, act in own:
        made = kept.promise
        lines.setdefault(
            made.commitment,
            Line(
                promise=made,
                entry=kept.entry,
                shown="member",
                at=made.time,
                by=None,
                compartment=kept.compartment,
                gone=kept.entry is None,
                act=act,
            ),
        )
        showing = _showing(act)
        if showing is not None and kept.entry is not None:
            item = items.get(showing.item)
            if item is not None and item.promise.tick < made.tick:
                held = lines.get(showing.item)
                lines[showing.item] = _with(held, item, showing, made.time, kept.entry.seat)
    return tuple(lines.values())


def _said(kept: Kept) -> Act | None:
    return act_of(kept.entry.body) if kept.entry is not None else None


def _showing(act: Act | None) -> Disclosure | None:
    """Return a disclosure that shows an item itself; a paraphrase shows its own words only."""
    return act if isinstance(act, Disclosure) and act.form != "paraphrase" else None


def _with(held: Line | None, item: Kept, act: Disclosure, time: str, by: str) -> Line:
    """Return the line of an item after one more disclosure of it."""
    if held is not None and held.shown in ("member", "verbatim"):
        return held
    kept = set(_fields(held)) | set(act.fields)
    shown: Shown = "redacted"
    if act.form == "verbatim":
        shown = "verbatim"
    elif not kept and (held is None or held.shown == "existence"):
        shown = "existence"
    entry = item.entry
    if entry is not None:
        if shown == "existence":
            entry = None
        else:
            every = {field.name for field in entry.body.fields}
            entry = entry.redacted(every if shown == "verbatim" else kept)
    line = Line(
        promise=item.promise,
        entry=entry,
        shown=shown,
        at=time,
        by=by,
        compartment=None,
        gone=item.entry is None and shown != "existence",
        act=act_of(entry.body) if entry is not None and shown == "verbatim" else None,
    )
    return line if held is None else replace(line, at=held.at, by=held.by)


def _fields(held: Line | None) -> Iterator[str]:
    if held is not None and held.entry is not None:
        for field in held.entry.body.fields:
            if isinstance(field, fields.Shown):
                yield field.name
