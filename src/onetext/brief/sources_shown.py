"""The sources of a brief as shown: numbered, cut into sentences, every cited span an anchor."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from onetext.analysis.findings import Evidence
from onetext.brief import words
from onetext.brief.carried import carried
from onetext.brief.safe_text import oddities
from onetext.record.view import View
from onetext.terms.said.source import Source
from onetext.terms.said.span import Span

_LINE = re.compile(r"[^\n\r\u0085\u2028\u2029]+")
_END = re.compile(r"[.!?…。！？؟]+[\"”’»)\]]*\s+(?=[\"“‘«„(\[]*[^\W\d_a-z])|[。！？]")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Capt|Sen|Rep|Gov|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|[A-Z])|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)


@dataclass(frozen=True, slots=True)
class Cite:
    """Hold one citation: what it says, where it leads, and its own place on the page."""

    id: str
    href: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Hold a run of a source's text that is cited or not, and the anchors that begin at it."""

    text: str
    cited: bool
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold one sentence with its number in the source, its segments and the ways back."""

    number: int
    segments: tuple[Segment, ...]
    backs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SourceShown:
    """Hold one source ready to be shown, paragraph by paragraph."""

    number: int
    source: Source
    url: str | None
    paragraphs: tuple[tuple[Sentence, ...], ...]
    oddities: tuple[str, ...]


def sentences(text: str) -> tuple[Span, ...]:
    r"""Return the sentences of ``text``; every line break ends one, white space belongs to none.

    Examples
    --------
    >>> text = "Mr. Leray left. “Why?” she said.\nNobody knew."
    >>> [span.of(text) for span in sentences(text)]
    ['Mr. Leray left.', '“Why?” she said.', 'Nobody knew.']
    """
    found = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in _END.finditer(text, line.start(), line.end()):
            if not _NO_END.search(text, max(start, end.start() - 12), end.start() + 1):
                found.append(_trimmed(text, start, end.end()))
                start = end.end()
        found.append(_trimmed(text, start, line.end()))
    return tuple(span for span in found if span.start < span.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


def open_url(url: str | None) -> str | None:
    """Return ``url`` if it may become a link: http or https, with a host and no white space.

    Examples
    --------
    >>> open_url("javascript:alert(1)") is None, open_url("https://example.org/a")
    (True, 'https://example.org/a')
    """
    return url if url and re.fullmatch(r"(?i)https?://[^\s/?#\\]+[^\s\\]*", url) else None


class Citations:
    """Number the sources of a view and hand out citations; remember who cites which span."""

    def __init__(self, view: View) -> None:
        self._sources = view.sources
        self._numbers = {source.id: n for n, source in enumerate(view.sources, 1)}
        self._sentences: dict[str, tuple[Span, ...]] = {}
        self._cited: dict[str, dict[Span, list[tuple[str, str]]]] = {}
        self._count = 0
        self._carried = carried(view)

    def number(self, source: str) -> int:
        """Return a source's number, from 1."""
        return self._numbers[source]

    def numbers(self, evidence: tuple[Evidence, ...]) -> tuple[int, ...]:
        """Return the numbers of the sources cited, each once, in order; all that carry it."""
        return tuple(sorted({self._numbers[one.source] for one in self._everywhere(evidence)}))

    def cite(self, evidence: Evidence, section: str) -> Cite:
        """Return a citation of ``evidence`` made in ``section``."""
        return self.cites((evidence,), section)[0]

    def cites(self, evidence: tuple[Evidence, ...], section: str) -> tuple[Cite, ...]:
        """Return the citations of some evidence, one for each sentence; every span is marked.

        A statement that other sources carry too is cited in all of them.
        """
        made: dict[str, Cite] = {}
        for one in self._everywhere(evidence):
            number = self._numbers[one.source]
            source = self._sources[number - 1]
            span = _trimmed(source.text, max(0, one.span.start), max(0, one.span.end))
            told = f"{source.outlet or source.title or source.id}, {words.day(source.published)}"
            place = self._sentence(source, span.start)
            whole = span.start >= span.end
            label = str(number) if whole else f"{number}.{place}"
            refs = [] if whole else self._cited.setdefault(source.id, {}).setdefault(span, [])
            if label in made:
                continue
            self._count += 1
            ref = f"ref-{self._count}"
            refs.append((ref, section))
            href = f"#source-{number}" if whole else f"#{_anchor(number, span)}"
            sentence = "" if whole else f", sentence {place}"
            made[label] = Cite(ref, href, label, f"Source {number}{sentence}: {told}")
        return tuple(made.values())

    def _everywhere(self, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Return the evidence, then the same statements in other sources."""
        others = (
            other
            for one in evidence
            if one.statement is not None
            for other in self._carried.get((one.source, one.statement), ())
        )
        return (*evidence, *others)

    def _sentence(self, source: Source, at: int) -> int:
        spans = self.sentences(source)
        return max(1, bisect_right([span.start for span in spans], at))

    def sentences(self, source: Source) -> tuple[Span, ...]:
        """Return a source's sentences."""
        if source.id not in self._sentences:
            self._sentences[source.id] = sentences(source.text)
        return self._sentences[source.id]

    def shown(self) -> tuple[SourceShown, ...]:
        """Return all sources with the spans cited so far as anchors."""
        return tuple(self._shown(n, source) for n, source in enumerate(self._sources, 1))

    def _shown(self, number: int, source: Source) -> SourceShown:
        cited = self._cited.get(source.id, {})
        spans = self.sentences(source)
        text = source.text
        paragraphs: list[list[Sentence]] = []
        starts = {_anchor(number, span): span for span in cited}
        for n, span in enumerate(spans, 1):
            after = spans[n].start if n < len(spans) else len(text)
            new_line = n == 1 or _breaks(text[spans[n - 2].end : span.start])
            if new_line:
                paragraphs.append([])
            last = n == len(spans) or _breaks(text[span.end : after])
            whole = Span(span.start, span.end if last else after)
            here = {id: one for id, one in starts.items() if span.start <= one.start < span.end}
            paragraphs[-1].append(
                Sentence(n, _segments(text, whole, cited, here), _backs(cited, span))
            )
        return SourceShown(
            number,
            source,
            open_url(source.url),
            tuple(tuple(p) for p in paragraphs),
            oddities(source.text),
        )


def _breaks(gap: str) -> bool:
    return any(char in "\n\r\u0085\u2028\u2029" for char in gap)


def _anchor(number: int, span: Span) -> str:
    return f"s{number}-{span.start}-{span.end}"


def _segments(
    text: str,
    whole: Span,
    cited: dict[Span, list[tuple[str, str]]],
    here: dict[str, Span],
) -> tuple[Segment, ...]:
    touching = [span for span in cited if span.overlaps(whole)]
    cuts = {whole.start, whole.end}
    for span in touching:
        cuts |= {at for at in (span.start, span.end) if whole.start < at < whole.end}
    ordered = sorted(cuts)
    left = dict(here)
    segments = []
    for start, end in pairwise(ordered):
        part = Span(start, end)
        ids = tuple(id for id, span in left.items() if span.start <= start)
        for id in ids:
            del left[id]
        segments.append(Segment(part.of(text), any(span.holds(part) for span in touching), ids))
    return tuple(segments)


def _backs(cited: dict[Span, list[tuple[str, str]]], sentence: Span) -> tuple[tuple[str, str], ...]:
    first: dict[str, str] = {}
    for span in sorted(cited):
        if sentence.start <= span.start < sentence.end:
            for ref, section in cited[span]:
                first.setdefault(section, ref)
    return tuple((ref, section) for section, ref in first.items())
