"""What can be wrong with a record: named, placed, told in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FaultKind = Literal[
    "altered",
    "author-signature",
    "clock",
    "close",
    "co-signature",
    "counter",
    "disclosure",
    "dropped",
    "forked",
    "head",
    "host-signature",
    "inconsistent",
    "inserted",
    "previous",
    "room",
    "seat",
    "signed",
    "stand-counter",
    "stand-draft",
    "stand-passage",
    "stand-room",
    "stand-seat",
    "stand-signature",
    "stand-unreadable",
    "stand-words",
    "swapped",
    "truncated",
    "twice",
    "unreadable",
    "unsigned",
    "window",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """Name one fault: its kind, where it is, and what is wrong there.

    Examples
    --------
    >>> print(Fault("dropped", "entry 4", "it is not in the bundle"))
    entry 4: it is not in the bundle (dropped)
    """

    kind: FaultKind
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} ({self.kind})"
