"""The keys that a host keeps beside a record: its log key, and in an exercise those of the seats.

A live room's seats have no key here: what a bare browser enters is marked as entered by the host
for the seat. The file is readable for its owner only; who has it can write the room's history anew,
so it belongs where the record is and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from onetext.errors import BadInput, StoreFailed, Where
from onetext.whole_files import created


@dataclass(frozen=True)
class HostKeys:
    """Hold the private keys of a host."""

    log_key: Ed25519PrivateKey
    seats: Mapping[str, Ed25519PrivateKey]


def new_keys(seats: Iterable[str], *, exercise: bool) -> HostKeys:
    """Draw new keys; those of the seats in an exercise only."""
    own = {seat: Ed25519PrivateKey.generate() for seat in seats} if exercise else {}
    return HostKeys(Ed25519PrivateKey.generate(), own)


def write_keys(path: Path, keys: HostKeys) -> None:
    """Write keys into a new file that only its owner reads; durable when this returns.

    Raises
    ------
    StoreFailed
        If it cannot be written, or is there already.
    """
    held = {"log": _hex(keys.log_key), "seats": {s: _hex(k) for s, k in keys.seats.items()}}
    try:
        with created(path) as new:
            new.write(json.dumps(held, indent=1, sort_keys=True).encode("ascii"))
    except OSError as fault:
        raise StoreFailed(f"{path}: the keys cannot be written: {fault.strerror}") from None


def read_keys(path: Path) -> HostKeys:
    """Return the keys in a file.

    Raises
    ------
    BadInput
        If it is not there, or holds none.
    """
    try:
        held = json.loads(path.read_text("utf-8"))
        return HostKeys(_key(held["log"]), {s: _key(k) for s, k in held["seats"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BadInput(
            "the keys of this room are not here",
            instead="keep the file of keys beside the record",
            where=Where(str(path)),
        ) from None


def _hex(key: Ed25519PrivateKey) -> str:
    return key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()).hex()


def _key(written: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(written))
