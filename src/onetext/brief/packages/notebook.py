"""Answers in a notebook: a line, a table and drawings, in a box with a style of their own."""

from __future__ import annotations

from onetext.brief.packages import shown
from onetext.brief.packages.accepted import Accepted
from onetext.brief.packages.accepted_page import KINDS, drawn_shares, shares_drawn
from onetext.brief.packages.accepted_told import estimate_told, listed_places, short_told
from onetext.brief.packages.answer import Answer
from onetext.brief.packages.told import count_told, number_told
from onetext.brief.shell import part, styled

_MOST = 6


def answer_in_notebook(answer: Answer) -> str:
    """Return what could be agreed as a part of a page: counts, solutions, bars, pairs."""
    pairs = shown.pairs_drawn(answer)
    counts = answer.solved.acceptable
    return part(
        "notebook.html",
        styles=_styles(),
        title=answer.case.title,
        warnings=[*answer.marks, *(f"preferences {one}" for one in answer.as_estimated)],
        short=f"Acceptable to all: {count_told(counts.all, answer.solved.problem.packages)}.",
        heads=["Fairest by", *answer.names, "status"],
        rows=[
            [
                one.name,
                *(
                    [number_told(value) for value in one.utilities.values()]
                    or ["–"] * len(counts.by_party)
                ),
                one.status.replace("_", " "),
            ]
            for one in answer.solutions.values()
        ],
        drawings=[
            drawn
            for drawn in (shown.utilities_drawn(answer), pairs.svg if pairs else None)
            if drawn is not None
        ],
    )


def accepted_in_notebook(accepted: Accepted) -> str:
    """Return what is acceptable as a part of a page: counts, and the packages' shares."""
    found = accepted.found
    order = listed_places(found, _MOST)
    drawn = None if found.shares.exact else shares_drawn(accepted, order)
    return part(
        "notebook.html",
        styles=_styles(),
        title=found.case.title,
        warnings=[
            *accepted.marks,
            *(f"preferences {estimate_told(one, found)}" for one in found.as_estimated),
        ],
        short=short_told(found),
        heads=["Package", *found.listing.issues, *KINDS],
        rows=[
            [
                one.name,
                *(str(package[issue]) for issue in found.listing.issues),
                *one.told,
            ]
            for one, package in zip(drawn_shares(found, order), accepted.packages, strict=False)
        ],
        drawings=[] if drawn is None else [drawn],
    )


def _styles() -> str:
    return styled("notebook.css") + styled("charts.css")
