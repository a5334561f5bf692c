"""What the rules ask about a room as it stands, never more than the acting seat may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onetext.record.acts.kinds import Act, act_of
from onetext.record.acts.passing import Disclosure
from onetext.record.acts.seating import CompartmentOpened, SeatPlaced
from onetext.record.entry import Entry
from onetext.record.opening import HOST, Opening
from onetext.record.record import Compartment, Kept
from onetext.record.store.interface import Writing


@dataclass(frozen=True, slots=True)
class Reach:
    """Say how far a seat sees an item: all of it, or these fields; none is bare existence."""

    whole: bool
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Now:
    """Look at a room inside a transaction, for one acting seat."""

    opening: Opening
    looks: Writing
    seat: str

    def party(self, seat: str) -> str | None:
        """Return the party that a seat speaks for, None if the host has not said."""
        found = None
        for _, act in self.said("seat", of=HOST):
            if isinstance(act, SeatPlaced) and act.seat == seat:
                found = act.party
        return found

    def said(self, *kinds: str, of: str | None = None) -> Iterator[tuple[Kept, Act]]:
        """Yield the acts of these kinds that the seat may see, in order; ``of`` one author only."""
        for kept in self.looks.of_kind(kinds, self.eyes):
            entry = kept.entry
            act = act_of(entry.body) if entry is not None else None
            if entry is not None and act is not None and of in (None, entry.seat):
                yield kept, act

    @property
    def eyes(self) -> str | None:
        """Return through whose window to look; the host acts on what is public."""
        return None if self.seat == HOST else self.seat

    def compartment(self, id: str) -> Compartment | None:
        """Return a compartment if the acting seat is in it; the host knows all."""
        found = self.looks.compartment(id)
        if found is None or self.seat == HOST or found.holds(self.seat):
            return found
        return None

    def opened(self, id: str) -> CompartmentOpened | None:
        """Return the act that opened a compartment."""
        for kept in self.looks.of_kind(("compartment",), self.eyes):
            if kept.compartment == id and kept.entry is not None:
                act = act_of(kept.entry.body)
                return act if isinstance(act, CompartmentOpened) else None
        return None

    def seen(self, commitment: bytes) -> tuple[Kept, Reach] | None:
        """Return an item as far as the acting seat sees it, and how far; None for any other.

        Of bare existence, and where its text is gone, it has no entry. So no rule can hang on what
        of it is hidden.
        """
        kept, reach = self._item(commitment), self.reach(commitment)
        if kept is None or reach is None:
            return None
        entry = kept.entry
        if entry is not None and not reach.whole:
            entry = entry.redacted(reach.fields) if reach.fields else None
        return replace(kept, entry=entry), reach

    def reach(self, commitment: bytes) -> Reach | None:
        """Return how far the acting seat sees an item."""
        kept = self._item(commitment)
        if kept is None:
            return None
        inside = self.looks.compartment(kept.compartment)
        if inside is not None and inside.holds(self.eyes):
            return Reach(True, frozenset())
        shown = [
            act
            for _, act in self.said("disclosure")
            if isinstance(act, Disclosure) and act.item == commitment and act.form != "paraphrase"
        ]
        if not shown:
            return None
        whole = any(act.form == "verbatim" for act in shown)
        return Reach(whole, frozenset(name for act in shown for name in act.fields))

    def _item(self, commitment: bytes) -> Kept | None:
        return self.looks.items((commitment,)).get(commitment)


def author(kept: Kept) -> Entry | None:
    """Return the entry of an item; None if its text is gone."""
    return kept.entry
