"""What a seat may see at an hour: the only thing that a brief, a board or an export reads.

Today a view is made from reports (they are public, so every seat sees them); the record becomes its
producer later, and those who read views stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onetext.terms.issue import Issue
from onetext.terms.party import Party
from onetext.terms.said.event import Event, Narration
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source, Unread
from onetext.terms.said.statement import Statement
from onetext.terms.when import When


@dataclass(frozen=True, slots=True)
class View:
    """Hold everything one seat may see at ``at``; without a seat, what is public.

    Sources are in order of publication, undated ones last; statements, events and narration in the
    order of their sources and of the text.
    """

    at: When | None
    seat: str | None
    sources: tuple[Source, ...]
    parties: tuple[Party, ...]
    issues: tuple[Issue, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    narration: tuple[Narration, ...]
    unread: tuple[Unread, ...] = ()

    def source(self, id: str) -> Source:
        """Return the source of that id.

        Raises
        ------
        KeyError
            If this view holds none of that id.
        """
        for source in self.sources:
            if source.id == id:
                return source
        raise KeyError(id)


def view_of_reports(
    reports: Iterable[Report],
    *,
    at: When | None = None,
    unread: Iterable[Unread] = (),
) -> View:
    """Return the public view of ``reports`` as of ``at``.

    A report counts when it was published by then; a day-only date counts at that day's end; a
    report without a full date is left out as soon as an hour is asked for, and is listed as unread
    with that reason.

    Raises
    ------
    ValueError
        If two reports share an id, or ``at`` has no year.
    """
    limit = at.ends() if at else None
    if at and limit is None:
        raise ValueError(f"an hour needs its year: {at}")
    kept: list[Report] = []
    left: list[Unread] = list(unread)
    for report in reports:
        source = report.source
        ends = source.published.ends() if source.published else None
        if limit is None or (ends is not None and ends <= limit):
            kept.append(report)
        elif ends is None:
            left.append(
                Unread(
                    source.file or source.id, "no publication date, so not in a view as of an hour"
                )
            )
    ids = [report.source.id for report in kept]
    if len(set(ids)) != len(ids):
        twice = sorted({id for id in ids if ids.count(id) > 1})
        raise ValueError(f"two reports have the id {twice[0]!r}")
    kept.sort(key=_order)
    parties = {party.id: party for report in kept for party in report.parties}
    issues = {issue.id: issue for report in kept for issue in report.issues}
    return View(
        at=at,
        seat=None,
        sources=tuple(report.source for report in kept),
        parties=tuple(parties.values()),
        issues=tuple(issues.values()),
        statements=tuple(s for report in kept for s in report.statements),
        events=tuple(e for report in kept for e in report.events),
        narration=tuple(n for report in kept for n in report.narration),
        unread=tuple(left),
    )


def _order(report: Report) -> tuple[bool, str, str]:
    published = report.source.published
    ends = published.ends() if published else None
    return (ends is None, ends.isoformat() if ends else "", report.source.id)
