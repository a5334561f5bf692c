"""What stands around a name: titles before it, an apposition after it, the house it comes from."""

from __future__ import annotations

import re
from typing import NamedTuple

from onetext.press.lexicon.tables import roles
from onetext.press.text.lexis import (
    CONJUNCTIONS,
    MONTHS,
    PREPOSITIONS,
    SUBORDINATORS,
    TITLES,
    WEEKDAYS,
    is_finite,
)
from onetext.terms.said.span import Span

_RANK = ("spokesperson", "negotiator", "minister", "head", "official", "person", "institution")
_REACH = 110
_SHORT = re.compile(r"(?<=\b[A-Z])\.|\b(Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Prof|Rev|St)\.")
_BREAK = re.compile(r"([.;:!?\n“”\"()\[\]]|[‘’](?!\w)|(?<!\w)[‘’]|,\s(?!and\b))")
_CARRIES_ON = frozenset("of for at".split())
_BARRIERS = (
    (PREPOSITIONS - _CARRIES_ON)
    | SUBORDINATORS
    | CONJUNCTIONS
    | frozenset(WEEKDAYS)
    | frozenset("yesterday today then both either neither says said told".split())
    | {month for month in MONTHS if len(month) > 3}
)
_HOME = re.compile(
    r"\s(?:of|from|at|with)\s+(?:the\s+)?(?P<home>[A-ZÀ-Þ][\w’'&.-]*"
    r"(?:\s+(?:of\s+|for\s+|and\s+|the\s+|de\s+){0,2}[A-ZÀ-Þ][\w’'&-]*){0,7})"
)
_APPOSED = re.compile(
    r"(?:,\s\d{1,3})?,\s(?P<words>(?:(?!\b(?:said|told|says|was|is|were|who|has|had|but|will"
    r"|added)\b)"
    r"[^;:!?\n“”\"()]){3,110}?)(?=[,;:!?\n)]|\.(?:\s|$)|\s(?:said|told|says|was|is|added|who"
    r"|whose)\b|$)"
)
_KIN = re.compile(
    r"\b(?:his|her|their)\s(husband|wife|son|daughter|father|mother|brother|sister|uncle|aunt)$",
    re.I,
)
_GONE = re.compile(r"(?:the |an? )?(?:former|ex|then|late|retired)\b", re.I)
_FEMALE = re.compile(
    r"\b(?:spokeswoman|chairwoman|congresswoman|councilwoman|assemblywoman|mrs|ms|miss|queen"
    r"|princess|lady|dame"
    r"|mother|sister|daughter|wife|widow|fiancée|heiress|girlfriend|businesswoman|policewoman"
    r"|actress|duchess|aunt|niece|girl|woman|grandmother|madam)\b",
    re.I,
)
_MALE = re.compile(
    r"\b(?:spokesman|chairman|congressman|councilman|assemblyman|mr|king|prince|lord|sir|father"
    r"|brother|son|husband"
    r"|widower|businessman|policeman|duke|emir|sultan|pope|imam|uncle|nephew|boy|man"
    r"|grandfather)\b",
    re.I,
)


def role_in(phrase: str) -> tuple[str, str] | None:
    """Return the role noun in a phrase and its class of authority, the highest and longest first.

    A noun inside a longer one tells nothing of its own: a prime minister is no minister.

    Examples
    --------
    >>> role_in("Kremlin spokesman Dmitry Peskov"), role_in("Prime Minister Leray")
    (('spokesman', 'spokesperson'), ('prime minister', 'head'))
    """
    low = " " + re.sub(r"[^\w'’-]+", " ", phrase.lower()) + " "
    best: tuple[int, int, str, str] | None = None
    for noun in _nouns_of(low):
        kind = roles()[noun]
        rank = _RANK.index(kind) if kind in _RANK else len(_RANK)
        row = (-noun.count(" "), rank, noun, kind)
        if best is None or (row[1], row[0]) < (best[1], best[0]):
            best = row
    return (best[2], best[3]) if best else None


def _nouns_of(low: str) -> list[str]:
    words = low.split()
    table = roles()
    found: list[str] = []
    inside: set[int] = set()
    for size in (4, 3, 2, 1):
        for i in range(len(words) - size + 1):
            noun = " ".join(words[i : i + size])
            if noun in table and not inside.issuperset(range(i, i + size)):
                found.append(noun)
                inside.update(range(i, i + size))
    return found


class Around(NamedTuple):
    """Hold the words around one mention of a name: before it, whence, and in apposition."""

    before: str
    home: str
    apposition: str

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the words that tell a role, those before the name first; a mere title last."""
        told = [
            words
            for words in (self.before, self.apposition)
            if (held := role_in(words)) and held[1] != "institution"
        ]
        if len(told) == 2 and (len(self.before) < 8 or _GONE.match(self.before)):
            told.reverse()
        found = (
            re.sub(r"^(?:the|an?|and|but)\s", "", " ".join(words.split()), flags=re.I).strip(" ,")
            for words in told
        )
        return tuple(words for words in found if words)

    @property
    def role(self) -> str | None:
        """Return the words of the role, without the name, None where none is told."""
        told = self.roles
        if told and self.home and told[0] == self.before:
            return f"{told[0]} of {self.home}"
        return told[0] if told else None

    @property
    def female(self) -> bool | None:
        """Return the gender that a title, a role or a kinship shows, None without one."""
        for words in (self.before, re.split(r"\b(?:of|to|for)\b|[’']s\b", self.apposition)[0]):
            head = words.split("’s ")[-1].split("'s ")[-1]
            if _FEMALE.search(head):
                return True
            if _MALE.search(head):
                return False
        return None

    @property
    def words(self) -> str:
        """Return all of it, for whoever looks for a side."""
        return ", ".join(part for part in (self.before, self.home, self.apposition) if part)


def around(text: str, place: Span) -> Around:
    """Return what stands around the name at ``place``, within its noun phrase.

    Cost: constant, a hundred characters to either side.

    Examples
    --------
    >>> t = "The ruling went against former Israeli security chief Dan Oren, a lawyer, on Friday."
    >>> at = t.index("Dan")
    >>> around(t, Span(at, at + 8))
    Around(before='former Israeli security chief', home='', apposition='a lawyer')
    """
    lead = _SHORT.sub(r"\1", text[max(0, place.start - _REACH) : place.start])
    parts = _BREAK.split(lead)
    before = _noun_phrase(parts[-1])
    if not parts[-1].strip() and len(parts) > 2 and parts[-2].startswith(","):
        apart = _noun_phrase(parts[-3])
        before = apart if role_in(apart) else ""
    elif len(parts) > 2 and parts[-2].startswith(",") and (kin := _KIN.search(parts[-3])):
        before = f"{kin[1]} {before}"
    after = text[place.end : place.end + 2 * _REACH]
    home = _HOME.match(after)
    rest = after[home.end() :] if home else after
    match = _APPOSED.match(rest)
    words = match["words"] if match else ""
    held = role_in(words)
    opens = words.split(" ", 1)[0]
    if (
        held is None
        or held[1] == "institution"
        or re.match(r"[A-Z]\w+ [A-Z]\w+ (?:and|,)", words)
        or (opens.islower() and opens not in roles() and is_finite(opens))
    ):
        words = ""
    return Around(before, home["home"] if home else "", words.strip())


def _noun_phrase(lead: str) -> str:
    """Return the words at the end of ``lead`` that may belong to the name's own noun phrase."""
    table = roles()
    kept: list[str] = []
    words = lead.split()
    for i in range(len(words) - 1, -1, -1):
        word = words[i].strip(",")
        low = word.lower()
        if low == "and" and kept and i and words[i - 1][0].isupper() and kept[0][0].isupper():
            if kept[0].lower() in table or kept[0].lower() in TITLES or not role_in(" ".join(kept)):
                break
            kept.insert(0, word)
            continue
        if low in _BARRIERS or any(c.isdigit() for c in word[:1]):
            while low == "to" and kept and kept[0][:1].islower() and kept[0] not in table:
                kept.pop(0)
            break
        if word[:1].islower() and low not in table and is_finite(low, words[i - 1] if i else ""):
            break
        kept.insert(0, word)
    phrase = " ".join(kept)
    for join in ("for", "of", "at"):
        head, found, tail = phrase.partition(f" {join} ")
        last = tail.strip().lower()
        if found and (not role_in(head) or roles().get(last) in ("head", "minister")):
            phrase = tail
        elif phrase.startswith(f"{join} "):
            phrase = phrase[len(join) + 1 :]
    return phrase
