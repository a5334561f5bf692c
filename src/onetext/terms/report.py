"""One report as read."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.terms.event import Event, Narration
from onetext.terms.issue import Issue
from onetext.terms.party import Party
from onetext.terms.source import Source
from onetext.terms.statement import Statement


@dataclass(frozen=True, slots=True)
class Report:
    """Hold a source and all that was read out of it.

    ``parties`` and ``issues`` are the closed lists that the rest refers to by id; ids mean the same
    in every report that was read with the same tables.
    """

    source: Source
    parties: tuple[Party, ...]
    issues: tuple[Issue, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    narration: tuple[Narration, ...]
