"""Houses that a plain word takes up again: "the council", "the company", "the diocese"."""

from __future__ import annotations

import re
from dataclasses import replace

from onetext.press.lexicon.parties import PartyTable
from onetext.press.resolving.names import People
from onetext.press.resolving.outlets import outlets_before
from onetext.press.resolving.pronouns import Trail
from onetext.press.resolving.sides import Sides
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Speaker

_HOUSES = re.compile(
    r"^(?:the|its|this)\s+(?:\w+\s+)?(?:company|firm|manufacturer|carmaker|automaker|airline"
    r"|retailer|bank|giant|chain|operator"
    r"|maker|developer|publisher|start-?up|group|organi[sz]ation|agency|association|charity|union"
    r"|club|team|body|league"
    r"|cooperative|brewer|supermarket|watchdog|regulator|non-profit|think ?tank)$",
    re.I,
)
PAPERS = re.compile(
    r"^(?:the|this)\s+(?:\w+\s+)?(?:website|newspaper|paper|broadcaster|outlet|magazine|channel"
    r"|station|site|news agency|daily)$",
    re.I,
)
_ONLINE = re.compile(r"\b(?:web)?site$", re.IGNORECASE)
_BARE_ORGAN = re.compile(
    r"(?:the|its|their)\s+(?:governing\s+|executive\s+)?(?P<noun>council|board|committee|executive"
    r"|leadership|delegation|team|commission|ministry|government|cabinet|parliament|assembly|army)",
    re.IGNORECASE,
)
_FAR = 4000
_STATE_BODY = re.compile(
    r"\b(?:Ministry|Department|Government|Court|Parliament|Senate|Congress|Police|Army|Navy|House)\b"
)


_PLAIN = re.compile(
    r"(?:the|its|this)\s+(?P<noun>diocese|archdiocese|university|college|foundation|institute"
    r"|hospital|museum|church|agency|bureau|authority|centre|center|court"
    r"|tribunal|bank|association|federation|party|union|league|club|academy|department|ministry"
    r"|commission|committee|council|board|office|society|service|company|group)",
    re.IGNORECASE,
)


class TakenUp:
    """Find the house that a report has named before and now calls by a plain word."""

    def __init__(
        self, text: str, table: PartyTable, people: People, sides: Sides, trail: Trail
    ) -> None:
        self.text = text
        self.table = table
        self.people = people
        self.sides = sides
        self.trail = trail

    def organ(self, source: Span, words: str, role: tuple[str, str] | None) -> Speaker | None:
        """Return the organ named in full before that "the council" takes up again."""
        bare = _BARE_ORGAN.fullmatch(words.strip(" ,"))
        if bare is None or role is None or role[1] != "institution":
            return None
        if self.table.in_phrase(words) is not None:
            return None
        known = self.sides.of_bare_organ(bare["noun"], source.start)
        if known is None:
            return None
        name, party = known
        return Speaker(name, None, party, source, (), "institution")

    def house(self, source: Span, words: str) -> Speaker | None:
        """Return the house that "the company" or "the website" takes up again."""
        plain = words.strip(" ,")
        paper = PAPERS.match(plain)
        if not paper and not _HOUSES.match(plain):
            return None
        if self.table.in_phrase(plain) is not None:
            return None
        here = self.trail.sentence(source.start)
        for row in reversed(self.trail.heard):
            if here - row.sentence > 8:
                break
            media = row.speaker.role == "outlet"
            online = row.speaker.authority == "institution" and bool(_ONLINE.search(plain))
            if (media != bool(paper) and not online) or not row.speaker.name:
                continue
            if row.one and not self._may_be_house(row.person):
                continue
            if not paper and _STATE_BODY.search(row.speaker.name):
                continue
            if row.speaker.name[:1].isupper() and row.speaker.authority != "official":
                return replace(row.speaker, mention=source, co_parties=())
        if paper:
            lead = Span(max(0, source.start - 500), source.start)
            outlets = outlets_before(self.text, lead)
            if outlets:
                party = self.sides.make("Media", "media", own=True)
                return Speaker(outlets[-1].name, "outlet", party, source, (), None)
        return None

    def named(self, source: Span, words: str) -> str | None:
        """Return the name before that holds the plain word: "the diocese", of "Diocese of Lisk"."""
        plain = _PLAIN.fullmatch(words.strip(" ,"))
        if plain is None:
            return None
        noun = re.escape(plain["noun"].capitalize())
        full = re.compile(
            rf"(?:[A-ZÀ-Þ][\w’'-]{{1,30}} ){{0,4}}{noun}(?:,? (?:of|for) (?:the )?[A-ZÀ-Þ]"
            rf"[\w’'-]{{1,30}}(?: (?:and )?[A-ZÀ-Þ][\w’'-]{{1,30}}){{0,3}})?(?![\w’'-])"
        )
        start = max(0, source.start - _FAR)
        names = [
            re.sub(r"^(?:The|An?|In|On|At|But|And) ", "", found[0])
            for found in full.finditer(self.text, start, source.start)
        ]
        return next((name for name in reversed(names) if " " in name), None)

    def _may_be_house(self, person: int | None) -> bool:
        """Tell whether nothing shows that a name taken for a person's is one: "Norda Rail"."""
        if person is None:
            return False
        known = self.people.people[person]
        return known.role is None and known.female is None
