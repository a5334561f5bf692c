"""One report as read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onetext.terms.issue import Issue
from onetext.terms.party import Party
from onetext.terms.said.event import Event, Narration
from onetext.terms.said.source import Source
from onetext.terms.said.statement import Statement


@dataclass(frozen=True, slots=True)
class Report:
    """Hold a source and all that was read out of it.

    ``parties`` and ``issues`` are the closed lists that the rest refers to by id; ids mean the same
    in every report that was read with the same tables. ``rejected`` says, one reason each, why
    statements that a finder named were not taken: their words do not stand in the text.
    """

    source: Source
    parties: tuple[Party, ...]
    issues: tuple[Issue, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    narration: tuple[Narration, ...]
    rejected: tuple[str, ...] = field(default=(), compare=False, repr=False)


def parties_used(statements: Iterable[Statement], events: Iterable[Event]) -> list[str]:
    """Return the ids of the parties that speak, are addressed or take part, in the order met."""
    used: dict[str, None] = {}
    for s in statements:
        for id in (s.speaker.party, *s.speaker.co_parties, *s.targets):
            if id:
                used[id] = None
    for event in events:
        used.update(dict.fromkeys(event.participants))
    return list(used)
