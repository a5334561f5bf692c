"""The people a report names: full names, roles, and the side they stand for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onetext.press.lexicon.parties import PartyTable
from onetext.press.lexicon.tables import roles
from onetext.press.resolving.calling import WORD, with_first_names, with_genders, with_surnames
from onetext.press.resolving.outlets import is_outlet
from onetext.press.resolving.rolewords import Around, around, role_in
from onetext.press.text.lexis import (
    CONJUNCTIONS,
    MONTHS,
    NAME_PARTICLES,
    PREPOSITIONS,
    SUBORDINATORS,
    TITLES,
    WEEKDAYS,
)
from onetext.terms.said.span import Span

_CAPITALS = (
    r"(?:(?:al|el|an|ar|as|ash|at|ad|d|l|o)[-’'])?[A-ZÀ-ÖØ-ÞŁŚŠŽČ]\w*(?:[’'‑-]\w+)*(?<![’']s)"
)
_PARTICLES = "|".join(sorted(NAME_PARTICLES))
_NAME = re.compile(
    rf"(?<![\w’'-])(?:{_CAPITALS}|(?:[A-Z]\.){{1,3}})"
    rf"(?:[ ](?:(?:{_PARTICLES})[ ]){{0,3}}(?:(?:[A-Z]\.){{1,3}}(?=[ ][A-Z])|{_CAPITALS})){{1,9}}"
)
_BODY_WORDS = frozenset(
    """ministry council party university government court house senate congress parliament assembly
    committee commission union association institute institution organisation organization agency
    department office bureau company corporation group bank fund league movement army guard force
    forces police service services authority board federation foundation society church school
    college
    hospital centre center team club city county state states republic kingdom islands island river
    street square road airport airlines airways air international national north south east west
    united news
    times post press agreement treaty accord act bill war day week summit conference forum talks
    round
    world cup games olympic olympics prize award lake mount sea ocean bay gulf strait cape port
    protocol statement plan initiative project programme program network media district region
    province territory zone corridor bridge hotel palace hall tower building station campus dock
    docks
    isles democratic liberal conservative labour republican green coalition alliance front
    new york los san saint santa fort city administration embassy ministerial security special joint
    chiefs staff
    marine maritime software technologies systems industries energy oil gas motors airbus mosque
    cathedral temple
    stadium park museum library observatory laboratory survey centre academy tribunal registry
    secretariat
    magazine journal review gazette herald tribune courier radio television broadcasting channel
    letters reports reviews advances proceedings annals gazette
    northern southern eastern western central human rights health public federal royal supreme high
    general christmas easter web native tribe tribes nation nations""".split()
)
#: Words of places and bodies that people are called too.
_ALSO_NAMES = frozenset(
    """bill lake park bay green hill church day gulf west north east street march bank house hall
    temple college river sea force war guard ford marsh stone cape bridge young grant general prize
    may june april august""".split()
)
_NOT_FIRST = (
    frozenset(
        """only unlike image the a an in on at for from by with after before during but and or as if
        when while although
    however meanwhile following according speaking both all some no its his her their this that
    these
    those it he she they we you i since until under over asked last next yesterday today what why
    how
    where who image photo see former earlier later also then there here not now did does was is are
    has had
    citing per via despite because though once according several many most other another addressing
    listed wept like among along""".split()
    )
    | (PREPOSITIONS | SUBORDINATORS | CONJUNCTIONS) - NAME_PARTICLES
)
_AFTER_NAMES = frozenset("qc kc mp mep msp obe mbe cbe phd md esq".split())
_NO_SURNAME = frozenset("jr jr. sr sr. ii iii iv v vi vii viii xiv xvi".split())
_SKIP = frozenset((*WEEKDAYS, *(m for m in MONTHS if len(m) > 3)))


@dataclass(frozen=True, slots=True)
class Person:
    """Hold one person of a report: name, role and side as far as the report tells.

    ``told`` holds, for each mention with a role or a home ("of Milltech Marine"), those words and
    where they stand.
    """

    name: str
    role: str | None
    party: str | None
    female: bool | None
    mentions: tuple[Span, ...]
    told: tuple[tuple[tuple[str, ...], str, int], ...] = ()

    @property
    def surname(self) -> str:
        """Return the last word of the name, a "Jr." or "II" left out."""
        words = self.name.split()
        while len(words) > 1 and words[-1].lower() in _NO_SURNAME:
            words.pop()
        return words[-1]


class People:
    """Know the people of one report and find them again by surname, role or pronoun."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = list(people)
        self.heard: set[int] = set()
        self.ordered = sorted(
            ((span, i) for i, person in enumerate(self.people) for span in person.mentions),
            key=lambda row: row[0].start,
        )
        self._starts = [span.start for span, _ in self.ordered]

    @classmethod
    def of(cls, text: str, parties: PartyTable) -> People:
        """Return the people named in ``text``: by a full name somewhere, then by surname too.

        Cost: linear in the text.
        """
        found: dict[str, list[Person]] = {}
        for match in _NAME.finditer(text):
            place = _person_part(text, match)
            if place is None:
                continue
            place = _without_side(text, place, parties)
            name = " ".join(place.of(text).split())
            told = around(text, place)
            if is_outlet(name) or (
                _is_side(name, parties) and not _is_namesake(name, told, parties)
            ):
                continue
            words = ((told.roles, told.home, place.start),) if told.roles or told.home else ()
            person = Person(name, told.role, None, told.female, (place,), words)
            rows = found.setdefault(person.surname.lower(), [])
            old = next((i for i, p in enumerate(rows[:40]) if _same(p.name, name)), None)
            if old is None:
                rows.append(person)
            else:
                rows[old] = _merged(rows[old], person)
        people = [person for rows in found.values() for person in rows]
        people = with_first_names(text, with_surnames(text, people), parties)
        return cls(with_genders(text, people))

    def between(self, start: int, end: int) -> list[tuple[Span, int]]:
        """Return the mentions that start in ``[start, end)``, in order, each with its person."""
        return self.ordered[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def named(self, phrase: str) -> int | None:
        """Return the index of the person whose name or surname stands in ``phrase``."""
        words = set(WORD.findall(phrase))
        best = None
        for i, person in enumerate(self.people):
            if person.surname not in words:
                continue
            if person.name in phrase:
                return i
            best = (
                i
                if best is None or len(person.mentions) > len(self.people[best].mentions)
                else best
            )
        return best

    def last_before(self, at: int, *, female: bool | None = None) -> int | None:
        """Return the person named last before offset ``at``, fitting the pronoun's gender."""
        last = bisect_right(self._starts, at)
        for span, i in reversed(self.ordered[max(0, last - 200) : last]):
            if span.end <= at and self.fits(i, female) and self.is_proven(i):
                return i
        return None

    def is_proven(self, index: int) -> bool:
        """Tell whether a role, or words of theirs, show that the name is a person's."""
        return self.people[index].role is not None or index in self.heard

    def hear(self, sources: Sequence[Span]) -> None:
        """Take everybody whose name stands in a source phrase for a person."""
        for source in sources:
            for span, i in self.between(source.start, source.end):
                if source.holds(span):
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

    def with_role(self, role: str, at: int, party: str | None = None) -> int | None:
        """Return the person of that role named last before ``at`` ("the spokesman").

        With ``party``, somebody known to stand for another side is passed over.
        """
        word = re.compile(rf"(?<!\w){re.escape(role.lower())}(?!\w)")
        last = bisect_left(self._starts, at)
        for _, i in reversed(self.ordered[max(0, last - 300) : last]):
            person = self.people[i]
            if party and person.party and person.party != party:
                continue
            if person.role and word.search(person.role.lower()):
                return i
        return None


def _person_part(text: str, match: re.Match[str]) -> Span | None:
    """Return the part of a row of capitals that is a person's name, or None."""
    words = [(m.start() + match.start(), m[0]) for m in re.finditer(r"\S+", match[0])]
    words = [(at, w if re.fullmatch(r"(?:[A-Z]\.)+", w) else w.rstrip(".,")) for at, w in words]
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
    while len(words) > 1 and words[-1][1].lower().rstrip(".") in _AFTER_NAMES:
        words.pop()
    titled = bool(words) and words[0][0] > match.start()
    if len(words) < (1 if titled else 2) or len(words) > 6:
        return None
    lows = [w.lower() for _, w in words]
    odd = {w for w in lows if w in _BODY_WORDS or w in _SKIP}
    if odd and not (odd <= _ALSO_NAMES and (titled or _follows_role(text, words[0][0]))):
        return None
    if lows[-1] in table:
        return None
    if len(words) == 1 and (len(lows[0]) < 3 or not _is_titled(text, match, words[0][0])):
        return None
    if len(words) > 2 and _follows_role(text, words[0][0], " of"):
        words = words[-2:]  # "Mayor of Lisk Ada Rusk"
    start = words[0][0]
    end = words[-1][0] + len(words[-1][1])
    before = text[max(0, start - 5) : start].lower()
    if re.search(r"\bthe\s$", before) and not text[end : end + 1].isalpha():
        return None
    if all(w.isupper() and len(w) > 1 for _, w in words):
        return None
    return Span(start, end)


def _without_side(text: str, place: Span, parties: PartyTable) -> Span:
    """Return the name without a side that stands before it: "President of Argentina Ana Ruiz"."""
    first = next((m for m in parties.mentions(place.of(text)) if m.span.start == 0), None)
    if first is None or first.form == "person":
        return place
    rest = place.of(text)[first.span.end :]
    if len(rest.split()) < 2 or not rest.startswith(" "):
        return place
    return Span(place.start + first.span.end + 1, place.end)


def _follows_role(text: str, at: int, then: str = "") -> bool:
    """Tell whether the word right before is a person's role: "witness Bill Ash"."""
    before = re.search(rf"([A-Za-z]+){then} $", text[max(0, at - 24) : at])
    word = before[1] if before else ""
    held = roles().get(word.lower() if then else word)
    return held not in (None, "institution")


def _is_titled(text: str, match: re.Match[str], at: int) -> bool:
    """Tell whether a role or title stands right before: "Prime Minister Ardern"."""
    before = text[match.start() : at].split()
    if not before:
        return False
    last = before[-1].lower().rstrip(".")
    held = roles().get(last)
    return last in TITLES or before[-1].lower() in TITLES or held not in (None, "institution")


def _is_side(name: str, parties: PartyTable) -> bool:
    mentions = parties.mentions(name)
    covered = sum(m.span.end - m.span.start for m in mentions)
    if any(m.span.end == len(name) and m.form != "person" for m in mentions):
        return True
    return covered * 2 >= len(name) or any(
        m.span.start == 0 and m.form != "person" for m in mentions
    )


def _is_namesake(name: str, told: Around, parties: PartyTable) -> bool:
    """Tell whether somebody with a role is called like a capital: "the judge, Bern Stoll"."""
    found = parties.mentions(name)
    first = name.split()[0]
    return (
        told.role is not None
        and len(found) == 1
        and found[0].form == "capital"
        and found[0].span.end == len(first)
        and found[0].span.start == 0
    )


def _same(known: str, name: str) -> bool:
    if known == name:
        return True
    a, b = known.split(), name.split()
    return a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a))


def _merged(old: Person, new: Person) -> Person:
    """Return what two mentions tell of one person; the fuller role stays."""
    role = old.role or new.role
    if old.role and new.role and _weak(old.role) and not _weak(new.role):
        role = new.role
    return Person(
        new.name if len(new.name) > len(old.name) else old.name,
        role,
        None,
        old.female if old.female is not None else new.female,
        (*old.mentions, *new.mentions),
        (*old.told, *new.told)[:12],
    )


def _weak(role: str) -> bool:
    """Tell whether a role is a mere title: "Mr", "Dr"."""
    held = role_in(role)
    return role.lower().rstrip(".") in TITLES or held is None or held[1] == "person"
