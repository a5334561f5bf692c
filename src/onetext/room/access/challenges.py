"""Challenges: what a passkey signs, good for one answer within five minutes.

A challenge given out is remembered by the browser that asked, sealed with a key of this process: so
that asking for many costs the host nothing. Only one that was answered well is remembered here,
until it would be too old anyway.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from onetext.errors import Refused
from onetext.room.web.words import N_

LASTS = 300.0
BYTES = 32


@dataclass
class Challenges:
    """Give out challenges and take each back once."""

    now: Callable[[], float] = time.time
    draw: Callable[[int], bytes] = secrets.token_bytes
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(BYTES), repr=False)
    _answered: dict[bytes, float] = field(default_factory=dict, repr=False)
    _one: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def issue(self, purpose: str) -> tuple[bytes, str]:
        """Return a challenge and what the browser is to send back with its answer."""
        challenge = self.draw(BYTES)
        until = int(self.now() + LASTS)
        return challenge, f"{challenge.hex()}.{until}.{self._seal(challenge, until, purpose)}"

    def take(self, sealed: str, purpose: str) -> bytes:
        """Return the challenge that was sealed for a purpose.

        Raises
        ------
        Refused
            If it was not, is too old, or was answered before.
        """
        given, _, rest = sealed.partition(".")
        until, _, seal = rest.partition(".")
        try:
            challenge, hour = bytes.fromhex(given), int(until)
        except ValueError:
            raise _refused() from None
        fits = hmac.compare_digest(seal.encode(), self._seal(challenge, hour, purpose).encode())
        if not fits or hour < self.now() or challenge in self._answered:
            raise _refused()
        return challenge

    def answered(self, challenge: bytes) -> None:
        """Take a challenge back for good.

        Raises
        ------
        Refused
            If it was answered before.
        """
        with self._one:
            now = self.now()
            for old in [one for one, until in self._answered.items() if until < now]:
                del self._answered[old]
            if challenge in self._answered:
                raise _refused()
            self._answered[challenge] = now + LASTS

    def _seal(self, challenge: bytes, until: int, purpose: str) -> str:
        said = challenge + until.to_bytes(8, "big") + purpose.encode()
        return hmac.new(self._key, said, sha256).hexdigest()


def _refused() -> Refused:
    return Refused(N_("this passkey was not taken"), instead=N_("try again"))
