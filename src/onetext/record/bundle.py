"""A bundle: one view with its proofs, in one encoding, to be verified with nothing else at hand.

It holds what one seat, or the public, has been shown, in the order it was shown; the opening; and
for each close the head, the proof that it continues the one before, the window head and the
co-signatures. ``shown`` lists the commitments up to the last window head.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from onetext.errors import BadInput
from onetext.record.canonical import DEEPEST, decode, decode_at, encode
from onetext.record.entry import Entry
from onetext.record.heads import CoSignature, Head, WindowHead
from onetext.record.opening import Opening
from onetext.record.promise import Promise
from onetext.record.tree import HASH_BYTES
from onetext.record.wire import from_json, to_json

INDEX_BYTES = 8


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Prove a leaf's place in the tree, under the head of the close whose block holds it.

    ``leaf`` is its index in 8 bytes, high end first, so that every proof of a close is as long.
    """

    leaf: bytes
    path: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if len(self.leaf) != INDEX_BYTES:
            raise BadInput(f"the index of a leaf has {INDEX_BYTES} bytes")
        _hashes(self.path)

    @classmethod
    def at(cls, index: int, path: tuple[bytes, ...]) -> Inclusion:
        """Return the proof for leaf ``index``."""
        return cls(index.to_bytes(INDEX_BYTES, "big"), path)

    @property
    def index(self) -> int:
        """Return the leaf's index in the whole log."""
        return int.from_bytes(self.leaf, "big")


@dataclass(frozen=True, slots=True)
class Logged:
    """Hold one entry of a view: the host's promise, the entry as far as shown, its inclusion.

    Without ``entry`` only its existence was disclosed. Without ``inclusion`` its close is yet to
    come.
    """

    promise: Promise
    entry: Entry | None
    inclusion: Inclusion | None


@dataclass(frozen=True, slots=True)
class Close:
    """Hold what a close published, and the window head of this bundle's seat.

    ``link`` is the consistency proof from the head before, empty for the first.
    """

    head: Head
    link: tuple[bytes, ...]
    window: WindowHead
    co_signed: tuple[CoSignature, ...]

    def __post_init__(self) -> None:
        _hashes(self.link)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Hold one seat's view, or the public one, with its proofs."""

    format: Literal[1]
    opening: Opening
    seat: str | None
    closes: tuple[Close, ...]
    shown: tuple[bytes, ...]
    entries: tuple[Logged, ...]

    def __post_init__(self) -> None:
        _hashes(self.shown)


def encode_bundle(bundle: Bundle) -> bytes:
    """Write a bundle in its one encoding (RFC 8785), entry by entry; time linear in its size."""
    closes = encode(to_json(bundle.closes))
    entries = b",".join(encode(to_json(logged)) for logged in bundle.entries)
    rest = encode(
        {
            "format": bundle.format,
            "opening": to_json(bundle.opening),
            "seat": bundle.seat,
            "shown": to_json(bundle.shown),
        }
    )
    return b'{"closes":' + closes + b',"entries":[' + entries + b"]," + rest[1:]


def decode_bundle(written: bytes) -> Bundle:
    """Read a bundle back.

    Raises
    ------
    BadInput
        For any bytes that ``encode_bundle`` would not write for the bundle they hold: ``decode``
        takes one form of a JSON value, and ``from_json`` one JSON value for a bundle. That its
        proofs hold is for ``verify`` to say.

    Notes
    -----
    Some 80 µs and 6 KB for each entry.
    """
    try:
        return _in_pieces(written)
    except (BadInput, UnicodeDecodeError):  # told again, with its place in the whole
        return from_json(Bundle, decode(written))


def _in_pieces(written: bytes) -> Bundle:
    """Read entry by entry, so that of one only the JSON is in memory beside its value."""
    text = written.decode("utf-8")
    closes, at = decode_at(text, _past(text, 0, '{"closes":'), deepest=DEEPEST - 1)
    at = _past(text, at, ',"entries":[')
    entries: list[Logged] = []
    while not text.startswith("]", at):
        at = _past(text, at, ",") if entries else at
        value, at = decode_at(text, at, deepest=DEEPEST - 2)
        entries.append(from_json(Logged, value))
    rest = decode(b"{" + text[_past(text, at, "],") :].encode("utf-8"))
    if not isinstance(rest, dict) or rest.keys() != {"format", "opening", "seat", "shown"}:
        raise BadInput("no bundle")
    bundle = from_json(Bundle, {"closes": closes, "entries": [], **rest})
    return replace(bundle, entries=tuple(entries))


def _past(text: str, at: int, words: str) -> int:
    if not text.startswith(words, at):
        raise BadInput("no bundle")
    return at + len(words)


def _hashes(values: tuple[bytes, ...]) -> None:
    if any(len(value) != HASH_BYTES for value in values):
        raise BadInput(f"a hash has {HASH_BYTES} bytes")
