"""An attribution as found: source, cue and content, before anybody is resolved.

Finding spans is one step behind one small interface, so that a learned finder may take the rules'
place: whatever finds, the later steps link, resolve and label in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from onetext.press.finding.leanings import Leanings
from onetext.press.text.dates import DatePhrase
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span

Kind = Literal["verb", "according", "noun", "floating", "block", "turn"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Hold one attribution.

    ``sentence`` is the index of the sentence that holds the cue (or the content, without one).
    ``inherited`` says that the source stands at an earlier cue and is repeated here ("…, adding
    that …"). ``lemma`` and ``stance`` come from the cue's lexicon entry. ``carrier`` is the outlet
    that carried the words, where the sentence names it beside the speaker. ``confidence`` is how
    often a finding like this proved right, None where nothing was measured. ``leanings`` are what
    its finder takes stance and date to be, if it has an opinion.
    """

    sentence: int
    kind: Kind
    source: Span | None
    cue: Span | None
    contents: tuple[Span, ...]
    lemma: str = ""
    stance: str = "inform"
    inherited: bool = False
    carrier: Span | None = None
    confidence: float | None = None
    leanings: Leanings | None = None


def at_content(one: Attribution) -> tuple[int, int]:
    """Return the key that sorts by where what was said begins."""
    return one.contents[0].start, one.sentence


def at_cue(one: Attribution) -> int:
    """Return the key that sorts by where the cue stands, or without one what was said."""
    return one.cue.start if one.cue else one.contents[0].start


class Findings(list[Attribution]):
    """Attributions, with why others were rejected: what they name does not stand in the text."""

    def __init__(self, found: Iterable[Attribution] = (), rejected: Iterable[str] = ()) -> None:
        super().__init__(found)
        self.rejected = tuple(rejected)


class SpanFinder(Protocol):
    """Find attributions in a page, in text order."""

    def find(self, page: Page, dates: Sequence[DatePhrase]) -> list[Attribution]:
        """Return every attribution, each span verbatim in ``page.text``."""
        ...
