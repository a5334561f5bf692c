"""A replay: every entry of a view with its words, its redline and what it is, for screen and JSON.

It tells nothing that the view does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onetext.analysis.table.passing import compartments
from onetext.brief.entries_told import EntryTold, entries_told
from onetext.brief.redlines_told import redlines_told
from onetext.record.fields import Shown
from onetext.record.view import View
from onetext.record.window import Line
from onetext.record.wire import to_json, value_of


@dataclass(frozen=True, slots=True)
class Replayed:
    """Hold one entry of a replay: the line of the view, told in words, and its redline."""

    line: Line
    told: EntryTold
    redline: tuple[str, ...]


def replayed(view: View) -> Iterator[Replayed]:
    """Yield the entries of a view in the order in which they were shown."""
    redlines = redlines_told(view)
    for line, told in zip(view.lines, entries_told(view), strict=True):
        yield Replayed(line, told, redlines.get(told.number, ()))


def replay_to_json(view: View) -> dict[str, Any]:
    """Return a replay in plain lists and objects.

    ``form`` is how the entry is seen: ``member``, or passed on ``verbatim``, ``redacted`` or as its
    ``existence``; a paraphrase is an entry of its own, of the kind ``disclosure``.
    """
    places = compartments(view)
    return {
        "room": view.room,
        "mode": view.mode,
        "seat": view.seat,
        "at": view.at.iso if view.at is not None else None,
        "entries": [
            {
                "number": one.told.number,
                "at": one.told.at,
                "shown": one.told.shown,
                "who": one.told.who,
                "seat": one.line.entry.seat if one.line.entry is not None else None,
                "where": one.told.where,
                "sort": opened.sort if opened is not None else None,
                "form": one.line.shown,
                "by": one.line.by,
                "gone": one.line.gone,
                "signed": one.line.entry is not None and one.line.entry.signature is not None,
                "kind": one.line.entry.body.shown("kind") if one.line.entry is not None else None,
                "what": one.told.what,
                "words": list(one.told.words),
                "redline": list(one.redline),
                "act": to_json(one.line.act) if one.line.act is not None else None,
                "fields": _fields(one.line),
                "commitment": one.line.promise.commitment.hex(),
            }
            for one in replayed(view)
            for opened in (places.get(one.line.compartment or ""),)
        ],
    }


def _fields(line: Line) -> dict[str, Any]:
    """Return the fields that are shown of an entry in part; none of one that is shown whole."""
    if line.entry is None or line.act is not None:
        return {}
    return {
        field.name: value_of(field.value)
        for field in line.entry.body.fields
        if isinstance(field, Shown)
    }
