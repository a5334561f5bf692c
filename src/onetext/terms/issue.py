"""What is to be settled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """Name one question to be settled."""

    id: str
    label: str
