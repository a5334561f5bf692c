"""What a party's seat says on one passage as last changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onetext.errors import BadInput
from onetext.terms.when import When

Says = Literal["accept", "ad-referendum", "reserve", "reject"]
"""Ad referendum is not accept: it waits for home (Vienna Convention 1969, Art. 12 (2) (b))."""

SAYS: tuple[Says, ...] = ("accept", "ad-referendum", "reserve", "reject")


@dataclass(frozen=True, slots=True)
class Stand:
    """Hold what a seat says on a passage as the entry ``changed_by`` left it.

    It names no draft: it carries over while ``changed_by`` is the passage's latest change, and
    words that return do so by another entry.

    Raises
    ------
    BadInput
        If it says something else.
    """

    seat: str
    party: str
    passage: str
    changed_by: str
    says: Says
    at: When | None = None

    def __post_init__(self) -> None:
        if self.says not in SAYS:
            raise BadInput(
                f"a stand cannot say {self.says!r}", instead=f"write one of {', '.join(SAYS)}"
            )
