"""Who speaks: a source phrase resolved over the whole report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onetext.press.attribution import Attribution
from onetext.press.frames import main_subject
from onetext.press.lexis import is_finite
from onetext.press.names import People, role_in
from onetext.press.outlets import outlet_in
from onetext.press.parties import PartyMention, PartyTable
from onetext.press.sentences import Page
from onetext.terms.party import Party
from onetext.terms.span import Span
from onetext.terms.statement import Speaker

_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_GROUP = frozenset("they them we it its their our both".split())
_FIRST_PERSON = frozenset("i me we".split())
_WEAK = re.compile(
    r"^(?:the|a|an|its|his|her|their|one|another|other|some|several|two|three|many|most)\s+", re.I
)
_ACRONYM = re.compile(r"\s*\(([A-Z][\w&.-]{1,11})\)")
_OF_BODY = re.compile(
    r"\b(?:of|for|at|from|with)\s+(?:the\s+)?((?:[A-Z][\w’'&-]*)(?:\s+(?:of|for|and|the|on|in)?\s*[A-Z][\w’'&-]*)*)"
)
_POSSESSOR = re.compile(r"\b((?:[A-Z][\w&.-]*)(?:\s+[A-Z][\w&.-]*)*)[’']s?\b")
_NEXT_WORD = re.compile(r"\s+(?:\w+ly\s+)?([a-z]+)\b")
_WHO = re.compile(r",\s+(?:who|whose)\s+([^.;:“”\"]{4,80})")
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z .’'-]{2,40}?)(?:,[^\n—–]{0,40})?\s*(?:\([^)]{2,40}\)\s*)?[—–-]\s",
    re.MULTILINE,
)
_DOCUMENT = re.compile(
    r"\b(?:report|statement|study|complaint|letter|release|document|communiqu[eé]|ruling|memo|paper|survey|announcement|article|post|tweet)s?\b",
    re.I,
)
_ANONYMOUS = re.compile(
    r"\b(?:officials?|sources?|diplomats?|insiders?|critics|experts|analysts|observers|witnesses|people|reports?|rumou?rs?)\b",
    re.I,
)
_KINDS = (
    (re.compile(r"\bpolice|sheriff|constable|detective|officers?\b", re.I), "police"),
    (
        re.compile(
            r"\b(?:scientists?|researchers?|study|professor|university|institute|scholars?|paper)\b",
            re.I,
        ),
        "researchers",
    ),
    (re.compile(r"\bcourt|judge|justice|magistrate|tribunal\b", re.I), "court"),
    (
        re.compile(
            r"\b(?:newspaper|news|media|broadcaster|agency|journalists?|reporters?|press)\b", re.I
        ),
        "media",
    ),
    (re.compile(r"\bunion|federation of labou?r\b", re.I), "union"),
    (
        re.compile(
            r"\b(?:company|corporation|inc|ltd|plc|airline|bank|operator|manufacturer|firm)\b", re.I
        ),
        "company",
    ),
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Hold the speaker of one attribution and the party spoken for."""

    speaker: Speaker
    party: Party | None


class SpeakerResolver:
    """Resolve the sources of one report, in text order.

    A full name anywhere in the report gives a later surname its first name, role and side; a pronoun
    goes to the person who spoke or was named last and fits it; "the spokesman" goes to the last
    person of that role; a body speaks for the side in its name, else for itself.
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
        self.made: dict[str, Party] = {}
        self.acronyms = {
            m[1]: _body_before(self.text, m.start()) for m in _ACRONYM.finditer(self.text)
        }
        self._last_person: int | None = None
        self._last_body: Speaker | None = None
        self._last: Speaker | None = None
        self._at = 0

    def resolve(self, attribution: Attribution) -> Speaker:
        """Return the speaker of ``attribution``; unknown parts stay None."""
        source = attribution.source
        if source is None:
            speaker = self._unnamed(attribution)
        else:
            self._at = source.start
            speaker = self._phrase(source, attribution)
        self._last = speaker
        return speaker

    def party_of(self, party_id: str) -> Party:
        """Return the party of that id, from the table or as made for this report."""
        known = self.made.get(party_id) or self.table.get(party_id)
        return known or Party(party_id, party_id.replace("_", " ").capitalize(), "other")

    def _unnamed(self, attribution: Attribution) -> Speaker:
        if attribution.kind == "floating":
            at = attribution.contents[0].start
            index = self.people.last_before(at)
            near = self._last
            if index is not None:
                last = max(s.start for s, i in self.people.ordered if i == index and s.end <= at)
                if near is None or at - last < 200:
                    return self._person(index, None)
            if near is not None:
                return Speaker(near.name, near.role, near.party, None, (), near.authority)
        return Speaker(None)

    def _phrase(self, source: Span, attribution: Attribution) -> Speaker:
        words = source.of(self.text)
        low = words.lower().strip(" ,")
        if low in _HE | _SHE | _GROUP:
            return self._pronoun(source, low)
        if low in _FIRST_PERSON or low in ("who",):
            return Speaker(words, mention=source)
        index = self._person_in(source)
        if index is not None:
            return self._person(index, source)
        role = role_in(words)
        bare = _WEAK.sub("", words).strip(" ,")
        if role and role[1] not in ("institution",) and words.lower().startswith("the "):
            same = self.people.with_role(role[0], source.start)
            if same is not None and not _ANONYMOUS.search(words):
                return self._person(same, source)
        return self._body(source, bare, role)

    def _person_in(self, source: Span) -> int | None:
        """Return the person whose mention stands in the source, the head of the phrase first."""
        inside = [(span, i) for span, i in self.people.ordered if source.holds(span)]
        words = source.of(self.text)
        for span, i in inside:
            after = self.text[span.end : span.end + 2]
            if not after.startswith(("'", "’")):
                lead = self.text[source.start : span.start]
                if re.search(r"\b(?:for|to|of|with|at|from)\s+(?:\w+\s){0,3}$", lead):
                    continue
                return i
        if inside or len(words.split()) > 1:
            return None
        return self.people.named(words) if words[:1].isupper() else None

    def _person(self, index: int, mention: Span | None) -> Speaker:
        person = self.people.people[index]
        party, role = person.party, person.role
        if mention is not None:
            words = mention.of(self.text)
            if not party:
                party = self.table.in_phrase(words)
            if not role and role_in(words):
                role = _without(words, person.name)
        if not party:
            party = self._told_of(person.mentions)
        if not party:
            party = self._employer(person.name, mention, role)
        self.people.learn(index, party=party)
        kind = role_in(role) if role else None
        self._last_person = index
        return Speaker(person.name, role, party, mention, (), _authority(kind))

    def _told_of(self, mentions: Sequence[Span]) -> str | None:
        """Return the side named in a relative clause: "Rook, who leads the Tarvenian delegation"."""
        for span in mentions:
            clause = _WHO.match(self.text, span.end)
            if clause and re.search(
                r"\b(?:lead|head|represent|speak|negotiat|govern|rule|command)", clause[1]
            ):
                party = self.table.in_phrase(clause[1])
                if party:
                    return party
        return None

    def _employer(self, name: str, mention: Span | None, role: str | None) -> str:
        """Return the side of a person with no state: the body in the role, else the person alone."""
        words = f"{role or ''} {mention.of(self.text) if mention else ''}"
        body = _OF_BODY.search(words) or _POSSESSOR.search(words)
        if body and body[1] not in name:
            return self._make(body[1], _kind_of(words))
        for pattern, kind in _KINDS:
            if pattern.search(words):
                return self._make(kind.capitalize(), kind)
        held = role_in(words)
        if held and held[1] in ("minister", "negotiator", "spokesperson", "official") and mention:
            near = self._state_near(mention.start)
            if near:
                return near
        return self._make(name, "person")

    def _state_near(self, at: int) -> str | None:
        """Return the side that an unqualified "the defence minister" serves, or None.

        The one side that the sentence names before it, else the dateline's: a report from a capital
        means that country's. Where two sides are named, nothing is guessed.
        """
        here = next((s for s in self.page.sentences if s.span.start <= at < s.span.end), None)
        if here is None:
            return None
        near = {
            m.party
            for m in self.mentions
            if here.span.start <= m.span.start < at and m.form in ("demonym", "metonym")
        }
        if len(near) == 1:
            return near.pop()
        return self._home() if not near else None

    def _home(self) -> str | None:
        """Return the side in whose capital the report is datelined."""
        match = _DATELINE.search(self.text[:600])
        if not match:
            return None
        place = [m for m in self.mentions if m.span.start == match.start("place")]
        return place[0].party if place else None

    def _pronoun(self, source: Span, low: str) -> Speaker:
        if low in _GROUP and low not in ("both", "we"):
            near = self._subject_before(source)
            if near is not None:
                return near
            if self._last_body is not None:
                b = self._last_body
                return Speaker(b.name, b.role, b.party, source, (), b.authority)
            named = [m for m in self.mentions if m.span.end <= source.start]
            if named:
                party = self.table.party(named[-1].party)
                return Speaker(party.name, None, party.id, source, (), "institution")
            return Speaker(None, mention=source)
        female = True if low in _SHE else False if low in _HE else None
        index = self._antecedent(source.start, female)
        if index is None:
            return Speaker(None, mention=source)
        self.people.learn(index, female=female)
        return self._person(index, source)

    def _subject_before(self, source: Span) -> Speaker | None:
        """Return the body that is the subject of the sentence before, for "it" and "they"."""
        here = next(
            (s.index for s in self.page.sentences if s.span.start <= source.start < s.span.end), 0
        )
        if here == 0:
            return None
        tokens = self.page.sentences[here - 1].tokens
        phrase = main_subject(tokens, len(tokens), {})
        if phrase is None or phrase[1] - phrase[0] > 14:
            return None
        span = Span(tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
        words = span.of(self.text)
        if words.lower() in _GROUP | _HE | _SHE or self._person_in(span) is not None:
            return None
        role = role_in(words)
        if self.table.in_phrase(words) is None and not (
            role and role[1] in ("institution", "person", "official")
        ):
            return None
        told = self._body(span, _WEAK.sub("", words).strip(" ,"), role)
        return Speaker(told.name, told.role, told.party, source, (), told.authority)

    def _antecedent(self, at: int, female: bool | None) -> int | None:
        """Return whom "he" or "she" names: the last speaker unless another opens a nearer sentence."""
        openers = [
            (span, i)
            for span, i in self.people.ordered
            if span.end <= at
            and self.people.fits(i, female)
            and self.people.is_proven(i)
            and self._opens_sentence(span)
        ]
        last = self._last_person
        if last is not None and not self.people.fits(last, female):
            last = None
        heard = self._last.mention if self._last and self._last.mention else None
        if openers:
            span, index = openers[-1]
            if last is None or heard is None or span.start > heard.start:
                near = sum(1 for s in self.page.sentences if span.start < s.span.start <= at)
                if near <= 2 or last is None:
                    return index
        if last is not None:
            return last
        return self.people.last_before(at, female=female)

    def _opens_sentence(self, span: Span) -> bool:
        """Tell whether the name is a subject: it opens a sentence, or a finite verb follows it."""
        after = _NEXT_WORD.match(self.text, span.end)
        if after and is_finite(after[1].lower()):
            return True
        for sentence in self.page.sentences:
            if sentence.span.holds(span):
                lead = self.text[sentence.span.start : span.start]
                return len(lead.split()) <= 8 and "," not in lead
        return False

    def _body(self, source: Span, bare: str, role: tuple[str, str] | None) -> Speaker:
        document = self._author(source)
        if document is not None:
            return document
        name = _ACRONYM.sub("", bare).strip(" ,")
        if "," in name and re.match(r"[A-Z]", name):
            name = name.partition(",")[0].strip()
        if name in self.acronyms and self.acronyms[name]:
            name = self.acronyms[name] or name
        phrase = source.of(self.text)
        party = self.table.in_phrase(phrase)
        carrier = outlet_in(self.text, source) if party is None or "state" in phrase else None
        if carrier is not None and (party is None or carrier.state):
            speaker = Speaker(
                carrier.name, "outlet", self._make("Media", "media"), source, (), None
            )
            self._last_body = speaker
            return speaker
        if party is None:
            party = self._side_of(name, phrase, role)
        authority = _authority(role)
        if role is None or role[1] == "institution":
            authority = None if _ANONYMOUS.search(phrase) else "institution"
        told = None if role is None or role[1] == "institution" else name
        speaker = Speaker(name or None, told, party, source, (), authority)
        self._last_body = speaker
        return speaker

    def _author(self, source: Span) -> Speaker | None:
        """Return who stands behind a document that speaks: "a report by the ministry", "its letter"."""
        words = source.of(self.text)
        found = _DOCUMENT.search(words)
        if not found:
            return None
        by = re.search(r"\b(?:by|from|of)\s+(.+)$", words[found.end() :])
        if by:
            start = source.start + found.end() + by.start(1)
            inner = Span(start, source.end)
            index = self._person_in(inner)
            told = self._person(index, inner) if index is not None else None
            if told is None and re.search(r"[A-Z]", by[1]):
                bare = _WEAK.sub("", by[1]).strip(" ,")
                told = self._body(inner, bare, role_in(by[1]))
            if told is not None:
                return Speaker(told.name, told.role, told.party, source, (), told.authority)
        owner = re.match(r"(.+?)[’']s?\s", words)
        if owner:
            inner = Span(source.start, source.start + owner.end(1))
            index = self._person_in(inner) if re.search(r"[A-Z]", owner[1]) else None
            if index is not None:
                told = self._person(index, source)
                return told
            return None
        if self._last_body is not None and re.match(r"(?:its|their|the)\b", words, re.I):
            b = self._last_body
            return Speaker(b.name, b.role, b.party, source, (), b.authority)
        return None

    def _side_of(self, name: str, phrase: str, role: tuple[str, str] | None) -> str | None:
        if role is not None and role[1] in (
            "spokesperson",
            "official",
            "minister",
            "head",
            "negotiator",
        ):
            body = _OF_BODY.search(phrase) or _POSSESSOR.search(phrase)
            if body:
                return self._make(body[1], _kind_of(phrase))
            near = self._state_near(self._at)
            if near is not None:
                return near
            if self._last_body is not None and role[1] == "spokesperson":
                return self._last_body.party
        if _ANONYMOUS.search(name) and not re.search(r"[A-Z]", name):
            return None
        for pattern, kind in _KINDS:
            if pattern.search(name) and not re.search(r"[A-Z]", name):
                return self._make(kind.capitalize(), kind)
        return self._make(name, _kind_of(name)) if name else None

    def _make(self, name: str, kind: str) -> str:
        """Return the id of a party made from the text, the same for the same name."""
        name = re.sub(r"^(?:the|The)\s+", "", re.sub(r"[’']s?$", "", name.strip(" ,")))
        name = self.acronyms.get(name) or name
        known = self.table.in_phrase(name)
        if known:
            return known
        slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:60] or "unnamed"
        self.made.setdefault(slug, Party(slug, name, kind))
        return slug


def _kind_of(words: str) -> str:
    for pattern, kind in _KINDS:
        if pattern.search(words):
            return kind
    return "organisation"


def _authority(role: tuple[str, str] | None) -> str | None:
    if role is None or role[1] == "person":
        return None
    return role[1]


def _without(words: str, name: str) -> str | None:
    rest = words.replace(name, "").strip(" ,")
    rest = re.sub(r"\s*,\s*$|^\s*,\s*", "", rest)
    return re.sub(r"^(?:the|an?)\s", "", rest, flags=re.I) or None


def _body_before(text: str, at: int) -> str | None:
    """Return the capitalised name before "(TfL)", when its initials agree."""
    match = re.search(
        r"((?:[A-Z][\w’'&-]*)(?:\s+(?:of|for|and|the|on|in|de|to)?\s*[A-Z][\w’'&-]*)*)\s*$",
        text[max(0, at - 90) : at],
    )
    return match[1] if match else None
