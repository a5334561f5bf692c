"""What each seat has been shown so far, kept at hand and added to as entries come in.

A page asks for a seat's whole view and a stream for what is new in it; to read the record anew for
twenty seats at every act would be too slow. What is kept at hand hangs on the seat's own entries
alone: it is made and thrown away when something is entered where the seat is, and never by what
happens elsewhere, so neither bytes nor time tell of that. ``lines_of`` stays the rule; a test holds
what is added here against it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from onetext.brief.drafts_marked import Marks
from onetext.brief.entries_told import Around, EntryTold, entry_told
from onetext.record.acts.kinds import act_of
from onetext.record.acts.passing import Disclosure
from onetext.record.acts.seating import CompartmentOpened, KeyDestroyed, SeatPlaced
from onetext.record.opening import HOST
from onetext.record.record import Kept
from onetext.record.store.interface import Store
from onetext.record.view import View, view, view_of_lines
from onetext.record.window import Line, lines_of
from onetext.room.watched import Members
from onetext.terms.when import When

LITTLE = 8
"""Lines that are told in less time than handing them to a thread takes."""


@dataclass
class _Seen:
    """Hold the lines of one seat and the view made of them; ``version`` rises with each entry.

    ``through`` is the last tick among the lines.
    """

    version: int = 0
    through: int = -1
    lines: tuple[Line, ...] | None = None
    view: View | None = None
    around: tuple[dict[str, str], dict[str, str], dict[bytes, int], Marks] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class Windows:
    """Keep the windows of a room's seats."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: dict[str, _Seen] = {
            seat: _Seen() for seat in (one.seat for one in store.opening.seats)
        }

    def heard(self, written: Iterable[tuple[Kept, Members]]) -> frozenset[str]:
        """Add what was kept to the windows it belongs to; return the seats that see it."""
        seats: set[str] = set()
        for kept, members in written:
            line = _line(kept)
            for seat in self._inside(members):
                seats.add(seat)
                _add(self._seen[seat], line)
        return frozenset(seats)

    def doubted(self, written: Iterable[tuple[Kept, Members]]) -> frozenset[str]:
        """Let go of the windows that may have something new in them; return their seats."""
        seats = {seat for _, members in written for seat in self._inside(members)}
        for seat in seats:
            with self._seen[seat].lock:
                _let_go(self._seen[seat])
        return frozenset(seats)

    def at_hand(self, seat: str, after: int) -> bool:
        """Tell whether what is new after a number is at hand, and little: no store is asked."""
        lines = self._seen[seat].lines
        return lines is not None and len(lines) - after <= LITTLE

    def lines(self, seat: str) -> tuple[Line, ...]:
        """Return the lines of a seat's window."""
        seen = self._seen[seat]
        with seen.lock:
            if seen.lines is None:
                with self._store.reading(seat) as readable:
                    lines = lines_of(readable, seat, None)
                seen.lines = lines
                seen.through = max((line.promise.tick for line in lines), default=-1)
            return seen.lines

    def view(self, seat: str, at: When | None = None) -> View:
        """Return a seat's view, as of an hour or as of now.

        Raises
        ------
        BadInput
            If ``at`` has no year.
        """
        seen = self._seen[seat]
        if at is not None:
            with self._store.reading(seat) as readable:
                return view(readable, seat, at)
        with seen.lock:
            version, made = seen.version, seen.view
        if made is not None:
            return made
        made = view_of_lines(self._store.opening, self.lines(seat), seat)
        with seen.lock:
            if seen.version == version:
                seen.view = made
        return made

    def told(self, seat: str, after: int) -> tuple[EntryTold, ...]:
        """Return the lines of a seat's window after a number, in words.

        Cost: what is new, and once what there was.
        """
        lines = self.lines(seat)
        if after >= len(lines):
            return ()
        with self._seen[seat].lock:
            around = self._around(self._seen[seat], lines)
        return tuple(
            entry_told(number, line, around)
            for number, line in enumerate(lines[after:], start=after + 1)
        )

    def _around(self, seen: _Seen, lines: tuple[Line, ...]) -> Around:
        """Return what lines are told by, gone on with from where it was."""
        parties, places, numbers, marks = seen.around or ({}, {}, {}, Marks())
        if len(numbers) > len(lines):
            parties, places, numbers, marks = {}, {}, {}, Marks()
        for line in lines[len(numbers) :]:
            numbers[line.promise.commitment] = len(numbers) + 1
            marks.follow(line)
            act, entry = line.act, line.entry
            if isinstance(act, SeatPlaced) and entry is not None and entry.seat == HOST:
                parties[act.seat] = act.party
            elif isinstance(act, CompartmentOpened) and line.compartment is not None:
                places[line.compartment] = act.name
        seen.around = (parties, places, numbers, marks)
        return Around(parties, places, numbers, marks.left)

    def _inside(self, members: Members) -> Iterable[str]:
        return self._seen if members is None else members


def _line(kept: Kept) -> Line:
    """Return the line of an entry in the windows of those who are where it stands."""
    return Line(
        promise=kept.promise,
        entry=kept.entry,
        shown="member",
        at=kept.promise.time,
        by=None,
        compartment=kept.compartment,
        gone=False,
        act=act_of(kept.entry.body) if kept.entry is not None else None,
    )


def _add(seen: _Seen, line: Line) -> None:
    """Add a line, or let go where what it does to others is not for this to say.

    A window read between the end of a transaction and the word of it has the line already.
    """
    act = line.act
    with seen.lock:
        anew = (
            line.promise.tick <= seen.through
            or isinstance(act, KeyDestroyed)
            or (isinstance(act, Disclosure) and act.form != "paraphrase")
        )
        if seen.lines is None or anew:
            _let_go(seen)
            return
        seen.version += 1
        seen.view = None
        seen.lines = (*seen.lines, line)
        seen.through = line.promise.tick


def _let_go(seen: _Seen) -> None:
    seen.version += 1
    seen.through = -1
    seen.lines = seen.view = seen.around = None
