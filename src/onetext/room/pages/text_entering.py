"""What a seat does to a text, each by a form of the text's page."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from onetext.errors import BadInput, Refused
from onetext.record.acts import drafting
from onetext.record.acts.kinds import Act
from onetext.room import text_acts as made
from onetext.room.delegation import advice, own_place
from onetext.room.forms import Fields, Sent, back
from onetext.room.functions import May
from onetext.room.pages.text import address
from onetext.room.places_seen import place_of_text
from onetext.room.text_powers import powers
from onetext.room.web.guard import Here, Visit, asks
from onetext.terms.consent import ConsentAct
from onetext.terms.text.instrument import Mode
from onetext.terms.text.stand import SAYS
from onetext.terms.text.state import Text

router = APIRouter(prefix="/{group}/{seat}/text")
_CONSENTS: tuple[ConsentAct, ...] = ("sign", "ratify", "withdraw")
_MODES: tuple[Mode, ...] = ("one-text", "rolling")


@router.post("/alternative")
@asks(May.ALTERNATIVE)
def alternative(visit: Here, sent: Fields) -> Response:
    """Put an alternative in brackets, in one's party's name or in nobody's."""
    text, passage = _at(visit, sent)
    by = None if sent.one.get("named") == "no" else visit.seat.party
    held = made.held_of(text, passage)
    new = made.alternative(text, held.passage, sent.one, by=by)
    return _enter(visit, text, passage, made.put(visit, text, passage, new))


@router.post("/drop")
@asks(May.ALTERNATIVE)
def drop(visit: Here, sent: Fields) -> Response:
    """Drop an alternative."""
    text, passage = _at(visit, sent)
    return _enter(visit, text, passage, made.drop(visit, text, passage, sent.must("alternative")))


@router.post("/choose")
@asks(May.DRAFT)
def choose(visit: Here, sent: Fields) -> Response:
    """Keep one alternative and lift the brackets."""
    text, passage = _at(visit, sent)
    return _enter(visit, text, passage, made.choose(visit, text, passage, sent.must("alternative")))


@router.post("/propose")
@asks(May.ALTERNATIVE)
def propose(visit: Here, sent: Fields) -> Response:
    """Add a passage in brackets as a whole, in one's party's name."""
    text = _text(visit, sent)
    new = made.first_words(text, sent.one, by=visit.seat.party)
    return _enter(visit, text, new.id, made.add(visit, text, new, sent.may("before")))


@router.post("/add")
@asks(May.DRAFT)
def add(visit: Here, sent: Fields) -> Response:
    """Add a passage as the drafter."""
    text = _text(visit, sent)
    new = made.first_words(text, sent.one, by=None)
    return _enter(visit, text, new.id, made.add(visit, text, new, sent.may("before")))


@router.post("/change")
@asks(May.DRAFT)
def change(visit: Here, sent: Fields) -> Response:
    """Give a passage another heading or other words."""
    text, passage = _at(visit, sent)
    held = made.held_of(text, passage)
    new = made.reworded(text, held, sent.one, party=visit.seat.party)
    return _enter(visit, text, passage, made.change(visit, text, new))


@router.post("/move")
@asks(May.ALTERNATIVE)
def move(visit: Here, sent: Fields) -> Response:
    """Move a passage before another one, or to the end."""
    text, passage = _at(visit, sent)
    _conducts(visit, text)
    act = drafting.PassageMoved(text.instrument.id, passage, sent.may("before"))
    return _enter(visit, text, passage, act)


@router.post("/remove")
@asks(May.DRAFT)
def remove(visit: Here, sent: Fields) -> Response:
    """Take a passage out."""
    text, passage = _at(visit, sent)
    return _enter(visit, text, "", made.remove(visit, text, passage))


@router.post("/mode")
@asks(May.ALTERNATIVE)
def mode(visit: Here, sent: Fields) -> Response:
    """Change who drafts."""
    text = _text(visit, sent)
    _conducts(visit, text)
    wanted = sent.must("mode")
    if wanted not in _MODES:
        raise BadInput(f"there is no procedure {wanted!r}", instead="choose one of the two")
    return _enter(visit, text, "", drafting.ModeChanged(text.instrument.id, wanted))


@router.post("/issue")
@asks(May.ALTERNATIVE)
def issue(visit: Here, sent: Fields) -> Response:
    """Issue the text as it stands as the next draft."""
    text = _text(visit, sent)
    _conducts(visit, text)
    return _enter(visit, text, "", drafting.DraftIssued(text.instrument.id))


@router.post("/comment")
@asks(May.COMMENT)
def comment(visit: Here, sent: Fields) -> Response:
    """Comment on a passage, or on the whole text."""
    text = _text(visit, sent)
    passage = sent.may("passage")
    words = sent.one.get("words", "").replace("\r\n", "\n").strip()
    if len(words) > made.LONGEST:
        raise BadInput(f"{len(words)} characters", instead=f"write {made.LONGEST} at most")
    act = drafting.Comment(text.instrument.id, passage, words)
    return _enter(visit, text, passage or "", act)


@router.post("/stand")
@asks(May.STAND)
def stand(visit: Here, sent: Fields) -> Response:
    """Enter one's party's stand on passages; from a seat that may not bind, advice at home."""
    text = _text(visit, sent)
    says, passages = sent.must("says"), sent.all("passages")
    if says not in SAYS:
        raise BadInput(f"a stand cannot say {says!r}", instead="choose one of the list")
    if not passages:
        raise BadInput("no passage was chosen", instead="tick one or more")
    for id in passages:
        made.held_of(text, id)
    may = powers(visit, text)
    if may.bind:
        where = _place(visit, text)
        visit.room.stand(visit.seat.id, where, text.instrument.id, says, passages)
    elif may.advise:
        home = own_place(visit.view, visit.seat.party)
        assert home is not None
        words = sent.one.get("words", "")
        given = [advice(text.instrument.id, id, says, words) for id in passages]
        visit.room.enter(visit.seat.id, home.id, *given)
    else:
        raise Refused("this seat has no stand on this text", instead="comment on it")
    return back(visit, address(visit, text.instrument.id, passages[0]))


@router.post("/carve")
@asks(May.CONSENT)
def carve(visit: Here, sent: Fields) -> Response:
    """Agree that a passage, or the whole text, closes early."""
    text = _text(visit, sent)
    passage = sent.may("passage")
    by = bytes.fromhex(made.held_of(text, passage).changed_by) if passage is not None else None
    act = drafting.CarvedOut(text.instrument.id, passage, by)
    return _enter(visit, text, passage or "", act)


@router.post("/initial")
@asks(May.CONSENT)
def initial(visit: Here, sent: Fields) -> Response:
    """Fix the last draft as the genuine text."""
    text = _text(visit, sent)
    return _enter(visit, text, "", drafting.Initialled(text.instrument.id, _draft(text)))


@router.post("/consent")
@asks(May.CONSENT)
def consent(visit: Here, sent: Fields) -> Response:
    """Sign or ratify the last draft for one's party, or withdraw."""
    text = _text(visit, sent)
    act = sent.must("act")
    if act not in _CONSENTS:
        raise BadInput(f"consent is not given by {act!r}", instead="sign, ratify or withdraw")
    draft = _draft(text, withdrawing=act == "withdraw")
    given = drafting.ConsentGiven(text.instrument.id, draft, act)
    return _enter(visit, text, "", given)


def _text(visit: Visit, sent: Sent) -> Text:
    return made.text_of(visit, sent.must("instrument"))


def _at(visit: Visit, sent: Sent) -> tuple[Text, str]:
    return _text(visit, sent), sent.must("passage")


def _conducts(visit: Visit, text: Text) -> None:
    if not powers(visit, text).conduct:
        raise Refused("that is for who keeps the pen of this text", instead="comment on it")


def _draft(text: Text, *, withdrawing: bool = False) -> bytes:
    """Return the draft that is meant: the signed one, else the last as long as nothing changed."""
    if text.signed is not None:
        return bytes.fromhex(text.signed)
    if text.issued is not None:
        return bytes.fromhex(text.issued.entry)
    if withdrawing and text.drafts:
        return bytes.fromhex(text.drafts[-1].entry)
    raise Refused(
        "the text has changed since its last draft, or there is none",
        instead="have the drafter issue it as a draft",
    )


def _place(visit: Visit, text: Text) -> str:
    found = place_of_text(visit.view, text.instrument.id)
    if found is None:
        raise Refused("this seat was shown this text, and is not where it is kept")
    return found.id


def _enter(visit: Visit, text: Text, passage: str, act: Act) -> Response:
    visit.room.enter(visit.seat.id, _place(visit, text), act)
    return back(visit, address(visit, text.instrument.id, passage))
