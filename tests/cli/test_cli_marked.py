"""Every output over the point table of Camp David says that it is recalled, not checked.

The outputs are found from outside: every command that reads a case, in every form it has, and every
way in which a result shows or hands over itself. One that is new fails here until it is walked.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ran import onetext

import onetext as ot
from onetext.brief.packages.accepted import Accepted
from onetext.brief.packages.answer import Answer
from onetext.cli import main
from onetext.cli.converting import FORMS

CAMP_DAVID = "examples/camp-david-1978"
MARK = re.compile(r"recalled,\s+not\s+checked\s+against\s+the\s+source", re.IGNORECASE)
COMMANDS = {
    "solve": ("--json", "--html"),
    "acceptability": ("--json", "--html"),
    "brief": ("--json", "--html"),
    "offers": ("--json",),
    "guarantees": ("--json",),
    "export": (),
}
"""Commands that tell something of a case; each also on a terminal."""

SILENT = {
    "check": "tells faults of files, and nothing that is in them",
    "read": "reads reports alone",
    "draft": "reads reports alone",
    "verify": "reads bundles and records",
    "replay": "reads bundles and records",
    "room": "serves pages, which the room's own tests walk",
}
MORE = {"guarantees": ("--trigger", "attack")}


def commands() -> set[str]:
    return {
        str(one.name or one.callback.__name__)  # type: ignore[union-attr]
        for one in main.app.registered_commands
    }


def test_every_command_is_walked_or_has_nothing_to_mark() -> None:
    assert commands() == {*COMMANDS, *SILENT}


@pytest.mark.parametrize("form", ["", "--json", "--html"])
@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "export"])
def test_a_command_says_how_the_points_are_known(command: str, form: str, tmp_path: Path) -> None:
    forms = COMMANDS[command]
    if form and form not in forms:
        assert onetext(command, CAMP_DAVID, *MORE.get(command, ()), form).code == 2
        return
    page = tmp_path / "page.html"
    words = [form, *([str(page)] if form == "--html" else [])] if form else []
    ran = onetext(command, CAMP_DAVID, *MORE.get(command, ()), *words)
    assert ran.code in (0, 1), ran.err
    assert MARK.search(ran.out)
    if form == "--json":
        json.loads(ran.out)
    if form == "--html":
        told = page.read_text("utf-8")
        assert MARK.search(visible(told))
        for chart in re.findall(r'<svg class="chart.*?</svg>', told, re.DOTALL):
            assert len(MARK.findall(chart)) == 2  # under the drawing, and for who does not see it


def visible(page: str) -> str:
    """Return the words of a page's top, that a print-out begins with."""
    return re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)


@pytest.mark.parametrize("to", FORMS)
def test_what_is_written_for_others_says_it(to: str, tmp_path: Path) -> None:
    ran = onetext("export", CAMP_DAVID, "--to", to, "-o", str(tmp_path / "out"))
    assert ran.code == 0, ran.err
    written = [path.read_text("utf-8") for path in (tmp_path / "out").iterdir()]
    assert any(MARK.search(told) for told in written)
    again = onetext("solve", str(tmp_path / "out"))
    assert MARK.search(again.out)


class Frame:
    """Stand for a data frame, which is made of its columns: neither library comes with onetext."""

    def __init__(self, columns: dict[str, list[Any]]) -> None:
        self.columns = columns


def shows(kind: type) -> set[str]:
    """Return the ways in which a result shows or hands over itself."""
    own = {name for name, _ in inspect.getmembers(kind, inspect.isfunction)}
    return {name for name in own if name.startswith(("to_", "_repr_")) or name == "__repr__"}


WAYS: dict[str, Callable[[Any], Iterator[str]]] = {
    "__repr__": lambda found: iter([repr(found)]),
    "_repr_html_": lambda found: iter([found._repr_html_()]),
    "to_dict": lambda found: iter([json.dumps(found.to_dict())]),
    "to_html": lambda found: iter([found.to_html()]),
    "to_frame": lambda found: frames(found),
}


def frames(found: Any) -> Iterator[str]:
    for what in ("solutions", "frontier", "frontier_all") if isinstance(found, Answer) else (None,):
        columns = (found.to_frame(what) if what else found.to_frame()).columns
        rows = {len(column) for column in columns.values()}
        assert len(rows) == 1
        yield from (" ".join(map(str, row)) for row in zip(*columns.values(), strict=True))


@pytest.mark.parametrize("kind", [Answer, Accepted])
def test_in_python_a_result_says_it_in_every_way(
    kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shows(kind) == set(WAYS)
    monkeypatch.setitem(sys.modules, "pandas", types.SimpleNamespace(DataFrame=Frame))
    case = ot.load(CAMP_DAVID)
    found = case.solve() if kind is Answer else case.acceptability()
    for name, way in WAYS.items():
        told = list(way(found))
        assert told
        assert all(MARK.search(one) for one in told), name


def test_a_frame_whose_issue_has_the_name_of_the_mark_keeps_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from onetext.brief.packages.case import Case
    from onetext.cases.loading import loads

    monkeypatch.setitem(sys.modules, "pandas", types.SimpleNamespace(DataFrame=Frame))
    case = Case.of(
        loads("""format: 1
id: t
title: T
known: recalled
mode: exercise
parties: [{id: arn, name: Arnland}]
issues: [{id: known, label: known, options: [yes, no]}]
sheets: [{id: s, owner: arn, floor: 1, points: {known: {yes: 1, no: 0}}}]
""")
    )
    columns = case.solve().to_frame().columns
    assert columns["issue known"][0] == "yes"
    assert MARK.search(columns["known"][0])
    shares = case.acceptability().to_frame().columns
    assert shares["known"] == ["yes"]
    assert MARK.search(shares["how it is known"][0])
