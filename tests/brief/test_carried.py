"""One statement in many outlets: cited once, in all its sources, on paper, page and in JSON."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from onetext.brief.as_json import brief_to_json
from onetext.brief.build import build_brief
from onetext.brief.carried import carried
from onetext.brief.page import page
from onetext.brief.sections import Brief
from onetext.brief.terminal import show
from onetext.press.reader import Reader
from onetext.record.view import view_of_reports
from onetext.terms.said.source import Source
from onetext.terms.when import When

SAID = "“We demand a ceasefire along both banks of the river before any talks,” Kremlin spokesman"
MORE = ("Rain fell.", "Nobody was hurt.", "A band played.", "Shops were shut.")


@pytest.fixture(scope="module")
def brief() -> Brief:
    reader = Reader.load()
    sources = [
        Source(
            f"r{n}",
            f"{more}\n\n{SAID} Ivo Renn told reporters on Monday.",
            outlet=f"Outlet {n}",
            published=When("2031-03-12"),
        )
        for n, more in enumerate(MORE)
    ]
    return build_brief(view_of_reports([reader.read(one) for one in sources]))


def test_every_other_source_is_found(brief: Brief) -> None:
    found = carried(brief.view)
    assert len(found) == len(MORE)
    for (source, _), others in found.items():
        assert {one.source for one in others} == {f"r{n}" for n in range(len(MORE))} - {source}
        assert all(one.words.startswith("“We demand a ceasefire") for one in others)


def test_json_has_one_statement_with_all_its_sources(brief: Brief) -> None:
    [same] = brief_to_json(brief)["same"]
    assert [one["outlet"] for one in same["sources"]] == [f"Outlet {n}" for n in range(len(MORE))]


def test_the_terminal_and_the_page_cite_them_all(brief: Brief) -> None:
    assert len(brief.positions) == 1
    written = StringIO()
    show(brief, Console(file=written, width=100))
    assert "[1,2,3,4]" in written.getvalue()
    html = page(brief)
    for number in range(1, len(MORE) + 1):
        assert f"Source {number}, sentence 2: Outlet {number - 1}," in html
