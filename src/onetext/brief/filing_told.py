"""What is told of what is put on file: reports, the case, sheets, results."""

from __future__ import annotations

import json

from onetext.brief.phrases import Hour, Phrase, with_more
from onetext.record.acts import filing
from onetext.record.acts.kinds import Act
from onetext.record.canonical import JSON
from onetext.record.wire import value_of

Told = tuple[str, tuple[str, ...]]


def filing_told(act: Act) -> Told | None:
    """Return what an act of filing says, None for any other act."""
    match act:
        case filing.ReportFiled():
            return _report(act)
        case filing.CaseFiled():
            return Phrase("the public part of the case"), ()
        case filing.SheetFiled():
            sheet = Phrase("sheet of %(party)s", party=act.owner)
            about = Phrase("an estimate of %(party)s", party=act.about)
            return with_more(sheet, None if act.about == act.owner else about), ()
        case filing.ResultFiled():
            return _result(act)
    return None


def _report(act: filing.ReportFiled) -> Told:
    report = value_of(act.report)
    doc = report.get("doc") if isinstance(report, dict) else None
    doc = doc if isinstance(doc, dict) else {}
    outlet, day = doc.get("outlet"), doc.get("published")
    named = str(outlet) if outlet else Phrase("outlet unknown")
    dated = Hour(str(day)) if day else Phrase("undated")
    title = str(doc.get("title") or doc.get("id"))
    return Phrase("report on file: %(title)s", title=title), (with_more(named, dated),)


def _result(act: filing.ResultFiled) -> Told:
    result = value_of(act.result)
    said = _paragraphs(result)
    if said:
        what = Phrase("communiqué") if act.what == "communiqué" else act.what
        return Phrase("%(what)s, by version %(version)s", what=what, version=act.version), said
    head = Phrase("result: %(what)s, by version %(version)s", what=act.what, version=act.version)
    return head, (json.dumps(result, ensure_ascii=False),)


def _paragraphs(result: JSON) -> tuple[str, ...]:
    """Return the words of a result that is a text in paragraphs, as a communiqué is."""
    rows = result.get("paragraphs") if isinstance(result, dict) else None
    said: list[str] = []
    for row in rows if isinstance(rows, list) else ():
        words = row.get("words") if isinstance(row, dict) else None
        said += [one for one in words if isinstance(one, str)] if isinstance(words, list) else []
    return tuple(said)
