"""The brief as JSON: plain lists and objects, every finding with the places that show it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from onetext.brief.carried import same_in_json
from onetext.brief.case_told import case_groups
from onetext.brief.entries_told import entries_told
from onetext.brief.packages.agreeable_told import agreeable_to_json
from onetext.brief.sections import Brief
from onetext.brief.table_json import entry_to_json, table_to_json
from onetext.terms.said.source import Source
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Statement
from onetext.terms.when import When

FORMAT = 1
SECTIONS = (
    "rounds",
    "positions",
    "movement",
    "offers",
    "guarantees",
    "sticking_points",
    "unverified",
    "windows",
    "deadlines",
    "contradictions",
)


def brief_to_json(brief: Brief) -> dict[str, Any]:
    """Return ``brief`` in the form that ``--json`` prints (design, §6).

    Dates are ISO text as precise as known, spans are pairs of code points, what is not known is
    null. The sources' texts are left out: each place carries its own words.

    Examples
    --------
    >>> from onetext.brief.build import build_brief
    >>> from onetext.record.view import view_of_reports
    >>> sorted(brief_to_json(build_brief(view_of_reports([]))))[:4]
    ['at', 'contradictions', 'deadlines', 'format']
    """
    view = brief.view
    told: dict[str, Any] = {
        "format": FORMAT,
        "at": str(view.at) if view.at else None,
        "seat": view.seat,
    }
    told.update((name, _plain(getattr(brief, name))) for name in SECTIONS)
    if brief.table is not None:
        told["room"], told["mode"] = view.room, view.mode
        told["table"] = table_to_json(brief.table)
        told["entries"] = [entry_to_json(one) for one in entries_told(view)]
    if brief.agreeable is not None:
        told["could_be_agreed"] = agreeable_to_json(brief.agreeable)
    if brief.case is not None:
        told["case"] = {
            group.name: [{"what": item.head, "details": list(item.details)} for item in group.items]
            for group in case_groups(brief.case, view.at)
        }
    told["sources"] = [_source(source) for source in view.sources]
    told["unread"] = [
        {"where": one.where, "why": one.why, "language": one.language} for one in view.unread
    ]
    told["same"] = same_in_json(view)
    return told


def _plain(value: object) -> Any:
    if isinstance(value, When):
        return str(value)
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Statement):
        return _statement(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return value


def _statement(statement: Statement) -> dict[str, Any]:
    """Name a statement and whose it is; its words stand in the evidence beside it."""
    return {
        "source": statement.source,
        "id": statement.id,
        "speaker": statement.speaker.name,
        "role": statement.speaker.role,
        "party": statement.speaker.party,
        "stance": statement.stance,
        "issues": list(statement.issues),
        "said": str(statement.said) if statement.said else None,
        "certainty": statement.certainty,
        "confidence": statement.confidence,
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "file": source.file,
        "title": source.title,
        "outlet": source.outlet,
        "byline": source.byline,
        "published": str(source.published) if source.published else None,
        "published_basis": source.published_basis,
        "url": source.url,
        "licence": source.licence,
        "language": source.language,
        "chars": source.chars,
        "sha256": source.sha256,
    }
