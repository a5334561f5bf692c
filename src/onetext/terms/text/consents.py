"""By whom an instrument is signed and ratified, and by whom it still has to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onetext.terms.consent import Consent, consented, fact
from onetext.terms.hour import since
from onetext.terms.text.answer import Answer
from onetext.terms.text.instrument import Instrument
from onetext.terms.when import When


@dataclass(frozen=True, slots=True)
class Consents:
    """Say where an instrument stands with its signatures and ratifications, in the parties' order.

    Parameters
    ----------
    to_sign, to_ratify
        Who is asked and has not been seen to; ``to_ratify`` is empty where signature binds.
    withdrawn
        Who took its consent back.
    signed_enough, consented_enough
        Whether as many as the rule asks have signed; have done the act that it asks. ``no``
        only when so many have withdrawn that the others do not suffice.
    """

    instrument: str
    signed: tuple[str, ...]
    ratified: tuple[str, ...]
    to_sign: tuple[str, ...]
    to_ratify: tuple[str, ...]
    withdrawn: tuple[str, ...]
    signed_enough: Answer
    consented_enough: Answer


def consents(instrument: Instrument, given: Iterable[Consent], at: When | None = None) -> Consents:
    """Return by whom ``instrument`` is consented to by ``at``, and by whom it still has to be.

    Signature fixes who will go on, ratification binds (Vienna Convention 1969, Art. 11–14); who
    has ratified counts as having signed. Entry into force is for ``terms.guarantees``.

    Parameters
    ----------
    given
        Acts on any instruments; those on others are passed over.

    Raises
    ------
    BadInput
        If an hour has no year.

    Notes
    -----
    Cost: linear in the acts, but for sorting them by hour.

    Examples
    --------
    >>> from onetext.terms.text.instrument import ConsentRule
    >>> treaty = Instrument("t", "Treaty", "treaty", "rolling", binds=("arn", "bel"),
    ...                     languages=("en",), consent=ConsentRule("ratify"))
    >>> acts = [Consent("arn", "t", "ratify", When("2031-06-01")),
    ...         Consent("bel", "t", "sign", When("2031-06-02"))]
    >>> found = consents(treaty, acts, When("2031-07-01"))
    >>> found.signed_enough, found.consented_enough, found.to_ratify
    ('yes', 'unknown', ('bel',))
    """
    counted = [
        one
        for one in given
        if one.instrument == instrument.id and (at is None or since(at, one.at))
    ]
    facts = consented(counted)
    acted = {one.party for one in counted}
    order = tuple(dict.fromkeys((*instrument.binds, *sorted(acted))))
    signed = tuple(p for p in order if fact(p, instrument.id, "signed") in facts)
    ratified = tuple(p for p in order if fact(p, instrument.id, "ratified") in facts)
    withdrawn = tuple(p for p in order if p in acted and p not in signed)
    asked = instrument.asked
    by_rule = ratified if instrument.consent.act == "ratify" else signed
    ratifies = asked if instrument.consent.act == "ratify" else ()
    return Consents(
        instrument=instrument.id,
        signed=signed,
        ratified=ratified,
        to_sign=tuple(p for p in asked if p not in signed),
        to_ratify=tuple(p for p in ratifies if p not in ratified),
        withdrawn=withdrawn,
        signed_enough=_enough(instrument, signed, withdrawn),
        consented_enough=_enough(instrument, by_rule, withdrawn),
    )


def _enough(instrument: Instrument, has: tuple[str, ...], withdrawn: tuple[str, ...]) -> Answer:
    asked = instrument.asked
    least = instrument.consent.at_least or len(asked)
    if sum(party in has for party in asked) >= least:
        return "yes"
    return "no" if sum(party not in withdrawn for party in asked) < least else "unknown"
