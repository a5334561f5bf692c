"""Where a language model is asked: a base address, and which others are the same place."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from onetext.errors import WrongUse

_PORTS = {"http": 80, "https": 443}
_EXAMPLE = "write it like http://127.0.0.1:8080/v1"


@dataclass(frozen=True, slots=True)
class Address:
    """Hold the address before ``/chat/completions``; ``str`` gives scheme, host and port alone.

    Examples
    --------
    >>> here = Address.of("http://127.0.0.1:8080/v1/")
    >>> here.asked, str(here), here.is_loopback
    ('http://127.0.0.1:8080/v1/chat/completions', 'http://127.0.0.1:8080', True)
    """

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, words: str) -> Address:
        """Return the address that ``words`` give.

        Raises
        ------
        WrongUse
            If they are no http address, or hold a name, a password, a query or a fragment, which
            would end up in messages.
        """
        try:
            parts = urlsplit(words.strip())
            port = parts.port
            host = (parts.hostname or "").encode("idna").decode("ascii")
        except (ValueError, UnicodeError):
            raise WrongUse("--llm-url is no address", instead=_EXAMPLE) from None
        if any(mark.isspace() or not mark.isprintable() for mark in words.strip()):
            raise WrongUse("--llm-url holds white space", instead=_EXAMPLE)
        if parts.scheme not in _PORTS or not host:
            raise WrongUse("--llm-url is no http or https address", instead=_EXAMPLE)
        if "@" in parts.netloc:
            raise WrongUse("--llm-url holds a name or password", instead="give --llm-key-file")
        if parts.query or parts.fragment:
            raise WrongUse("--llm-url holds more than an address", instead="leave out ? and #")
        path = parts.path.rstrip("/").removesuffix("/chat/completions")
        return cls(parts.scheme, host, port or _PORTS[parts.scheme], path)

    @property
    def asked(self) -> str:
        """Return the address that questions are posted to."""
        return f"{self}{self.path}/chat/completions"

    @property
    def is_loopback(self) -> bool:
        """Tell whether it is this machine by name or number."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost" or self.host.endswith(".localhost")

    def elsewhere(self, url: str, location: str) -> tuple[str, str | None]:
        """Return where a redirect from ``url`` leads, and its host if that is another place.

        Another scheme or port is another place too.
        """
        try:
            to = urljoin(url, location)
            parts = urlsplit(to)
            port = parts.port
        except ValueError:
            return "", "an address that cannot be read"
        if parts.scheme in _PORTS and "@" not in parts.netloc and self._holds(parts, port):
            return to, None
        return to, parts.hostname or "an address that cannot be read"

    def _holds(self, parts: SplitResult, port: int | None) -> bool:
        here = (parts.scheme, parts.hostname, port or _PORTS[parts.scheme])
        return here == (self.scheme, self.host, self.port)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        plain = self.port == _PORTS[self.scheme]
        return f"{self.scheme}://{host}" if plain else f"{self.scheme}://{host}:{self.port}"
