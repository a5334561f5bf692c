"""Handing out seats: the files of their links, and a seat that goes to somebody else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onetext.errors import BadInput, StoreFailed
from onetext.record.acts.seating import PUBLIC, HolderNamed
from onetext.record.opening import HOST
from onetext.whole_files import replacing

if TYPE_CHECKING:
    from onetext.room.room import Room

LONGEST_NAME = 200


def link(origin: str, number: int, token: str) -> str:
    """Return a link's address."""
    return f"{origin}/{number}/in/{token}"


def write_link(folder: Path, seat: str, address: str) -> Path:
    """Write a seat's link into a file of its own that only its owner reads; return the file.

    Raises
    ------
    StoreFailed
        If it cannot be written.
    """
    file = folder / f"{seat}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with replacing(file) as new:
            new.write_text(f"{address}\n", "utf-8")
    except OSError as fault:
        raise StoreFailed(f"{file}: the link cannot be written: {fault.strerror}") from None
    return file


def read_link(folder: Path, seat: str) -> str:
    """Return the secret of the link in a seat's file, empty if there is none."""
    try:
        return (folder / f"{seat}.txt").read_text("utf-8").strip().rpartition("/")[2]
    except (OSError, UnicodeDecodeError):
        return ""


def hand_over(room: Room, seat: str, person: str, office: str | None = None) -> str:
    """Give a seat to somebody else: name them in the record, and return a new link's secret.

    What let the one before in (link, password, passkeys, sessions) ends here.

    Raises
    ------
    BadInput
        If there is no such seat, or no name.
    Refused, StoreFailed
        If it cannot be entered.
    """
    name = " ".join(person.split())
    if room.seat(seat) is None:
        raise BadInput(f"there is no seat {seat!r}", instead=f"name one of {', '.join(room.seats)}")
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadInput("a holder has a name", instead="write who sits there from now on")
    public = next(one for one in _public(room))
    room.gate.withdraw(seat)
    room.enter(HOST, public, HolderNamed(seat, name, office or None))
    return room.gate.invite(seat)


def _public(room: Room) -> list[str]:
    from onetext.room.places_seen import places

    anybody = next(iter(room.seats))
    return [place.id for place in places(room.view(anybody)) if place.sort == PUBLIC]
