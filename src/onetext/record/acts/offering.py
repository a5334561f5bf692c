"""Offers, their withdrawal, and facts that conditions wait for, as a record holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class OfferMade:
    """Hold an offer by the party of its seat, its conditions in the condition language."""

    offer: str
    to: tuple[str, ...]
    give: str
    want: str | None
    until: str | None
    replaces: str | None
    kind: ClassVar[str] = "offer"


@dataclass(frozen=True, slots=True)
class NonPaper(OfferMade):
    """Hold an idea that is nobody's: it never stands, and its author never signs it."""

    kind: ClassVar[str] = "non-paper"


@dataclass(frozen=True, slots=True)
class OfferWithdrawn:
    """End an own offer."""

    offer: str
    kind: ClassVar[str] = "withdrawal"


@dataclass(frozen=True, slots=True)
class FactEntered:
    """Enter a fact that conditions may wait for (``referendum = held``), with its source."""

    subject: str
    value: str
    source: str
    kind: ClassVar[str] = "fact"
