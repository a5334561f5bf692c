"""What every store takes in: a whole entry of this room, in the compartment its place names."""

from __future__ import annotations

from onetext.errors import WrongUse
from onetext.record.acts.kinds import kind_of
from onetext.record.acts.passing import Disclosure
from onetext.record.entry import Entry, Place
from onetext.record.fields import Shown
from onetext.record.opening import HOST, Opening
from onetext.record.promise import Promise
from onetext.record.record import Kept

WORDLESS = frozenset({"compartment", "compartment-closed", "key-destroyed"})
"""Kinds that hold no words: they outlive the key of their compartment."""


def whole(kept: Kept, opening: Opening) -> tuple[Entry, Place]:
    """Return an entry and its place, if a store may keep them.

    Raises
    ------
    WrongUse
        If its text is gone, a field or its place is hidden, it is of another room, or its place is
        in another compartment.
    """
    entry = kept.entry
    if (
        entry is None
        or not isinstance(entry.place, Place)
        or not all(isinstance(field, Shown) for field in entry.body.fields)
    ):
        raise WrongUse("a store keeps whole entries")
    if entry.room != opening.room:
        raise WrongUse("this entry is of another room")
    if entry.place.compartment != kept.compartment:
        raise WrongUse("the place of this entry is in another compartment")
    return entry, entry.place


def signer_of(entry: Entry) -> str:
    """Return whose chain an entry stands in: its author's if signed, else the host's."""
    return entry.seat if entry.signature is not None else HOST


def is_wordless(entry: Entry) -> bool:
    """Tell whether an entry outlives the key of its compartment.

    A disclosure does, but for a paraphrase: it holds no words, and what it has shown stays shown.
    Without it the item would vanish from windows whose heads list it.
    """
    kind = kind_of(entry.body)
    return kind in WORDLESS or (kind == Disclosure.kind and entry.body.shown("words") is None)


def follows(made: Promise, last: Promise | None) -> None:
    """Check that a promise comes after the last one.

    Raises
    ------
    WrongUse
        If its tick is taken or its time runs backwards.
    """
    if last is not None and made.tick <= last.tick:
        raise WrongUse("this tick is taken")
    if last is not None and made.time < last.time:
        raise WrongUse(f"the clock ran backwards, from {last.time} to {made.time}")


def own(asked: str | None, seat: str | None) -> str | None:
    """Return the seat asked for, if it is the one that is read for.

    Raises
    ------
    WrongUse
        If it is another.
    """
    if asked != seat:
        raise WrongUse(f"this reads for {seat or 'the public'}, not for {asked or 'the public'}")
    return asked
