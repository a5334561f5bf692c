"""A page of the record: the lines of a view that were asked for, the latest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onetext.record.window import Line
from onetext.room.kinds_told import sort_of
from onetext.room.lines_seen import Lines, LineSeen, kind_of

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Sift:
    """Say which lines are asked for; an empty word asks for all."""

    sort: str = ""
    place: str = ""
    seat: str = ""

    def takes(self, line: Line) -> bool:
        """Tell whether a line is one of them."""
        return (
            (not self.sort or sort_of(kind_of(line)) == self.sort)
            and (not self.place or line.compartment == self.place)
            and (not self.seat or (line.entry is not None and line.entry.seat == self.seat))
        )


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Hold a page: its lines, how many there are in all, and where the pages beside it begin.

    ``older`` and ``newer`` go into ``before``; None where there is no such page, ``newer`` 0 for
    the latest.
    """

    lines: tuple[LineSeen, ...]
    count: int
    older: int | None
    newer: int | None


def record_page(lines: Lines, sift: Sift, *, before: int = 0, line: int = 0) -> RecordPage:
    """Return the page of the lines before one, or the page that has this line on it.

    Notes
    -----
    Cost: a look at every line, and the words of those on the page.
    """
    taken = [n for n, one in enumerate(lines.view.lines, start=1) if sift.takes(one)]
    latest = len(taken)
    if line:
        place = sum(number <= line for number in taken)
        end = min(latest, max(place + A_PAGE // 2, A_PAGE))
    elif before:
        end = sum(number < before for number in taken)
    else:
        end = latest
    start = max(0, end - A_PAGE)
    shown = taken[start:end]
    newer: int | None = None
    if end < latest:
        newer = taken[end + A_PAGE] if end + A_PAGE < latest else 0
    return RecordPage(
        lines.all(reversed(shown)), latest, shown[0] if start and shown else None, newer
    )


def seats_of(lines: Lines) -> tuple[str, ...]:
    """Return the seats that made a line of this view."""
    return tuple(sorted(set(_seats(lines))))


def _seats(lines: Lines) -> Iterator[str]:
    for line in lines.view.lines:
        if line.entry is not None:
            yield line.entry.seat
