"""The parties and issues that a case on file names, for whoever reads a view."""

from __future__ import annotations

from collections.abc import Iterable

from onetext.record.acts.filing import CaseFiled
from onetext.record.canonical import JSON
from onetext.record.window import Line
from onetext.record.wire import value_of
from onetext.terms.issue import Issue
from onetext.terms.party import Party


def named(lines: Iterable[Line]) -> tuple[tuple[Party, ...], tuple[Issue, ...]]:
    """Return the parties and issues of the cases that these lines file, the first of each id.

    Rows in another form than that of a case file (``docs/case.md``) are passed over: a view of a
    record must not fail because of what somebody put on file.
    """
    parties: dict[str, Party] = {}
    issues: dict[str, Issue] = {}
    for line in lines:
        if not isinstance(line.act, CaseFiled):
            continue
        case = value_of(line.act.case)
        for row in _rows(case, "parties"):
            id, name = row.get("id"), row.get("name")
            if isinstance(id, str) and isinstance(name, str):
                kind = row.get("kind")
                made = Party(
                    id,
                    name,
                    kind if isinstance(kind, str) else "other",
                    tuple(one for one in _list(row.get("aliases")) if isinstance(one, str)),
                    _role(row.get("roles")),
                )
                parties.setdefault(id, made)
        for row in _rows(case, "issues"):
            id, label = row.get("id"), row.get("label")
            if isinstance(id, str):
                issues.setdefault(id, Issue(id, label if isinstance(label, str) else id))
    return tuple(parties.values()), tuple(issues.values())


def _rows(case: JSON, name: str) -> list[dict[str, JSON]]:
    found = case.get(name) if isinstance(case, dict) else None
    return [row for row in _list(found) if isinstance(row, dict)]


def _list(value: JSON) -> list[JSON]:
    if isinstance(value, list | tuple):
        return list(value)
    return [] if value is None else [value]


def _role(roles: JSON) -> str | None:
    """Return the role that decides where a party stands on a board: principal before any other."""
    names = [one.get("role") if isinstance(one, dict) else one for one in _list(roles)]
    known = [one for one in names if isinstance(one, str)]
    return "principal" if "principal" in known else known[0] if known else None
