"""From acts to texts: each act that is not against the rules is taken, in the record's order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onetext.terms.consent import Consent
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
from onetext.terms.text.consents import consents
from onetext.terms.text.draft import Draft
from onetext.terms.text.instrument import Instrument
from onetext.terms.text.objection import objection
from onetext.terms.text.passage import Alternative, Passage
from onetext.terms.text.stand import Stand
from onetext.terms.text.state import (
    Comment,
    Held,
    Ignored,
    Initials,
    Reopening,
    Text,
    TextState,
    begin,
    consents_to,
)

DELETED = Alternative("deleted")
"""What is left of a passage that was taken out after it was shown: a change to be consented to."""


def fold(instruments: Iterable[Instrument], acts: Iterable[TextAct]) -> TextState:
    """Return what ``acts`` make of the texts, in the order given: the record's, whatever the hours.

    An act against the rules changes nothing and is listed with its reason; so is one whose entry
    acted before. Acts on different instruments do not touch each other, but for carve-outs.

    Raises
    ------
    BadInput
        If two instruments share an id.

    Notes
    -----
    Cost: the acts, each times the passages of its instrument.

    Examples
    --------
    >>> from onetext.terms.text.passage import Version
    >>> treaty = Instrument("t", "Treaty", "treaty", binds=("arn", "bel"), drafter="dor",
    ...                     languages=("en",))
    >>> lake = Passage("art-1", "", (Alternative("a1", (Version("en", "The lake is shared."),)),))
    >>> state = fold([treaty], [PassageAdded("01", "dor-1", "dor", None, "t", lake),
    ...                         PassageRemoved("02", "arn-1", "arn", None, "t", "art-1")])
    >>> state.text("t").passages == (lake,), [ignored.why for ignored in state.ignored]
    (True, ["in one-text only 'dor' drafts: comment on it"])
    """
    state, seen = begin(instruments), set[str]()
    ignored: list[Ignored] = []
    for act in acts:
        why = f"the entry {act.entry!r} acted before" if act.entry in seen else None
        why = why or objection(state, act)
        if why is not None:
            ignored.append(Ignored(act, why))
            continue
        seen.add(act.entry)
        state = _with(state, act)
    return replace(state, ignored=tuple(ignored))


def after(state: TextState, act: TextAct) -> TextState:
    """Return the state after one more act, which is listed as ignored if it is against the rules.

    Whether the entry acted before is not looked at: ``fold`` does that.

    Notes
    -----
    Cost: linear in the passages of the instrument and in what was ignored.
    """
    why = objection(state, act)
    if why is not None:
        return replace(state, ignored=(*state.ignored, Ignored(act, why)))
    return _with(state, act)


def _with(state: TextState, act: TextAct) -> TextState:
    text = state.texts[act.instrument]
    return replace(state, texts={**state.texts, act.instrument: _taken(text, act)})


def _taken(text: Text, act: TextAct) -> Text:
    match act:
        case PassageAdded():
            return _placed(text, Held(act.passage, (act.entry,), act.at), act.before)
        case PassageMoved():
            held = _held(text, act.passage)
            return _placed(_without(text, act.passage), held, act.before)
        case PassageRemoved():
            held = _held(text, act.passage)
            if not held.known:
                return _without(text, act.passage)
            return _changed(text, act, replace(held.passage, alternatives=(DELETED,)))
        case PassageChanged():
            return _changed(text, act, act.passage)
        case AlternativePut() | AlternativeDropped() | ChoiceMade():
            passage = _held(text, act.passage).passage
            return _changed(text, act, replace(passage, alternatives=_left(passage, act)))
        case ModeChanged():
            return replace(text, mode=act.mode)
        case Commented():
            made = Comment(act.entry, act.seat, act.party, act.passage, act.words, act.at)
            return replace(text, comments=(*text.comments, made))
        case StandTaken():
            return _put(text, _stood(text, act))
        case CarvedOut() if act.passage is None:
            return replace(text, carved=_joined(text.carved, act.party))
        case CarvedOut() if act.passage is not None:
            held = _held(text, act.passage)
            return _put(text, replace(held, carved=_joined(held.carved, act.party)))
        case DraftIssued():
            return _issued(text, act)
        case Initialled():
            initials = Initials(act.party or "", act.seat or "", act.draft, act.at)
            return replace(text, initials=(*text.initials, initials))
        case ConsentGiven():
            return _consented(text, act)
    raise TypeError(type(act).__name__)  # objection() has refused it


def _left(
    passage: Passage, act: AlternativePut | AlternativeDropped | ChoiceMade
) -> tuple[Alternative, ...]:
    if isinstance(act, AlternativePut):
        return (*passage.alternatives, act.alternative)
    chosen = isinstance(act, ChoiceMade)
    return tuple(a for a in passage.alternatives if (a.id == act.alternative) is chosen)


def _held(text: Text, passage: str) -> Held:
    found = text.find(passage)
    assert found is not None
    return found


def _put(text: Text, new: Held) -> Text:
    id = new.passage.id
    return replace(text, held=tuple(new if h.passage.id == id else h for h in text.held))


def _without(text: Text, passage: str) -> Text:
    return replace(text, held=tuple(h for h in text.held if h.passage.id != passage))


def _placed(text: Text, new: Held, before: str | None) -> Text:
    at = next((n for n, h in enumerate(text.held) if h.passage.id == before), len(text.held))
    return replace(text, held=(*text.held[:at], new, *text.held[at:]))


def _changed(text: Text, act: TextAct, passage: Passage) -> Text:
    """Return the text with other words in a passage: a new change, and no stands on it."""
    old = _held(text, passage.id)
    if _settled(text, old, passage):
        opened = Reopening(passage.id, act.entry, len(text.drafts))
        text = replace(text, reopened=(*text.reopened, opened))
    return _put(text, Held(passage, (*old.changes, act.entry), act.at, known=old.known))


def _settled(text: Text, old: Held, new: Passage) -> bool:
    """Tell whether a passage that a draft has shown was settled before this change."""
    if not any(draft.passage(old.passage.id) for draft in text.drafts):
        return False
    if not old.passage.bracketed and new.bracketed:
        return True
    stands = {stand.party: stand.says for stand in old.stands}
    return all(stands.get(party) == "accept" for party in text.instrument.binds)


def _stood(text: Text, act: StandTaken) -> Held:
    held = _held(text, act.passage)
    assert act.seat is not None
    assert act.party is not None
    new = Stand(act.seat, act.party, act.passage, act.changed_by, act.says, act.at)
    if text.instrument.may_bind_for(act.seat, act.party, act.at):
        others = (stand for stand in held.stands if stand.party != act.party)
        return replace(held, stands=(*others, new), known=True)
    advice = (stand for stand in held.advice if stand.seat != act.seat)
    return replace(held, advice=(*advice, new))


def _issued(text: Text, act: TextAct) -> Text:
    draft = Draft(
        instrument=act.instrument,
        n=len(text.drafts) + 1,
        entry=act.entry,
        at=act.at,
        mode=text.mode,
        passages=text.passages,
        changed_by=tuple(held.changed_by for held in text.held),
        status="bracketed" if any(p.bracketed for p in text.passages) else "clean",
    )
    held = tuple(replace(one, known=True) for one in text.held)
    return replace(text, drafts=(*text.drafts, draft), held=held)


def _consented(text: Text, act: ConsentGiven) -> Text:
    assert act.party is not None
    new = (act.draft, Consent(act.party, act.instrument, act.act, act.at))
    given = (*text.consents, new)
    signed = text.signed
    if signed is None:
        # The record's order counts, whatever the hours; undated acts count as given.
        undated = [replace(consent, at=None) for consent in consents_to(given, act.draft)]
        enough = consents(text.instrument, undated).signed_enough == "yes"
        signed = act.draft if enough else None
    return replace(text, consents=given, signed=signed)


def _joined(parties: tuple[str, ...], party: str | None) -> tuple[str, ...]:
    return parties if party is None or party in parties else (*parties, party)
