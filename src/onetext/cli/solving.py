"""``onetext solve``: what could be agreed, in a case or a scenario of another tool."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onetext.cli.asking import package_given
from onetext.cli.lines import printed
from onetext.cli.misplaced import with_place
from onetext.cli.output import in_json, note, say
from onetext.cli.progress import bar
from onetext.cli.reports import day_given
from onetext.cli.written import write_page
from onetext.errors import WrongUse

if TYPE_CHECKING:
    from onetext.analysis.space.size import Size

_LONG = 2.0


def show_solved(
    path: str,
    *,
    format: str | None,
    profiles: str | None,
    rule: str,
    honour: Sequence[str],
    packages: Sequence[str],
    at: str | None,
    budget: float | None,
    within: float | None,
    weights: str | None,
    disagreement: str | None,
    desk: str | None,
    explain: bool,
    html: Path | None,
    json: bool,
) -> None:
    """Load a case or a scenario, solve it, print it, and write the page if asked.

    Exit 1 if nothing is acceptable to all; 130, with what is proven so far, on Ctrl-C.

    Raises
    ------
    BadInput
        If it cannot be read, a sheet does not give points and a floor exactly, or the page cannot
        be written.
    WrongUse
        If the rule, the format, the desk, an offer or a package is none.
    """
    hour = day_given(at, "--at")
    from onetext.analysis.acceptability.misfit import Misfit
    from onetext.brief.packages.as_json import answer_to_json
    from onetext.brief.packages.asking import answer
    from onetext.cases.formats.reading import read_case
    from onetext.cases.loading import look

    imported = read_case(path, format=format, profiles=_names(profiles))
    case = imported.case
    for told in imported.notes:
        note(f"{path}: {told}")
    given = [package_given(words, case.space) for words in packages]
    if not all(given):
        raise WrongUse("--package settles nothing", instead="write it like truce=full,land=shared")
    try:
        with bar("Solving") as progress:
            found = answer(
                case,
                desk=desk,
                rule=rule,
                honour=[id for words in honour for id in _names(words)],
                packages=given,
                at=hour,
                budget=budget,
                within=None if within is None else within / 100,
                weights=_by_party(weights, "--weights"),
                disagreement=_by_party(disagreement, "--disagreement"),
                measured=_foretold,
                notes=imported.notes,
                progress=progress,
            )
    except Misfit as fault:
        if imported.format != "case":
            raise
        raise with_place(look(path).files, fault) from None
    if json:
        row = {**answer_to_json(found, explain=explain), "seconds": round(found.seconds, 6)}
        say(in_json(row) + "\n")
    else:
        from onetext.cli.solved_shown import show

        say(printed(lambda on: show(found, on, explain=explain)))
    if html is not None:
        from onetext.brief.packages.page import answer_page

        write_page(html, answer_page(found))
    if found.stopped:
        note("onetext: each figure says whether it is proven")
        sys.exit(130)
    if found.acceptable == 0:
        sys.exit(1)


def _foretold(size: Size) -> None:
    """Say what is coming where it may take long."""
    if not size.listable or size.seconds > _LONG:
        linked = f"linked issues, width {size.width}; " if size.width else ""
        if size.listable:
            cost = f"listing the efficient set may take {size.seconds:,.0f} s"
        else:
            cost = "too far linked to list the efficient set; what can be proven comes without it"
        note(f"onetext: {size.packages:,} packages, {linked}{cost}")


def _by_party(words: str | None, option: str) -> dict[str, str]:
    """Return what an option gives to each party: ``egypt=2,israel=1``."""
    given: dict[str, str] = {}
    for part in _names(words):
        party, equals, figure = (word.strip() for word in part.partition("="))
        if not (party and equals and figure) or party in given:
            raise WrongUse(f"{option}: {part!r}", instead="write it like egypt=2,israel=1")
        given[party] = figure
    return given


def _names(words: str | None) -> list[str]:
    return [name.strip() for name in (words or "").split(",") if name.strip()]
