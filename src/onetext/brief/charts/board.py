"""The board: what is at issue down the side, the parties across, and where each stands now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onetext.analysis.findings import Position
from onetext.brief.charts.marks import ranked_parties
from onetext.brief.sections import Brief

_PARTIES = 4
_ISSUES = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold where one party stands on one issue, and how often that changed."""

    party: str
    position: Position | None
    moves: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one issue with a cell for each party of the board."""

    issue: str
    sticking: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Hold the board's rows, the positions that it has no room for, and who has none.

    ``silent`` are parties without any stated position, ``unstated`` issues without one.
    """

    parties: tuple[str, ...]
    rows: tuple[Row, ...]
    rest: tuple[Cell, ...]
    silent: tuple[str, ...]
    unstated: tuple[str, ...]


def board(brief: Brief, *, parties: int = _PARTIES, issues: int = _ISSUES) -> Board:
    """Return the board of a brief: at most so many parties and issues, the weightiest first.

    Principals come first, then the parties with most positions; sticking points come first, then
    the issues on which most parties stand somewhere. What is left over is in ``rest``.
    """
    stated = [one for one in brief.positions if one.status != "unknown"]
    by_party = Counter(one.party for one in stated)
    by_issue = Counter(one.issue for one in stated)
    roles = {party.id: party.role for party in brief.view.parties}
    known = list(dict.fromkeys([*ranked_parties(brief.view), *by_party]))
    place = {party: n for n, party in enumerate(known)}
    across = [party for party in known if by_party[party] or roles.get(party) == "principal"]
    across.sort(key=lambda id: (roles.get(id) != "principal", -by_party[id], place[id]))
    sticking = {point.issue for point in brief.sticking_points}
    listed = dict.fromkeys([*(i.id for i in brief.view.issues), *by_issue, *sticking])
    down = [issue for issue in listed if by_issue[issue] or issue in sticking]
    down.sort(key=lambda id: (id not in sticking, -by_issue[id]))
    top, rows = tuple(across[:parties]), tuple(down[:issues])
    at = {(one.party, one.issue): one for one in brief.positions}
    moves = Counter((move.party, move.issue) for move in brief.movement)
    return Board(
        parties=top,
        rows=tuple(
            Row(
                issue,
                issue in sticking,
                tuple(Cell(p, at.get((p, issue)), moves[p, issue]) for p in top),
            )
            for issue in rows
        ),
        rest=tuple(
            Cell(one.party, one, moves[one.party, one.issue])
            for one in stated
            if one.party not in top or one.issue not in rows
        ),
        silent=tuple(id for id in known if not by_party[id] and id not in top),
        unstated=tuple(issue for issue in listed if issue not in set(down)),
    )
