"""One room: its host, its windows, and whoever waits for something new in them."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onetext.brief.entries_told import EntryTold
from onetext.record.acts.drafting import StandEntered
from onetext.record.acts.kinds import Act
from onetext.record.acts.passing import Form
from onetext.record.acts.seating import CompartmentSort
from onetext.record.bundle import Bundle
from onetext.record.drafting import change_to
from onetext.record.heads import Head
from onetext.record.hosting.host import Draw, Host
from onetext.record.opening import Mode
from onetext.record.record import Kept
from onetext.record.stands import Change, Says, sign_stand
from onetext.record.store.interface import Store
from onetext.record.view import View
from onetext.record.window import Line
from onetext.room.access.gate import Gate
from onetext.room.bells import Bells
from onetext.room.clock import RoomClock
from onetext.room.opening.keys import HostKeys
from onetext.room.proposals import Proposals
from onetext.room.watched import Watched, Written
from onetext.room.windows import Windows
from onetext.terms.case import Case
from onetext.terms.role import Seat
from onetext.terms.text.passage import Passage
from onetext.terms.when import When


@dataclass
class Room:
    """Run one room.

    Parameters
    ----------
    number
        What it is called in addresses: the first group of a class is 1.
    case
        What it was opened with, sheets and all in an exercise; pages show of it only what the
        seat's view has.
    seats
        By id.
    roles
        The words of each seat's card, in Markdown, by seat.
    beside
        The folder that the case lies in, with the reader's words for its parties and issues.
    """

    number: int
    store: Store
    keys: HostKeys
    case: Case
    seats: Mapping[str, Seat]
    clock: RoomClock
    gate: Gate
    roles: Mapping[str, str] = field(default_factory=dict)
    beside: Path | None = None
    draw: Draw = secrets.token_bytes
    host: Host = field(init=False)
    windows: Windows = field(init=False)
    bells: Bells = field(default_factory=Bells, init=False)
    proposals: Proposals = field(init=False)
    _head: tuple[Head | None] | None = field(default=None, init=False, repr=False)
    _one: threading.RLock = field(default_factory=threading.RLock, init=False, repr=False)

    def __post_init__(self) -> None:
        self.windows = Windows(self.store)
        watched = Watched.over(self.store, self._heard, self._doubted)
        self.host = Host(watched, self.keys.log_key, self.clock, self.draw, self.keys.seats)
        self.proposals = Proposals(self)
        self.proposals.begin()
        self.head()

    @property
    def mode(self) -> Mode:
        """Return whether it is an exercise or live."""
        return self.store.opening.mode

    @property
    def title(self) -> str:
        """Return what the talks are called."""
        return self.case.title

    def seat(self, id: str) -> Seat | None:
        """Return a seat of this room, None if there is none of that id."""
        return self.seats.get(id)

    def view(self, seat: str, at: When | None = None) -> View:
        """Return what a seat may see, as of an hour or as of now."""
        return self.windows.view(seat, at)

    def lines(self, seat: str) -> tuple[Line, ...]:
        """Return the lines of a seat's window as of now."""
        return self.windows.lines(seat)

    def told(self, seat: str, after: int) -> tuple[EntryTold, ...]:
        """Return what is new in a seat's window after a number, in words."""
        return self.windows.told(seat, after)

    def enter(self, seat: str, compartment: str, *acts: Act) -> tuple[Kept, ...]:
        """Enter acts of a seat, all or none.

        Raises
        ------
        Refused
            If one is against the rules.
        StoreFailed
            If they cannot be made durable.
        """
        with self._one:
            return self.host.enter_all(seat, compartment, acts)

    def open_compartment(
        self,
        name: str,
        sort: CompartmentSort,
        members: Iterable[str] = (),
        *,
        follows: str | None = None,
    ) -> str:
        """Open a compartment and return its id."""
        with self._one:
            return self.host.open_compartment(name, sort, members, follows=follows)

    def disclose(
        self,
        by: str,
        item: bytes,
        into: str,
        *,
        form: Form = "verbatim",
        fields: Iterable[str] = (),
        words: str | None = None,
    ) -> Kept:
        """Pass an item on, as ``Host.disclose``."""
        with self._one:
            return self.host.disclose(by, item, into, form=form, fields=fields, words=words)

    def stand(
        self, seat: str, compartment: str, instrument: str, says: Says, passages: Sequence[str]
    ) -> tuple[Kept, ...]:
        """Enter a seat's stands on passages as they are now, signed where the host holds its key.

        Raises
        ------
        Refused
            If there is no such passage, or the seat may not.
        """
        with self._one:
            made = []
            for passage in passages:
                fits = self.host.standing(seat, instrument, passage)
                key = self.keys.seats.get(seat)
                stand = sign_stand(key, fits, says=says, counter=fits.after + 1)
                made.append(StandEntered(stand))
            return self.host.enter_all(seat, compartment, made)

    def mark(self, instrument: str, id: str, passage: Passage | None) -> tuple[bytes, Change]:
        """Return the salt and the mark by which an act says what a passage then says."""
        salt = self.host.draw(32)
        return salt, change_to(instrument, id, passage, salt)

    def destroy(self, compartment: str, by: str) -> Kept:
        """Destroy a compartment's key at a member's word."""
        with self._one:
            return self.host.destroy(compartment, by)

    def close_due(self) -> int:
        """Publish the heads whose hour has come."""
        with self._one:
            return self.host.close()

    def bundle(self, seat: str) -> Bundle:
        """Return a seat's bundle."""
        with self._one:
            return self.host.export(seat)

    def head(self) -> Head | None:
        """Return the last head that was published; at hand, for it stands on every page."""
        known = self._head
        if known is None:
            with self._one, self.store.writing() as looks:
                heads = looks.heads()
                known = self._head = (heads[-1][0] if heads else None,)
        return known[0]

    def _heard(self, written: Written) -> None:
        if written.head is not None:
            self._head = (written.head,)
        self.bells.ring(self.windows.heard(written.kept))

    def _doubted(self, written: Written) -> None:
        if written.head is not None:
            self._head = None
        self.bells.ring(self.windows.doubted(written.kept))
