"""Proposals as a view shows them: what was put to whom, how it ended, whose yes is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onetext.analysis.table.lines import Ref, parties_of, said
from onetext.record.acts.drafting import DraftIssued
from onetext.record.acts.proposing import Outcome, ProposalAccepted, ProposalEnded, ProposalPut
from onetext.record.acts.seating import SeatPlaced
from onetext.record.acts.talking import RoundOpened
from onetext.record.opening import HOST
from onetext.record.view import View
from onetext.room.functions import May, may


@dataclass(frozen=True, slots=True)
class ProposalSeen:
    """Hold one proposal; ``ended`` is the line that ended it, ``opened`` the seats whose yes is."""

    ref: Ref
    item: bytes
    put: ProposalPut
    place: str | None
    draft: int | None
    outcome: Outcome | None
    ended: Ref | None
    opened: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftSeen:
    """Hold a draft that can be proposed: its line, its commitment, where it was issued."""

    number: int
    item: bytes
    instrument: str
    place: str
    at: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a seat that a proposal can be put to, and the bits asked of it in this round."""

    seat: str
    party: str
    bits: int


def proposals_seen(view: View) -> tuple[ProposalSeen, ...]:
    """Return the proposals of a view, the latest first."""
    numbers = {line.promise.commitment: n for n, line in enumerate(view.lines, start=1)}
    ended = {act.proposal: (act.outcome, ref) for ref, _, act in said(view, ProposalEnded)}
    opened: dict[bytes, list[str]] = {}
    for ref, _, yes in said(view, ProposalAccepted):
        if ref.seat is not None:
            opened.setdefault(yes.proposal, []).append(ref.seat)
    found = []
    for ref, line, put in said(view, ProposalPut):
        item = line.promise.commitment
        outcome, end = ended.get(item, (None, None))
        draft = numbers.get(put.draft) if put.draft is not None else None
        yes_of = tuple(sorted(opened.get(item, ())))
        found.append(ProposalSeen(ref, item, put, line.compartment, draft, outcome, end, yes_of))
    return tuple(reversed(found))


def drafts_seen(view: View) -> tuple[DraftSeen, ...]:
    """Return the drafts that a view shows where they were issued, the latest first."""
    found = [
        DraftSeen(ref.number, line.promise.commitment, act.instrument, line.compartment, ref.at)
        for ref, line, act in said(view, DraftIssued)
        if line.compartment is not None
    ]
    return tuple(reversed(found))


def askable(view: View, own: str) -> tuple[Asked, ...]:
    """Return the seats that may answer a proposal by a seat of ``own``."""
    parties = parties_of(view)
    asked = bits_asked(view)
    return tuple(
        Asked(seat, parties[seat], asked.get(seat, 0))
        for seat, function in functions_of(view).items()
        if may(function, May.ANSWER) and parties.get(seat) not in (None, own)
    )


def bits_asked(view: View) -> Mapping[str, int]:
    """Return how many proposals were put to each seat since the last round that the view shows."""
    since = max((ref.number for ref, _, _ in said(view, RoundOpened)), default=0)
    counts: dict[str, int] = {}
    for ref, _, put in said(view, ProposalPut):
        if ref.number > since:
            for seat in put.to:
                counts[seat] = counts.get(seat, 0) + 1
    return counts


def functions_of(view: View) -> Mapping[str, str]:
    """Return the function of each seat, as the host placed them."""
    return {
        act.seat: act.function
        for _, line, act in said(view, SeatPlaced)
        if line.entry is not None and line.entry.seat == HOST
    }
