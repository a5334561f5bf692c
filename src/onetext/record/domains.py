"""What a hash or a signature is for: one purpose each, so that none passes for another.

Every hashed or signed message begins with the project, its format and the purpose, closed by a
zero byte, which no purpose holds. A stand can then never be read as a head, nor a field as a leaf.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Literal

from onetext.errors import WrongUse

SALT_BYTES = 32

Purpose = Literal[
    "body",
    "co-signature",
    "commitment",
    "entry",
    "field",
    "head",
    "head code",
    "opening",
    "place",
    "promise",
    "stand",
    "window",
    "words",
]


def tagged(purpose: Purpose, *parts: bytes) -> bytes:
    r"""Return the message of ``parts`` for one purpose.

    All parts but the last have a fixed length; no two lists of parts make one message.

    Examples
    --------
    >>> tagged("head", b"{}")
    b'onetext/1 head\x00{}'
    """
    return b"onetext/1 " + purpose.encode() + b"\x00" + b"".join(parts)


def digest(purpose: Purpose, *parts: bytes) -> bytes:
    """Return the SHA-256 of that message, 32 bytes."""
    return sha256(tagged(purpose, *parts)).digest()


def checked_salt(salt: bytes) -> bytes:
    """Return ``salt`` if it has 32 bytes.

    Raises
    ------
    WrongUse
        If it has not: a short salt lets short words be guessed.
    """
    if len(salt) != SALT_BYTES:
        raise WrongUse(f"a salt of {len(salt)} bytes", instead=f"draw {SALT_BYTES}")
    return salt
