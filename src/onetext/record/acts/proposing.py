"""The mediator's proposal: put, ended at its hour, and accepted by all or by nobody that one knows.

An answer is no entry until the proposal has been accepted by all whom it was put to (design, §4,
The mediator's proposal). So there is an act that says yes and none that says no: what a refusal
would be written down as does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import ClassVar, Literal

from onetext.errors import BadInput
from onetext.record.tree import HASH_BYTES

Outcome = Literal["accepted", "failed", "lapsed"]
FEWEST = 2
_HOUR = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Settled:
    """Settle one issue by one option."""

    issue: str
    option: str


@dataclass(frozen=True, slots=True)
class ProposalPut:
    """Put a package, or a draft named by its entry, to seats that answer by an hour of the room."""

    package: tuple[Settled, ...]
    instrument: str | None
    draft: bytes | None
    to: tuple[str, ...]
    hour: str
    kind: ClassVar[str] = "proposal"

    def __post_init__(self) -> None:
        if len(self.to) < FEWEST or list(self.to) != sorted(set(self.to)):
            raise BadInput(
                "a proposal is put to two seats or more, each once, sorted",
                instead="ask one side alone in a caucus",
            )
        if bool(self.package) is (self.draft is not None) or (
            (self.draft is None) is not (self.instrument is None)
        ):
            raise BadInput(
                "a proposal is a package or a draft of an instrument", instead="choose one of them"
            )
        if any(left.issue >= right.issue for left, right in pairwise(self.package)):
            raise BadInput("the issues of a package do not rise", instead="sort them, each once")
        try:
            datetime.strptime(self.hour, _HOUR)
        except ValueError:
            raise BadInput(
                f"not an hour of the room: {self.hour!r}", instead="write 2031-04-16T18:00:00Z"
            ) from None


@dataclass(frozen=True, slots=True)
class ProposalEnded:
    """Say what has become of a proposal: one bit, or that it lapsed without a result."""

    proposal: bytes
    outcome: Outcome
    kind: ClassVar[str] = "proposal-ended"

    def __post_init__(self) -> None:
        _item(self.proposal)


@dataclass(frozen=True, slots=True)
class ProposalAccepted:
    """Open a seat's yes to a proposal that all have accepted."""

    proposal: bytes
    kind: ClassVar[str] = "proposal-accepted"

    def __post_init__(self) -> None:
        _item(self.proposal)


def _item(commitment: bytes) -> None:
    if len(commitment) != HASH_BYTES:
        raise BadInput(f"a proposal is named by its commitment, {HASH_BYTES} bytes")
