"""Whether what stands around a cue fits one of its frames."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onetext.press.finding.cues import Hit
from onetext.press.finding.sourcing import Range, speaks, subject_before
from onetext.press.finding.subjects_after import subject_after
from onetext.press.text.clauses import (
    TERMINALS,
    ends_with_comma,
    has_verb,
    is_verb_at,
    is_word,
    starts_noun_phrase,
)
from onetext.press.text.lexis import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    OPENING_PREPOSITIONS,
    PERSONAL,
    POSSESSIVES,
    PREPOSITIONS,
    SUBORDINATORS,
    is_adverb,
    is_capital,
)
from onetext.press.text.tokens import Token

AUX = AUXILIARIES
_QUESTION = frozenset("whether if how why what when where who which".split())
_BARE_INVERSION = frozenset(
    "say add ask write note warn explain insist argue reply continue"
    " respond recall admit observe remark comment conclude exclaim quip vow pledge declare announce"
    " predict promise caution".split()
)
_THAT_ONLY = frozenset("establish determine decide recall post think expect testify".split())
_PLAIN_SAYING = frozenset("say add argue contend allege insist assert emphasize explain".split())
_TOLD = frozenset("tell inform assure remind notify".split())


def fits(tokens: Sequence[Token], hit: Hit, passive: bool, dates: dict[int, int]) -> bool:
    """Tell whether what follows the cue (or a quote beside it) fits one of the cue's frames."""
    frames = hit.cue.frames
    if hit.cue.lemma == "claim" and any(
        t.low in ("lives", "life", "victims") for t in tokens[hit.end : hit.end + 4]
    ):
        return False
    following = tokens[hit.end : hit.end + 2]
    if len(following) == 2 and following[0].low == "by" and following[1].low.endswith("ing"):
        return False
    if hit.cue.particles[-1:] == ("to",) and _verb_after_to(following):
        return False
    if _quote_beside(tokens, hit):
        return True
    at = _after_adjuncts(tokens, hit.end, dates)
    if passive:
        return _fits_passive(tokens, hit, at)
    if at >= len(tokens) or tokens[at].low in TERMINALS or tokens[at].low == ",":
        return bool(frames & {"c", "t"}) and hit.cue.lemma not in (
            "agree",
            "think",
            "believe",
            "decide",
        )
    after = tokens[at]
    if after.low in _ABOUT and at + 1 < len(tokens) and tokens[at + 1].text[0].isdigit():
        after = tokens[at + 1]
    if after.low in ("it", "them", "him", "her", "this") and _ends_here(tokens, at + 1):
        return False
    if after.low in ("no", "nothing", "none", "little") and hit.cue.lemma in (
        "offer",
        "say",
        "give",
    ):
        # "offered no view", "said nothing": no words of theirs.
        return after.low == "no" and hit.cue.lemma == "say"
    if hit.cue.lemma in _TOLD:
        return starts_noun_phrase(after) and ("x" not in frames or _fits_told(tokens, hit, at))
    if after.low == "that" and frames & {"c", "t", "r"}:
        return True
    if "r" in frames and _that_follows(tokens, at, 10):
        return True
    if after.low in _QUESTION and ("w" in frames or "c" in frames):
        return after.low != "when" or "w" in frames
    if "i" in frames and after.low == "to" and at + 1 < len(tokens):
        return tokens[at + 1].low not in DETERMINERS | POSSESSIVES and not is_capital(
            tokens[at + 1].text
        )
    if "g" in frames and after.low.endswith("ing") and len(after.low) > 4:
        return True
    if "o" in frames and starts_noun_phrase(after) and _then_to_verb(tokens, at):
        return True
    if (
        "x" in frames
        and after.low == "as"
        and "as" in hit.cue.prepositions
        and hit.forms & {"past"}
    ):
        return True
    if "x" in frames and starts_noun_phrase(after) and _then(tokens, at, hit.cue.prepositions):
        return True
    if "cc" in frames and starts_noun_phrase(after) and _names_it(tokens, at):
        return True
    told = hit.cue.lemma != "report" or "past" in hit.forms
    if "n" in frames and told and starts_noun_phrase(after) and not _is_clause_word(after):
        return True
    if "c" in frames and hit.cue.lemma in _PLAIN_SAYING and starts_noun_phrase(after):
        return True
    if frames & {"c", "t"}:
        return _that_follows(tokens, at, 12) or (
            (starts_noun_phrase(after) or after.low in OPENING_PREPOSITIONS | {"there"})
            and _verb_follows(tokens, at)
            and hit.cue.lemma not in _THAT_ONLY
        )
    return False


def _verb_follows(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a clause follows: a finite verb before the next comma or full stop."""
    for i in range(at + 1, len(tokens)):
        if tokens[i].kind == "mark" and (tokens[i].low in TERMINALS or tokens[i].low == ","):
            return False
        if is_verb_at(tokens, i):
            return True
    return False


_ABOUT = frozenset("about around nearly over almost some".split())


def _ends_here(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the clause ends here: "denied it."."""
    return at >= len(tokens) or (tokens[at].kind == "mark" and tokens[at].low in TERMINALS | {","})


def _verb_after_to(following: Sequence[Token]) -> bool:
    """Tell whether "to" opens an infinitive: "agreed to open a road", not "agreed to talks"."""
    if len(following) < 2 or following[0].kind != "word" or is_capital(following[0].text):
        return False
    first, then = following
    if first.low in DETERMINERS | POSSESSIVES | PERSONAL or first.low.endswith(("s", "ing")):
        return False
    return then.kind == "word" and then.low not in PREPOSITIONS | CONJUNCTIONS


def _fits_passive(tokens: Sequence[Token], hit: Hit, at: int) -> bool:
    if at < len(tokens) and tokens[at].low == "that":
        return True
    words = [t.low for t in tokens[hit.end : hit.end + 22]]
    return "by" in words and not hit.cue.frames <= {"l"}


def _is_clause_word(token: Token) -> bool:
    return token.low in SUBORDINATORS and token.low not in ("that", "what", "whether", "how", "why")


def _after_adjuncts(tokens: Sequence[Token], at: int, dates: dict[int, int]) -> int:
    while at < len(tokens):
        count = _past_count(tokens, at)
        if at in dates:
            at = dates[at]
        elif count > at:
            at = count
        elif at + 1 in dates and tokens[at].low in ("on", "in", "late", "early", "earlier", "by"):
            at = dates[at + 1]
        elif (
            is_word(tokens[at])
            and is_adverb(tokens[at].low)
            and tokens[at].low not in ("only", "both", "all", "there", "even")
        ):
            at += 1
        else:
            return at
    return at


def _past_count(tokens: Sequence[Token], at: int) -> int:
    """Pass over the count of a vote: "voted *50 to 49* to end …"."""
    rest = [t.low for t in tokens[at : at + 3]]
    if len(rest) == 3 and rest[0].isdigit() and rest[1] in _AGAINST and rest[2].isdigit():
        return at + 3
    return at + 1 if rest and _COUNT.fullmatch(rest[0]) else at


_AGAINST = frozenset(("to", "-", "–"))
_COUNT = re.compile(r"\d{1,4}[-–‑]\d{1,4}")


def _quote_beside(tokens: Sequence[Token], hit: Hit) -> bool:
    """Tell whether a quote stands right after the cue, or ends with a comma before its clause."""
    at = hit.end
    for token in tokens[at : at + 3]:
        if token.kind == "quote":
            return True
        if token.low not in (":", ","):
            break
    for i, token in enumerate(tokens[at : at + 16], start=at):
        if token.low == ":" and i + 1 < len(tokens) and tokens[i + 1].kind == "quote":
            return True
        if token.low == "," and i + 1 < len(tokens) and tokens[i + 1].kind == "quote":
            return True
        if token.kind == "quote" or token.low in TERMINALS:
            break
    for i in range(hit.start - 1, max(-1, hit.start - 16), -1):
        token = tokens[i]
        if token.kind == "quote":
            return ends_with_comma(token) or (i + 1 < len(tokens) and tokens[i + 1].low == ",")
    return False


def _that_follows(tokens: Sequence[Token], at: int, most: int) -> bool:
    for i in range(at, min(len(tokens), at + most)):
        if tokens[i].low == "that":
            return True
        if tokens[i].low == ":" and tokens[i].kind == "mark":
            return True
        if (tokens[i].kind == "mark" and tokens[i].low != ",") or is_verb_at(tokens, i):
            return False
    return False


def _then_to_verb(tokens: Sequence[Token], at: int) -> bool:
    for i in range(at + 1, min(len(tokens) - 1, at + 14)):
        low = tokens[i].low
        if low in ("to", "against") and tokens[i + 1].low not in DETERMINERS | POSSESSIVES:
            return not is_capital(tokens[i + 1].text)
        if low == "not" and tokens[i + 1].low == "to":
            return True
        if is_verb_at(tokens, i) or (tokens[i].kind == "mark" and low not in ",’'"):
            return False
    return False


def _then(tokens: Sequence[Token], at: int, words: frozenset[str]) -> bool:
    for i in range(at + 1, min(len(tokens), at + 16)):
        if tokens[i].low in words:
            return True
        if (tokens[i].kind == "mark" and tokens[i].low in TERMINALS) or is_verb_at(tokens, i):
            return False
    return False


def _names_it(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "call it a mistake" or "call the raid “barbaric”" follows."""
    words = tokens[at : at + 14]
    if any(t.kind == "quote" for t in words[1:]):
        return True
    return (
        words[0].low in ("it", "him", "her", "them", "this", "that")
        and len(words) > 1
        and (
            words[1].low in ("a", "an", "the", "one")
            or (is_word(words[1]) and words[1].low not in PREPOSITIONS)
        )
    )


def _fits_told(tokens: Sequence[Token], hit: Hit, at: int) -> bool:
    return (
        _that_follows(tokens, at, 14)
        or _then(tokens, at, hit.cue.prepositions)
        or "o" in hit.cue.frames
    )


def may_invert(hit: Hit) -> bool:
    """Tell whether the cue may stand before its subject: "…, said the minister"."""
    return not hit.cue.particles and bool(hit.forms & {"past", "s"})


def inverts(tokens: Sequence[Token], hit: Hit, source: Range, dates: dict[int, int]) -> bool:
    """Tell whether the cue, right after a comma or quote, stands before its subject."""
    before = tokens[hit.start - 1]
    first = tokens[source[0]]
    if first.low in ("that", "to", "of") or first.kind == "quote" or first.low in PREPOSITIONS:
        return False
    rest = tokens[source[1] :]
    ends = (
        not rest
        or rest[0].kind in ("mark", "quote")
        or source[1] in dates
        or (rest[0].low in PREPOSITIONS | SUBORDINATORS)
    )
    if not ends:
        return False
    if before.kind == "quote" or (hit.start > 1 and tokens[hit.start - 2].kind == "quote"):
        return True
    if not has_verb(tokens[: hit.start - 1]):
        # "In a report, Dr Lind, an expert, said the shelves …": a subject, no clause that was said.
        return False
    return hit.cue.lemma in _BARE_INVERSION and (
        is_capital(first.text)
        or first.low in DETERMINERS
        or first.low in ("he", "she", "they", "officials", "police")
    )


def plural(tokens: Sequence[Token], source: Range) -> bool:
    """Tell whether a base form ("say", "claim") can be this subject's verb."""
    words = [t for t in tokens[source[0] : source[1]] if is_word(t)]
    lows = [t.low for t in words]
    if lows[0] in ("we", "they", "i", "you", "both", "many", "some", "few", "most", "several"):
        return True
    head = lows[-1]
    for i, low in enumerate(lows):
        if low in PREPOSITIONS and i:
            head = lows[i - 1]
            break
    return (
        (head.endswith("s") and not head.endswith(("ss", "'s", "’s", "us")))
        or head in _MANY
        or "and" in lows
    )


#: Nouns without an "s" that a verb may follow as after a plural: "a team of scientists report".
_MANY = frozenset(
    "people police men women staff crew team group majority number pair couple half handful".split()
)


def agent(tokens: Sequence[Token], hit: Hit, dates: dict[int, int]) -> Range | None:
    """Return who acts in a passive: "was condemned by the ministry"."""
    for i in range(hit.end, min(len(tokens) - 1, hit.end + 22)):
        if tokens[i].low == "by":
            phrase = subject_after(tokens, i + 1, dates)
            return phrase if phrase and speaks(tokens, phrase) else None
        if tokens[i].kind == "mark" and tokens[i].low in TERMINALS:
            return None
    return None


def is_finding(tokens: Sequence[Token], source: Range) -> bool:
    """Tell whether the subject is something that shows words: a study, a poll, data."""
    return any(t.low.rstrip("s") in _FINDINGS for t in tokens[source[0] : source[1]])


_FINDINGS = frozenset(
    "result study poll survey research analysis figure"
    " report database datum data test evidence record"
    " statistic document investigation finding census review map".split()
)


def is_series(tokens: Sequence[Token], hit: Hit, comma: int) -> bool:
    """Tell whether a comma parts verbs in a row: "denied A, accused B and called for C"."""
    later = [t.low for t in tokens[hit.end : hit.end + 30]]
    return "and" in later or "but" in later


def follows_object(tokens: Sequence[Token], hit: Hit) -> bool:
    """Tell whether "-ing" follows a written thing: "a statement saying …", "a letter urging …"."""
    previous = tokens[hit.start - 1].low
    return previous in (
        "statement letter message post tweet speech"
        " interview video report release note reporters email"
        " memo declaration resolution order article conference complaint lawsuit suit petition"
        " filing affidavit notice email e-mail report book op-ed ruling".split()
    )


def main_subject(tokens: Sequence[Token], at: int, dates: dict[int, int]) -> Range | None:
    """Return the subject of the sentence's first finite verb before ``at``."""
    for i in range(1, at):
        if tokens[i].kind == "mark" and tokens[i].low in (";", ":"):
            return None
        if is_verb_at(tokens, i) and tokens[i - 1].low not in ("to",):
            phrase = subject_before(tokens, i, 0, dates)
            if phrase is not None:
                return phrase
    return (0, 1) if tokens[0].low in PERSONAL else None
