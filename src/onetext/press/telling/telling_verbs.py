"""Verbs that tell an event: "police arrested", "is to be sentenced"."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.finding.attribution import Attribution
from onetext.press.telling.event_clauses import clause_of
from onetext.press.telling.event_words import EventHit, EventLexicon, word_set
from onetext.press.telling.ordinals import ordinal_at
from onetext.press.telling.telling import GATHERINGS, UNREAL, Telling
from onetext.press.text.clauses import is_verb_at
from onetext.press.text.lexis import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    HAVE,
    MONTHS,
    NEGATIONS,
    POSSESSIVES,
    PREPOSITIONS,
    WEEKDAYS,
    is_adverb,
    is_capital,
)
from onetext.press.text.sentences import Sentence
from onetext.press.text.tokens import Token
from onetext.terms.said.event import EventStatus, EventType
from onetext.terms.said.span import Span

_RELATIVES = word_set("who which that where whose")
_SUBORDINATE = word_set("after while because although though as when since before")
_PLANNED = word_set(
    "will shall due scheduled set slated expected planned plans intends upcoming"
    " forthcoming tomorrow invited"
)
_HELD_TO = word_set("reported alleged believed said thought claimed suspected understood")
_MEANS = word_set("plan intend")
#: What goes on before a verb with "to" and happens with it: "began to fire".
_SETS_ABOUT = word_set("began begun started proceeded managed continued went moved able")
_TRANSITIVE = word_set("sign ratify impose introduce lift ban file issue broker reach annex")
_SETS_OUT = word_set("take come enter go resume")
_DAYS_AHEAD = frozenset(WEEKDAYS) | frozenset(MONTHS) | word_set("tomorrow tonight next")
_ANOTHER = word_set("another others separate separately")
_BEFORE_NOUNS = word_set("the a an his her its their no any every of")
_NO_OBJECT = word_set("before after in on at between under during with to last this , .")


def verb_telling(
    text: str,
    sentence: Sentence,
    hit: EventHit,
    bounds: Sequence[int],
    holder: Attribution | None,
) -> Telling | None:
    """Return the event that a verb tells: "police arrested"; None for none.

    None where it is denied, only possible or not finite. ``bounds`` are where clauses may begin,
    and ``holder`` the attribution whose content holds the verb. Cost: linear in the sentence.
    """
    tokens = sentence.tokens
    if hit.start and is_capital(tokens[hit.start].text):
        return None
    if _describes(tokens, hit):
        return None
    lows = _set_about(tokens, hit.start, _passed(tokens, hit.start))
    if len(lows) > 1 and lows[0] == "be" and "participle" in hit.forms:
        lows = lows[1:]
    if any(low in NEGATIONS for low in lows) or _denied(tokens, hit.start):
        return None
    if (
        lows
        and lows[0] in BE
        and "no" in [t.low for t in tokens[max(0, hit.start - 6) : hit.start]]
    ):
        return None
    if lows and lows[0] == "be":
        return None
    if hit.word.lemma == "expect":
        if not lows or lows[0] not in BE:
            return None
        lows = ["will"]
    if hit.word.lemma in _MEANS:  # "they plan to", not "a plan to", nor "they planned to"
        named = hit.start and tokens[hit.start - 1].low in DETERMINERS | POSSESSIVES
        if named or "past" in hit.forms or (lows and lows[0] not in BE):
            return None
        lows = ["will"]
    if lows in (["is"], ["are"]) and "participle" in hit.forms:
        return None  # a habit or a state: "members are elected for two years"
    status: EventStatus = "held"
    planned = bool(
        {"will", "shall"} & {*lows} or (lows[:1] == ["to"] and _looks_ahead(tokens, hit.start))
    )
    if planned or ("would" in lows and holder and hit.word.type in GATHERINGS):
        status = "planned"
    elif lows[:2] == ["have", "to"] and _is_hearsay(tokens, hit.start):
        status = "reported"
    elif _set_for_a_day(tokens, hit, lows):
        status = "planned"
    elif any(low in UNREAL or low == "to" for low in lows) or not _finite(tokens, hit, lows):
        return None
    elif lows and lows[0] in BE and "ing" in hit.forms:
        status = "ongoing"
    if status != "planned" and "base" in hit.forms and not lows and "past" not in hit.forms:
        return None
    span = clause_of(text, tokens, hit.start, bounds)
    if span is None or (holder and status == "held" and _reduced(tokens, hit, lows)):
        return None
    if any(
        t.low in ("if", "unless", "whether") for t in tokens[: hit.start] if t.start >= span.start
    ):
        return None
    side = _side(tokens, hit.start, span, holder)
    return Telling(
        hit,
        _type_of(hit, tokens),
        sentence.index,
        span,
        status,
        ordinal_at(tokens, hit),
        side != "relative" and not _reduced(tokens, hit, lows),
        False,
        holder is not None,
        "",
        side=side,
        another=any(t.low in _ANOTHER for t in tokens if span.holds(Span(t.start, t.end))),
    )


def _side(tokens: Sequence[Token], at: int, clause: Span, holder: Attribution | None) -> str:
    """Return what kind of clause beside the main one the verb at ``at`` stands in, or "".

    "That" which opens the words somebody says (those of ``holder``) makes none.
    """
    said = {c.start for c in holder.contents} if holder else set()
    first = next(i for i, t in enumerate(tokens) if t.start >= clause.start)
    for i in range(at - 1, max(0, first - 1) - 1, -1):
        if tokens[i].low == "that" and tokens[i].start in said:
            return ""
        if tokens[i].low in _RELATIVES and (i >= at - 3 or i <= first + 1):
            return "" if _closed(tokens, i + 1, at) else "relative"
    if any(t.low in _SUBORDINATE for t in tokens[max(0, first - 1) : first + 1]):
        return "subordinate"
    return ""


def _closed(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether a clause with a verb of its own ends before ``end``: "who was a baker, …"."""
    verb = next((i for i in range(start, end) if is_verb_at(tokens, i)), end)
    return any(t.low == "," for t in tokens[verb + 1 : end])


def _describes(tokens: Sequence[Token], hit: EventHit) -> bool:
    """Tell whether a participle stands before its noun: "the elected council"."""
    if "participle" not in hit.forms or not hit.start:
        return False
    low = tokens[hit.start - 1].low
    if low in ("newly", "recently"):
        return hit.start < 2 or tokens[hit.start - 2].low not in BE | HAVE
    return low in _BEFORE_NOUNS or low.endswith(("'s", "’s"))


def _set_about(tokens: Sequence[Token], at: int, lows: list[str]) -> list[str]:
    """Return the auxiliaries, those of "began to" in place of the "to"."""
    verb = at - 3 if at > 2 and tokens[at - 2].low == "on" else at - 2
    if lows != ["to"] or verb < 0 or tokens[verb].low not in _SETS_ABOUT:
        return lows
    return ["did", *_passed(tokens, verb)]


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
            return tokens[i + 1].low in (",", "(", "—", "–")
    return False


def _looks_ahead(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "to" stands behind words of planning: "is to", "due to", "expected to"."""
    before = [t.low for t in tokens[max(0, at - 5) : at]]
    cut = max((i for i, low in enumerate(before) if low == "to"), default=0)
    if cut == 0:
        return False
    word = before[cut - 1]
    return word in BE or word in _PLANNED or word == "agreed"


def _set_for_a_day(tokens: Sequence[Token], hit: EventHit, lows: Sequence[str]) -> bool:
    """Tell whether the present tense tells what is to come: "the council meets on Monday"."""
    if lows or hit.forms.isdisjoint(("base", "s")) or "past" in hit.forms or not hit.start:
        return False
    base = "base" in hit.forms
    if base and (hit.word.type not in GATHERINGS and hit.word.lemma not in _SETS_OUT):
        return False
    before = tokens[hit.start - 1]
    if before.kind != "word" or before.low in DETERMINERS | POSSESSIVES | PREPOSITIONS:
        return False
    if not base and EventLexicon.builtin().noun_at(tokens, hit.start, talks=True):
        return False
    return any(token.low in _DAYS_AHEAD for token in tokens[hit.end : hit.end + 9])


def _is_hearsay(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a perfect infinitive is somebody's account: "reported to have killed"."""
    return any(t.low in _HELD_TO for t in tokens[max(0, at - 5) : at])


def _finite(tokens: Sequence[Token], hit: EventHit, lows: Sequence[str]) -> bool:
    forms = hit.forms
    if "ing" in forms:
        behind = not lows and hit.start > 1 and tokens[hit.start - 1].low == ","
        return behind or (bool(lows) and (lows[0] in BE or lows[0] == "been"))
    if "participle" in forms and lows:
        return any(low in BE or low in HAVE for low in lows) or lows[0] in ("did", "do")
    if "past" in forms:
        return True
    return "base" in forms and bool(lows) and lows[0] in ("did", "do", "does")


def _reduced(tokens: Sequence[Token], hit: EventHit, lows: Sequence[str]) -> bool:
    """Tell whether a participle only describes a noun: "the deal signed by", "a planned attack"."""
    if not lows and "ing" in hit.forms:
        return True
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


def _type_of(hit: EventHit, tokens: Sequence[Token]) -> EventType:
    """Return the type, a meeting "for talks" of negotiators being a round of them."""
    if hit.word.lemma in ("meet", "convene"):
        words = {t.low for t in tokens}
        if words & {"negotiators", "negotiator", "negotiations"}:
            return "talks_round"
    if hit.word.lemma in _MEANS and hit.end < len(tokens):
        return EventLexicon.builtin().type_of(tokens[hit.end].low) or hit.word.type
    return hit.word.type
