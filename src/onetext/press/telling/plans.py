"""What is said to be still to come, whatever its verb: "is to present", "are due to be opened"."""

from __future__ import annotations

from collections.abc import Sequence, Set

from onetext.press.finding.cues import Form
from onetext.press.telling.event_words import EventHit, EventWord, Needs, word_set
from onetext.press.text.lexis import BE, is_adverb
from onetext.press.text.tokens import Token

_SET = word_set("set due scheduled slated")
#: Verbs of taking place: the occasion that does is the event, not they.
_HAPPENS = word_set("held take happen begin start open resume continue end")
#: What is only meant, wished or left to do, and set for no day.
_MEANT = word_set("purpose aim aims goal goals objective idea task challenge priority job hope way")
_BASE: frozenset[Form] = frozenset(("base",))
_PASSIVE: frozenset[Form] = frozenset(("participle",))


def plans_in(tokens: Sequence[Token], known: Set[int]) -> list[EventHit]:
    """Return a hit for each verb behind "is to" or "is due to" that is not among ``known``.

    Examples
    --------
    >>> from onetext.press.text.tokens import tokenize
    >>> text = "She is to present a plan, and the bridge is due to be blessed."
    >>> [hit.word.lemma for hit in plans_in(tokenize(text, 0, len(text)), set())]
    ['present', 'blessed']
    """
    found = []
    for at in range(1, len(tokens) - 1):
        if tokens[at].low != "to":
            continue
        lead = at - 2 if tokens[at - 1].low in _SET else at - 1
        if lead < 0 or tokens[lead].low not in BE or tokens[lead].low in ("be", "being"):
            continue
        if any(token.low in _MEANT for token in tokens[max(0, lead - 6) : lead]):
            continue
        if tokens[lead - 1].low in ("it", "this", "that") and lead == at - 1:
            continue
        verb = at + 1
        passive = tokens[verb].low == "be"
        verb += passive
        while verb < len(tokens) and is_adverb(tokens[verb].low):
            verb += 1
        if verb >= len(tokens) or tokens[verb].kind != "word" or verb in known:
            continue
        low = tokens[verb].low
        after = tokens[verb + 1].low if verb + 1 < len(tokens) else ""
        if low in _HAPPENS and (low != "take" or after == "place"):
            continue
        if passive and not low.endswith(("ed", "en")):
            continue
        word = EventWord(low, "v", (), "unilateral", 1, Needs())
        found.append(EventHit(verb, verb + 1, word, _PASSIVE if passive else _BASE))
    return found
