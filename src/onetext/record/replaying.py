"""Replay a bundle: what its seat had been shown as of any hour, from the bundle alone.

A bundle holds the union of what was passed on: an item of which one field was shown in the morning
and the rest at night stands in it whole. Its disclosures stand in it too, each with its hour, so
the window as of noon shows the one field. Told apart are: what the seat saw as a member, which says
where it stands; what was passed on, which hides its place; what has no entry, passed on as bare
existence if the disclosure before it names it, else said where the seat was and since destroyed.

One thing a bundle cannot know: in which compartment a destroyed entry stood. ``NOWHERE`` stands for
it. Everything else is as the store told that seat when the bundle was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onetext.errors import BadInput, WrongUse
from onetext.record.acts.kinds import act_of, kind_of
from onetext.record.acts.passing import Disclosure
from onetext.record.bundle import Bundle, Logged
from onetext.record.entry import Place
from onetext.record.opening import Opening
from onetext.record.record import Kept

NOWHERE = ""


@dataclass(frozen=True)
class BundleRecord:
    """Read a bundle as a record, for its own seat only.

    Verify the bundle first: a replay believes what it reads.

    Raises
    ------
    BadInput
        If an entry of a known kind has not the fields of its kind.

    Notes
    -----
    Cost: linear, once; then ``held`` and ``items`` in proportion to what they answer.
    """

    bundle: Bundle
    _held: tuple[Kept, ...] = field(init=False, repr=False, compare=False)
    _items: Mapping[bytes, Kept] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        held: list[Kept] = []
        items: dict[bytes, Kept] = {}
        named: bytes | None = None
        for logged in self.bundle.entries:
            commitment = logged.promise.commitment
            kept = Kept(_where(logged), logged.promise, logged.entry)
            items.setdefault(commitment, kept)
            if _is_member(logged, named):
                held.append(kept)
                named = _passes_on(logged)
            else:
                named = None
        object.__setattr__(self, "_held", tuple(held))
        object.__setattr__(self, "_items", items)

    @property
    def opening(self) -> Opening:
        """Return what is fixed in the room."""
        return self.bundle.opening

    def held(self, seat: str | None, until: str | None) -> Iterator[Kept]:
        """Yield what was appended by ``until`` where the bundle's seat was.

        Raises
        ------
        WrongUse
            If ``seat`` is another one: of what it saw the bundle knows nothing.
        """
        if seat != self.bundle.seat:
            raise WrongUse(
                f"this bundle is of {seat_told(self.bundle.seat)}, not of {seat_told(seat)}",
                instead="ask for its own seat",
            )
        for kept in self._held:
            if until is not None and kept.promise.time > until:
                return
            yield kept

    def items(self, commitments: Iterable[bytes]) -> Mapping[bytes, Kept]:
        """Return the entries with these commitments, as far as the seat was ever shown them."""
        return {one: self._items[one] for one in commitments if one in self._items}


def seat_told(seat: str | None) -> str:
    """Return whose window is meant, in words.

    Examples
    --------
    >>> seat_told("arn-head"), seat_told(None)
    ("the seat 'arn-head'", 'the public')
    """
    return f"the seat {seat!r}" if seat is not None else "the public"


def _where(logged: Logged) -> str:
    place = logged.entry.place if logged.entry is not None else None
    return place.compartment if isinstance(place, Place) else NOWHERE


def _is_member(logged: Logged, named: bytes | None) -> bool:
    """Tell whether the seat was where an entry was made.

    Without an entry: an item stands right after the disclosure that first showed it, and what was
    said before its seat's eyes stands before any disclosure of it.
    """
    if logged.entry is None:
        return logged.promise.commitment != named
    return isinstance(logged.entry.place, Place)


def _passes_on(logged: Logged) -> bytes | None:
    """Return the item that a disclosure shows."""
    entry = logged.entry
    if entry is None or kind_of(entry.body) != Disclosure.kind:
        return None
    act = act_of(entry.body)
    if not isinstance(act, Disclosure):
        raise BadInput("a disclosure with hidden fields where its seat was")
    return act.item if act.form != "paraphrase" else None
