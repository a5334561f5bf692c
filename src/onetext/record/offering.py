"""From entries to the offers they make."""

from __future__ import annotations

from onetext.errors import BadInput
from onetext.record.acts.offering import OfferMade
from onetext.terms.offers.offer import Offer
from onetext.terms.packages.condition import Always
from onetext.terms.packages.condition_parser import parse
from onetext.terms.when import When


def offer_of(act: OfferMade, *, by: str | None, since: str | None) -> Offer:
    """Return the offer that an act makes, standing from the hour it was taken in.

    Raises
    ------
    BadInput
        If a condition cannot be read or an hour is none.
    """
    try:
        until = When(act.until) if act.until else None
    except ValueError as error:
        raise BadInput(str(error), instead="write it like 2031-03-16") from None
    return Offer(
        id=act.offer,
        by=by,
        to=act.to,
        give=parse(act.give),
        want=parse(act.want) if act.want else Always(),
        standing_from=When(since) if since else None,
        standing_until=until,
        non_paper=by is None,
        replaces=act.replaces,
    )
