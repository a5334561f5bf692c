"""The record: every entry of a room in the order it was taken in, never changed.

Whoever reads goes through ``Readable``: the entries of the compartments that held a seat, and items
by their commitment. A record in memory answers by looking at all of it; a store by its indexes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from onetext.errors import BadInput
from onetext.record.acts.kinds import act_of
from onetext.record.acts.seating import PUBLIC, CompartmentOpened
from onetext.record.entry import Entry, Place
from onetext.record.opening import HOST, Opening
from onetext.record.promise import Promise


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold an entry as the host keeps it, in its compartment, with the promise to include it.

    Without ``entry`` its text is gone: the compartment's key was destroyed.
    """

    compartment: str
    promise: Promise
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Compartment:
    """Hold who may see what is appended here; public when ``members`` is None."""

    id: str
    members: frozenset[str] | None

    def holds(self, seat: str | None) -> bool:
        """Tell whether a seat is in it; without a seat, whether it is public.

        Examples
        --------
        >>> caucus = Compartment("c", frozenset({"arn", "med"}))
        >>> caucus.holds("arn"), caucus.holds(None), Compartment("p", None).holds("bel")
        (True, False, True)
        """
        return self.members is None or seat in self.members


class Readable(Protocol):
    """Let a window be read: nothing else of a record is ever asked for."""

    @property
    def opening(self) -> Opening:
        """Return what is fixed in the room."""
        ...

    def held(self, seat: str | None, until: str | None) -> Iterable[Kept]:
        """Yield what was appended by ``until`` where ``seat`` was, in the order it was taken in."""
        ...

    def items(self, commitments: Iterable[bytes]) -> Mapping[bytes, Kept]:
        """Return the entries with these commitments; those that are not there are left out."""
        ...


@dataclass(frozen=True)
class Record:
    """Hold a whole record in memory, in the order of its ticks.

    Raises
    ------
    BadInput
        If the clocks run backwards, an entry stands twice, is of another room, or stands in a
        compartment that was not opened.
    """

    opening: Opening
    kept: tuple[Kept, ...] = ()
    compartments: Mapping[str, Compartment] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        opened: dict[str, Compartment] = {}
        seen: set[bytes] = set()
        tick, time = -1, ""
        for at, kept in enumerate(self.kept, start=1):
            made = kept.promise
            if made.tick <= tick or made.time < time:
                raise BadInput(
                    f"entry {at} was taken in at {made.time}, before the one it follows",
                    instead="keep entries in the order of the host's clocks",
                )
            tick, time = made.tick, made.time
            if made.commitment in seen:
                raise BadInput(f"entry {at} stands twice")
            seen.add(made.commitment)
            if kept.entry is not None and kept.entry.room != self.opening.room:
                raise BadInput(f"entry {at} is of another room")
            if kept.compartment not in opened:
                opened[kept.compartment] = opened_by(kept, self.opening, at)
        object.__setattr__(self, "compartments", opened)

    def held(self, seat: str | None, until: str | None) -> Iterable[Kept]:
        """Yield what was appended by ``until`` where ``seat`` was; looks at every entry."""
        for kept in self.kept:
            if until is not None and kept.promise.time > until:
                return
            if self.compartments[kept.compartment].holds(seat):
                yield kept

    def items(self, commitments: Iterable[bytes]) -> Mapping[bytes, Kept]:
        """Return the entries with these commitments; looks at every entry."""
        asked = set(commitments)
        return {k.promise.commitment: k for k in self.kept if k.promise.commitment in asked}


def opened_by(kept: Kept, opening: Opening, at: int) -> Compartment:
    """Return the compartment that its first entry opens.

    Raises
    ------
    BadInput
        If that entry is not the host's, opens none, or has a member that the room has not.
    """
    entry = kept.entry
    act = act_of(entry.body) if entry is not None else None
    first = entry is not None and isinstance(entry.place, Place) and entry.place.counter == 1
    if entry is None or not first or entry.seat != HOST or not isinstance(act, CompartmentOpened):
        raise BadInput(
            f"entry {at} stands in the compartment {kept.compartment!r}, which was not opened",
            instead="let the host open it first",
        )
    seats = {seat.seat for seat in opening.seats}
    for member in act.members:
        if member not in seats:
            raise BadInput(f"entry {at} lets in {member!r}, which is no seat of this room")
    return Compartment(kept.compartment, None if act.sort == PUBLIC else frozenset(act.members))
