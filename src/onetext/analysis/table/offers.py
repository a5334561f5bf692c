"""Offers made at the table: which stand, which were withdrawn or replaced, what they agree on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onetext.analysis.table.lines import Ref, said
from onetext.errors import WrongUse
from onetext.record.acts.offering import OfferMade, OfferWithdrawn
from onetext.record.offering import offer_of
from onetext.record.view import View
from onetext.terms.hour import ends
from onetext.terms.offers.handshake import Agreement, Course, agreement, sequence
from onetext.terms.offers.offer import Offer
from onetext.terms.when import When

Life = Literal["standing", "lapsed", "withdrawn", "replaced", "non-paper"]


@dataclass(frozen=True, slots=True)
class TableOffer:
    """Hold an offer as this view shows it, and what has become of it.

    ``ended`` is the line that withdrew or replaced it.
    """

    offer: Offer
    ref: Ref
    life: Life
    ended: Ref | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """Say what the standing offers agree on, and in which order each can be carried out."""

    agreement: Agreement
    courses: tuple[Course, ...]


def table_offers(view: View) -> tuple[TableOffer, ...]:
    """Return the offers of a view in the order in which they were shown.

    Whether one has lapsed is asked of the view's hour, or of its last line: no clock is read.

    Notes
    -----
    Cost: linear in the lines of the view.
    """
    made: dict[str, TableOffer] = {}
    ended: dict[str, tuple[Life, Ref]] = {}
    for ref, line, act in said(view, OfferMade):
        by = ref.party if act.kind == "offer" else None
        offer = offer_of(act, by=by, since=line.promise.time)
        made.setdefault(act.offer, TableOffer(offer, ref, "standing", None))
        if act.replaces is not None and act.kind == "offer":
            ended.setdefault(act.replaces, ("replaced", ref))
    for ref, line, gone in said(view, OfferWithdrawn):
        found = made.get(gone.offer)
        if found is not None and found.ref.party == ref.party:
            ended[gone.offer] = ("withdrawn", ref)
            at = When(line.promise.time)
            made[gone.offer] = replace(found, offer=replace(found.offer, withdrawn_at=at))
    now = hour(view)
    return tuple(_lived(one, ended.get(id), now) for id, one in made.items())


def exchange(view: View) -> Exchange | None:
    """Return what the standing offers of a view agree on.

    None if none stands, or if they settle so many issues in so many ways that they cannot all be
    tried (``agreement``).
    """
    return exchange_of([one.offer for one in table_offers(view) if one.life == "standing"])


def exchange_of(there: Sequence[Offer]) -> Exchange | None:
    """Return what standing offers agree on, None as for ``exchange``."""
    if not there:
        return None
    try:
        found = agreement(there)
    except WrongUse:
        return None
    courses = tuple(
        sequence(offer for offer in there if offer.id in shake.offers) for shake in found.handshakes
    )
    return Exchange(found, courses)


def hour(view: View) -> When | None:
    """Return the hour of a view: that asked for, or that of its last line."""
    if view.at is not None:
        return view.at
    last = max((line.promise.time for line in view.lines), default=None)
    return When(last) if last is not None else None


def _lived(one: TableOffer, end: tuple[Life, Ref] | None, now: When | None) -> TableOffer:
    if one.offer.non_paper:
        return replace(one, life="non-paper")
    if end is not None:
        return replace(one, life=end[0], ended=end[1])
    until = one.offer.standing_until
    if until is not None and now is not None and ends(now) > ends(until):
        return replace(one, life="lapsed")
    return one
