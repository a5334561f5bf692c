"""What each seat has been shown so far, kept at hand and added to as entries come in.

A page asks for a seat's whole view and a stream for what is new in it; to read the record anew for
twenty seats at every act would be too slow. What is kept at hand hangs on the seat's own entries
alone: it is made and thrown away when something is entered where the seat is, and never by what
happens elsewhere, so neither bytes nor time tell of that. ``lines_of`` stays the rule; a test holds
what is added here against it.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from onetext.brief.entries_told import Around, EntryTold, entry_told
from onetext.record.acts.kinds import act_of
from onetext.record.acts.passing import Disclosure
from onetext.record.acts.seating import CompartmentOpened, KeyDestroyed, SeatPlaced
from onetext.record.opening import HOST
from onetext.record.record import Kept
from onetext.record.store.interface import Store
from onetext.record.view import View, view, view_of_lines
from onetext.record.window import Line, lines_of
from onetext.terms.when import When


@dataclass
class _Seen:
    """Hold the lines of one seat and the view made of them; ``version`` rises with each entry."""

    version: int = 0
    lines: tuple[Line, ...] | None = None
    view: View | None = None
    around: tuple[dict[str, str], dict[str, str], dict[bytes, int]] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class Windows:
    """Keep the windows of a room's seats."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: dict[str, _Seen] = {
            seat: _Seen() for seat in (one.seat for one in store.opening.seats)
        }
        self._members: dict[str, frozenset[str] | None] = {}

    def heard(self, kept: Sequence[Kept]) -> frozenset[str]:
        """Add what was kept to the windows it belongs to; return the seats that see it."""
        seats: set[str] = set()
        for one in kept:
            there = self._who(one.compartment)
            own = self._seen if there is None else there
            for seat in own:
                seats.add(seat)
                self._add(self._seen[seat], one)
        return frozenset(seats)

    def lines(self, seat: str) -> tuple[Line, ...]:
        """Return the lines of a seat's window."""
        seen = self._seen[seat]
        with seen.lock:
            if seen.lines is None:
                with self._store.reading(seat) as readable:
                    seen.lines = lines_of(readable, seat, None)
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
        parties, places, numbers = seen.around or ({}, {}, {})
        if len(numbers) > len(lines):
            parties, places, numbers = {}, {}, {}
        for line in lines[len(numbers) :]:
            numbers[line.promise.commitment] = len(numbers) + 1
            act, entry = line.act, line.entry
            if isinstance(act, SeatPlaced) and entry is not None and entry.seat == HOST:
                parties[act.seat] = act.party
            elif isinstance(act, CompartmentOpened) and line.compartment is not None:
                places[line.compartment] = act.name
        seen.around = (parties, places, numbers)
        return Around(parties, places, numbers)

    def _who(self, compartment: str) -> frozenset[str] | None:
        if compartment not in self._members:
            with self._store.writing() as looks:
                found = looks.compartment(compartment)
            assert found is not None
            self._members[compartment] = found.members
        return self._members[compartment]

    def _add(self, seen: _Seen, kept: Kept) -> None:
        act = act_of(kept.entry.body) if kept.entry is not None else None
        with seen.lock:
            seen.version += 1
            seen.view = None
            if seen.lines is None:
                return
            if isinstance(act, KeyDestroyed) or (
                isinstance(act, Disclosure) and act.form != "paraphrase"
            ):
                seen.lines = seen.around = None
                return
            seen.lines = (
                *seen.lines,
                Line(
                    promise=kept.promise,
                    entry=kept.entry,
                    shown="member",
                    at=kept.promise.time,
                    by=None,
                    compartment=kept.compartment,
                    gone=False,
                    act=act,
                ),
            )
