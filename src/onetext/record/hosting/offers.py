"""What an offer has to be before it is entered."""

from __future__ import annotations

from onetext.errors import Refused
from onetext.record.acts.offering import OfferMade, OfferWithdrawn
from onetext.record.hosting.now import Now
from onetext.record.offering import offer_of


def check_offer(now: Now, act: OfferMade, *, by: str | None) -> None:
    """Refuse an offer whose id the seat has seen, or that replaces what is not its to replace."""
    offer_of(act, by=by, since=None)
    seen = dict(_seen(now))
    if act.offer in seen:
        raise Refused(
            f"there is an offer {act.offer!r} already", instead="give it an id of its own"
        )
    if act.replaces is None:
        return
    earlier = seen.get(act.replaces)
    if earlier is None:
        raise Refused(f"there is no offer {act.replaces!r} to replace")
    made, of = earlier
    if by is not None and by not in (of, *made.to):
        raise Refused(f"the offer {act.replaces!r} is neither yours nor made to you")


def check_withdrawal(now: Now, act: OfferWithdrawn, *, by: str) -> None:
    """Refuse to withdraw what is not there or not one's own."""
    found = dict(_seen(now)).get(act.offer)
    if found is None:
        raise Refused(f"there is no offer {act.offer!r}")
    if found[1] != by:
        raise Refused(f"the offer {act.offer!r} is not yours to withdraw")


def _seen(now: Now) -> list[tuple[str, tuple[OfferMade, str | None]]]:
    made = []
    for kept, act in now.said("offer", "non-paper"):
        if isinstance(act, OfferMade) and kept.entry is not None:
            owner = now.party(kept.entry.seat) if act.kind == "offer" else None
            made.append((act.offer, (act, owner)))
    return made
