"""Dates that date a thing and not what is said beside it: "his January 2 remarks"."""

from __future__ import annotations

import re

from onetext.terms.said.span import Span

_OF_NOUN = re.compile(
    r"(?:[’']s)?\s{1,3}(?:remarks|speech|statement|meeting|attack|vote|election|agreement|talks|summit|deal"
    r"|decision|signing"
    r"|resolution|ceremony|visit|letter|report|call|conversation|incident|announcement|shooting"
    r"|primar(?:y|ies)"
    r"|earthquake|quake|crash|debate|protests?|session|game|match|referendum|rally|raid|strikes?)\b"
)
_OWNS = re.compile(r"[’']s\s")
_OTHER_TIME = re.compile(
    r"\b(?:(?:since|until|till|after|before|from|following|repeating|by)\s+(?:his|her|its|their"
    r"|the)?"
    r"|(?:made|signed|given|set|scheduled|due|held|expected|planned|slated)\s+(?:on\s+|for\s+)?"
    r"|\bset)\s*$",
    re.IGNORECASE,
)
_HAPPENING = re.compile(
    r"\b(?:after|following|over|about|in|to|by|from|of|for|since|during|before|despite|with"
    r"|followed)\s+"
    r"(?:an?|the|its|his|her|their|that)\s+(?:[\w’'-]+\s+){0,3}"
    r"(?:shooting|attack|earthquake|quake|crash|explosion|blast|fire|accident|incident|bombing"
    r"|riot|storm|hurricane|flood"
    r"|collapse|death|murder|killing|arrest|release|publication|launch|eruption|landslide"
    r"|derailment|disaster|outbreak"
    r"|meeting|victory|defeat|loss|win|match|game|race|resignation|assassination|ambush|raid|strike)s?"
    r"(?:\s+(?:in|at|of|near|by|against|on)(?:\s+[\w’'.-]+){1,5}?)?(?:\s+(?:on|last|late"
    r"|early))*\s*$",
    re.IGNORECASE,
)


#: "During a meeting on", "in a press release on", "at the match on" first: where it was said.
_SAID_THERE = re.compile(
    r"(?:\b(?:in|at|during)\s+(?:an?|the|its|his|her|their|that)\s+(?:[\w’'-]+\s+){0,3}"
    r"(?:meeting|launch|publication|release)|(?:^|[,;]\s)\W*(?:in|at|during)\s+(?:an?|the|its|his|her"
    r"|their|that)\s+(?:[\w’'-]+\s+){0,3}(?:match|game|race))"
    r"(?:\s+(?:in|at|of|with|near|by|between)(?:\s+[\w’'.-]+){1,5}?)?(?:\s+(?:on|last|late|early))*\s*$",
    re.IGNORECASE,
)
#: "By Tuesday morning, they reported": at the head of its sentence, when that was known.
_BY_THEN = re.compile(r"\s*By\s+(?:late\s+|early\s+)?")
_SENTENCE_END = re.compile(r"[.!?][”\"’]?\s+(?=[A-Z“\"])|\n")


#: "OSTREL, March 14 (MPA) –": when it was sent.
_PLACE = re.compile(
    r"\s*[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,40}(?:, [A-Z][\w. ]{1,30})?,\s*(?:[A-Z][a-z]+day,\s)?"
)
_SENT = re.compile(r"(?:,?\s\d{4})?\s*(?:\([^)\n]{2,40}\)\s*)?[—–-]\s")
#: How far from the beginning a dateline may stand.
_HEAD = 600


def is_dateline(text: str, span: Span) -> bool:
    """Tell whether a date stands in the line that tells where and when a report was sent.

    Examples
    --------
    >>> is_dateline("OSTREL, March 14 – Trams stood still.", Span(8, 16))
    True
    """
    line = text.rfind("\n", 0, span.start) + 1
    if line > _HEAD or span.start - line > 80:
        return False
    return bool(_PLACE.fullmatch(text, line, span.start) and _SENT.match(text, span.end))


def belongs_to_noun(text: str, span: Span) -> bool:
    """Tell whether the date dates something else: "his January 2 remarks", "Monday's fire"."""
    if is_dateline(text, span):
        return True
    if _OF_NOUN.match(text, span.end) or _OWNS.match(text, span.end):
        return not re.search(
            r"\b(?:(?:in|at|during)\s+(?:his|her|its|their|the|an?)|in|at|during)\s*$",
            text[max(0, span.start - 12) : span.start],
            re.IGNORECASE,
        )
    lead = _SENTENCE_END.split(text[max(0, span.start - 110) : span.start])[-1]
    if _SAID_THERE.search(lead) or _BY_THEN.fullmatch(lead):
        return False
    return bool(_OTHER_TIME.search(lead[-40:]) or _HAPPENING.search(lead))
