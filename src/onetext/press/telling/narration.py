"""The reporter's own claims: how the talks go, what stands in the way, who means to do what.

They are nobody's statement and never a fact of the talks; a brief shows them as the reporter's. A
clause is taken where a phrase of judgement stands outside every attribution's content and cue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onetext.press.finding.attribution import Attribution
from onetext.press.lexicon.issues import IssueLexicon
from onetext.press.telling.event_clauses import bounds_of
from onetext.press.text.dates import DatePhrase
from onetext.press.text.sentences import Page, Sentence
from onetext.terms.said.event import Narration
from onetext.terms.said.span import Span

#: Phrases of judgement, one a line, the surest kind first.
_KINDS = {
    "unclear": r"""
        (?:is|are|was|were|stays|still) (?:still |far from )?(?:unclear|uncertain|unknown|in doubt)
        remain(?:s|ed)? (?:unclear|uncertain|unknown|in doubt|open to question)
        (?:is|was|remains) (?:still )?not (?:yet |immediately |entirely )?(?:clear|known)
        (?:is|was)n['’]t clear
        remains? to be seen
        any(?:body|one)['’]s guess
        is another (?:question|matter)
        (?:remains?|is) an open question
        (?:is|remains|was) (?:a matter of|in) dispute
        (?:no one|nobody) knows
        differs? sharply
        conflicting accounts""",
    "sticking_point": r"""
        sticking points?
        stumbling blocks?
        (?:main|chief|key|biggest|last|major|remaining|one of the) (?:obstacles?|hurdles?|barriers?)
        bones? of contention
        deadlock(?:ed)?
        impasse
        stalemate
        (?:talks|negotiations|process|efforts|have|has|had|remain) (?:\w+ )?stalled
        (?:talks|negotiations|process|efforts) (?:ha(?:ve|s|d) )?(?:foundered|collapsed|faltered)
        bogged down
        unresolved
        remain(?:s|ed)? (?:far )?apart
        what (?:separates|divides)
        (?:is|are|remain) at odds
        (?:gaps?|differences) remain(?:s|ed)?
        drag(?:s|ged) on
        split the (?!difference)\w+
        leaves? (?:another|others|one|several) (?:standing|open)""",
    "progress": r"""
        (?:first|clear|little|real|some|no|a) (?:\w+ )?signs?(?: of| that)
        breakthrough
        (?:made|making|little|no|some|real|slow|fresh) (?:\w+ )?(?:progress|headway)
        first movement
        (?:has|have) (?:mostly |largely |broadly |so far )?held
        (?:moved?|inch(?:ed)?|edg(?:ed|ing)) closer
        narrow(?:ed|s|ing)? (?:the|their) (?:gap|differences)
        remov(?:es?|ed) (?:one|some|the)
        potentially ending
        a step (?:towards?|closer|forward|back)
        setbacks?
        momentum
        bodes? (?:well|ill)""",
    "intention": r"""
        ha(?:s|ve|d) not(?:,[^,]+,)? (?:yet )?(?:announced|decided|set|named) (?:any|a|the|when|who)
        (?:appear|seem)(?:s|ed)? (?:anxious|inclined|unwilling|willing|ready|reluctant|determined)
        (?:appear|seem)(?:s|ed)? (?:keen|eager|to)
        (?:is|are) (?:widely )?(?:understood|thought|believed|expected|likely|unlikely|poised) to
        expected (?:this|the) \w+ to""",
    "awaiting": r"""
        (?:still )?await(?:s|ed|ing)? (?:\w+ )?(?:approval|ratification|decision|response)
        (?:still )?await(?:s|ed|ing)? (?:\w+ )?(?:reply|signature|verdict|answer|clarification)
        ha(?:s|ve|d) yet to (?:approve|ratify|sign|respond|reply|agree|decide|answer|announce)
        still (?:needs?|requires?|has to|have to)
        (?:is|are|remains?) pending
        subject to (?:approval|ratification)""",
    "silence": r"""
        made no mention
        did(?: not|n['’]t) (?:mention|repeat|elaborate|address|say (?:whether|if|when|how))
        sa(?:id|ys) nothing
        gave no (?:answer|details|reason|date|indication)
        set no date
        offered no (?:view|details|comment|explanation)
        would (?:not )?confirm that
        had little to add
        there (?:was|were) no (?:immediate )?(?:reaction|comment|response)
        nobody has (?:produced|seen|confirmed)""",
    "reaction": r"""
        (?:answer|response|reply|reaction|reception) (?:\w+ ){0,6}was
        took no pleasure
        delighted
        (?:was|were) (?:unimpressed|sceptical|skeptical|unmoved|lukewarm|positive about|cautious)
        (?:was|were) (?:less accommodating|more careful)""",
}


def _any_of(phrases: str) -> re.Pattern[str]:
    lines = [line.strip() for line in phrases.strip().splitlines()]
    return re.compile(rf"\b(?:{'|'.join(lines)})\b", re.IGNORECASE)


_JUDGED = tuple((kind, _any_of(told)) for kind, told in _KINDS.items())
_HEDGES = re.compile(
    r"\b(?:unclear|not clear|clear whether|remains? to be seen|whether|appear(?:s|ed)?"
    r"|seem(?:s|ed)?|might|may|could|perhaps|possibly|potentially|likely|unlikely|probably|expected"
    r"|(?:understood|thought|believed) to"
    r"|uncertain|guess|question|reportedly|apparently|inclined)\b",
    re.IGNORECASE,
)


def find_narration(
    page: Page,
    attributions: Sequence[Attribution],
    dates: Sequence[DatePhrase],
    issues: IssueLexicon,
    *,
    source: str,
) -> tuple[Narration, ...]:
    """Return the reporter's own claims that judge progress, obstacles or intentions, in text order.

    ``kind`` is ``unclear``, ``sticking_point``, ``progress``, ``intention``, ``awaiting``,
    ``silence`` (somebody did not speak to it) or ``reaction``; ``hedged`` says that the claim is
    worded with doubt. The span is the sentence, or what of it is outside all attribution.

    Examples
    --------
    >>> from onetext.press.text.sentences import cut
    >>> text = "It remains unclear who will lead. Talks on prisoners have stalled."
    >>> found = find_narration(cut(text), [], [], IssueLexicon.load(), source="r")
    >>> [(one.kind, one.hedged) for one in found]
    [('unclear', True), ('sticking_point', False)]
    """
    by_sentence: dict[int, list[Attribution]] = {}
    for one in attributions:
        by_sentence.setdefault(one.sentence, []).append(one)
    contents = [span for one in attributions for span in one.contents]
    found: list[Narration] = []
    for sentence in page.sentences:
        if page.text[sentence.span.end - 1] not in '.!?…”"':
            continue
        for span, kind in _claims(
            page.text, sentence, by_sentence.get(sentence.index, []), contents
        ):
            found.append(
                Narration(
                    id=f"n{len(found) + 1}",
                    source=source,
                    span=span,
                    hedged=_HEDGES.search(span.of(page.text)) is not None,
                    kind=kind,
                    issues=issues.find(span.of(page.text)),
                )
            )
    return tuple(found)


def _claims(
    text: str,
    sentence: Sentence,
    near: Sequence[Attribution],
    contents: Sequence[Span],
) -> list[tuple[Span, str]]:
    """Return the claims of one sentence: at most one, for the surest phrase of judgement."""
    whole = sentence.span
    told = [span for span in contents if span.overlaps(whole)]
    told += [span for a in near for span in (a.cue, a.source) if span]
    told += [t.quote.outer for t in sentence.tokens if t.quote]
    for kind, pattern in _JUDGED:
        for match in pattern.finditer(text, whole.start, whole.end):
            place = Span(match.start(), match.end())
            if any(s.holds(place) or (s.start < place.start and s.overlaps(place)) for s in told):
                continue
            return [(_own_words(text, sentence, near, told, place), kind)]
    return []


def _own_words(
    text: str,
    sentence: Sentence,
    near: Sequence[Attribution],
    told: Sequence[Span],
    place: Span,
) -> Span:
    """Return the stretch of clauses around ``place`` that touches nothing told by others."""
    tokens = sentence.tokens
    bounds = [*bounds_of(tokens, near), len(tokens)]
    at = next(i for i, t in enumerate(tokens) if t.end > place.start)
    left = max(b for b in bounds if b <= at)
    right = min(b for b in bounds if tokens[b - 1].end >= place.end and b > at)
    free = [not any(s.start < t.end and t.start < s.end for s in told) for t in tokens]
    while left and all(free[max(b for b in bounds if b < left) : left]):
        left = max(b for b in bounds if b < left)
    while right < len(tokens) and all(free[right : min(b for b in bounds if b > right)]):
        right = min(b for b in bounds if b > right)
    while right > left + 1 and tokens[right - 1].kind == "mark":
        right -= 1
    while left < right - 1 and tokens[left].kind == "mark":
        left += 1
    return Span(tokens[left].start, tokens[right - 1].end)
