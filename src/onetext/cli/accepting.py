"""``onetext acceptability``: what is acceptable when preferences are known only in part."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

from onetext.cases.loading import look
from onetext.cli.asking import package_given
from onetext.cli.lines import printed
from onetext.cli.misplaced import with_place
from onetext.cli.output import in_json, note, say
from onetext.cli.progress import bar
from onetext.cli.written import write_page


def show_acceptability(
    path: str,
    *,
    draws: int,
    seed: int,
    desk: str | None,
    package: str | None,
    jobs: int,
    html: Path | None,
    json: bool,
) -> None:
    """Load a case, print what is acceptable, and write the page if asked.

    Exit 1 if no package can be acceptable to all; 130, with what was drawn so far, on Ctrl-C.

    Raises
    ------
    BadInput
        If the case is faulty or a sheet contradicts itself, with the place of every statement that
        clashes; if private sheets would be joined outside an exercise; if the page cannot be
        written.
    WrongUse
        If the package, the desk or a number is.
    """
    from onetext.analysis.acceptability.answer import acceptability
    from onetext.analysis.acceptability.misfit import Misfit
    from onetext.brief.packages.accepted import Accepted
    from onetext.cases.formats.reading import read_case
    from onetext.cli.accepted_shown import show
    from onetext.cli.workers import processes

    imported = read_case(path)
    case = imported.case
    for told in imported.notes:
        note(f"{path}: {told}")
    within = package_given(package, case.space)
    try:
        with processes(jobs) if jobs > 1 else nullcontext() as pool, bar("Drawing") as progress:
            found = acceptability(
                case,
                draws=draws,
                seed=seed,
                desk=desk,
                within=within,
                executor=pool,
                progress=progress,
            )
    except Misfit as fault:
        if imported.format != "case":
            raise
        raise with_place(look(path).files, fault) from None
    accepted = Accepted(found)
    if json:
        say(in_json(accepted.to_dict(), indent=1) + "\n")
    else:
        say(printed(lambda on: show(accepted, on)))
    if html is not None:
        write_page(html, accepted.to_html())
    if found.shares.stopped:
        note(f"onetext: interrupted after {found.shares.draws:,} of {draws:,} draws")
        sys.exit(130)
    if not (found.possible != 0).any():
        sys.exit(1)
