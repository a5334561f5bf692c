"""Read the ways in which a bargain is put: "we will, if you", "if you, we will", "you do, or we".

Each yields what may be one; :mod:`onetext.press.labelling.conditions` weighs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from onetext.press.labelling.clauses import clause_before, clause_end, orders
from onetext.press.labelling.links import Link, links_in
from onetext.press.labelling.scenes import Scene
from onetext.press.labelling.trimming import EDGE
from onetext.press.labelling.undertakings import Given, given, headless
from onetext.press.labelling.wanted import Wanted, wanted
from onetext.terms.said.span import Span

#: How many commas and words of price of a sentence are tried.
_MOST = 6
_COMMA = re.compile(r",[”\"]?\s+(?:then\s+)?|\s+then\s+")
#: "Only if you sign | will we leave": the modal verb stands before its subject.
_COMMA_OR_TURNED = re.compile(
    rf"{_COMMA.pattern}|\s+(?=(?:will|would|can|could|shall)\s+"
    r"(?:we|they|he|she|it|i|the|its|their|his|her|our|any|(?-i:[A-Z]\w+))\b)",
    re.IGNORECASE,
)
#: "Sund, if asked, | would send boats".
_INSERTED = re.compile(r",\s+(?=(?:will|would|can|could|might|may|is|was)\s)", re.IGNORECASE)
#: Links that make a bargain of a refusal only: "we will not sign until they do".
_ONLY_REFUSED = frozenset(("until", "before", "without"))
_NEGATED = re.compile(r"\b(?:not|never|no|nothing|nobody|neither|nor|cannot)\b|n[’']t\b", re.I)
_REFUSES = re.compile(
    r"\b(?:will|would|can|could|shall|may|might)\s+(?:not|never)\b|\bcannot\b|n[’']t\b|"
    r"\A(?:that\s+)?(?:no|nothing|nobody)\s",
    re.IGNORECASE,
)
#: A link behind these opens a clause of its own, or goes on with the one before.
_JOINT = re.compile(r"\b(?:(?P<new>because|so|that|and|but|since|as)|or),?\s+\Z", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(?P<who>we|i|he|she|they|you|one)(?:\s+\w+|[’']ll|[’']d)\s+\Z", re.IGNORECASE
)
_MODAL_AT_END = re.compile(r"\b(?:will|would|shall|could|can|might|may|to)\W*\Z", re.IGNORECASE)
_SWAP = re.compile(
    r"\b(?:swap(?:s|ped|ping)?|trad(?:e|es|ed|ing)|barter(?:s|ed)?|exchang(?:e|es|ed|ing)|"
    r"offer(?:s|ed|ing)?\b[^.;,]*\b(?:reward|bounty|price|ransom)|"
    r"(?:offer(?:s|ed|ing)?|ready|willing|prepared|open) to (?:shelve|drop|give up|free|release|"
    r"hand over|halt|stop|end|lift|leave|withdraw|pull|waive|forgo|freeze|recognise|recognize|"
    r"return|cede|sell|shut|close|suspend|scrap))\b[^.;,]*$",
    re.IGNORECASE,
)
_FOR = re.compile(r"\bfor\b", re.IGNORECASE)
_NO_PRICE = re.compile(
    r"\s+(?:the (?:first|second|third|last|next|past|time|moment|sake|benefit|rest|year)|"
    r"\w+ (?:years?|months?|weeks?|days?|hours?|decades?|minutes?)|now|good|ever|example|instance|"
    r"(?:about|at least|up to|more than|some|the next|another|\d+)\b|\w*day|talks?|negotiations?|"
    r"discussions?|dialogue|dialog|us\b|them\b|him\b|her\b|me\b|you\b|publication"
    r"|re-?election|everyone|all\b|other|its own|each)",
    re.IGNORECASE,
)
_OR = re.compile(
    r"(?:,\s+(?P<or>or(?: else)?)\s+(?=(?:i|we|they)(?:[’']ll)?\s)"
    r"|\s(?P<will>or|or else|and)\s+(?=(?:i|we|they)(?:[’']ll|\s+(?:will|shall|would|can))\s)"
    r"|[;.,:]\s+(?P<else>otherwise|or else|failing that|if not),?\s+(?=[a-z]))",
    re.IGNORECASE,
)


class Bargain(NamedTuple):
    """Hold what may be a bargain; ``sure`` is what its form alone adds to its weight."""

    gives: Given
    link: Link
    gets: Wanted
    sure: int = 0


def fronted(
    text: str, sentence: Span, link: Link, scene: Scene, after: Span | None
) -> Iterator[Bargain]:
    """Read "If you do this, we will do that", also with a cue for the comma.

    ``after`` is the sentence behind the cue.
    """
    marks = _COMMA_OR_TURNED if link.force == "terms" else _COMMA
    for comma in islice(marks.finditer(text, link.span.end, sentence.end), _MOST):
        main = Span(comma.end(), clause_end(text, comma.end(), sentence.end))
        gives = given(text, main, opens=False, offered=scene.offered, bare=False)
        gets = wanted(text, link, comma.start())
        if gives and gets:
            yield Bargain(gives, link, gets, sure=int(link.words == "when"))
    if after:
        gives = given(text, after, opens=True, offered=scene.offered, bare=False)
        gets = wanted(text, link, sentence.end)
        if gives and gets:
            yield Bargain(gives, link, gets, sure=int(gives.weight > 0))


def linked(
    text: str, sentence: Span, scene: Scene, before: Span | None, *, opens: bool
) -> Iterator[Bargain]:
    """Read "we will do this if you do that", also with a cue before the link.

    ``before`` is what stands before the cue, ``opens`` tells that the sentence opens the content.
    """
    for link in links_in(text, sentence.start, sentence.end):
        start = link.span.start
        if "?" in text[start : sentence.end + 1]:
            continue
        joint = _JOINT.search(text, max(sentence.start, start - 12), start)
        if joint and link.force in ("clause", "time"):
            if joint["new"]:
                yield from fronted(text, sentence, link, scene, None)
            continue
        split = before if not text[sentence.start : start].strip(EDGE + "Bbut") else None
        whole = split or Span(sentence.start, start)
        clause = clause_before(text, whole.start, whole.end)
        if link.words in _ONLY_REFUSED and not _REFUSES.search(clause.of(text)):
            continue
        if before and not split and _MODAL_AT_END.search(before.of(text)):
            gives = headless(text, clause)
        else:
            first = clause.start == whole.start and (opens or split is not None)
            gives = given(text, clause, opens=first, offered=scene.offered, bare=scene.bare)
        gets = wanted(text, link, sentence.end)
        if gives and gets:
            alone = link.force in ("clause", "time") and _one_subject(text, gives, gets)
            yield Bargain(
                gives, link, gets, sure=int(split is not None and gives.weight > 0) - alone
            )
        if text[start - 2 : start].rstrip().endswith(","):
            yield from _inserted(text, sentence, link)


def _one_subject(text: str, gives: Given, gets: Wanted) -> bool:
    """Tell whether one pronoun does both: "we can do it if we try" asks nobody for anything."""
    subject = _SUBJECT.search(text, max(0, gives.span.start - 30), gives.span.start)
    return subject is not None and gets.span.of(text).lower().startswith(
        subject["who"].lower() + " "
    )


def _inserted(text: str, sentence: Span, link: Link) -> Iterator[Bargain]:
    """Read "Sund, if asked, would send boats"."""
    if not orders(text, Span(sentence.start, link.span.start)):
        return
    if match := _INSERTED.search(text, link.span.end, sentence.end):
        main = Span(match.end(), clause_end(text, match.end(), sentence.end))
        gives = given(text, main, opens=True, offered=True, bare=False)
        gets = wanted(text, link, match.start())
        if gives and gets:
            yield Bargain(gives, link, gets, sure=1)


def swapped(text: str, sentence: Span) -> Iterator[Bargain]:
    """Read "swap the pilot for two fishermen"."""
    for match in islice(_FOR.finditer(text, sentence.start, sentence.end), _MOST):
        lead = text[max(0, sentence.start - 30, match.start() - 300) : match.start()]
        if not _SWAP.search(lead) or _NEGATED.search(lead) or _NO_PRICE.match(text, match.end()):
            continue
        link = Link(Span(*match.span()), "clause", "for")
        clause = clause_before(text, sentence.start, match.start())
        gives = given(text, clause, opens=True, offered=True, bare=False)
        gets = wanted(text, link, sentence.end)
        if gives and gets:
            yield Bargain(gives, link, gets)
            return


def threatened(text: str, sentence: Span) -> Iterator[Bargain]:
    """Read "twenty litres a bed, or I close the ward", "give us the names and we will stop"."""
    match = _OR.search(text, sentence.start, sentence.end)
    if match is None or "?" in text[match.end() : sentence.end + 1]:
        return
    link = Link(Span(*match.span(match.lastgroup or 0)), "clause", "or")
    asks = Span(sentence.start, match.start())
    if not match["else"] and not orders(text, asks):
        return
    gives = given(text, Span(match.end(), sentence.end), opens=False, offered=True, bare=False)
    gets = wanted(text, Link(Span(asks.start, asks.start), "price", ""), asks.end)
    if gives and gets and (gives.weight > 0 or match["or"]):
        yield Bargain(gives, link, gets, sure=2)
