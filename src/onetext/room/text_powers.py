"""What a seat may do with a text now: by its function, its party, its powers and the procedure.

The record has the last word; this says which forms a page shows.
"""

from __future__ import annotations

from dataclasses import dataclass

from onetext.room.delegation import own_place
from onetext.room.functions import May
from onetext.room.places_seen import place_of_text
from onetext.room.web.guard import Visit
from onetext.terms.text.passage import Alternative, Passage
from onetext.terms.text.state import Text
from onetext.terms.when import When


@dataclass(frozen=True, slots=True)
class Powers:
    """Say what a seat may do with one text.

    Parameters
    ----------
    put
        Put alternatives and add passages in brackets.
    pen
        Draft: add, change, remove passages, lift brackets.
    conduct
        Issue drafts, move passages, change who drafts.
    bind, advise
        Enter its party's stand; advise its own delegation, which alone sees that.
    close
        Initial, consent, agree to an early close.
    """

    party: str
    put: bool
    pen: bool
    conduct: bool
    comment: bool
    bind: bool
    advise: bool
    close: bool
    withdraw: bool

    def drops(self, text: Text, passage: Passage, one: Alternative) -> bool:
        """Tell whether it may drop an alternative."""
        if not passage.bracketed or text.signed is not None:
            return False
        if text.mode == "one-text":
            return self.pen
        return self.put and one.by == self.party if one.by is not None else self.conduct


def powers(visit: Visit, text: Text) -> Powers:
    """Return what the visiting seat may do with a text."""
    instrument, party = text.instrument, visit.seat.party
    where = place_of_text(visit.view, instrument.id)
    inside = where is not None and not where.closed
    fixed = text.signed is not None
    pen = instrument.drafter == party and visit.may(May.DRAFT)
    keeps = party in instrument.binds and visit.may(May.ALTERNATIVE)
    conduct = pen if instrument.drafter is not None else keeps
    put = pen if text.mode == "one-text" else pen or keeps
    bound = party in instrument.binds
    hour = When(visit.room.clock.hour())
    binds = instrument.may_bind_for(visit.seat.id, party, hour)
    stands = inside and bound and visit.may(May.STAND)
    closes = inside and binds and visit.may(May.CONSENT)
    return Powers(
        party=party,
        put=inside and put and not fixed,
        pen=inside and pen and not fixed,
        conduct=inside and conduct and not fixed,
        comment=inside and visit.may(May.COMMENT),
        bind=stands and binds,
        advise=stands and not binds and own_place(visit.view, party) is not None,
        close=closes,
        withdraw=closes and any(one.party == party for _, one in text.consents),
    )
