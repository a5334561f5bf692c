"""Whose will a speaker's words tell: "Voland accepts the terms, the premier said"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from onetext.press.lexicon.parties import PartyMention, PartyTable
from onetext.press.resolving.rolewords import role_in
from onetext.terms.said.span import Span

_OPENING = re.compile(r"[“”\"‘’'\s]*(?:that\s+)?[“\"‘']?(?:the\s+)?", re.IGNORECASE)
_WILL = re.compile(
    r"\s+(?:now\s+|also\s+|still\s+|both\s+)?[“\"‘']?(?:"
    r"(?:would|will|could|shall|won[’']t|wouldn[’']t|cannot|can[’']t|does|did|do|doesn[’']t)\s+"
    r"(?!(?:lose|fail|face|suffer|need|collapse|fall|regret|pay the price|be (?!ready|willing"
    r"|prepared))\b)\w+"
    r"|(?:is|are|was|were)\s+(?:\w+ly\s+|now\s+|not\s+|also\s+)?(?:ready|prepared|willing"
    r"|determined|opposed|open|committed|unwilling)\b"
    r"|(?:remain|stay)(?:s|ed)?\s+(?:opposed|ready|committed|open|willing)\b"
    r"|(?:accept|reject|refuse|support|oppose|want|insist|demand|welcome|agree|propose|offer"
    r"|maintain|back|rule)(?:s|ed|d)?\b"
    r"|had\s+no\b|no longer\s+\w+)",
    re.IGNORECASE,
)
_SPEAKS = ("head", "minister", "negotiator", "spokesperson")
_OF_STATE = re.compile(
    r"\b(?:prime minister|premier|chancellor|minister|king|queen|presidential|secretary of state"
    r"|first councillor)\b",
    re.IGNORECASE,
)
_OF_FIRM = re.compile(
    r"\b(?:chief executive|ceo|managing director|chief financial)\b", re.IGNORECASE
)
_STATES = ("state", "region", "bloc", "government", "territory")


def side_willing(
    text: str, contents: Sequence[Span], mentions: Sequence[PartyMention]
) -> str | None:
    """Return the side that opens the words said and whose will they tell, None where none does.

    "Voland accepts …" and "that the union would go on" tell what a side wants; "Voland has bases"
    and "Voland will lose" do not. ``mentions`` are in text order.
    """
    if not contents:
        return None
    opening = _OPENING.match(text, contents[0].start)
    assert opening is not None
    at = bisect_left(mentions, contents[0].start, key=lambda m: m.span.start)
    for mention in mentions[at : at + 3]:
        if mention.span.start <= opening.end() and _WILL.match(text, mention.span.end):
            return mention.party
    return None


def fits_office(role: str | None, kind: str) -> bool:
    """Tell whether somebody of that role may speak for a party of that kind.

    Examples
    --------
    >>> fits_office("Prime Minister", "state"), fits_office("Prime Minister", "company")
    (True, False)
    """
    held = role_in(role or "")
    if role is None or held is None or held[1] not in _SPEAKS:
        return False
    if _OF_STATE.search(role):
        return kind in _STATES
    return not (_OF_FIRM.search(role) and kind in _STATES)


def commonest(told: Sequence[str], table: PartyTable, role: str | None) -> str | None:
    """Return the side that all of a person's words tell, None where they differ or it cannot be."""
    sides = Counter(told)
    if len(sides) != 1:
        return None
    (side,) = sides
    party = table.get(side)
    return side if party is not None and fits_office(role, party.kind) else None
