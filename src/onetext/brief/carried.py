"""Where else a statement stands: the other sources of a view that carry it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from onetext.analysis.findings import Evidence
from onetext.brief.exchange.shared import same_to_json, sources_of
from onetext.press.gathering.gathering import Gathering
from onetext.record.view import View
from onetext.terms.said.statement import Statement

Carried = Mapping[tuple[str, str], tuple[Evidence, ...]]
"""By source and id of a statement, the same one in each other source."""


def carried(view: View) -> Carried:
    """Return for each statement that several sources of a view carry where else it stands.

    Examples
    --------
    >>> from onetext.record.view import view_of_reports
    >>> carried(view_of_reports([]))
    {}
    """
    with _gathered(view) as gathering:
        groups = [sources_of(same) for same in gathering.statements()]
    known = {s.key: s for s in view.statements}
    texts = {source.id: source.text for source in view.sources}
    found: dict[tuple[str, str], tuple[Evidence, ...]] = {}
    for group in groups:
        places = [_place(known[one.source, one.id], texts[one.source]) for one in group]
        for one in group:
            found[one.source, one.id] = tuple(p for p in places if p.source != one.source)
    return found


def same_in_json(view: View) -> list[dict[str, Any]]:
    """Return one object for each statement that several sources carry, with all of them."""
    with _gathered(view) as gathering:
        return same_to_json(gathering)


@contextmanager
def _gathered(view: View) -> Iterator[Gathering]:
    said: dict[str, list[Statement]] = {}
    for statement in view.statements:
        said.setdefault(statement.source, []).append(statement)
    with Gathering(in_memory=True) as gathering:  # a view is somebody's, and on no disk
        for source in view.sources if len(view.sources) > 1 else ():
            gathering.add(source, said.get(source.id, ()))
        yield gathering


def _place(s: Statement, text: str) -> Evidence:
    return Evidence(s.source, s.contents[0], s.contents[0].of(text), s.id)
