"""Small rooms under load, broken half way: nothing acknowledged is lost, and streams resume.

The same script as measures twenty-five rooms (``bench/room_load.py``), with fewer of everything. It
reads each acknowledged act back by every reader's stream and from the stores themselves.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[3] / "bench" / "room_load.py"
SMALL = ("--rooms", "2", "--seats", "6", "--rate", "20", "--seconds", "10", "--no-report")
ACTS = 200


@pytest.fixture(autouse=True)
def with_a_server(request: pytest.FixtureRequest) -> None:
    if "--postgres" in request.node.name:
        request.getfixturevalue("server")


@pytest.mark.parametrize("breaks", ["--kill", "--postgres"])
def test_nothing_acknowledged_is_lost(breaks: str) -> None:
    done = subprocess.run(
        [sys.executable, str(BENCH), breaks, *SMALL], capture_output=True, text=True, timeout=400
    )
    assert done.returncode == 0, done.stdout + done.stderr
    seen = json.loads(done.stdout)
    assert seen["acts"] == ACTS
    assert seen["acknowledged"] + seen["refused"] + seen["unanswered"] == ACTS
    assert seen["lost"] == 0
    assert seen["acknowledged"] > ACTS // 2  # before the break, and after it
    assert seen["refused" if breaks == "--postgres" else "unanswered"] > 0
