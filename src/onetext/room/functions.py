"""What a seat may do, by its function. What is not listed is refused.

The record has the last word on what is entered (``record/hosting/rules``): only a seat that may
bind its party enters its stand, only the mediator's party drafts in a one-text. This table is the
first: which pages there are for a seat, and which acts it is offered at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class May(StrEnum):
    """Name what can be allowed: reading a page, or one kind of act."""

    READ = "read"
    EXPORT = "export"
    PACKAGES = "packages"
    ESTIMATE = "estimate"
    TALK = "talk"
    RELAY = "relay"
    FORGET = "forget"
    ALTERNATIVE = "alternative"
    COMMENT = "comment"
    DRAFT = "draft"
    STAND = "stand"
    CONSENT = "consent"
    OFFER = "offer"
    ANSWER = "answer"
    PROPOSE = "propose"
    CONVENE = "convene"
    MINUTES = "minutes"
    DEADLINE = "deadline"
    REPORT = "report"
    COMMUNIQUE = "communique"
    CO_SIGN = "co-sign"
    TEACH = "teach"


_READS = frozenset({May.READ, May.EXPORT})
_ADVISES = _READS | {May.PACKAGES, May.TALK, May.COMMENT, May.STAND, May.REPORT}
_SPEAKS = _ADVISES | {
    May.ALTERNATIVE,
    May.DRAFT,  # the pen is its party's, if any: the record says whose
    May.MINUTES,
    May.RELAY,
    May.OFFER,
    May.DEADLINE,
}
_LEADS = _SPEAKS | {May.CONSENT, May.ANSWER, May.FORGET, May.CO_SIGN}
_MEDIATES = _LEADS | {May.PROPOSE, May.CONVENE, May.COMMUNIQUE}

ALLOWED: Mapping[str, frozenset[May]] = {
    "head": _LEADS,
    "delegate": _SPEAKS,
    "analyst": _ADVISES,
    "legal": _ADVISES | {May.ALTERNATIVE},
    "note-taker": _ADVISES | {May.MINUTES},
    "mediator": _MEDIATES - {May.ANSWER},
    "guarantor": _LEADS,
    "observer": _READS,
    "teacher": _READS | {May.TEACH},
}


def may(function: str | None, what: May) -> bool:
    """Tell whether a seat of that function may do this.

    Examples
    --------
    >>> may("observer", May.READ), may("observer", May.TALK), may(None, May.READ)
    (True, False, False)
    """
    return function is not None and what in ALLOWED.get(function, frozenset())
