"""The house that the words of a role name: "Woolworths" in "Woolworths spokesperson"."""

from __future__ import annotations

import re

from onetext.press.lexicon.tables import roles
from onetext.press.resolving.rolewords import role_in
from onetext.press.text.lexis import TITLES

NO_HOUSE = frozenset(
    """first second third chief deputy acting regional presidential senior junior former prime vice
    executive
    general managing assistant associate national local lead head its their his her interim special
    detective
    labour labor foreign interior defence defense trade finance health justice energy home fisheries
    transport
    education culture economy agriculture environment information state federal provincial royal
    honorary emeritus
    democratic republican conservative labour liberal political military public private retired
    veteran study
    expert climate human rights legal medical the a an and of for democrat dr prof professor sir
    crown
    another one two three four five six seven several many some longtime""".split()
)
#: A house's kind is part of its name, though it may stand for the house by itself.
_KINDS = frozenset(
    """association university society institute union federation foundation company corporation
    bank league guild museum college school""".split()
)
#: Words of roles that open names of houses too: "National Bank", "Human Rights Fund".
_OPENS_NAMES = frozenset("national federal royal public human rights state first".split())
#: What a house is for stands behind its kind: "Center for Tidal Studies", "League of Orlun Bakers".
_WHOLE = re.compile(
    r"(?:[Tt]he )?(?P<name>(?:[A-ZÀ-Þ][\w’'&.-]* ){0,4}"
    r"(?:Cent(?:er|re)|League|Directorate|Department|Ministry"
    r"|Institute|University|Association|Society|Commission|Committee|Council|Federation|Union|Office"
    r"|Bureau|Board|Academy|College|School|Party|Museum|Agency|Foundation|Fund|Coalition|Movement)"
    r"(?: General)? (?:of|for|on) (?:the )?[A-ZÀ-Þ][\w’'&-]*(?: (?:and )?[A-ZÀ-Þ][\w’'&-]*){0,5})"
    r"(?=$|[ ,])"
)
#: Who stands for an office speaks for himself, whatever the office and the town.
STANDS = re.compile(
    r"\b(?:candidates?|nominees?|contenders?|hopefuls?|front-?runners?)\b", re.IGNORECASE
)
#: Whose trade says nothing of a side: an Orlun painter speaks for no town.
PRIVATE = re.compile(
    r"\b(?:artist|painter|sculptor|act(?:or|ress)|singer|rapper|musician|composer|songwriter|dancer"
    r"|comedian|designer|writer|author|novelist|poet|playwright|filmmaker|photographer|model|farmer"
    r"|resident|tourist|traveller|eye-?witness|witness|passenger|survivor|widow(?:er)?|mother|father"
    r"|blogger|fan|collector)$",
    re.IGNORECASE,
)


def whole_house(words: str) -> str | None:
    """Return the house that opens a phrase, with what it is for, None where none opens it.

    Examples
    --------
    >>> whole_house("Center for Tidal Studies scientist"), whole_house("head of the Ferry Guild")
    ('Center for Tidal Studies', None)
    """
    found = _WHOLE.match(words)
    return found["name"] if found else None


def house_before(head: str) -> str | None:
    """Return the house named before a role noun: "Woolworths" in "Woolworths spokesperson"."""
    role = role_in(head)
    if role is None:
        return None
    found = re.search(rf"\b{re.escape(role[0])}\b", head, re.I)
    lead = head[: found.start()] if found else head
    words: list[str] = []
    for word in reversed(lead.split()):
        low = word.lower().strip(",.")
        if not word[:1].isupper() or low in TITLES:
            if words or low not in NO_HOUSE:
                break
            continue
        if low in NO_HOUSE or (low in roles() and low not in _KINDS):
            if words and low not in _OPENS_NAMES:
                break
            if not words:
                continue
        words.insert(0, word)
    return " ".join(words).strip(" ,") or None
