"""The browsers of ``room_load.py``: HTTP/1.1 over connections kept open, and little else."""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

REFUSED = 503
BROKEN = (OSError, asyncio.IncompleteReadError)


@dataclass
class Act:
    """Hold one act: when it was due, when acknowledged, who has it; ``refused`` if it was."""

    due: float
    acknowledged: float | None = None
    refused: bool = False
    readers: dict[str, float] = field(default_factory=dict)


@dataclass
class Seat:
    """Hold one seat's browser: its stream's last line, and whether that stream is open."""

    room: int
    id: str
    cookie: str = ""
    csrf: str = ""
    into: str = ""
    last: int = 0
    streams: bool = False


class Browser:
    """Speak over one connection, one request after the other."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.turn = asyncio.Lock()
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(
        self, method: str, path: str, *, cookie: str = "", form: dict[str, str] | None = None
    ) -> tuple[int, dict[str, list[str]], str]:
        """Send a request and return status, headers and body."""
        async with self.turn:
            try:
                return await self._ask(method, path, cookie, form)
            except BROKEN:
                self._shut()
                raise

    async def _ask(
        self, method: str, path: str, cookie: str, form: dict[str, str] | None
    ) -> tuple[int, dict[str, list[str]], str]:
        if self.reader is None or self.writer is None or self.reader.at_eof():
            self._shut()
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        body = urlencode(form or {}).encode()
        head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Accept: text/html"]
        if cookie:
            head.append(f"Cookie: {cookie}")
        if form is not None:
            head.append("Content-Type: application/x-www-form-urlencoded")
            head.append(f"Content-Length: {len(body)}")
        self.writer.write("\r\n".join([*head, "", ""]).encode() + body)
        status, headers = await read_head(self.reader)
        if "content-length" in headers:
            shown = await self.reader.readexactly(int(headers["content-length"][0]))
        else:
            shown = await read_chunks(self.reader)
        if headers.get("connection") == ["close"]:
            self._shut()
        return status, headers, shown.decode()

    def _shut(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


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


async def come_in(links: Path, seat: Seat, port: int) -> None:
    """Use a seat's link, and read the form that messages are posted by."""
    link = (links / f"{seat.id}.txt").read_text().strip().partition(f":{port}")[2]
    browser = Browser(port)
    status, headers, said = await browser.ask("POST", link, form={"without": "yes"})
    assert status == 303, (status, said[:300])
    seat.cookie = headers["set-cookie"][0].partition(";")[0]
    _, _, page = await browser.ask("GET", f"/{seat.room}/{seat.id}/sessions", cookie=seat.cookie)
    seat.csrf = found(r'name="csrf" value="([0-9a-f]+)"', page)
    seat.into = place(page, "plenary")
    browser._shut()


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


async def listen(seat: Seat, port: int, acts: dict[str, Act]) -> None:
    """Keep a seat's stream open, from where it broke off, and note which acts come."""
    while True:
        writer = None
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            head = (
                f"GET /{seat.room}/{seat.id}/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                f"Cookie: {seat.cookie}\r\nAccept: text/event-stream\r\n"
            )
            head += f"Last-Event-ID: {seat.last}\r\n" if seat.last else ""
            writer.write((head + "\r\n").encode())
            status, _ = await read_head(reader)
            assert status in (200, REFUSED), status
            seat.streams = status == 200
            while seat.streams and (line := await reader.readline()):
                if line.startswith(b"id: "):
                    seat.last = int(line[4:])
                elif line.startswith(b"data: "):
                    now = time.monotonic()
                    for word in re.findall(r"act-\d+", line.decode()):
                        acts[word].readers.setdefault(seat.id, now)
        except BROKEN:
            pass
        finally:
            seat.streams = False
            if writer is not None:
                writer.close()
        await asyncio.sleep(0.3)


async def act(seat: Seat, browser: Browser, name: str, made: Act) -> None:
    """Post one message, and note whether it was acknowledged or refused."""
    form = {"csrf": seat.csrf, "into": seat.into, "words": words(name), "leave": "none"}
    path = f"/{seat.room}/{seat.id}/sessions/say"
    try:
        status, _, said = await browser.ask("POST", path, cookie=seat.cookie, form=form)
    except BROKEN:
        return
    assert status in (303, REFUSED), (status, said[:600])
    made.refused = status == REFUSED
    if status == 303:
        made.acknowledged = time.monotonic()


def words(name: str) -> str:
    """Return what an act of that name says."""
    return f"Now {name} is said"
