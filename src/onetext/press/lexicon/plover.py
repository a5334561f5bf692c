"""Name stances and events by the event types of PLOVER, for exchange with event data.

PLOVER is the Political Language Ontology for Verifiable Event Records; the names of its sixteen
types are facts, and none of its text is here. What has no type of its own there (a hope, an
assessment, a vote) has none here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from onetext.press.lexicon.tables import ours
from onetext.terms.said.event import EventType
from onetext.terms.said.statement import Stance

#: The sixteen event types of PLOVER.
TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)


def plover_of(stance: Stance) -> str | None:
    """Return the PLOVER type of a stance, None where it has none.

    Examples
    --------
    >>> plover_of("demand"), plover_of("hope")
    ('REQUEST', None)
    """
    return _codes("stances").get(stance)


def plover_of_event(event: EventType) -> str | None:
    """Return the PLOVER type of an event, None where it has none.

    Examples
    --------
    >>> plover_of_event("talks_round"), plover_of_event("vote")
    ('CONSULT', None)
    """
    return _codes("events").get(event)


@cache
def _codes(key: str) -> Mapping[str, str]:
    rows = ours("plover").rows(key, known=("id", "code", "why"))
    return {row.id(): code for row in rows if (code := row.text("code"))}
