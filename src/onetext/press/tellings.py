"""A telling: one clause that tells an event, before those of one occasion are joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onetext.press.attribution import Attribution
from onetext.press.event_clauses import bounds_of, clause_of, noun_phrase
from onetext.press.event_words import EventHit, EventLexicon, word_set
from onetext.press.lexis import AUXILIARIES, BE, DETERMINERS, HAVE, NEGATIONS, is_adverb, is_capital
from onetext.press.ordinals import ordinal_at
from onetext.press.sentences import Page, Sentence
from onetext.press.tokens import Token
from onetext.terms.event import EventStatus, EventType
from onetext.terms.span import Span

#: Types whose occasions people come together for.
GATHERINGS: frozenset[EventType] = frozenset(("talks_round", "meeting", "call", "conference"))
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
    " attend attending schedule due addressed spent saw sees had host hosting hosts"
)
_PLANNED = word_set(
    "will shall due scheduled set slated expected planned plans plan upcoming forthcoming tomorrow"
    " invited"
)
_UNREAL = word_set(
    "could might may should must can if unless whether possible potential proposed hypothetical"
    " calls call called calling urged urges urge urging seek seeks sought seeking propose proposes"
    " proposing demand demands demanded demanding refuse refuses refused refusing want wants"
    " wanted ready willing prepared hope hopes hoped hoping offer offered offers offering need"
    " needs needed"
    " threatened threatens threatening threat would reject rejected rejects ruled fail fails failed"
    " failing try tried trying attempt attempts tries suspected calling pushing pushed push"
)
_TALKS = re.compile(
    r"\b(?:talks|negotiations|negotiators?|delegations?|mediators?)\b", re.IGNORECASE
)
_TRANSITIVE = word_set("sign ratify impose introduce lift ban file issue broker reach annex")
_NO_OBJECT = word_set("before after in on at between under during with to last this , .")
_SIDES = re.compile(r"\b(?:sides|parties|delegations|negotiators)\b")
_SPOKEN = re.compile(
    r"\b(?:in|during|at)(?: an?| his| her| its| their| the)?(?: [\w-]+){0,4} $", re.I
)
_NO_OCCASION = word_set("no any without every future such possible further new more")
_STARTS_NOW = word_set("open opens begin begins start starts resume resumes")
_AHEAD = re.compile(r"\b(?:ahead of|before|on the eve of|prior to|in preparation for)\W+$", re.I)
_BEHIND = re.compile(r"\b(?:after|following|in the wake of|since|at the end of)\W+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telling:
    """Hold one clause that tells an event.

    ``number`` is the ordinal that stands at the word ("second round"). ``anchored`` says that a
    verb of holding, or the word's being the clause's own verb, makes it an occasion; ``known``,
    that the words point back ("the meeting"); ``told``, that somebody's words tell it. ``verb`` is
    the verb of holding, and ``phase`` what it or the preposition makes of the occasion: ``open``,
    ``end``, ``run``, ``ahead`` or ``behind``.
    """

    hit: EventHit
    type: EventType
    sentence: int
    evidence: Span
    status: EventStatus
    number: int | None
    anchored: bool
    known: bool
    told: bool
    phase: str
    verb: str = ""

    @property
    def weight(self) -> int:
        """Return how surely the word alone tells an event."""
        return self.hit.word.weight


def find_tellings(page: Page, attributions: Sequence[Attribution]) -> list[Telling]:
    """Return the clauses of ``page`` that tell events, in text order, unweighed.

    Cost: linear in the text.
    """
    lexicon = EventLexicon.builtin()
    by_sentence: dict[int, list[Attribution]] = {}
    for one in attributions:
        by_sentence.setdefault(one.sentence, []).append(one)
    blocks = [s for a in attributions if a.kind in ("block", "turn") for s in a.contents]
    found: list[Telling] = []
    about_talks = bool(_TALKS.search(page.text))
    for sentence in page.sentences:
        if any(block.holds(sentence.span) for block in blocks):
            continue
        near = by_sentence.get(sentence.index, [])
        for hit in lexicon.find(sentence.tokens, talks=about_talks):
            telling = _telling(page.text, sentence, hit, near)
            if (
                telling
                and about_talks
                and hit.word.lemma == "meet"
                and _SIDES.search(telling.evidence.of(page.text))
            ):
                telling = replace(telling, type="talks_round")
            if telling:
                found.append(telling)
    return found


def _telling(
    text: str, sentence: Sentence, hit: EventHit, near: Sequence[Attribution]
) -> Telling | None:
    tokens = sentence.tokens
    place = Span(tokens[hit.start].start, tokens[hit.end - 1].end)
    own = [a for a in near if a.cue and a.cue.overlaps(place)]
    holder = next((a for a in near if any(c.overlaps(place) for c in a.contents)), None)
    bounds = bounds_of(tokens, [a for a in near if a not in own])
    numbered = hit.word.part == "n" and ordinal_at(tokens, hit) is not None
    if (
        holder
        and not numbered
        and holder.stance in ("demand", "threat", "hope", "propose", "reject", "deny")
    ):
        return None
    if hit.word.part == "v":
        return _verb(text, sentence, hit, bounds, holder)
    return _noun(text, sentence, hit, bounds, holder, speaks=bool(near))


def _verb(
    text: str,
    sentence: Sentence,
    hit: EventHit,
    bounds: Sequence[int],
    holder: Attribution | None,
) -> Telling | None:
    tokens = sentence.tokens
    lows = _passed(tokens, hit.start)
    if any(low in NEGATIONS for low in lows) or _denied(tokens, hit.start):
        return None
    if lows and lows[0] == "be" and not {*lows} & {"to", "will", "would", "shall"}:
        return None
    if hit.word.lemma == "expect":
        if not lows or lows[0] not in BE:
            return None
        lows = ["will"]
    status: EventStatus = "held"
    planned = bool(lows) and (
        lows[-1] in ("will", "shall") or (lows[0] == "to" and _looks_ahead(tokens, hit.start))
    )
    if planned or ("would" in lows and holder and hit.word.type in GATHERINGS):
        status = "planned"
    elif any(low in _UNREAL or low == "to" for low in lows) or not _finite(tokens, hit, lows):
        return None
    elif lows and lows[0] in BE and "ing" in hit.forms:
        status = "ongoing"
    if status != "planned" and "base" in hit.forms and not lows and "past" not in hit.forms:
        return None
    span = clause_of(text, tokens, hit.start, bounds)
    if span is None or (holder and status == "held" and _reduced(tokens, hit, lows)):
        return None
    before = tokens[max(0, hit.start - 3) : hit.start]
    if any(
        t.low in ("if", "unless", "whether") for t in tokens[: hit.start] if t.start >= span.start
    ):
        return None
    return Telling(
        hit,
        _type_of(hit, tokens),
        sentence.index,
        span,
        status,
        ordinal_at(tokens, hit),
        not (
            _reduced(tokens, hit, lows) or any(t.text in ("who", "which", "that") for t in before)
        ),
        False,
        holder is not None,
        "",
    )


def _passed(tokens: Sequence[Token], at: int) -> list[str]:
    """Return the auxiliaries, "to" and "not" before the verb, the nearest first."""
    lows: list[str] = []
    i = at
    while i > 0 and tokens[i - 1].kind == "word":
        low = tokens[i - 1].low
        if low in AUXILIARIES or low in ("to", "not", "never"):
            lows.append(low)
        elif not is_adverb(low) or is_capital(tokens[i - 1].text):
            break
        i -= 1
    return lows


def _denied(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the verb is denied over a parenthesis: "had not, as of yesterday, announced"."""
    for i in range(at - 1, max(0, at - 9), -1):
        if tokens[i].low in NEGATIONS and tokens[i - 1].low in AUXILIARIES:
            return tokens[i + 1].kind == "mark"
    return False


def _looks_ahead(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "to" stands behind words of planning: "is to", "due to", "expected to"."""
    before = [t.low for t in tokens[max(0, at - 5) : at]]
    cut = max((i for i, low in enumerate(before) if low == "to"), default=0)
    if cut == 0:
        return False
    word = before[cut - 1]
    return word in BE or word in _PLANNED or word == "agreed"


def _finite(tokens: Sequence[Token], hit: EventHit, lows: Sequence[str]) -> bool:
    forms = hit.forms
    if "ing" in forms:
        return bool(lows) and (lows[0] in BE or lows[0] == "been")
    if "participle" in forms and lows:
        return any(low in BE or low in HAVE for low in lows) or lows[0] in ("did", "do")
    if "past" in forms:
        return True
    return "base" in forms and bool(lows) and lows[0] in ("did", "do", "does")


def _reduced(tokens: Sequence[Token], hit: EventHit, lows: Sequence[str]) -> bool:
    """Tell whether a participle only describes a noun: "the deal signed by", "a planned attack"."""
    if lows or "participle" not in hit.forms:
        return False
    after = tokens[hit.end].low if hit.end < len(tokens) else ""
    if after == "by":
        return True
    before = tokens[hit.start - 1] if hit.start else None
    if hit.word.type in ("agreement", "unilateral", "legal") and after in _NO_OBJECT:
        return hit.word.lemma in _TRANSITIVE
    if before is None or before.low in DETERMINERS or before.low.endswith(("'s", "’s")):
        return True
    return before.low in ("newly", "recently", "alleged", "of", "in", "for", "from", "with", "by")


def _noun(
    text: str,
    sentence: Sentence,
    hit: EventHit,
    bounds: Sequence[int],
    holder: Attribution | None,
    *,
    speaks: bool,
) -> Telling | None:
    tokens = sentence.tokens
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
    if hit.word.type == "announcement" and speaks and not holding and not holder:
        lead_in = text[max(0, place.start - 60) : place.start]
        holding = "addressed" if _SPOKEN.search(lead_in) else None
    day = any(low in ("day", "days") for low in head)
    status: EventStatus = "ongoing" if day else _status(lows, before, holding, inside)
    if "next" in head:
        status = "planned"
    unreal = _UNREAL & {*lead}
    if status == "planned":
        unreal -= {"would", "expected"}
        if "would" in lows and not holder:
            return None
    if unreal and not (holding and not (_UNREAL - {"would"}) & lows):
        return None
    number = ordinal_at(tokens, hit)
    known = bool(head) and head[0] in ("the", "this", "that", "these", "those")
    ahead = not holding and _AHEAD.search(before) is not None
    wide = bool(holding or status in ("planned", "ongoing")) and not ahead and not day
    evidence = clause if wide else Span(tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
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
    )


def _held(
    tokens: Sequence[Token], phrase: tuple[int, int], hit: EventHit, clause: Span
) -> str | None:
    """Return the verb of holding, opening or ending that governs the noun, None without one."""
    for token in tokens[hit.end : hit.end + 9]:
        if token.start >= clause.end or token.low == "to" or token.kind == "mark":
            break
        if token.low in _OPENING or token.low in _ENDING or token.low in _HOLDING:
            return token.low
    for at in range(phrase[0] - 1, max(0, phrase[0] - 4) - 1, -1):
        token = tokens[at]
        if token.start < clause.start or token.kind == "mark":
            break
        if at and tokens[at - 1].low in ("the", "a", "an", "its", "their"):
            continue
        if token.low in _OPENING or token.low in _ENDING or token.low in _HOLDING:
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


def _type_of(hit: EventHit, tokens: Sequence[Token]) -> EventType:
    """Return the type, a meeting "for talks" of negotiators being a round of them."""
    if hit.word.lemma in ("meet", "convene"):
        words = {t.low for t in tokens}
        if words & {"negotiators", "negotiator", "negotiations"}:
            return "talks_round"
    return hit.word.type
