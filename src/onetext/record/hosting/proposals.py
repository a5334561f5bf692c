"""What a proposal has to be before it is entered, and when it may end."""

from __future__ import annotations

from onetext.errors import Refused
from onetext.record.acts.drafting import DraftIssued
from onetext.record.acts.kinds import Act, act_of
from onetext.record.acts.proposing import ProposalAccepted, ProposalEnded, ProposalPut
from onetext.record.acts.seating import RoleGiven
from onetext.record.entry import Place
from onetext.record.hosting.now import Now

PROPOSALS = (ProposalPut, ProposalEnded, ProposalAccepted)


def check_proposal(now: Now, place: Place, act: Act, *, time: str) -> None:
    """Refuse a proposal that is not a mediator's, and an end or an answer that comes too early."""
    if isinstance(act, ProposalPut):
        _check_put(now, place, act, time)
    elif isinstance(act, ProposalEnded):
        put = _put(now, place, act.proposal)
        if _ended(now, place, put, act.proposal) is not None:
            raise Refused("this proposal has ended")
        if act.outcome != "lapsed" and time < put.hour:
            raise Refused(
                f"the result comes at {put.hour}, never earlier", instead="wait for the hour"
            )
    elif isinstance(act, ProposalAccepted):
        put = _put(now, place, act.proposal)
        if now.seat not in put.to:
            raise Refused("this proposal was not put to you")
        if _ended(now, place, put, act.proposal) != "accepted":
            raise Refused(
                "an answer is entered only once all have accepted",
                instead="answer on the page of the proposal",
            )
        if any(
            isinstance(one, ProposalAccepted) and one.proposal == act.proposal
            for _, one in now.said(ProposalAccepted.kind, of=now.seat)
        ):
            raise Refused("your answer is entered already")


def _check_put(now: Now, place: Place, act: ProposalPut, time: str) -> None:
    own = now.party(now.seat)
    roles = [one for _, one in now.said(RoleGiven.kind) if isinstance(one, RoleGiven)]
    if not any(one.party == own and one.role == "mediator" for one in roles):
        raise Refused("only a mediator puts a proposal", instead="make an offer")
    there = now.compartment(place.compartment)
    for seat in act.to:
        if there is None or seat not in {one.seat for one in now.opening.seats}:
            raise Refused(f"this room has no seat {seat!r}")
        if not there.holds(seat):
            raise Refused(f"{seat} is not in this compartment", instead="put it where all see it")
        if now.party(seat) == own:
            raise Refused("a mediator does not answer its own proposal")
    if act.hour <= time:
        raise Refused(f"{act.hour} has passed", instead="name an hour to come")
    if act.draft is not None and not any(
        isinstance(one, DraftIssued)
        and one.instrument == act.instrument
        and kept.promise.commitment == act.draft
        and kept.compartment == place.compartment
        for kept, one in now.said(DraftIssued.kind)
    ):
        raise Refused("no such draft here", instead="put it where the draft was issued")


def _put(now: Now, place: Place, proposal: bytes) -> ProposalPut:
    kept = now.looks.items((proposal,)).get(proposal)
    act = act_of(kept.entry.body) if kept is not None and kept.entry is not None else None
    if kept is None or kept.compartment != place.compartment or not isinstance(act, ProposalPut):
        raise Refused("no such proposal here")
    return act


def _ended(now: Now, place: Place, put: ProposalPut, proposal: bytes) -> str | None:
    """Return how a proposal ended, as one sees it to whom it was put: the host sees no caucus."""
    for kept in now.looks.of_kind((ProposalEnded.kind,), put.to[0]):
        act = act_of(kept.entry.body) if kept.entry is not None else None
        if isinstance(act, ProposalEnded) and act.proposal == proposal:
            return act.outcome
    return None
