"""What happened at the talks and around them, as reports tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onetext.terms.said.span import Span
from onetext.terms.when import When

EventType = Literal[
    "talks_round",
    "meeting",
    "call",
    "conference",
    "announcement",
    "agreement",
    "vote",
    "military",
    "unilateral",
    "legal",
]
EventStatus = Literal["held", "ongoing", "planned", "reported"]


@dataclass(frozen=True, slots=True)
class Event:
    """Hold one event with the clauses that tell it."""

    id: str
    source: str
    type: EventType
    status: EventStatus
    evidence: tuple[Span, ...]
    start: When | None = None
    end: When | None = None
    duration_min: int | None = None
    venue: str | None = None
    round: int | None = None
    participants: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Narration:
    """Hold a claim of the reporter's own: nobody's statement, never a fact of the talks."""

    id: str
    source: str
    span: Span
    hedged: bool
    kind: str | None = None
    issues: tuple[str, ...] = ()
