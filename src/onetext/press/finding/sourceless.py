"""Who speaks where a finder gave a cue and no source: the subject of the verb it is joined to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onetext.press.finding.frames import main_subject
from onetext.press.finding.sourcing import Range, speaks, subject_before
from onetext.press.finding.subjects_after import subject_after
from onetext.press.text.clauses import ends_with_comma, is_verb_at
from onetext.press.text.lexis import BE, WEEKDAYS, is_adverb
from onetext.press.text.sentences import Sentence
from onetext.press.text.tokens import Token
from onetext.terms.said.span import Span

_JOINS = frozenset("and but or then".split())
_TURNS = frozenset("before after while when by without".split())
_BY_WHOM = re.compile(r"\bby\s+(?P<who>\S.*)$", re.DOTALL)


def source_unsaid(
    text: str, sentence: Sentence, cue: Span, contents: Sequence[Span]
) -> Span | None:
    """Return whose cue it is where the sentence shows that, None where it leaves it open.

    The maker named inside the cue ("raised *by the guild*") or behind a passive one ("is described
    as idle *by the guild*"); the subject of the verb that "and" or "but" joins the cue to, or that
    its participle hangs on ("*Rusk* left, saying"); who "which" takes up.
    """
    tokens = sentence.tokens
    at = next((i for i, t in enumerate(tokens) if cue.start < t.end), None)
    if at is None:
        return None
    inside = _BY_WHOM.search(cue.of(text), 1)
    if inside:
        return Span(cue.start + inside.start("who"), cue.end)
    before = at
    while before > 0 and is_adverb(tokens[before - 1].low):
        before -= 1
    phrase: Range | None = None
    if before and tokens[before - 1].low in BE:
        phrase = _maker(tokens, cue, contents)
    elif tokens[at].low.endswith("ing"):
        phrase = _of_participle(tokens, before, contents)
    elif before and tokens[before - 1].low == "which" and is_verb_at(tokens, at):
        phrase = _taken_up(tokens, before - 1)
    elif before and tokens[before - 1].low in _JOINS:
        phrase = _joined(tokens, before - 1) if is_verb_at(tokens, at) else None
    if phrase is None or not speaks(tokens, phrase):
        return None
    span = Span(tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
    return None if any(span.overlaps(c) for c in (cue, *contents)) else span


def weekdays(tokens: Sequence[Token]) -> dict[int, int]:
    """Return where weekdays stand, as rows of one token: "On Monday Rusk" opens with no name."""
    return {i: i + 1 for i, token in enumerate(tokens) if token.low in WEEKDAYS}


def _maker(tokens: Sequence[Token], cue: Span, contents: Sequence[Span]) -> Range | None:
    """Return the noun phrase behind the first "by" after the cue that is no part of the content."""
    for i, token in enumerate(tokens[:-1]):
        if token.start < cue.end or token.low != "by" or token.kind != "word":
            continue
        if any(c.start <= token.start < c.end for c in contents):
            return None
        phrase = subject_after(tokens, i + 1, {})
        opens = tokens[i + 1]
        told = opens.text[:1].isupper() or opens.low in ("the", "a", "an", "its", "his", "her")
        return phrase if told else None
    return None


def _of_participle(tokens: Sequence[Token], at: int, contents: Sequence[Span]) -> Range | None:
    """Return the subject of the verb that "…, saying" or "Citing …, they" hangs on."""
    if at == 0 and contents:
        after = contents[-1].end
        comma = next(
            (i for i, t in enumerate(tokens) if t.end > after and ends_with_comma(t)), None
        )
        if comma is None:
            return None
        verb = next((i for i in range(comma + 1, len(tokens)) if is_verb_at(tokens, i)), None)
        return subject_before(tokens, verb, comma + 1, {}) if verb else None
    if ends_with_comma(tokens[at - 1]) or tokens[at - 1].low in _TURNS | _JOINS:
        return _joined(tokens, at - 1)
    return None


def _joined(tokens: Sequence[Token], at: int) -> Range | None:
    """Return the subject of the sentence's main verb before ``at``, if that one is active."""
    phrase = main_subject(tokens, at, weekdays(tokens)) if at > 1 else None
    if phrase is None:
        return None
    verb = next((i for i in range(phrase[1], at) if is_verb_at(tokens, i)), None)
    if verb is None or not _is_active(tokens, verb, at):
        return None
    return phrase


def _is_active(tokens: Sequence[Token], verb: int, at: int) -> bool:
    """Tell whether a verb is no passive: "was arrested and accused" has the police speak."""
    while verb + 1 < at and is_adverb(tokens[verb + 1].low):
        verb += 1
    if tokens[verb].low not in BE or verb + 1 >= at:
        return True
    follows = tokens[verb + 1].low
    return not follows.endswith(("ed", "en"))


def _taken_up(tokens: Sequence[Token], relative: int) -> Range | None:
    """Return the noun phrase that a "which" behind a comma takes up."""
    if relative < 2 or tokens[relative - 1].low != ",":
        return None
    phrase = subject_before(tokens, relative - 1, 0, {})
    return phrase if phrase and tokens[phrase[0]].text[:1].isupper() else None
