"""Tell what a clause undertakes, and how surely: "we will | lift the blockade".

What somebody will do is given without its subject and modal verb, as one would write it into a
list of offers; what will happen to a thing ("the copper can sail") keeps its subject. A negation
stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from onetext.press.labelling.clauses import whole
from onetext.press.labelling.trimming import EDGE
from onetext.press.text.lexis import HAVE, IRREGULAR_PASTS, is_adverb, is_finite
from onetext.terms.said.span import Span

#: How many verbs of a clause are looked at.
_MOST_HEADS = 8
_WORD = re.compile(r"[\w’'-]+")

_MODAL = (
    r"(?:\b(?:will|would|shall|could|can|might|may|need|(?<!\bit )(?:is|are|was|were) to)"
    r"|(?<=\w)[’'](?:ll|d))"
)
_DENIED = r"\b(?:cannot|(?:wo|would|ca|could|sha)n[’']t)"
_ADVERB = r"(?:also|then|now|still|only|happily|gladly|even|of course|for our part)"
_WILLING = (
    r"\b(?:(?:is|are|was|were|be|been|am|’m|'m|’re|'re|remains?|stands?|stood)\s+)?"
    r"(?:(?:also|now|still|not|fully|quite|always)\s+)*"
    r"(?:ready|willing|prepared|open|disposed|happy|inclined|free|minded|content|bound)\s+to"
)
_HEAD = re.compile(
    rf"(?:(?P<willing>{_WILLING}|\b(?:pledg|promis|vow|undert(?:ak|ook))(?:es|ed|ing|e)?\s+to"
    rf"|(?<!\bhad )\boffer(?:s|ed|ing)?\s+to|\b(?:agrees?|agreed|consent(?:s|ed)?)\s+to)\b"
    rf"|(?P<denied>{_DENIED})|(?P<modal>{_MODAL})\b)"
    rf"(?:\s+(?:be\s+(?:ready|willing|prepared)\s+to|{_ADVERB}))*\s+",
    re.IGNORECASE,
)
_NOT_DONE = frozenset(("be", "is", "are", "am", "being"))
_SOFT = frozenset(("could", "can", "might", "may", "need"))
#: Verbs by which a side binds itself without a modal.
_BINDS = re.compile(
    r"\b(?:accept(?:s|ed)?|offer(?:s|ed)?|do(?:es)? not (?:seek|want|insist|rule)|"
    r"do(?:es)?n[’']t (?:seek|want|insist|rule)|no longer (?:insist|demand)s?|refus(?:es|ed)|"
    r"offering|proposes|no (?:objection|obstacle)|nothing (?:against|stands|stood)|"
    r"supports?|backs|favou?rs?|votes? for|(?:is|are|was|were) content|"
    r"ready|willing|prepared)\b",
    re.IGNORECASE,
)
_PARTICIPLE = (
    r"(?:\w+(?:ed|[ao]ught|ilt|elt)|held|withheld|done|gone|sent|spent|lent|sold|told|paid|laid|made|put|"
    r"cut|shut|let|met|set|read|kept|left|freed|given|taken|written|chosen|spoken|broken|driven|"
    r"shown|known|drawn|withdrawn|thrown|won|begun|run|heard|found|forgiven|forgotten|hidden|seen|"
    r"eaten|frozen|shaken|undertaken|woken|dealt|led|fed|split|cast|won)"
)
_ASKED = re.compile(
    r"\b(?:possible|conceivable|thinkable|negotiable|acceptable|on offer|on the table|imaginable"
    r"|on the cards|in sight|within reach|feasible|an option|up for discussion"
    rf"|free to (?:go|leave))\b|\bbe\s+{_PARTICIPLE}\b",
    re.IGNORECASE,
)
#: What may be promised of a thing, a state or somebody else: that it moves, opens, is allowed.
_YIELDS = re.compile(
    r"\s*(?:(?:also|then|again|not|always|all|first|possibly|perhaps|\w+ly)\s+)*[“\"‘]?"
    r"(?:accept|agree|consider|allow|let|lift|drop|sign|join|withdraw|return|release|settle|"
    r"live with|support|offer|give|leave|(?:re)?open|resume|start|begin|come|go|stay|sail|follow|"
    r"fall silent|move|pass|cease|stop|talk|meet|vote|put|send|pay|keep|hand|lay|withhold|deliver|"
    r"be (?:back|home|free|open|there|gone|over|quiet|silent|ready|on|in|out)|"
    r"think (?:about|over)|look at|reconsider|be\s+(?:\w+ly\s+)?(?!hit|hurt|cut off|forced|unable)"
    r"(?!\w*(?:kill|harm|destroy|damag|affect|injur|wound|flood|threaten|delay|expect|need|requir|doom|"
    rf"delight|pleas|disappoint|surpris|worri|scar)\w*){_PARTICIPLE}\b)",
    re.IGNORECASE,
)
_FIRST = r"\s*(?:(?:not|never|likely|soon|all|also|then|probably|still|\w+ly),?\s+)*"
#: What is nobody's to undertake: states, feelings, luck.
_BEFALLS = (
    r"be(?:come)?|lose|suffer|face|happen|have|need|know|find|cost|mean|feel|look|seem|prove|struggle|"
    r"depend|require|disappear|survive|win|like|love|think|believe|hope|hate|expect|recover|succeed|"
    r"understand|want|fail|die|collapse|rather|try|see|exceed"
)
#: What things do by themselves.
_TURNS = (
    r"fall|rise|remain|take place|get|continue|close|flood|melt|drop|grow|increase|decrease|"
    r"decline|worsen|improve|spread|lead|cause|result|trigger|affect|run|help|make|end|arrive|reach|hit|"
    r"last|broadcast|work|go (?:up|down)|become|break|burn|sink|slow|speed|double|halve"
)
_STATIVE = re.compile(rf"{_FIRST}(?:{_BEFALLS})\b", re.IGNORECASE)
_HAPPENS = re.compile(rf"{_FIRST}(?:{_BEFALLS}|{_TURNS})\b", re.IGNORECASE)
_TELLS = re.compile(r"\s*(?:tell|say|add|argue|claim|note|admit|stress|assume|imagine)\b", re.I)
#: Subjects that can undertake: pronouns, bodies, people by their trade.
_ACTS = re.compile(
    r"\b(?:we|i|he|she|they|it|governments?|company|union|council|ministry|country|capital|"
    r"republic|delegation|party|parties|army|troops|forces|rebels|sides?|members?|majority|"
    r"administration|kingdom|board|firm|states?|president|team|club|bank|league|alliance|bloc|"
    r"movement|group|islands?|authorities|powers?|nation|people|everyone|nobody|staff|management|"
    r"province|commission|committee|assembly|fund|association|federation|guild|cooperative|"
    r"parish|county|city|town|village|court|museum|school|hospital|university|department|families|"
    r"men|women|(?:any|every|each)\s+\w+|crews?|drivers|guards?|militia|garrison|fleet|navy|parliament|cabinet|church)\b"
    r"|\b\w+(?:ists?|ians?|men|ees)\b"
    r"|\b(?!(?:numb|pow|pap|ord|bord|wat|matt|answ|lett|riv|comput|quart|corn|blist|wint|summ|tow|"
    r"rul|mann|gutt|train|barri|lorr|off|numb)ers\b)(?!(?:fact|do|flo|col|sect|err|corrid|mot)ors\b)"
    r"\w{2,}[eo]rs\b"
    r"|\b(?:minister|leader|owner|manager|speaker|player|lawyer|buyer|seller|lender|farmer|keeper|"
    r"founder|chancellor|governor|mayor|director|ambassador|senator|negotiator|mediator|operator|"
    r"investor|contractor|premier|envoy|chief|king|queen|general|colonel|commander|bishop|singer|"
    r"coach|captain|author|doctor|nurse|judge|striker|officer|builder|baker|brother|sister|"
    r"father|mother|wife|husband|son|daughter|man|woman|client|family|friends?)\b",
    re.IGNORECASE,
)
_THAT = re.compile(r"[\s“”\"‘’',]*(?:(?:that|but|and|so|yes|well|then)\b,?\s+)*", re.IGNORECASE)
_TO = re.compile(r"(?P<not>not\s+|never\s+)?(?:only\s+|also\s+)?to\s+(?=\w)", re.IGNORECASE)
_GERUND = re.compile(r"(?!(?:nothing|anything|something|everything|during)\b)\w{2,}ing\b", re.I)
_OWN_ACT = re.compile(r"(?:i|we)(?=\s)", re.IGNORECASE)
_STANDS = re.compile(
    r"(?:(?:the|our|my|this|his|her|their|its|all)\s+(?:[\w-]+\s+){1,3}?(?:go(?:es)?|stays?|stands?|ends?|"
    r"opens?|starts?|stops?|lifts?|resumes?|returns?|comes?|moves?|holds?)|"
    r"no|(?:you|they|he|she)\s+(?:get|have|keep|go|stay)s?)\b",
    re.IGNORECASE,
)
_HOPES = re.compile(
    r"\b(?:expect|want|hope|demand|wish|insist|deserve|ask)(?:s|ed)?\b", re.IGNORECASE
)
_ASKS = re.compile(r"(?:what|how|why|who|which|where|whether|there)\b", re.IGNORECASE)
_TAILS = re.compile(
    r"(?:[\s,]+(?:and|but|only|then|even|is|are|was|were|be|except))+[\s,]*\Z", re.IGNORECASE
)


class Given(NamedTuple):
    """Hold what is given, and how surely somebody undertakes it: 2 surely, 0 or less hardly."""

    span: Span
    weight: int


def given(text: str, region: Span, *, opens: bool, offered: bool, bare: bool) -> Given | None:
    """Return what is undertaken in a clause, None if it only tells what was.

    Parameters
    ----------
    text, region
        The report, and the clause in it.
    opens
        Whether the clause stands right behind the cue: "offered *to leave*".
    offered
        Whether the cue is one of offering, promising, threatening.
    bare
        Whether no cue stands before it, as in an answer.

    Examples
    --------
    >>> text = "that they would lift the siege"
    >>> clause = Span(0, len(text))
    >>> found = given(text, clause, opens=True, offered=False, bare=False)
    >>> found.span.of(text), found.weight
    ('lift the siege', 2)
    """
    start, end = _THAT.match(text, *_bounds(region)).end(), region.end  # type: ignore[union-attr]
    if start >= end or _ASKS.match(text, start, end):
        return None
    if opens and (to := _TO.match(text, start, end)):
        return _given(text, start if to["not"] else to.end(), end, 2)
    if heads := list(_heads(text, start, end, opens)):
        return max(heads, key=lambda one: one.weight)
    words = [word.lower() for word in _WORD.findall(text[start:end])]
    if binds := _BINDS.search(text, start, end):
        whole = binds[0].lower().startswith("do") or not text[start : binds.start()].strip()
        return _given(text, start if whole else binds.start(), end, 2)
    if _tells_past(words):
        return None
    weight = 0
    if _ASKED.search(text, start, end) and not _HOPES.search(text, start, end):
        weight = 1
    elif opens and _GERUND.match(text, start, end):
        weight = 2 if offered else 1
    elif _STANDS.match(text, start, end) or _own_act(text, start, end):
        weight = 1
    elif opens and (words[1:] or words == ["not"]) and not any(map(is_finite, words, ["", *words])):
        weight = 2 if offered else 1 if bare else 0
    return _given(text, start, end, weight)


def headless(text: str, region: Span) -> Given | None:
    """Return what is undertaken in a clause whose modal verb stands in another piece."""
    return _given(text, region.start, region.end, 2)


def _own_act(text: str, start: int, end: int) -> bool:
    """Tell whether the speaker's own act stands here in the present: "we go home"."""
    own = _OWN_ACT.match(text, start, end)
    return own is not None and _YIELDS.match(text, own.end(), end) is not None


def _bounds(region: Span) -> tuple[int, int]:
    return region.start, region.end


def _given(text: str, start: int, end: int, weight: int) -> Given | None:
    if tail := _TAILS.search(text, max(start, end - 40), end):
        end = tail.start()
    while start < end and text[start] in ",;:–—- ":
        start += 1
    span = whole(text, start, end)
    return Given(span, weight) if span else None


def _heads(text: str, start: int, end: int, opens: bool) -> Iterator[Given]:
    """Yield what stands behind each verb of undertaking, weighed."""
    for head in islice(_HEAD.finditer(text, start, end), _MOST_HEADS):
        follows = text[head.end() : end]
        if not follows.strip(EDGE) or _TELLS.match(follows):
            continue
        subject = text[start : head.start()]
        words = [word for word in _WORD.findall(subject) if not is_adverb(word.lower())]
        yields = _YIELDS.match(follows) is not None
        soft = (head["modal"] or "").lower() in _SOFT
        somebody = not words or _can_act(words)
        happens = (_STATIVE if somebody else _HAPPENS).match(follows) is not None
        if head["willing"]:
            weight, acts = 2, True
        elif words and words[-1].lower() == "you":
            weight, acts = int(yields), False
        elif somebody:
            weight, acts = (1 + yields if soft else 2), bool(words) or opens
        else:
            weight, acts = yields + (not soft), False
        if happens and not yields and not head["willing"]:
            weight -= 2
        at = start if not acts else head.start() if head["denied"] else head.end()
        if found := _given(text, at, end, weight):
            yield found


def _can_act(words: list[str]) -> bool:
    """Tell whether the subject right before a modal is somebody: a pronoun, a name, a body."""
    if _ACTS.search(" ".join(words[-3:])):
        return True
    opens_sentence = len(words) == 1 and words[0].endswith("s")
    return words[-1][0].isupper() and not opens_sentence


def _tells_past(words: list[str]) -> bool:
    """Tell whether the clause tells a thing done: "it paid them in return for silence"."""
    return any(
        before not in _NOT_DONE
        and (
            word in IRREGULAR_PASTS
            or (word in HAVE and word != "having")
            or (word.endswith("ed") and len(word) > 5 and is_finite(word, before))
        )
        for before, word in zip(["", *words], words[:7], strict=False)
    )
