"""The same rooms as those of the security tests."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "security"))

from conftest_rooms import begun, house, live_house, own_house, talked

__all__ = ["begun", "house", "live_house", "own_house", "talked"]
