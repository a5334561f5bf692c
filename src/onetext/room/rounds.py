"""Rounds by the clock: which comes next, and when the one that runs is over."""

from __future__ import annotations

import re

from onetext.analysis.table.sittings import table_deadlines, table_rounds
from onetext.record.view import View

_OF_A_ROUND = re.compile(r"round (\d+)")


def next_round(view: View) -> int:
    """Return the number of the round that has not begun yet."""
    rounds, _ = table_rounds(view)
    return max((one.round.number for one in rounds), default=0) + 1


def round_end(view: View) -> tuple[int, str] | None:
    """Return the round that was begun last by the clock, and the hour at which it is over."""
    found: tuple[int, str] | None = None
    for one in table_deadlines(view):
        named = _OF_A_ROUND.fullmatch(one.deadline.what)
        if named is not None and one.deadline.when is not None:
            found = max(found or (0, ""), (int(named[1]), one.deadline.when))
    return found
