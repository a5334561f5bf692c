"""The rules that every entry is held against before it is taken in.

A refusal says only what the acting seat may see: an entry in a compartment that it is not in, and
one that does not exist, are refused in the same words.
"""

from __future__ import annotations

from onetext.errors import Refused
from onetext.record.acts.drafting import AlternativePut, InstrumentOpened
from onetext.record.acts.filing import CaseFiled, ReportFiled, ResultFiled, SheetFiled
from onetext.record.acts.kinds import Act, act_of
from onetext.record.acts.offering import NonPaper, OfferMade, OfferWithdrawn
from onetext.record.acts.passing import Disclosure, Leave, PassedOn, Refusal
from onetext.record.acts.proposing import ProposalEnded
from onetext.record.acts.seating import (
    PUBLIC,
    CompartmentClosed,
    CompartmentOpened,
    HolderNamed,
    KeyDestroyed,
    RoleGiven,
    SeatPlaced,
)
from onetext.record.acts.talking import CaucusMessage, Message, Minutes, MinutesSigned
from onetext.record.canonical import JSON
from onetext.record.entry import (
    ENTERED_BY_HOST,
    MAY_BE_UNSIGNED,
    NEVER_SIGNED,
    NONE_BEFORE,
    Entry,
    Place,
    is_authored,
)
from onetext.record.hosting.now import Now
from onetext.record.hosting.offers import check_offer, check_withdrawal
from onetext.record.hosting.passing import check_disclosure, check_leave
from onetext.record.hosting.proposals import PROPOSALS, check_proposal
from onetext.record.hosting.results import check_result
from onetext.record.hosting.texts import check_text
from onetext.record.opening import HOST
from onetext.record.wire import value_of

HOST_ONLY = (
    CompartmentOpened,
    CompartmentClosed,
    KeyDestroyed,
    HolderNamed,
    RoleGiven,
    SeatPlaced,
    CaseFiled,
    InstrumentOpened,
    ProposalEnded,
)


def check(now: Now, entry: Entry, *, time: str) -> Act:
    """Return what ``entry`` says, if it may be taken in now, at this hour of the room.

    Raises
    ------
    Refused
        With the rule that it is against.
    BadInput
        If it is no entry of a known form.
    """
    act = act_of(entry.body)
    if act is None:
        raise Refused("an entry of no known kind, or with hidden fields")
    place = entry.place
    if not isinstance(place, Place):
        raise Refused("an entry that hides its place")
    _check_author(now, entry, act)
    _check_place(now, entry, place, act)
    _check_act(now, entry, place, act, time)
    return act


def is_unnamed(act: Act) -> bool:
    """Tell whether an act is to be nobody's."""
    return isinstance(act, NonPaper) or (
        isinstance(act, AlternativePut) and act.alternative.by is None
    )


def not_the_hosts(kind: JSON) -> None:
    """Refuse what is entered only by the host as it passes on or refuses to.

    These stand in compartments that the seat may not be in: were one taken from outside, its answer
    would tell whether there is such a compartment, and how much the host has entered there.

    Raises
    ------
    Refused
        If a seat would enter it.
    """
    if kind in ENTERED_BY_HOST:
        raise Refused(f"only the host enters a {kind}", instead="pass the item on")


def _check_author(now: Now, entry: Entry, act: Act) -> None:
    if entry.room != now.opening.room:
        raise Refused("an entry of another room")
    keys = {seat.seat: seat.key for seat in now.opening.seats}
    if entry.seat != HOST and entry.seat not in keys:
        raise Refused(f"this room has no seat {entry.seat!r}")
    if entry.seat == HOST and isinstance(act, PassedOn | Refusal):
        raise Refused(f"a {act.kind} names the seat that passed on")
    if isinstance(act, HOST_ONLY) and entry.seat != HOST:
        raise Refused(f"only the host enters a {act.kind}")
    if is_unnamed(act) and entry.seat != HOST:
        raise Refused(
            f"a {act.kind} written so names its seat, and it is to be nobody's",
            instead="have the host enter it as its own",
        )
    key = keys.get(entry.seat)
    if entry.signature is None:
        free = MAY_BE_UNSIGNED | ENTERED_BY_HOST
        if key is not None and act.kind not in free:
            raise Refused(f"a {act.kind} is signed by its seat", instead="sign it")
        return
    if act.kind in NEVER_SIGNED | ENTERED_BY_HOST:
        raise Refused(f"a {act.kind} is never signed by its author")
    if key is None or not is_authored(entry, key):
        raise Refused(f"it is not signed by {entry.seat!r} as it stands")


def _check_place(now: Now, entry: Entry, place: Place, act: Act) -> None:
    opens = isinstance(act, CompartmentOpened)
    inside = (
        now.looks.compartment(place.compartment) if opens else now.compartment(place.compartment)
    )
    beside = isinstance(act, PassedOn | Refusal)
    if beside:
        inside = now.looks.compartment(place.compartment)
    if opens is not (inside is None):
        raise Refused(
            "no such compartment, or you are not in it"
            if inside is None
            else "this compartment is open already"
        )
    signer = entry.seat if entry.signature is not None else HOST
    counter, before = now.looks.chain(place.compartment, signer) or (0, NONE_BEFORE)
    if (place.counter, place.previous) != (counter + 1, before):
        raise Refused(
            f"it does not follow your last entry here, number {counter}",
            instead="make it anew after that one",
        )
    if not (beside or isinstance(act, KeyDestroyed)) and any(
        k.compartment == place.compartment for k, _ in now.said("compartment-closed", of=HOST)
    ):
        raise Refused("this compartment is closed", instead="use the one that follows it")


def _check_act(now: Now, entry: Entry, place: Place, act: Act, time: str) -> None:
    opened = now.opened(place.compartment)
    sort = opened.sort if opened is not None else None
    if isinstance(act, CaucusMessage):
        if sort != "caucus":
            raise Refused("a caucus message outside a caucus", instead="write a message")
    elif isinstance(act, Message):
        if sort == "caucus":
            raise Refused("a signed message in a caucus", instead="write a caucus message")
    elif isinstance(act, Leave):
        check_leave(now, place, act)
    elif isinstance(act, Disclosure):
        check_disclosure(now, place, act)
    elif isinstance(act, NonPaper):
        check_offer(now, act, by=None)
    elif isinstance(act, OfferMade):
        check_offer(now, act, by=_own_party(now, act))
    elif isinstance(act, OfferWithdrawn):
        check_withdrawal(now, act, by=_own_party(now, act))
    elif isinstance(act, MinutesSigned):
        _check_minutes(now, act)
    elif isinstance(act, PROPOSALS):
        check_proposal(now, place, act, time=time)
    elif isinstance(act, ResultFiled):
        check_result(now, place, act)
    elif isinstance(act, SheetFiled | CaseFiled):
        _check_sheets(now, act)
    elif isinstance(act, SeatPlaced | RoleGiven | HolderNamed) and sort != PUBLIC:
        raise Refused(f"a {act.kind} is public", instead="enter it in the public compartment")
    elif isinstance(act, ReportFiled) and sort != PUBLIC:
        raise Refused("a report is public", instead="file it in the public compartment")
    else:
        check_text(now, entry, place, act, time=time)


def _own_party(now: Now, act: Act) -> str:
    party = now.party(now.seat)
    if party is None:
        raise Refused(f"a {act.kind} is a party's, and {now.seat!r} speaks for none")
    return party


def _check_minutes(now: Now, act: MinutesSigned) -> None:
    for kept, minutes in now.said("minutes"):
        if kept.entry is not None and kept.entry.id == act.minutes:
            assert isinstance(minutes, Minutes)
            if now.seat not in minutes.between:
                raise Refused("these minutes are not yours to co-sign")
            return
    raise Refused("no such minutes")


def _check_sheets(now: Now, act: SheetFiled | CaseFiled) -> None:
    holds = isinstance(act, SheetFiled)
    if isinstance(act, CaseFiled):
        case = value_of(act.case)
        holds = isinstance(case, dict) and bool(case.get("sheets"))
        if holds:
            raise Refused(
                "the public case holds sheets", instead="file each in its party's compartment"
            )
    if holds and now.opening.mode == "live":
        raise Refused("a live room holds no sheet", instead="keep it on your own machine")
