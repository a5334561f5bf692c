"""What is on the table as a seat sees it: the issues of the case on file, and its own sheets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, cast

from onetext.errors import BadInput
from onetext.record.acts.filing import CaseFiled, SheetFiled
from onetext.record.acts.proposing import Settled
from onetext.record.canonical import JSON
from onetext.record.view import View
from onetext.record.wire import Text, value_of
from onetext.room.wording import KNOWN
from onetext.terms.case import Case
from onetext.terms.packages.package import Package, Value
from onetext.terms.packages.space import Amount, Choice, Matter, Space
from onetext.terms.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Sheets:
    """Hold the sheets that a party itself has filed: its own, and its estimates of others."""

    own: Sheet | None
    estimates: tuple[Sheet, ...]


def case_seen(view: View) -> Case | None:
    """Return the case that a view has on file with the sheets that it shows; None without one.

    Nothing comes from the file that the room was opened with: what a view does not show, its pages
    do not have.
    """
    filed, acts = _filed(view)
    if filed is None:
        return None
    return _case(filed, json.dumps([_alone(value_of(act.sheet)) for act in acts]))


def marks_seen(view: View) -> tuple[str, tuple[str, ...]]:
    """Return how the case on file is known, and how parties' own sheets are where they differ.

    Empty where the file does not say; an estimate says by itself whose it is. The words are
    English, to be said when shown.
    """
    filed, acts = _filed(view)
    case = _mark(filed) if filed is not None else ""
    own = (_mark(act.sheet) for act in acts if act.owner == act.about)
    return case, tuple(dict.fromkeys(mark for mark in own if mark and mark != case))


def space_seen(view: View) -> Space:
    """Return the issues on the table with their options; none without a case on file."""
    case = case_seen(view)
    return case.space if case is not None else Space(())


def sheets_seen(view: View, party: str) -> Sheets:
    """Return the sheets of a party, as far as the view of one of its seats shows them."""
    case = case_seen(view)
    owned = [one for one in (case.sheets if case is not None else ()) if one.owner == party]
    own = next((one for one in reversed(owned) if one.basis == "own"), None)
    return Sheets(own, tuple(one for one in owned if one.basis == "estimate"))


def label(space: Space, issue: str) -> str:
    """Return what an issue is called."""
    matter = space.matter(issue)
    return matter.issue.label if matter is not None else issue


def option_label(space: Space, issue: str, chosen: Value) -> str:
    """Return what an option is called; a number with its unit."""
    matter = space.matter(issue)
    if isinstance(matter, Choice):
        found = next((one for one in matter.options if one.id == chosen), None)
        return (found.label or found.id) if found is not None else str(chosen)
    if isinstance(matter, Amount) and not isinstance(chosen, str):
        return f"{chosen:f} {matter.unit}".strip()
    return str(chosen)


def as_on_the_table(space: Space, settled: Iterable[Settled]) -> tuple[Settled, ...]:
    """Return what a package settles in the order in which the issues stand on the table."""
    places = {matter.issue.id: n for n, matter in enumerate(space.matters)}
    return tuple(sorted(settled, key=lambda one: places.get(one.issue, len(places))))


def chosen_package(space: Space, sent: Mapping[str, str], prefix: str) -> Package:
    """Return the package that a form's fields choose; a field left empty leaves its issue open.

    Raises
    ------
    BadInput
        If an option is chosen that is not on the table.
    """
    chosen: dict[str, object] = {}
    for matter in space.matters:
        said = sent.get(prefix + matter.issue.id, "").strip()
        if said:
            chosen[matter.issue.id] = value_said(matter, said)
    package = Package.of(chosen)
    space.check_package(package)
    return package


def value_said(matter: Matter, said: str) -> Value:
    """Return the option or the number that a field says.

    Raises
    ------
    BadInput
        If the issue takes a number and this is none.
    """
    if isinstance(matter, Choice):
        return said
    try:
        return Decimal(said.replace(",", "."))
    except InvalidOperation:
        raise BadInput(f"{said!r} is no number", instead="write one like 30") from None


def _filed(view: View) -> tuple[Text | None, list[SheetFiled]]:
    """Return the case that a view has on file, and the sheets; in one pass, for every page asks."""
    case: Text | None = None
    sheets: list[SheetFiled] = []
    for line in view.lines:
        if isinstance(line.act, CaseFiled):
            case = line.act.case
        elif isinstance(line.act, SheetFiled):
            sheets.append(line.act)
    return case, sheets


@lru_cache(maxsize=64)
def _case(filed: Any, sheets: str) -> Case | None:
    from onetext.cases.loading import loads

    tree = cast("dict[str, JSON]", value_of(filed))
    without: list[JSON] = []
    for rows in (json.loads(sheets), without):  # a sheet that cannot be read hides no issue
        try:
            return loads(json.dumps({**tree, "sheets": rows} if rows else tree))
        except BadInput:
            continue
    return None


def _alone(row: JSON) -> JSON:
    """Return a sheet's row without what it cites: the public part of a case lists no sources."""
    if not isinstance(row, dict):
        return row
    kept = {key: value for key, value in row.items() if key != "sources"}
    if row.get("basis") == "estimate" or row.get("about", row.get("owner")) != row.get("owner"):
        kept.setdefault("known", "judged")
    return {key: _uncited(value) for key, value in kept.items()}


def _uncited(value: JSON) -> JSON:
    if isinstance(value, dict):
        return {key: _uncited(part) for key, part in value.items() if key != "sources"}
    return [_uncited(part) for part in value] if isinstance(value, list) else value


@lru_cache(maxsize=1024)
def _mark(text: Text) -> str:
    row = value_of(text)
    known = row.get("known") if isinstance(row, dict) else None
    return next((said for word, said in KNOWN.items() if word == known), "")
