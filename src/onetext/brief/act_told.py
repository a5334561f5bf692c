"""What an act says, in a phrase and in its own words."""

from __future__ import annotations

import json
from collections.abc import Mapping

from onetext.record.acts import drafting, filing, offering, passing, proposing, seating, talking
from onetext.record.acts.kinds import Act
from onetext.record.wire import value_of
from onetext.terms.text.passage import Alternative, Passage

Told = tuple[str, tuple[str, ...]]

_FORM = {
    "verbatim": "verbatim",
    "redacted": "in part",
    "paraphrase": "as a paraphrase",
    "existence": "its existence only",
}
_CONSENT = {"sign": "signs", "ratify": "ratifies", "withdraw": "withdraws from"}
_ENDED = {
    "accepted": "is accepted by all",
    "failed": "is not accepted",
    "lapsed": "lapses without a result: the host was stopped, and the answers are gone",
}
_SAYS = {
    "accept": "accepts",
    "ad-referendum": "accepts ad referendum",
    "reserve": "reserves its position on",
    "reject": "rejects",
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
        or _text(act)
        or _rest(act)
    )


def _item(item: bytes, numbers: Mapping[bytes, int]) -> str:
    number = numbers.get(item)
    return f"entry {number}" if number is not None else "another entry"


def _talking(act: Act) -> Told | None:
    match act:
        case talking.Message():  # a caucus message too
            leave = {
                "none": "not to be passed on",
                "ask": "to be passed on only by leave",
                "free": "free to be passed on",
            }[act.leave]
            kind = "caucus message" if act.kind == "caucus-message" else "message"
            return f"{kind}, {leave}", (act.words,)
        case talking.RoundOpened():
            where = f", {act.place}" if act.place else ""
            return f"round {act.number} begins on {act.start}{where}", ()
        case talking.SessionHeld():
            of = f" of round {act.round}" if act.round is not None else ""
            end = f" to {act.end}" if act.end else ""
            place = f" in {act.place}" if act.place else ""
            there = f"present: {', '.join(act.present)}" if act.present else "present: unknown"
            return f"{act.sort} session{of}, {act.start}{end}{place}", (there,)
        case talking.Minutes():
            return f"minutes between {', '.join(act.between)}", (act.words,)
        case talking.MinutesSigned():
            return "co-signs minutes", ()
        case talking.DeadlineSet():
            when = f"by {act.when}" if act.when else "lifted"
            lapses = (f"then lapses: {act.lapses}",) if act.lapses else ()
            return f"deadline for {act.what}: {when}", lapses
    return None


def _passing(act: Act, numbers: Mapping[bytes, int]) -> Told | None:
    match act:
        case passing.Leave():
            to = ", ".join(act.to) or "anybody"
            part = f" ({', '.join(act.fields)})" if act.fields else ""
            item = _item(act.item, numbers)
            return f"leave to pass {item} on to {to}, {_FORM[act.form]}{part}", ()
        case passing.Disclosure():
            said = (act.words,) if act.words is not None else ()
            if act.form == "paraphrase":
                return f"a paraphrase of {_item(act.item, numbers)}, in the teller's words", said
            return f"passes {_item(act.item, numbers)} on, {_FORM[act.form]}", said
        case passing.PassedOn():
            to = ", ".join(act.to) or "everybody"
            said = (act.words,) if act.words is not None else ()
            item = _item(act.item, numbers)
            return f"{item} was passed on to {to} by {act.by}, {_FORM[act.form]}", said
        case passing.Refusal():
            return f"{act.by} was refused to pass {_item(act.item, numbers)} on", (act.why,)
    return None


def _offering(act: Act) -> Told | None:
    match act:
        case offering.OfferMade():  # a non-paper too
            kind = "non-paper" if act.kind == "non-paper" else "offer"
            until = f", until {act.until}" if act.until else ""
            instead = f", in place of {act.replaces}" if act.replaces else ""
            head = f"{kind} {act.offer} to {', '.join(act.to)}{until}{instead}"
            want = f"wants {act.want}" if act.want else "asks nothing for it"
            return head, (f"gives {act.give}", want)
        case offering.OfferWithdrawn():
            return f"withdraws the offer {act.offer}", ()
        case offering.FactEntered():
            return f"{act.subject} = {act.value}", (f"source: {act.source}",)
    return None


def _proposing(act: Act, numbers: Mapping[bytes, int]) -> Told | None:
    match act:
        case proposing.ProposalPut():
            of = f"a draft of {act.instrument}" if act.instrument else "a package"
            head = f"proposes {of} to {', '.join(act.to)}, answers by {act.hour}"
            return head, tuple(f"{one.issue} = {one.option}" for one in act.package)
        case proposing.ProposalEnded():
            item = _item(act.proposal, numbers)
            return f"the proposal of {item} {_ENDED[act.outcome]}", ()
        case proposing.ProposalAccepted():
            return f"accepts the proposal of {_item(act.proposal, numbers)}", ()
    return None


def _text(act: Act) -> Told | None:
    match act:
        case drafting.InstrumentOpened():
            made = act.instrument
            binds = ", ".join(made.binds)
            return f"opens the text {made.id}: {made.title}", (f"{made.procedure}; binds {binds}",)
        case drafting.PassageAdded() | drafting.PassageChanged():
            verb = "adds" if isinstance(act, drafting.PassageAdded) else "changes"
            name = _passage(act.instrument, act.passage.id)
            return f"{verb} {name}", _alternatives(act.passage)
        case drafting.PassageMoved():
            to = f"before {act.before}" if act.before else "to the end"
            return f"moves {_passage(act.instrument, act.passage)} {to}", ()
        case drafting.PassageRemoved():
            return f"takes out {_passage(act.instrument, act.passage)}", ()
        case drafting.AlternativePut():
            name = _passage(act.instrument, act.passage)
            return f"puts an alternative in {name}", (_alternative(act.alternative),)
        case drafting.AlternativeDropped():
            name = _passage(act.instrument, act.passage)
            return f"drops the alternative {act.alternative} in {name}", ()
        case drafting.ChoiceMade():
            name = _passage(act.instrument, act.passage)
            return f"keeps only the alternative {act.alternative} in {name}", ()
        case drafting.ModeChanged():
            return f"the text {act.instrument} is now drafted as {act.mode}", ()
        case drafting.Comment():
            on = _passage(act.instrument, act.passage) if act.passage else act.instrument
            return f"comments on {on}", (act.words,)
        case drafting.StandEntered():
            stand = act.stand
            return f"{_SAYS[stand.says]} {_passage(stand.instrument, stand.passage)}", ()
    return _closing(act)


def _closing(act: Act) -> Told | None:
    match act:
        case drafting.DraftIssued():
            return f"issues a draft of {act.instrument}", ()
        case drafting.CarvedOut():
            part = _passage(act.instrument, act.passage) if act.passage else act.instrument
            return f"agrees that {part} closes early", ()
        case drafting.Initialled():
            return f"initials a draft of {act.instrument}", ()
        case drafting.ConsentGiven():
            return f"{_CONSENT[act.act]} {act.instrument}", ()
    return None


def _rest(act: Act) -> Told:
    match act:
        case seating.CompartmentOpened():
            there = ", ".join(act.members) or "everybody"
            return f"opens {act.name} ({act.sort})", (f"in it: {there}",)
        case seating.CompartmentClosed():
            return "closes this compartment", ()
        case seating.KeyDestroyed():
            return f"the key of this compartment is destroyed, at the word of {act.by}", ()
        case seating.HolderNamed():
            office = f", {act.office}" if act.office else ""
            return f"the seat {act.seat} is held by {act.person}{office}", ()
        case seating.RoleGiven():
            matter = f" on {act.matter}" if act.matter else ""
            return f"{act.party} is {act.role}{matter}", ()
        case seating.SeatPlaced():
            binds = (f"may bind it to {', '.join(act.binds)}",) if act.binds else ()
            return f"the seat {act.seat} speaks for {act.party} as {act.function}", binds
        case filing.ReportFiled():
            report = value_of(act.report)
            doc = report.get("doc") if isinstance(report, dict) else None
            doc = doc if isinstance(doc, dict) else {}
            outlet, day = doc.get("outlet") or "outlet unknown", doc.get("published") or "undated"
            return f"report on file: {doc.get('title') or doc.get('id')}", (f"{outlet}, {day}",)
        case filing.CaseFiled():
            return "the public part of the case", ()
        case filing.SheetFiled():
            about = "" if act.about == act.owner else f", an estimate of {act.about}"
            return f"sheet of {act.owner}{about}", ()
        case filing.ResultFiled():
            head = f"result: {act.what}, by version {act.version}"
            return head, (json.dumps(value_of(act.result), ensure_ascii=False),)
    return act.kind, ()


def _passage(instrument: str, passage: str) -> str:
    return f"{instrument}, {passage}"


def _alternatives(passage: Passage) -> tuple[str, ...]:
    if not passage.bracketed:
        return tuple(version.words for version in passage.alternatives[0].versions)
    return tuple(_alternative(one) for one in passage.alternatives)


def _alternative(one: Alternative) -> str:
    by = f" — {one.by}" if one.by is not None else " — unnamed"
    said = " / ".join(version.words for version in one.versions) if one.versions else "(delete)"
    return f"[{said}]{by}"
