"""What a process wrote, synced and acknowledged, in order, as ``strace`` saw it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALL = re.compile(
    r'\d+ +(?P<call>\w+)\((?P<fd>\d+)<(?P<path>[^>]*)>(?:, "(?P<data>[^"]*)")?.*\) = (?P<got>-?\d+)'
)
APPENDING = Path(__file__).with_name("appending.py")


@dataclass(frozen=True, slots=True)
class Event:
    """A write to a file, a sync of it, or an acknowledgement (on standard output)."""

    kind: str
    path: str
    data: bytes


def traced(place: str, folder: Path, *options: str) -> list[Event]:
    """Run the appending process under strace."""
    out = folder / "trace"
    calls = "trace=write,pwrite64,writev,pwritev,fsync,fdatasync"
    command = ["strace", "-f", "-y", "-xx", "-s", "100000", "-e", calls, "-o", str(out)]
    done = subprocess.run(
        [*command, sys.executable, str(APPENDING), place, *options],
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return list(events(out.read_text()))


def events(trace: str) -> Iterator[Event]:
    for line in trace.splitlines():
        if "unfinished" in line:
            raise RuntimeError(f"two threads at once, the order is not certain: {line[:80]}")
        found = CALL.match(line)
        if found is None or int(found["got"]) < 0:
            continue
        path, data = text(found["path"]).decode(), text(found["data"] or "")
        if found["call"] in ("fsync", "fdatasync"):
            yield Event("sync", path, b"")
        elif found["fd"] == "1":
            yield Event("acknowledged", path, data)
        else:
            yield Event("write", path, data)


def text(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", "")) if escaped.startswith("\\x") else b""


def faults(seen: list[Event], room: str) -> list[str]:
    """Return what was acknowledged before it was on disk; nothing for an honest store.

    An entry is found by its commitment among the bytes written to the log. After that write the log
    must be synced before the acknowledgement; no file of the room may then have a write that was
    not synced; and whenever the log is synced, the file of keys is.
    """
    found: list[str] = []
    unsynced: set[str] = set()
    written: list[bytes] = []
    synced = b""
    acknowledged = 0
    for event in seen:
        if event.kind == "write" and event.path.startswith(room):
            if not event.path.endswith("-shm"):
                unsynced.add(event.path)
            if event.path == f"{room}-wal":
                written.append(event.data)
        elif event.kind == "sync":
            unsynced.discard(event.path)
            if event.path == f"{room}-wal":
                synced, written = synced + b"".join(written), []
                if f"{room}-keys" in unsynced:
                    found.append("an entry is on disk before its key")
        elif event.kind == "acknowledged" and event.data.startswith(b"kept "):
            acknowledged += 1
            commitment = bytes.fromhex(event.data.split()[1].decode())
            if commitment not in synced:
                late = commitment in b"".join(written)
                found.append(f"{acknowledged}: {'not synced' if late else 'not even written'}")
            if unsynced:
                found.append(f"{acknowledged}: {', '.join(sorted(unsynced))} not synced")
    if not acknowledged:
        found.append("nothing was acknowledged")
    return found
