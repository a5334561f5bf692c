"""The command that opens a room, run as somebody types it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TWO_RIVERS = Path(__file__).parents[2] / "examples" / "two-rivers"
PATIENCE = 120.0
INTERRUPTED = 130


@contextmanager
def room_opened(folder: Path, *more: object) -> Iterator[list[str]]:
    """Open the Two Rivers on a free port, in a folder; yield what is told, and stop it again."""
    told = folder / "told"
    command = [Path(sys.executable).with_name("onetext"), "room", TWO_RIVERS, "--port", "0", *more]
    with told.open("wb") as out:
        running = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + PATIENCE
        while "Ctrl-C" not in told.read_text("utf-8"):
            assert running.poll() is None, told.read_text("utf-8")
            assert time.monotonic() < until, told.read_text("utf-8")
            time.sleep(0.05)
        yield told.read_text("utf-8").splitlines()
    finally:
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == INTERRUPTED
