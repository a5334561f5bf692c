"""Find the bargain inside an offer: what is given, the words that link, and what is wanted for it.

A link alone is not enough. "If rain falls, roads may close" is a forecast: a clause with *if*
counts only where somebody undertakes, accepts or refuses something in the main clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from onetext.press.text.lexis import IRREGULAR_PASTS, is_adverb
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Exchange

#: Links that name a price: what stands before them may be any offer, even a bare noun.
_PRICES = (
    r"in (?:exchange|return|trade) for|as (?:the|a) price (?:of|for)|"
    r"(?:conditional|contingent|conditioned|dependent|predicated) (?:up)?on|subject to"
)
#: Links that open a clause: what stands before them must be an undertaking.
_CLAUSES = (
    r"but only (?:if|when|once|after)|only (?:if|when|once|after)|if and only if|"
    r"on (?:the )?condition(?: that)?|on the (?:understanding|proviso)(?: that)?|"
    r"provid(?:ed|ing)(?: that)?|as long as|so long as|in (?:exchange|return) if|"
    r"unless and until|not until|unless|even if|if|as soon as|once|until"
)
_LINK = re.compile(rf"\b(?P<price>{_PRICES})\b|\b(?P<clause>{_CLAUSES})\b", re.IGNORECASE)
_FRONTED = re.compile(
    r"(?P<link>in (?:exchange|return) for|if|provided(?: that)?|as long as|so long as|once|unless|"
    r"as soon as|only if|until)\b",
    re.IGNORECASE,
)
_COMMA = re.compile(r",[”\"]?\s+(?:then\s+)?|\s+then\s+")
_THAT = re.compile(r"that\s+", re.IGNORECASE)
_OPENING = re.compile(r"[\s“”\"‘’',]*(?:that\s+|to\s+)?", re.IGNORECASE)
_FOR = re.compile(r"\bfor\b", re.IGNORECASE)
#: How much of a sentence is looked at: links, commas, and letters before a link.
_MOST_LINKS = 12
_MOST_COMMAS = 6
_FARTHEST = 600
_BARE_NOT = frozenset({"even if"})

_WILLING = (
    r"(?:(?:is|are|was|were|be|been|am|’m|'m|’re|'re|remains?|stands?|stood)\s+)?"
    r"(?:(?:also|now|still|not|fully|quite|always)\s+)*"
    r"(?:ready|willing|prepared|open|disposed|happy|inclined)(?:\s+to\b)"
)
_MODAL = (
    r"(?:will|would|shall|could|can|might|may|must|cannot|won[’']t|wouldn[’']t|can[’']t"
    r"|[’']ll|[’']d)"
)
_BETWEEN = r"(?:also|then|now|still|only|happily|gladly|itself|be (?:ready|willing|prepared) to)"
_HEAD = re.compile(
    rf"(?:\b{_WILLING}|(?:\b|(?<=\w)){_MODAL}\b(?:\s+{_BETWEEN})*"
    rf"|\b(?:pledg|promis|vow)(?:es|ed|ing)?\s+to\b|\boffer(?:s|ed|ing)?(?:\s+to\b)?)\s+",
    re.IGNORECASE,
)
#: Verbs by which a side binds itself without a modal.
_UNDERTAKES = re.compile(
    r"\b(?:accept(?:s|ed)?|agrees?|agreed|offer(?:s|ed)?|back(?:s|ed)?|"
    r"do(?:es)? not (?:seek|want|insist|rule)|"
    r"do(?:es)?n[’']t (?:seek|want|insist|rule)|no longer (?:insist|demand)s?|refus(?:es|ed)|ready|"
    r"willing|prepared|open to)\b",
    re.IGNORECASE,
)
#: What happens to somebody rather than being undertaken by him.
_HAPPENS = re.compile(
    r"\s*(?:(?:not|never|likely|soon|all|also|\w+ly),?\s+)*(?:be|become|fall|rise|die|collapse|"
    r"fail|lose|suffer|face|see|happen|remain|have|need|know|find|cost|mean|take place|"
    r"get|continue|feel|look|seem|prove|close|flood|melt|drop|grow|increase|decrease|decline|worsen|improve|spread|lead|cause|"
    r"result|trigger|affect|run|struggle|help|make|depend|require|disappear|end|start|survive|win|"
    r"arrive|reach|hit|exceed|want|like|say|think|believe|hope|expect)\b",
    re.IGNORECASE,
)
#: Subjects that can undertake: pronouns, names and bodies.
_ACTS = re.compile(
    r"\b(?:we|i|he|she|they|you|[Gg]overnments?|[Cc]ompany|[Uu]nion|[Cc]ouncil|[Mm]inistry|[Cc]ountry|"
    r"[Rr]epublic|[Dd]elegation|[Pp]arty|parties|[Aa]rmy|troops|forces|rebels|side|sides|members?|"
    r"[Aa]dministration|[Kk]ingdom|[Bb]oard|firm|states?|leaders?|ministers?|president|"
    r"team|club|bank|league|alliance|bloc|movement|group|workers|islands?|authorities|powers?|it|"
    r"nation|people|everyone|nobody|owners?|management|staff|employers?)\b",
    re.IGNORECASE,
)
_FORECASTS = frozenset({"could", "can", "might", "may"})
_YIELDS = re.compile(
    r"\s*(?:also\s+|then\s+)*(?:accept|agree|consider|allow|let|lift|drop|sign|join|withdraw|return|"
    r"release|settle|live with|support|offer|give|leave|reopen|resume|come back)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!…](?=[\s”\"’')\]]|$)|[;:]|\n")
_GETS_END = re.compile(
    r"[.?!…](?=[\s”\"’')\]]|$)|[;\n]|\s[—–-]\s|—|,?[”\"](?=\s|$)"
    r"|,\s+(?:and|but|though|although|adding|while|whereas|which|or)\b|,?\s+and that\b|\s+but\b",
    re.IGNORECASE,
)
_GIVES_START = re.compile(
    r"[.?!…;:\n][”\"’')\]]*\s+|\s[—–-]\s|—|,\s+(?:and|but)\s+(?:that\s+)?|\s+but that\s+",
    re.IGNORECASE,
)
_ACCUSING = re.compile(r"\b(?:accus|alleg|charg|deni|deny|blam)\w*\b[^.;]{0,60}$", re.IGNORECASE)
_OFFERING = re.compile(
    r"\b(?:offer(?:s|ed|ing)?|propos(?:es|ed|ing)|(?:ready|willing|prepared|open) to|"
    r"swap(?:s|ped|ping)?|trad(?:e|es|ed|ing)|barter(?:s|ed)?|exchang(?:e|es|ed|ing))\b[^.;,]*$",
    re.IGNORECASE,
)
_NOT_PRICE = re.compile(
    r"\s+(?:the (?:first|second|third|last|next|past|time|moment|sake|benefit|rest|year)|"
    r"\w+ (?:years?|months?|weeks?|days?|hours?|decades?|minutes?)|now|good|ever|example|instance|"
    r"(?:about|at least|up to|more than|some|the next|another|\d+)\b|\w*day|talks?|negotiations?|"
    r"discussions?|dialogue|dialog|us\b|them\b|him\b|her\b|me\b|you\b|publication"
    r"|re-?election|everyone|all\b|other|its own|each)",
    re.IGNORECASE,
)
_EDGE = " \t\r\n,;:—–-“”\"‘’'…."


class _Found(NamedTuple):
    """What was found, and how surely: a price before a clause, "only if" before "when"."""

    rank: int
    condition: Exchange


_Need = Literal["nothing", "undertaking", "modal"]
_NEEDS: dict[str, _Need] = {
    "once": "modal",
    "until": "modal",
    "not until": "modal",
    "as soon as": "modal",
}
_NEGATED = re.compile(r"\b(?:not|never|no|nothing)\b|n[’']t\b", re.IGNORECASE)
_RANK = {"until": 4, "once": 4, "as soon as": 4, "unless": 3, "if": 2, "not until": 4}


def find_condition(text: str, contents: Sequence[Span]) -> Exchange | None:
    """Return the condition that the words make, None where they make none.

    Parameters
    ----------
    text
        The whole report; a few words before the content say whether it is an offer.
    contents
        The content's spans. Gives and link may stand in different ones.

    Examples
    --------
    >>> text = "They are open to dropping the plan in exchange for Western guarantees."
    >>> c = find_condition(text, [Span(9, 69)])
    >>> c.gives.of(text), c.link.of(text), c.gets.of(text)
    ('dropping the plan', 'in exchange for', 'Western guarantees')
    >>> text = "If the union calls off the strike, we will raise wages."
    >>> c = find_condition(text, [Span(0, len(text))])
    >>> c.gives.of(text), c.link.of(text), c.gets.of(text)
    ('raise wages', 'If', 'the union calls off the strike')
    >>> text = "If rain falls, roads may close."
    >>> find_condition(text, [Span(0, len(text))]) is None
    True
    """
    found = list(_all(text, contents))
    return min(found, key=lambda one: one.rank).condition if found else None


def _all(text: str, contents: Sequence[Span]) -> Iterator[_Found]:
    if contents and _ACCUSING.search(text[max(0, contents[0].start - 60) : contents[0].start]):
        return
    for number, content in enumerate(contents):
        before = contents[number - 1] if number else None
        for start, end in _sentences(text, content):
            fronted = _fronted(text, start, end)
            if fronted:
                yield fronted
                continue
            yield from _linked(text, start, end, before if start == content.start else None)


def _sentences(text: str, content: Span) -> Iterator[tuple[int, int]]:
    start = content.start
    for match in _SENTENCE_END.finditer(text, content.start, content.end):
        if match[0] in ";:" or match.end() - start < 3:
            continue
        yield start, match.start()
        start = match.end()
    if start < content.end:
        yield start, content.end


def _fronted(text: str, start: int, end: int) -> _Found | None:
    """Read "If you do this, we will do that"."""
    while start < end and text[start] in _EDGE:
        start += 1
    opening = _THAT.match(text, start, end)
    if opening:
        start = opening.end()
    match = _FRONTED.match(text, start, end)
    if not match:
        return None
    price = " for" in match["link"].lower()
    for comma in islice(_COMMA.finditer(text, match.end(), end), _MOST_COMMAS):
        at, rest = comma.span()
        gives = _gives(
            text, rest, _gets_end(text, rest, end), need="nothing" if price else "undertaking"
        )
        gets = _trim(text, match.end(), at)
        if gives and gets:
            link = match["link"].lower()
            return _Found(_RANK.get(link, 1), Exchange(gives, Span(*match.span("link")), gets))
    return None


def _linked(text: str, start: int, end: int, before: Span | None) -> Iterator[_Found]:
    """Read "we will do this if you do that"."""
    for match in islice(_LINK.finditer(text, start, end), _MOST_LINKS):
        words = match[0].lower()
        if words in _BARE_NOT:
            continue
        at, last = match.span()
        if words.startswith("but "):
            at += 4
            words = words[4:]
        need: _Need = "nothing" if match["price"] else _NEEDS.get(words, "undertaking")
        if words == "until" and not _NEGATED.search(text, start, at):
            continue
        gives = _gives(text, start, at, need=need)
        if gives is None and before is not None and not text[start:at].strip(_EDGE + "but"):
            gives = _gives(text, before.start, before.end, need=need)
        gets = _trim(text, last, _gets_end(text, last, end))
        if gives and gets and "?" not in text[at : end + 1]:
            yield _Found(_RANK.get(words, 0), Exchange(gives, Span(at, last), gets))
    for match in islice(_FOR.finditer(text, start, end), _MOST_LINKS):
        lead = text[max(0, start - 30, match.start() - _FARTHEST) : match.start()]
        if (
            not _OFFERING.search(lead)
            or _NEGATED.search(lead)
            or _NOT_PRICE.match(text, match.end())
        ):
            continue
        gives = _gives(text, start, match.start(), need="nothing")
        gets = _trim(text, match.end(), _gets_end(text, match.end(), end))
        if gives and gets:
            yield _Found(6, Exchange(gives, Span(*match.span()), gets))
            return


def _gets_end(text: str, start: int, end: int) -> int:
    match = _GETS_END.search(text, start, end)
    return match.start() if match else end


def _gives(text: str, start: int, end: int, *, need: _Need) -> Span | None:
    """Return what is undertaken in ``text[start:end]``: the verb and what follows, no subject.

    ``need`` says what makes it a bargain beside the link: a price ("in exchange for") needs nothing
    more, a clause with *if* an undertaking, a mere time ("once", "until") one with a modal verb.
    """
    start = max(start, end - _FARTHEST)
    for cut in _GIVES_START.finditer(text, start, end):
        if cut.end() < end - 2:
            start = cut.end()
    heads = list(_HEAD.finditer(text, start, end))
    for head in heads:
        modal = head[0].strip().lower().lstrip("’'")
        subject = text[start : head.start()]
        follows = text[head.end() : end]
        if not follows.strip(_EDGE):
            continue
        if need == "nothing":
            whole = modal in _FORECASTS and not _can_act(subject)
            return _trim(text, start if whole else head.end(), end)
        if modal in _FORECASTS and not _YIELDS.match(follows):
            continue
        if _HAPPENS.match(follows):
            continue
        plain_offer = not subject.strip(_EDGE) or " to" in modal
        if plain_offer or _can_act(subject):
            return _trim(text, head.end(), end)
    undertakes = _UNDERTAKES.search(text, start, end)
    if undertakes and need != "modal":
        words = text[start : undertakes.start()]
        whole = "do" in undertakes[0].lower()[:2]
        return _trim(text, start if whole or not words.strip() else undertakes.start(), end)
    bare = text[start : start + 8].lower().lstrip(_EDGE).startswith("no ")
    if (need == "nothing" and not _tells_past(text[start:end])) or (bare and not heads):
        return _trim(text, start, end)
    return None


def _can_act(subject: str) -> bool:
    """Tell whether the subject right before a modal is somebody: a pronoun, a name, a body."""
    words = [word for word in re.findall(r"[\w’'-]+", subject) if not is_adverb(word.lower())]
    if not words:
        return True
    return words[-1][0].isupper() or _ACTS.search(" ".join(words[-3:])) is not None


def _tells_past(words: str) -> bool:
    """Tell whether the clause tells a thing done: "it paid them in return for silence"."""
    return any(
        word in IRREGULAR_PASTS or (word.endswith("ed") and len(word) > 5)
        for word in words.lower().split()[:6]
    )


def _trim(text: str, start: int, end: int) -> Span | None:
    opening = _OPENING.match(text, start, end)
    if opening:
        start = opening.end()
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    for tail in (" and", " but", " only", " then", " is", " are", " was", " were", " be"):
        if text[start:end].lower().endswith(tail):
            end -= len(tail)
            while end > start and text[end - 1] in _EDGE:
                end -= 1
    return Span(start, end) if end - start > 1 else None
