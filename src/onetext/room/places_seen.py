"""The compartments a seat is in, and who else is: what stands beside every line and every box."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onetext.analysis.table.lines import said
from onetext.record.acts.drafting import InstrumentOpened
from onetext.record.acts.seating import (
    PUBLIC,
    CompartmentClosed,
    CompartmentOpened,
    CompartmentSort,
)
from onetext.record.view import View


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """Hold one compartment as its members see it; ``members`` is empty for the public one."""

    id: str
    name: str
    sort: CompartmentSort
    members: tuple[str, ...]
    closed: bool
    follows: str | None

    @property
    def public(self) -> bool:
        """Tell whether everybody is in it."""
        return self.sort == PUBLIC


def places(view: View) -> tuple[PlaceSeen, ...]:
    """Return the compartments of a view, those that are closed too, in the order they opened."""
    ended = {line.compartment for _, line, _ in said(view, CompartmentClosed)}
    return tuple(
        PlaceSeen(
            line.compartment,
            act.name,
            act.sort,
            act.members,
            line.compartment in ended,
            act.follows,
        )
        for _, line, act in said(view, CompartmentOpened)
        if line.compartment is not None
    )


def open_places(view: View, sorts: Iterable[CompartmentSort] = ()) -> tuple[PlaceSeen, ...]:
    """Return the compartments that can be written in, of these sorts or of any."""
    asked = frozenset(sorts)
    return tuple(one for one in places(view) if not one.closed and (not asked or one.sort in asked))


def place(view: View, id: str) -> PlaceSeen | None:
    """Return one compartment of a view."""
    return next((one for one in places(view) if one.id == id), None)


def public_place(view: View) -> PlaceSeen | None:
    """Return the public compartment."""
    return next((one for one in places(view) if one.public), None)


def place_of_text(view: View, instrument: str) -> PlaceSeen | None:
    """Return where a text is kept: all acts on it are entered there."""
    for _, line, act in said(view, InstrumentOpened):
        if act.instrument.id == instrument and line.compartment is not None:
            return place(view, line.compartment)
    return None
