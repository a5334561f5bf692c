"""Serve rooms: open them, hand out their links, listen until stopped."""

from __future__ import annotations

import socket
import threading
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onetext.cases.loading import load
from onetext.cli.output import note, say
from onetext.errors import BadInput, StoreFailed, WrongUse
from onetext.record.archive import Archive
from onetext.record.archive_reading import read_archive
from onetext.room.access.handing import hand_over, link, read_link, write_link
from onetext.room.live import refuse_case
from onetext.room.opening.places import Places, open_room
from onetext.room.room import Room
from onetext.room.settings import Settings, is_loopback, settings
from onetext.room.sweeping import Sweeper
from onetext.terms.case import Case

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

CLOSING = 20.0
AT_ONCE = 4
"""Rooms that are opened at once: each waits for the disk most of the time."""
RECORDED = "room.record"
MOST_CONNECTIONS = 2000
LONGEST_HEAD = 16 * 1024
LOCAL = ("127.0.0.1", "::1")
PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what the command was given."""

    case: str
    host: str
    port: int
    store: str | None
    folder: Path | None
    groups: int
    live: bool
    lan: bool
    certificate: Path | None
    key: Path | None
    behind_proxy: str | None
    new_links: tuple[str, ...]
    holders: tuple[str, ...]
    empty: bool


def serve(asked: Asked) -> None:
    """Open the rooms and serve them until stopped.

    Raises
    ------
    WrongUse
        If it would be reached without TLS, or a seat is not there.
    BadInput
        If the case cannot be opened so.
    """
    exercise = not asked.live
    made = settings(
        host=asked.host,
        port=asked.port,
        certificate=asked.certificate,
        key=asked.key,
        behind_proxy=asked.behind_proxy,
        lan=asked.lan,
        exercise=exercise,
    )
    case = load(Path(asked.case))
    if asked.live:
        refuse_case(case, asked.case)
    if not case.seats:
        raise BadInput(f"{asked.case}: this case has no seats", instead="write who sits where")
    places = Places(asked.folder or Path(f"{case.id}-room"), asked.store)
    listening = _listen(made)
    if made.port == 0:
        made = made.on_port(listening.getsockname()[1])
    rooms = _open(asked, case, places, exercise=exercise)
    there = rooms[1].seats
    holders = dict(_holder(said) for said in asked.holders)
    for seat in (*asked.new_links, *holders):
        if seat not in there:
            raise WrongUse(f"there is no seat {seat!r}", instead=f"name one of {', '.join(there)}")
    invite = partial(_links, places=places, made=made, anew=asked.new_links, holders=holders)
    with ThreadPoolExecutor(AT_ONCE) as several:
        handed = dict(zip(rooms, several.map(invite, rooms.values()), strict=True))
    listening.listen(2048)  # whoever opens a link from here on is let in
    _tell(case, rooms, made, places, handed)
    _run(rooms, made, listening)


def _open(asked: Asked, case: Case, places: Places, *, exercise: bool) -> dict[int, Room]:
    from rich.console import Console
    from rich.progress import Progress

    recorded = None if asked.empty or not exercise else _recorded(Path(asked.case))
    given = Path(asked.case)
    case_folder = given if given.is_dir() else given.parent
    with Progress(console=Console(stderr=True), transient=True) as progress:

        def opened(number: int) -> Room:
            bar = progress.add_task(f"room {number}", total=None)
            room = open_room(
                places,
                number,
                case,
                mode="exercise" if exercise else "live",
                recorded=recorded,
                beside=case_folder,
                told=lambda at, of: progress.update(bar, completed=at, total=of),
            )
            progress.remove_task(bar)
            return room

        rooms = {1: opened(1)}  # alone: it makes what all of a database's rooms share
        rest = range(2, asked.groups + 1)
        with ThreadPoolExecutor(AT_ONCE) as several:
            rooms.update(zip(rest, several.map(opened, rest), strict=True))
    return rooms


def _recorded(case: Path) -> Archive | None:
    """Return the recorded talks that lie beside a case."""
    beside = (case if case.is_dir() else case.parent) / RECORDED
    return read_archive(beside) if beside.is_file() else None


def _links(
    room: Room,
    *,
    places: Places,
    made: Settings,
    anew: Collection[str],
    holders: Mapping[str, tuple[str, str | None]],
) -> dict[str, str | None]:
    """Write a link for each seat that nobody can come in to; return them, None for the others.

    A seat that was taken without a password, in a browser that has forgotten it, gets a new one.
    """
    folder = places.links(room.number)
    links: dict[str, str | None] = {}
    for seat in room.seats:
        token = read_link(folder, seat)
        if seat in holders:
            token = hand_over(room, seat, *holders[seat])
        elif seat in anew or not (room.gate.held(seat) or room.gate.invited(token) == seat):
            token = room.gate.invite(seat)
        elif room.gate.invited(token) != seat:
            links[seat] = None
            continue
        links[seat] = link(made.origin, room.number, token)
        write_link(folder, seat, f"{links[seat]}")
    return links


def _holder(said: str) -> tuple[str, tuple[str, str | None]]:
    """Return a seat and who holds it from now on: ``SEAT=NAME, OFFICE``."""
    seat, equals, rest = said.partition("=")
    name, _, office = rest.partition(",")
    if not equals or not name.strip():
        raise WrongUse(
            f"--holder {said!r} names nobody", instead="write --holder 'SEAT=NAME, OFFICE'"
        )
    return seat.strip(), (name.strip(), office.strip() or None)


def _tell(
    case: Case,
    rooms: Mapping[int, Room],
    made: Settings,
    places: Places,
    handed: Mapping[int, Mapping[str, str | None]],
) -> None:
    kind = "an exercise" if rooms[1].mode == "exercise" else "live talks"
    many = f", {len(rooms)} groups" if len(rooms) > 1 else ""
    say(f"{case.title}: {kind}{many} at {made.origin}\n")
    say(f"Each seat's link works once. They are in {places.folder / 'links'}:\n")
    for number, links in handed.items():
        if len(handed) > 1:
            say(f"group {number}\n")
        if number > 3:
            say(f"  … and so on in {places.folder / 'links'}\n")
            break
        width = max(map(len, links), default=0)
        for seat, address in links.items():
            say(f"  {seat:<{width}}  {address or 'has come in; --new-link makes another'}\n")
    if made.reach == "lan":
        note("Plain HTTP: whoever is in this network can read along. For an exercise only.\n")
    note("Stop with Ctrl-C; the room is kept and goes on from here.\n")


def _listen(made: Settings) -> socket.socket:
    """Take the port before anything is made, so that a taken one is said at once."""
    family = socket.AF_INET6 if ":" in made.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((made.host, made.port))
    except OSError as fault:
        listening.close()
        raise WrongUse(
            f"port {made.port} of {made.host} cannot be had: {fault.strerror}",
            instead="name another with --port, 0 for any that is free",
        ) from None
    return listening


def _run(rooms: Mapping[int, Room], made: Settings, listening: socket.socket) -> None:
    import uvicorn

    from onetext.room.web.app import create_app

    _many_files()
    app = create_app(rooms, made)
    server = uvicorn.Server(server_config(app, made))
    sweeper = Sweeper()
    sweeper.begin()
    stop = threading.Event()
    closing = threading.Thread(target=_close_at_hours, args=(rooms, stop), daemon=True)
    sweeping = threading.Thread(target=sweeper.until, args=(stop,), daemon=True)
    closing.start()
    sweeping.start()
    try:
        server.run(sockets=[listening])
    finally:
        stop.set()
        closing.join(timeout=5)
        for room in rooms.values():
            room.store.shut()


def server_config(app: ASGIApp, made: Settings) -> uvicorn.Config:
    """Return how an app is served: what it waits for, how much it takes, whose word it believes."""
    import uvicorn

    from onetext.room.web.patience import patience

    return uvicorn.Config(
        app,
        http=patience(made.most_here if made.reach in ("lan", "tls") else None),
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=made.reach == "proxy",
        forwarded_allow_ips=_proxies(made),
        ssl_certfile=made.certificate,
        ssl_keyfile=made.key,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=2,
        limit_concurrency=MOST_CONNECTIONS,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )


def _proxies(made: Settings) -> list[str]:
    """Return from where a proxy's word on its client is taken: this machine, or its own network."""
    if made.reach != "proxy":
        return []
    return list(LOCAL if is_loopback(made.host) else (*LOCAL, *PRIVATE))


def _many_files() -> None:
    """Ask the system for as many connections as it lets us have: each stream is one."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _close_at_hours(rooms: Mapping[int, Room], stop: threading.Event) -> None:
    """Publish heads at their hours, whether anybody enters anything or not."""
    while not stop.wait(CLOSING):
        for room in rooms.values():
            try:
                room.close_due()
            except StoreFailed as failed:
                note(f"{failed}\n")
