"""What moved: from which position to which, and when."""

from __future__ import annotations

from itertools import pairwise

from onetext.analysis.findings import Move, Position
from onetext.analysis.positions import changed_terms, histories, parties_that_stand
from onetext.analysis.stances import WEAKER, lean_of
from onetext.record.view import View


def movement(view: View) -> tuple[Move, ...]:
    """Return each change of a party's position, by party, issue and time.

    A change is another class of stance, other terms, or becoming divided or of one mind again. No
    distance is told: a report orders no options. A first position is no move, and neither is saying
    in another way what stood already (an offer, then a promise of the same).
    """
    found = histories(view)
    stand = parties_that_stand(view)
    order = [issue.id for issue in view.issues]
    order += sorted({issue for _, issue in found} - set(order))
    moves: list[Move] = []
    for party in stand:
        for issue in order:
            told = [standing.position for standing in found.get((party, issue), ())]
            for before, after in pairwise(told):
                if _moved(before, after):
                    moves.append(Move(party, issue, before, after, after.since))
    return tuple(moves)


def _moved(before: Position, after: Position) -> bool:
    if before.status != after.status:
        return True
    old = lean_of(before.stance) if before.stance else None
    new = lean_of(after.stance) if after.stance else None
    if new in WEAKER and WEAKER[new] == old:
        return False
    return old != new or changed_terms(before, after)
