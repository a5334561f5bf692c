"""One entry as its author makes it: id, seat, place in a chain, body, signature, commitment.

The author signs (room, id, seat, place, body hash). *Place* is a commitment to the compartment, the
seat's own counter there, and the commitment of its own previous entry there. Two things differ from
a plain counter (design, §4), both so that numbers tell nothing (§4, Windows, 6):

- a counter runs in one compartment under one membership; over all of a seat's entries its gaps
  would count what the reader may not see;
- it is signed under a salt; an entry that is disclosed goes out with its place hidden, and does not
  say how many others stand before it.

An entry without a signature stands in the host's chain of its compartment, never in its author's:
the hash of a signed successor would tie it to the author after all.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.errors import BadInput, WrongUse
from onetext.record.canonical import JSON, LARGEST
from onetext.record.commitment import commit
from onetext.record.domains import SALT_BYTES
from onetext.record.fields import Body
from onetext.record.signing import SIGNATURE_BYTES, is_signed, sign
from onetext.record.tree import HASH_BYTES

ID_BYTES = 16
NONE_BEFORE = bytes(HASH_BYTES)
NEVER_SIGNED = frozenset({"non-paper", "caucus-message"})
MAY_BE_UNSIGNED = NEVER_SIGNED | {"alternative"}
ENTERED_BY_HOST = frozenset({"passed-on", "refusal"})


@dataclass(frozen=True, slots=True)
class Place:
    """Hold an entry's place in its chain.

    ``compartment`` is its id under one membership (a change of members opens another id);
    ``counter`` starts at 1; ``previous`` is the commitment of the entry before, 32 zero bytes for
    the first; ``salt`` is drawn for this place.
    """

    compartment: str
    counter: int
    previous: bytes
    salt: bytes

    def __post_init__(self) -> None:
        if not 1 <= self.counter <= LARGEST:
            raise BadInput(f"not a counter: {self.counter}", instead="count from 1")
        _long(self.previous, HASH_BYTES, "previous entry")
        _long(self.salt, SALT_BYTES, "salt")

    @property
    def hash(self) -> bytes:
        """Return the commitment to this place."""
        value: JSON = [self.compartment, self.counter, self.previous.hex()]
        return commit(value, self.salt, purpose="place")


@dataclass(frozen=True, slots=True)
class HiddenPlace:
    """Hold of a place its hash only."""

    hash: bytes

    def __post_init__(self) -> None:
        _long(self.hash, HASH_BYTES, "place")


AnyPlace: TypeAlias = "Place | HiddenPlace"


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one entry: what its author says and signs, and the salt of its commitment."""

    room: bytes
    id: bytes
    seat: str
    place: AnyPlace
    body: Body
    salt: bytes
    signature: bytes | None

    def __post_init__(self) -> None:
        _long(self.room, HASH_BYTES, "room")
        _long(self.id, ID_BYTES, "id")
        _long(self.salt, SALT_BYTES, "salt")
        if self.signature is not None:
            _long(self.signature, SIGNATURE_BYTES, "signature")

    @property
    def signed(self) -> JSON:
        """Return what the author signs."""
        return {
            "room": self.room.hex(),
            "id": self.id.hex(),
            "seat": self.seat,
            "place": self.place.hash.hex(),
            "body": self.body.root.hex(),
        }

    @property
    def commitment(self) -> bytes:
        """Return what goes into the log: 32 bytes over all this, the same however redacted."""
        return self.committed(self.signed)

    def committed(self, signed: JSON) -> bytes:
        """Return the commitment, for who has ``signed`` at hand: it hashes every field."""
        signature = self.signature.hex() if self.signature is not None else None
        return commit([signed, signature], self.salt)

    def redacted(self, keep: Container[str], *, place: bool = False) -> Entry:
        """Return this entry with only some fields shown, and its place hidden unless asked for."""
        where = self.place if place else HiddenPlace(self.place.hash)
        return replace(self, body=self.body.redacted(keep), place=where)


def write_entry(
    key: Ed25519PrivateKey | None,
    *,
    room: bytes,
    id: bytes,
    seat: str,
    place: Place,
    body: Body,
    salt: bytes,
) -> Entry:
    """Make an entry, signed with its author's ``key``, or unsigned without one.

    Parameters
    ----------
    id, salt
        16 and 32 bytes, drawn by the author for this entry.

    Raises
    ------
    WrongUse
        If a non-paper or a caucus message would be signed: it must stay deniable.
    BadInput
        If an id, a salt or a hash has not its length.

    Notes
    -----
    One signature; about three hashes for each field.
    """
    kind = body.shown("kind")
    if key is not None and kind in NEVER_SIGNED:
        raise WrongUse(f"a {kind} is never signed by its author", instead="enter it without a key")
    entry = Entry(room, id, seat, place, body, salt, None)
    return entry if key is None else replace(entry, signature=sign(key, "entry", entry.signed))


def is_authored(entry: Entry, key: bytes, signed: JSON = None) -> bool:
    """Tell whether the holder of ``key`` signed this entry; redacting does not matter.

    ``signed`` is ``entry.signed`` where it is at hand.
    """
    if entry.signature is None:
        return False
    return is_signed(key, "entry", signed or entry.signed, entry.signature)


def _long(value: Any, length: int, what: str) -> None:
    if len(value) != length:
        raise BadInput(f"the {what} has {len(value)} bytes of {length}")
