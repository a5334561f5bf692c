"""Open streams over a real socket: none outlives its session, none is kept, none is too many."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator

import pytest
from houses import House
from serving_house import Served, Stream, files_open, serving, wait_for

from onetext.record.acts.talking import Message
from onetext.room.access.handing import hand_over
from onetext.room.places_seen import places
from onetext.room.web import headers, patience
from onetext.room.web.streams import MOST_PER_SEAT

SEAT, OTHER = "belmora-head", "tarvenia-head"
PASSWORD = "several words, not easy"


@pytest.fixture
def served(own_house: House) -> Iterator[Served]:
    with serving(own_house) as made:
        yield made


def token(served: Served, seat: str = SEAT) -> str:
    return served.house.room.gate.sessions.begin(seat, "password")


def say(served: Served, words: str) -> None:
    room = served.house.room
    public = next(one for one in places(room.view(OTHER)) if one.public)
    room.enter(OTHER, public.id, Message(words, "none"))


def leave(served: Served, mine: str) -> None:
    served.house.room.gate.leave(mine)


def shown_out(served: Served, _: str) -> None:
    served.house.room.gate.show_out(SEAT)


def new_password(served: Served, mine: str) -> None:
    session = served.house.room.gate.session(mine)
    assert session is not None
    served.house.room.gate.new_password(session, PASSWORD)


def new_link(served: Served, _: str) -> None:
    served.house.room.gate.invite(SEAT)


def withdrawn(served: Served, _: str) -> None:
    served.house.room.gate.withdraw(SEAT)


def new_holder(served: Served, _: str) -> None:
    hand_over(served.house.room, SEAT, "Somebody Else")


def by_its_own_page(served: Served, mine: str) -> None:
    tab = served.house.seat(SEAT)
    tab.sit(mine)
    assert tab.post("leave").status_code == 303


def by_the_teacher(served: Served, _: str) -> None:
    answer = served.house.seat("teacher").post("teach/out", {"of": SEAT})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "end",
    [
        leave,
        shown_out,
        new_password,
        new_link,
        withdrawn,
        new_holder,
        by_its_own_page,
        by_the_teacher,
    ],
)
def test_a_stream_ends_with_its_session(served: Served, end: Callable[[Served, str], None]) -> None:
    mine, others = token(served), token(served, OTHER)
    stream, other = served.stream(SEAT, mine), served.stream(OTHER, others)
    end(served, mine)
    assert stream.ends()
    say(served, "after the end")
    assert other.brings("after the end")
    for one in (stream, other):
        one.shut()


def test_the_oldest_gives_way_to_one_too_many(served: Served) -> None:
    mine = token(served)
    streams = [served.stream(SEAT, mine) for _ in range(MOST_PER_SEAT + 3)]
    other = served.stream(OTHER, token(served, OTHER))
    assert [one.ends() for one in streams[:3]] == [True] * 3
    say(served, "to those who are left")
    assert all(one.brings("to those who are left") for one in [*streams[3:], other])
    for one in [*streams, other]:
        one.shut()


def test_streams_that_ended_leave_nothing_behind(served: Served) -> None:
    """No task, no file, no bell, and no count, however they ended."""
    bells = served.house.room.bells
    seats = {seat: token(served, seat) for seat in (SEAT, OTHER, "observer")}

    def opened(many: int) -> list[Stream]:
        return [served.stream(seat, mine) for seat, mine in seats.items() for _ in range(many)]

    for one in opened(2):  # once, so that what is made on first use is made
        one.shut()
    assert wait_for(lambda: served.tasks() == 0 and not any(map(bells.listening, seats)))
    before = files_open()
    for turn in range(4):
        streams = opened(MOST_PER_SEAT)
        assert served.tasks() >= len(streams)
        assert all(map(bells.listening, seats))
        if turn == 1:
            for one in streams:
                broken_off(one)
        elif turn == 2:
            served.house.room.gate.show_out(SEAT)
            assert all(one.ends() for one in streams[:MOST_PER_SEAT])
            seats[SEAT] = token(served)
        for one in streams:
            one.shut()
        say(served, f"turn {turn}")
    assert wait_for(lambda: served.tasks() == 0)
    assert not any(map(bells.listening, seats))
    assert wait_for(lambda: files_open() <= before + 2)


def broken_off(stream: Stream) -> None:
    """Reset the connection, as when a line is cut."""
    assert stream.connection.sock is not None
    stream.connection.sock.setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00"
    )


def test_who_never_reads_is_let_go_and_others_are_served(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "UNREAD", 1.0)
    ask = b"GET /static/room.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", served.port))
        slow.settimeout(1)
        with contextlib.suppress(OSError):
            for _ in range(3000):
                slow.sendall(ask)
        assert served.status("/") == 200
        slow.settimeout(20)
        assert wait_for(lambda: served.tasks() == 0)
        got = 0
        with contextlib.suppress(OSError):
            while part := slow.recv(1 << 20):
                got += len(part)
        assert served.status("/") == 200


def test_who_lets_a_body_wait_is_answered_for_and_let_go(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(headers, "PATIENCE", 1.0)
    head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n\r\ngroup=1"
    slow = [socket.create_connection(("127.0.0.1", served.port), 20) for _ in range(40)]
    for one in slow:
        one.sendall((head + kind).encode())
    assert served.status("/") == 200
    assert wait_for(lambda: served.tasks() == 0)
    assert served.status("/") == 200
    for one in slow:
        one.close()
