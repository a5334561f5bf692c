"""Rooms under load: 25 rooms of 20 seats with open streams, 50 acts a second in all.

    uv run python bench/room_load.py                     # 25 × 20, 50 acts a second, two minutes
    uv run python bench/room_load.py --kill              # the host is killed half way, and started
    uv run python bench/room_load.py --store postgresql://…  --restart 'pg_ctl … restart'

The host is the real command in a process of its own; the generator is this one, and its share of
the processor is told beside the host's. Every seat has its stream open. An act is a message to the
plenary, posted by the form of the page; it is lost if it was acknowledged and any of its readers
never gets it. The delay is from sending the act to its last reader having it.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

SEATS = 20
PATIENCE = 60.0


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


@dataclass
class Act:
    """Hold one act: when it was sent, when acknowledged, and who has it."""

    sent: float
    acknowledged: float | None = None
    readers: dict[str, float] = field(default_factory=dict)


@dataclass
class Seat:
    """Hold one seat's browser."""

    room: int
    id: str
    cookie: str = ""
    csrf: str = ""
    into: str = ""
    last: int = 0


class Server:
    """Run the host in a process of its own."""

    def __init__(self, folder: Path, rooms: int, store: str | None) -> None:
        self.folder, self.rooms, self.store = folder, rooms, store
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None
        self.used = 0.0

    def start(self) -> float:
        """Start it and wait until it listens; return the seconds that took."""
        words = ["room", str(self.folder / "case.yaml"), "--groups", str(self.rooms)]
        words += ["--folder", str(self.folder / "rooms"), "--port", str(self.port or free_port())]
        words += ["--store", self.store] if self.store else []
        self.port = int(words[words.index("--port") + 1])
        began = time.monotonic()
        script = Path(sys.executable).with_name("onetext")
        self.process = subprocess.Popen(
            [script, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    probe.close()
                    if _answers(self.port):
                        return time.monotonic() - began
            assert self.process.poll() is None, "the host ended"
            time.sleep(0.1)

    def kill(self) -> None:
        """Kill it with no warning."""
        assert self.process is not None
        self.used += processor(self.process.pid)
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        assert self.process is not None
        self.used += processor(self.process.pid)
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)


def _answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processor(process: int) -> float:
    """Return the seconds of processor that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(process: int) -> float:
    """Return the most memory that a process has held, in MB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


class Browser:
    """Speak HTTP/1.1 over one connection, kept open: as little work here as can be."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(
        self, method: str, path: str, *, cookie: str = "", form: dict[str, str] | None = None
    ) -> tuple[int, dict[str, list[str]], str]:
        """Send a request and return status, headers and body; once more if the line was shut."""
        for attempt in (1, 2):
            try:
                return await self._ask(method, path, cookie, form)
            except (OSError, asyncio.IncompleteReadError):
                self.reader = None
                if attempt == 2 or method == "POST":
                    raise
        raise AssertionError

    async def _ask(
        self, method: str, path: str, cookie: str, form: dict[str, str] | None
    ) -> tuple[int, dict[str, list[str]], str]:
        if self.reader is None or self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        body = urlencode(form or {}).encode()
        head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Accept: text/html"]
        if cookie:
            head.append(f"Cookie: {cookie}")
        if form is not None:
            head.append("Content-Type: application/x-www-form-urlencoded")
            head.append(f"Content-Length: {len(body)}")
        self.writer.write("\r\n".join([*head, "", ""]).encode() + (body if form else b""))
        status, headers = await read_head(self.reader)
        if "content-length" in headers:
            shown = await self.reader.readexactly(int(headers["content-length"][0]))
        else:
            shown = await read_chunks(self.reader)
        if headers.get("connection") == ["close"]:
            self.writer.close()
            self.reader = None
        return status, headers, shown.decode()


async def read_head(reader: asyncio.StreamReader) -> tuple[int, dict[str, list[str]]]:
    """Return the status and the headers of an answer."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    headers: dict[str, list[str]] = defaultdict(list)
    for line in head[1:]:
        name, _, value = line.partition(": ")
        headers[name.lower()].append(value)
    return int(head[0].split()[1]), headers


async def read_chunks(reader: asyncio.StreamReader) -> bytes:
    """Return a chunked body."""
    parts = []
    while size := int((await reader.readline()).strip() or b"0", 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)


async def come_in(server: Server, seat: Seat) -> None:
    """Use a seat's link, and read the form that messages are posted by."""
    file = server.folder / "rooms" / "links" / str(seat.room) / f"{seat.id}.txt"
    link = file.read_text().strip().partition(f":{server.port}")[2]
    browser = Browser(server.port)
    form = {"password": f"a long password of {seat.id}"}
    status, headers, said = await browser.ask("POST", link, form=form)
    assert status == 303, (status, said[:300])
    seat.cookie = headers["set-cookie"][0].partition(";")[0]
    _, _, page = await browser.ask("GET", f"/{seat.room}/{seat.id}/sessions", cookie=seat.cookie)
    seat.csrf = found(r'name="csrf" value="([0-9a-f]+)"', page)
    seat.into = place(page, "plenary")


def found(pattern: str, page: str) -> str:
    """Return what a pattern finds in a page."""
    hit = re.search(pattern, page)
    assert hit is not None, (pattern, page[:2000])
    return hit[1]


def place(page: str, name: str) -> str:
    """Return the id of the compartment of that name among those the form of words offers."""
    form = found(r'(?s)(action="[^"]*/sessions/say".*?</form>)', page)
    offered = re.findall(r'(?s)name="into" value="([0-9a-f]+)"(.*?)(?=name="into"|</form>)', form)
    offered += re.findall(r'(?s)<option value="([0-9a-f]+)"(.*?)</option>', form)
    for id, shown in offered:
        if name in shown:
            return str(id)
    raise AssertionError(f"no compartment {name!r}: {form[:2000]}")


async def listen(server: Server, seat: Seat, acts: dict[str, Act], ends: asyncio.Event) -> None:
    """Keep a seat's stream open, from where it broke off, and note which acts come."""
    while not ends.is_set():
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            head = (
                f"GET /{seat.room}/{seat.id}/stream HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
                f"Cookie: {seat.cookie}\r\nAccept: text/event-stream\r\n"
            )
            head += f"Last-Event-ID: {seat.last}\r\n" if seat.last else ""
            writer.write((head + "\r\n").encode())
            status, _ = await read_head(reader)
            assert status == 200, status
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    seat.last = int(line[4:])
                elif line.startswith(b"data: "):
                    now = time.monotonic()
                    for word in re.findall(r"act-\d+", line.decode()):
                        if word in acts:
                            acts[word].readers.setdefault(seat.id, now)
        except (OSError, asyncio.IncompleteReadError):
            pass
        if not ends.is_set():
            await asyncio.sleep(0.3)


async def act(
    server: Server, seat: Seat, browser: Browser, name: str, acts: dict[str, Act]
) -> bool:
    """Post one message; tell whether it was acknowledged."""
    made = acts[name] = Act(time.monotonic())
    form = {"csrf": seat.csrf, "into": seat.into, "words": f"Now {name} is said", "leave": "none"}
    try:
        path = f"/{seat.room}/{seat.id}/sessions/say"
        status, _, said = await browser.ask("POST", path, cookie=seat.cookie, form=form)
    except (OSError, asyncio.IncompleteReadError):
        return False
    assert status == 303, (status, said[:600])
    made.acknowledged = time.monotonic()
    return True


async def load(asked: argparse.Namespace, server: Server) -> dict[str, object]:
    """Put the rooms under load and return what was seen."""
    seats = [
        Seat(room, f"p{n}-{which}")
        for room in range(1, asked.rooms + 1)
        for n in range(asked.seats // 2)
        for which in ("one", "two")
    ]
    for at in range(0, len(seats), 8):
        await asyncio.gather(*(come_in(server, seat) for seat in seats[at : at + 8]))
    acts: dict[str, Act] = {}
    ends = asyncio.Event()
    streams = [asyncio.create_task(listen(server, seat, acts, ends)) for seat in seats]
    await asyncio.sleep(3)
    by_room: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_room[seat.room].append(seat)
    browsers = [Browser(server.port) for _ in seats]
    own = dict(zip((id(seat) for seat in seats), browsers, strict=True))
    before = resource.getrusage(resource.RUSAGE_SELF)
    assert server.process is not None
    hosts = processor(server.process.pid)
    began = time.monotonic()
    down = 0.0
    pending: set[asyncio.Task[bool]] = set()
    broken = False
    for number in range(int(asked.seconds * asked.rate)):
        due = began + down + number / asked.rate
        if (wait := due - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        if (asked.kill or asked.restart) and not broken and number > asked.seconds * asked.rate / 2:
            broken = True
            stopped = time.monotonic()
            if asked.kill:
                await asyncio.to_thread(server.kill)
                await asyncio.to_thread(server.start)
                hosts = 0.0
            else:
                await asyncio.to_thread(subprocess.run, asked.restart, shell=True, check=True)
            down = time.monotonic() - stopped
        room = by_room[number % asked.rooms + 1]
        seat = room[(number // asked.rooms) % len(room)]
        task = asyncio.create_task(act(server, seat, own[id(seat)], f"act-{number:06}", acts))
        pending.add(task)
        task.add_done_callback(pending.discard)
    lasted = time.monotonic() - began
    await asyncio.gather(*pending, return_exceptions=True)
    until = time.monotonic() + PATIENCE
    said = [one for one in acts.values() if one.acknowledged is not None]
    while time.monotonic() < until and any(len(one.readers) < asked.seats for one in said):
        await asyncio.sleep(0.2)
    after = resource.getrusage(resource.RUSAGE_SELF)
    ends.set()
    for stream in streams:
        stream.cancel()
    late = sorted(max(one.readers.values()) - one.sent for one in said if one.readers)
    took = sorted(one.acknowledged - one.sent for one in said if one.acknowledged is not None)
    lost = sum(len(one.readers) < asked.seats for one in said)
    return {
        "rooms": asked.rooms,
        "seats": asked.seats,
        "acts": len(acts),
        "acknowledged": len(said),
        "lost": lost,
        "a second": round(len(acts) / lasted, 1),
        "acknowledged p50": share(took, 0.5),
        "acknowledged p99": share(took, 0.99),
        "last reader p50": share(late, 0.5),
        "last reader p99": share(late, 0.99),
        "last reader worst": late[-1] if late else None,
        "generator's processor": round(
            (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / lasted, 2
        ),
        "host's processor": round((processor(server.process.pid) - hosts) / lasted, 2),
        "host's memory, MB": round(memory(server.process.pid)),
        "down, s": round(down, 1),
    }


def share(sorted_: list[float], part: float) -> float | None:
    """Return a quantile, in seconds."""
    if not sorted_:
        return None
    return round(sorted_[min(len(sorted_) - 1, int(part * len(sorted_)))], 4)


def main() -> int:
    """Run the load once and print what was seen as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", type=int, default=25)
    parser.add_argument("--seats", type=int, default=SEATS)
    parser.add_argument("--rate", type=float, default=50.0, help="acts a second in all")
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--store", help="a database instead of files")
    parser.add_argument("--kill", action="store_true", help="kill -9 the host half way")
    parser.add_argument("--restart", help="a command that restarts the database half way")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), asked.rooms, asked.store)
        (server.folder / "case.yaml").write_text(case_of(asked.seats))
        opened = server.start()
        try:
            seen = asyncio.run(load(asked, server))
        finally:
            server.stop()
    print(json.dumps({"opened in, s": round(opened, 1), **seen}, indent=1))
    return 1 if seen["lost"] else 0


if __name__ == "__main__":
    sys.exit(main())
