"""What a seat may see at an hour: the only thing that a brief, a board or an export reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Protocol, TypeVar, cast

from onetext.record.acts.filing import ReportFiled
from onetext.record.case_seen import named
from onetext.record.opening import Mode, Opening
from onetext.record.record import Readable
from onetext.record.window import Line, lines_of, window
from onetext.record.wire import Text, text_of, value_of
from onetext.terms.issue import Issue
from onetext.terms.party import Party
from onetext.terms.said.event import Event, Narration
from onetext.terms.said.form import from_form, to_form
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source, Unread
from onetext.terms.said.statement import Statement
from onetext.terms.when import When

Together = Callable[[Sequence[Report]], Sequence[Report]]
"""How several reports are brought together, so that one person is one speaker in all of them."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Named = TypeVar("Named", bound=_Named)


@dataclass(frozen=True, slots=True)
class View:
    """Hold everything one seat may see at ``at``; without a seat, what is public.

    Sources are in order of publication, undated ones last; statements, events and narration in the
    order of their sources and of the text. ``lines`` are the entries of the window, reports and
    all, in the order in which they were shown; ``room`` and ``mode`` are None where reports were
    read outside any room.
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
    lines: tuple[Line, ...] = ()
    room: str | None = None
    mode: Mode | None = None

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


def view(
    record: Readable,
    seat: str | None = None,
    at: When | None = None,
    *,
    together: Together | None = None,
    beside: Iterable[Report] = (),
    unread: Iterable[Unread] = (),
) -> View:
    """Return what ``seat`` may see of ``record`` at ``at``; the public view without a seat.

    A pure function. A seat's view holds what was entered by ``at``. The public view holds the
    reports that were published by then, whenever they were entered, and of the acts those entered
    by then (design, §4, Time).

    Parameters
    ----------
    beside
        Public reports that were read and are not on file. Only the public view has them: when they
        were entered nobody can say.

    Raises
    ------
    BadInput
        If ``at`` has no year, or an entry is of no known form.

    Notes
    -----
    Cost: in proportion to what the seat may see.
    """
    if seat is not None:
        return view_of_lines(record.opening, window(record, seat, at).lines, seat, at, together)
    shown = window(record, None, at)
    reports = _reports(lines_of(record, None, None))
    held = {report.source.sha256 for report in reports}
    more = [report for report in beside if report.source.sha256 not in held]
    made = view_of_reports([*reports, *more], at=at, together=together, unread=unread)
    return _with_lines(made, record.opening, shown.lines, None, at)


def view_of_lines(
    opening: Opening,
    lines: tuple[Line, ...],
    seat: str,
    at: When | None = None,
    together: Together | None = None,
) -> View:
    """Return the view of a seat whose window's lines as of ``at`` are at hand.

    Cost: linear in the lines, and the reports among them.
    """
    made = view_of_reports(_reports(lines), together=together)
    return _with_lines(made, opening, lines, seat, at)


def _with_lines(
    made: View, opening: Opening, lines: tuple[Line, ...], seat: str | None, at: When | None
) -> View:
    parties, issues = named(lines)
    return replace(
        made,
        at=at,
        seat=seat,
        parties=_joined(parties, made.parties),
        issues=_joined(issues, made.issues),
        lines=lines,
        room=opening.room.hex(),
        mode=opening.mode,
    )


def _joined(first: Sequence[Named], more: Iterable[Named]) -> tuple[Named, ...]:
    """Return both, the first of each id: what a case says of a party goes before a report."""
    found = {one.id: one for one in first}
    for one in more:
        found.setdefault(one.id, one)
    return tuple(found.values())


def filed(report: Report) -> ReportFiled:
    """Return the entry by which a report is put on file: public, with all its words.

    Of its file only the name goes in: the folders of one's machine are nobody's business.
    """
    form = to_form(report)
    if report.source.file:
        form["doc"]["file"] = report.source.file.replace("\\", "/").rpartition("/")[2]
    return ReportFiled(text_of(form), report.source.text)


def _reports(lines: Iterable[Line]) -> list[Report]:
    """Return the reports on file, the first of each id."""
    found: dict[str, Report] = {}
    for line in lines:
        if isinstance(line.act, ReportFiled):
            report = _report(line.act.report, line.act.text)
            found.setdefault(report.source.id, report)
    return list(found.values())


@lru_cache(maxsize=256)
def _report(form: Text, words: str) -> Report:
    """Return a report on file; it never changes, and every seat that looks needs it."""
    return from_form(cast("dict[str, Any]", value_of(form)), words)


def view_of_reports(
    reports: Iterable[Report],
    *,
    at: When | None = None,
    together: Together | None = None,
    unread: Iterable[Unread] = (),
) -> View:
    """Return the public view of ``reports`` as of ``at``, outside any room.

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
    if together is not None:  # only what counts: no report lends what it tells to an earlier hour
        kept = list(together(kept))
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
