"""Whose a text is that a report takes up again: "the decree", "the complaint", "the second"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from onetext.press.finding.frames import main_subject
from onetext.press.finding.sourceless import weekdays
from onetext.press.resolving.bodies import document_in
from onetext.press.resolving.pronouns import Trail
from onetext.press.resolving.takenup import PAPERS
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Speaker

_AGAIN = re.compile(r"(?:the|this|that|these|those)\s+(?:\w+\s+)?(?P<noun>\w+)$", re.IGNORECASE)
_COURT_PAPER = re.compile(r"\b(?:ruling|judge?ment|verdict|summary|opinion|dissent|order)\b", re.I)
_STUDY = re.compile(r"\b(?:study|paper|research|survey|findings|article|analysis)\b", re.I)
_RULES = re.compile(
    r"(?:decree|order|edict|directive|policy|law|bill|act|proposal|request|charter|constitution"
    r"|treaty|agreement|plan|guideline|proclamation|measure|motion|resolution|amendment|suit)s?"
)
_SAME = (
    frozenset("complaint lawsuit suit filing petition".split()),
    frozenset("decree order edict".split()),
    frozenset("bill proposal".split()),
)
_ISSUES = re.compile(
    r"\b(?:sign|issu|releas|publish|fil|w?rote|writ|announc|pass|introduc|propos|post|sen[dt]"
    r"|adopt|dr[ae]w|draft|mad|present|submit|sued|sues|lodg|put out|enact|impos)\w*"
)
_NUMBERED = re.compile(r"the (?:first|second|third|former)", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:two|three|four|several|both)\b")
_FAR = 4_000
_NEAR = 4


class Papers:
    """Find who issued a text by where the report named it before."""

    def __init__(self, page: Page, trail: Trail) -> None:
        self.page = page
        self.text = page.text
        self.trail = trail

    def issuer(
        self, source: Span, words: str, resolve: Callable[[Span], Speaker | None]
    ) -> Speaker | None:
        """Return who stands behind "the decree", None where the report does not tell.

        It is whoever issues it where it was named before; else, of a text that speaks, the last
        voice. ``resolve`` tells who the subject of an issuing verb is.
        """
        bare = words.strip(" ,")
        if _NUMBERED.fullmatch(bare):
            return self._numbered(source, resolve)
        again = _AGAIN.match(bare)
        if again is None or PAPERS.match(bare):
            return None
        noun = again["noun"]
        speaks = document_in(words) is not None
        if not speaks and not _RULES.fullmatch(noun):
            return None
        for place in self._named_before(noun, source.start):
            found = self._issuing(place, resolve)
            if found is not None:
                return replace(found, mention=source, co_parties=())
        return self._last_voice(source, words) if speaks else None

    def _named_before(self, noun: str, at: int) -> Iterator[int]:
        """Yield where the text was named before, the nearest first."""
        stem = noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
        nouns = next((group for group in _SAME if stem in group), frozenset({stem}))
        pattern = re.compile(
            rf"(?<![\w’'-])(?:{'|'.join(sorted(nouns))})s?(?![\w’'-])", re.IGNORECASE
        )
        start = max(0, at - _FAR)
        yield from [m.start() for m in pattern.finditer(self.text, start, at)][:-7:-1]

    def _issuing(self, place: int, resolve: Callable[[Span], Speaker | None]) -> Speaker | None:
        """Return the subject of a verb of issuing in front of the text named at ``place``."""
        index = self.trail.sentence(place)
        tokens = self.page.sentences[index].tokens
        before = sum(1 for t in tokens if t.start < place)
        phrase = main_subject(tokens, before, weekdays(tokens)) if before > 1 else None
        if phrase is None or phrase[1] - phrase[0] > 14:
            return None
        span = Span(tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
        if not _ISSUES.search(self.text[span.end : place]):
            return None
        found = resolve(span)
        return found if found is not None and found.name else None

    def _numbered(self, source: Span, resolve: Callable[[Span], Speaker | None]) -> Speaker | None:
        """Return who issued the two of which "the second" is one, in the sentence before."""
        here = self.trail.sentence(source.start)
        for found in (
            _SEVERAL.finditer(self.page.sentences[here - 1].span.of(self.text)) if here else ()
        ):
            speaker = self._issuing(
                self.page.sentences[here - 1].span.start + found.start(), resolve
            )
            if speaker is not None:
                return replace(speaker, mention=source, co_parties=())
        return None

    def _last_voice(self, source: Span, words: str) -> Speaker | None:
        """Return whoever spoke last, a court for its papers, a team for its study."""
        wanted = (
            "court"
            if _COURT_PAPER.search(words)
            else "researchers"
            if _STUDY.search(words)
            else None
        )
        here = self.trail.sentence(source.start)
        for row in reversed(self.trail.heard[-6:]):
            if wanted is not None and row.speaker.party != wanted:
                continue
            if here - row.sentence <= _NEAR and row.speaker.role != "outlet":
                return replace(row.speaker, mention=source, co_parties=())
        return None
