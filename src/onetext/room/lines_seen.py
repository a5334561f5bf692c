"""Lines of a view in words, each with who else can see it, as far as this seat may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onetext.brief.entries_told import Around, EntryTold, entry_told
from onetext.record.acts.passing import Disclosure, PassedOn
from onetext.record.opening import HOST
from onetext.record.view import View
from onetext.record.window import Line
from onetext.room.places_seen import PlaceSeen, places
from onetext.room.web.guard import Visit
from onetext.room.web.render import audience


@dataclass(frozen=True, slots=True)
class LineSeen:
    """Hold one line: as it stands in the view, in words, where, and in front of whom."""

    line: Line
    told: EntryTold
    kind: str
    seat: str | None
    party: str | None
    place: PlaceSeen | None
    who: str


class Lines:
    """Tell lines of one visit's view; the view is asked for once.

    Notes
    -----
    Cost: linear in the lines once, then what a line's words cost.
    """

    def __init__(self, visit: Visit, view: View | None = None) -> None:
        self.visit = visit
        self.view = visit.view if view is None else view
        self.places = {one.id: one for one in places(self.view)}
        self.around = Around.of(self.view)
        self._here: dict[bytes, list[str]] = {}
        self._gone_to: dict[bytes, list[PassedOn]] = {}
        for line in self.view.lines:
            act = line.act
            if isinstance(act, Disclosure) and line.compartment is not None:
                self._here.setdefault(act.item, []).append(line.compartment)
            elif isinstance(act, PassedOn):
                self._gone_to.setdefault(act.item, []).append(act)

    def __len__(self) -> int:
        return len(self.view.lines)

    def line(self, number: int) -> Line | None:
        """Return a line by its number in this view, None for a number that it has not."""
        return self.view.lines[number - 1] if 1 <= number <= len(self.view.lines) else None

    def seen(self, number: int) -> LineSeen:
        """Return one line in words."""
        line = self.view.lines[number - 1]
        seat = line.entry.seat if line.entry is not None else None
        return LineSeen(
            line,
            entry_told(number, line, self.around),
            kind_of(line),
            None if seat == HOST else seat,
            self.around.parties.get(seat) if seat is not None else None,
            self.places.get(line.compartment or ""),
            self.who(line),
        )

    def all(self, numbers: Iterable[int]) -> tuple[LineSeen, ...]:
        """Return several lines in words."""
        return tuple(self.seen(number) for number in numbers)

    def of(self, compartment: str) -> tuple[int, ...]:
        """Return the numbers of the lines that stand in a compartment."""
        return tuple(
            number
            for number, line in enumerate(self.view.lines, start=1)
            if line.compartment == compartment
        )

    def who(self, line: Line) -> str:
        """Return who can see a line."""
        told = self.visit.words
        if line.compartment is not None:
            said = audience(self.places.get(line.compartment), self.visit)
            gone = self._gone_to.get(line.promise.commitment, ())
            for act in gone:
                to = told.names(act.to) or told.gettext("everybody")
                said = told.joined("; ", (said, told.fill("passed on to %(seats)s", seats=to)))
            return said
        seats = self.shown_to(line.promise.commitment)
        if seats is None:
            return told.gettext("everybody, also outside this room")
        return told.fill(
            "%(seats)s; where it stands, and who is there, is not shown to you",
            seats=told.names(sorted(seats | {self.visit.seat.id})),
        )

    def shown_to(self, item: bytes) -> frozenset[str] | None:
        """Return the seats that are known to this view to have been shown an item; None: all."""
        seats: set[str] = set()
        for compartment in self._here.get(item, ()):
            there = self.places.get(compartment)
            if there is None:
                continue
            if there.public:
                return None
            seats |= set(there.members)
        for act in self._gone_to.get(item, ()):
            if not act.to:
                return None
            seats |= set(act.to)
        return frozenset(seats)


def kind_of(line: Line) -> str:
    """Return what kind of entry a line is; ``hidden`` where that is not shown."""
    if line.act is not None:
        return line.act.kind
    kind = line.entry.body.shown("kind") if line.entry is not None else None
    return kind if isinstance(kind, str) else "hidden"
