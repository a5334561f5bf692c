"""Some public reports of the example, annotated: together they fill every section of a brief."""

from __future__ import annotations

import json
from pathlib import Path

from onetext.terms.said.form import from_form
from onetext.terms.said.report import Report

FOLDER = Path(__file__).parents[2] / "examples" / "two-rivers"
NAMES = ("03-05-citadel-answers", "03-10-denials", "03-16-lake-tolm", "03-24-two-ministers")


def _read(name: str) -> Report:
    form = json.loads((FOLDER / "gold" / f"2031-{name}.gold.json").read_text("utf-8"))
    return from_form(form, (FOLDER / "press" / f"2031-{name}.txt").read_text("utf-8"))


REPORTS = tuple(map(_read, NAMES))
