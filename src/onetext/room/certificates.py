"""What a certificate says of the names it stands for, read before anything listens."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509

from onetext.errors import BadInput, Where


@dataclass(frozen=True, slots=True)
class Certified:
    """Hold the hosts that a certificate names, as they stand in it: names, then addresses."""

    names: tuple[str, ...]
    addresses: tuple[str, ...]

    @property
    def first(self) -> str | None:
        """Return the first host that an address can be written with; a name rather than a number.

        Examples
        --------
        >>> Certified(("*.example.org", "talks.example.org"), ("192.0.2.7",)).first
        'talks.example.org'
        """
        plain = [name for name in self.names if not name.startswith("*.")]
        return next(iter((*plain, *self.addresses)), None)

    def stands_for(self, host: str) -> bool:
        """Tell whether a host is among them, under a star too.

        Examples
        --------
        >>> made = Certified(("*.example.org",), ("192.0.2.7",))
        >>> [made.stands_for(host) for host in ("a.example.org", "a.b.example.org", "192.0.2.7")]
        [True, False, True]
        """
        above = host.partition(".")[2]
        return host in (*self.names, *self.addresses) or f"*.{above}" in self.names


def read_certificate(file: Path, key: Path, *, now: datetime | None = None) -> Certified:
    """Return the hosts that a certificate names.

    Raises
    ------
    BadInput
        If it or its key cannot be read, they do not belong together, or it is out of date.
    """
    for one in (file, key):
        if not one.is_file():
            raise BadInput("there is no such file", where=Where(str(one)))
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(file, key, password=_no_password)
        read = x509.load_pem_x509_certificate(file.read_bytes())
    except (ssl.SSLError, ValueError, OSError):
        raise BadInput(
            f"this certificate and the key in {key} do not go together or cannot be read",
            instead="give both as PEM, the key without a password",
            where=Where(str(file)),
        ) from None
    moment = now or datetime.now(UTC)
    if not read.not_valid_before_utc <= moment <= read.not_valid_after_utc:
        raise BadInput(
            f"this certificate is good from {read.not_valid_before_utc:%Y-%m-%d}"
            f" to {read.not_valid_after_utc:%Y-%m-%d}",
            instead="renew it",
            where=Where(str(file)),
        )
    try:
        also = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return Certified((), ())
    names = tuple(name.lower() for name in also.get_values_for_type(x509.DNSName))
    addresses = tuple(str(one) for one in also.get_values_for_type(x509.IPAddress))
    return Certified(names, addresses)


def _no_password() -> str:
    return ""
