"""What a cue looks like to those who place its content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from onetext.press.finding.cues import Hit
from onetext.press.finding.sourcing import Range
from onetext.press.text.clauses import (
    DASHES,
    TERMINALS,
)
from onetext.press.text.tokens import Token


class Placed(Protocol):
    """What this module needs to know of a cue that was read."""

    @property
    def hit(self) -> Hit:
        """The cue."""
        ...

    @property
    def source(self) -> Range | None:
        """The source's tokens."""
        ...

    @property
    def inverted(self) -> bool:
        """Whether the source follows the cue."""
        ...

    @property
    def enclosed(self) -> bool:
        """Whether the cue stands in a clause between commas: "X, who said …, left"."""
        ...

    @property
    def inherits(self) -> bool:
        """Whether the source stands at an earlier cue."""
        ...


def last_index(tokens: Sequence[Token]) -> int:
    """Return one past the last token that is no closing mark of the sentence."""
    end = len(tokens)
    while (
        end
        and tokens[end - 1].kind == "mark"
        and (tokens[end - 1].low in TERMINALS | DASHES | {","})
    ):
        end -= 1
    return end


def left_edge(reading: Placed) -> int:
    """Return the index at which the cue and its source begin."""
    if reading.inverted or reading.source is None:
        return reading.hit.start
    return min(reading.source[0], reading.hit.start)


def clause_end(tokens: Sequence[Token], at: int) -> int:
    """Return where the clause behind a token ends: at a mark that ends it, or a turn of thought."""
    limit = last_index(tokens)
    for i in range(at + 1, limit - 1):
        if tokens[i].kind == "mark" and tokens[i].low in TERMINALS:
            return i
        if tokens[i].low == "," and tokens[i + 1].low in ("but", "while", "although"):
            return i
    return limit
