"""What a window must be, said a second time and otherwise: entry by entry, item by item.

Slow and plain: for each entry of the record, was the seat there when it was appended; and which
disclosures of it were appended where the seat was. It shares no code with the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from onetext.record.acts.kinds import act_of
from onetext.record.entry import Place
from onetext.record.record import Kept


class Whole(Protocol):
    """Tell every entry in order."""

    def everything(self) -> Iterable[Kept]: ...


Row = tuple[Any, ...]


def spec_rows(store: Whole, seat: str | None, until: str | None) -> list[Row]:
    """Return the rows that a window of this seat must have, in their order."""
    every = list(store.everything())
    there = [k for k in every if until is None or k.promise.time <= until]
    members = _members(every)
    mine = [k for k in there if members[k.compartment] is None or seat in members[k.compartment]]
    rows: list[tuple[float, Row]] = []
    for kept in every:
        if kept in mine:
            rows.append((kept.promise.tick, _as_member(kept)))
            continue
        shown = [k for k in mine if _shows(k, kept) and k.promise.tick > kept.promise.tick]
        if shown:
            rows.append((shown[0].promise.tick + 0.5, _as_told(kept, shown)))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def window_rows(lines: Sequence[Any]) -> list[Row]:
    """Return the rows of a window as it is."""
    return [
        (
            line.promise,
            line.entry,
            line.shown,
            line.at,
            line.by,
            line.compartment,
            line.gone,
            line.act,
        )
        for line in lines
    ]


def _members(every: Sequence[Kept]) -> dict[str, frozenset[str] | None]:
    found: dict[str, frozenset[str] | None] = {}
    for kept in every:
        if kept.compartment not in found:
            assert kept.entry is not None
            opened: Any = act_of(kept.entry.body)
            members = frozenset(opened.members)
            found[kept.compartment] = None if opened.sort == "public" else members
    return found


def _shows(disclosure: Kept, item: Kept) -> bool:
    act: Any = act_of(disclosure.entry.body) if disclosure.entry is not None else None
    if act is None or act.kind != "disclosure" or act.form == "paraphrase":
        return False
    return bool(act.item == item.promise.commitment)


def _as_member(kept: Kept) -> Row:
    act = act_of(kept.entry.body) if kept.entry is not None else None
    entry, gone = kept.entry, kept.entry is None
    return (kept.promise, entry, "member", kept.promise.time, None, kept.compartment, gone, act)


def _as_told(item: Kept, shown: Sequence[Kept]) -> Row:
    acts: list[Any] = [act_of(k.entry.body) for k in shown if k.entry is not None]
    first = shown[0]
    assert first.entry is not None
    head = (first.promise.time, first.entry.seat, None)
    whole = any(act.form == "verbatim" for act in acts)
    names = {name for act in acts for name in act.fields}
    if not whole and not names:
        return (item.promise, None, "existence", *head, False, None)
    how = "verbatim" if whole else "redacted"
    if item.entry is None:
        return (item.promise, None, how, *head, True, None)
    assert isinstance(item.entry.place, Place)
    entry = item.entry.redacted({f.name for f in item.entry.body.fields} if whole else names)
    return (item.promise, entry, how, *head, False, act_of(entry.body) if whole else None)
