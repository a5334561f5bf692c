"""Ed25519 signatures (RFC 8032), each over canonical JSON and for one purpose.

Private keys never leave their holder; public keys travel as their 32 bytes. Signing draws nothing
at random: the same key signs the same words the same way.
"""

from __future__ import annotations

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from onetext.errors import BadInput
from onetext.record.canonical import JSON, encode
from onetext.record.domains import Purpose, tagged

KEY_BYTES = 32
SIGNATURE_BYTES = 64

_PRIME = 2**255 - 19
# The y of the eight points of small order (in bytes, low end first): 0, 1, -1 and two of order 8.
_WEAK = frozenset(
    {
        0,
        1,
        _PRIME - 1,
        int.from_bytes(
            bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
            "little",
        ),
        int.from_bytes(
            bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
            "little",
        ),
    }
)


def sign(key: Ed25519PrivateKey, purpose: Purpose, value: JSON) -> bytes:
    """Return the signature of ``value`` for ``purpose``: 64 bytes.

    Raises
    ------
    BadInput
        If the value has no canonical form.

    Examples
    --------
    >>> key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    >>> signature = sign(key, "head", {"close": 1})
    >>> is_signed(public_bytes(key), "head", {"close": 1}, signature)
    True
    >>> is_signed(public_bytes(key), "promise", {"close": 1}, signature)
    False
    """
    return key.sign(tagged(purpose, encode(value)))


def is_signed(key: bytes, purpose: Purpose, value: JSON, signature: bytes) -> bool:
    """Tell whether the holder of ``key`` signed ``value`` for ``purpose``.

    A wrong key, a weak one or a signature of another length is a plain no.

    Notes
    -----
    Some 0.2 ms. Nothing here is secret; OpenSSL refuses the second forms of a signature.
    """
    try:
        _loaded(key).verify(signature, tagged(purpose, encode(value)))
    except (InvalidSignature, ValueError, BadInput):
        return False
    return True


@lru_cache(maxsize=1024)
def _loaded(key: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(checked_key(key))


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """Return the 32 bytes of a private key's public key."""
    return key.public_key().public_bytes_raw()


def checked_key(key: bytes) -> bytes:
    """Return ``key`` if it can be somebody's public key.

    A point of small order verifies one signature under many messages: its holder could sign two
    texts at once, so it is no key (as with a second form of the same point, RFC 8032 §5.1.3).

    Raises
    ------
    BadInput
        If it has not 32 bytes, is not written in its one form, or is of small order.
    """
    if len(key) != KEY_BYTES:
        raise BadInput(f"a public key of {len(key)} bytes", instead=f"give {KEY_BYTES}")
    height = int.from_bytes(key, "little") & (2**255 - 1)
    if height >= _PRIME or height in _WEAK:
        raise BadInput(f"{key.hex()} is nobody's public key", instead="make a new key pair")
    return key
