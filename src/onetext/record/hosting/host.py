"""The host: takes entries in, signs for when, passes items on by leave, closes at the fixed hours.

An act is acknowledged once it is durable: ``take`` returns after the store's transaction has ended.
Both clocks and all randomness come from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.errors import BadInput, Refused, WrongUse
from onetext.record.acts.kinds import Act, values_of
from onetext.record.acts.passing import Disclosure, Form, PassedOn, Refusal
from onetext.record.acts.seating import CompartmentOpened, CompartmentSort, KeyDestroyed
from onetext.record.archive import Secrets, archive_lines
from onetext.record.bundle import Bundle
from onetext.record.domains import SALT_BYTES
from onetext.record.entry import (
    ENTERED_BY_HOST,
    ID_BYTES,
    NEVER_SIGNED,
    NONE_BEFORE,
    Entry,
    Place,
    write_entry,
)
from onetext.record.fields import Body
from onetext.record.heads import CoSignature, is_co_signed
from onetext.record.hosting.closing import due_closes
from onetext.record.hosting.exporting import export
from onetext.record.hosting.now import Now
from onetext.record.hosting.passing import WithoutLeave, receivers
from onetext.record.hosting.rules import check, is_unnamed, not_the_hosts
from onetext.record.hosting.shares import Tallies, Tally, quota
from onetext.record.hosting.texts import standing_of
from onetext.record.opening import HOST, Opening
from onetext.record.promise import promise
from onetext.record.record import Kept
from onetext.record.signing import public_bytes
from onetext.record.stands import Standing
from onetext.record.store.interface import Store, Writing

Clock = Callable[[], tuple[int, str]]
"""A steady reading, in microseconds since the room opened, and the room's hour in UTC."""

LONGEST_STEP = 1000
"""Microseconds that a tick goes on at most where the clock does not."""

Draw = Callable[[int], bytes]
"""So many random bytes."""


@dataclass
class Host:
    """Run one room over a store.

    Parameters
    ----------
    keys
        The seats' private keys that the host holds, in an exercise; none in a live room with desks.
    """

    store: Store
    log_key: Ed25519PrivateKey
    clock: Clock
    draw: Draw
    keys: Mapping[str, Ed25519PrivateKey] = field(default_factory=dict)
    _tallies: Tallies = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if public_bytes(self.log_key) != self.store.opening.log_key:
            raise WrongUse("this is not the log key of this room")
        self._tallies = Tallies(self.store.opening, self.log_key)

    @property
    def opening(self) -> Opening:
        """Return what is fixed in the room."""
        return self.store.opening

    def open_compartment(
        self,
        name: str,
        sort: CompartmentSort,
        members: Iterable[str] = (),
        *,
        follows: str | None = None,
    ) -> str:
        """Open a compartment and return its id.

        Raises
        ------
        Refused, StoreFailed
            As ``take``.
        """
        id = self.draw(ID_BYTES).hex()
        act = CompartmentOpened(name, sort, tuple(sorted(members)), follows)
        return self.enter(HOST, id, act).compartment

    def enter(self, seat: str, compartment: str, act: Act) -> Kept:
        """Write an entry for a seat whose key the host holds, or that has none, and take it in.

        A non-paper and an unnamed alternative are entered as the host's own: which seat put them
        forward stands nowhere, on no disk and in no bundle (design, §4, Deniability).

        Raises
        ------
        Refused
            If it is against the rules.
        StoreFailed
            If it cannot be made durable.
        """
        with self.store.writing() as looks:
            return self._enter(looks, seat, compartment, act)

    def enter_all(self, seat: str, compartment: str, acts: Iterable[Act]) -> tuple[Kept, ...]:
        """Enter several acts in one transaction: all of them, or none.

        Raises
        ------
        Refused, StoreFailed
            As ``enter``.
        """
        with self.store.writing() as looks:
            return tuple(self._enter(looks, seat, compartment, act) for act in acts)

    def take(self, entry: Entry) -> Kept:
        """Take in an entry that its author wrote elsewhere.

        Raises
        ------
        Refused, StoreFailed
            As ``enter``.
        """
        not_the_hosts(entry.body.shown("kind"))
        with self.store.writing() as looks:
            return self._take(looks, entry)

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
        """Pass an item on into a compartment, and say so where it stands; cannot be undone.

        Raises
        ------
        Refused
            If it is against the rules. Without the owner's leave the refusal is entered where the
            item stands, and nowhere else.
        StoreFailed
            If it cannot be made durable.
        """
        act = Disclosure(item, form, tuple(sorted(fields)), words)
        try:
            with self.store.writing() as looks:
                kept = self._take(looks, self._written(looks, by, into, act))
                self._passed_on(looks, by, act, into)
                return kept
        except WithoutLeave as refused:
            with self.store.writing() as looks:
                there = looks.items((item,))[item]
                said = Refusal(item, form, by, refused.what)
                self._take(looks, self._written(looks, by, there.compartment, said))
            raise

    def destroy(self, compartment: str, by: str) -> Kept:
        """Destroy a compartment's key at a member's word: what was said there is gone for ever.

        Raises
        ------
        Refused
            If ``by`` is not in it, or it is public.
        """
        with self.store.writing() as looks:
            found = Now(self.opening, looks, by).compartment(compartment)
            if found is None or found.members is None or by not in found.members:
                raise Refused("only who is in a compartment has its key destroyed")
            return self._take_beside(looks, by, compartment, KeyDestroyed(by))

    def standing(self, seat: str, instrument: str, passage: str) -> Standing:
        """Return what a stand of ``seat`` on a passage has to fit, for it to be signed.

        Raises
        ------
        Refused
            If the seat sees no such passage.
        """
        with self.store.writing() as looks:
            return standing_of(Now(self.opening, looks, seat), instrument, passage)

    def take_co_signature(self, signature: CoSignature) -> None:
        """Keep a seat's signature under the head of a close, once it was checked.

        Raises
        ------
        Refused
            If there is no such close, the room has no such seat, or it has not signed that head.
        StoreFailed
            If it cannot be made durable.
        """
        keys = {seat.seat: seat.key for seat in self.opening.seats}
        key = keys.get(signature.seat)
        with self.store.writing() as looks:
            self._close(looks, self._hour(looks)[1])
            heads = {head.close: head for head, _ in looks.heads()}
            head = heads.get(signature.close)
            if head is None or key is None or not is_co_signed(signature, head, key):
                raise Refused(f"it is no signature of {signature.seat!r} under that head")
            looks.co_signed(signature)

    def close(self) -> int:
        """Publish every head whose hour has come; return how many."""
        with self.store.writing() as looks:
            _, time = self._hour(looks)
            return self._close(looks, time)

    def export(self, seat: str | None = None) -> Bundle:
        """Return the bundle of a seat, the public one without, after every close that is due.

        Else the number of heads in it would tell whether anybody has entered anything since the
        hour of a close.

        Raises
        ------
        BadInput
            If the room has no such seat.
        """
        self.close()
        return export(self.store, seat)

    def whole(self, *, secrets: Secrets | None = None) -> Iterator[bytes]:
        """Yield the file of the whole record, line by line, after every close that is due.

        It says the hour that it was written at, by which all that was due is in it.

        Raises
        ------
        WrongUse
            If the secrets are not of this room, or it is no exercise.
        """
        with self.store.writing() as looks:
            _, time = self._hour(looks)
            self._close(looks, time)
        return archive_lines(self.store, secrets=secrets, as_of=time)

    def _enter(self, looks: Writing, seat: str, compartment: str, act: Act) -> Kept:
        not_the_hosts(act.kind)
        if is_unnamed(act) and seat != HOST:
            return self._take_beside(looks, seat, compartment, act)
        return self._take(looks, self._written(looks, seat, compartment, act))

    def _close(self, looks: Writing, time: str) -> int:
        count = 0
        for closed in due_closes(looks, self.log_key, self.draw, time=time):
            looks.close(closed)
            count += 1
        return count

    def _written(self, looks: Writing, seat: str, compartment: str, act: Act) -> Entry:
        values = values_of(act)
        key = self.keys.get(seat)
        if act.kind in NEVER_SIGNED | ENTERED_BY_HOST:
            key = None
        counter, before = looks.chain(compartment, seat if key else HOST) or (0, NONE_BEFORE)
        return write_entry(
            key,
            room=self.opening.room,
            id=self.draw(ID_BYTES),
            seat=seat,
            place=Place(compartment, counter + 1, before, self.draw(SALT_BYTES)),
            body=Body.of(values, {name: self.draw(SALT_BYTES) for name in values}),
            salt=self.draw(SALT_BYTES),
        )

    def _take_beside(self, looks: Writing, seat: str, compartment: str, act: Act) -> Kept:
        """Take in as the host's own what a seat bids; the host counts it as hers."""
        hour = self._hour(looks)
        self._close(looks, hour[1])
        most, tally = quota(self.opening, seat), self._tallies.read(looks)
        if tally.bidden.get(seat, 0) >= most:
            raise _full(most)
        if isinstance(act, KeyDestroyed):
            tally = self._forget(looks, compartment, tally)
        entry = self._written(looks, HOST, compartment, act)
        kept = self._keep(looks, entry, hour, acting=seat)
        self._tallies.put_down(looks, tally.with_bidden(seat))
        return kept

    def _forget(self, looks: Writing, compartment: str, tally: Tally) -> Tally:
        """Destroy a key; whose the entries were is gone with it, that they fill a close is not."""
        seats = [HOST, *(one.seat for one in self.opening.seats)]
        before = {seat: looks.taken(seat) for seat in seats}
        looks.forget(compartment)
        return tally.with_lost({seat: before[seat] - looks.taken(seat) for seat in seats})

    def _take(self, looks: Writing, entry: Entry) -> Kept:
        hour = self._hour(looks)
        self._close(looks, hour[1])
        most, tally = quota(self.opening, entry.seat), self._tallies.read(looks)
        count = looks.taken(entry.seat) + tally.lost.get(entry.seat, 0)
        if entry.seat == HOST:
            count -= sum(tally.bidden.values())
        if count >= most:
            raise _full(most)
        return self._keep(looks, entry, hour, acting=entry.seat)

    def _keep(self, looks: Writing, entry: Entry, hour: tuple[int, str], *, acting: str) -> Kept:
        tick, time = hour
        if looks.waiting() >= self.opening.slots:  # after a restored record whose counts are lost
            raise Refused("the next close is full", instead="wait for it")
        check(Now(self.opening, looks, acting), entry, time=time)
        made = promise(
            self.log_key,
            room=self.opening.room,
            commitment=entry.commitment,
            tick=tick,
            time=time,
        )
        assert isinstance(entry.place, Place)
        kept = Kept(entry.place.compartment, made, entry)
        looks.keep(kept)
        return kept

    def _hour(self, looks: Writing) -> tuple[int, str]:
        """Read both clocks; the tick rises and the time never falls.

        Where the steady clock has not gone on (two entries within one reading of it, a step back
        within one second) the tick does by a drawn number: ticks that rose one by one would count
        the entries that a reader does not see.
        """
        tick, time = self.clock()
        last = looks.last()
        if last is None:
            return tick, time
        if time < last.time:
            raise BadInput(
                f"the clock says {time}, which is before what was taken in last",
                instead="set the clock right: the record never runs backwards",
            )
        if tick <= last.tick:
            tick = last.tick + 1 + int.from_bytes(self.draw(2)) % LONGEST_STEP
        return tick, time

    def _passed_on(self, looks: Writing, by: str, act: Disclosure, into: str) -> None:
        item = looks.items((act.item,))[act.item]
        to = receivers(Now(self.opening, looks, by), item, into)
        if to == ():  # nobody was shown anything new, and in which compartment is nobody's business
            return
        said = PassedOn(act.item, act.form, act.fields, by, to or (), act.words)
        self._take(looks, self._written(looks, by, item.compartment, said))


def _full(most: int) -> Refused:
    return Refused(f"{most} entries until the next close are the most", instead="wait for it")
