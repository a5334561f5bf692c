"""A real server on a real socket: slow clients, odd requests, and what it tells of itself."""

from __future__ import annotations

import contextlib
import random
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from houses import TWO_RIVERS

HURRIED = """
import sys
from onetext.room.web import patience
patience.HEAD = patience.UNREAD = 1.0
from onetext.cli.main import run
sys.argv = ["onetext", "room", *sys.argv[1:]]
run()
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    """Start a room whose patience is one second; return its port and a seat's link."""
    folder = tmp_path_factory.mktemp("served")
    started = subprocess.Popen(
        [sys.executable, "-c", HURRIED, str(TWO_RIVERS), "--empty", "--port", "0"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert started.stdout is not None
    port, link = 0, ""
    for line in started.stdout:
        found = re.search(r"belmora-head +http://127\.0\.0\.1:(\d+)(\S+)", line)
        if found:
            port, link = int(found[1]), found[2]
        if line.startswith("  tsurai-head"):
            break
    _until_it_listens(port)
    yield port, link
    started.send_signal(signal.SIGINT)
    with contextlib.suppress(subprocess.TimeoutExpired):
        started.wait(10)
    started.kill()
    started.stdout.close()


def _until_it_listens(port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as one:
            one.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            if one.recv(10):
                return
        time.sleep(0.1)
    raise AssertionError("it does not listen")


def said(port: int, request: bytes, wait: float = 20.0) -> bytes:
    """Send bytes and return all that comes until the other side closes."""
    with socket.create_connection(("127.0.0.1", port), wait) as one:
        one.sendall(request)
        got = b""
        with contextlib.suppress(ConnectionResetError):
            while part := one.recv(65536):
                got += part
        return got


def test_it_tells_neither_its_make_nor_its_hour(served: tuple[int, str]) -> None:
    for path in (b"/", b"/none", served[1].encode(), b"/static/room.css"):
        got = said(
            served[0], b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        head = got.partition(b"\r\n\r\n")[0].lower()
        assert b"\r\nserver:" not in head
        assert b"\r\ndate:" not in head
        assert b"uvicorn" not in head


def test_who_sends_a_head_by_letters_is_let_go(served: tuple[int, str]) -> None:
    with socket.create_connection(("127.0.0.1", served[0]), 30) as slow:
        began = time.monotonic()
        with contextlib.suppress(OSError):
            for letter in b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200:
                slow.sendall(bytes([letter]))
                if select.select([slow], [], [], 0.1)[0] and slow.recv(1) == b"":
                    break
            else:
                raise AssertionError("it was waited for")
        assert time.monotonic() - began < 20


def test_who_says_nothing_is_let_go_and_others_are_served(served: tuple[int, str]) -> None:
    silent = [socket.create_connection(("127.0.0.1", served[0]), 30) for _ in range(150)]
    try:
        got = said(served[0], b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert got.startswith(b"HTTP/1.1 200")
        for one in silent:
            with contextlib.suppress(ConnectionResetError):
                assert one.recv(1) == b""
    finally:
        for one in silent:
            one.close()


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        b"GET /\r\nX: y HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabc",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: "
        + b"x" * 70000
        + b"\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        random.Random(0).randbytes(200) + b"\r\n\r\n",
    ],
    ids=lambda value: value[:24].hex(),
)
def test_odd_requests_are_refused(served: tuple[int, str], request_: bytes) -> None:
    got = said(served[0], request_)
    assert got == b"" or re.match(rb"HTTP/1\.1 4\d\d ", got), got[:80]


def test_a_line_put_into_a_header_is_no_header(served: tuple[int, str]) -> None:
    path = b"/language/fr?back=/x%0d%0aSet-Cookie:%20a=b%0d%0a%0d%0a<script>"
    got = said(
        served[0], b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    head = got.partition(b"\r\n\r\n")[0].lower()
    assert b"set-cookie: a=b" not in head
    assert b"location: /\r\n" in head


def test_it_runs_where_it_was_asked_to(served: tuple[int, str], tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
        socket.create_connection((_other_address(), served[0]), 2).close()


def _other_address() -> str:
    """Return an address of this machine that is not loopback, else one that nobody has."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked, contextlib.suppress(OSError):
        asked.connect(("192.0.2.1", 9))
        found = str(asked.getsockname()[0])
        return found if not found.startswith("127.") else "192.0.2.1"
    return "192.0.2.1"
