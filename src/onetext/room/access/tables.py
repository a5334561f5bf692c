"""What the gate keeps: links, passwords, passkeys, sessions. None of it is of the record.

Of secrets that we made (links, sessions) only a hash is kept; of passwords argon2's. A copy of
these tables lets nobody in.
"""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, MetaData, String, Table

metadata = MetaData()

links = Table(
    "access_links",
    metadata,
    Column("token", LargeBinary, primary_key=True),
    Column("seat", String, nullable=False, index=True),
    Column("until", Float, nullable=False),
    Column("used", Boolean, nullable=False, default=False),
)

passwords = Table(
    "access_passwords",
    metadata,
    Column("seat", String, primary_key=True),
    Column("hash", String, nullable=False),
)

passkeys = Table(
    "access_passkeys",
    metadata,
    Column("credential", LargeBinary, primary_key=True),
    Column("seat", String, nullable=False, index=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("count", Integer, nullable=False, default=0),
    Column("added", Float, nullable=False),
)

sessions = Table(
    "access_sessions",
    metadata,
    Column("token", LargeBinary, primary_key=True),
    Column("seat", String, nullable=False, index=True),
    Column("began", Float, nullable=False),
    Column("seen", Float, nullable=False),
    Column("how", String, nullable=False),
)


def kept(token: str) -> bytes:
    """Return what is kept of a secret that we made.

    Examples
    --------
    >>> len(kept("a")), kept("a") == kept("b")
    (32, False)
    """
    return sha256(b"onetext access " + token.encode("utf-8", "surrogateescape")).digest()
