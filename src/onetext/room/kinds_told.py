"""The sorts of lines that a record is sifted by, each with its name on the screen."""

from __future__ import annotations

from collections.abc import Mapping

from onetext.record.acts.kinds import KINDS
from onetext.room.web.words import N_

_SORTS: tuple[tuple[str, str, str], ...] = (
    ("talk", N_("Messages"), "message caucus-message"),
    ("offers", N_("Offers"), "offer non-paper withdrawal fact"),
    (
        "text",
        N_("Text"),
        "instrument passage-added passage-changed passage-moved passage-removed alternative"
        " alternative-dropped choice mode comment stand draft carve-out initialled consent",
    ),
    ("proposals", N_("Proposals"), "proposal proposal-ended proposal-accepted"),
    ("sessions", N_("Sessions and minutes"), "round session minutes minutes-signed"),
    ("deadlines", N_("Deadlines"), "deadline"),
    ("passing", N_("Passed on and refused"), "leave disclosure passed-on refusal"),
    ("press", N_("Reports"), "report"),
    ("results", N_("Results"), "result case sheet"),
    (
        "seats",
        N_("Seats and compartments"),
        "compartment compartment-closed key-destroyed holder role seat",
    ),
)
SORTS: Mapping[str, str] = {id: name for id, name, _ in _SORTS}
"""The name of each sort, by its id, in the order of a screen."""

_OF = {kind: id for id, _, kinds in _SORTS for kind in kinds.split()}


def sort_of(kind: str) -> str:
    """Return the sort of a kind of entry; ``results`` for one that has none yet.

    Examples
    --------
    >>> sort_of("caucus-message"), sort_of("stand"), sort_of("hidden")
    ('talk', 'text', 'passing')
    """
    return "passing" if kind == "hidden" else _OF.get(kind, "results")


def unsorted() -> frozenset[str]:
    """Return the kinds that have no sort."""
    return frozenset(KINDS) - frozenset(_OF)
