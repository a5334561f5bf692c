"""Rooms under load: 25 rooms of 20 seats with open streams, 50 acts a second, two minutes.

    uv run python bench/room_load.py               # nothing breaks
    uv run python bench/room_load.py --kill        # kill -9 of the host half way, and a new start
    uv run python bench/room_load.py --postgres    # in a database, which is restarted half way

Expect lost 0 and a last reader's p99 below 0.5 s on two cores with nothing else on them; each
command takes three to four minutes and puts its row into ``bench/ROOM.md``.

The host is the real command in a process of its own; the generator is this one, and its share of
a core is told beside the host's. An act is a message to the plenary, posted by the page's form when
it is due. It is lost if it was acknowledged and one of its readers never gets it by the stream, or
it is not in the record when the host has ended. The delay is from when the act was due to its last
reader; acts under way in the break are counted, not timed. It ends when all streams are back and
what was due until then is answered.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from room_clients import Act, Browser, Seat, act, come_in, listen, words
from room_host import Host, database
from start import machine

REPORT = Path(__file__).with_name("ROOM.md")
PATIENCE = 60.0
COLUMNS = (
    "when",
    "load of the machine",
    "opened, s",
    "acts",
    "acts a second",
    "acknowledged",
    "refused",
    "unanswered",
    "lost",
    "timed",
    "acknowledged p50, ms",
    "acknowledged p99, ms",
    "last reader p50, ms",
    "last reader p99, ms",
    "last reader worst, ms",
    "generator, cores",
    "host, cores",
    "host, MB",
    "break, s",
    "caught up after, s",
)


@dataclass
class Talk:
    """Hold what is under way: the seats, the acts, and when something was broken."""

    host: Host
    seats: list[Seat]
    acts: dict[str, Act] = field(default_factory=dict)
    broken: float = float("inf")
    whole: float = float("inf")
    back: float = float("inf")

    def touched(self, one: Act, caught_up: float) -> bool:
        """Tell whether the break was in the way of an act."""
        ends = max(one.readers.values(), default=self.back)
        return one.due < caught_up and ends > self.broken

    @property
    def caught_up(self) -> float:
        """Return when all streams were back, and what was due until then was with its readers."""
        behind = (one for one in self.acts.values() if one.due < self.back and one.readers)
        return max([self.back, *(max(one.readers.values()) for one in behind)])

    async def all_back(self) -> None:
        """Wait until every stream is open again."""
        while not all(seat.streams for seat in self.seats):
            await asyncio.sleep(0.02)
        self.back = time.monotonic()


Breaking = Callable[[], Awaitable[None]]


async def load(asked: argparse.Namespace, host: Host, breaks: Breaking | None) -> dict[str, Any]:
    """Put the rooms under load and return what was seen."""
    talk = Talk(
        host,
        [
            Seat(room, f"p{n}-{which}")
            for room in range(1, asked.rooms + 1)
            for n in range(asked.seats // 2)
            for which in ("one", "two")
        ],
    )
    for at in range(0, len(talk.seats), 8):
        some = talk.seats[at : at + 8]
        await asyncio.gather(
            *(come_in(host.places.links(seat.room), seat, host.port) for seat in some)
        )
    streams = [asyncio.create_task(listen(seat, host.port, talk.acts)) for seat in talk.seats]
    await talk.all_back()
    talk.back = float("inf")
    before, hosts, began = own_processor(), host.processor(), time.monotonic()
    await _acts(asked, talk, breaks)
    await _readers(talk, asked.seats)
    lasted = time.monotonic() - began
    seen = {
        "generator, cores": round((own_processor() - before) / lasted, 2),
        "host, cores": round((host.processor() - hosts) / lasted, 2),
        "host, MB": round(host.memory()),
    }
    for stream in streams:
        stream.cancel()
    await asyncio.gather(*streams, return_exceptions=True)
    host.stop()
    return {**told(talk, asked, lasted), **seen}


async def _acts(asked: argparse.Namespace, talk: Talk, breaks: Breaking | None) -> None:
    """Post each act when it is due; half way, break what is to be broken."""
    rooms: dict[int, list[Seat]] = defaultdict(list)
    for seat in talk.seats:
        rooms[seat.room].append(seat)
    browsers = {id(seat): Browser(talk.host.port) for seat in talk.seats}
    pending: set[asyncio.Task[None]] = set()
    count = int(asked.seconds * asked.rate)
    began = time.monotonic()
    for number in range(count):
        due = began + number / asked.rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        if breaks is not None and number == count // 2:
            pending.add(asyncio.create_task(_broken(talk, breaks)))
        room = rooms[number % asked.rooms + 1]
        seat = room[(number // asked.rooms) % len(room)]
        name = f"act-{number:06}"
        talk.acts[name] = made = Act(due)
        pending.add(asyncio.create_task(act(seat, browsers[id(seat)], name, made)))
    for done in await asyncio.gather(*pending, return_exceptions=True):
        if isinstance(done, BaseException):
            raise done


async def _broken(talk: Talk, breaks: Breaking) -> None:
    talk.broken = time.monotonic()
    await breaks()
    talk.whole = time.monotonic()
    await talk.all_back()


async def _readers(talk: Talk, seats: int) -> None:
    """Wait until every acknowledged act is read by all, or long enough."""
    until = time.monotonic() + PATIENCE
    said = [one for one in talk.acts.values() if one.acknowledged is not None]
    while time.monotonic() < until and any(len(one.readers) < seats for one in said):
        await asyncio.sleep(0.2)


def told(talk: Talk, asked: argparse.Namespace, lasted: float) -> dict[str, Any]:
    """Return the counts and the delays; the host has ended, and its record is read."""
    there = talk.host.words()
    said = {name: one for name, one in talk.acts.items() if one.acknowledged is not None}
    caught_up = talk.caught_up
    timed = [one for one in said.values() if not talk.touched(one, caught_up) and one.readers]
    took = sorted(one.acknowledged - one.due for one in timed if one.acknowledged is not None)
    late = sorted(max(one.readers.values()) - one.due for one in timed)
    broke = talk.broken < float("inf")
    return {
        "acts": len(talk.acts),
        "acts a second": round(len(talk.acts) / asked.seconds, 1),
        "acknowledged": len(said),
        "refused": sum(one.refused for one in talk.acts.values()),
        "unanswered": sum(
            one.acknowledged is None and not one.refused for one in talk.acts.values()
        ),
        "lost": sum(
            len(one.readers) < asked.seats or words(name) not in there for name, one in said.items()
        ),
        "timed": len(timed),
        "acknowledged p50, ms": share(took, 0.5),
        "acknowledged p99, ms": share(took, 0.99),
        "last reader p50, ms": share(late, 0.5),
        "last reader p99, ms": share(late, 0.99),
        "last reader worst, ms": share(late, 1.0),
        "break, s": round(talk.whole - talk.broken, 1) if broke else "–",
        "caught up after, s": round(caught_up - talk.broken, 1) if broke else "–",
    }


def share(sorted_: list[float], part: float) -> int | None:
    """Return a quantile, in milliseconds."""
    if not sorted_:
        return None
    return round(1000 * sorted_[min(len(sorted_) - 1, int(part * len(sorted_)))])


def own_processor() -> float:
    """Return the seconds of processor that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Open the rooms, put them under load, and return what was seen."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(database()) if asked.postgres else None
        store = server.url(server.database(empty=True)) if server is not None else None
        host = Host(folder, asked.rooms, asked.seats, store)
        stack.callback(host.stop)

        async def killed() -> None:
            await asyncio.to_thread(host.kill)
            await asyncio.to_thread(host.start)

        async def restarted() -> None:
            assert server is not None
            await asyncio.to_thread(server.stop)
            await asyncio.to_thread(server.start)

        opened = host.start()
        breaks = killed if asked.kill else restarted if asked.postgres else None
        seen = asyncio.run(load(asked, host, breaks))
        if "Traceback" in host.said():
            print(host.said()[-4000:], file=sys.stderr)
            raise SystemExit("the host wrote a traceback")
    return {"opened, s": round(opened, 1), **seen}


def written(row: str, seen: dict[str, Any]) -> None:
    """Put a row into the report, in place of the one of that name."""
    cells = [str(seen[name]) for name in COLUMNS]
    there = REPORT.read_text().splitlines() if REPORT.exists() else []
    rows = {line.split("|")[1].strip(): line for line in there if line.startswith("| ")}
    rows.pop("what breaks", None)
    rows[row] = f"| {row} | {' | '.join(cells)} |"
    head = f"| what breaks | {' | '.join(COLUMNS)} |"
    said = [
        "# Rooms under load",
        "",
        "Written by `bench/room_load.py`, one command for each row; its first lines say what is",
        "counted and what is timed. 25 rooms of 20 seats, each with its stream",
        "open. Expected with nothing else on the machine: lost 0, last reader p99 below 500 ms.",
        f"Generator and host on one machine: {machine().rpartition(', load')[0]}.",
        "",
        head,
        "|---" * (len(COLUMNS) + 1) + "|",
        *rows.values(),
    ]
    REPORT.write_text("\n".join(said) + "\n")


def main() -> int:
    """Run the load once, print what was seen as JSON, and write its row."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rooms", type=int, default=25)
    parser.add_argument("--seats", type=int, default=20, help="in each room; an even number")
    parser.add_argument("--rate", type=float, default=50.0, help="acts a second in all")
    parser.add_argument("--seconds", type=float, default=120.0)
    breaks = parser.add_mutually_exclusive_group()
    breaks.add_argument("--kill", action="store_true", help="kill -9 the host half way")
    breaks.add_argument("--postgres", action="store_true", help="a database, restarted half way")
    parser.add_argument("--no-report", action="store_true", help="leave bench/ROOM.md as it is")
    asked = parser.parse_args()
    before = os.getloadavg()[0]
    seen = run(asked)
    seen["when"] = f"{date.today()}"
    seen["load of the machine"] = f"{before:.1f} to {os.getloadavg()[0]:.1f}"
    print(json.dumps(seen, indent=1))
    if not asked.no_report:
        what = "nothing (SQLite)"
        if asked.kill or asked.postgres:
            what = "kill -9 of the host (SQLite)" if asked.kill else "the database (PostgreSQL)"
        written(what, seen)
    return 1 if seen["lost"] else 0


if __name__ == "__main__":
    sys.exit(main())
