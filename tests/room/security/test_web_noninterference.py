"""Two rooms equal in what a seat may see give it the same bytes on every page, header and refusal.

The histories are those that hold the record to the same property (``tests/noninterference``); here
they are read through the whole app. A head's spoken code hangs on the whole record and is a token;
bundles are compared where they are made.
"""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from crawling import crawl
from houses import LOOP, QUICK, House, memory, methods_and_paths

from onetext.record.opening import HOST
from onetext.room.access.gate import Gate
from onetext.room.clock import RoomClock
from onetext.room.opening.keys import HostKeys
from onetext.room.room import Room
from onetext.terms.case import Case
from onetext.terms.party import Party
from onetext.terms.role import Seat

sys.path.insert(0, str(Path(__file__).parents[2] / "noninterference"))

from pinned_room import SEATS, key_of
from telling import same
from twins import SIDES, Twins, drawn_steps

NOW = "2031-06-20T09:00:00Z"
CODE = re.compile(r'<bdi class="digits">[^<]*</bdi>')
FUNCTIONS = {"head": "head", "legal": "legal", "med": "mediator"}


def house_of(store: Any) -> House:
    """Return a house over a record, its clock and draws the same in every one."""
    seats = tuple(
        Seat(id, party, FUNCTIONS[id.rpartition("-")[2]])  # type: ignore[arg-type]
        for id, party in SEATS.items()
    )
    parties = tuple(Party(id, id.title(), "state") for id in dict.fromkeys(SEATS.values()))
    case = Case("talks", "Talks", parties=parties, seats=seats)
    clock = RoomClock(NOW, running=lambda: 0.0)
    gate = Gate(memory(), now=lambda: 1000.0, draw=bytes, hasher=QUICK)
    keys = HostKeys(key_of(HOST), {seat: key_of(seat) for seat in SEATS})
    return House.of(Room(1, store, keys, case, {seat.id: seat for seat in seats}, clock, gate))


def told(house: House, seat: str) -> dict[str, str]:
    """Return all that a seat gets: pages that it finds, routes that it guesses, and refusals.

    Its stream from the first line on, too.
    """
    tab = house.seat(seat)
    paths = set(crawl(tab, 40).pages)
    for method, path, _ in methods_and_paths(house.app):
        if method == "GET" and not path.endswith(("/stream", "/bundle")):
            where = path.replace("{group}", "1").replace("{seat}", seat)
            paths.add(re.sub(r"\{\w+\}", "0" * 32, where))
    paths |= {
        tab.at(one) for one in ("record?q=lake", "record?at=2031-03-17", "text?at=2031-03-16")
    }
    got = {}
    for path in sorted(paths):
        answer = tab.ask("GET", path)
        got[path] = f"{answer.status_code} {answer.headers.raw}\n{CODE.sub('', answer.text)}"
    got["stream"] = streamed(house, tab.at("stream"), tab.client.headers["cookie"])
    assert got["stream"].count("\ndata:") == len(house.room.lines(seat))
    for path in ("text/comment", "text/stand", "text/propose"):
        answer = tab.post(path, {"words": "x", "passage": "p9", "instrument": "t9"})
        got[f"POST {path}"] = (
            f"{answer.status_code} {answer.headers.raw}\n{CODE.sub('', answer.text)}"
        )
    return got


def streamed(house: House, path: str, cookie: str) -> str:
    """Return the bytes of a stream from the first line on, headers first, until it waits."""
    sent: list[Any] = []

    async def ask() -> None:
        gone, begun = asyncio.Event(), False

        async def receive() -> Any:
            nonlocal begun
            if not begun:
                begun = True
                return {"type": "http.request", "body": b"", "more_body": False}
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "scheme": "http",
            "query_string": b"after=0",
            "headers": [(b"host", b"127.0.0.1:8000"), (b"cookie", cookie.encode())],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8000),
        }
        asked = asyncio.ensure_future(house.app(scope, receive, send))
        there = -1
        while there != len(sent) or not sent:
            there = len(sent)
            await asyncio.sleep(0.3)
        gone.set()
        await asyncio.wait_for(asked, 20)

    LOOP.run_until_complete(ask())
    head = next(one for one in sent if one["type"] == "http.response.start")
    body = b"".join(one.get("body", b"") for one in sent)
    return f"{head['status']} {head['headers']}\n{body.decode()}"


@pytest.mark.parametrize("number", [2, 3, 4, 6, 7, 8, 12, 13, 14, 16, 18, 20])
def test_what_a_seat_may_not_see_changes_no_byte_of_what_it_gets(number: int) -> None:
    eyes = sorted(SEATS)[number % len(SEATS)]
    twins = Twins(eyes).run(drawn_steps(number))
    left, right = (told(house_of(twins.rooms[side].store), eyes) for side in SIDES)
    assert set(left) == set(right)
    wrong = [path for path in left if not same(left[path], right[path], opaque=twins.opaque)]
    assert wrong == []
    assert len(left) > 10
    assert twins.hidden > 0


def test_two_rooms_that_do_differ_are_seen_to() -> None:
    """The property is not empty: another seat, from whom nothing of it is hidden, sees it."""
    seen = 0
    for number in (2, 3, 4, 6):
        eyes = sorted(SEATS)[number % len(SEATS)]
        twins = Twins(eyes).run(drawn_steps(number))
        other = next(seat for seat in sorted(SEATS) if seat != eyes)
        left, right = (told(house_of(twins.rooms[side].store), other) for side in SIDES)
        seen += left != right
    assert seen > 0
