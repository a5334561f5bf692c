"""The lines of a view by what they say, and the party that each speaks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from onetext.record.acts.seating import SeatPlaced
from onetext.record.opening import HOST
from onetext.record.view import View
from onetext.record.window import Line

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ref:
    """Name a line of a view: its number there, its hour, and the seat that made it.

    ``number`` counts the lines of this view from 1, so it tells nothing about other views.
    """

    number: int
    at: str
    seat: str | None
    party: str | None


def said(view: View, kind: type[T]) -> Iterator[tuple[Ref, Line, T]]:
    """Yield each line whose act is of ``kind``, in the order shown.

    Cost: linear in the lines of the view.
    """
    parties = parties_of(view)
    for number, line in enumerate(view.lines, start=1):
        if isinstance(line.act, kind):
            yield ref(number, line, parties), line, line.act


def ref(number: int, line: Line, parties: dict[str, str]) -> Ref:
    """Return what names a line."""
    seat = line.entry.seat if line.entry is not None else None
    named = seat if seat != HOST else None
    return Ref(number, line.promise.time, named, parties.get(named) if named else None)


def parties_of(view: View) -> dict[str, str]:
    """Return the party of each seat, as the host placed them."""
    return {
        line.act.seat: line.act.party
        for line in view.lines
        if isinstance(line.act, SeatPlaced) and line.entry is not None and line.entry.seat == HOST
    }
