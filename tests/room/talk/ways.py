"""Ways into a room: this machine alone, a network of one's own in the clear, a name over TLS."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from authority import certified, trusting
from command_run import room_opened

from chromium import started

NAME = "talks.two-rivers.test"


@dataclass(frozen=True)
class Way:
    """Hold a room that is served, and the browser that everybody of this way uses."""

    name: str
    origin: str
    links: Path
    browser: Any


def own_address() -> str:
    """Return the address of this machine in its network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("198.51.100.1", 9))
        except OSError:
            pytest.skip("this machine is in no network: it has no address but its own loopback")
        return str(asked.getsockname()[0])


@contextmanager
def opened(way: str, folder: Path) -> Iterator[Way]:
    """Open a room by one of the ways, and a browser for it."""
    more: tuple[object, ...] = ()
    flags: tuple[str, ...] = ()
    home = folder / "home"
    home.mkdir()
    if way == "lan":
        more = ("--exercise", "--lan", "--host", own_address())
    if way == "tls":
        authority, certificate, key = certified(folder, NAME)
        trusting(home, authority)
        more = ("--cert", certificate, "--key", key)
        flags = (f"--host-resolver-rules=MAP {NAME} 127.0.0.1",)
    links = folder / "room" / "links" / "1"
    with (
        room_opened(folder, "--empty", "--folder", folder / "room", *more) as told,
        started(*flags, env={"HOME": str(home)}) as browser,
    ):
        origin = next(line for line in told if ": an exercise at " in line).rpartition(" at ")[2]
        yield Way(way, origin, links, browser)
