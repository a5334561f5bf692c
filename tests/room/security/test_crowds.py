"""One address cannot take all connections: others are served while it is told to wait."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import pytest
from houses import House
from serving_house import Served, serving, wait_for

from onetext.room.settings import Settings, settings
from onetext.room.web.crowds import MOST_HERE

MOST = 5
NAME = "talks.example.org"
UNFINISHED = (
    "POST / HTTP/1.1\r\nHost: {0}\r\nOrigin: https://{0}\r\nContent-Length: 9\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n{1}\r\nab"
)


def near(made: Settings) -> Settings:
    return replace(made, most_here=MOST)


def asked(served: Served, *, by: str = "127.0.0.1", more: str = "", host: str = NAME) -> bytes:
    """Ask for the door from an address of this machine; return the first line of the answer."""
    with socket.create_connection(("127.0.0.1", served.port), 20, (by, 0)) as one:
        one.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n".encode())
        got = b""
        with contextlib.suppress(ConnectionResetError):
            while part := one.recv(65536):
                got += part
        return got.partition(b"\r\n")[0]


@contextmanager
def held(served: Served, said: str = "") -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", served.port), 20) as one:
        one.sendall(said.encode())
        yield one


def test_a_class_in_one_room_is_no_crowd() -> None:
    assert settings(exercise=True).most_here == MOST_HERE == 600
    assert MOST_HERE > 60 * (1 + 6)


@pytest.mark.parametrize("reach", ["lan", "tls"])
def test_connections_of_one_address_come_to_an_end(own_house: House, reach: str) -> None:
    """Whether they say anything or not; whoever is elsewhere is served."""
    made = replace(near(settings(exercise=True)), reach=reach)  # type: ignore[arg-type]
    host = made.host_of_origin
    with serving(House.of(own_house.room, made), made) as served, ExitStack() as all_of_it:
        silent = [all_of_it.enter_context(held(served)) for _ in range(MOST - 1)]
        all_of_it.enter_context(held(served, UNFINISHED.format(host, "")))
        assert wait_for(lambda: len(served.server.server_state.connections) == MOST)
        assert asked(served, host=host) == b"HTTP/1.1 503 Service Unavailable"
        assert asked(served, by="127.0.0.2", host=host) == b"HTTP/1.1 200 OK"
        silent[0].close()
        assert wait_for(lambda: len(served.server.server_state.connections) == MOST - 1)
        assert asked(served, host=host) == b"HTTP/1.1 200 OK"
        assert asked(served, host=host) == b"HTTP/1.1 200 OK"


def test_behind_a_proxy_each_client_counts_for_itself(own_house: House) -> None:
    """What it wrote of itself counts for nothing: the proxy's word is the last."""
    made = near(settings(behind_proxy=f"https://{NAME}", exercise=True))
    theirs, other = (f"X-Forwarded-For: 203.0.113.{n}\r\n" for n in (7, 8))
    forged = "X-Forwarded-For: 198.51.100.1, 203.0.113.7\r\n"
    with serving(House.of(own_house.room, made), made) as served, ExitStack() as all_of_it:
        open_ones = [
            all_of_it.enter_context(held(served, UNFINISHED.format(NAME, theirs)))
            for _ in range(MOST)
        ]
        assert wait_for(lambda: len(served.server.server_state.tasks) == MOST)
        for more in (theirs, forged):
            assert asked(served, more=more) == b"HTTP/1.1 503 Service Unavailable"
        for more in (other, ""):
            assert asked(served, more=more) == b"HTTP/1.1 200 OK"
        open_ones[0].close()
        assert wait_for(lambda: len(served.server.server_state.tasks) == MOST - 1)
        assert asked(served, more=theirs) == b"HTTP/1.1 200 OK"


def test_on_this_machine_alone_all_are_at_one_address(own_house: House) -> None:
    made = near(settings(exercise=True))
    with serving(House.of(own_house.room, made), made) as served, ExitStack() as all_of_it:
        for _ in range(2 * MOST):
            all_of_it.enter_context(held(served))
        assert asked(served, host="localhost") == b"HTTP/1.1 200 OK"
