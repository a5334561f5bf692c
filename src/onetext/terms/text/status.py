"""How far a text has come: bracketed, clean, initialled, signed."""

from __future__ import annotations

from onetext.terms.consent import Consent
from onetext.terms.text.draft import Status
from onetext.terms.text.state import Text, consents_to


def status(text: Text) -> Status:
    """Return how far ``text`` has come to this view.

    Bracketed while any passage has several alternatives; initialled when every party that it binds
    has initialled the last draft and nothing changed since; signed once as many as the consent
    rule asks have signed a draft, for good. Clean is not agreed: ask ``agreed``.

    Examples
    --------
    >>> from onetext.terms.text.instrument import Instrument
    >>> from onetext.terms.text.state import begin
    >>> treaty = Instrument("t", "T", "treaty", binds=("arn",), drafter="dor", languages=("en",))
    >>> status(begin([treaty]).text("t"))
    'clean'
    """
    if text.signed is not None:
        return "signed"
    if any(passage.bracketed for passage in text.passages):
        return "bracketed"
    issued = text.issued
    if issued is None:
        return "clean"
    initialled = {one.party for one in text.initials if one.draft == issued.entry}
    return "initialled" if initialled >= set(text.instrument.binds) else "clean"


def given_consents(text: Text) -> tuple[Consent, ...]:
    """Return the consents that count for ``text`` now: to its signed draft, else to the last one.

    A consent to a draft that has been changed since counts for nothing until it is signed again.
    """
    issued = text.issued
    draft = text.signed or (issued.entry if issued is not None else None)
    return () if draft is None else consents_to(text.consents, draft)
