"""``onetext export --to``: a case, or another tool's scenario, in the form of another tool."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from onetext.brief.safe_text import visible
from onetext.cases.formats.exporting import Export
from onetext.cases.formats.reading import read_case
from onetext.cli.output import note
from onetext.cli.written import not_written
from onetext.errors import BadInput, WrongUse
from onetext.terms.case import Case

FORMS = ("genius", "negmas", "case")


def show_converted(path: str, *, to: str, format: str | None, links: bool, out: Path) -> None:
    """Read a case or a scenario and write it into a new folder in another form.

    What the form has no place for is told on standard error, line by line.

    Raises
    ------
    WrongUse
        If there is no such form.
    BadInput
        If the case cannot be read or said in that form, or a file is there already.
    """
    if to not in FORMS:
        raise WrongUse(f"there is no form {to!r}", instead=f"write one of {', '.join(FORMS)}")
    imported = read_case(path, format=format)
    for told in imported.notes:
        note(f"{path}: {told}")
    made = _export(imported.case, to, links=links)
    for told in made.left_out:
        note(f"left out: {visible(told)}")
    try:
        files = made.save(out)
    except OSError as fault:
        raise not_written(str(out), fault, instead="name a folder that can be made") from None
    note(f"Wrote {', '.join(visible(str(file)) for file in files)}")


def _export(case: Case, to: str, *, links: bool) -> Export:
    if to == "genius":
        from onetext.cases.formats.genius_writing import genius_files

        return _said(lambda: genius_files(case, links=links))
    if to == "negmas":
        from onetext.cases.formats.negmas_writing import negmas_files

        return _said(lambda: negmas_files(case, links=links))
    from onetext.cases.loading import loads
    from onetext.cases.writing import dumps

    text = dumps(case)
    try:
        loads(text)
    except BadInput as fault:
        raise BadInput(f"a case file cannot hold it: {fault.what}", instead=fault.instead) from None
    marks = dict.fromkeys(one.mark for one in case.grounds if one.item in _whole(case) and one.mark)
    head = f"# How the case and its sheets are known: {'; '.join(marks)}.\n" if marks else ""
    return Export({"case.yaml": head + text})


def _whole(case: Case) -> set[str]:
    """Return the items of a case whose grounds every output over its sheets must tell."""
    return {"case", *(f"sheets/{sheet.id}" for sheet in case.sheets)}


def _said(make: Callable[[], Export]) -> Export:
    """Return what can be said; what the option for links is called here differs from Python's."""
    try:
        return make()
    except BadInput as fault:
        instead = fault.instead.replace("(links=False)", "(--without-links)")
        raise BadInput(fault.what, instead=instead, where=fault.where) from None
