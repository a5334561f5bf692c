"""Where a party stands without a floor: at its worst package."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from onetext.analysis.space import programmes
from onetext.analysis.space.frontier import frontier
from onetext.analysis.space.size import size
from onetext.analysis.space.tables import NO_FLOOR, Problem
from onetext.analysis.space.watch import Watch

_QUICK = 2.0


def worst(problem: Problem, party: int, watch: Watch) -> int:
    """Return the units of a party's worst package, rules aside: where it stands without a floor.

    Raises
    ------
    Stopped
        If the budget is spent before it is proven.
    """
    alone = replace(problem.of_parties([party]), bars=())
    if not (alone.links or alone.boxes):
        return int(alone.base[0] + sum(int(rows.min()) for rows in alone.own))
    turned = replace(
        alone,
        own=tuple(-rows for rows in alone.own),
        links=tuple(replace(link, points=-link.points) for link in alone.links),
        boxes=tuple(replace(box, points=-box.points) for box in alone.boxes),
        base=-alone.base,
    )
    if size(turned).seconds < _QUICK:
        found = frontier(turned)
        if found.exact:
            return -int(found.points[0, 0])
    best = programmes.best_of_each(replace(turned, floors=np.array([NO_FLOOR])), watch)
    assert best is not None
    return -best[0]
