"""Statements and events as plain tables (CSV): a row each, every field, offsets and source.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and words of
a report must never run. Such a cell, and one that begins with an apostrophe, gets an apostrophe in
front: who reads the table by program takes one away where a cell begins with one (`plain_cell`).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from onetext.brief.exchange.shared import Shared, sources_of
from onetext.press.lexicon.plover import plover_of, plover_of_event
from onetext.terms.said.form import to_form
from onetext.terms.said.report import Report

# Full-width signs too, and white space that some strip before they look.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_DOC = (
    "id title outlet byline published published_basis url licence language file chars"
    " sha256".split()
)
_STATEMENT = (
    "speaker role authority party party_name co_parties mention_span mention cue_span cue"
    " content_spans content verbatim_spans verbatim quote_type date date_span channel"
    " channel_explicit channel_span via via_span issues issue_labels stance plover target_parties"
    " gives gives_span link link_span gets gets_span certainty status confidence same_as nested_in"
    " points same_statement sources outlets".split()
)
_EVENT = (
    "type plover status start end duration_min venue round participants issues evidence_spans"
    " evidence".split()
)
STATEMENT_COLUMNS = ["statement", *_STATEMENT, *(f"doc_{name}" for name in _DOC)]
EVENT_COLUMNS = ["event", *_EVENT, *(f"doc_{name}" for name in _DOC)]


def safe_cell(value: object) -> str:
    """Return a value as a cell that no spreadsheet takes for a formula.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("'tis"), safe_cell(None), safe_cell(["a", "b"]), safe_cell(12)
    ("'=1+1", "''tis", '', 'a; b', '12')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    words = "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return f"'{words}" if words.startswith(_FORMULA) else words


def plain_cell(cell: str) -> str:
    """Return what a cell held before it was made safe.

    Examples
    --------
    >>> plain_cell(safe_cell("--12-15")), plain_cell(safe_cell("'tis")), plain_cell("a")
    ('--12-15', "'tis", 'a')
    """
    return cell.removeprefix("'")


def write_tables(
    reports: Iterable[Report], shared: Shared, *, statements: TextIO, events: TextIO
) -> tuple[int, int]:
    """Write both tables, and return how many rows each has."""
    counts = [0, 0]
    written = []
    for stream, columns in ((statements, STATEMENT_COLUMNS), (events, EVENT_COLUMNS)):
        writer = csv.DictWriter(stream, columns, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        written.append(writer)
    for report in reports:
        form = to_form(report)
        doc = {f"doc_{name}": form["doc"][name] for name in _DOC}
        for row in _statements(report, form, shared):
            written[0].writerow(_safe({**row, **doc}))
            counts[0] += 1
        for row in _events(report, form):
            written[1].writerow(_safe({**row, **doc}))
            counts[1] += 1
    return counts[0], counts[1]


def _safe(row: dict[str, Any]) -> dict[str, str]:
    return {name: safe_cell(value) for name, value in row.items()}


def _statements(report: Report, form: dict[str, Any], shared: Shared) -> Iterable[dict[str, Any]]:
    text = report.source.text
    names = {party.id: party.name for party in report.parties}
    labels = {issue.id: issue.label for issue in report.issues}
    for s, told in zip(report.statements, form["statements"], strict=True):
        who, channel, via = told["speaker"], told["channel"] or {}, told["via"] or {}
        condition = told["condition"] or {}
        same = shared.get(s.key)
        carried = sources_of(same) if same else []
        yield {
            "statement": s.id,
            "speaker": who["name"],
            "role": who["role"],
            "authority": who["authority"],
            "party": who["party"],
            "party_name": names.get(s.speaker.party or ""),
            "co_parties": s.speaker.co_parties,
            **_marked("mention", who["mention_span"], text),
            **_marked("cue", told["cue_span"], text),
            "content_spans": _spans(told["content_spans"]),
            "content": told["content_text"],
            "verbatim_spans": _spans(told["verbatim_spans"]),
            "verbatim": " … ".join(span.of(text) for span in s.verbatim),
            "quote_type": s.quote_type,
            "date": told["date"],
            "date_span": _span(told["date_span"]),
            "channel": channel.get("type"),
            "channel_explicit": channel.get("explicit"),
            "channel_span": _span(channel.get("span")),
            "via": via.get("outlet"),
            "via_span": _span(via.get("span")),
            "issues": s.issues,
            "issue_labels": [labels.get(issue, issue) for issue in s.issues],
            "stance": s.stance,
            "plover": plover_of(s.stance),
            "target_parties": s.targets,
            **{name: condition.get(name) for name in ("gives", "link", "gets")},
            **{f"{n}_span": _span(condition.get(f"{n}_span")) for n in ("gives", "link", "gets")},
            "certainty": s.certainty,
            "status": s.status,
            "confidence": s.confidence,
            "same_as": s.same_as,
            "nested_in": s.nested_in,
            "points": json.dumps(told["points"], ensure_ascii=False) if s.points else None,
            "same_statement": f"{same.fullest.source}#{same.fullest.id}" if same else None,
            "sources": len(carried) or 1,
            "outlets": list(dict.fromkeys(one.outlet for one in carried if one.outlet)),
        }


def _events(report: Report, form: dict[str, Any]) -> Iterable[dict[str, Any]]:
    for event, told in zip(report.events, form["events"], strict=True):
        plain = ("type", "status", "start", "end", "duration_min", "venue", "round")
        yield {
            "event": event.id,
            **{name: told[name] for name in plain},
            "plover": plover_of_event(event.type),
            "participants": event.participants,
            "issues": event.issues,
            "evidence_spans": _spans(told["evidence_spans"]),
            "evidence": " … ".join(span.of(report.source.text) for span in event.evidence),
        }


def _marked(name: str, span: Sequence[int] | None, text: str) -> dict[str, str | None]:
    return {f"{name}_span": _span(span), name: text[span[0] : span[1]] if span else None}


def _span(span: Sequence[int] | None) -> str | None:
    return f"{span[0]}-{span[1]}" if span else None


def _spans(spans: Sequence[Sequence[int]]) -> list[str]:
    return [f"{start}-{end}" for start, end in spans]
