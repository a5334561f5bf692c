"""Where a room can be reached, and what that asks of it."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from onetext.errors import BadInput, Where, WrongUse
from onetext.room.web.crowds import MOST_HERE

Reach = Literal["loopback", "lan", "tls", "proxy"]
LOOPBACK = "127.0.0.1"
_LOCAL = ("localhost", "127.0.0.1", "::1")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ANYWHERE = ("0.0.0.0", "::", "")


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold how a room is served.

    Parameters
    ----------
    reach
        ``loopback``: this machine alone. ``tls``: with its own certificate. ``proxy``: behind one
        that ends TLS. ``lan``: plain HTTP in one's own network, for an exercise only.
    origin
        What stands before the path in every link: ``https://talks.example.org``.
    hosts
        Further names under which it answers: all that its certificate stands for.
    most_here
        Connections that one address may have at once; behind a proxy, requests under way for it.
    """

    reach: Reach
    host: str
    port: int
    origin: str
    certificate: Path | None = None
    key: Path | None = None
    hosts: tuple[str, ...] = ()
    most_here: int = MOST_HERE

    @property
    def secure(self) -> bool:
        """Tell whether everything travels over TLS."""
        return self.origin.startswith("https://")

    @property
    def names(self) -> bool:
        """Tell whether it is reached by a name over TLS, without which there are no passkeys."""
        return self.secure and not _is_address(self.host_of_origin)

    @property
    def overheard(self) -> bool:
        """Tell whether whoever is in the network can read along."""
        return self.reach == "lan"

    @property
    def host_of_origin(self) -> str:
        """Return the host part of the origin, without a port."""
        return urlsplit(self.origin).hostname or ""

    def on_port(self, port: int) -> Settings:
        """Return these with the port that was found free."""
        found = urlsplit(self.origin)
        origin = _origin(found.scheme, found.hostname or "", port)
        return replace(self, port=port, origin=self.origin if self.reach == "proxy" else origin)

    def answers(self, host: str) -> bool:
        """Tell whether the room answers under a host, as a request names it (with a port or not).

        Under its own names alone: a page elsewhere could lead a browser here by a name of its own.
        In a network of numbers any number will do, for no other site's name is one.

        Examples
        --------
        >>> local = Settings("loopback", "127.0.0.1", 8000, "http://127.0.0.1:8000")
        >>> [local.answers(one) for one in ("localhost:8000", "[::1]", "evil.example", "")]
        [True, True, False, False]
        """
        name = host_in(host)
        if name is None:
            return False
        if self.reach == "loopback" and name in _LOCAL:
            return True
        if self.reach == "lan" and _is_address(name):
            return True
        return name == self.host_of_origin.lower() or any(
            name == one or (one.startswith("*.") and name.partition(".")[2] == one[2:])
            for one in self.hosts
        )

    def is_ours(self, origin: str, host: str) -> bool:
        """Tell whether an ``Origin`` is that of our own pages, as reached under this host."""
        if origin == self.origin:
            return True
        if self.reach == "proxy" or not self.answers(host):
            return False
        return origin == f"{'https' if self.secure else 'http'}://{host.lower()}"


def settings(
    *,
    host: str = LOOPBACK,
    port: int = 8000,
    certificate: Path | None = None,
    key: Path | None = None,
    behind_proxy: str | None = None,
    lan: bool = False,
    exercise: bool,
) -> Settings:
    """Return how to serve, or refuse what would send passwords in the clear.

    Raises
    ------
    WrongUse
        For a host that others can reach without TLS, unless it is an exercise in one's own network.
    BadInput
        If the certificate is none.
    """
    if (certificate is None) is not (key is None):
        raise WrongUse("a certificate goes with its key", instead="give --cert and --key")
    if certificate is not None and behind_proxy is not None:
        raise WrongUse(
            "TLS ends either here or at the proxy", instead="leave out --cert or --behind-proxy"
        )
    if behind_proxy is not None:
        return Settings("proxy", host, port, _site(behind_proxy))
    if certificate is not None and key is not None:
        return _with_certificate(host, port, certificate, key)
    if is_loopback(host):
        return Settings("loopback", host, port, _origin("http", host, port))
    if not lan:
        raise WrongUse(
            f"{host} can be reached from other machines, and without TLS they would be overheard",
            instead="give --cert and --key, or --behind-proxy https://NAME; for an exercise in"
            " your own network --exercise --lan",
        )
    if not exercise:
        raise WrongUse("--lan is for exercises", instead="give --cert and --key")
    shown = _own_address(host) if host in _ANYWHERE else host
    return Settings("lan", host, port, _origin("http", shown, port))


def _with_certificate(host: str, port: int, certificate: Path, key: Path) -> Settings:
    """Return how to serve with a certificate: under the host given if it names it, else its own."""
    from onetext.room.certificates import read_certificate

    made = read_certificate(certificate, key)
    shown = host if host not in _ANYWHERE and made.stands_for(host) else made.first
    if shown is None:
        raise BadInput(
            "this certificate names no host that a link could be written with",
            instead="give one that names the host, or the host itself with --host",
            where=Where(str(certificate)),
        )
    origin = _origin("https", shown, port)
    hosts = (*made.names, *made.addresses)
    return Settings("tls", host, port, origin, certificate, key, hosts)


def _site(url: str) -> str:
    """Return the origin of a site behind a proxy."""
    wrong = WrongUse(
        f"--behind-proxy {url!r} is no address of a site",
        instead="write it like https://talks.example.org",
    )
    try:
        found = urlsplit(url)
        port = found.port
    except ValueError:
        raise wrong from None
    plain = not (found.query or found.fragment or found.username or found.path.strip("/"))
    name = found.hostname or ""
    if found.scheme != "https" or not plain or host_in(name) is None:
        raise wrong
    return _origin("https", name, port or 443)


def host_in(given: str) -> str | None:
    """Return the host in a ``Host`` header, in small letters; None if it is none.

    Examples
    --------
    >>> host_in("Talks.example.org:8443"), host_in("[::1]:80"), host_in("a b"), host_in("a:b:c")
    ('talks.example.org', '::1', None, None)
    """
    try:
        found = urlsplit(f"//{given}")
        name, _ = found.hostname, found.port
    except ValueError:
        return None
    if not name or found.netloc != given or "@" in given:
        return None
    good = all(letter.isascii() and (letter.isalnum() or letter in "-._:") for letter in name)
    return name if good and (":" not in name or given.startswith("[")) else None


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches a host.

    Examples
    --------
    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    return _is_address(host) and ipaddress.ip_address(host).is_loopback


def _origin(scheme: str, host: str, port: int) -> str:
    """Return an origin as browsers write it: small letters, no port where it is the usual one."""
    shown = f"[{host}]" if ":" in host else host.lower()
    return f"{scheme}://{shown}" + ("" if _DEFAULT_PORTS[scheme] == port else f":{port}")


def _own_address(host: str) -> str:
    """Return this machine's address in its network; nothing is sent to find it."""
    family, far = (
        (socket.AF_INET6, "2001:db8::1") if host == "::" else (socket.AF_INET, "192.0.2.1")
    )
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asked:
            asked.connect((far, 9))
            return str(asked.getsockname()[0])
    except OSError:
        return "localhost"


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
