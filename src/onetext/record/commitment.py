"""Commit now, open later: fix a value without showing it (design, §4, Proof).

A commitment is SHA-256 over a 32-byte salt and the value's canonical bytes. The salt hides (256
bits that nobody can guess, also for a value of one bit); the hash binds (another value with another
salt of the same hash is not to be found). A salt is drawn afresh each time, by the caller.
"""

from __future__ import annotations

from hmac import compare_digest

from onetext.record.canonical import JSON, encode
from onetext.record.domains import Purpose, checked_salt, digest


def commit(value: JSON, salt: bytes, *, purpose: Purpose = "commitment") -> bytes:
    """Return the commitment to ``value`` under ``salt``: 32 bytes that tell nothing of it.

    Raises
    ------
    WrongUse
        If the salt has not 32 bytes.
    BadInput
        If the value has no canonical form.

    Examples
    --------
    >>> fixed = commit("the line of 2031", bytes(32))
    >>> opens(fixed, "the line of 2031", bytes(32)), opens(fixed, "the line of 1999", bytes(32))
    (True, False)
    """
    return digest(purpose, checked_salt(salt), encode(value))


def opens(commitment: bytes, value: JSON, salt: bytes, *, purpose: Purpose = "commitment") -> bool:
    """Tell whether ``value`` with ``salt`` is what was committed to; in constant time."""
    return compare_digest(commitment, commit(value, salt, purpose=purpose))
