"""The gate of a room: who comes in, by which link, for how long; and who is shown out.

One link per seat, good once and for some days. Whoever uses it sets a password for the seat and is
given a session. A new holder gets a new link, which ends the old one's password and sessions.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Engine, delete, insert, select, update

from onetext.errors import Refused
from onetext.room.access import tables

LINK_BYTES = 32
LINK_LASTS = 7 * 86400.0
SESSION_LASTS = 12 * 3600.0
SHORTEST_PASSWORD = 10


@dataclass(frozen=True, slots=True)
class Session:
    """Hold one browser's session on one seat.

    ``csrf`` goes into every form and is worth nothing without the cookie.
    """

    seat: str
    csrf: str
    began: float


class Gate:
    """Let people in.

    Parameters
    ----------
    now
        Seconds of the world's clock: a room's own may stand still.
    """

    def __init__(self, engine: Engine, *, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now
        self._hasher = PasswordHasher()
        tables.metadata.create_all(engine)

    def invite(self, seat: str) -> str:
        """Return a new link's secret for a seat; the old links, password and sessions end."""
        token = secrets.token_urlsafe(LINK_BYTES)
        with self._engine.begin() as connection:
            for table in (tables.links, tables.passwords, tables.passkeys, tables.sessions):
                connection.execute(delete(table).where(table.c.seat == seat))
            connection.execute(
                insert(tables.links).values(
                    token=_kept(token), seat=seat, until=self._now() + LINK_LASTS, used=False
                )
            )
        return token

    def invited(self, token: str) -> str | None:
        """Return the seat that a link is for, None if it is none, used or too old."""
        with self._engine.connect() as connection:
            row = connection.execute(
                select(tables.links).where(tables.links.c.token == _kept(token))
            ).first()
        if row is None or row.used or row.until < self._now():
            return None
        return str(row.seat)

    def come_in(self, token: str, password: str) -> str:
        """Use up a link, set the seat's password, and return a session's secret.

        Raises
        ------
        Refused
            If the link is not good any more, or the password is too short.
        """
        if len(password) < SHORTEST_PASSWORD:
            raise Refused(
                f"a password of {len(password)} characters",
                instead=f"choose {SHORTEST_PASSWORD} or more",
            )
        hashed = self._hasher.hash(password)
        with self._engine.begin() as connection:
            taken = connection.execute(
                update(tables.links)
                .where(
                    tables.links.c.token == _kept(token),
                    tables.links.c.used.is_(False),
                    tables.links.c.until >= self._now(),
                )
                .values(used=True)
            )
            if taken.rowcount != 1:
                raise Refused("this link is used or too old", instead="ask the host for a new one")
            seat = connection.execute(
                select(tables.links.c.seat).where(tables.links.c.token == _kept(token))
            ).scalar_one()
            connection.execute(delete(tables.passwords).where(tables.passwords.c.seat == seat))
            connection.execute(insert(tables.passwords).values(seat=seat, hash=hashed))
        return self._begin(str(seat))

    def sign_in(self, seat: str, password: str) -> str:
        """Return a new session's secret for who knows the password of a seat.

        Raises
        ------
        Refused
            In the same words whether the seat has another password or none.
        """
        with self._engine.connect() as connection:
            hashed = connection.execute(
                select(tables.passwords.c.hash).where(tables.passwords.c.seat == seat)
            ).scalar()
        try:
            self._hasher.verify(hashed if hashed is not None else _NOBODYS, password)
        except (VerifyMismatchError, InvalidHashError):
            hashed = None
        if hashed is None:
            raise Refused("the seat or the password is wrong", instead="try again")
        return self._begin(seat)

    def session(self, token: str) -> Session | None:
        """Return the session of a secret, None if it is none, ended or too old."""
        with self._engine.connect() as connection:
            row = connection.execute(
                select(tables.sessions).where(tables.sessions.c.token == _kept(token))
            ).first()
        if row is None or row.until < self._now():
            return None
        return Session(str(row.seat), _csrf(token), float(row.began))

    def leave(self, token: str) -> None:
        """End a session."""
        with self._engine.begin() as connection:
            connection.execute(
                delete(tables.sessions).where(tables.sessions.c.token == _kept(token))
            )

    def show_out(self, seat: str) -> None:
        """End every session of a seat."""
        with self._engine.begin() as connection:
            connection.execute(delete(tables.sessions).where(tables.sessions.c.seat == seat))

    def _begin(self, seat: str) -> str:
        token = secrets.token_urlsafe(LINK_BYTES)
        now = self._now()
        with self._engine.begin() as connection:
            connection.execute(
                insert(tables.sessions).values(
                    token=_kept(token), seat=seat, until=now + SESSION_LASTS, began=now
                )
            )
        return token


def _kept(token: str) -> bytes:
    return sha256(b"onetext access " + token.encode()).digest()


def _csrf(token: str) -> str:
    return hmac.new(token.encode(), b"onetext form", sha256).hexdigest()


_NOBODYS = PasswordHasher().hash(secrets.token_urlsafe(16))
