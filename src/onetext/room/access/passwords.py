"""Passwords: kept as argon2id, compared in the same time whether a seat has one or is there."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, Engine, delete, insert, select

from onetext.errors import Refused
from onetext.room.access.tables import passwords
from onetext.room.web.words import N_

SHORTEST = 10
LONGEST = 1024
FEWEST_DIFFERENT = 5


@dataclass
class Passwords:
    """Set and compare the passwords of seats.

    ``hasher`` is argon2id as RFC 9106 recommends it where memory is scarce: 64 MiB, three passes.
    """

    engine: Engine
    hasher: PasswordHasher = field(default_factory=PasswordHasher)

    def hashed(self, seat: str, password: str) -> str:
        """Return what is kept of a password.

        Raises
        ------
        Refused
            If it is too easy to guess.
        """
        if not SHORTEST <= len(password) <= LONGEST:
            raise Refused(
                N_("this password is not taken"),
                instead=N_("choose ten characters or more"),
            )
        if len(set(password)) < FEWEST_DIFFERENT or password.casefold() == seat.casefold():
            raise Refused(
                N_("this password is guessed at once"), instead=N_("choose several words")
            )
        return self.hasher.hash(password)

    def keep(self, connection: Connection, seat: str, hashed: str) -> None:
        """Keep a seat's password in place of the one before."""
        connection.execute(delete(passwords).where(passwords.c.seat == seat))
        connection.execute(insert(passwords).values(seat=seat, hash=hashed))

    def has(self, seat: str) -> bool:
        """Tell whether a seat has a password."""
        return self._of(seat) is not None

    def fits(self, seat: str, password: str) -> bool:
        """Tell whether this is the seat's password; as slow where there is none."""
        hashed = self._of(seat)
        try:
            self.hasher.verify(hashed if hashed is not None else self._nobodys, password)
        except (VerifyMismatchError, InvalidHashError):
            return False
        return hashed is not None

    def prepare(self) -> None:
        """Make ready what is compared where there is no password, before anybody measures."""
        _ = self._nobodys

    @cached_property
    def _nobodys(self) -> str:
        return self.hasher.hash(secrets.token_urlsafe(16))

    def _of(self, seat: str) -> str | None:
        with self.engine.connect() as connection:
            found = connection.scalar(select(passwords.c.hash).where(passwords.c.seat == seat))
        return str(found) if found is not None else None
