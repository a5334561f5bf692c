"""What is said and held: messages, rounds, sessions, minutes, deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from onetext.errors import BadInput

LeaveOf = Literal["none", "ask", "free"]
SessionSort = Literal["plenary", "caucus", "proximity", "shuttle-leg", "back-channel"]


@dataclass(frozen=True, slots=True)
class Message:
    """Hold words to all in a compartment, and whether they may be passed on without asking."""

    words: str
    leave: LeaveOf
    kind: ClassVar[str] = "message"

    def __post_init__(self) -> None:
        if not self.words.strip():
            raise BadInput("a message without words", instead="write some")


@dataclass(frozen=True, slots=True)
class CaucusMessage(Message):
    """Hold words said in a caucus: never signed by their author, so they stay deniable."""

    kind: ClassVar[str] = "caucus-message"


@dataclass(frozen=True, slots=True)
class RoundOpened:
    """Begin a round of talks."""

    number: int
    track: str | None
    place: str | None
    start: str
    kind: ClassVar[str] = "round"

    def __post_init__(self) -> None:
        if self.number < 1:
            raise BadInput(f"round {self.number}", instead="count from 1")


@dataclass(frozen=True, slots=True)
class SessionHeld:
    """Hold one sitting: its kind, its place, its hours as told, and the seats present."""

    sort: SessionSort
    round: int | None
    place: str | None
    start: str
    end: str | None
    present: tuple[str, ...]
    kind: ClassVar[str] = "session"


@dataclass(frozen=True, slots=True)
class Minutes:
    """Hold a read-back note of what was said; it counts once all of ``between`` have co-signed."""

    words: str
    between: tuple[str, ...]
    kind: ClassVar[str] = "minutes"


@dataclass(frozen=True, slots=True)
class MinutesSigned:
    """Co-sign minutes, named by the id of their entry."""

    minutes: bytes
    kind: ClassVar[str] = "minutes-signed"


@dataclass(frozen=True, slots=True)
class DeadlineSet:
    """Set, move or (without an hour) lift a deadline; ``what`` names it."""

    what: str
    when: str | None
    lapses: str | None
    kind: ClassVar[str] = "deadline"
