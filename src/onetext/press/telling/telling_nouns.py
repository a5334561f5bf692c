"""Nouns that tell an event: "a third round of talks is due", "after the summit"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onetext.press.finding.attribution import Attribution
from onetext.press.telling.event_clauses import clause_of, noun_phrase
from onetext.press.telling.event_words import EventHit, word_set
from onetext.press.telling.ordinals import ordinal_at
from onetext.press.telling.telling import UNREAL, Telling
from onetext.press.text.clauses import is_verb_at
from onetext.press.text.lexis import (
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    NEGATIONS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_adverb,
    is_capital,
)
from onetext.press.text.sentences import Sentence
from onetext.press.text.tokens import Token
from onetext.terms.said.event import EventStatus
from onetext.terms.said.span import Span

_OPENING = word_set(
    "open opens opened opening begin begins began beginning start starts started starting resume"
    " resumes resumed resuming underway continue continues continued continuing convened kicked"
)
_ENDING = word_set(
    "end ends ended ending close closed closes concluded conclude concludes finished adjourned"
    " collapsed broke wrapped over drew lasted ran"
)
_HOLDING = word_set(
    "hold holds held holding holding took take takes taking lasted ran chaired attended hosted"
    " convened scheduled postponed cancelled canceled delayed brokered mediated led joined join"
    " attend attending schedule due addressed spent saw sees had host hosting hosts occurred"
    " happened carried launched staged conducted committed made gave delivered underwent"
)
#: What an attack does, so that it is told as the clause's own subject.
_STRIKING = word_set(
    "killed kills left leaves wounded injured hit hits struck strikes targeted damaged destroyed"
    " rocked claimed halved"
)
_RELATIVES = word_set("which that")
_TAKING = word_set("was were took takes is are will opened began ended")
_IN_PROGRESS = word_set("ongoing current continuing")
_SPOKEN = re.compile(
    r"\b(?:in|during|at)(?: an?| his| her| its| their| the)?(?: [\w-]+){0,4} $", re.I
)
_VERBS = _OPENING | _ENDING | _HOLDING
#: What may follow a noun and is no noun that it qualifies.
_CLOSED = (
    PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | AUXILIARIES | DETERMINERS | PRONOUNS | NEGATIONS
) | word_set("yesterday today tomorrow tonight due last next early late ago open underway")
_NO_OCCASION = word_set("no any without every future such possible further new more")
_BEGUN = word_set("opened began started resumed")
_STARTS_NOW = word_set("open opens begin begins start starts resume resumes")
_AHEAD = re.compile(r"\b(?:ahead of|before|on the eve of|prior to|in preparation for)\W+$", re.I)
_BEHIND = re.compile(r"\b(?:after|following|in the wake of|since|at the end of)\W+$", re.IGNORECASE)


def noun_telling(
    text: str,
    sentence: Sentence,
    hit: EventHit,
    bounds: Sequence[int],
    holder: Attribution | None,
    *,
    speaks: bool,
) -> Telling | None:
    """Return the event that a noun tells: "a third round of talks is due"; None for none.

    ``bounds`` are where clauses may begin, ``holder`` the attribution whose content holds the noun,
    and ``speaks`` says that somebody is quoted in the sentence. Cost: linear in the sentence.
    """
    tokens = sentence.tokens
    if is_capital(tokens[hit.start].text) and _names_body(tokens, hit):
        return None
    if _qualifies(tokens, hit.end) or _is_infinitive(tokens, hit):
        return None
    place = Span(tokens[hit.start].start, tokens[hit.end - 1].end)
    phrase = noun_phrase(tokens, hit.start, hit.end)
    clause = clause_of(text, tokens, hit.start, bounds)
    if clause is None:
        return None
    inside = [t for t in tokens if clause.start <= t.start < clause.end]
    lows = {t.low for t in inside}
    head = [t.low for t in tokens[phrase[0] : hit.start]]
    lead = [t.low for t in tokens[max(0, phrase[0] - 5) : phrase[0]]]
    if {*head} & _NO_OCCASION or {*lead} & NEGATIONS:
        return None
    before = text[max(0, tokens[phrase[0]].start - 24) : tokens[phrase[0]].start]
    holding = _held(tokens, phrase, hit, clause)
    if not holding and {*head} & _IN_PROGRESS:
        holding = "continuing"
    if hit.word.type == "announcement" and speaks and not holding and not holder:
        lead_in = text[max(0, place.start - 60) : place.start]
        holding = "addressed" if _SPOKEN.search(lead_in) else None
    day = any(low in ("day", "days") for low in head)
    status: EventStatus = "ongoing" if day else _status(lows, before, holding, inside)
    if status == "ongoing" and holding in _BEGUN and hit.word.type in ("vote", "unilateral"):
        status = "held"
    if "next" in head:
        status = "planned"
    unreal = UNREAL & {*lead, *head[:1]}
    if status == "planned":
        unreal -= {"would", "expected"}
        if "would" in lows and not holder:
            return None
    if unreal and not (holding and not (UNREAL - {"would"}) & lows):
        return None
    number = ordinal_at(tokens, hit)
    known = bool(head) and head[0] in ("the", "this", "that", "these", "those")
    ahead = not holding and _AHEAD.search(before) is not None
    wide = bool(holding or status in ("planned", "ongoing")) and not ahead and not day
    named = Span(tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
    evidence = clause if wide else named
    phase = "open" if holding in _OPENING else "end" if holding in _ENDING else ""
    if hit.word.lemma == "session" and holding in ("lasted", "ran"):
        phase = ""
    if status == "ongoing" and {"until", "through"} & lows:
        phase = "run"
    if not holding and (ahead or _BEHIND.search(before)):
        phase = "ahead" if ahead else "behind"
    return Telling(
        hit,
        hit.word.type,
        sentence.index,
        evidence,
        status,
        number,
        bool(holding) or day,
        known,
        holder is not None,
        phase,
        holding or "",
        phrase=named,
    )


def _names_body(tokens: Sequence[Token], hit: EventHit) -> bool:
    """Tell whether the noun is part of a body's name: "the Bishops' Conference of Chad"."""
    named = any(is_capital(t.text) for t in tokens[max(0, hit.start - 2) : hit.start])
    return named and hit.end < len(tokens) and tokens[hit.end].low == "of"


def _is_infinitive(tokens: Sequence[Token], hit: EventHit) -> bool:
    """Tell whether the word is a verb here, by "to" before and its object behind."""
    if not hit.start or tokens[hit.start - 1].low != "to" or hit.end >= len(tokens):
        return False
    return tokens[hit.end].low in DETERMINERS


def _qualifies(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the noun before ``at`` only qualifies another: "raid sirens", "vote count"."""
    if at >= len(tokens) or tokens[at].kind != "word" or not tokens[at].low.isalpha():
        return False
    token = tokens[at]
    if is_capital(token.text) or token.low in _CLOSED or token.low in _VERBS:
        return False
    return not is_adverb(token.low) and not is_verb_at(tokens, at) and not token.low.endswith("ing")


def _held(
    tokens: Sequence[Token], phrase: tuple[int, int], hit: EventHit, clause: Span
) -> str | None:
    """Return the verb of holding, opening or ending that governs the noun, None without one."""
    end = clause.end
    for at in range(hit.end, min(hit.end + 9, len(tokens))):
        token = tokens[at]
        if token.low in _RELATIVES and at + 1 < len(tokens) and tokens[at + 1].low in _TAKING:
            end = tokens[-1].end  # "elections, which were held", "a summit that took place"
        if token.start >= end or token.low == "to" or token.kind == "mark":
            break
        if token.low in _VERBS or (hit.word.type == "military" and token.low in _STRIKING):
            return token.low
    for at in range(phrase[0] - 1, max(0, phrase[0] - 4) - 1, -1):
        token = tokens[at]
        if token.start < clause.start or token.kind == "mark":
            break
        if at and tokens[at - 1].low in ("the", "a", "an", "its", "their"):
            continue
        if token.low in _VERBS:
            return token.low
        if token.low == "up":
            return None
    return None


def _status(
    lows: set[str],
    before: str,
    holding: str | None,
    inside: Sequence[Token],
) -> EventStatus:
    if "due" in lows and {"until", "through"} & lows:
        return "ongoing"
    planned = {"will", "due", "scheduled", "slated", "expected", "upcoming", "would"} & lows
    if planned and holding not in ("ended", "lasted", "closed", "concluded", "opened", "began"):
        return "planned"
    for first, second in pairwise(inside):
        if first.low in BE and second.low in ("to", "set"):
            return "planned"
    if not holding and _AHEAD.search(before):
        return "planned"
    if not holding and _BEHIND.search(before):
        return "held"
    if holding in _STARTS_NOW and not {"did", "do", "does"} & lows:
        return "planned"
    if holding in _OPENING or (holding and holding.endswith("ing")) or {"underway"} & lows:
        return "ongoing"
    return "held"
