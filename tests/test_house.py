"""The house: storeys import only downward, files stay short, nothing reaches back up."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "onetext"
STOREYS = {
    "errors": 0,
    "whole_files": 0,
    "terms": 1,
    "record": 2,
    "cases": 2,
    "analysis": 3,
    "press": 3,
    "talks": 4,
    "brief": 5,
    "room": 6,
    "desk": 6,
    "cli": 7,  # it starts all that lies below, the room too
}
MOST_LINES = 400
HEAVY = tuple(
    "numpy moocore highspy trafilatura feedparser htmldate py3langid jinja2 ruamel lxml sqlalchemy"
    " alembic psycopg sqlite3 pydantic fastapi starlette uvicorn babel argon2 webauthn"
    " httpx2".split()
)


def modules() -> list[Path]:
    return sorted(SRC.rglob("*.py"))


def storey_of(dotted: str) -> tuple[str, int] | None:
    parts = dotted.split(".")
    if parts[0] != "onetext" or len(parts) < 2:
        return None
    return parts[1], STOREYS[parts[1]]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            assert all(alias.name != "*" for alias in node.names), f"{path}: import *"
            if node.module == "onetext":
                names |= {f"onetext.{alias.name}" for alias in node.names}
            elif node.module:
                names.add(node.module)
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_a_storey_imports_nothing_above_or_beside_it(path: Path) -> None:
    own = path.relative_to(SRC).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for name in imported(path):
        other = storey_of(name)
        if other is None or other[0] == own or other[0] == "__version__":
            continue
        assert other[1] < STOREYS[own], f"{path}: {own} imports {name}"


def test_the_check_would_see_an_import_upward(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from onetext.cli import main\nimport onetext.room.app\n")
    assert {storey_of(name) for name in imported(wrong)} == {("cli", 7), ("room", 6)}


@pytest.mark.parametrize("folder", ["src", "tests", "quality", "bench"])
def test_no_file_outgrows_one_idea(folder: str) -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in (ROOT / folder).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not long


def test_importing_and_asking_for_help_loads_nothing_heavy() -> None:
    code = (
        f"import sys, onetext, onetext.cli.main\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_nothing_promises_or_silences() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error")
    found = [
        f"{path}: {mark}"
        for path in modules()
        for mark in marks
        if mark in path.read_text(encoding="utf-8")
    ]
    assert not found


def test_no_two_files_of_tests_share_a_name() -> None:
    """A whole run imports each by its name alone."""
    names: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if path.name not in ("__init__.py", "conftest.py"):
            names.setdefault(path.name, []).append(str(path.relative_to(ROOT)))
    assert not [paths for paths in names.values() if len(paths) > 1]
