"""Random histories of a room run by the host: messages, texts, disclosures, destroyed keys."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress

from running import PARTIES, Running

from onetext.errors import Refused
from onetext.record.acts.drafting import AlternativePut, DraftIssued, PassageAdded
from onetext.record.acts.offering import NonPaper, OfferMade
from onetext.record.acts.passing import Form, Leave
from onetext.record.acts.talking import CaucusMessage, Message, Minutes
from onetext.record.drafting import change_to
from onetext.record.entry import Entry
from onetext.record.heads import co_sign
from onetext.record.opening import HOST
from onetext.record.record import Kept
from onetext.record.stands import Says
from onetext.record.window import window
from onetext.terms.text.passage import Alternative, Passage, Version

FORMS: Sequence[Form] = ("verbatim", "redacted", "paraphrase", "existence")
SAYS: Sequence[Says] = ("accept", "ad-referendum", "reserve", "reject")


def history(
    seed: int, *, steps: int = 30, destroys: bool = True, slots: int = 256, signed: bool = True
) -> Running:
    """Run a room through random acts; what the rules refuse is part of it."""
    run = Running(seed=seed, slots=slots, step=60).start()
    made = _History(run, random.Random(seed), destroys)
    for _ in range(steps):
        made.step()
    if signed:
        for closed in run.store.closes():
            with run.store.writing() as looks:
                for seat in ("arn-head", "bel-head"):
                    looks.co_signed(co_sign(run.keys[seat], seat, closed.head))
    return run


class _History:
    def __init__(self, run: Running, draw: random.Random, destroys: bool) -> None:
        self.run, self.draw, self.destroys = run, draw, destroys
        self.kept: list[Kept] = []
        self.passages: list[Passage] = []
        self.count = 0

    def step(self) -> None:
        self.run.step = self.draw.choice([60, 60, 600, 600, 40_000])
        ways = [self.say, self.caucus, self.caucus, self.offer, *[self.pass_on] * 6]
        ways += [self.leave, self.text, self.stand, self.minutes, self.close]
        if self.destroys and self.draw.random() < 0.5:
            ways.append(self.destroy)
        self.count += 1
        with suppress(Refused):
            self.draw.choice(ways)()

    def seat(self) -> str:
        return self.draw.choice(sorted(self.run.seats))

    def room(self, seat: str) -> str:
        own = self.run.seats[seat]
        names = ["public", "plenary"] if self.draw.random() < 0.4 else []
        if own in PARTIES:
            names += [f"caucus-{own}", f"private-{own}"]
        else:
            names += [f"caucus-{party}" for party in PARTIES]
        return self.draw.choice(names)

    def say(self) -> None:
        seat = self.seat()
        act = Message(f"words {self.count}", self.draw.choice(["none", "ask", "free"]))
        self.kept.append(self.run.enter(seat, self.room(seat), act))

    def caucus(self) -> None:
        seat = self.seat()
        own = self.run.seats[seat]
        name = f"caucus-{own if own in PARTIES else self.draw.choice(PARTIES)}"
        act = CaucusMessage(f"aside {self.count}", self.draw.choice(["ask", "free", "free"]))
        self.kept.append(self.run.enter(seat, name, act))

    def offer(self) -> None:
        seat = self.draw.choice(["arn-head", "bel-head", "cal-head"])
        made = self.draw.choice([OfferMade, NonPaper])
        to = tuple(party for party in PARTIES if party != self.run.seats[seat])
        act = made(f"o{self.count}", to, "truce = full", "land = shared", None, None)
        self.kept.append(self.run.enter(seat, self.room(seat), act))

    def pass_on(self) -> None:
        if not self.kept:
            return
        apart = {self.run.rooms[name] for name in ("public", "plenary")}
        inside = [kept for kept in self.kept if kept.compartment not in apart]
        item = self.draw.choice(inside or self.kept)
        author = item.entry.seat if item.entry is not None else HOST
        by = author if author in self.run.seats and self.draw.random() < 0.7 else self.seat()
        if self.draw.random() < 0.3:
            by = "dor-med"
        form = self.draw.choice(FORMS)
        into = self.run.rooms[self.room(by)]
        names = [f.name for f in item.entry.body.fields] if isinstance(item.entry, Entry) else []
        fields = self.draw.sample(names, min(len(names), self.draw.randrange(1, 3)))
        passed = self.run.host.disclose(
            by,
            item.promise.commitment,
            into,
            form=form,
            fields=fields if form == "redacted" else (),
            words="they may move" if form == "paraphrase" else None,
        )
        self.kept.append(passed)

    def leave(self) -> None:
        owned = [k for k in self.kept if k.entry is not None and k.entry.seat in self.run.seats]
        if not owned:
            return
        item = self.draw.choice(owned)
        assert item.entry is not None
        name = next(n for n, id in self.run.rooms.items() if id == item.compartment)
        form = self.draw.choice(["verbatim", "paraphrase", "existence"])
        self.run.enter(item.entry.seat, name, Leave(item.promise.commitment, form, (), ()))

    def text(self) -> None:
        id, salt = f"art-{len(self.passages) + 1}", self.run.random.randbytes(32)
        if self.passages and self.draw.random() < 0.5:
            old = self.draw.choice(self.passages)
            by = self.draw.choice([None, "bel"])
            new = Alternative(f"b{self.count}", (Version("en", f"Split {self.count}."),), by)
            whole = Passage(old.id, old.heading, (*old.alternatives, new))
            change = change_to("treaty", old.id, whole, salt)
            self.run.enter(
                "bel-head", "plenary", AlternativePut("treaty", old.id, new, salt, change)
            )
            self.passages[self.passages.index(old)] = whole
            return
        passage = Passage(id, "The lake", (Alternative("a1", (Version("en", "Shared."),)),))
        change = change_to("treaty", id, passage, salt)
        self.run.enter("dor-med", "plenary", PassageAdded("treaty", passage, None, salt, change))
        self.passages.append(passage)

    def stand(self) -> None:
        if self.passages:
            seat = self.draw.choice(["arn-head", "bel-head", "cal-head"])
            passage = self.draw.choice(self.passages).id
            self.kept.append(self.run.stand(seat, "plenary", passage, self.draw.choice(SAYS)))

    def minutes(self) -> None:
        if self.draw.random() < 0.5:
            self.run.enter("dor-med", "plenary", DraftIssued("treaty"))
            return
        act = Minutes(f"They met. {self.count}", ("arn-head", "dor-med"))
        self.kept.append(self.run.enter("dor-med", "caucus-arn", act))

    def close(self) -> None:
        self.run.host.close()

    def destroy(self) -> None:
        party = self.draw.choice(PARTIES)
        by = f"{party}-head"
        name = self.draw.choice([f"caucus-{party}", f"private-{party}"])
        self.run.host.destroy(self.run.rooms[name], by)


def hours(run: Running, seat: str | None) -> list[str]:
    """Return every hour at which something of the room happened, and one before and after all."""
    times = {line.promise.time for line in window(run.store, seat).lines}
    times |= {kept.promise.time for kept in run.store.everything()}
    return ["2031-03-16T00:00:00Z", *sorted(times), "2039-01-01T00:00:00Z"]
