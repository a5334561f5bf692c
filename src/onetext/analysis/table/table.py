"""All that a view shows of the table."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.analysis.table.offers import Exchange, TableOffer, exchange, table_offers
from onetext.analysis.table.passing import LetKnow, Received, Refused, let_know, received, refused
from onetext.analysis.table.sittings import (
    MinutesSeen,
    Sitting,
    TableDeadline,
    TableRound,
    minutes,
    table_deadlines,
    table_rounds,
)
from onetext.analysis.table.texts import TextSeen, texts
from onetext.record.view import View


@dataclass(frozen=True, slots=True)
class Table:
    """Hold the table as one seat sees it."""

    rounds: tuple[TableRound, ...]
    sessions: tuple[Sitting, ...]
    offers: tuple[TableOffer, ...]
    exchange: Exchange | None
    texts: tuple[TextSeen, ...]
    minutes: tuple[MinutesSeen, ...]
    deadlines: tuple[TableDeadline, ...]
    received: tuple[Received, ...]
    let_know: tuple[LetKnow, ...]
    refused: tuple[Refused, ...]


def table(view: View) -> Table | None:
    """Return the table of a view; None where reports were read outside any room.

    Notes
    -----
    Cost: linear in the lines of the view, but for texts (see ``texts``) and offers that wait for
    each other (see ``agreement``).
    """
    if view.room is None:
        return None
    rounds, sessions = table_rounds(view)
    return Table(
        rounds=rounds,
        sessions=sessions,
        offers=table_offers(view),
        exchange=exchange(view),
        texts=texts(view),
        minutes=minutes(view),
        deadlines=table_deadlines(view),
        received=received(view),
        let_know=let_know(view),
        refused=refused(view),
    )
