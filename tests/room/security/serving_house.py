"""A house on a real socket of this process, served as the command serves it."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from houses import House

from onetext.cli.serving import server_config
from onetext.room.settings import Settings, settings


@dataclass
class Served:
    """Hold a house behind a real server, and what it has open."""

    house: House
    port: int
    server: uvicorn.Server
    loops: list[asyncio.AbstractEventLoop] = field(default_factory=list)
    own: int = 0

    def asked(self, method: str, path: str, **headers: str) -> http.client.HTTPConnection:
        """Send a request and return its connection, the answer not read yet."""
        made = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        made.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        return made

    def stream(self, seat: str, token: str) -> Stream:
        number = self.house.room.number
        made = self.asked(
            "GET", f"/{number}/{seat}/stream?after=0", cookie=f"onetext-{number}-{seat}={token}"
        )
        answer = made.getresponse()
        assert answer.status == 200
        assert answer.readline().strip()  # the stream has begun
        return Stream(made, answer)

    def status(self, path: str) -> int:
        made = self.asked("GET", path, connection="close")
        with contextlib.closing(made):
            return made.getresponse().status

    def tasks(self) -> int:
        """Return how many tasks the server has besides its own."""
        return self._tasks() - self.own

    def rest(self) -> None:
        """Take what it does now for what it does of its own."""
        self.own = self._tasks()

    def _tasks(self) -> int:

        async def count() -> int:
            return len(asyncio.all_tasks()) - 1

        return asyncio.run_coroutine_threadsafe(count(), self.loops[0]).result(10)


@dataclass
class Stream:
    """Hold an open stream as a client has it."""

    connection: http.client.HTTPConnection
    answer: http.client.HTTPResponse

    def ends(self, seconds: float = 20.0) -> bool:
        """Tell whether the host ends it within so many seconds, whatever still comes first."""
        until = time.monotonic() + seconds
        assert self.connection.sock is not None
        self.connection.sock.settimeout(seconds)
        with contextlib.suppress(OSError, http.client.HTTPException):
            while time.monotonic() < until:
                if not self.answer.read1(65536):
                    return True
        return self.answer.isclosed()

    def brings(self, words: str, seconds: float = 20.0) -> bool:
        """Tell whether it brings these words within so many seconds."""
        until, got = time.monotonic() + seconds, ""
        assert self.connection.sock is not None
        self.connection.sock.settimeout(seconds)
        with contextlib.suppress(OSError, http.client.HTTPException):
            while time.monotonic() < until and (part := self.answer.read1(65536)):
                got += part.decode()
                if words in got:
                    return True
        return False

    def shut(self) -> None:
        self.connection.close()
        self.answer.close()


@contextmanager
def serving(house: House, made: Settings | None = None) -> Iterator[Served]:
    """Serve a house on a free port until the block ends."""
    chosen = made if made is not None else settings(exercise=True)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(2048)
    loops: list[asyncio.AbstractEventLoop] = []

    async def app(scope: object, receive: object, send: object) -> None:
        if not loops:
            loops.append(asyncio.get_running_loop())
        await house.app(scope, receive, send)  # type: ignore[arg-type]

    server = uvicorn.Server(server_config(app, chosen))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    port = listening.getsockname()[1]
    served = Served(house, port, server, loops)
    wait_for(lambda: server.started)
    assert served.status("/") in (200, 421)
    time.sleep(0.2)
    served.rest()
    try:
        yield served
    finally:
        server.should_exit = True
        thread.join(20)


def wait_for(true: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Wait until something is so; tell whether it came to be."""
    until = time.monotonic() + seconds
    while not (found := true()) and time.monotonic() < until:
        time.sleep(0.02)
    return found


def files_open() -> int:
    """Return how many files and sockets this process has open."""
    return len(os.listdir("/proc/self/fd"))
