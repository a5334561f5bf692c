"""What is against the rules of an instrument, said of an act before it is taken or when folding.

Both procedures (design, §4): in ``one-text`` the mediator alone drafts and all others comment; in
``rolling`` the parties put alternatives in brackets, drop their own, and add passages that stand in
brackets as a whole; the mediator still keeps the pen. A rolling text without a mediator has no pen:
its brackets go when those who put them drop them.
"""

from __future__ import annotations

from onetext.terms.text.acts import (
    AlternativeDropped,
    AlternativePut,
    CarvedOut,
    ChoiceMade,
    Commented,
    ConsentGiven,
    DraftIssued,
    Initialled,
    ModeChanged,
    PassageAdded,
    PassageChanged,
    PassageMoved,
    PassageRemoved,
    StandTaken,
    TextAct,
)
from onetext.terms.text.passage import Alternative, Passage
from onetext.terms.text.state import Held, Text, TextState

_FREE = (Commented, ConsentGiven, CarvedOut, StandTaken)


def objection(state: TextState, act: TextAct) -> str | None:
    """Return why ``act`` is against the rules, None if it is not.

    Ask it of the state that the acting seat itself may see: the answer then tells the seat nothing
    else. An act that names what a view does not show is objected to in that view.

    Notes
    -----
    Cost: linear in the passages of the instrument.

    Examples
    --------
    >>> from onetext.terms.text.instrument import Instrument
    >>> from onetext.terms.text.state import begin
    >>> state = begin([Instrument("t", "Treaty", "treaty", binds=("arn", "bel"), drafter="dor",
    ...                           languages=("en",))])
    >>> objection(state, DraftIssued("01", "arn-head", "arn", None, "t"))
    "in one-text only 'dor' drafts: comment on it"
    """
    text = state.texts.get(act.instrument)
    if text is None:
        return f"there is no instrument {act.instrument!r} here"
    if text.signed is not None and not isinstance(act, _FREE):
        return f"the text of {act.instrument!r} is signed: amend it by another instrument"
    match act:
        case PassageAdded() | PassageChanged() | PassageMoved() | PassageRemoved():
            return _passage(text, act)
        case AlternativePut() | AlternativeDropped() | ChoiceMade():
            return _alternative(text, act)
        case DraftIssued():
            return _conducts(text, act) or (None if text.held else "there is nothing to issue")
        case ModeChanged():
            return _mode(text, act)
        case Commented():
            if act.passage is not None and text.find(act.passage) is None:
                return _missing(act.passage)
            return None if act.words.strip() else "the comment is blank"
        case StandTaken():
            return _stand(text, act)
        case CarvedOut():
            return _carving(state, text, act)
        case Initialled() | ConsentGiven():
            return _closing(text, act)
    return f"{type(act).__name__} is no act on a text"


def _passage(
    text: Text, act: PassageAdded | PassageChanged | PassageMoved | PassageRemoved
) -> str | None:
    id = act.passage.id if isinstance(act, PassageAdded | PassageChanged) else act.passage
    held = text.find(id)
    if isinstance(act, PassageAdded | PassageMoved):
        if act.before == id:
            return f"the passage {id!r} cannot stand before itself"
        if act.before is not None and text.find(act.before) is None:
            return _missing(act.before)
    if isinstance(act, PassageAdded):
        if held is not None:
            return f"there is a passage {id!r} already"
        return _adds(text, act) or _wording(text, act, act.passage, None)
    if held is None:
        return _missing(id)
    if isinstance(act, PassageMoved):
        return _conducts(text, act)
    if isinstance(act, PassageRemoved):
        return _pen(text, act) or (f"the passage {id!r} is out" if held.passage.deleted else None)
    if act.passage == held.passage:
        return f"the passage {id!r} stays as it is"
    return _pen(text, act) or _wording(text, act, act.passage, held.passage)


def _adds(text: Text, act: PassageAdded) -> str | None:
    if text.mode == "one-text" or act.party == text.instrument.drafter:
        return _pen(text, act)
    if act.party not in text.instrument.binds:
        return _outside(act)
    if act.passage.bracketed and any(a.empty for a in act.passage.alternatives):
        return None
    return "a party adds words in brackets: put the empty alternative beside them"


def _alternative(text: Text, act: AlternativePut | AlternativeDropped | ChoiceMade) -> str | None:
    held = text.find(act.passage)
    if held is None:
        return _missing(act.passage)
    passage = held.passage
    if isinstance(act, AlternativePut):
        return _puts(text, act, passage)
    there = passage.alternative(act.alternative)
    if there is None:
        return f"the passage {passage.id!r} has no alternative {act.alternative!r} here"
    if not passage.bracketed:
        return f"the passage {passage.id!r} has no brackets"
    return _pen(text, act) if isinstance(act, ChoiceMade) else _drops(text, act, there)


def _puts(text: Text, act: AlternativePut, passage: Passage) -> str | None:
    unsigned = act.seat is None and act.party is None and act.alternative.by is None
    if text.mode == "one-text":
        wrong = _pen(text, act)
    elif unsigned or act.party in (*text.instrument.binds, text.instrument.drafter):
        wrong = None
    else:
        wrong = _outside(act)
    if wrong is None and passage.alternative(act.alternative.id) is not None:
        wrong = f"the passage {passage.id!r} has an alternative {act.alternative.id!r} already"
    if wrong is None and any(a.says == act.alternative.says for a in passage.alternatives):
        wrong = f"an alternative of the passage {passage.id!r} says the same"
    return wrong or _worded(text, act, act.alternative)


def _drops(text: Text, act: AlternativeDropped, there: Alternative) -> str | None:
    if text.mode == "one-text":
        return _pen(text, act)
    if there.by is None:
        return _conducts(text, act)
    if there.by == act.party:
        return None
    return f"the alternative {there.id!r} is of {there.by!r}: who put it drops it"


def _mode(text: Text, act: ModeChanged) -> str | None:
    if act.mode == text.mode:
        return f"the procedure is {text.mode} already"
    if act.mode == "one-text" and text.instrument.drafter is None:
        return "nobody is there to draft a one-text"
    return _conducts(text, act)


def _stand(text: Text, act: StandTaken) -> str | None:
    if act.seat is None or act.party is None:
        return "a stand is somebody's: name the seat"
    held = text.find(act.passage)
    if held is None:
        return _missing(act.passage)
    if act.changed_by != held.changed_by:
        return _stale(held, act.changed_by)
    if held.passage.bracketed and act.says in ("accept", "ad-referendum"):
        return f"the passage {act.passage!r} is in brackets: reserve or reject, or put words"
    return None


def _carving(state: TextState, text: Text, act: CarvedOut) -> str | None:
    group = state.group(act.instrument)
    if not any(
        id in state.texts and state.texts[id].instrument.may_bind_for(act.seat, act.party, act.at)
        for id in group
    ):
        return _powerless(act)
    if act.passage is None:
        alone = len(group) == 1
        return (
            f"{act.instrument!r} closes with nothing else: carve out a passage" if alone else None
        )
    held = text.find(act.passage)
    if held is None:
        return _missing(act.passage)
    return None if act.changed_by == held.changed_by else _stale(held, act.changed_by)


def _closing(text: Text, act: Initialled | ConsentGiven) -> str | None:
    instrument = text.instrument
    if not instrument.may_bind_for(act.seat, act.party, act.at):
        return _powerless(act)
    if isinstance(act, ConsentGiven) and act.act == "withdraw":
        gave = any(consent.party == act.party for _, consent in text.consents)
        return None if gave else f"{act.party!r} has not consented"
    if text.signed is not None:
        return None if act.draft == text.signed else f"another draft of {instrument.id!r} is signed"
    issued = text.issued
    if issued is None or issued.entry != act.draft:
        return "that is not the last draft, or the text has changed since"
    for passage in issued.passages:
        if passage.bracketed:
            return f"the passage {passage.id!r} is in brackets"
        lacking = _lacking(text, passage)
        if lacking is not None:
            return f"the passage {passage.id!r} has no authentic words in {lacking!r}"
    return None


def _lacking(text: Text, passage: Passage) -> str | None:
    (only,) = passage.alternatives
    there = {version.language for version in only.versions if version.status == "authentic"}
    if only.empty:
        return None
    return next((tag for tag in text.instrument.languages if tag not in there), None)


def _wording(text: Text, act: TextAct, new: Passage, old: Passage | None) -> str | None:
    kept = old.alternatives if old is not None else ()
    found = (_worded(text, act, a) for a in new.alternatives if a not in kept)
    return next((wrong for wrong in found if wrong is not None), None)


def _worded(text: Text, act: TextAct, alternative: Alternative) -> str | None:
    """Return what is wrong with new words: put in another's name, or authentic in a language."""
    if alternative.by not in (None, act.party):
        return f"the alternative {alternative.id!r} would be of {alternative.by!r}: put your own"
    for version in alternative.versions:
        if version.status == "authentic" and version.language not in text.instrument.languages:
            return f"the text is not authentic in {version.language!r}: call it a translation"
    return None


def _pen(text: Text, act: TextAct) -> str | None:
    """Return why the act is not for the one who drafts."""
    drafter = text.instrument.drafter
    if drafter is None:
        return "nobody keeps the pen: put or drop alternatives"
    if act.party == drafter:
        return None
    if text.mode == "one-text":
        return f"in one-text only {drafter!r} drafts: comment on it"
    return f"{drafter!r} keeps the pen: put or drop alternatives of your own"


def _conducts(text: Text, act: TextAct) -> str | None:
    """Return why the act is not for the one who drafts or, where nobody does, for a party."""
    if text.instrument.drafter is not None:
        return _pen(text, act)
    return None if act.party in text.instrument.binds else _outside(act)


def _missing(passage: str) -> str:
    return f"there is no passage {passage!r} here"


def _outside(act: TextAct) -> str:
    if act.party is None:
        return "without an author only an unnamed alternative can be put"
    return f"{act.party!r} is no party to {act.instrument!r}: comment on it"


def _powerless(act: TextAct) -> str:
    return f"the seat {act.seat!r} may not bind {act.party!r}"


def _stale(held: Held, changed_by: str | None) -> str:
    if changed_by in held.changes:
        return f"it is on the passage {held.passage.id!r} before its last change"
    return f"it is on words of the passage {held.passage.id!r} that are not here"
