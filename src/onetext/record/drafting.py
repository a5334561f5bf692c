"""From entries to the texts they make: the acts on instruments, read in the order of a window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onetext.errors import Refused
from onetext.record.acts import drafting as said
from onetext.record.acts.kinds import Act
from onetext.record.canonical import JSON
from onetext.record.entry import Entry
from onetext.record.stands import Change, words_hash
from onetext.record.wire import to_json
from onetext.terms.text import acts
from onetext.terms.text.acts import TextAct
from onetext.terms.text.instrument import Instrument
from onetext.terms.text.passage import Passage
from onetext.terms.text.state import TextState
from onetext.terms.when import When

Changing = (
    said.PassageAdded
    | said.PassageChanged
    | said.PassageRemoved
    | said.AlternativePut
    | said.AlternativeDropped
    | said.ChoiceMade
)


def text_act(entry: Entry, act: Act, *, party: str | None, time: str) -> TextAct | None:
    """Return what an entry does to a text, None if nothing.

    An unsigned alternative is nobody's: its seat and party are left out (design, §4, Deniability).
    """
    unnamed = isinstance(act, said.AlternativePut) and act.alternative.by is None
    free = unnamed and entry.signature is None
    whose: tuple[str | None, str | None] = (None, None) if free else (entry.seat, party)
    if isinstance(act, said.StandEntered):
        stand = act.stand
        return acts.StandTaken(
            entry.id.hex(),
            *whose,
            When(time),
            stand.instrument,
            stand.passage,
            stand.changed_by.hex(),
            stand.says,
        )
    if not isinstance(act, _TEXT):
        return None
    head = (entry.id.hex(), *whose, When(time), act.instrument)
    match act:
        case said.PassageAdded():
            return acts.PassageAdded(*head, act.passage, act.before)
        case said.PassageChanged():
            return acts.PassageChanged(*head, act.passage)
        case said.PassageMoved():
            return acts.PassageMoved(*head, act.passage, act.before)
        case said.PassageRemoved():
            return acts.PassageRemoved(*head, act.passage)
        case said.AlternativePut():
            return acts.AlternativePut(*head, act.passage, act.alternative)
        case said.AlternativeDropped():
            return acts.AlternativeDropped(*head, act.passage, act.alternative)
        case said.ChoiceMade():
            return acts.ChoiceMade(*head, act.passage, act.alternative)
        case said.ModeChanged():
            return acts.ModeChanged(*head, act.mode)
        case said.Comment():
            return acts.Commented(*head, act.passage, act.words)
        case said.DraftIssued():
            return acts.DraftIssued(*head)
        case said.CarvedOut():
            by = act.changed_by.hex() if act.changed_by is not None else None
            return acts.CarvedOut(*head, act.passage, by)
        case said.Initialled():
            return acts.Initialled(*head, act.draft.hex())
        case said.ConsentGiven():
            return acts.ConsentGiven(*head, act.draft.hex(), act.act)
    return None


def instruments(found: Iterable[Act]) -> tuple[Instrument, ...]:
    """Return the instruments that were opened, the first of each id."""
    by_id: dict[str, Instrument] = {}
    for act in found:
        if isinstance(act, said.InstrumentOpened):
            by_id.setdefault(act.instrument.id, act.instrument)
    return tuple(by_id.values())


def changed(state: TextState, act: TextAct) -> Passage | None:
    """Return the passage as it is in ``state``, which an act has just changed."""
    passage = getattr(act, "passage", None)
    id = passage.id if isinstance(passage, Passage) else passage
    held = state.text(act.instrument).find(id) if isinstance(id, str) else None
    return held.passage if held is not None else None


def change_to(instrument: str, id: str, passage: Passage | None, salt: bytes) -> Change:
    """Return the mark of what a passage says: all its alternatives in all their languages.

    Without a passage it says nothing any more.

    Raises
    ------
    WrongUse
        If the salt has not 32 bytes.
    """
    says: Mapping[str, JSON] = {
        alternative.id: to_json(alternative)
        for alternative in (passage.alternatives if passage is not None else ())
    }
    return Change(instrument, id, words_hash(says, salt))


def checked_change(act: Changing, passage: Passage | None) -> None:
    """Refuse an act whose mark is not of what its passage then says.

    Raises
    ------
    Refused
        If it is not.
    """
    id = act.passage.id if isinstance(act.passage, Passage) else act.passage
    if act.changes != change_to(act.instrument, id, passage, act.salt):
        raise Refused("the mark of the change is not that of the words", instead="make it anew")


_TEXT = (
    said.PassageAdded,
    said.PassageChanged,
    said.PassageMoved,
    said.PassageRemoved,
    said.AlternativePut,
    said.AlternativeDropped,
    said.ChoiceMade,
    said.ModeChanged,
    said.Comment,
    said.DraftIssued,
    said.CarvedOut,
    said.Initialled,
    said.ConsentGiven,
)
