"""A room's whole record as one text file: JSON, one line for each thing that happened, in order.

The first line is the opening. Then come the entries in the order of their ticks, each with its
promise; each close where its hour fell, with its head, its padding (the leaves of its entries are
computed), the head of every window and the co-signatures; and last a line that says how many there
were, so that a file cut off is known for one. Each line is canonical JSON: a record has one file.

It is the host's, or an exercise's to be handed out: it holds every compartment. The secret keys of
an exercise go in only when asked for, in a line whose name says what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.errors import BadInput, WrongUse
from onetext.record.canonical import encode
from onetext.record.heads import CoSignature, Head, WindowHead
from onetext.record.opening import Opening
from onetext.record.record import Kept, Record
from onetext.record.signing import public_bytes
from onetext.record.store.interface import Closed, Store
from onetext.record.wire import to_json

FORMAT = 1
HOLDS = "the whole record of a room"
SECRETS = "secret_keys_of_an_exercise"


@dataclass(frozen=True, slots=True)
class SeatSecret:
    """Hold the private key of a seat."""

    seat: str
    key: bytes


@dataclass(frozen=True, slots=True)
class Secrets:
    """Hold the private keys of an exercise: whoever has them can sign as its host and seats."""

    host: bytes
    seats: tuple[SeatSecret, ...]

    @classmethod
    def of(cls, host: Ed25519PrivateKey, seats: Mapping[str, Ed25519PrivateKey]) -> Secrets:
        """Return the secrets that these keys are."""
        held = [SeatSecret(seat, seats[seat].private_bytes_raw()) for seat in sorted(seats)]
        return cls(host.private_bytes_raw(), tuple(held))

    def fit(self, opening: Opening) -> bool:
        """Tell whether the room is an exercise, and these are the keys of its host and seats."""
        public = {seat.seat: seat.key for seat in opening.seats}
        return (
            opening.mode == "exercise"
            and _public(self.host) == opening.log_key
            and [held.seat for held in self.seats] == sorted({held.seat for held in self.seats})
            and all(public.get(held.seat) == _public(held.key) for held in self.seats)
        )


@dataclass(frozen=True, slots=True)
class CloseLine:
    """Hold a close as its line tells it; ``padding`` are the leaves that are of no entry."""

    head: Head
    padding: tuple[bytes, ...]
    windows: tuple[WindowHead, ...]
    co_signed: tuple[CoSignature, ...]


@dataclass(frozen=True, slots=True)
class EndLine:
    """Say how many entries and closes stand before."""

    entries: int
    closes: int


@dataclass(frozen=True, slots=True)
class ClosedEndLine:
    """Say also by which hour of the room its host had published every close that was due."""

    as_of: str
    entries: int
    closes: int


class Whole(Protocol):
    """Tell a whole record: any store does, and an archive."""

    @property
    def opening(self) -> Opening:
        """Return what is fixed in the room."""
        ...

    def everything(self) -> Iterable[Kept]:
        """Yield every entry in order."""
        ...

    def closes(self) -> Sequence[Closed]:
        """Return all closes in order."""
        ...

    def signatures(self) -> Sequence[CoSignature]:
        """Return all co-signatures, by close and seat."""
        ...


@dataclass(frozen=True)
class Archive:
    """Hold a whole record that was read from a file; it answers like a store that is only read.

    ``as_of`` is the hour by which its host had published every close that was due; None where it
    was written without the host.

    Raises
    ------
    BadInput
        As ``Record``.
    """

    opening: Opening
    kept: tuple[Kept, ...]
    closed: tuple[Closed, ...]
    signed: tuple[CoSignature, ...]
    secrets: Secrets | None = None
    as_of: str | None = None
    record: Record = field(init=False, repr=False, compare=False)
    _items: Mapping[bytes, Kept] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "record", Record(self.opening, self.kept))
        items = {kept.promise.commitment: kept for kept in self.kept}
        object.__setattr__(self, "_items", items)

    def held(self, seat: str | None, until: str | None) -> Iterable[Kept]:
        """Yield what was appended by ``until`` where ``seat`` was; looks at every entry."""
        return self.record.held(seat, until)

    def items(self, commitments: Iterable[bytes]) -> Mapping[bytes, Kept]:
        """Return the entries with these commitments."""
        return {one: self._items[one] for one in commitments if one in self._items}

    def everything(self) -> Iterator[Kept]:
        """Yield every entry in order."""
        yield from self.kept

    def closes(self) -> Sequence[Closed]:
        """Return all closes in order."""
        return self.closed

    def signatures(self) -> Sequence[CoSignature]:
        """Return all co-signatures, by close and seat."""
        return self.signed


def archive_lines(
    whole: Whole, *, secrets: Secrets | None = None, as_of: str | None = None
) -> Iterator[bytes]:
    """Yield the lines of a whole record's file, each with its line feed.

    Parameters
    ----------
    secrets
        The keys of an exercise, to be handed out with it.
    as_of
        The hour of the room by which every close that was due is published: for its host to say.

    Raises
    ------
    WrongUse
        If the secrets are not of this room, or the room is no exercise.

    Notes
    -----
    Cost: linear; one entry at a time in memory.
    """
    opening = whole.opening
    yield _line({"format": FORMAT, "holds": HOLDS, "opening": to_json(opening)})
    if secrets is not None:
        if not secrets.fit(opening):
            raise WrongUse("these keys are not of this room, or it is no exercise")
        yield _line({SECRETS: to_json(secrets)})
    signed = whole.signatures()
    leaves: set[bytes] = set()
    entries = closes = 0
    for step in steps(whole):
        if isinstance(step, Kept):
            entries += 1
            leaves.add(step.promise.leaf)
            yield _line({"entry": to_json(step)})
            continue
        closes += 1
        padding = tuple(leaf for leaf in step.leaves if leaf not in leaves)
        own = tuple(one for one in signed if one.close == step.head.close)
        yield _line({"close": to_json(CloseLine(step.head, padding, step.windows, own))})
        leaves.clear()
    end = EndLine(entries, closes) if as_of is None else ClosedEndLine(as_of, entries, closes)
    yield _line({"end": to_json(end)})


def steps(whole: Whole) -> Iterator[Kept | Closed]:
    """Yield entries and closes in the order in which they happened."""
    closes = list(reversed(whole.closes()))
    for kept in whole.everything():
        while closes and kept.promise.time >= closes[-1].head.time:
            yield closes.pop()
        yield kept
    yield from reversed(closes)


def restore(archive: Whole, store: Store) -> None:
    """Enter a whole record into an empty store of its room, in one transaction.

    Raises
    ------
    BadInput
        If the store is of another room or is not empty, or words of the record were destroyed:
        where their authors' chains ended is gone with them, so such a record is read, not gone on
        with.
    StoreFailed
        If it cannot be made durable.
    """
    if store.opening != archive.opening:
        raise BadInput("the store is of another room", instead="begin one with this opening")
    with store.writing() as looks:
        if looks.last() is not None or looks.heads():
            raise BadInput("the store holds entries already", instead="name a new one")
        for step in steps(archive):
            if isinstance(step, Closed):
                looks.close(step)
            elif step.entry is None:
                raise BadInput(
                    "words of this record were destroyed: no store can go on with it",
                    instead="read it as it is",
                )
            else:
                looks.keep(step)
        for signature in archive.signatures():
            looks.co_signed(signature)


def _line(value: dict[str, object]) -> bytes:
    return encode(value) + b"\n"  # type: ignore[arg-type]


def _public(secret: bytes) -> bytes | None:
    try:
        return public_bytes(Ed25519PrivateKey.from_private_bytes(secret))
    except ValueError:
        return None
