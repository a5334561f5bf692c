"""Several speakers of one cue: "Miller and Smith both", "Reuters and NBC", "the couple"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from onetext.press.lexicon.parties import PartyTable
from onetext.press.resolving.outlets import outlet_in
from onetext.press.resolving.rolehouses import whole_house
from onetext.press.resolving.rolewords import role_in
from onetext.terms.said.span import Span

_BOTH = re.compile(r"^both\s|\sboth$", re.IGNORECASE)
_PARTS = re.compile(r",\s+and\s+|,\s+|\s+and\s+")
_BETWEEN = re.compile(r"(?:,?\s+(?:and|and the|as well as)\s+|,\s+)(?:[\w’'-]+\s+){0,4}")
_COUPLE = re.compile(
    r"(?:(?:the|this) (?:\w+ )?(?:couple|pair|duo)|(?:(?P<two>both|the two)(?: of them)?|the)"
    r"(?: (?P<noun>(?!of\b)\w+s|men|women))?)",
    re.IGNORECASE,
)
_SHARED = re.compile(r"(?<!\w )\b(?P<first>[A-ZÀ-Þ][\w’'-]+) and $")
_HOUSE = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'&.-]* ){1,5}(?:Union|Fund|Guild|Foundation|Association|Society|Council|Party"
    r"|Federation|Institute|University|Ministry|Agency|Commission|Committee|League|Cent(?:er|re)"
    r"|Church|Bank|Company|Corporation|Department|Court|Group)"
)
_ARTICLE = re.compile(r"^(?:the|an?)\s", re.IGNORECASE)


def persons_joined(text: str, source: Span, mentions: Sequence[tuple[Span, int]]) -> list[int]:
    """Return the persons whom "A and B" joins as equals, no one where the phrase names only one.

    ``mentions`` are the persons' mentions in the source, in order. The last must end the phrase and
    each stand right behind "and" or a comma from the one before.
    """
    end = source.start + len(_BOTH.sub("", source.of(text).rstrip(" ,")))
    if _BOTH.match(source.of(text)):
        end = source.start + len(source.of(text).rstrip(" ,"))
    if len(mentions) < 2 or mentions[-1][0].end != end:
        return []
    for (left, _), (right, _) in itertools.pairwise(mentions):
        if not _BETWEEN.fullmatch(text[left.end : right.start]):
            return []
    between = text[mentions[-2][0].end : mentions[-1][0].start]
    indices = list(dict.fromkeys(i for _, i in mentions))
    return indices if " and " in between and len(indices) > 1 else []


def couple_meant(
    text: str, words: str, at: int, mentions: Sequence[tuple[Span, int]]
) -> tuple[tuple[int, ...], str | None] | None:
    """Return the two persons that "the couple" or "both officers" at ``at`` takes up.

    They are the last two that "and" joins. A plural noun takes them up if it stood before their
    names, or if it means people and "both" or "two" say how many. With them goes the name of a pair
    that shares one surname ("Ada and Ivo Rusk"), the first of whom has no full name elsewhere.
    """
    found = _COUPLE.fullmatch(words.strip(" ,"))
    if found is None or found[0].lower() == "the":
        return None
    for (left, i), (right, j) in reversed(list(itertools.pairwise([(Span(0, 0), -1), *mentions]))):
        if right.end > at:
            continue
        start = left.start
        name: str | None = None
        indices: tuple[int, ...] = (i, j)
        if i == j or i < 0 or not _BETWEEN.fullmatch(text[left.end : right.start]):
            first = _SHARED.search(text[max(0, right.start - 40) : right.start])
            if first is None or " " not in right.of(text):
                continue
            start = right.start - len(first[0])
            indices, name = (j,), f"{first['first']} and {right.of(text)}"
        elif " and " not in text[left.end : right.start]:
            continue
        noun = found["noun"]
        before = text[max(0, start - 40) : start].lower()
        if noun is None or noun.lower() in before or (found["two"] and _are_people(noun)):
            return indices, name
    return None


def _are_people(noun: str) -> bool:
    """Tell whether a plural noun means people: both officers, not both armies."""
    role = role_in(noun)
    return noun.lower() in ("men", "women") or (role is not None and role[1] != "institution")


def houses_joined(text: str, source: Span, table: PartyTable) -> list[Span]:
    """Return the houses that "Reuters and NBC" or "both the council and the guild" joins.

    Each must be an outlet or a side of its own, or "both" show that they are two.
    """
    words = source.of(text).rstrip(" ,")
    both = _BOTH.match(words)
    start = source.start + (both.end() if both else 0)
    inner = text[start : source.start + len(words)]
    if " and " not in inner:
        return []
    parts: list[Span] = []
    at = 0
    for gap in [*_PARTS.finditer(inner), None]:
        end = gap.start() if gap else len(inner)
        parts.append(Span(start + at, start + end))
        at = gap.end() if gap else end
    if both and len(parts) == 2 and all(len(p.of(text).split()) <= 5 for p in parts):
        return parts
    return parts if all(_is_house(text, part, table) for part in parts) else []


def _is_house(text: str, part: Span, table: PartyTable) -> bool:
    bare = _ARTICLE.sub("", part.of(text))
    if whole_house(bare) == bare or _HOUSE.fullmatch(bare):
        return True
    if not bare[:1].isupper() or len(bare.split()) > 4:
        return False
    whole = any(
        m.span.start == 0 and m.span.end == len(bare) and m.form in ("alias", "name")
        for m in table.mentions(bare)
    )
    outlet = outlet_in(text, part)
    return whole or (outlet is not None and outlet.known)


def listed(names: Sequence[str]) -> str:
    """Return the names as a list in words.

    Examples
    --------
    >>> listed(["Ada Rusk", "Bern Stoll", "Ivo Renn"])
    'Ada Rusk, Bern Stoll and Ivo Renn'
    """
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
