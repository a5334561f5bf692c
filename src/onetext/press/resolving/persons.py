"""The people of a report as speakers: who a phrase names, in what role, for which side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onetext.press.finding.attribution import Attribution
from onetext.press.lexicon.parties import PartyMention, PartyTable
from onetext.press.lexicon.tables import roles
from onetext.press.resolving.bodies import ANONYMOUS, DOCUMENT, WEAK, name_of
from onetext.press.resolving.names import People
from onetext.press.resolving.own_words import commonest, side_willing
from onetext.press.resolving.pronouns import Trail
from onetext.press.resolving.rolewords import role_in
from onetext.press.resolving.sides import Sides
from onetext.press.text.sentences import Page
from onetext.terms.party import Party
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Speaker

_NEWCOMER = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w’'-]{1,30}(?: [A-ZÀ-Þ][\w’'-]{1,30}){0,2}), (?P<role>(?:the|an?|its|his"
    r"|her|their) [^,]{3,80}),?$"
)
_WHO = re.compile(r",\s+(?:who|whose)\s+([^.;:“”\"]{4,80})")
_WHO_LEADS = re.compile(
    r",\s+who\s+(?:now\s+|also\s+)?(?P<verb>leads|led|heads|headed|chairs|chaired|speaks for)\s+"
    r"(?:the|its|their|his|her)\s+(?P<what>(?:[^\W\d_][\w’'-]*\s+){0,4}?[a-z]+)(?=\s*[,.;:])"
)
_OFFICES = {
    "lead": "leader of",
    "led": "leader of",
    "head": "head of",
    "chai": "chair of",
    "spea": "spokesperson for",
}
_LEADS = re.compile(r"\b(?:lead|head|represent|speak|negotiat|govern|rule|command)")
_ITS_OWN = re.compile(
    r"[’']s (?:(?:was|were|is|are) )?(?:(?:led|headed|chaired|represented) )?by "
    r"(?:[A-Z]\w+ ){0,4}"
)
_OF_TOWN = re.compile(r"(?P<role>\w+) of (?:[A-ZÀ-Þ][\w’'-]* ){1,3}$")
_KIN = re.compile(r"\b(?:family|parents|relatives|children|siblings|couple)[ ,]*$", re.IGNORECASE)
_SUBDUED = re.compile(r"\b(?:for|to|of|with|at|from|by|close to)\s+((?:[\w.]+\s){0,3})$")


class Persons:
    """Find the person in a source phrase and tell the role and the side, over the whole report."""

    def __init__(
        self,
        page: Page,
        table: PartyTable,
        mentions: Sequence[PartyMention],
        people: People,
        sides: Sides,
        trail: Trail,
    ) -> None:
        self.page = page
        self.text = page.text
        self.table = table
        self.mentions = mentions
        self.people = people
        self.sides = sides
        self.trail = trail
        self._open: set[int] = set()
        self._willing: dict[int, list[str]] = {}
        sides.of_name = self._side_by_name

    def hear(self, attributions: Sequence[Attribution]) -> None:
        """Note whose will each person's words tell, for whom nothing else tells a side."""
        for a in attributions:
            index = self.within(a.source) if a.source is not None else None
            side = side_willing(self.text, a.contents, self.mentions) if index is not None else None
            if index is not None and side is not None:
                self._willing.setdefault(index, []).append(side)

    def described(self, source: Span, words: str, role: tuple[str, str]) -> int | None:
        """Return whom "the Halvian minister" or "the Wooster professor" describes."""
        if ANONYMOUS.search(words) or _KIN.search(words):
            return None
        party = self.table.in_phrase(words)
        same = self.people.with_role(role[0], source.start, party)
        if same is None and role[1] in ("head", "minister"):
            last = role[0].rsplit(" ", 1)[-1]
            if last not in ("chief", "head", "leader"):
                same = self.people.with_role(last, source.start, party)
        if same is not None and not self._is_elsewhere(same, party):
            return same
        if self.trail.sentence(source.start) == 0:
            return self._foretold(role[0])
        last_heard = self.trail.heard[-1] if self.trail.heard else None
        if last_heard is not None and last_heard.person is not None:
            here = self.trail.sentence(source.start)
            person = self.people.people[last_heard.person]
            held = role_in(person.role or "")
            fits = held is None or held[1] == role[1]
            plain = role[1] in ("person", "official") or held is None
            if here - last_heard.sentence <= 1 and fits and plain:
                return last_heard.person
        return None

    def _is_elsewhere(self, index: int, party: str | None) -> bool:
        """Tell whether a person is known to speak for others than the state that is named."""
        named = self.table.get(party) if party else None
        if named is None or named.kind != "state":
            return False
        return self.speaker(index, None).party != party

    def _foretold(self, role: str) -> int | None:
        """Return whom a headline calls by the office alone ("premier says"): its first holder."""
        same = (
            {"premier", "prime minister", "pm"}
            if role in ("premier", "prime minister", "pm")
            else {role}
        )
        for _, i in self.people.ordered[:200]:
            held = role_in(self.people.people[i].role or "")
            if held and held[0] in same:
                return i
        return None

    def within(self, source: Span) -> int | None:
        """Return the person whose mention stands in the source, the head of the phrase first.

        The head is the last name before a comma or "and" that no preposition or possessive subdues
        ("Corvin lawyer Ada Rusk"); else one in apposition ("the judge, Bern Stoll,").
        """
        inside = [
            row for row in self.people.between(source.start, source.end) if source.holds(row[0])
        ]
        words = source.of(self.text)
        at_end = self._headed_by_role(source, inside)
        if at_end is not None:
            return at_end
        best: int | None = None
        for span, i in inside:
            lead = self.text[source.start : span.start]
            apart = "," in lead.rstrip(" ,") or re.search(r",\s|\sand\s", lead) is not None
            if best is not None and apart:
                break
            tail = self.text[span.end : source.end].lstrip("\u200d")
            if tail[:1] in ("'", "’") or is_persons_body(tail.strip(" ,")) or has_role(tail):
                continue
            subdued = _SUBDUED.search(lead)
            titled = _OF_TOWN.search(lead)
            if titled and roles().get(titled["role"].lower()) in ("head", "minister", "official"):
                subdued = None
            if subdued and not self._is_side_word(span.start - len(subdued[1]), span.start):
                continue
            if (
                titled
                and subdued is None
                and len(inside) > 1
                and self._apposed_last(source, inside)
            ):
                continue
            best = i
        if best is not None:
            return best
        if inside or len(words.split()) > 1:
            return None
        return self.people.named(words) if words[:1].isupper() else None

    def _headed_by_role(self, source: Span, inside: Sequence[tuple[Span, int]]) -> int | None:
        """Return whom a name at the end with a plain role before it names, whatever capitals lead.

        "Longtime Lisk in the Morning host *Ada Rusk*", "co-author of the study *Ivo Renn*".
        """
        if not inside or inside[-1][0].end < source.start + len(source.of(self.text).rstrip(" ,")):
            return None
        span, index = inside[-1]
        lead = self.text[source.start : span.start].rstrip()
        last = lead.rpartition(" ")[2]
        if "," in lead or not last.islower() or roles().get(last) == "institution":
            return None
        subdued = _SUBDUED.search(lead + " ")
        if subdued and DOCUMENT.fullmatch(last):
            return index if role_in(lead[: subdued.start()]) else None
        return index if not subdued and roles().get(last) is not None else None

    def _apposed_last(self, source: Span, inside: Sequence[tuple[Span, int]]) -> bool:
        """Tell whether the last name stands in apposition: "leader of Old Orlun, *Ada Rusk*,"."""
        last = inside[-1][0]
        closed = not self.text[last.end : source.end].strip(" ,")
        return closed and re.search(r",\s(?:\w+\s)?$", self.text[: last.start][-24:]) is not None

    def _is_side_word(self, start: int, end: int) -> bool:
        """Tell whether the words between name a side: "President of *Arvia* Ana Rey"."""
        end = len(self.text[:end].rstrip())
        return any(
            m.span.start <= start and m.span.end == end for m in self.mentions if m.span.end == end
        )

    def speaker(self, index: int, mention: Span | None) -> Speaker:
        """Return a person as the speaker, with the role and the side that the report tells."""
        person = self.people.people[index]
        role = person.role or self._leads(person.mentions)
        if mention is not None and not role and role_in(mention.of(self.text)):
            role = _without(mention.of(self.text), person.name)
        party = person.party or self._side_of_person(index, role, mention)
        self.people.learn(index, party=party)
        authority = authority_of(role_in(role or ""))
        known = self.table.get(party)
        if (
            authority == "head"
            and known
            and known.kind == "state"
            and _OF_A_PART.search(role or "")
        ):
            authority = "official"
        return Speaker(person.name, role, party, mention, (), authority)

    def newcomer(self, source: Span, words: str) -> Speaker | None:
        """Return a person told only by surname and role: "Farrant, the foreign minister,"."""
        match = _NEWCOMER.match(words)
        held = role_in(match["role"]) if match else None
        if match is None or held is None or held[1] == "institution":
            return None
        role = WEAK.sub("", match["role"]).strip(" ,")
        party = self.table.in_phrase(match["role"]) or self.sides.of_role(role, "", source.start)
        party = party or self.sides.make(match["name"], "person", own=True)
        return Speaker(match["name"], role, party, source, (), authority_of(held))

    def campaign(self, source: Span, words: str) -> Speaker | None:
        """Return the campaign, or the aide, that a person's name stands before."""
        inside = self.people.between(source.start, source.end)
        tail = self.text[inside[-1][0].end : source.end].rstrip(" ,") if inside else ""
        aide = has_role(tail)
        if not aide and not is_persons_body(tail.strip()):
            return None
        party = self.speaker(inside[-1][1], None).party
        name = name_of(words)
        authority = authority_of(role_in(tail)) if aide else "institution"
        return Speaker(name, name if aide else None, party, source, (), authority)

    def as_called(self, party: Party) -> Party:
        """Return a party that is a person alone with the names that the report uses."""
        index = self.people.named(party.name) if party.kind == "person" else None
        if index is None or self.people.people[index].name.rstrip(".") != party.name:
            return party
        called = (span.of(self.text) for span in self.people.people[index].mentions)
        return replace(party, aliases=tuple(n for n in dict.fromkeys(called) if n != party.name))

    def _side_of_person(self, index: int, role: str | None, mention: Span | None) -> str:
        person = self.people.people[index]
        party = self._told_of(person.mentions)
        at = person.mentions[0].start if person.mentions else mention.start if mention else 0
        if not party and role and re.match(r"(?:its|their)\b", role, re.I):
            rest = role.partition(" ")[2]
            party = self.table.in_phrase(rest) or self.sides.theirs(at)
        party = party or self._of_roles(index, role, at, guess=False)
        if not party:
            party = self._beside(person.mentions[:1])
        if not party:
            party = commonest(self._willing.get(index, ()), self.table, role)
        party = party or self._of_roles(index, role, at, guess=True)
        return party or self.sides.make(person.name, "person", own=True)

    def _of_roles(self, index: int, role: str | None, at: int, *, guess: bool) -> str | None:
        """Return the side that the words of the person's roles tell."""
        told = self.people.people[index].told
        for roles_told, home, where in told:
            for words in roles_told or ("",):
                party = self.sides.of_role(words or None, home, where, guess=guess)
                if party:
                    return party
        return None if told else self.sides.of_role(role, "", at, guess=guess)

    def _side_by_name(self, name: str) -> str | None:
        """Return the side of a person whom somebody else's role names: "spokesman for Ivo Renn"."""
        index = self.people.named(name)
        if index is None or index in self._open:
            return None
        self._open.add(index)
        party = self.speaker(index, None).party
        self._open.discard(index)
        return party

    def _beside(self, mentions: Sequence[Span]) -> str | None:
        """Return the side whose the person is called: "Voland's Greta Solheim", "for Voland,"."""
        for span in mentions:
            before = self.text[max(0, span.start - 40) : span.start]
            near = [m for m in self.mentions if span.start - 40 <= m.span.start < span.start]
            gap = before[near[-1].span.end - (span.start - len(before)) :] if near else ""
            if near and (gap in ("’s ", "'s ") or _ITS_OWN.fullmatch(gap)):
                return near[-1].party
            behalf = re.match(
                r",\s(?:speaking\s)?for\s(?:the\s)?[^,.;]{3,40},", self.text[span.end :][:60]
            )
            if behalf:
                end = span.end + behalf.end()
                side = [m for m in self.mentions if span.end <= m.span.start < end]
                if side:
                    return side[0].party
        return None

    def _leads(self, mentions: Sequence[Span]) -> str | None:
        """Return the office that a relative clause tells: "Rook, who leads the delegation"."""
        for span in mentions[:20]:
            clause = _WHO_LEADS.match(self.text, span.end)
            if clause and role_in(clause["what"]):
                verb = _OFFICES[clause["verb"].lower()[:4]]
                return f"{verb} the {clause['what']}"
        return None

    def _told_of(self, mentions: Sequence[Span]) -> str | None:
        """Return the side named in a relative clause: "Rook, who leads the Tarvenian team"."""
        for span in mentions[:20]:
            clause = _WHO.match(self.text, span.end)
            if clause and _LEADS.search(clause[1]):
                party = self.table.in_phrase(clause[1])
                if party:
                    return party
        return None


#: Heads of something inside a state, who do not speak for it.
_OF_A_PART = re.compile(
    r"\b(?:governor|mayor|(?:majority|minority|opposition|party|union|rebel|deputy) leader"
    r"|leader of the opposition|(?:house )?speaker|chief justice|chief of staff|archbishop|bishop"
    r"|founder|dean|rector|provost|principal|head ?teacher|warlord|chief executive|ceo"
    r"|managing director)\b",
    re.IGNORECASE,
)
_SECOND = re.compile(r"(?:deputy|vice|assistant)\b")


_PERSONS_BODY = re.compile(
    r"(?:(?:re-?election|presidential|campaign) )?(?:campaign|administration|team|family"
    r"|government|foundation|organi[sz]ation|camp|estate|regime|cabinet)(?: [a-z].*)?",
    re.IGNORECASE | re.DOTALL,
)


def is_persons_body(tail: str) -> bool:
    """Tell whether what stands behind a name makes it a body's: "the Renn *campaign*".

    Examples
    --------
    >>> is_persons_body("campaign"), is_persons_body("campaign manager"), is_persons_body("")
    (True, False, False)
    """
    held = role_in(tail)
    return _PERSONS_BODY.fullmatch(tail) is not None and (held is None or held[1] == "institution")


def has_role(tail: str) -> bool:
    """Tell whether a name only says whose a role is: "the Renn *spokesman*"."""
    held = role_in(tail) if re.fullmatch(r"(?: [a-z-]+){1,3}", tail) else None
    return held is not None and held[1] != "institution"


def authority_of(role: tuple[str, str] | None) -> str | None:
    """Return the authority of a role, None for a private person's; a deputy is no head.

    Examples
    --------
    >>> authority_of(("premier", "head")), authority_of(("deputy premier", "head"))
    ('head', 'minister')
    """
    if role is None or role[1] == "person":
        return None
    return "minister" if role[1] == "head" and _SECOND.match(role[0]) else role[1]


def _without(words: str, name: str) -> str | None:
    rest = words.replace(name, "").strip(" ,")
    rest = re.sub(r"\s*,\s*$|^\s*,\s*", "", rest)
    return re.sub(r"^(?:the|an?)\s", "", rest, flags=re.I) or None
