"""Before an item is passed on: who will newly see it, how, and whether there is leave for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onetext.errors import BadInput, Refused
from onetext.record.acts.passing import Disclosure, Form
from onetext.record.domains import SALT_BYTES
from onetext.record.entry import NONE_BEFORE, Place
from onetext.record.hosting.now import Now
from onetext.record.hosting.passing import WithoutLeave, check_disclosure
from onetext.room.fields_told import shown_fields
from onetext.room.lines_seen import Lines, LineSeen
from onetext.room.places_seen import PlaceSeen
from onetext.room.room import Room

FORMS: tuple[Form, ...] = ("verbatim", "redacted", "paraphrase", "existence")


@dataclass(frozen=True, slots=True)
class Relay:
    """Hold what is about to be passed on.

    Parameters
    ----------
    newly
        The seats that will newly see it, as far as this seat can know; empty with ``everybody``.
    already
        Those there who have seen it.
    shown
        The words, or the fields with their values, that they will see.
    leave
        Whether it may be passed on so; without it the refusal will be seen where the item stands.
    refused
        Why it cannot be passed on at all, None if it can.
    """

    item: LineSeen
    into: PlaceSeen
    form: Form
    fields: tuple[str, ...]
    words: str | None
    newly: tuple[str, ...]
    already: tuple[str, ...]
    everybody: bool
    shown: tuple[tuple[str, str], ...]
    leave: bool
    refused: Refused | None


def relay_of(
    room: Room,
    lines: Lines,
    number: int,
    *,
    into: str,
    form: Form,
    fields: Iterable[str] = (),
    words: str = "",
) -> Relay:
    """Return what passing a line on would do; nothing is entered.

    Raises
    ------
    Refused
        If this seat sees no such line, or is not in that compartment.
    BadInput
        If the form lacks its fields or its words.
    """
    item = item_of(lines, number)
    place = lines.places.get(into)
    if place is None or place.closed:
        raise Refused("you are in no such compartment, or it is closed", instead="choose another")
    named = tuple(sorted(set(fields))) if form == "redacted" else ()
    told = words.strip() if form == "paraphrase" else None
    act = Disclosure(item.line.promise.commitment, form, named, told)
    known = dict(shown_fields(lines, item))
    if form == "redacted" and not set(named) <= set(known):
        raise BadInput("this entry shows no such part", instead="choose among those that it shows")
    seen = lines.shown_to(act.item) or frozenset()
    inside = frozenset(item.place.members) if item.place is not None else frozenset()
    there = frozenset(place.members)
    already = there & (seen | inside | {lines.visit.seat.id})
    leave, refused = _allowed(room, lines.visit.seat.id, place, act)
    return Relay(
        item=item,
        into=place,
        form=form,
        fields=named,
        words=told,
        newly=tuple(sorted(there - already)),
        already=tuple(sorted(already)),
        everybody=place.public,
        shown=_shown(item, form, named, told, known),
        leave=leave,
        refused=refused,
    )


def item_of(lines: Lines, number: int) -> LineSeen:
    """Return a line that can be passed on.

    Raises
    ------
    Refused
        If this seat sees none of that number.
    """
    if lines.line(number) is None:
        raise Refused(f"this seat sees no entry {number}", instead="open it from the record")
    return lines.seen(number)


def _shown(
    item: LineSeen, form: Form, fields: tuple[str, ...], words: str | None, known: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    if form == "paraphrase":
        return (("words", words or ""),)
    if form == "existence":
        return ()
    if form == "redacted":
        return tuple((name, known[name]) for name in fields)
    return tuple((name, said) for name, said in known.items() if name != "kind")


def _allowed(
    room: Room, seat: str, place: PlaceSeen, act: Disclosure
) -> tuple[bool, Refused | None]:
    """Ask the record's own rule, in a transaction that writes nothing."""
    spot = Place(place.id, 1, NONE_BEFORE, bytes(SALT_BYTES))
    with room.store.writing() as looks:
        try:
            check_disclosure(Now(room.store.opening, looks, seat), spot, act)
        except WithoutLeave:
            return False, None
        except Refused as refused:
            return False, refused
    return True, None
