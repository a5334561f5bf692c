"""What an act says, in a phrase and in its own words."""

from __future__ import annotations

from collections.abc import Mapping

from onetext.brief.drafting_told import drafting_told
from onetext.brief.field_names import field_name
from onetext.brief.filing_told import filing_told
from onetext.brief.phrases import EVERYBODY, UNKNOWN, Hour, Phrase, with_more
from onetext.brief.seating_told import seating_told
from onetext.record.acts import offering, passing, proposing, talking
from onetext.record.acts.kinds import Act

Told = tuple[str, tuple[str, ...]]

_NO_LEAVE = Phrase("its owner has not given leave to pass it on so")
FORMS: Mapping[passing.Form, str] = {
    "verbatim": Phrase("verbatim"),
    "redacted": Phrase("in part"),
    "paraphrase": Phrase("as a paraphrase"),
    "existence": Phrase("its existence only"),
}
_ENDED: Mapping[proposing.Outcome, str] = {
    "accepted": Phrase("is accepted by all"),
    "failed": Phrase("is not accepted"),
    "lapsed": Phrase("lapses without a result: the host was stopped, and the answers are gone"),
}
_LEAVES: Mapping[talking.LeaveOf, str] = {
    "none": Phrase("not to be passed on"),
    "ask": Phrase("to be passed on only by leave"),
    "free": Phrase("free to be passed on"),
}
_SESSIONS: Mapping[talking.SessionSort, str] = {
    "plenary": Phrase("plenary session"),
    "caucus": Phrase("caucus session"),
    "proximity": Phrase("proximity session"),
    "shuttle-leg": Phrase("shuttle-leg session"),
    "back-channel": Phrase("back-channel session"),
}


def told_act(act: Act, numbers: Mapping[bytes, int]) -> Told:
    """Return a phrase for what an act is, and its words paragraph by paragraph.

    Parameters
    ----------
    numbers
        The number of each entry that the view shows, by its commitment: an item is named by it, and
        as *another entry* where the view does not show it.
    """
    return (
        _talking(act)
        or _passing(act, numbers)
        or _offering(act)
        or _proposing(act, numbers)
        or drafting_told(act)
        or filing_told(act)
        or seating_told(act)
        or (act.kind, ())
    )


def item_told(item: bytes, numbers: Mapping[bytes, int]) -> str:
    """Return what an entry is called: by its number where the view shows it."""
    number = numbers.get(item)
    if number is None:
        return Phrase("another entry")
    return Phrase("entry %(number)s", number=str(number))


def _talking(act: Act) -> Told | None:
    match act:
        case talking.Message():  # a caucus message too
            caucus = act.kind == "caucus-message"
            kind = Phrase("caucus message") if caucus else Phrase("message")
            return with_more(kind, _LEAVES[act.leave]), (act.words,)
        case talking.RoundOpened():
            start = Hour(act.start)
            number = str(act.number)
            said = Phrase("round %(number)s begins on %(start)s", number=number, start=start)
            return with_more(said, act.place), ()
        case talking.SessionHeld():
            return _session(act)
        case talking.Minutes():
            return Phrase("minutes between %(seats)s", seats=act.between), (act.words,)
        case talking.MinutesSigned():
            return Phrase("co-signs minutes"), ()
        case talking.DeadlineSet():
            if act.when:
                said = Phrase("deadline for %(what)s: by %(at)s", what=act.what, at=Hour(act.when))
            else:
                said = Phrase("deadline for %(what)s: lifted", what=act.what)
            lapses = (Phrase("then lapses: %(what)s", what=act.lapses),) if act.lapses else ()
            return said, lapses
    return None


def _session(act: talking.SessionHeld) -> Told:
    what = _SESSIONS.get(act.sort, act.sort)
    if act.round is not None:
        what = Phrase("%(session)s of round %(number)s", session=what, number=str(act.round))
    time: str = Hour(act.start)
    if act.end:
        time = Phrase("%(start)s to %(end)s", start=time, end=Hour(act.end))
    if act.place:
        time = Phrase("%(time)s in %(place)s", time=time, place=act.place)
    there = Phrase("present: %(seats)s", seats=act.present or (UNKNOWN,))
    return with_more(what, time), (there,)


def _passing(act: Act, numbers: Mapping[bytes, int]) -> Told | None:
    match act:
        case passing.Leave():
            form = FORMS[act.form]
            if act.fields:
                named = tuple(map(field_name, act.fields))
                form = Phrase("%(form)s (%(fields)s)", form=form, fields=named)
            said = Phrase(
                "leave to pass %(item)s on to %(seats)s",
                item=item_told(act.item, numbers),
                seats=act.to or (Phrase("anybody"),),
            )
            return with_more(said, form), ()
        case passing.Disclosure():
            words = (act.words,) if act.words is not None else ()
            item = item_told(act.item, numbers)
            if act.form == "paraphrase":
                return Phrase("a paraphrase of %(item)s, in the teller's words", item=item), words
            return with_more(Phrase("passes %(item)s on", item=item), FORMS[act.form]), words
        case passing.PassedOn():
            words = (act.words,) if act.words is not None else ()
            said = Phrase(
                "%(item)s was passed on to %(seats)s by %(by)s",
                item=item_told(act.item, numbers),
                seats=act.to or (EVERYBODY,),
                by=act.by,
            )
            return with_more(said, FORMS[act.form]), words
        case passing.Refusal():
            item = item_told(act.item, numbers)
            said = Phrase("%(by)s was refused to pass %(item)s on", by=act.by, item=item)
            return said, (_NO_LEAVE if act.why == _NO_LEAVE else act.why,)
    return None


def _offering(act: Act) -> Told | None:
    match act:
        case offering.OfferMade():  # a non-paper too
            if act.kind == "non-paper":
                made = Phrase("non-paper %(id)s to %(seats)s", id=act.offer, seats=act.to)
            else:
                made = Phrase("offer %(id)s to %(seats)s", id=act.offer, seats=act.to)
            until = Phrase("until %(day)s", day=Hour(act.until)) if act.until else None
            instead = Phrase("in place of %(id)s", id=act.replaces) if act.replaces else None
            none = Phrase("asks nothing for it")
            want = Phrase("wants %(what)s", what=act.want) if act.want else none
            return with_more(made, until, instead), (Phrase("gives %(what)s", what=act.give), want)
        case offering.OfferWithdrawn():
            return Phrase("withdraws the offer %(id)s", id=act.offer), ()
        case offering.FactEntered():
            said = Phrase("%(what)s = %(value)s", what=act.subject, value=act.value)
            return said, (Phrase("source: %(source)s", source=act.source),)
    return None


def _proposing(act: Act, numbers: Mapping[bytes, int]) -> Told | None:
    match act:
        case proposing.ProposalPut():
            put = (
                Phrase(
                    "proposes a draft of %(text)s to %(seats)s", text=act.instrument, seats=act.to
                )
                if act.instrument
                else Phrase("proposes a package to %(seats)s", seats=act.to)
            )
            answers = Phrase("answers by %(at)s", at=Hour(act.hour))
            package = tuple(f"{one.issue} = {one.option}" for one in act.package)
            return with_more(put, answers), package
        case proposing.ProposalEnded():
            item = item_told(act.proposal, numbers)
            ended = _ENDED[act.outcome]
            return Phrase("the proposal of %(item)s %(ended)s", item=item, ended=ended), ()
        case proposing.ProposalAccepted():
            return Phrase(
                "accepts the proposal of %(item)s", item=item_told(act.proposal, numbers)
            ), ()
    return None
