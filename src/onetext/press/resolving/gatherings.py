"""A debate, hearing or programme that the report tells through: who took part speaks there.

"The two met for a debate in Lisk on Sunday. Renn said … Ode replied …": both said so on Sunday, in
the debate, until the report goes on to what was after it or elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onetext.press.finding.attribution import Attribution
from onetext.press.text.dated_things import belongs_to_noun
from onetext.press.text.dates import DatePhrase, dates_in
from onetext.press.text.sentences import Page
from onetext.terms.said.statement import Channel, Speaker
from onetext.terms.when import When

if TYPE_CHECKING:
    from onetext.press.resolving.saying import Saying

_NOUN = (
    r"(?P<spoken>debates?|town[- ]hall(?: meeting| event)?|hearing|candidates’? forum"
    r"|question time)"
    r"|(?P<aired>episode|(?:television|TV|radio|live) (?:programme|program|show|special)"
    r"|documentary|telecast|talk show|podcast|live-?stream)"
)
_HELD = (
    r"took place|(?:was|were) (?:held|broadcast|aired|televised|shown|streamed|hosted|moderated)"
    r"|aired|happened|began|opened|occurred|was on|ran"
)
_TOOK_PART = (
    r"participated in|took part in|(?:met|faced off|faced each other|sparred|clashed|squared off"
    r"|appeared|sat down|faced) (?:again )?(?:for|in|at|on|during)|attended|held|hosted|joined"
)
_SETS = re.compile(
    rf"\b(?:{_NOUN})\b[^.;:“”\"]{{0,160}}?\b(?:{_HELD})\b(?!.*\b(?:from|since|until)\b)",
    re.IGNORECASE,
)
_JOINS = re.compile(
    rf"\b(?:{_TOOK_PART})\s+(?:[\w’'-]+\s+){{0,6}}?(?:{_NOUN})\b"
    r"|\bdebated (?:each other|in|at|on|against)\b",
    re.IGNORECASE,
)
#: Where words are placed on the way. "In the debate over tolls" is no occasion.
_DURING = re.compile(
    r"\b(?:(?:at|during|throughout)\s+(?:the|their|that|this)\s+(?:[\w’'-]+\s+){0,5}?|in\s+(?:the|their)"
    r"\s+(?:[\w’'-]+\s+){0,2}?(?:presidential|televised|final|first|second|third|leaders’)\s+)"
    r"(?:debate|town hall|question time)\b(?!\s+(?:over|about|on|of|around|in)\b)",
    re.IGNORECASE,
)
#: What a sentence opens with that has left the occasion.
_LEAVES = re.compile(
    r"[\s“\"]*(?:after|afterwards?|following|later|meanwhile|before|ahead of|prior to|in response"
    r"|elsewhere|separately|since|as \w+ (?:came|drew)|the (?:next|following) (?:day|week|morning)"
    r"|days? later|on \w+day)\b",
    re.IGNORECASE,
)
#: How much of a sentence is looked at.
_LONGEST = 500
#: How many paragraphs an occasion is told through.
_THROUGH = 2


@dataclass(frozen=True, slots=True)
class _Gathering:
    """Hold an occasion: where it is set, when it was, how one speaks there, and who is named."""

    sentence: int
    day: When | None
    kind: str
    names: frozenset[str]


def gathered(
    page: Page,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    dates: Sequence[DatePhrase],
    published: When | None,
    rows: list[Saying],
) -> list[Saying]:
    """Give what those who took part say behind the telling of the occasion its day and channel.

    ``dates`` are the reporter's own. Words with another channel or day of their own keep them.
    """
    out = list(rows)
    told: dict[int, list[int]] = {}
    for i, a in enumerate(attributions):
        told.setdefault(a.sentence, []).append(i)
    for gathering in _gatherings(page, dates, published):
        end = _end(page, gathering, dates)
        for i in [i for n in range(gathering.sentence, end) for i in told.get(n, ())]:
            if attributions[i].kind != "verb":
                continue
            name = (speakers[i].name or "").lower().split()
            if not name or name[-1] not in gathering.names or speakers[i].role == "outlet":
                continue
            row = out[i]
            if row.channel is not None and row.channel.explicit:
                if row.channel.kind != gathering.kind:
                    continue
            else:
                row = replace(row, channel=Channel(gathering.kind, False))
            out[i] = replace(row, said=row.said or gathering.day)
    return out


def _gatherings(
    page: Page, dates: Sequence[DatePhrase], published: When | None
) -> list[_Gathering]:
    """Return the occasions that the reporter's own sentences set, in order."""
    found = []
    for sentence in page.sentences:
        words = sentence.span.of(page.text)
        match = _setting(words)
        if match is None and not _DURING.search(words[:_LONGEST]):
            continue
        days = [
            when
            for d in dates_in(dates, sentence.span)
            if d.precision == "day" and (when := d.value()) is not None
            if not belongs_to_noun(page.text, d.span) or _opens_noun(page.text, d.span.end)
        ]
        if published is not None and any(day.iso > published.iso for day in days):
            continue
        kind = "broadcast" if match is not None and match["aired"] else "speech"
        day = days[0] if len(set(days)) == 1 else None
        found.append(_Gathering(sentence.index, day, kind, _named_around(page, sentence.index)))
    return found


def _setting(words: str) -> re.Match[str] | None:
    """Return where a sentence sets an occasion: it was held, or somebody took part in it."""
    return _SETS.search(words[:_LONGEST]) or _JOINS.search(words[:_LONGEST])


def _opens_noun(text: str, at: int) -> bool:
    """Tell whether a day is the occasion's own: "the May 3 debate"."""
    noun = re.compile(rf"\s(?:[\w’'-]+\s){{0,4}}?(?:{_NOUN})\b", re.IGNORECASE)
    return noun.match(text, at, at + 80) is not None


def _named_around(page: Page, index: int) -> frozenset[str]:
    """Return the capitalised words around the sentence: those who take part are told there."""
    return frozenset(
        word.lower()
        for s in page.sentences[max(0, index - 3) : index + 5]
        for word in re.findall(r"\b[A-Z][\w-]+", s.span.of(page.text))
    )


def _end(page: Page, gathering: _Gathering, dates: Sequence[DatePhrase]) -> int:
    """Return the sentence where the report leaves the occasion."""
    first = page.sentences[gathering.sentence]
    for sentence in page.sentences[gathering.sentence + 1 :]:
        if sentence.paragraph - first.paragraph > _THROUGH:
            return sentence.index
        words = sentence.span.of(page.text)
        if _LEAVES.match(words) and not re.match(r"[\s“\"]*After [A-Z]\w+ \w+ed\b", words):
            return sentence.index
        if _setting(words):
            return sentence.index
        for phrase in dates_in(dates, sentence.span):
            if phrase.precision == "day" and phrase.value() not in (None, gathering.day):
                return sentence.index
    return len(page.sentences)
