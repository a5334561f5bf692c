"""A delegation by itself: the compartment that only its own seats are in, and advice given there.

Only a seat that may bind its party enters a stand, where the text is kept and all may see it. What
another seat of the delegation thinks of a passage is advice: words to its own side.
"""

from __future__ import annotations

from dataclasses import dataclass

from onetext.analysis.table.lines import parties_of, said
from onetext.record.acts.talking import Message
from onetext.record.view import View
from onetext.room.places_seen import PlaceSeen, open_places
from onetext.terms.text.stand import SAYS, Says


@dataclass(frozen=True, slots=True)
class Advice:
    """Hold what a seat advised its delegation on a passage; the last of each seat counts."""

    seat: str
    says: Says
    words: str
    place: str | None
    number: int


def own_place(view: View, party: str) -> PlaceSeen | None:
    """Return the open compartment that only seats of one party are in, None if there is none."""
    whose = parties_of(view)
    return next(
        (
            one
            for one in open_places(view, ("private",))
            if all(whose.get(seat) == party for seat in one.members)
        ),
        None,
    )


def advice(instrument: str, passage: str, says: Says, words: str = "") -> Message:
    r"""Return advice as it is entered: words to one's own delegation, not to be passed on.

    Examples
    --------
    >>> advice("treaty", "art-3", "reserve", "Ask home first.").words
    'Advice on treaty, art-3: reserve\nAsk home first.'
    """
    head = _head(instrument, passage, says)
    return Message(f"{head}\n{words.strip()}" if words.strip() else head, "none")


def advice_seen(view: View, instrument: str, passage: str) -> tuple[Advice, ...]:
    """Return the advice on a passage that a view shows, the last of each seat."""
    found: dict[str, Advice] = {}
    for ref, line, act in said(view, Message):
        first, _, rest = act.words.partition("\n")
        for says in SAYS:
            if first == _head(instrument, passage, says) and ref.seat is not None:
                found[ref.seat] = Advice(ref.seat, says, rest, line.compartment, ref.number)
    return tuple(found.values())


def _head(instrument: str, passage: str, says: Says) -> str:
    return f"Advice on {instrument}, {passage}: {says}"
