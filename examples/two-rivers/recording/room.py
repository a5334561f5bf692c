"""A room with seeded keys, salts and clock, run through the public interface of the host."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.cases.loading import load
from onetext.record.acts import drafting
from onetext.record.acts.kinds import Act
from onetext.record.acts.seating import CompartmentSort
from onetext.record.drafting import change_to
from onetext.record.heads import co_sign
from onetext.record.hosting.host import Host
from onetext.record.hosting.now import Now
from onetext.record.hosting.texts import standing_of
from onetext.record.opening import HOST, Opening, SeatKey, moment
from onetext.record.record import Kept
from onetext.record.signing import public_bytes
from onetext.record.stands import Change, Says, sign_stand
from onetext.record.store.memory import MemoryStore
from onetext.record.view import filed
from onetext.terms.said.form import from_form
from onetext.terms.said.report import Report
from onetext.terms.text.passage import Alternative, Passage

HERE = Path(__file__).parents[1]
BEGINS = "2031-03-02T07:00:00Z"
FIRST_CLOSE = "2031-03-02T22:00:00Z"
A_DAY = 86400
SLOTS = 256
HEADS = ("belmora-head", "sedgeland-head", "tarvenia-head")


class Room:
    """Run the room; nothing in it depends on the machine, its clock or its chance."""

    def __init__(self) -> None:
        self.case = load(HERE / "case.yaml")
        self.chance = random.Random("two rivers, 2031")
        log_key = self._key()
        seats = sorted(seat.id for seat in self.case.seats)
        self.keys = {seat: self._key() for seat in seats}
        self.log_key = log_key
        self.store = MemoryStore(
            Opening(
                mode="exercise",
                log_key=public_bytes(log_key),
                seats=tuple(SeatKey(seat, public_bytes(self.keys[seat])) for seat in seats),
                first_close=FIRST_CLOSE,
                every=A_DAY,
                slots=SLOTS,
                salt=self.chance.randbytes(32),
            )
        )
        self.now = moment(BEGINS)
        self.host = Host(self.store, log_key, self._clock, self.chance.randbytes, self.keys)
        self.where: dict[str, str] = {}
        self.made: dict[str, Kept] = {}
        self.passages: dict[tuple[str, str], Passage] = {}

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.chance.randbytes(32))

    def _clock(self) -> tuple[int, str]:
        self.now += timedelta(seconds=20)
        tick = (self.now - moment(BEGINS)) // timedelta(microseconds=1)
        return tick, self.now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def at(self, hour: str) -> None:
        """Let it be ``hour``, such as ``03-17 11:00`` (UTC); nights on the way are closed."""
        day, _, time = hour.partition(" ")
        self.now = moment(f"2031-{day}T{time}:00Z")

    def open(
        self, name: str, sort: CompartmentSort, members: Iterable[str] = (), *, follows: str = ""
    ) -> None:
        """Open a compartment under a name that this script calls it by."""
        after = self.where[follows] if follows else None
        self.where[name] = self.host.open_compartment(name, sort, members, follows=after)

    def enter(self, seat: str, name: str, act: Act, *, called: str = "") -> Kept:
        """Enter an act; ``called`` keeps it for later ones that speak of it."""
        kept = self.host.enter(seat, self.where[name], act)
        if called:
            self.made[called] = kept
        return kept

    def item(self, called: str) -> bytes:
        """Return the commitment by which a leave or a disclosure names what was entered."""
        return self.made[called].promise.commitment

    def id_of(self, called: str) -> bytes:
        """Return the id of an entry."""
        entry = self.made[called].entry
        assert entry is not None
        return entry.id

    def report(self, id: str) -> None:
        """File a press report: its text, and what we read in it ourselves (``gold/``).

        A better reader would make another record of it, so no reader is asked.
        """
        form = json.loads((HERE / "gold" / f"{id}.gold.json").read_text(encoding="utf-8"))
        text = (HERE / "press" / f"{id}.txt").read_text(encoding="utf-8")
        on_the_table = {matter.issue.id for matter in self.case.space.matters}
        self.enter(HOST, "public", filed(_only(from_form(form, text), on_the_table)))

    def night(self, day: str, co_signed_by: Sequence[str] = HEADS) -> None:
        """Let the day's head be published, and these seats put their names to it."""
        self.at(f"{day} 22:00")
        self.host.close()
        head = self.store.closes()[-1].head
        with self.store.writing() as looks:
            for seat in sorted(co_signed_by):
                looks.co_signed(co_sign(self.keys[seat], seat, head))

    # The text. Each act that changes words says by a salted hash what the passage then says.

    def add(self, seat: str, name: str, instrument: str, passage: Passage) -> None:
        """Add a passage at the end."""
        salt, mark = self._mark(instrument, passage)
        self.enter(seat, name, drafting.PassageAdded(instrument, passage, None, salt, mark))

    def change(self, seat: str, name: str, instrument: str, passage: Passage) -> None:
        """Give a passage other words."""
        salt, mark = self._mark(instrument, passage)
        self.enter(seat, name, drafting.PassageChanged(instrument, passage, salt, mark))

    def put(self, seat: str, name: str, instrument: str, passage: str, words: Alternative) -> None:
        """Put an alternative in brackets."""
        old = self.passages[instrument, passage]
        new = replace(old, alternatives=(*old.alternatives, words))
        salt, mark = self._mark(instrument, new)
        self.enter(seat, name, drafting.AlternativePut(instrument, passage, words, salt, mark))

    def drop(self, seat: str, name: str, instrument: str, passage: str, words: str) -> None:
        """Drop an own alternative."""
        old = self.passages[instrument, passage]
        new = replace(old, alternatives=tuple(a for a in old.alternatives if a.id != words))
        salt, mark = self._mark(instrument, new)
        self.enter(seat, name, drafting.AlternativeDropped(instrument, passage, words, salt, mark))

    def choose(self, seat: str, name: str, instrument: str, passage: str, words: str) -> None:
        """Keep one alternative and drop the others."""
        old = self.passages[instrument, passage]
        new = replace(old, alternatives=tuple(a for a in old.alternatives if a.id == words))
        salt, mark = self._mark(instrument, new)
        self.enter(seat, name, drafting.ChoiceMade(instrument, passage, words, salt, mark))

    def stand(self, seat: str, name: str, instrument: str, says: Says, *passages: str) -> None:
        """Enter the stands of a seat, each signed by itself on the words as they are now."""
        for passage in passages:
            with self.store.writing() as looks:
                fits = standing_of(Now(self.store.opening, looks, seat), instrument, passage)
            made = sign_stand(self.keys[seat], fits, says=says, counter=fits.after + 1)
            self.enter(seat, name, drafting.StandEntered(made))

    def draft(self, instrument: str, n: int) -> tuple[Passage, ...]:
        """Return the passages of a draft as the case has them."""
        text = self.case.text(instrument)
        assert text is not None
        return text.drafts[n - 1].passages

    def _mark(self, instrument: str, passage: Passage) -> tuple[bytes, Change]:
        salt = self.chance.randbytes(32)
        self.passages[instrument, passage.id] = passage
        return salt, change_to(instrument, passage.id, passage, salt)


def _only(report: Report, issues: Collection[str]) -> Report:
    """Return a report that speaks of these issues, as the table beside it (``only: true``) asks."""

    def kept(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(id for id in ids if id in issues)

    return replace(
        report,
        issues=tuple(issue for issue in report.issues if issue.id in issues),
        statements=tuple(
            replace(
                one,
                issues=kept(one.issues),
                points=tuple(replace(point, issues=kept(point.issues)) for point in one.points),
            )
            for one in report.statements
        ),
        events=tuple(replace(one, issues=kept(one.issues)) for one in report.events),
        narration=tuple(replace(one, issues=kept(one.issues)) for one in report.narration),
    )
