"""Each seat's stream over a real server: its own lines, each once, whatever breaks off."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import uvicorn
from seated import ARN, BEL, MEDIATOR, Seated

from onetext.record.acts.talking import CaucusMessage, Message


@dataclass
class Served:
    """A room behind a real server on a port of its own."""

    room: Seated
    port: int

    @contextmanager
    def stream(self, seat: str, after: object = None) -> Iterator[http.client.HTTPResponse]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        cookies = self.room.client(seat).cookies
        headers = {"Cookie": "; ".join(f"{one.name}={one.value}" for one in cookies.jar)}
        if after is not None:
            headers["Last-Event-ID"] = str(after)
        connection.request("GET", f"/1/{seat}/stream", headers=headers)
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        try:
            yield answer
        finally:
            connection.close()

    def say(self, seat: str, place: str, words: str) -> None:
        found = self.room.place(seat, place)
        made = CaucusMessage if found.sort == "caucus" else Message
        self.room.room.enter(seat, found.id, made(words, "none"))


@contextmanager
def serving(room: Seated) -> Iterator[Served]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(room.app, log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield Served(room, listening.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
        assert not thread.is_alive()


def event(answer: http.client.HTTPResponse) -> tuple[int | None, dict[str, Any] | None]:
    """Return the next event: its id, and what it says if it says anything."""
    id, said = None, None
    while True:
        line = answer.readline().decode().rstrip("\n")
        if line.startswith("id: "):
            id = int(line[4:])
        elif line.startswith("data: "):
            said = json.loads(line[6:])
        elif not line and (id is not None or said is not None):
            return id, said


def test_a_line_is_streamed_to_those_who_may_see_it_and_to_nobody_else(acting: Seated) -> None:
    with (
        serving(acting) as served,
        served.stream(ARN) as own,
        served.stream(BEL) as other,
    ):
        counts = acting.counts()
        assert event(own) == (counts[ARN], None)
        assert event(other) == (counts[BEL], None)
        served.say(ARN, "caucus-tarvenia", "Two of three.")
        id, said = event(own)
        assert id == counts[ARN] + 1
        assert said is not None
        assert said["words"] == ["Two of three."]
        assert said["where"] == "caucus-tarvenia"
        served.say(ARN, "plenary", "We are ready.")
        id, said = event(other)
        assert id == counts[BEL] + 1
        assert said is not None
        assert said["words"] == ["We are ready."]


def test_a_broken_line_loses_nothing_and_tells_nothing_twice(acting: Seated) -> None:
    with serving(acting) as served:
        start = acting.counts()[BEL]
        with served.stream(BEL) as first:
            event(first)
            for number in range(3):
                served.say(ARN, "plenary", f"Before {number}.")
            seen = event(first)[0]
            assert seen == start + 1
        for number in range(3):
            served.say(MEDIATOR, "plenary", f"While away {number}.")
        with served.stream(BEL, seen) as again:
            assert event(again) == (seen, None)
            told = [event(again) for _ in range(5)]
        assert [id for id, _ in told] == [start + 2 + n for n in range(5)]
        words = [said["words"][0] for _, said in told if said is not None]
        assert words == ["Before 1.", "Before 2.", *(f"While away {n}." for n in range(3))]


def test_a_line_cut_inside_an_event_begins_after_the_last_whole_one(acting: Seated) -> None:
    with serving(acting) as served:
        start = acting.counts()[BEL]
        with served.stream(BEL) as first:
            event(first)
            served.say(ARN, "plenary", "One.")
            served.say(ARN, "plenary", "Two.")
            whole = event(first)[0]
            first.read1(7)
        assert whole is not None
        with served.stream(BEL, whole) as again:
            event(again)
            id, said = event(again)
            assert (id, said["words"] if said else None) == (start + 2, ["Two."])


def test_it_goes_on_after_the_host_was_started_again(acting: Seated) -> None:
    assert acting.folder is not None
    with serving(acting) as served, served.stream(BEL) as first:
        event(first)
        served.say(ARN, "plenary", "Before.")
        seen = event(first)[0]
        served.say(ARN, "plenary", "As the host stops.")
    acting.room.store.shut()
    again = next(iter(Seated.opened(acting.folder)))
    with serving(again) as served:
        served.say(ARN, "plenary", "After.")
        with served.stream(BEL, seen) as second:
            assert event(second) == (seen, None)
            told = [event(second)[1] for _ in range(2)]
            assert [one["words"] for one in told if one] == [["As the host stops."], ["After."]]
    again.room.store.shut()


@pytest.mark.parametrize("after", ["-1", "abc", "9" * 40, "1.5", "0x10", " ", "999999"])
def test_an_odd_place_to_begin_at_begins_at_what_is_there(acting: Seated, after: str) -> None:
    with serving(acting) as served, served.stream(BEL, after) as answer:
        assert event(answer) == (acting.counts()[BEL], None)


def test_words_with_line_breaks_make_no_events(acting: Seated) -> None:
    with serving(acting) as served, served.stream(BEL) as answer:
        start = event(answer)[0]
        assert start is not None
        served.say(ARN, "plenary", "One.\n\nid: 9999\ndata: {}\n\n\u2028event: x\r\rretry: 1")
        served.say(ARN, "plenary", "Two.")
        assert [event(answer)[0] for _ in range(2)] == [start + 1, start + 2]


def test_a_mere_answer_to_a_proposal_streams_nothing(acting: Seated) -> None:
    import re

    hour = acting.hour(minutes=30)
    plenary = acting.place(MEDIATOR, "plenary").id
    sent = {"what": "package", "into": plenary, "to": [ARN, BEL], "hour": hour}
    acting.sent(MEDIATOR, "proposal", **sent, **{"issue-territory": "lease"})
    html = acting.html(ARN, "proposal")
    item = re.findall(r'name="item" value="([0-9a-f]+)"', html)[0]
    yes = re.findall(r'name="answer" value="([0-9a-f]+)"', html)[0]
    with serving(acting) as served, served.stream(BEL) as other, served.stream(MEDIATOR) as third:
        start = event(other)[0], event(third)[0]
        assert acting.send(ARN, "proposal/answer", item=item, answer=yes).status_code == 303
        served.say(ARN, "plenary", "Next.")
        for answer, before in zip((other, third), start, strict=True):
            id, said = event(answer)
            assert before is not None
            assert id == before + 1
            assert said is not None
            assert said["words"] == ["Next."]
