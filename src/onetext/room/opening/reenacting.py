"""Enact a recorded talk anew in a room of its own, so that others can go on from where it ended.

A record cannot be continued by who has not its keys, and twenty groups of a class that went on from
one record would share one room. So each gets a room with its own keys and ids, in which the same
acts are entered by the same seats at the same hours, through the same rules. What was signed is
signed anew by keys that the host holds: an exercise, and it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from onetext.record.acts import drafting, filing, passing, proposing, seating, talking
from onetext.record.acts.kinds import Act, act_of
from onetext.record.acts.seating import SeatPlaced
from onetext.record.archive import Archive
from onetext.record.hosting.host import Host
from onetext.record.hosting.rules import is_unnamed
from onetext.record.opening import HOST
from onetext.record.promise import Promise
from onetext.record.record import Kept
from onetext.record.stands import sign_stand
from onetext.record.wire import value_of
from onetext.terms.role import Seat

Told = Callable[[int, int], None]


class HourGlass:
    """Tell the readings of the clocks that are being enacted; ``later`` of what comes beside it."""

    def __init__(self, hour: str) -> None:
        self.hour, self.tick = hour, 0
        self.later: Promise | None = None

    def turn(self, now: Promise, later: Promise | None) -> None:
        """Stand at what was promised then, and at ``later`` once that was asked."""
        self.hour, self.tick, self.later = now.time, now.tick, later

    def __call__(self) -> tuple[int, str]:
        """Return the steady reading and the hour."""
        reading = self.tick, self.hour
        if self.later is not None:
            self.turn(self.later, None)
        return reading


@dataclass
class Reenactment(Host):
    """Enter the acts of a record, one by one, into a room that has the same seats and more.

    Host and glass share the clock: ``clock`` is the glass.
    """

    ids: dict[bytes, bytes] = field(default_factory=dict)
    items: dict[bytes, bytes] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    sheets: set[str] = field(default_factory=set)
    _members: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    def enact(self, record: Archive, glass: HourGlass, told: Told | None = None) -> None:
        """Enter all that a record holds, in its order.

        Words that are gone stay gone: an entry whose key was destroyed is left out.

        Raises
        ------
        Refused
            If an act is against the rules of this room, such as a seat that it has not.
        """
        whole = tuple(record.everything())
        said = [act_of(kept.entry.body) if kept.entry is not None else None for kept in whole]
        for number, (kept, act) in enumerate(zip(whole, said, strict=True), start=1):
            beside = number < len(whole) and isinstance(said[number], passing.PassedOn)
            glass.turn(kept.promise, whole[number].promise if beside else None)
            if act is not None:
                self._enact(kept, act)
            if told is not None:
                told(number, len(whole))

    def place_more(self, seats: Iterable[Seat]) -> None:
        """Place seats that the record has not: a teacher's, an observer's."""
        public = next(iter(self.places.values()))
        self.enter_all(
            HOST, public, [SeatPlaced(seat.id, seat.party, seat.function, ()) for seat in seats]
        )

    def _enact(self, old: Kept, act: Act) -> None:
        assert old.entry is not None
        by, where = old.entry.seat, self.places.get(old.compartment, "")
        match act:
            case seating.CompartmentOpened():
                after = self.places[act.follows] if act.follows is not None else None
                id = self.open_compartment(act.name, act.sort, act.members, follows=after)
                self.places[old.compartment] = id
                self._members[id] = next(iter(act.members), HOST)
                self.named[act.name] = id
            case seating.KeyDestroyed():
                self.destroy(where, act.by)
            case passing.PassedOn():
                return  # entered beside the disclosure
            case passing.Disclosure():
                item = self.items[act.item]
                new = self.disclose(
                    by, item, where, form=act.form, fields=act.fields, words=act.words
                )
                self._same(old, new)
            case passing.Refusal():
                with self.store.writing() as looks:
                    again = replace(act, item=self.items[act.item])
                    self._take(looks, self._written(looks, by, where, again))
            case _:
                if is_unnamed(act):  # whose it was is not known: some member puts it for nobody
                    by = self._members[where]
                self._same(old, self.enter(by, where, self._own(act, by)))

    def _same(self, old: Kept, new: Kept) -> None:
        assert old.entry is not None
        assert new.entry is not None
        self.ids[old.entry.id] = new.entry.id
        self.items[old.promise.commitment] = new.promise.commitment

    def _own(self, act: Act, by: str) -> Act:
        """Return an act with the references that it has in this room."""
        match act:
            case passing.Leave():
                return replace(act, item=self.items[act.item])
            case talking.MinutesSigned():
                return replace(act, minutes=self.ids[act.minutes])
            case drafting.StandEntered():
                return self._stand(act, by)
            case drafting.CarvedOut():
                last = act.changed_by
                return replace(act, changed_by=self.ids[last] if last is not None else None)
            case drafting.Initialled() | drafting.ConsentGiven():
                return replace(act, draft=self.ids[act.draft])
            case proposing.ProposalPut():
                draft = act.draft
                return replace(act, draft=self.items[draft] if draft is not None else None)
            case proposing.ProposalEnded() | proposing.ProposalAccepted():
                return replace(act, proposal=self.items[act.proposal])
            case filing.SheetFiled():
                told = value_of(act.sheet)
                self.sheets.add(str(told["id"]) if isinstance(told, dict) else "")
            case filing.ResultFiled():
                return replace(act, inputs=tuple(self.items[one] for one in act.inputs))
        return act

    def _stand(self, act: drafting.StandEntered, by: str) -> drafting.StandEntered:
        stand = act.stand
        fits = self.standing(by, stand.instrument, stand.passage)
        made = sign_stand(self.keys.get(by), fits, says=stand.says, counter=fits.after + 1)
        return drafting.StandEntered(made)
