"""What is wrong with a case's sheets that shows only when they are read together."""

from __future__ import annotations

from onetext.errors import BadInput

Way = tuple[str | int, ...]


class Misfit(BadInput):
    """Say that something of a case cannot be taken; ``ways`` lead to it in the case file.

    Each way is as `cases.placing.placed` takes it: a section, a row's id, a key and so on.
    """

    def __init__(self, what: str, *, instead: str, ways: tuple[Way, ...]) -> None:
        super().__init__(what, instead=instead)
        self.ways = ways


class Clash(Misfit):
    """Say that statements of a sheet exclude each other."""


class Joined(Misfit):
    """Say that private sheets of several owners were to be joined."""
