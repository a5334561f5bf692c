"""Where a room can be reached, and what that asks of it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from onetext.errors import WrongUse

Reach = Literal["loopback", "lan", "tls", "proxy"]
LOOPBACK = "127.0.0.1"


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
    """

    reach: Reach
    host: str
    port: int
    origin: str
    certificate: Path | None = None
    key: Path | None = None

    @property
    def secure(self) -> bool:
        """Tell whether everything travels over TLS."""
        return self.origin.startswith("https://")

    @property
    def names(self) -> bool:
        """Tell whether it is reached by a name over TLS, without which there are no passkeys."""
        return self.secure and not _is_address(self.host_of_origin)

    @property
    def host_of_origin(self) -> str:
        """Return the host part of the origin, without a port."""
        rest = self.origin.partition("://")[2]
        if rest.startswith("["):
            return rest.partition("]")[0].removeprefix("[")
        return rest.partition(":")[0]


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
    """
    if (certificate is None) is not (key is None):
        raise WrongUse("a certificate goes with its key", instead="give --cert and --key")
    if certificate is not None and behind_proxy is not None:
        raise WrongUse(
            "TLS ends either here or at the proxy", instead="leave out --cert or --behind-proxy"
        )
    if behind_proxy is not None:
        name = behind_proxy.rstrip("/")
        if not name.startswith("https://") or name.count("/") != 2 or len(name) < 9:
            raise WrongUse(
                f"--behind-proxy {behind_proxy!r} is no address of a site",
                instead="write it like https://talks.example.org",
            )
        return Settings("proxy", host, port, name)
    if certificate is not None:
        shown = f"[{host}]" if ":" in host else host
        return Settings("tls", host, port, f"https://{shown}:{port}", certificate, key)
    shown = f"[{host}]" if ":" in host else host
    if is_loopback(host):
        return Settings("loopback", host, port, f"http://{shown}:{port}")
    if not lan:
        raise WrongUse(
            f"{host} can be reached from other machines, and without TLS they would be overheard",
            instead="give --cert and --key, or --behind-proxy https://NAME; for an exercise in"
            " your own network --exercise --lan",
        )
    if not exercise:
        raise WrongUse("--lan is for exercises", instead="give --cert and --key")
    return Settings("lan", host, port, f"http://{shown}:{port}")


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


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
