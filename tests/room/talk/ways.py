"""Ways into a room: this machine alone, a network of one's own in the clear, a name over TLS."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from authority import certified, trusting

from chromium import started

ROOT = Path(__file__).parents[3]
NAME = "talks.two-rivers.test"
PATIENCE = 120.0
INTERRUPTED = 130


@dataclass(frozen=True)
class Way:
    """Hold a room that is served, and the browser that everybody of this way uses."""

    name: str
    origin: str
    links: Path
    browser: Any


@contextmanager
def served(folder: Path, *more: object) -> Iterator[str]:
    """Run the command as somebody types it; yield the address that it tells."""
    told = folder / "told"
    command = [Path(sys.executable).with_name("onetext"), "room", ROOT / "examples/two-rivers"]
    with told.open("wb") as out:
        running = subprocess.Popen(
            [*command, "--empty", "--folder", folder / "room", "--port", "0", *more],
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        until = time.monotonic() + PATIENCE
        while "Ctrl-C" not in told.read_text("utf-8"):
            assert running.poll() is None, told.read_text("utf-8")
            assert time.monotonic() < until, told.read_text("utf-8")
            time.sleep(0.05)
        lines = told.read_text("utf-8").splitlines()
        yield next(line for line in lines if ": an exercise at " in line).rpartition(" at ")[2]
    finally:
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == INTERRUPTED


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
        served(folder, *more) as origin,
        started(*flags, env={"HOME": str(home)}) as browser,
    ):
        yield Way(way, origin, links, browser)
