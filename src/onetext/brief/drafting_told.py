"""What is told of the drafting of a text: passages, alternatives, stands, drafts, consents."""

from __future__ import annotations

from onetext.brief.phrases import Phrase
from onetext.record.acts import drafting
from onetext.record.acts.kinds import Act
from onetext.record.stands import SignedStand
from onetext.terms.text.passage import Alternative, Passage

Told = tuple[str, tuple[str, ...]]

_MODES = {"one-text": Phrase("one-text"), "rolling": Phrase("rolling")}


def drafting_told(act: Act) -> Told | None:
    """Return what an act of drafting says, None for any other act."""
    match act:
        case drafting.InstrumentOpened():
            made = act.instrument
            how = _MODES.get(made.procedure, made.procedure)
            binds = Phrase("%(mode)s; binds %(parties)s", mode=how, parties=made.binds)
            return Phrase("opens the text %(text)s: %(title)s", text=made.id, title=made.title), (
                binds,
            )
        case drafting.PassageAdded():
            where = _passage(act.instrument, act.passage.id)
            return Phrase("adds %(passage)s", passage=where), alternatives_told(act.passage)
        case drafting.PassageChanged():
            where = _passage(act.instrument, act.passage.id)
            return Phrase("changes %(passage)s", passage=where), alternatives_told(act.passage)
        case drafting.PassageMoved():
            where = _passage(act.instrument, act.passage)
            before = act.before
            if before is None:
                return Phrase("moves %(passage)s to the end", passage=where), ()
            return Phrase("moves %(passage)s before %(other)s", passage=where, other=before), ()
        case drafting.PassageRemoved():
            return Phrase(
                "takes out %(passage)s", passage=_passage(act.instrument, act.passage)
            ), ()
        case drafting.ModeChanged():
            how = _MODES.get(act.mode, act.mode)
            return Phrase(
                "the text %(text)s is now drafted as %(mode)s", text=act.instrument, mode=how
            ), ()
        case drafting.Comment():
            return Phrase("comments on %(passage)s", passage=_part(act)), (act.words,)
        case drafting.StandEntered():
            return stand_told(act.stand), ()
    return _alternative_told(act) or _closing(act)


def stand_told(stand: SignedStand) -> str:
    """Return what a stand says of which passage."""
    where = _passage(stand.instrument, stand.passage)
    match stand.says:
        case "accept":
            return Phrase("accepts %(passage)s", passage=where)
        case "ad-referendum":
            return Phrase("accepts ad referendum %(passage)s", passage=where)
        case "reserve":
            return Phrase("reserves its position on %(passage)s", passage=where)
        case "reject":
            return Phrase("rejects %(passage)s", passage=where)


def _alternative_told(act: Act) -> Told | None:
    match act:
        case drafting.AlternativePut():
            where = _passage(act.instrument, act.passage)
            put = Phrase("puts an alternative in %(passage)s", passage=where)
            return put, (alternative_told(act.alternative),)
        case drafting.AlternativeDropped():
            id, where = act.alternative, _passage(act.instrument, act.passage)
            return Phrase("drops the alternative %(id)s in %(passage)s", id=id, passage=where), ()
        case drafting.ChoiceMade():
            id, where = act.alternative, _passage(act.instrument, act.passage)
            return Phrase(
                "keeps only the alternative %(id)s in %(passage)s", id=id, passage=where
            ), ()
    return None


def _closing(act: Act) -> Told | None:
    match act:
        case drafting.DraftIssued():
            return Phrase("issues a draft of %(text)s", text=act.instrument), ()
        case drafting.CarvedOut():
            return Phrase("agrees that %(passage)s closes early", passage=_part(act)), ()
        case drafting.Initialled():
            return Phrase("initials a draft of %(text)s", text=act.instrument), ()
        case drafting.ConsentGiven():
            return _consent(act), ()
    return None


def _consent(act: drafting.ConsentGiven) -> str:
    match act.act:
        case "sign":
            return Phrase("signs %(text)s", text=act.instrument)
        case "ratify":
            return Phrase("ratifies %(text)s", text=act.instrument)
        case "withdraw":
            return Phrase("withdraws from %(text)s", text=act.instrument)


def _part(act: drafting.Comment | drafting.CarvedOut) -> str:
    return _passage(act.instrument, act.passage) if act.passage else act.instrument


def _passage(instrument: str, passage: str) -> str:
    return f"{instrument}, {passage}"


def alternatives_told(passage: Passage) -> tuple[str, ...]:
    """Return the words of a passage; in brackets, each alternative with whose it is."""
    if not passage.bracketed:
        return tuple(version.words for version in passage.alternatives[0].versions)
    return tuple(alternative_told(one) for one in passage.alternatives)


def alternative_told(one: Alternative) -> str:
    """Return the words of an alternative in brackets, and whose it is."""
    who = one.by if one.by is not None else Phrase("unnamed")
    said = " / ".join(version.words for version in one.versions)
    return Phrase("[%(words)s] — %(who)s", words=said or Phrase("(delete)"), who=who)
