"""Passkeys: a key that the holder's own device keeps, on a host that has a name and TLS.

A passkey signs a challenge for one site and no other, so that a copied page gets nothing to use.
The device asks who is there (fingerprint, face, PIN); no statement about its make is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from onetext.errors import Refused
from onetext.room.access.tables import passkeys
from onetext.room.web.words import N_

MOST_PER_SEAT = 10
LONGEST_ANSWER = 16_384


@dataclass(frozen=True, slots=True)
class Site:
    """Name what passkeys are for: ``talks.example.org`` and ``https://talks.example.org``."""

    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class KeptPasskey:
    """Tell of a passkey: what it is called here, and since when it is kept."""

    id: str
    added: float


@dataclass
class Passkeys:
    """Keep the public halves of seats' passkeys and check what they sign."""

    engine: Engine
    now: Callable[[], float]

    def of(self, seat: str) -> tuple[KeptPasskey, ...]:
        """Return the passkeys of a seat, the newest first."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(passkeys).where(passkeys.c.seat == seat).order_by(passkeys.c.added.desc())
            ).all()
        return tuple(KeptPasskey(_id(row.credential), float(row.added)) for row in rows)

    def to_register(self, site: Site, room: str, seat: str, challenge: bytes) -> dict[str, Any]:
        """Return what a browser is asked to make a passkey for."""
        from webauthn import generate_registration_options, options_to_json
        from webauthn.helpers.structs import (
            AuthenticatorSelectionCriteria,
            PublicKeyCredentialDescriptor,
            ResidentKeyRequirement,
            UserVerificationRequirement,
        )

        with self.engine.connect() as connection:
            there = connection.scalars(
                select(passkeys.c.credential).where(passkeys.c.seat == seat)
            ).all()
        options = generate_registration_options(
            rp_id=site.name,
            rp_name="onetext",
            user_id=sha256(f"onetext {room} {seat}".encode()).digest(),
            user_name=seat,
            user_display_name=f"{seat} · {room}",
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in there],
        )
        told: dict[str, Any] = json.loads(options_to_json(options))
        return told

    def register(self, site: Site, seat: str, challenge: bytes, answer: str) -> None:
        """Keep the public half of a new passkey.

        Raises
        ------
        Refused
            If it is not for this site and challenge, or the seat has too many.
        """
        from webauthn import verify_registration_response
        from webauthn.helpers.exceptions import WebAuthnException

        try:
            made = verify_registration_response(
                credential=_read(answer),
                expected_challenge=challenge,
                expected_rp_id=site.name,
                expected_origin=site.origin,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, TypeError, KeyError, RecursionError):
            raise _refused() from None
        try:
            with self.engine.begin() as connection:
                count = select(func.count()).where(passkeys.c.seat == seat)
                if (connection.scalar(count) or 0) >= MOST_PER_SEAT:
                    raise Refused(f"this seat has {MOST_PER_SEAT} passkeys", instead="remove one")
                connection.execute(
                    insert(passkeys).values(
                        credential=made.credential_id,
                        seat=seat,
                        public_key=made.credential_public_key,
                        count=made.sign_count,
                        added=self.now(),
                    )
                )
        except IntegrityError:
            raise _refused() from None

    def to_sign_in(self, site: Site, challenge: bytes) -> dict[str, Any]:
        """Return what a browser is asked to sign: it says nothing of any seat."""
        from webauthn import generate_authentication_options, options_to_json
        from webauthn.helpers.structs import UserVerificationRequirement

        options = generate_authentication_options(
            rp_id=site.name,
            challenge=challenge,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        told: dict[str, Any] = json.loads(options_to_json(options))
        return told

    def sign_in(self, site: Site, challenge: bytes, answer: str) -> str:
        """Return the seat whose passkey signed a challenge.

        Raises
        ------
        Refused
            In the same words whatever does not fit.
        """
        from webauthn import verify_authentication_response
        from webauthn.helpers import base64url_to_bytes
        from webauthn.helpers.exceptions import WebAuthnException

        try:
            given = _read(answer)
            credential = base64url_to_bytes(given["id"])
            with self.engine.connect() as connection:
                row = connection.execute(
                    select(passkeys).where(passkeys.c.credential == credential)
                ).first()
            if row is None:
                raise _refused()
            fits = verify_authentication_response(
                credential=given,
                expected_challenge=challenge,
                expected_rp_id=site.name,
                expected_origin=site.origin,
                credential_public_key=row.public_key,
                credential_current_sign_count=int(row._mapping["count"]),
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, TypeError, KeyError, RecursionError):
            raise _refused() from None
        with self.engine.begin() as connection:
            connection.execute(
                update(passkeys)
                .where(passkeys.c.credential == credential)
                .values(count=fits.new_sign_count)
            )
        return str(row.seat)

    def remove(self, seat: str, id: str) -> bool:
        """Remove a passkey of a seat; tell whether there was one."""
        with self.engine.begin() as connection:
            there = connection.scalars(
                select(passkeys.c.credential).where(passkeys.c.seat == seat)
            ).all()
            going = [one for one in there if _id(one) == id]
            connection.execute(delete(passkeys).where(passkeys.c.credential.in_(going)))
        return bool(going)


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError
    told = json.loads(answer)
    if not isinstance(told, dict) or not isinstance(told.get("id"), str):
        raise TypeError
    return told


def _id(credential: bytes) -> str:
    return sha256(b"onetext passkey " + credential).hexdigest()[:16]


def _refused() -> Refused:
    return Refused(N_("this passkey was not taken"), instead=N_("try again"))
