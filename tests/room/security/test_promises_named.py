"""``docs/security.md`` promises nothing without a mode and a test that is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = re.compile(r"`((?:tests|bench|docs|src)/[^`\s]*|[\w./]*\btest_\w+\.py[^`]*|matrix\.txt)`")
MODES = ("both", "live", "exercise")


def promises() -> list[list[str]]:
    """Return the rows of the table of promises: what, mode, tests."""
    table = PAGE.partition("## What is promised")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def there(named: str) -> bool:
    """Tell whether a test is there: a folder with tests, a file, or a function of a file."""
    path, _, function = named.partition("::")
    found = ROOT / path
    if found.is_dir():
        return any(found.rglob("test_*.py"))
    if not found.is_file() or not function:
        return found.is_file()
    tree = ast.parse(found.read_text("utf-8"))
    return any(isinstance(one, ast.FunctionDef) and one.name == function for one in tree.body)


@pytest.mark.parametrize("row", promises(), ids=lambda row: row[0][:60])
def test_every_promise_names_its_mode_and_a_test_that_is_there(row: list[str]) -> None:
    what, mode, held_by = row
    assert what
    assert mode in MODES
    named = NAMED.findall(held_by)
    assert named, "no test is named"
    assert [one for one in named if not there(one)] == []


def test_whatever_else_the_page_names_is_there() -> None:
    named = NAMED.findall(PAGE)
    assert len(named) > len(promises())
    assert [one for one in named if not there(one)] == []


def test_the_page_speaks_to_every_function() -> None:
    told = PAGE.partition("## Before you begin")[2].partition("\n## ")[0]
    for function in ("host", "head", "delegate", "legal", "analyst", "note-taker", "mediator",
                     "guarantor", "observer", "teacher"):  # fmt: skip
        assert re.search(rf"\*\*[^*]*\b{function}\b[^*]*\*\*", told), function


def test_what_is_not_there_would_be_seen() -> None:
    assert not there("tests/room/security/test_nothing.py")
    assert not there("tests/room/security/test_promises_named.py::test_nothing")
    assert there("tests/room/security/test_promises_named.py::test_what_is_not_there_would_be_seen")
