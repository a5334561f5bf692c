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
from readers import FINDERS

PINNED = floors.read()


def now(pinned: str) -> dict[str, Any]:
    reader, _, name = pinned.rpartition("/")
    reader = reader or "rules"
    try:
        others = {"polnear": polnear.reached, "positions": positions.reached}
        return others[name](reader) if name in others else score.reached(name, reader)
    except MissingData as fault:
        pytest.skip(str(fault))


def test_every_set_is_pinned() -> None:
    every = {*gold_sets.NAMES, "polnear", "positions"}
    assert set(PINNED) == {
        floors.key(name, reader)
        for reader in FINDERS
        for name in every
        if gold_sets.tells(name, reader)
    }


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(PINNED))
def test_nothing_falls_below_its_floor(name: str) -> None:
    reached = now(name)
    assert reached["digest"] == PINNED[name]["digest"], "texts or annotations changed: pin again"
    assert floors.below(reached["points"], PINNED[name]["floors"]) == []
