"""Sessions: one browser's stay in one seat, short enough to forget and easy to end."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from onetext.room.access.tables import kept, sessions

How = Literal["link", "password", "passkey"]
SECRET_BYTES = 32
LASTS = 12 * 3600.0
IDLE = 3 * 3600.0
SEEN_EVERY = 60.0


@dataclass(frozen=True, slots=True)
class Session:
    """Hold one browser's session on one seat.

    ``csrf`` goes into every form and is worth nothing without the cookie; ``id`` names the session
    to its seat and to the host and is worth nothing at all.
    """

    seat: str
    csrf: str
    began: float
    id: str = ""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Tell of a session that is open: since when, when last used, and how it came in."""

    id: str
    began: float
    seen: float
    how: str


@dataclass
class Sessions:
    """Begin sessions, find them by their secret, and end them.

    A session ends twelve hours after it began, and three hours after it was last used.
    """

    engine: Engine
    now: Callable[[], float]
    draw: Callable[[int], bytes]
    ended: list[Callable[[frozenset[str]], None]] = field(default_factory=list)

    def begin(self, seat: str, how: How) -> str:
        """Begin a session on a seat and return its secret, always a new one."""
        token = secret(self.draw)
        now = self.now()
        with self.engine.begin() as connection:
            too_old = (sessions.c.began < now - LASTS) | (sessions.c.seen < now - IDLE)
            connection.execute(delete(sessions).where(too_old))
            connection.execute(
                insert(sessions).values(token=kept(token), seat=seat, began=now, seen=now, how=how)
            )
        return token

    def find(self, token: str, *, active: bool = True) -> Session | None:
        """Return the session of a secret, None if it is none, ended or too old.

        ``active``: whether somebody sits there, so that it goes on.
        """
        now = self.now()
        with self.engine.connect() as connection:
            row = connection.execute(
                select(sessions).where(sessions.c.token == kept(token))
            ).first()
        if row is None or not _good(row.began, row.seen, now):
            return None
        if active and row.seen < now - SEEN_EVERY:
            self._seen(row.token, now)
        return Session(str(row.seat), csrf_of(token), float(row.began), _id(row.token))

    def open(self, seat: str) -> tuple[OpenSession, ...]:
        """Return the open sessions of a seat, the newest first."""
        now = self.now()
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(sessions).where(sessions.c.seat == seat).order_by(sessions.c.began.desc())
            ).all()
        return tuple(
            OpenSession(_id(row.token), float(row.began), float(row.seen), str(row.how))
            for row in rows
            if _good(row.began, row.seen, now)
        )

    def is_open(self, seat: str, id: str) -> bool:
        """Tell whether a session still is."""
        return any(one.id == id for one in self.open(seat))

    def leave(self, token: str) -> None:
        """End the session of a secret."""
        self._end(sessions.c.token == kept(token))

    def end(self, seat: str, ids: Iterable[str] | None = None, *, but: str | None = None) -> int:
        """End sessions of a seat: those named, or all, or all but one; return how many."""
        named = frozenset(ids) if ids is not None else None
        with self.engine.connect() as connection:
            tokens = connection.scalars(
                select(sessions.c.token).where(sessions.c.seat == seat)
            ).all()
        going = [
            token
            for token in tokens
            if (named is None or _id(token) in named) and _id(token) != but
        ]
        return self._end(sessions.c.token.in_(going)) if going else 0

    def end_within(self, connection: Connection, seat: str) -> frozenset[str]:
        """End all of a seat in a transaction of another's; return them, to be told afterwards."""
        tokens = connection.scalars(select(sessions.c.token).where(sessions.c.seat == seat)).all()
        connection.execute(delete(sessions).where(sessions.c.seat == seat))
        return frozenset(map(_id, tokens))

    def tell(self, ids: frozenset[str]) -> None:
        """Tell whoever listens that sessions have ended: open streams end with them."""
        for told in self.ended if ids else ():
            told(ids)

    def _end(self, which: ColumnElement[bool]) -> int:
        with self.engine.begin() as connection:
            tokens = connection.scalars(select(sessions.c.token).where(which)).all()
            connection.execute(delete(sessions).where(which))
        self.tell(frozenset(map(_id, tokens)))
        return len(tokens)

    def _seen(self, token: bytes, now: float) -> None:
        try:
            with self.engine.begin() as connection:
                connection.execute(
                    update(sessions).where(sessions.c.token == token).values(seen=now)
                )
        except SQLAlchemyError:  # a full disk must not end the talks: the session ends sooner
            return


def secret(draw: Callable[[int], bytes]) -> str:
    """Return a new secret of 256 bits, as it stands in an address or a cookie."""
    return urlsafe_b64encode(draw(SECRET_BYTES)).rstrip(b"=").decode()


def csrf_of(token: str) -> str:
    """Return what the forms of a session carry."""
    return hmac.new(token.encode(), b"onetext form", sha256).hexdigest()


def _good(began: float, seen: float, now: float) -> bool:
    return now < began + LASTS and now < seen + IDLE


def _id(token: bytes) -> str:
    return sha256(b"onetext session " + token).hexdigest()[:16]
