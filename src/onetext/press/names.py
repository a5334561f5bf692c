"""The people a report names: full names, roles, and the side they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onetext.press.lexis import MONTHS, NAME_PARTICLES, TITLES, WEEKDAYS
from onetext.press.parties import PartyTable
from onetext.press.tables import roles
from onetext.terms.span import Span

_CAPITALS = r"[A-ZÀ-ÖØ-ÞŁŚŠŽČ]\w*(?:[’'-]\w+)*(?<![’']s)"
_PARTICLES = "|".join(sorted(NAME_PARTICLES))
_NAME = re.compile(
    rf"(?<![\w])(?:{_CAPITALS}|[A-Z]\.)(?:[ ](?:(?:{_PARTICLES})[ ])*(?:{_CAPITALS}|[A-Z]\.(?=[ ][A-Z])))+"
)
_BODY_WORDS = frozenset(
    """ministry council party university government court house senate congress parliament assembly
    committee commission union association institute institution organisation organization agency
    department office bureau company corporation group bank fund league movement army guard force
    forces police service services authority board federation foundation society church school college
    hospital centre center team club city county state states republic kingdom islands island river
    street square road airport airlines air international national north south east west united news
    times post press agreement treaty accord act bill war day week summit conference forum talks round
    world cup games olympic olympics prize award lake mount sea ocean bay gulf strait cape port
    protocol statement plan initiative project programme program network media district region
    province territory zone corridor bridge hotel palace hall tower building station campus dock docks
    isles democratic liberal conservative labour republican green coalition alliance front
    new york los san saint santa fort mount city administration embassy ministerial security special joint chiefs staff""".split()
)
_NOT_FIRST = frozenset(
    """only unlike image the a an in on at for from by with after before during but and or as if when while although
    however meanwhile following according speaking both all some no its his her their this that these
    those it he she they we you i since until under over asked last next yesterday today what why how
    where who image photo see former earlier later also then there here not now""".split()
)
_SKIP = frozenset((*WEEKDAYS, *(m for m in MONTHS if len(m) > 3)))
_FEMALE = re.compile(
    r"\b(?:spokeswoman|chairwoman|congresswoman|mrs|ms|miss|queen|princess|lady|dame|she|mother|sister|daughter|wife|businesswoman|policewoman|actress)\b",
    re.I,
)
_MALE = re.compile(
    r"\b(?:spokesman|chairman|congressman|mr|king|prince|lord|sir|father|brother|son|husband|businessman|policeman|emir|sultan|pope|imam)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Hold one person of a report: name, role and side as far as the report tells."""

    name: str
    role: str | None
    party: str | None
    female: bool | None
    mentions: tuple[Span, ...]

    @property
    def surname(self) -> str:
        """Return the last word of the name."""
        return self.name.split()[-1]


def role_in(phrase: str) -> tuple[str, str] | None:
    """Return the role noun in a phrase and its class of authority, the longest and highest first.

    Examples
    --------
    >>> role_in("Kremlin spokesman Dmitry Peskov")
    ('spokesman', 'spokesperson')
    """
    low = " " + re.sub(r"[^\w'’-]+", " ", phrase.lower()) + " "
    best: tuple[int, int, str, str] | None = None
    for noun in _nouns_of(low):
        kind = roles()[noun]
        at = low.find(f" {noun} ")
        if at < 0:
            continue
        rank = _RANK.index(kind) if kind in _RANK else len(_RANK)
        row = (-noun.count(" "), rank, noun, kind)
        if best is None or (row[1], row[0]) < (best[1], best[0]):
            best = row
    return (best[2], best[3]) if best else None


_RANK = ("spokesperson", "negotiator", "minister", "head", "official", "person", "institution")


def _nouns_of(low: str) -> list[str]:
    words = low.split()
    table = roles()
    return [
        noun
        for size in (4, 3, 2, 1)
        for i in range(len(words) - size + 1)
        if (noun := " ".join(words[i : i + size])) in table
    ]


class People:
    """Know the people of one report and find them again by surname, role or pronoun."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = list(people)
        self.heard: set[int] = set()
        self.ordered = sorted(
            ((span, i) for i, person in enumerate(self.people) for span in person.mentions),
            key=lambda row: row[0].start,
        )

    @classmethod
    def of(cls, text: str, parties: PartyTable) -> People:
        """Return the people named in ``text``: by a full name somewhere, then by surname too."""
        found: dict[str, Person] = {}
        for match in _NAME.finditer(text):
            place = _person_part(text, match)
            if place is None:
                continue
            name = " ".join(place.of(text).split())
            if _is_side(name, parties):
                continue
            around = _around(text, place)
            role, female = _role_text(around), _gender(around)
            party = parties.in_phrase(around) if role else None
            old = next((p for p in found.values() if _same(p.name, name)), None)
            if old:
                longer = name if len(name) > len(old.name) else old.name
                found.pop(old.name)
                found[longer] = replace(
                    old,
                    name=longer,
                    role=old.role or role,
                    party=old.party or party,
                    female=old.female if old.female is not None else female,
                    mentions=(*old.mentions, place),
                )
            else:
                found[name] = Person(name, role, party, female, (place,))
        people = [_with_surnames(text, person, found) for person in found.values()]
        return cls([_with_gender(text, person, people) for person in people])

    def named(self, phrase: str) -> int | None:
        """Return the index of the person whose name or surname stands in ``phrase``."""
        for i, person in enumerate(self.people):
            if person.name in phrase:
                return i
        best = None
        for i, person in enumerate(self.people):
            if re.search(rf"(?<!\w){re.escape(person.surname)}(?!\w)", phrase):
                best = i if best is None or person.role else best
        return best

    def last_before(self, at: int, *, female: bool | None = None) -> int | None:
        """Return the person named last before offset ``at``, fitting the pronoun's gender."""
        for span, i in reversed(self.ordered):
            if span.end <= at and self.fits(i, female) and self.is_proven(i):
                return i
        return None

    def is_proven(self, index: int) -> bool:
        """Tell whether a role, or words of theirs, show that the name is a person's."""
        return self.people[index].role is not None or index in self.heard

    def hear(self, sources: Sequence[Span]) -> None:
        """Take everybody whose name stands in a source phrase for a person."""
        for span, i in self.ordered:
            if any(source.holds(span) for source in sources):
                self.heard.add(i)

    def fits(self, index: int, female: bool | None) -> bool:
        """Tell whether the person's gender, as far as known, agrees."""
        known = self.people[index].female
        return female is None or known is None or known == female

    def learn(self, index: int, *, female: bool | None = None, party: str | None = None) -> None:
        """Keep what a pronoun or a phrase has shown of a person."""
        person = self.people[index]
        self.people[index] = replace(
            person,
            female=person.female if person.female is not None else female,
            party=person.party or party,
        )

    def with_role(self, role: str, at: int) -> int | None:
        """Return the person of that role named last before ``at`` ("the spokesman")."""
        for span, i in reversed(self.ordered):
            known = self.people[i].role
            if span.start < at and known and role.lower() in known.lower():
                return i
        return None


def _person_part(text: str, match: re.Match[str]) -> Span | None:
    """Return the part of a row of capitals that is a person's name, or None."""
    words = [(m.start() + match.start(), m[0]) for m in re.finditer(r"\S+", match[0])]
    words = [(at, w.rstrip(".,") if not re.fullmatch(r"[A-Z]\.", w) else w) for at, w in words]
    table = roles()
    while words and (
        words[0][1].lower() in _NOT_FIRST
        or words[0][1].lower() in TITLES
        or words[0][1].lower().rstrip(".") in table
        or words[0][1].lower() in _SKIP
    ):
        words.pop(0)
    # "Kremlin Spokesman Dmitry Peskov": the name is what follows the last role noun.
    for i in range(len(words) - 2, 0, -1):
        if words[i][1].lower() in table or words[i][1].lower() in TITLES:
            words = words[i + 1 :]
            break
    titled = bool(words) and words[0][0] > match.start()
    if len(words) < (1 if titled else 2) or len(words) > 5:
        return None
    lows = [w.lower() for _, w in words]
    if any(w in _BODY_WORDS or w in _SKIP for w in lows) or lows[-1] in table:
        return None
    if len(words) == 1 and (len(lows[0]) < 4 or not _is_titled(text, match, words[0][0])):
        return None
    start = words[0][0]
    before = text[max(0, start - 5) : start].lower()
    if re.search(r"\bthe\s$", before):
        return None
    if all(w.isupper() and len(w) > 1 for _, w in words):
        return None
    return Span(start, words[-1][0] + len(words[-1][1]))


def _is_titled(text: str, match: re.Match[str], at: int) -> bool:
    """Tell whether a role or title stands right before: "Prime Minister Ardern"."""
    before = text[match.start() : at].split()
    return bool(before) and (
        before[-1].lower() in TITLES or before[-1].lower().rstrip(".") in roles()
    )


def _is_side(name: str, parties: PartyTable) -> bool:
    mentions = parties.mentions(name)
    covered = sum(m.span.end - m.span.start for m in mentions)
    if any(m.span.end == len(name) and m.form != "person" for m in mentions):
        return True
    return covered * 2 >= len(name) or any(
        m.span.start == 0 and m.form != "person" for m in mentions
    )


def _around(text: str, place: Span) -> str:
    """Return the noun phrase around a name: titles before it and the apposition after it."""
    lead = re.sub(
        r"(?<=\b[A-Z])\.|\b(Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|St)\.",
        r"\1",
        text[max(0, place.start - 90) : place.start],
    )
    parts = re.split(r"([.;:!?\n“”‘’\"()\[\]](?!s\b)|,\s(?!and\b))", lead)
    before = parts[-1]
    if not before.strip() and len(parts) > 2 and parts[-2].startswith(",") and role_in(parts[-3]):
        before = parts[-3] + ", "
    before = re.split(
        r"\b(?:said|told|says|with|that|by|and|between|met|to|who|when|after|while|but|as)\s",
        before,
    )[-1]
    after = text[place.end : place.end + 90]
    home = re.match(r" of (?:the )?[A-Z][\w ]{2,30}?(?=\s[a-z]|[,.])", after)
    if home:
        return f"{before}{place.of(text)}{home[0]}"
    match = re.match(
        r",\s((?:(?!\b(?:said|told|says|was|is|were|who|has|had|and|but|will)\b)[^,.;:!?\n“”\"()]){3,80})(?=[,.;:!?\n)])",
        after,
    )
    apposition = match[1] if match and role_in(match[1]) else ""
    return f"{before}{place.of(text)}{', ' + apposition if apposition else ''}"


def _role_text(around: str) -> str | None:
    """Return the words of the role in a noun phrase, without the name."""
    if not role_in(around):
        return None
    name, _, apposition = around.partition(", ")
    if apposition and not role_in(apposition) and role_in(name):
        return re.sub(r"^(?:the|an?)\s", "", name.strip(), flags=re.I)
    if apposition and role_in(apposition):
        return re.sub(r"^(?:the|an?)\s", "", apposition.strip())
    match = _NAME.search(name)
    head = name
    for match in _NAME.finditer(name):
        pass
    if match:
        parts = match[0].split()
        head = name[: match.start()]
        kept = [w for w in parts if w.lower().rstrip(".") in roles() or w.lower() in TITLES]
        if kept:
            cut = parts.index(kept[-1]) + 1
            head += " ".join(parts[:cut])
    head = re.sub(r"^(?:the|an?|and|but)\s", "", " ".join(head.split()), flags=re.I)
    return head.strip(" ,") or None


def _gender(around: str) -> bool | None:
    if _FEMALE.search(around):
        return True
    return False if _MALE.search(around) else None


def _same(known: str, name: str) -> bool:
    if known == name:
        return True
    a, b = known.split(), name.split()
    return a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a))


def _with_surnames(text: str, person: Person, found: dict[str, Person]) -> Person:
    """Return the person with later mentions by surname alone."""
    surname = person.surname
    if len(surname) < 3 or sum(p.surname == surname for p in found.values()) > 1:
        return person
    first = person.mentions[0].start
    more = []
    for match in re.finditer(rf"(?<![\w’'-]){re.escape(surname)}(?!\w)", text):
        span = Span(match.start(), match.end())
        if not any(span.overlaps(m) for m in person.mentions) and span.start != first:
            more.append(span)
    return replace(person, mentions=tuple(sorted((*person.mentions, *more))))


_OWN = re.compile(r"\b(?:he|his|him|himself|she|her|hers|herself)\b", re.IGNORECASE)


def _with_gender(text: str, person: Person, people: Sequence[Person]) -> Person:
    """Return the person with the gender of the pronouns in sentences that name nobody else."""
    if person.female is not None:
        return person
    votes = 0
    for span in person.mentions:
        stop = re.compile(r"[.!?]\s|\n|[“”\"]").search(text, span.end)
        end = stop.start() if stop else min(len(text), span.end + 300)
        others = any(
            span.end <= other.start < end for p in people if p is not person for other in p.mentions
        )
        if others:
            continue
        for word in _OWN.findall(text[span.end : end])[:1]:
            votes += 1 if word.lower() in ("she", "her", "hers", "herself") else -1
    return replace(person, female=votes > 0) if votes else person
