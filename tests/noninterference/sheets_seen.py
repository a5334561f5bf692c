"""A small case with sheets, so that what could be agreed is an output too, and its answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from onetext.analysis.acceptability.answer import acceptability
from onetext.brief.packages.accepted import Accepted
from onetext.brief.packages.agreeable import sheets_shown
from onetext.brief.packages.answer import Answer
from onetext.brief.packages.asking import answer
from onetext.record.acts.filing import CaseFiled, SheetFiled
from onetext.record.view import View
from onetext.record.wire import text_of
from onetext.terms.case import Case

PARTIES = ("arn", "bel", "cal")
CASE: dict[str, Any] = {
    "format": 1,
    "id": "lake",
    "title": "The lake",
    "mode": "exercise",
    "parties": [{"id": id, "name": f"{id.title()}land"} for id in PARTIES],
    "issues": [
        {"id": "land", "label": "the land", "options": ["shared", "split"]},
        {"id": "truce", "label": "the truce", "options": ["full", "none"]},
    ],
}


def case_filed() -> CaseFiled:
    """Return the public part of the case."""
    return CaseFiled(text_of(CASE))


def sheet_filed(owner: str, about: str, points: int) -> SheetFiled:
    """Return a sheet of one party about itself or another; ``points`` is what is private in it."""
    row = {
        "id": f"{owner}-on-{about}",
        "owner": owner,
        "about": about,
        "known": "judged",
        "floor": 3,
        "points": {
            "land": {"shared": points, "split": 1},
            "truce": {"full": 2, "none": points - 3},
        },
    }
    return SheetFiled(owner, about, text_of(row))


def answers(view: View) -> list[Answer]:
    """Return what Python answers over the sheets that a view shows."""
    case = _case(view)
    return [] if case is None else [answer(case, rule="unanimity", packages=[], honour=["offers"])]


def accepted(view: View) -> list[Accepted]:
    """Return what is acceptable over the sheets that a view shows."""
    case = _case(view)
    return [] if case is None else [Accepted(acceptability(case, draws=8, ask=False))]


def _case(view: View) -> Case | None:
    case, shown = sheets_shown(view)
    own = tuple(one.sheet for one in shown if one.sheet.basis == "own")
    return replace(case, sheets=own) if case is not None and own else None
