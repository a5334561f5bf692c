"""Where in which report a row's words stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from onetext.analysis.drafted.ids import kept_id
from onetext.analysis.findings import Evidence
from onetext.record.view import View
from onetext.terms.grounds import Cited, Reference
from onetext.terms.said.source import Source
from onetext.terms.when import When

_PARAGRAPH = re.compile(r"[^\s][^\n]*")


def paragraphs(text: str) -> tuple[str, ...]:
    r"""Return the paragraphs of a report's text: its lines that are not blank.

    ``para 4`` of a draft is the fourth of them.

    Examples
    --------
    >>> paragraphs("Talks end\n\n  By A. Bell\nThey met.\n")
    ('Talks end', 'By A. Bell', 'They met.')
    """
    return tuple(found.group() for found in _PARAGRAPH.finditer(text))


class Citing:
    """Know the sources of a view by the ids that the draft gives them."""

    def __init__(self, view: View) -> None:
        self._ids: dict[str, str] = {}
        self._starts: dict[str, list[int]] = {}
        for source in view.sources:
            self._ids[source.id] = kept_id(source.id, "report", self._ids.values())
            starts = [found.start() for found in _PARAGRAPH.finditer(source.text)]
            self._starts[source.id] = starts
        self.references = tuple(self._reference(source) for source in view.sources)

    def _reference(self, source: Source) -> Reference:
        first = next(iter(paragraphs(source.text)), "")
        title = " ".join((source.title or first or source.id).split())[:200]
        published = source.published if source.published and source.published.year else None
        return Reference(
            self._ids[source.id],
            title or self._ids[source.id],
            (source.outlet or "").strip(),
            published,
            (source.url or "").strip(),
            (source.file or "").strip(),
        )

    def of(self, evidence: Iterable[Evidence]) -> tuple[Cited, ...]:
        """Return the places, each once, in their order."""
        return tuple(dict.fromkeys(self.at(one) for one in evidence))

    def at(self, evidence: Evidence) -> Cited:
        """Return one place: the report, the paragraph in which the words begin, the words."""
        lead = len(evidence.words) - len(evidence.words.lstrip())
        number = bisect_right(self._starts[evidence.source], evidence.span.start + lead)
        words = evidence.words.strip()
        return Cited(self._ids[evidence.source], f"para {number}" if number else "", words)

    def told(self, evidence: Evidence) -> str:
        """Return the place as a remark tells it."""
        cited = self.at(evidence)
        return f"{cited.source}, {cited.place}" if cited.place else cited.source


def with_year(when: When | None) -> When | None:
    """Return a date that a case can hold, None where the year is not known."""
    return when if when and when.year is not None else None
