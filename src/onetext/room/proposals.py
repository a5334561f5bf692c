"""The mediator's proposals of one room while they are open: who answered what stands here only.

An answer is no entry. This process holds it until the hour, in one byte that is then overwritten;
it is written to no store, no log and no page but that of the seat that gave it. Silence is a no.
At the hour, never earlier, all is entered if all said yes, and otherwise one bit. If the process
ends before the hour, the answers are gone: the proposal lapses as such when the room is opened
again, and says so (design, §4, The mediator's proposal).

A browser does not send "yes" or "no" but one of two tokens of equal length, drawn for this proposal
and this seat. So what passes the wire is as long either way, and what a proxy may have kept of it
can be read by nobody once the secret behind the tokens has been overwritten.

What overwriting cannot reach: copies that the machine made of this process's memory (swap, a core
dump, a snapshot), and who looks into the process before the hour: the host.
"""

from __future__ import annotations

import hmac
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onetext.errors import Refused, StoreFailed
from onetext.record.acts.kinds import act_of
from onetext.record.acts.proposing import Outcome, ProposalAccepted, ProposalEnded, ProposalPut
from onetext.record.acts.talking import RoundOpened
from onetext.record.opening import HOST, moment
from onetext.record.record import Kept

if TYPE_CHECKING:
    from onetext.room.room import Room

MOST_BITS = 3
"""Bits that may be learned of any one side in a round: a proposal tells one."""

_SILENT, _YES, _NO = 0, 1, 2
_TOKEN_BYTES = 16
_AGAIN = 5.0


@dataclass
class _Held:
    """Hold one open proposal: its answers by seat, and the secret that its tokens are made of."""

    item: bytes
    place: str
    put: ProposalPut
    secret: bytearray
    answers: dict[str, bytearray]
    outcome: Outcome | None = None

    def token(self, seat: str, answer: int) -> str:
        """Return what a browser sends for this answer of this seat."""
        said = f"{seat} {answer}".encode()
        return hmac.digest(self.secret, said, "sha256")[:_TOKEN_BYTES].hex()

    def forget(self) -> None:
        """Overwrite the answers and the secret."""
        for held in (self.secret, *self.answers.values()):
            held[:] = bytes(len(held))


@dataclass(frozen=True, slots=True)
class Choices:
    """Hold what one seat may answer, as tokens, and which one this process holds of it now."""

    yes: str
    no: str
    held: str | None


@dataclass
class Proposals:
    """Put proposals, hold their answers, end them at their hour."""

    room: Room
    _open: dict[bytes, _Held] = field(default_factory=dict, init=False, repr=False)
    _one: threading.RLock = field(default_factory=threading.RLock, init=False, repr=False)

    def begin(self) -> None:
        """Let lapse what was open when this room was last stopped; finish what was ending."""
        for kept, act in self._said(ProposalPut.kind):
            if not isinstance(act, ProposalPut):
                continue
            ended = self._outcome(kept.promise.commitment)
            if ended is None:
                with suppress(Refused):
                    self._end(kept.compartment, kept.promise.commitment, "lapsed")
            elif ended == "accepted":
                self._open_answers(kept.compartment, kept.promise.commitment, act)

    def put(self, seat: str, place: str, act: ProposalPut) -> Kept:
        """Enter a proposal and wait for its answers.

        Raises
        ------
        Refused
            If a side has been asked as often in this round as it may be, or the rules refuse it.
        StoreFailed
            If it cannot be made durable.
        """
        with self._one:
            if self.bits(seat, act.to) >= MOST_BITS:
                raise Refused(
                    f"{MOST_BITS} bits are the most that may be learned of a side in one round",
                    instead="talk in a caucus, or wait for the next round",
                )
            kept = self.room.enter(seat, place, act)[0]
            item = kept.promise.commitment
            secret = bytearray(self.room.draw(32))
            self._open[item] = _Held(
                item, place, act, secret, {one: bytearray([_SILENT]) for one in act.to}
            )
        self._wait(act.hour)
        return kept

    def bits(self, by: str, to: Iterable[str]) -> int:
        """Return how many bits the window of ``by`` shows as asked of one of these seats.

        Counted since their round began, a round that all of them see: nobody begins one behind
        their backs. What is asked where ``by`` is not is not counted, for the refusal would tell
        of it.
        """
        seats = tuple(to)
        if not seats:
            return 0
        rounds = [
            {kept.promise.tick for kept, act in self._of(seat, RoundOpened.kind)}
            for seat in (by, *seats)
        ]
        since = max(set.intersection(*rounds), default=-1)
        asked = [
            act.to
            for kept, act in self._of(by, ProposalPut.kind)
            if isinstance(act, ProposalPut) and kept.promise.tick > since
        ]
        return max(sum(seat in to for to in asked) for seat in seats)

    def choices(self, seat: str, item: bytes) -> Choices | None:
        """Return what a seat may answer to an open proposal; None if it is not asked, or no more.

        For that seat alone.
        """
        with self._one:
            held = self._open.get(item)
            if held is None or held.outcome is not None or seat not in held.answers:
                return None
            answer = held.answers[seat][0]
            tokens = {_YES: held.token(seat, _YES), _NO: held.token(seat, _NO)}
            return Choices(tokens[_YES], tokens[_NO], tokens.get(answer))

    def answer(self, seat: str, item: bytes, token: str) -> None:
        """Hold a seat's answer in place of the one before.

        Raises
        ------
        Refused
            If it is not asked, the hour has come, or the token is neither yes nor no.
        """
        self.due()
        with self._one:
            held = self._open.get(item)
            if held is None or held.outcome is not None or seat not in held.answers:
                raise Refused("there is nothing for you to answer here, or no more")
            sent = token.encode("utf-8", "replace")
            yes = hmac.compare_digest(sent, held.token(seat, _YES).encode())
            no = hmac.compare_digest(sent, held.token(seat, _NO).encode())
            if not (yes or no):
                raise Refused("this is no answer to this proposal", instead="open the page again")
            held.answers[seat][0] = _YES if yes else _NO

    def is_open(self, item: bytes) -> bool:
        """Tell whether a proposal still waits for its hour."""
        with self._one:
            held = self._open.get(item)
            return held is not None and held.outcome is None

    def due(self) -> None:
        """End every proposal whose hour has come."""
        with self._one:
            now = self.room.clock.hour()
            for held in [one for one in self._open.values() if one.put.hour <= now]:
                self._settle(held)

    def _settle(self, held: _Held) -> None:
        """Take the one bit, overwrite the answers, and only then write anything."""
        if held.outcome is None:
            yes = all(answer[0] == _YES for answer in held.answers.values())
            held.outcome = "accepted" if yes else "failed"
            held.forget()
        try:
            if self._outcome(held.item) is None:
                self._end(held.place, held.item, held.outcome)
            if held.outcome == "accepted":
                self._open_answers(held.place, held.item, held.put)
        except StoreFailed:
            self._later(_AGAIN)
            return
        except Refused:  # its compartment was closed, or its key destroyed
            pass
        del self._open[held.item]

    def _end(self, place: str, item: bytes, outcome: Outcome) -> None:
        self.room.enter(HOST, place, ProposalEnded(item, outcome))

    def _open_answers(self, place: str, item: bytes, put: ProposalPut) -> None:
        """Enter the yes of each that is not entered yet: all have said it."""
        act = ProposalAccepted(item)
        there = {
            kept.entry.seat
            for kept, one in self._of(put.to[0], ProposalAccepted.kind)
            if one == act and kept.entry is not None
        }
        for seat in put.to:
            if seat not in there:
                self.room.enter(seat, place, act)

    def _outcome(self, item: bytes) -> Outcome | None:
        for _, act in self._said(ProposalEnded.kind):
            if isinstance(act, ProposalEnded) and act.proposal == item:
                return act.outcome
        return None

    def _said(self, kind: str) -> list[tuple[Kept, object]]:
        """Return the acts of a kind in the whole room, each once: for the host alone."""
        found = {
            kept.promise.commitment: (kept, act)
            for seat in self.room.seats
            for kept, act in self._of(seat, kind)
        }
        return list(found.values())

    def _of(self, seat: str, kind: str) -> list[tuple[Kept, object]]:
        with self.room.store.writing() as looks:
            seen = list(looks.of_kind((kind,), seat))
        return [(kept, act_of(kept.entry.body)) for kept in seen if kept.entry is not None]

    def _wait(self, hour: str) -> None:
        self._later((moment(hour) - self.room.clock.now()).total_seconds())

    def _later(self, seconds: float) -> None:
        waiting = threading.Timer(min(max(seconds, 0.0) + 0.05, 86_400.0), self._ring)
        waiting.daemon = True
        waiting.start()

    def _ring(self) -> None:
        """Look again when an hour should have come; a long wait is cut into days."""
        with suppress(StoreFailed):
            self.due()
        with self._one:
            waits = [held.put.hour for held in self._open.values() if held.outcome is None]
        if waits:
            self._wait(min(waits))
