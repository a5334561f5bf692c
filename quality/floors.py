"""Keep what reading has reached: the floors in ``floors.json``, and what they were pinned on."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("floors.json")
STEP = 0.5
_EPSILON = 1e-9


def key(name: str, reader: str) -> str:
    """Return under what name a set's floors are kept: the rules' under its own.

    Examples
    --------
    >>> key("seed", "rules"), key("seed", "learned")
    ('seed', 'learned/seed')
    """
    return name if reader == "rules" else f"{reader}/{name}"


class WouldLower(Exception):
    """Say which floors a new pin would lower."""


def read() -> dict[str, Any]:
    """Return the pinned sets: digest, number of reports, and each figure's floor in points."""
    pinned: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return pinned


def floor(points: float) -> float:
    """Return ``points`` rounded down to half a point.

    Examples
    --------
    >>> floor(76.49), floor(76.5), floor(100)
    (76.0, 76.5, 100.0)
    """
    return math.floor(points / STEP + _EPSILON) * STEP


def below(points: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Return a line for each figure that has fallen below its floor, or is no longer measured."""
    return [
        f"{figure}: {points[figure]:.2f} is below {least}"
        if figure in points
        else f"{figure}: gone"
        for figure, least in floors.items()
        if figure not in points or points[figure] < least - _EPSILON
    ]


def pin(
    reached: Mapping[str, Mapping[str, Any]], *, allow_lower: bool = False, path: Path = FILE
) -> None:
    """Write the floors of the sets in ``reached``; sets that are not in it stay as they are.

    Raises
    ------
    WouldLower
        If a floor on the same texts and annotations would fall, unless ``allow_lower``.
    """
    pinned = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    lowered = []
    for name, entry in reached.items():
        new = {figure: floor(points) for figure, points in entry["points"].items()}
        old = pinned.get(name)
        if old and old["digest"] == entry["digest"]:
            lowered += [
                f"{name} {figure}: {least} -> {new.get(figure)}"
                for figure, least in old["floors"].items()
                if new.get(figure, -1.0) < least
            ]
        pinned[name] = {"digest": entry["digest"], "reports": entry["reports"], "floors": new}
    if lowered and not allow_lower:
        raise WouldLower("would lower " + "; ".join(lowered))
    path.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
