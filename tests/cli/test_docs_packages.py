"""The mediator's page shows what its commands print, to the letter."""

from __future__ import annotations

import re
import runpy

from ran import ROOT

import onetext as ot

PAGE = ROOT / "docs" / "packages.md"


def test_every_figure_of_the_page_is_what_its_command_prints() -> None:
    text = PAGE.read_text("utf-8")
    script = runpy.run_path(str(ROOT / "docs" / "shown.py"))
    assert PAGE.name in script["PAGES"]
    assert script["shown"](text) == text
    assert len(re.findall(r"^```text: ", text, re.MULTILINE)) == 6


def test_a_figure_that_is_not_printed_is_put_right() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "shown.py"))
    page = "```sh\nonetext --version\n```\n\n```text: onetext\nonetext 99\n```\n"
    assert script["shown"](page) == page.replace("onetext 99", f"onetext {ot.__version__}")


def test_what_the_page_says_of_the_figures_is_so() -> None:
    text = " ".join(PAGE.read_text("utf-8").split())
    rows = dict(re.findall(r"(Nash|egalitarian|Kalai–Smorodinsky|utilitarian) +([\d ]+?) `?", text))
    found = re.search(r"leaves Tarvenia (\d+) over its floor of (\d+)", text)
    assert found is not None
    over, floor = map(int, found.groups())
    assert rows["Nash"] == rows["Kalai–Smorodinsky"]
    assert int(rows["utilitarian"].split()[0]) == floor + over
