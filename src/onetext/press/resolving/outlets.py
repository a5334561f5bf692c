"""Outlets: who carries other people's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onetext.terms.said.span import Span

_SHAPE = re.compile(
    r"(?<![\w’'-])(?:[Tt]he\s{1,3})?(?:[A-Z][\w.’'&-]{0,30}\s{1,3}){1,4}"
    r"(?:News Agency|News|Times|Post|Herald|Tribune|Gazette|Journal|Courier|Register|Telegraph"
    r"|Radio|Television"
    r"|TV|Broadcasting|Daily|Chronicle|Mail|Observer|Standard|Examiner|Inquirer|Dispatch|Bulletin"
    r"|Mercury|Argus|Echo|Globe|Star|Weekly|Review|Magazine|Press|Wire|Independent|Ledger|Week"
    r"|Packet|Mirror|Express|Advertiser|Sentinel|Record|Lantern|News Agency"
    r"|Broadcaster|Broadcasting Corporation|Broadcasting Service)\b"
)
_SINGLE = re.compile(
    r"(?<![\w-])[A-ZÀ-Þ][\w-]{0,24}(?:press|inform|pravda|post|times|herald|nachrichten|zeitung"
    r"|blatt|media|news|TV|today)\b"
)
_STATE = re.compile(
    r"\b(?:(?:state|government)(?:[- ](?:run|owned|controlled|funded|backed))?|official|public)\s+"
    r"(?:\w+\s+){0,2}?(?:media|news\s+agency|agency|television|tv|broadcaster|radio|newspaper"
    r"|outlet|news)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\b(?:newspaper|broadcaster|news agency|news agencies|television station|radio station|TV "
    r"station|TV channel"
    r"|news site|news website|news portal|news outlet|news service"
    r"|daily(?! (?:briefing|press|news|update|call))|weekly|magazine|tabloid"
    r"|publication|news channel|media outlet|media network|news network)s?\b",
    re.IGNORECASE,
)
_BROADCAST = re.compile(
    r"\b(?:radio|television|tv|broadcaster|broadcasting|channel)\b", re.IGNORECASE
)
_AGENCY = re.compile(r"\b(?:agency|agencies|wire|press)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outlet:
    """Name an outlet found in a text, with its kind and whether a state speaks through it."""

    name: str
    kind: str
    state: bool
    span: Span
    known: bool = False


_CAPS = re.compile(r"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,6}")


@cache
def _known() -> tuple[dict[str, tuple[str, bool]], re.Pattern[str]]:
    text = files("onetext.press").joinpath("tables/outlets.txt").read_text(encoding="utf-8")
    table: dict[str, tuple[str, bool]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, kind, state = (field.strip() for field in line.split("|"))
            table[name] = (kind, state == "state")
    names = sorted(table, key=len, reverse=True)
    pattern = "|".join(re.escape(name) for name in names)
    return table, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])")


@dataclass(frozen=True, slots=True)
class Outlets:
    """Know the outlets that one report names, also by a short form ("the Packet")."""

    by_word: dict[str, str]
    state: frozenset[str]
    own: str | None = None


def outlets_named(text: str, own: str | None = None) -> Outlets:
    """Return the outlets of a report by the last word of their names, and a state's among them."""
    names = {m[0] for m in _SHAPE.finditer(text)} | ({own} if own else set())
    by_word = {
        name.split()[-1]: re.sub(r"^[Tt]he\s+", "", name) for name in names if len(name.split()) > 1
    }
    state = {m["name"] for m in re.finditer(rf"{_STATE.pattern},?\s+(?P<name>[A-Z]\w+)", text)}
    return Outlets(by_word, frozenset(state), own)


def outlet_in(text: str, span: Span, named: Outlets | None = None) -> Outlet | None:
    """Return the outlet that the phrase ``text[span]`` names, or None.

    Known outlets first (``tables/outlets.txt``), then names shaped like an outlet's ("The Harbour
    Courier"), then a name beside "state news agency", "newspaper", "broadcaster".

    Examples
    --------
    >>> t = "according to Russian state media outlet TASS"
    >>> o = outlet_in(t, Span(13, len(t)))
    >>> o.name, o.state
    ('TASS', True)
    """
    words = span.of(text)
    table, known = _known()
    state = bool(_STATE.search(words))
    match = known.search(words)
    if match and not _is_place_of_work(words, match):
        kind, run = table[match[0]]
        return Outlet(match[0], kind, run or state, _at(span, match.span()), True)
    match = _SHAPE.search(words)
    if match:
        name = re.sub(r"^[Tt]he\s+", "", match[0])
        kind = "broadcast" if _BROADCAST.search(words) else "newspaper"
        if _AGENCY.search(words) and kind != "broadcast":
            kind = "agency"
        return Outlet(name, kind, state, _at(span, (match.end() - len(name), match.end())))
    match = _SITE.search(words)
    if match:
        return Outlet(match[0], "website", state, _at(span, match.span()))
    match = _SINGLE.search(words)
    if match:
        kind = "agency" if match[0].endswith(("press", "inform")) else "newspaper"
        if match[0].endswith("TV") or _BROADCAST.search(words):
            kind = "broadcast"
        return Outlet(match[0], kind, state, _at(span, match.span()))
    for word in re.findall(r"\b[A-Z]\w+", words)[:1] if named else ():
        assert named is not None
        if word in named.state or word in named.by_word:
            at = words.find(word)
            name = named.by_word.get(word, word)
            run = word in named.state
            return Outlet(
                name, "agency" if run else "newspaper", run, _at(span, (at, at + len(word)))
            )
    if state or _GENERIC.search(words):
        caps = [m[0] for m in _CAPS.finditer(words) if m[0] not in ("The", "A", "An", "State")]
        name = caps[-1] if caps else re.sub(r"^(?:the|an?)\s+", "", words.strip(" ,."), flags=re.I)
        at = words.rfind(name)
        kind = "broadcast" if _BROADCAST.search(words) else "newspaper"
        return Outlet(name, kind, state, _at(span, (at, at + len(name))))
    return None


def is_outlet(name: str) -> bool:
    """Tell whether a whole name is a known outlet's or shaped like one.

    Examples
    --------
    >>> is_outlet("Harbour Courier"), is_outlet("Ilse Varn")
    (True, False)
    """
    _, known = _known()
    return bool(known.fullmatch(name) or _SHAPE.fullmatch(name))


def outlets_before(text: str, span: Span) -> list[Outlet]:
    """Return the outlets that ``text[span]`` names, known or shaped like one, in order."""
    table, known = _known()
    words = span.of(text)
    found = [
        Outlet(m[0], table[m[0]][0], table[m[0]][1], _at(span, m.span()), True)
        for m in known.finditer(words)
    ]
    found += [
        Outlet(re.sub(r"^[Tt]he\s+", "", m[0]), "newspaper", False, _at(span, m.span()))
        for m in _SHAPE.finditer(words)
    ]
    return sorted(found, key=lambda o: o.span.end)


_SITE = re.compile(
    r"(?<![\w.-])[A-Za-z][\w-]{0,40}\.(?:com|org|net|co\.uk|hu|ru|ua|de|fr|eu|info|news"
    r"|au)(?:\.\w\w)?\b"
)


def _is_place_of_work(words: str, match: re.Match[str]) -> bool:
    """Tell whether the name only says where somebody named works ("Martin Smith of PBS")."""
    return match.start() > 60


def _at(span: Span, place: tuple[int, int]) -> Span:
    return Span(span.start + place[0], span.start + place[1])
