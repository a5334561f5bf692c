"""The one error tree.

::

    OnetextError
    ├── WrongUse      the command or call was put wrongly          exit 2
    ├── BadInput      a file or value cannot be taken as it is     exit 3
    │   ├── Unreadable   a report cannot be read at all
    │   └── Refused      an act is against the rules of the room
    └── StoreFailed   what was to be kept could not be made durable  exit 3

Every error says where (``file:line:column``), what is wrong, and what to write instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """Name a place in a file: 1-based line and column, either left out when it has none."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


class OnetextError(Exception):
    """Carry where, what and what to write instead.

    Examples
    --------
    >>> print(BadInput("unknown party 'kyv'", instead="write 'kyiv'", where=Where("a.yaml", 3, 7)))
    a.yaml:3:7: unknown party 'kyv', write 'kyiv'
    """

    exit_code = 1

    def __init__(self, what: str, *, instead: str = "", where: Where | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.instead = instead
        self.where = where

    def __str__(self) -> str:
        """Return the line a person reads."""
        told = f"{self.what}, {self.instead}" if self.instead else self.what
        return f"{self.where}: {told}" if self.where else told


class WrongUse(OnetextError):
    """Say that a command or a call was put wrongly."""

    exit_code = 2


class BadInput(OnetextError):
    """Say that a file or a value cannot be taken as it is."""

    exit_code = 3


class Unreadable(BadInput):
    """Say that one report cannot be read; the others still are."""


class Refused(BadInput):
    """Say that an act is against the rules of the room; nothing of it is entered."""


class StoreFailed(OnetextError):
    """Say that an entry could not be made durable: it was not acknowledged, and is not kept."""

    exit_code = 3


class Faulty(BadInput):
    """Say all that is wrong with a file, in the order in which it stands there.

    Examples
    --------
    >>> print(Faulty([BadInput("no title", where=Where("a.yaml", 1, 1)),
    ...               BadInput("no id", where=Where("a.yaml", 2, 1))]))
    a.yaml: 2 faults
      a.yaml:1:1: no title
      a.yaml:2:1: no id
    """

    def __init__(self, faults: Sequence[BadInput]) -> None:
        first = faults[0]
        super().__init__(first.what, instead=first.instead, where=first.where)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        """Return the lines a person reads."""
        if len(self.faults) == 1:
            return str(self.faults[0])
        file = self.where.file if self.where else "the file"
        return "\n  ".join([f"{file}: {len(self.faults)} faults", *map(str, self.faults)])
