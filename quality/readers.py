"""Read a report with what is to be measured, into the exchange form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gold_sets import GoldReport
from onetext.press.finding.attribution import Attribution, SpanFinder
from onetext.press.finding.finder import RuleFinder
from onetext.press.finding.joining import join
from onetext.press.learned.finder import LearnedFinder
from onetext.press.text.dates import find_dates
from onetext.press.text.sentences import cut
from onetext.terms.said.form import to_form
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source
from onetext.terms.when import When

if TYPE_CHECKING:
    from onetext.press.reader import Reader

Read = Callable[[GoldReport], dict[str, Any]]
FINDERS: dict[str, Callable[[], SpanFinder]] = {"rules": RuleFinder, "learned": LearnedFinder}
_HEAD = ("file", "title", "outlet", "byline", "url", "licence", "language")


def source_of(report: GoldReport, *, bare: bool = False) -> Source:
    """Return the source a reader is given: the text, its date, and what its page says of it.

    ``bare`` leaves everything out but text and date, as with ``onetext read report.txt --date …``.
    """
    doc = report.gold["doc"]
    head = {} if bare else {name: doc.get(name) for name in _HEAD}
    return Source(
        id=report.id,
        text=report.text,
        published=When(doc["published"]) if doc.get("published") else None,
        published_basis="given" if doc.get("published") else None,
        sha256=doc["sha256"],
        **head,
    )


def report_of(report: GoldReport, *, bare: bool = False, finder: str = "rules") -> Report:
    """Read ``report`` with the whole reader, as the value that the analysis takes."""
    return _reader(report.parties, report.issues, finder).read(source_of(report, bare=bare))


def whole(report: GoldReport, *, bare: bool = False, finder: str = "rules") -> dict[str, Any]:
    """Read ``report`` with the whole reader."""
    return to_form(report_of(report, bare=bare, finder=finder))


def spans(report: GoldReport, *, bare: bool = False, finder: str = "rules") -> dict[str, Any]:
    """Read ``report`` only as far as spans go: nobody resolved, nothing labelled, no events."""
    source = source_of(report, bare=bare)
    page = cut(source.text)
    dates = find_dates(source.text, source.published)
    found = join(page, FINDERS[finder]().find(page, dates))
    return {"doc": {"id": report.id}, **form_of(source.text, found), "events": []}


def form_of(text: str, found: Sequence[Attribution]) -> dict[str, Any]:
    """Return attributions in the exchange form, as far as spans go."""
    return {
        "statements": [
            {
                "content_spans": [[c.start, c.end] for c in a.contents],
                "cue_span": [a.cue.start, a.cue.end] if a.cue else None,
                "speaker": {
                    "name": a.source.of(text) if a.source else None,
                    "mention_span": [a.source.start, a.source.end] if a.source else None,
                },
                "stance": a.stance,
            }
            for a in found
        ]
    }


READERS: dict[str, Callable[..., dict[str, Any]]] = {
    "rules": whole,
    "learned": partial(whole, finder="learned"),
    "spans": spans,
    "learned-spans": partial(spans, finder="learned"),
}


@cache
def _reader(parties: tuple[Path, ...], issues: tuple[Path, ...], finder: str) -> Reader:
    from onetext.press.reader import Reader

    return Reader.load(parties=parties, issues=issues, finder=FINDERS[finder]())
