"""The reading quality gate: no figure falls below what was reached.

``quality/floors.json`` holds the floors and a digest of the texts and annotations they were reached
on. When those change on purpose, or a figure has risen, pin again:

    python quality/score.py --write-floors

A floor that would fall on the same digest is refused without ``--allow-lower``.
"""

from typing import Any

import pytest

import floors
import gold_sets
import polnear
import positions
import score
from gold_sets import MissingData

PINNED = floors.read()


def now(name: str) -> dict[str, Any]:
    try:
        others = {"polnear": polnear.reached, "positions": positions.reached}
        return others[name]() if name in others else score.reached(name)
    except MissingData as fault:
        pytest.skip(str(fault))


def test_every_set_is_pinned() -> None:
    assert set(PINNED) == {*gold_sets.NAMES, "polnear", "positions"}


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(PINNED))
def test_nothing_falls_below_its_floor(name: str) -> None:
    reached = now(name)
    assert reached["digest"] == PINNED[name]["digest"], "texts or annotations changed: pin again"
    assert floors.below(reached["points"], PINNED[name]["floors"]) == []
