"""A seat's signed stand on one passage as last changed, and what is wrong with one shown elsewhere.

The signature binds the room, the instrument, the passage, the entry that last changed it, the words
in all languages, the seat, its counter and what the stand says (design, §4, The single text, leaves
the last out; without it an accept could be shown as a reject). It names no draft: it carries over
while that entry is the passage's latest, and words that return do so in another entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.errors import BadInput
from onetext.record.canonical import JSON, LARGEST
from onetext.record.commitment import commit
from onetext.record.entry import ID_BYTES
from onetext.record.faults import Fault, FaultKind
from onetext.record.signing import SIGNATURE_BYTES, is_signed, sign
from onetext.record.tree import HASH_BYTES
from onetext.record.wire import to_json

Says = Literal["accept", "ad-referendum", "reserve", "reject"]


@dataclass(frozen=True, slots=True)
class Change:
    """Name a passage and the words it was changed to, as ``words_hash`` makes it."""

    instrument: str
    passage: str
    words: bytes

    def __post_init__(self) -> None:
        if len(self.words) != HASH_BYTES:
            raise BadInput(f"a hash of words has {HASH_BYTES} bytes")


@dataclass(frozen=True, slots=True)
class SignedStand:
    """Hold a stand with its signature; without one the host entered it for a seat without a key.

    ``changed_by`` is the id of the entry that last changed the passage. ``counter`` rises with each
    stand of the seat on this passage; it need not be dense, so that it counts nothing.
    """

    room: bytes
    instrument: str
    passage: str
    changed_by: bytes
    words: bytes
    seat: str
    counter: int
    says: Says
    signature: bytes | None

    def __post_init__(self) -> None:
        lengths = (len(self.room), len(self.changed_by), len(self.words))
        if lengths != (HASH_BYTES, ID_BYTES, HASH_BYTES):
            raise BadInput("a stand's room, entry or words have a wrong length")
        if self.signature is not None and len(self.signature) != SIGNATURE_BYTES:
            raise BadInput(f"a stand's signature has {SIGNATURE_BYTES} bytes")
        if not 1 <= self.counter <= LARGEST:
            raise BadInput(f"not a counter: {self.counter}")

    @property
    def signed(self) -> JSON:
        """Return what the seat signs: everything but the signature."""
        whole = to_json(self)
        assert isinstance(whole, dict)
        return {name: part for name, part in whole.items() if name != "signature"}


@dataclass(frozen=True, slots=True)
class Standing:
    """Say what a stand must fit: the room, the seat that enters it, the passage as it is now.

    ``after`` is the counter of the seat's last stand on this passage, 0 if there is none.
    """

    room: bytes
    seat: str
    change: Change
    changed_by: bytes
    after: int = 0


def words_hash(versions: Mapping[str, JSON], salt: bytes) -> bytes:
    """Return the content hash of a passage: all its language versions, with their status.

    Salted with 32 bytes that stand in the entry with the words, so that a stand seen without
    them does not let short words be guessed.

    Parameters
    ----------
    versions
        What each language has, by its tag; not changed.

    Raises
    ------
    WrongUse, BadInput
        If the salt has not 32 bytes; if the versions have no canonical form.

    Examples
    --------
    >>> words_hash({"en": "the lake", "fr": "le lac"}, bytes(32)).hex()[:8]
    'e8a46f4d'
    """
    return commit(versions, salt, purpose="words")


def sign_stand(
    key: Ed25519PrivateKey | None, standing: Standing, *, says: Says, counter: int
) -> SignedStand:
    """Sign what a seat says on a passage as it is now; without a key, leave it unsigned."""
    stand = SignedStand(
        room=standing.room,
        instrument=standing.change.instrument,
        passage=standing.change.passage,
        changed_by=standing.changed_by,
        words=standing.change.words,
        seat=standing.seat,
        counter=counter,
        says=says,
        signature=None,
    )
    return stand if key is None else replace(stand, signature=sign(key, "stand", stand.signed))


def stand_faults(
    stand: SignedStand, fits: Standing, key: bytes | None, *, where: str = "the stand"
) -> tuple[Fault, ...]:
    """Name everything for which ``stand`` does not count where it is shown.

    Parameters
    ----------
    fits
        Where it is shown: a replay on another room, seat, instrument, passage, state of the
        passage or words is named as such.
    key
        The public key of the seat in ``fits``; None if it has none.

    Returns
    -------
    tuple of Fault
        Empty if the stand counts.
    """
    change = fits.change
    checks: tuple[tuple[bool, FaultKind, str], ...] = (
        (stand.room == fits.room, "stand-room", "was made in another room"),
        (stand.seat == fits.seat, "stand-seat", f"is of {stand.seat!r}, not of {fits.seat!r}"),
        (
            (stand.instrument, stand.passage) == (change.instrument, change.passage),
            "stand-passage",
            f"is on {stand.passage!r} of {stand.instrument!r}, "
            f"not on {change.passage!r} of {change.instrument!r}",
        ),
        (
            stand.changed_by == fits.changed_by,
            "stand-draft",
            "is on the passage before its last change",
        ),
        (stand.words == change.words, "stand-words", "is on other words"),
        (
            stand.counter > fits.after,
            "stand-counter",
            f"has number {stand.counter}, not above {fits.after}: it was shown before",
        ),
        (
            _signed_well(stand, key),
            "stand-signature",
            f"is not signed by {fits.seat!r} as it stands",
        ),
    )
    return tuple(Fault(kind, where, f"the stand {what}") for good, kind, what in checks if not good)


def _signed_well(stand: SignedStand, key: bytes | None) -> bool:
    if key is None or stand.signature is None:
        return key is None and stand.signature is None
    return is_signed(key, "stand", stand.signed, stand.signature)
