"""Tell what a statement is about, by its own words or by what stands before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onetext.press.finding.attribution import Attribution
from onetext.press.lexicon.issues import IssueLexicon
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Speaker

#: Words for what somebody has just named: "welcomed *the idea*", "called *it* unfair".
_POINTS_BACK = re.compile(
    r"[“”\"‘’'\s]*(?:that\s+)?(?:(?:[“‘\"]it|it(?!\s+(?:\w+ed|would|could|will|can|had|has|was|is|did"
    r"|does|must|may|might|should)\b)|this|that|them|these|those)\b"
    r"|(?:the|this|that|his|her|its|their)\s+(?:\w+\s+)?(?:idea|plan|proposal|offer|figure|number"
    r"|suggestion|notion|claim|charge|move|measure|decision|demand|call|price|terms|answer|reply"
    r"|accusation|allegation|report|reports|remark|remarks|condition|conditions)\b)",
    re.IGNORECASE,
)
_ENDS_BACK = re.compile(r"\b(?:any|none|neither)[\s.,!?”\"’']*\Z", re.IGNORECASE)
#: The same, where one goes on in one's own words: "“We accept *it*,” she said", "on *that* score".
_GOES_BACK = re.compile(r"\b(?:it|this|these|those|them|on that)\b", re.IGNORECASE)
#: A figure with what it counts: an answer in the same measure is about the same thing.
_FIGURE = re.compile(r"\b\d[\d.,]*\s*(?P<unit>%|percent|per cent|[a-z]{3,20})", re.IGNORECASE)
_MONTHS = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
#: How far the words for the thing stand behind its figure: "a 12 percent *raise*".
_BEHIND = 24
#: How many sentences before a statement may tell what it is about.
_BACK = 4
#: How long a question before an answer may be, in characters.
_QUESTION = 600


def issues_of(
    text: str,
    contents: Sequence[Span],
    lexicon: IssueLexicon,
    *,
    sentence: Span | None = None,
    others: Sequence[Span] = (),
    before: tuple[str, ...] = (),
    most: int = 4,
) -> tuple[str, ...]:
    """Return the ids of what the words are about, the surest first.

    The content tells; where it names nothing ("It is unacceptable"), the sentence around it does;
    where that names nothing either, what stands before (:func:`issues_before`).

    Parameters
    ----------
    text, contents
        The report, and the spans of the content.
    lexicon
        The issues to look for.
    sentence
        The sentence that holds the statement, cue and all.
    others
        What else is said in that sentence: it tells nothing of this statement.
    before
        The issues that what stands before is about, if any.
    most
        How many issues a statement has at most.

    Examples
    --------
    >>> from onetext.press.lexicon.issues import IssueLexicon
    >>> text = "On the cease-fire, he said that it would not last."
    >>> issues_of(text, [Span(27, 49)], IssueLexicon.load(), sentence=Span(0, 50))
    ('ceasefire',)
    """
    words = " … ".join(span.of(text) for span in contents)
    found = lexicon.find(words)
    if not found and sentence is not None:
        found = lexicon.find(_without(text, sentence, others))
    return (found or before)[:most]


def _without(text: str, sentence: Span, others: Sequence[Span]) -> str:
    """Return the sentence with what others say in it left out."""
    kept: list[str] = []
    at = sentence.start
    for other in sorted(others):
        if at <= other.start < sentence.end:
            kept.append(text[at : other.start])
            at = min(other.end, sentence.end)
    return " … ".join((*kept, text[at : sentence.end]))


def issues_before(
    page: Page,
    found: Sequence[Attribution],
    speakers: Sequence[Speaker],
    told: Sequence[tuple[str, ...]],
    lexicon: IssueLexicon,
) -> tuple[str, ...]:
    """Return what the attribution after ``told`` is about by what stands before it.

    An answer is about its question. Else the sentences before it in its paragraph tell, the nearest
    first: the reporter's own, and what the same speaker or side has said. Words that point back
    ("the idea", "it") are about what was said last, whoever said it, also in the paragraph before.

    Parameters
    ----------
    page, found, speakers
        The report, its attributions, and who they are of.
    told
        The issues of the attributions so far.
    lexicon
        The issues to look for.
    """
    number = len(told)
    a = found[number]
    if a.kind == "turn":
        start = found[number - 1].contents[-1].end if number else 0
        return lexicon.find(
            page.text[max(start, a.contents[0].start - _QUESTION) : a.contents[0].start]
        )
    words = " ".join(span.of(page.text) for span in a.contents)
    anyone = _POINTS_BACK.match(words) is not None or _ENDS_BACK.search(words) is not None
    oneself = anyone or _GOES_BACK.search(words) is not None
    paragraph = page.sentences[a.sentence].paragraph
    figures = _by_figure(page, found, number, words, lexicon)
    if figures:
        return figures
    back = number - 1
    for index in range(a.sentence, max(-1, a.sentence - _BACK), -1):
        above = paragraph - page.sentences[index].paragraph
        if above > oneself:
            break
        speaks = False
        while back >= 0 and found[back].sentence >= index:
            speaks = True
            if not (anyone or _one_side(speakers[back], speakers[number])):
                return ()
            if told[back]:
                return told[back]
            back -= 1
        if not speaks and index < a.sentence and not above:
            issues = lexicon.find(page.sentences[index].span.of(page.text))
            if issues:
                return issues
    return ()


def _by_figure(
    page: Page, found: Sequence[Attribution], number: int, words: str, lexicon: IssueLexicon
) -> tuple[str, ...]:
    """Return what a figure is about by one in the same measure that somebody named just before."""
    units = {match["unit"].lower() for match in _FIGURE.finditer(words)}
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        for span in found[back].contents if units else ():
            for match in _FIGURE.finditer(page.text, span.start, span.end):
                unit = match["unit"].lower()
                if unit in units and not _MONTHS.match(unit):
                    thing = page.text[match.end() : min(span.end, match.end() + _BEHIND)]
                    issues = lexicon.find(re.split(r",|\band\b", thing)[0])
                    if issues:
                        return issues
    return ()


def _one_side(one: Speaker, other: Speaker) -> bool:
    if one.name is not None and one.name == other.name:
        return True
    return one.party is not None and one.party == other.party
