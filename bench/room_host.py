"""The host of ``room_load.py``: the real command in a process of its own, and a real database."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from onetext.record.acts.kinds import act_of
from onetext.record.acts.talking import Message
from onetext.record.store.places import open_store
from onetext.room.opening.places import Places

TESTS = Path(__file__).parents[1] / "tests"
PATIENCE = 300.0


def case_of(seats: int) -> str:
    """Return a case whose plenary holds so many seats: every party a principal but one."""
    parties = seats // 2
    rows = ["format: 1", "id: load", "title: Talks under load", "mode: exercise", "parties:"]
    for n in range(parties):
        role = "mediator" if n == 0 else "principal"
        rows.append(f"  - {{id: p{n}, name: Party {n}, kind: state, roles: [{role}]}}")
    rows += ["issues:", "  - {id: a, label: the only issue, options: [{id: x}, {id: y}]}", "seats:"]
    for n in range(parties):
        first = "mediator" if n == 0 else "head"
        rows.append(f"  - {{id: p{n}-one, party: p{n}, function: {first}}}")
        rows.append(f"  - {{id: p{n}-two, party: p{n}, function: delegate}}")
    return "\n".join(rows) + "\n"


class Host:
    """Run the rooms in a process of their own."""

    def __init__(self, folder: Path, rooms: int, seats: int, store: str | None = None) -> None:
        self.folder, self.rooms = folder, rooms
        self.places = Places(folder / "rooms", store)
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.used = 0.0
        (folder / "case.yaml").write_text(case_of(seats))

    def start(self) -> float:
        """Start it and wait until it answers; return the seconds that took."""
        words = ["room", str(self.folder / "case.yaml"), "--groups", str(self.rooms)]
        words += ["--folder", str(self.places.folder), "--port", str(self.port)]
        words += ["--store", self.places.store] if self.places.store else []
        began = time.monotonic()
        script = Path(sys.executable).with_name("onetext")
        with (self.folder / "host.log").open("ab") as log:
            self.process = subprocess.Popen([script, *words], stdout=subprocess.DEVNULL, stderr=log)
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > began + PATIENCE:
                raise RuntimeError(f"the host does not answer: {self.said()[-2000:]}")
            time.sleep(0.1)
        return time.monotonic() - began

    def kill(self) -> None:
        """Kill it with no warning."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        if self.process is not None and self.process.poll() is None:
            self._end(signal.SIGINT)

    def processor(self) -> float:
        """Return the seconds of processor that it has used, in all its lives."""
        assert self.process is not None
        return self.used + processor(self.process.pid)

    def memory(self) -> float:
        """Return the most memory that it has held, in MB."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))

    def said(self) -> str:
        """Return what it wrote to its standard error."""
        return (self.folder / "host.log").read_text()

    def words(self) -> set[str]:
        """Return the words of every message in the records, read from the stores themselves."""
        found = set()
        for number in range(1, self.rooms + 1):
            store = open_store(self.places.record(number))
            for kept in store.everything():
                said = act_of(kept.entry.body) if kept.entry is not None else None
                if isinstance(said, Message):
                    found.add(said.words)
            store.shut()
        return found

    def _end(self, by: int) -> None:
        assert self.process is not None
        self.used += processor(self.process.pid)
        self.process.send_signal(by)
        self.process.wait(60)

    def _answers(self) -> bool:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", "/")
            return connection.getresponse().status == 200
        except OSError:
            return False


@contextmanager
def database() -> Iterator[Any]:
    """Start a PostgreSQL server of our own, and remove it in the end."""
    sys.path.append(str(TESTS))
    from pgserver import running  # type: ignore[import-not-found]

    with running() as server:
        yield server


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processor(process: int) -> float:
    """Return the seconds of processor that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
