import json
from pathlib import Path
from typing import Any

import pytest

import floors


def entry(digest: str = "d", **points: float) -> dict[str, Any]:
    return {"digest": digest, "reports": 3, "points": points}


def test_a_floor_is_the_half_point_below() -> None:
    assert [floors.floor(p) for p in (75.0, 75.49, 75.5, 99.99, 0.3)] == [75, 75, 75.5, 99.5, 0]


def test_a_third_of_three_is_not_lost_to_rounding() -> None:
    assert floors.floor(100 * (2 * 6) / (6 + 6)) == 100


def test_what_falls_or_goes_missing_is_told() -> None:
    assert floors.below({"date": 80.0}, {"date": 80.0}) == []
    assert floors.below({"date": 79.99}, {"date": 80.0}) == ["date: 79.99 is below 80.0"]
    assert floors.below({}, {"date": 80.0}) == ["date: gone"]


def test_a_pin_rises_and_keeps_the_sets_it_does_not_name(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors.pin({"a": entry(date=80.2), "b": entry(date=50)}, path=path)
    floors.pin({"a": entry(date=90.7)}, path=path)
    pinned = json.loads(path.read_text())
    assert pinned["a"] == {"digest": "d", "reports": 3, "floors": {"date": 90.5}}
    assert pinned["b"]["floors"] == {"date": 50}


def test_a_pin_never_falls_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors.pin({"a": entry(date=80, channel=70)}, path=path)
    before = path.read_text()
    for lower in (entry(date=79.4, channel=70), entry(date=80)):
        with pytest.raises(floors.WouldLower, match="would lower a "):
            floors.pin({"a": lower}, path=path)
    assert path.read_text() == before
    floors.pin({"a": entry(date=79.4)}, path=path, allow_lower=True)
    assert json.loads(path.read_text())["a"]["floors"] == {"date": 79.0}


def test_another_digest_is_another_set(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors.pin({"a": entry(date=80)}, path=path)
    floors.pin({"a": entry("e", date=60)}, path=path)
    assert json.loads(path.read_text())["a"]["floors"] == {"date": 60}
