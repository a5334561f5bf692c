"""Who speaks: a source phrase resolved over the whole report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onetext.press.finding.attribution import Attribution
from onetext.press.finding.frames import main_subject
from onetext.press.finding.sourceless import weekdays
from onetext.press.lexicon.parties import PartyMention, PartyTable
from onetext.press.resolving.bodies import (
    ACRONYM,
    ANONYMOUS,
    DOCUMENT,
    WEAK,
    acronyms_of,
    author_span,
    document_in,
    name_of,
)
from onetext.press.resolving.names import People
from onetext.press.resolving.outlets import outlet_in
from onetext.press.resolving.papers import Papers
from onetext.press.resolving.partykinds import generic_kind
from onetext.press.resolving.persons import Persons, authority_of
from onetext.press.resolving.pronouns import GROUP, HE, SHE, Heard, Trail
from onetext.press.resolving.rolewords import role_in
from onetext.press.resolving.several import couple_meant, houses_joined, listed, persons_joined
from onetext.press.resolving.sides import Sides
from onetext.press.resolving.takenup import TakenUp
from onetext.press.resolving.teams import (
    takes_up_findings,
    team_named,
    teams,
    those_who_looked,
)
from onetext.press.text.sentences import Page
from onetext.terms.party import Party
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Speaker

_FAR = 4_000
_FIRST_PERSON = frozenset("i me we".split())
_WHERE = re.compile(r"\s(?:within|close|with|familiar)\b")
_PEOPLE = re.compile(r"[A-Z]\w+s|(?:[A-Z]\.?){2,4}")
_AFTER_QUOTE = re.compile(r"[”\"]\s+((?:the|an?)\s.+)$")
_PLURAL = re.compile(r"(?:[^s]s|people|children|women|men|police|staff|team|both)$", re.I)


class SpeakerResolver:
    """Resolve the sources of one report, in text order.

    A full name anywhere in the report gives a later surname its first name, role and side; a
    pronoun
    goes to whom :class:`Trail` weighs highest; "the spokesman" goes to the last person of that
    role; a
    document speaks for its author; a body speaks for the side in its name, else for itself.
    """

    def __init__(
        self,
        page: Page,
        table: PartyTable,
        mentions: Sequence[PartyMention],
        attributions: Sequence[Attribution] = (),
    ) -> None:
        self.page = page
        self.text = page.text
        self.table = table
        self.mentions = mentions
        self.people = People.of(page.text, table)
        self.people.hear([a.source for a in attributions if a.source is not None])
        self.acronyms = acronyms_of(page.text)
        self.sides = Sides(page, table, mentions, self.acronyms)
        self.trail = Trail(page, self.people, attributions)
        self.persons = Persons(page, table, mentions, self.people, self.sides, self.trail)
        self.persons.hear(attributions)
        self._team = next((t for t in teams(page.text) if not self.trail.is_content(t[1])), None)
        self.papers = Papers(page, self.trail)
        self.taken_up = TakenUp(page.text, table, self.people, self.sides, self.trail)

    def resolve(self, attribution: Attribution) -> Speaker:
        """Return the speaker of ``attribution``; unknown parts stay None."""
        source = attribution.source
        if source is None:
            return self._unnamed(attribution)
        speaker, person = self._phrase(source, attribution)
        if speaker.name is not None or speaker.party is not None:
            one = person is not None or _is_one(source.of(self.text), speaker)
            self.trail.add(source.start, speaker, person, one=one)
        return speaker

    def party_of(self, party_id: str) -> Party:
        """Return the party of that id, from the table or as made for this report."""
        made = self.sides.made.get(party_id)
        known = self.persons.as_called(made) if made else self.table.get(party_id)
        return known or Party(party_id, party_id.replace("_", " ").capitalize(), "other")

    def _unnamed(self, attribution: Attribution) -> Speaker:
        if attribution.kind != "floating":
            return Speaker(None)
        at = attribution.contents[0].start
        near = self.trail.last()
        index = self.people.last_before(at)
        if index is not None:
            last = max(s.start for s in self.people.people[index].mentions if s.end <= at)
            if near is None or at - last < 200:
                return self.persons.speaker(index, None)
        return _as(near, None) if near is not None else Speaker(None)

    def _phrase(self, source: Span, attribution: Attribution) -> tuple[Speaker, int | None]:
        words = source.of(self.text)
        quoted = _AFTER_QUOTE.search(words)
        if quoted:
            inner = Span(source.start + quoted.start(1), source.end)
            speaker, index = self._phrase(inner, attribution)
            return replace(speaker, mention=source), index
        low = words.lower().strip(" ,")
        couple = self._couple(source, words)
        if couple is not None:
            return couple, None
        if words.strip(" ,") not in ("WHO", "IT", "US") and low in HE | SHE | GROUP:
            return self._pronoun(source, low, attribution.lemma)
        if low in _FIRST_PERSON or words.strip(" ,") == "who":
            return Speaker(words, mention=source), None
        together = self._several(source, attribution)
        if together is not None:
            return together, None
        index = self.persons.within(source)
        if index is not None:
            return self.persons.speaker(index, source), index
        role = role_in(words)
        beside = self.people.between(source.end, source.end + 4)
        if role and role[1] != "institution" and beside and self._apposed(source, beside[0][0]):
            return self.persons.speaker(beside[0][1], source), beside[0][1]
        if self._team and self._team[1].end <= source.start and takes_up_findings(words):
            return self._made_by(self._team[0], source), None
        headed = self.trail.sentence(source.start) == 0 and words.islower()
        if (
            role
            and role[1] != "institution"
            and (headed or re.match(r"(?:the|this)\s", words, re.I))
        ):
            index = self.persons.described(source, words, role)
            if index is not None:
                return self.persons.speaker(index, source), index
        return self._body(source, role), None

    def _apposed(self, source: Span, name: Span) -> bool:
        """Tell whether the name behind a role belongs to it: "the judge, Bern Stoll, said"."""
        mark = self.text[source.end]
        closed = self.text[name.end : name.end + 1] in (",", ".", ";", ":", "\n", "")
        return mark == ":" or (mark == "," and closed)

    def _made_by(self, team: str, source: Span) -> Speaker:
        """Return the team behind findings as the speaker."""
        return Speaker(team, None, self.sides.generic("researchers"), source, (), "institution")

    def _several(self, source: Span, attribution: Attribution) -> Speaker | None:
        """Return those whom "A and B" joins, as one speaker with a list of names."""
        if " and " not in source.of(self.text):
            return None
        inside = [r for r in self.people.between(source.start, source.end) if source.holds(r[0])]
        indices = persons_joined(self.text, source, inside)
        if indices:
            first = next(span for span, i in inside if i == indices[0])
            each = [self.persons.speaker(indices[0], Span(source.start, first.end))]
            each += [self.persons.speaker(i, None) for i in indices[1:]]
        else:
            parts = houses_joined(self.text, source, self.table)
            each = [self._phrase(part, attribution)[0] for part in parts]
        names = [one.name for one in each if one.name]
        if len(names) < 2 or len(names) < len(each):
            return None
        return replace(each[0], name=listed(names), mention=source)

    def _couple(self, source: Span, words: str, floor: int = 0) -> Speaker | None:
        """Return the two persons that "the couple" takes up, named behind ``floor``."""
        mentions = self.people.between(max(floor, source.start - _FAR), source.start)
        meant = couple_meant(self.text, words, source.start, mentions)
        if meant is None:
            return None
        each = [self.persons.speaker(i, None) for i in meant[0]]
        name = meant[1] or listed([one.name for one in each if one.name])
        return replace(each[0], name=name, mention=source)

    def _pronoun(self, source: Span, low: str, lemma: str) -> tuple[Speaker, int | None]:
        if low in GROUP and low not in ("both", "we"):
            return self._group(source, lemma), None
        female = True if low in SHE else False if low in HE else None
        found = self.trail.person(source.start, female)
        if isinstance(found, Heard):
            return _as(found.speaker, source), None
        if found is None:
            return Speaker(None, mention=source), None
        return self.persons.speaker(found, source), found

    def _group(self, source: Span, lemma: str) -> Speaker:
        heard = self.trail.body(source.start, lemma)
        if lemma and heard is not None and heard.party == "researchers":
            known = self._team if self._team and self._team[1].end <= source.start else None
            return self._made_by(known[0], source) if known else _as(heard, source)
        near = self._subject_before(source)
        if near is not None:
            return _as(near, source)
        here = self.trail.sentence(source.start)
        floor = self.page.sentences[max(0, here - 1)].tokens[0].start
        last = self.trail.heard[-1] if self.trail.heard else None
        couple = self._couple(source, "both", floor) if lemma or last is None else None
        if couple is not None and (last is None or last.at < floor or last.person is not None):
            return couple
        if heard is not None:
            return _as(heard, source)
        low = source.of(self.text).lower()
        if low in ("they", "their") and self.trail.heard and self.trail.heard[-1].one:
            last = self.trail.heard[-1]
            if self.trail.sentence(source.start) - last.sentence <= 1 and last.person is None:
                return _as(last.speaker, source)
        here = self.trail.sentence(source.start)
        floor = self.page.sentences[max(0, here - 2)].tokens[0].start
        named = [m for m in self.mentions if floor <= m.span.start and m.span.end <= source.start]
        if named:
            party = self.table.party(named[-1].party)
            return Speaker(party.name, None, party.id, source, (), "institution")
        return Speaker(None, mention=source)

    def _subject_before(self, source: Span) -> Speaker | None:
        """Return the body that is the subject of the sentence before, for "it" and "they"."""
        here = self.trail.sentence(source.start)
        if here == 0:
            return None
        tokens = self.page.sentences[here - 1].tokens
        phrase = main_subject(tokens, len(tokens), weekdays(tokens))
        if phrase is None or phrase[1] - phrase[0] > 14:
            return None
        span = Span(tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
        words = span.of(self.text)
        if words.lower() in GROUP | HE | SHE or self.persons.within(span) is not None:
            return None
        role = role_in(words)
        named = words in self.acronyms or re.sub(r"^[Tt]he ", "", words) in self.acronyms
        if (
            self.table.in_phrase(words) is None
            and not named
            and not (role and role[1] in ("institution", "person", "official"))
        ):
            return None
        return self._body(span, role)

    def _body(self, source: Span, role: tuple[str, str] | None) -> Speaker:
        words = source.of(self.text)
        for found in (
            self.taken_up.organ(source, words, role),
            self.taken_up.house(source, words),
            self.persons.campaign(source, words),
            self._author(source, words),
            self.persons.newcomer(source, words),
        ):
            if found is not None:
                return found
        team = team_named(words)
        if team is not None:
            return self._made_by(team, source)
        looked = those_who_looked(words)
        if looked is not None:
            house = self.sides.make(looked, "organisation")
            return Speaker(looked, None, house, source, (), None)
        name = name_of(words)
        name = self.acronyms.get(name) or name
        whole = self._side_whole(name)
        if whole is not None:
            return Speaker(whole.name, None, whole.id, source, (), "institution")
        party = self.table.in_phrase(words)
        carrier = outlet_in(self.text, source)
        if carrier is not None and (party is None or carrier.state or carrier.known):
            media = self.sides.make("Media", "media", own=True)
            if carrier.name[:1].isupper():
                name = carrier.name
            return Speaker(name or carrier.name, "outlet", media, source, (), None)
        if party is not None and re.search(r"[A-Z]", name):
            party = self.sides.of_house(name) if not role or role[1] == "institution" else party
        if party is None:
            party = self._side_of(name, words, role, source.start)
        authority = authority_of(role)
        if role is None or role[1] == "institution":
            authority = None if ANONYMOUS.search(words) else "institution"
        told = None if role is None or role[1] == "institution" else name
        full = self.taken_up.named(source, words)
        heard = next(
            (r for r in reversed(self.trail.heard) if full and r.speaker.name == full), None
        )
        if heard is not None:
            party = heard.speaker.party
        return Speaker(full or name or None, told, party, source, (), authority)

    def _side_whole(self, name: str) -> Party | None:
        """Return the state that a people's name or initials stand for: "the Halvians", "the US"."""
        if not _PEOPLE.fullmatch(name):
            return None
        for m in self.table.mentions(name):
            whole = m.span.start == 0 and m.span.end == len(name)
            if whole and m.form in ("alias", "demonym"):
                party = self.table.party(m.party)
                return party if party.kind == "state" or m.form == "demonym" else None
        return None

    def _author(self, source: Span, words: str) -> Speaker | None:
        """Return who stands behind a document that speaks: "a report by the ministry"."""
        found = document_in(words)
        if found is None:
            return self.papers.issuer(source, words, self._issuing)
        inner = author_span(self.text, source)
        if inner is not None and inner != source and not _is_outlet_data(self.text, source, inner):
            index = self.persons.within(inner)
            if index is None:
                index = (
                    self.people.named(inner.of(self.text))
                    if len(inner.of(self.text).split()) < 4
                    else None
                )
            if index is not None:
                return _as(self.persons.speaker(index, inner), source)
            if not DOCUMENT.fullmatch(name_of(inner.of(self.text))):
                return _as(self._body(inner, role_in(inner.of(self.text))), source)
            return None
        held = role_in(words[: found.start()])
        if held is not None and held[1] != "institution" and held[0] not in ("press", "media"):
            author = Span(source.start, source.start + len(words[: found.start()].rstrip()))
            return _as(self._body(author, held), source)
        own = re.match(r"(its|their|his|her)\b", words, re.I)
        if own:
            pronoun = Span(source.start, source.start + own.end())
            low = own[1].lower()
            speaker, _ = self._pronoun(pronoun, low, "")
            return _as(speaker, source) if speaker.name else None
        return self.papers.issuer(source, words, self._issuing)

    def _issuing(self, span: Span) -> Speaker | None:
        """Return the person or house that the subject of an issuing verb names."""
        words = span.of(self.text)
        if words.lower() in GROUP | HE | SHE:
            return self._pronoun(span, words.lower(), "")[0]
        index = self.persons.within(span)
        if index is not None:
            return self.persons.speaker(index, span)
        return self._body(span, role_in(words)) if re.search(r"[A-ZÀ-Þ]", words[1:]) else None

    def _side_of(self, name: str, phrase: str, role: tuple[str, str] | None, at: int) -> str | None:
        generic = generic_kind(name)
        if generic is not None:
            return self.sides.generic(generic)
        if role is not None and role[1] != "institution":
            found = self.sides.of_role(WEAK.sub("", ACRONYM.sub("", phrase)).strip(" ,"), "", at)
            if found:
                return found
            if role[1] == "spokesperson":
                body = self.trail.body(at)
                if body is not None:
                    return body.party
        if ANONYMOUS.search(head := _WHERE.split(name)[0]) and head.islower():
            return None
        if not re.search(r"[A-Z]", name) and re.fullmatch(
            r"(?:\w+\s)?(?:government|ministry|army|military|parliament|navy|cabinet)", name
        ):
            return self.sides.state_at(at) or self.sides.make(name, "organisation")
        return self.sides.of_organ(name, at) if name else None


def _is_one(words: str, speaker: Speaker) -> bool:
    """Tell whether a source is one person, though unnamed: "the other diplomat"."""
    if speaker.name and " and " in speaker.name:
        return False
    role = role_in(words)
    if re.match(r"(?:one|another|the other)\b", words, re.I) and not _PLURAL.search(name_of(words)):
        return True
    if speaker.authority == "institution" or speaker.role == "outlet":
        return bool(re.match(r"(?:one|another) of\b", words, re.I))
    return role is not None and role[1] != "institution" and not _PLURAL.search(name_of(words))


def _is_outlet_data(text: str, source: Span, inner: Span) -> bool:
    return inner.start < source.start and inner.end > source.end


def _as(speaker: Speaker, mention: Span | None) -> Speaker:
    return Speaker(speaker.name, speaker.role, speaker.party, mention, (), speaker.authority)
