"""The gate of a room: who comes in, by which link, for how long; and who is shown out.

One link per seat, good once and for some days. Whoever uses it sets a password for the seat, or
registers a passkey, and is given a session. A new holder gets a new link, which ends the old one's
password, passkeys and sessions.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from argon2 import PasswordHasher
from sqlalchemy import Engine, delete, insert, select, update

from onetext.errors import Refused
from onetext.room.access import tables
from onetext.room.access.passkeys import Passkeys, Site
from onetext.room.access.passwords import Passwords
from onetext.room.access.sessions import How, OpenSession, Session, Sessions, secret
from onetext.room.access.tables import kept
from onetext.room.web.words import N_

__all__ = ["LINK_LASTS", "Gate", "OpenSession", "Session", "Standing"]

LINK_LASTS = 7 * 86400.0
Link = Literal["none", "open", "used", "too old"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Tell how a seat can be come in to: for the host and for who teaches, never for other seats.

    Parameters
    ----------
    link
        The last link that was made for it.
    until
        When that link grows too old, in seconds of the world's clock.
    """

    seat: str
    link: Link
    until: float | None
    password: bool
    passkeys: int
    sessions: int


class Gate:
    """Let people in.

    Parameters
    ----------
    now
        Seconds of the world's clock: a room's own may stand still.
    draw
        So many random bytes.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        now: Callable[[], float] = time.time,
        draw: Callable[[int], bytes] = secrets.token_bytes,
        hasher: PasswordHasher | None = None,
    ) -> None:
        self._engine = engine
        self._now = now
        self._draw = draw
        self.sessions = Sessions(engine, now, draw)
        self.passkeys = Passkeys(engine, now)
        self._passwords = Passwords(engine, hasher or PasswordHasher())
        tables.metadata.create_all(engine)

    def invite(self, seat: str) -> str:
        """Return a new link's secret for a seat; the old links, password and sessions end."""
        token = secret(self._draw)
        self._clear(seat, token)
        return token

    def withdraw(self, seat: str) -> None:
        """Shut a seat: no link, password, passkey or session of it is good any more."""
        self._clear(seat, None)

    def invited(self, token: str) -> str | None:
        """Return the seat that a link is for, None if it is none, used or too old."""
        with self._engine.connect() as connection:
            row = connection.execute(
                select(tables.links).where(tables.links.c.token == kept(token))
            ).first()
        if row is None or row.used or row.until < self._now():
            return None
        return str(row.seat)

    def come_in(self, token: str, password: str | None) -> str:
        """Use up a link, set the seat's password, and return a session's secret.

        Without a password the seat is this session's alone: who lets in so must have reason to.

        Raises
        ------
        Refused
            If the link is not good any more, or the password is too easy.
        """
        seat = self.invited(token)
        if seat is None:
            raise _gone()
        hashed = self._passwords.hashed(seat, password) if password is not None else None
        with self._engine.begin() as connection:
            taken = connection.execute(
                update(tables.links)
                .where(
                    tables.links.c.token == kept(token),
                    tables.links.c.used.is_(False),
                    tables.links.c.until >= self._now(),
                )
                .values(used=True)
            )
            if taken.rowcount != 1:
                raise _gone()
            if hashed is not None:
                self._passwords.keep(connection, seat, hashed)
        return self.sessions.begin(seat, "link")

    def sign_in(self, seat: str, password: str) -> str:
        """Return a new session's secret for who knows the password of a seat.

        Raises
        ------
        Refused
            In the same words and the same time whether the seat has another password or none.
        """
        if not self._passwords.fits(seat, password):
            raise Refused(N_("the seat or the password is wrong"), instead=N_("try again"))
        return self.sessions.begin(seat, "password")

    def sign_in_by_passkey(self, site: Site, challenge: bytes, answer: str) -> tuple[str, str]:
        """Return a seat and a new session's secret for who has its passkey.

        Raises
        ------
        Refused
            In the same words whatever does not fit.
        """
        seat = self.passkeys.sign_in(site, challenge, answer)
        return seat, self.sessions.begin(seat, "passkey")

    def new_password(self, session: Session, password: str, how: How = "password") -> str:
        """Set a seat's password, end all its sessions, and return the secret of a new one.

        Raises
        ------
        Refused
            If the password is too easy.
        """
        hashed = self._passwords.hashed(session.seat, password)
        with self._engine.begin() as connection:
            self._passwords.keep(connection, session.seat, hashed)
            ended = self.sessions.end_within(connection, session.seat)
        self.sessions.tell(ended)
        return self.sessions.begin(session.seat, how)

    def has_password(self, session: Session, password: str) -> bool:
        """Tell whether this is the password of the session's seat; so it is where it has none."""
        seat = session.seat
        return not self._passwords.has(seat) or self._passwords.fits(seat, password)

    def session(self, token: str, *, active: bool = True) -> Session | None:
        """Return the session of a secret, None if it is none, ended or too old.

        ``active``: whether somebody sits there, so that it goes on.
        """
        return self.sessions.find(token, active=active)

    def leave(self, token: str) -> None:
        """End a session."""
        self.sessions.leave(token)

    def show_out(self, seat: str) -> None:
        """End every session of a seat."""
        self.sessions.end(seat)

    def standing(self, seat: str) -> Standing:
        """Return how a seat can be come in to."""
        with self._engine.connect() as connection:
            row = connection.execute(
                select(tables.links).where(tables.links.c.seat == seat)
            ).first()
        return Standing(
            seat,
            self._link(row),
            float(row.until) if row is not None else None,
            self._passwords.has(seat),
            len(self.passkeys.of(seat)),
            len(self.sessions.open(seat)),
        )

    def held(self, seat: str) -> bool:
        """Tell whether somebody has come in to a seat and can come back, or is in it now."""
        found = self.standing(seat)
        return found.password or found.passkeys > 0 or found.sessions > 0

    def prepare(self) -> None:
        """Make ready what takes time once, before anybody measures it."""
        self._passwords.prepare()

    def shut(self) -> None:
        """Let go of the place where it is kept."""
        self._engine.dispose()

    def _link(self, row: object) -> Link:
        if row is None:
            return "none"
        if getattr(row, "used", True):
            return "used"
        return "open" if getattr(row, "until", 0.0) >= self._now() else "too old"

    def _clear(self, seat: str, token: str | None) -> None:
        """End all that lets into a seat, and let in by one link alone, in one transaction."""
        with self._engine.begin() as connection:
            ended = self.sessions.end_within(connection, seat)
            for table in (tables.links, tables.passwords, tables.passkeys):
                connection.execute(delete(table).where(table.c.seat == seat))
            if token is not None:
                until = self._now() + LINK_LASTS
                connection.execute(
                    insert(tables.links).values(
                        token=kept(token), seat=seat, until=until, used=False
                    )
                )
        self.sessions.tell(ended)


def _gone() -> Refused:
    return Refused(N_("this link is used or too old"), instead=N_("ask the host for a new one"))
