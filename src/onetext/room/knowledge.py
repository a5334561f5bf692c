"""What a side has let each other side know: what was passed on to it, and what it was there for."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.analysis.table.passing import LetKnow, let_know
from onetext.record.opening import HOST
from onetext.room.lines_seen import Lines
from onetext.room.places_seen import PlaceSeen

_OF_NO_SIDE = frozenset({"observer", "teacher"})


@dataclass(frozen=True, slots=True)
class Shared:
    """Say how many lines of ours stand in a compartment where the other side sits too."""

    place: PlaceSeen
    lines: int


@dataclass(frozen=True, slots=True)
class SideKnows:
    """Hold what one side has been let know: passed on to it, and said in front of it."""

    party: str
    seats: tuple[str, ...]
    passed: tuple[LetKnow, ...]
    shared: tuple[Shared, ...]


def sides(lines: Lines, own: str) -> tuple[SideKnows, ...]:
    """Return what each other party knows from the side of ``own``, as far as this view shows.

    What was passed on to everybody, and what is public, every side knows.
    """
    by_party: dict[str, list[str]] = {}
    for seat, party in lines.around.parties.items():
        if party not in (own, *_OF_NO_SIDE):
            by_party.setdefault(party, []).append(seat)
    passed = let_know(lines.view)
    counts: dict[str, int] = {}
    for line in lines.view.lines:
        seat = line.entry.seat if line.entry is not None else HOST
        if line.compartment is not None and lines.around.parties.get(seat) == own:
            counts[line.compartment] = counts.get(line.compartment, 0) + 1
    return tuple(
        SideKnows(
            party,
            tuple(sorted(seats)),
            tuple(one for one in passed if not one.to or set(one.to) & set(seats)),
            tuple(
                Shared(place, counts[id])
                for id, place in lines.places.items()
                if id in counts and (place.public or set(place.members) & set(seats))
            ),
        )
        for party, seats in sorted(by_party.items())
    )
