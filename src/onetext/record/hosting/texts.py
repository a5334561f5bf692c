"""What an act on a text has to be before it is entered: by the rules, on what its seat sees."""

from __future__ import annotations

from onetext.errors import Refused
from onetext.record.acts import drafting as said
from onetext.record.acts.kinds import KINDS, Act
from onetext.record.drafting import Changing, changed, checked_change, instruments, text_act
from onetext.record.entry import Entry, Place
from onetext.record.hosting.now import Now
from onetext.record.stands import Change, Standing, stand_faults
from onetext.terms.text.fold import after, fold
from onetext.terms.text.objection import objection
from onetext.terms.text.state import TextState

TEXT_KINDS = tuple(kind for kind, made in KINDS.items() if made.__module__ == said.__name__)


def check_text(now: Now, entry: Entry, place: Place, act: Act, *, time: str) -> None:
    """Refuse an act on a text that is against its rules, or that marks other words than it makes.

    Acts on an instrument stand where it was opened: all who see the text see what becomes of it.
    """
    if isinstance(act, said.InstrumentOpened):
        _check_silence(now, place, act)
        return
    if act.kind not in TEXT_KINDS:
        return
    made = text_act(entry, act, party=now.party(entry.seat), time=time)
    if made is None:
        return
    state, where = text_state(now)
    if where.get(made.instrument) not in (None, place.compartment):
        raise Refused(
            f"the text of {made.instrument!r} is not kept in this compartment",
            instead="enter it where the instrument was opened",
        )
    why = objection(state, made)
    if why is not None:
        raise Refused(why)
    if isinstance(act, Changing):
        checked_change(act, changed(after(state, made), made))
    if isinstance(act, said.StandEntered):
        _check_stand(now, act)


def _check_silence(now: Now, place: Place, act: said.InstrumentOpened) -> None:
    """Refuse a rule on silence where a party that it binds would not hear an objection."""
    there = now.looks.compartment(place.compartment)
    if act.instrument.silence is None or there is None or there.members is None:
        return
    heard = {now.party(seat) for seat in there.members}
    deaf = [party for party in act.instrument.binds if party not in heard]
    if deaf:
        raise Refused(
            f"silence would bind {deaf[0]!r}, of whom no seat is in this compartment",
            instead="open the text where all are whom it binds",
        )


def text_state(now: Now) -> tuple[TextState, dict[str, str]]:
    """Return the texts as the acting seat sees them, and where each is kept."""
    seen = list(now.said(*TEXT_KINDS))
    where: dict[str, str] = {}
    for kept, act in seen:
        if isinstance(act, said.InstrumentOpened):
            where.setdefault(act.instrument.id, kept.compartment)
    steps = [
        step
        for kept, act in seen
        if kept.entry is not None
        and (
            step := text_act(
                kept.entry, act, party=now.party(kept.entry.seat), time=kept.promise.time
            )
        )
    ]
    return fold(instruments(act for _, act in seen), steps), where


def standing_of(now: Now, instrument: str, passage: str) -> Standing:
    """Return what a stand of the acting seat on a passage has to fit.

    Raises
    ------
    Refused
        If the seat sees no such passage.
    """
    last = 0
    latest: tuple[Change, bytes] | None = None
    for kept, act in now.said(*TEXT_KINDS):
        entry = kept.entry
        if entry is None:
            continue
        if isinstance(act, Changing):
            if (act.changes.instrument, act.changes.passage) == (instrument, passage):
                latest = (act.changes, entry.id)
        elif isinstance(act, said.StandEntered) and entry.seat == now.seat:
            own = act.stand
            if (own.instrument, own.passage) == (instrument, passage):
                last = max(last, own.counter)
    if latest is None:
        raise Refused(f"there is no passage {passage!r} here")
    return Standing(now.opening.room, now.seat, *latest, last)


def _check_stand(now: Now, act: said.StandEntered) -> None:
    fits = standing_of(now, act.stand.instrument, act.stand.passage)
    keys = {seat.seat: seat.key for seat in now.opening.seats}
    faults = stand_faults(act.stand, fits, keys.get(now.seat))
    if faults:
        raise Refused(faults[0].what)
