"""Signed heads at the closes, their co-signatures, and the head of one window.

A *head* is the host's signed word on the whole log at a close. The closes are those of the
opening, the leaves of each are as many, and its bytes are always 1,024: a head tells nothing but
that a close has passed. A *window head* is the same word on what one seat has been shown by then;
only that seat gets it, and with it proves that nothing of its own was dropped, not even the last
entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.errors import BadInput, WrongUse
from onetext.record.canonical import JSON, LARGEST, decode, encode
from onetext.record.domains import digest
from onetext.record.signing import SIGNATURE_BYTES, is_signed, sign
from onetext.record.tree import HASH_BYTES, Frontier
from onetext.record.wire import from_json, to_json

HEAD_BYTES = 1024
NO_HEAD = bytes(HASH_BYTES)
_UNSIGNED = bytes(SIGNATURE_BYTES)


@dataclass(frozen=True, slots=True)
class Head:
    """Hold the log's state at a close: its size and root, the head before, the host's signature."""

    room: bytes
    close: int
    time: str
    size: int
    root: bytes
    previous: bytes
    signature: bytes

    def __post_init__(self) -> None:
        _checked(self.close, self.size)
        _long(self.room, self.root, self.previous, signature=self.signature)

    @property
    def hash(self) -> bytes:
        """Return the hash of all but the signature: what the next head and seats refer to."""
        return digest("head", encode(_unsigned(self)))


@dataclass(frozen=True, slots=True)
class WindowHead:
    """Hold what one seat has been shown by a close, in the order it was shown.

    ``count`` entries, ``root`` over their commitments, ``head`` the hash of the log's head then.
    Without a seat it is of the public window.
    """

    room: bytes
    seat: str | None
    close: int
    count: int
    root: bytes
    head: bytes
    signature: bytes

    def __post_init__(self) -> None:
        _checked(self.close, self.count)
        _long(self.room, self.root, self.head, signature=self.signature)


@dataclass(frozen=True, slots=True)
class CoSignature:
    """Hold a seat's signature under the head of a close."""

    seat: str
    close: int
    signature: bytes

    def __post_init__(self) -> None:
        _checked(self.close, 0)
        _long(signature=self.signature)


def sign_head(
    log_key: Ed25519PrivateKey,
    *,
    room: bytes,
    close: int,
    time: str,
    size: int,
    root: bytes,
    previous: Head | None,
) -> Head:
    """Sign the head of a close.

    Raises
    ------
    WrongUse
        If ``previous`` is not the head of the close before (None for close 1).
    BadInput
        If a hash has not its length.
    """
    if (previous.close if previous else 0) != close - 1:
        raise WrongUse(f"the head before that of close {close} is that of close {close - 1}")
    before = previous.hash if previous else NO_HEAD
    head = Head(room, close, time, size, root, before, _UNSIGNED)
    return replace(head, signature=sign(log_key, "head", _unsigned(head)))


def is_head(head: Head, log_key: bytes) -> bool:
    """Tell whether the host signed this head."""
    return is_signed(log_key, "head", _unsigned(head), head.signature)


def encode_head(head: Head) -> bytes:
    """Write a head in 1,024 bytes, whatever it says.

    Raises
    ------
    BadInput
        If it does not fit, which no head of a room does.
    """
    bare = {**_object(to_json(head)), "pad": ""}
    short = HEAD_BYTES - len(encode(bare))
    if short < 0:
        raise BadInput(f"a head of more than {HEAD_BYTES} bytes")
    return encode({**bare, "pad": "0" * short})


def decode_head(written: bytes) -> Head:
    """Read a head back; it has this one encoding.

    Raises
    ------
    BadInput
        For any other bytes.
    """
    value = _object(decode(written))
    value.pop("pad", None)
    head = from_json(Head, value)
    if encode_head(head) != written:
        raise BadInput("not the encoding of a head")
    return head


def co_sign(key: Ed25519PrivateKey, seat: str, head: Head) -> CoSignature:
    """Sign a head for a seat, which has checked that it continues the one it signed before."""
    value = _co_signed(seat, head)
    return CoSignature(seat, head.close, sign(key, "co-signature", value))


def is_co_signed(by: CoSignature, head: Head, key: bytes) -> bool:
    """Tell whether the seat's ``key`` signed this very head."""
    return by.close == head.close and is_signed(
        key, "co-signature", _co_signed(by.seat, head), by.signature
    )


def window_root(commitments: Iterable[bytes]) -> bytes:
    """Return the root over a window's commitments, in the order they were shown."""
    shown = tuple(commitments)
    return window_roots(shown, (len(shown),))[len(shown)]


def window_roots(commitments: Sequence[bytes], counts: Iterable[int]) -> dict[int, bytes]:
    """Return the root over the first so many commitments, for each count up to their number.

    Notes
    -----
    One pass, however many counts.
    """
    asked = set(counts)
    frontier = Frontier()
    found = {0: digest("window", frontier.root)} if 0 in asked else {}
    for count, commitment in enumerate(commitments, start=1):
        frontier = frontier.append(commitment)
        if count in asked:
            found[count] = digest("window", frontier.root)
    return found


def sign_window(
    log_key: Ed25519PrivateKey, head: Head, *, seat: str | None, commitments: Iterable[bytes]
) -> WindowHead:
    """Sign what a seat has been shown by the close of ``head``.

    Raises
    ------
    BadInput
        If a commitment has not 32 bytes.
    """
    shown = tuple(commitments)
    _long(*shown)
    made = WindowHead(
        head.room, seat, head.close, len(shown), window_root(shown), head.hash, _UNSIGNED
    )
    return replace(made, signature=sign(log_key, "window", _unsigned(made)))


def is_window(window: WindowHead, log_key: bytes) -> bool:
    """Tell whether the host signed this window head."""
    return is_signed(log_key, "window", _unsigned(window), window.signature)


def _unsigned(value: Head | WindowHead) -> JSON:
    return {name: part for name, part in _object(to_json(value)).items() if name != "signature"}


def _co_signed(seat: str, head: Head) -> JSON:
    return {
        "room": head.room.hex(),
        "seat": seat,
        "close": head.close,
        "head": head.hash.hex(),
    }


def _object(value: JSON) -> dict[str, JSON]:
    if not isinstance(value, dict):
        raise BadInput("not an object")
    return value


def _checked(close: int, count: int) -> None:
    if not 1 <= close <= LARGEST:
        raise BadInput(f"not the number of a close: {close}")
    if not 0 <= count <= LARGEST:
        raise BadInput(f"not a number of leaves: {count}")


def _long(*hashes: bytes, signature: bytes = _UNSIGNED) -> None:
    if any(len(held) != HASH_BYTES for held in hashes) or len(signature) != SIGNATURE_BYTES:
        raise BadInput(f"a hash has {HASH_BYTES} bytes and a signature {SIGNATURE_BYTES}")
