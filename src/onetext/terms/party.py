"""Who is at the talks, beside them, or talked about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """Name a side: a state, a bloc, a union, a company, a movement, an agency, a person alone.

    ``role`` is what a case or a table of parties says of it (``principal``, ``mediator``,
    ``guarantor``, ``observer``, ``other``), None when nobody said.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
