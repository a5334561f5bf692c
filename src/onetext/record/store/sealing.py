"""Entries sealed at rest, each compartment under a key of its own that can be destroyed.

A sealed entry is a fresh nonce of 96 bits and AES-256-GCM over the packed entry; the associated
data is its commitment, so that no sealed entry can take another's place. Beside it a store needs to
find entries by author, kind and id. It keeps *marks* for these: the author's and the kind's is a
MAC under the same compartment's key, and tells nothing once that is destroyed; the id's is a hash,
which tells nothing to who has not the 16 bytes drawn for it.
"""

from __future__ import annotations

import hmac
import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from onetext.errors import StoreFailed

DATA_KEY_BYTES = 32
NONCE_BYTES = 12
MARK_BYTES = 16


class DataKey:
    """Seal and open the entries of one compartment.

    Examples
    --------
    >>> key = DataKey(bytes(32))
    >>> sealed = key.seal(b"the line of 2031", b"c" * 32)
    >>> key.open(sealed, b"c" * 32), b"line" in sealed
    (b'the line of 2031', False)
    """

    __slots__ = ("_cipher", "_mark")

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._mark = hmac.digest(key, b"onetext/1 mark\x00", "sha256")

    def seal(self, packed: bytes, commitment: bytes) -> bytes:
        """Return ``packed`` sealed for this commitment."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, packed, commitment)

    def open(self, sealed: bytes, commitment: bytes) -> bytes:
        """Return what was sealed.

        Raises
        ------
        StoreFailed
            If a byte was changed, or it was sealed for another commitment.
        """
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], commitment)
        except InvalidTag:
            raise StoreFailed(
                f"the entry {commitment.hex()[:12]}… was changed on disk",
                instead="restore the store from a copy",
            ) from None

    def author(self, seat: str) -> bytes:
        """Return the mark of an author's entries under this key."""
        return hmac.digest(self._mark, b"author " + seat.encode(), "sha256")[:MARK_BYTES]

    def kind(self, kind: str) -> bytes:
        """Return the mark of a kind of entries under this key."""
        return hmac.digest(self._mark, b"kind " + kind.encode(), "sha256")[:MARK_BYTES]


def id_mark(id: bytes) -> bytes:
    """Return the mark that an id is found by."""
    return sha256(b"onetext/1 id\x00" + id).digest()[:MARK_BYTES]


def draw_key() -> bytes:
    """Draw a data key from the system's generator."""
    return os.urandom(DATA_KEY_BYTES)
