"""A database that goes away under a room: it says so, keeps nothing by halves, and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from seated import ARN, BEL, Seated, plain
from test_seat_streams import event, serving

from onetext.cases.loading import load
from onetext.record.window import lines_of
from onetext.room.opening.places import Places, open_room
from pgserver import Server

TWO_RIVERS = Path(__file__).parents[3] / "examples" / "two-rivers"
PAGES = ("board", "text", "offers", "sessions", "record", "record?at=2031-04-05", "caucus")


@pytest.fixture
def kept(tmp_path: Path, mortal_server: Server) -> Iterator[tuple[Seated, Server]]:
    """A room whose record and gate are in a database of its own, to be stopped."""
    server = mortal_server
    places = Places(tmp_path / "room", server.url(server.database(empty=True)))
    room = open_room(places, 1, load(TWO_RIVERS), mode="exercise")
    yield Seated(room, tmp_path / "room"), server
    room.store.shut()
    room.gate.shut()


def out_of_reach(answer: Any, server: Server) -> None:
    assert answer.status_code == 503
    assert answer.headers["retry-after"].isdigit()
    said = plain(answer.text)
    assert "the record is out of reach just now, open the page again in a moment" in said
    for told in ("Traceback", "postgres", "psycopg", "connection", str(server.folder)):
        assert told not in answer.text


def test_pages_say_so_and_what_is_sent_is_not_entered(kept: tuple[Seated, Server]) -> None:
    room, server = kept
    plenary = room.place(ARN, "plenary").id
    form = {"csrf": room.csrf(ARN), "into": plenary, "words": "Is it there?", "leave": "none"}
    there = list(room.room.store.everything())
    client = room.client(ARN)
    server.stop()
    for page in PAGES:
        out_of_reach(client.get(f"/1/{ARN}/{page}"), server)
    out_of_reach(client.post(f"/1/{ARN}/sessions/say", data=form), server)
    asked = {"accept": "application/json"}
    told = client.post(f"/1/{ARN}/sessions/say", data=form, headers=asked)
    assert (told.status_code, list(told.json())) == (503, ["detail"])
    out_of_reach(client.post("/1/in/" + "a" * 43, data={"password": "a long password"}), server)
    server.start()
    for page in PAGES:
        assert room.get(ARN, page.partition("?")[0]).status_code == 200
    assert list(room.room.store.everything()) == there
    assert client.post(f"/1/{ARN}/sessions/say", data=form).status_code == 303
    assert "Is it there?" in room.words(BEL, "sessions")
    assert len(list(room.room.store.everything())) == len(there) + 1
    for seat in (ARN, BEL):
        with room.room.store.reading(seat) as readable:
            assert room.room.lines(seat) == lines_of(readable, seat, None)


@pytest.mark.parametrize("way", ["fast", "kill"])
def test_an_open_stream_stays_and_goes_on(kept: tuple[Seated, Server], way: str) -> None:
    room, server = kept
    form = {"csrf": room.csrf(ARN), "into": room.place(ARN, "plenary").id, "leave": "none"}
    with serving(room) as served, served.stream(BEL) as own:
        start = event(own)[0]
        assert start is not None
        served.say(ARN, "plenary", "Before.")
        assert event(own)[0] == start + 1
        server.kill() if way == "kill" else server.stop()
        said = room.client(ARN).post(
            f"/1/{ARN}/sessions/say", data={**form, "words": "As it is gone."}
        )
        assert said.status_code == 503
        server.start()
        served.say(ARN, "plenary", "After.")
        id, told = event(own)
        assert id == start + 2
        assert told is not None
        assert told["words"] == ["After."]


def test_a_stream_waits_for_a_window_that_was_let_go(
    kept: tuple[Seated, Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onetext.room.pages.stream.AGAIN", 0.05)
    room, server = kept
    with serving(room) as served, served.stream(BEL) as own:
        start = event(own)[0]
        assert start is not None
        served.say(ARN, "plenary", "Kept, and its window let go.")
        assert event(own)[0] == start + 1
        last = room.room.store
        with last.writing() as looks:
            kept_last = looks.ids([room.room.lines(BEL)[-1].entry.id])[0]  # type: ignore[union-attr]
        server.stop()
        room.room.bells.ring(room.room.windows.doubted([(kept_last, None)]))
        assert own.readline() == b": \n"  # it asks again and again, and is open
        server.start()
        served.say(ARN, "plenary", "After.")
        id, told = event(own)
        assert id == start + 2
        assert told is not None
        assert told["words"] == ["After."]
