"""Which thing a saying is about, in its own words: what is wanted, given, or refused.

The words are cut, never changed: what is left stands in the report as it is. Where the cut is not
plain the saying names no thing, and a person has to look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onetext.analysis.findings import Evidence
from onetext.analysis.wording import figures, shared, stems
from onetext.terms.issue import Issue
from onetext.terms.party import Party
from onetext.terms.said.span import Span

IssuesIn = Callable[[str], Sequence[str]]
"""Tell which issues words are about, the surest first."""

_OPENS, _CLOSES = "“\"‘'", "”\"’'"
_MAY_NOT = (
    r"(?:(?:would|will|could|can|shall|does|do|did|must|should|may|might)\s+(?:never|not)"
    r"|(?:wo|ca|could|would|does|do|did|should)n['’]t|cannot)\s+(?:ever\s+)?"
)
_AFTER = (
    re.compile(
        r"\bno\s+(?:mandate|need|intention|reason|plans?)\s+(?:to|for)\s+(?P<t>\S.*)", re.I | re.S
    ),
    re.compile(rf"\b{_MAY_NOT}(?P<t>\S.*)", re.I | re.S),
    re.compile(r"\brefus\w+\s+to\s+(?P<t>\S.*)", re.I | re.S),
    re.compile(r"\bnever\s+(?P<t>\S.*)", re.I | re.S),
    re.compile(r"\bno\s+(?P<t>\S.*)", re.I | re.S),
)
_BEFORE = re.compile(
    r"^(?:that\s+)?(?P<t>\S.*?)\s+(?:(?:would|will|must|can|could)\s+be|is|are|was|were|remains?)"
    r"\s+(?:simply\s+|all\s+)?"
    r"[“\"‘']?(?:out of the question|not negotiable|non-?negotiable|unacceptable|not for sale"
    r"|off the table|rejected|refused|ruled out|not on the table)",
    re.I | re.S,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|would|can|could|may|might|must|shall|should|do|does"
    r"|did|want(?:s|ed)?|need(?:s|ed)?)\b|\w['’](?:s\s+\w+ing|re|ll|ve|d|m)\b|n['’]t\b|\bcannot\b",
    re.I,
)
_RELATIVE = re.compile(r"\b(?:which|who|whom|whose|that|where|when)\b.*", re.I | re.S)
_NEGATED = re.compile(r"\b(?:no|not|never|none|nothing|nobody|without|cannot)\b|n['’]t\b", re.I)
_CUT = re.compile(r",?\s+and\s+|;\s+|,\s+with\s+|,\s+but\s+")
_PRONOUN = re.compile(r"\s*(?:they|it|this|these|those|he|she|him|them)\b", re.I)
_THIS = re.compile(r"\b(?:this|that|these|those)\s+(?:issue|question|matter|point|topic)s?\b", re.I)
_PERFORMS = stems(
    "accept accepts accepted agree agreed agreeing prepared ready willing demand demanded want"
    " wanted support supported offer offered propose proposed reject rejected promise insist plan"
    " idea figure proposal country government republic sides side"
)


@dataclass(frozen=True, slots=True)
class Thing:
    """Hold the words for one thing, with the places that they are made of."""

    words: str
    evidence: tuple[Evidence, ...]


class Meaning:
    """Compare words by what they are about, names of parties and words of saying left aside."""

    def __init__(self, parties: Iterable[Party], issues: Iterable[Issue], find: IssuesIn | None):
        named: set[str] = set()
        for party in parties:
            for name in (party.name, *party.aliases):
                named |= stems(name)
        self._aside = frozenset(named) | _PERFORMS
        self._labels = {one.id: stems(f"{one.id.replace('_', ' ')} {one.label}") for one in issues}
        self._find = find

    def of(self, words: str) -> frozenset[str]:
        """Return the stems that tell what words are about."""
        return stems(words) - self._aside

    def issues(self, words: str) -> tuple[str, ...]:
        """Return the issues that words name, the surest first.

        By the finder that was given; without one those whose label shares most words with them,
        none where two share as many.
        """
        if self._find is not None:
            return tuple(self._find(words))
        told = stems(words)
        counts = sorted(((len(told & own), id) for id, own in self._labels.items()), reverse=True)
        best = [id for count, id in counts if count and count == counts[0][0]]
        return tuple(best) if len(best) == 1 else ()

    def names_something(self, words: str, issue: str) -> bool:
        """Tell whether words say what is meant: two words, or one with a figure or the issue's."""
        told = self.of(words)
        return len(told) > 1 or bool(told and (figures(words) or issue in self.issues(words)))

    def same(self, left: str, right: str) -> bool:
        """Tell whether two wordings plainly mean one thing: near-equal words, figures, polarity.

        Examples
        --------
        >>> meaning = Meaning((), (), None)
        >>> meaning.same("joint patrols on the ridge", "accept joint patrols along the ridge")
        True
        >>> meaning.same("four open crossings", "two open crossings")
        False
        """
        if figures(left) != figures(right):
            return False
        if bool(_NEGATED.search(left)) is not bool(_NEGATED.search(right)):
            return False
        ours, theirs = self.of(left), self.of(right)
        if not ours or ours == theirs:
            return bool(ours) and ours == theirs
        least = min(len(ours), len(theirs))
        part = shared(ours, theirs)
        if least >= 4 and part >= 0.8:
            return True
        return least >= 3 and part == 1 and least / max(len(ours), len(theirs)) >= 0.6

    def near(self, left: str, right: str, issue: str) -> bool:
        """Tell whether a person should say if two wordings mean one thing.

        They share more than the issue's own name.
        """
        one, other = figures(left), figures(right)
        if not (one <= other or other <= one) or self.same(left, right):
            return False
        ours, theirs = self.of(left), self.of(right)
        common = ours & theirs
        if len(common) < 2 or not common - self._labels.get(issue, frozenset()):
            return False
        return shared(ours, theirs) >= 0.6

    def touch(self, left: str, right: str) -> bool:
        """Tell whether two wordings have a word of substance in common."""
        return bool(self.of(left) & self.of(right))


def trimmed(evidence: Evidence) -> Evidence | None:
    """Return the words without "that", quotation marks all round them, and signs at their end.

    None where nothing is left.

    Examples
    --------
    >>> words = "that “the duty goes,” "
    >>> trimmed(Evidence("a", Span(0, len(words)), words)).words
    'the duty goes'
    """
    words = evidence.words
    start, end = 0, len(words)
    while True:
        before = (start, end)
        while start < end and words[start].isspace():
            start += 1
        while start < end and (words[end - 1].isspace() or words[end - 1] in ",;:"):
            end -= 1
        for last in (", however", ", though"):
            if words[start:end].lower().endswith(last):
                end -= len(last)
        if words[end - 1 : end] == "." and words[:end].count(".") == 1:
            end -= 1
        if words[start : start + 5].lower() == "that ":
            start += 5
        inner = words[start:end]
        if len(inner) > 1 and inner[0] in _OPENS and inner[-1] in _CLOSES:
            if not any(c in '“”"' for c in inner[1:-1]):
                start, end = start + 1, end - 1
        elif inner and inner[0] in '“"' and not any(c in '“”"' for c in inner[1:]):
            start += 1
        elif inner and inner[-1] in '”"' and not any(c in '“”"' for c in inner[:-1]):
            end -= 1
        if (start, end) == before:
            break
    return sliced(evidence, start, end) if start < end else None


def sliced(evidence: Evidence, start: int, end: int) -> Evidence:
    """Return a part of the words, with its place."""
    span = Span(evidence.span.start + start, evidence.span.start + end)
    return Evidence(evidence.source, span, evidence.words[start:end], evidence.statement)


def thing_of(pieces: Iterable[Evidence]) -> Thing | None:
    """Return what all the words name together, None where there are none."""
    kept = tuple(found for piece in pieces if (found := trimmed(piece)) is not None)
    if not kept:
        return None
    return Thing(" … ".join(" ".join(one.words.split()) for one in kept), kept)


def by_issue(
    pieces: Sequence[Evidence], issues: Sequence[str], meaning: Meaning
) -> Iterator[tuple[str, Thing]]:
    """Yield what words name on each issue: cut in two where each half names its own.

    Words that cannot be cut so stand whole under the issue that they name most surely; of several
    issues that only their context tells, under none.
    """
    if len(issues) == 2 and len(pieces) == 1:
        [piece] = pieces
        for cut in _CUT.finditer(piece.words):
            halves = sliced(piece, 0, cut.start()), sliced(piece, cut.end(), len(piece.words))
            named = [
                next((i for i in meaning.issues(half.words) if i in issues), None)
                for half in halves
            ]
            if None in named or named[0] == named[1]:
                continue
            things = [thing_of([half]) for half in halves]
            if None not in things:
                yield from (
                    (issue, thing)
                    for issue, thing in zip(named, things, strict=True)
                    if issue is not None and thing is not None
                )
                return
    whole = thing_of(pieces)
    if whole is not None:
        named_here = [issue for issue in meaning.issues(whole.words) if issue in issues]
        if named_here or len(issues) == 1:
            yield (named_here or list(issues))[0], whole


def refused_in(pieces: Iterable[Evidence]) -> Thing | None:
    """Return the thing that a refusal names, None where the words only tell what is so instead.

    "would not sign away Lower Ketta" refuses to "sign away Lower Ketta"; "joint patrols were out of
    the question" refuses "joint patrols"; "any restriction on new equipment" names the thing alone.

    Examples
    --------
    >>> words = "Belmora would not sign away Lower Ketta."
    >>> refused_in([Evidence("a", Span(0, len(words)), words)]).words
    'sign away Lower Ketta'
    >>> words = "the third is a matter for another generation"
    >>> refused_in([Evidence("a", Span(0, len(words)), words)]) is None
    True
    """
    found = list(pieces)
    for piece in found:
        for rule in (_BEFORE, *_AFTER):
            match = rule.search(piece.words)
            if match and not (rule is _BEFORE and _FINITE.search(match["t"])):
                thing = thing_of([sliced(piece, *match.span("t"))])
                return None if thing is None or _PRONOUN.fullmatch(thing.words) else thing
    whole = thing_of(found)
    if whole is None or whole.words.lower().startswith("as "):
        return None
    return None if _FINITE.search(_RELATIVE.sub("", whole.words)) else whole


def points_back(words: str) -> bool:
    """Tell whether words speak of an issue without naming it: "this issue is a key one"."""
    return bool(_THIS.search(words))


def is_pronoun(words: str) -> bool:
    """Tell whether words begin by pointing back at what stands before."""
    return bool(_PRONOUN.match(words))
