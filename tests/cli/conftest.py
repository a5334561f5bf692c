"""Runs that many tests look at, made once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ran import TWO_RIVERS, Ran, onetext, texts


@pytest.fixture(scope="session")
def brief(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, str]:
    """Run the README's first command; return what it printed, and its page."""
    file = tmp_path_factory.mktemp("brief") / "brief.html"
    ran = onetext("brief", TWO_RIVERS, "--html", file, env={"COLUMNS": "80"})
    return ran, file.read_text("utf-8")


@pytest.fixture(scope="session")
def again(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, str]:
    """Run it again, with ``--json``; return what it printed, and its page."""
    file = tmp_path_factory.mktemp("again") / "brief.html"
    return onetext("brief", TWO_RIVERS, "--json", "--html", file), file.read_text("utf-8")


@pytest.fixture(scope="session")
def brief_json(again: tuple[Ran, str]) -> dict[str, Any]:
    """Return the brief as JSON."""
    assert again[0].code == 0
    told: dict[str, Any] = json.loads(again[0].out)
    return told


@pytest.fixture(scope="session")
def page_again(again: tuple[Ran, str]) -> str:
    """Return the page of the second run."""
    return again[1]


@pytest.fixture(scope="session")
def read_json() -> Ran:
    """Read the same reports with ``--json``."""
    return onetext("read", TWO_RIVERS, "--json")


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of so many reports that reading them takes a while."""
    told = texts()
    file = tmp_path_factory.mktemp("many") / "many.jsonl"
    rows = [
        json.dumps({"id": f"r{n}", "date": "2031-04-10", "text": told[n % len(told)]})
        for n in range(1000)
    ]
    file.write_text("\n".join(rows) + "\n", "utf-8")
    return file
