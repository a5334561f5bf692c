"""Where a meeting is held, as the clause that tells it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onetext.press.lexicon.parties import PartyMention, PartyTable
from onetext.press.text.lexis import MONTHS, WEEKDAYS
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span

_NAME = r"[A-ZÀ-Þ][\w’'.-]*(?:\s+(?:(?:of|de|du|la|le|el|al|and)\s+(?:the\s+)?)?[A-ZÀ-Þ][\w’'-]*)*"
_PLACE = re.compile(
    rf"\b(?:(?P<at>at|inside|outside|near)\s+(?:the\s+|its\s+)?|(?:in|around|off)\s+(?:the\s+)?|visit(?:ed|s|ing)?\s+)(?P<name>{_NAME})"
)
_CAPITAL = re.compile(
    r"\bthe\s+(?P<whose>[\w’' -]{3,40}?)\s+capital\b(?:\s+(?:of\s+)?(?P<name>[A-Z][\w’-]+))?"
)
_APPOSED = re.compile(r"\bthe capital,\s+(?P<name>[A-Z][\w’-]+)")
_CITY_OF = re.compile(
    r"\b(?:capital|city|town|port|resort|village|territory|province|island|cent(?:er|re)"
    r"|neighbou?rhood|airport|station)\s+(?:city\s+)?of\s+(?P<name>[A-Z][\w’-]+(?:\s+[A-Z][\w’-]+)*)"
)
_DATELINE = re.compile(
    r"^\W*(?P<city>[A-ZÀ-Þ][A-ZÀ-Þ’'.-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ’'.-]+)*)(?=\s*[,(—–]|\s+-)", re.M
)
_NOT_PLACES = frozenset(MONTHS) | {*WEEKDAYS, "parliament", "english", "president", "mr", "dr", "i"}
_PUBLISHED = re.compile(r"\b(?:published|released|report|appearing|printed|according)\b[^.]*$")
#: Whose house or land a name behind them is: "researchers at the Norvik Institute found".
_STAFF = re.compile(
    r"\b(?:researchers?|scientists?|professors?|students?|ministry|university)\s+$", re.IGNORECASE
)
#: What a name before it only qualifies: "in the Norvik primary".
_CONTEST = re.compile(
    r"\s+(?:primar(?:y|ies)|caucus(?:es)?|elections?|races?|debates?|party)\b", re.I
)


def venue_of(
    page: Page,
    clauses: Sequence[Span],
    mentions: Sequence[PartyMention],
    table: PartyTable,
    *,
    at_dateline: bool,
) -> str | None:
    """Return the place that the clauses name, the more exact one first, or None.

    "The German capital" is Berlin. With ``at_dateline`` a meeting whose place the clauses leave out
    is where the report was sent from, and so is the town of a house that they name.
    """
    house = town = None
    for clause in clauses:
        told = clause.of(page.text)
        for name, exact in _places(told, clause.start, page, mentions, table):
            if exact:
                house = house or name
            else:
                town = town or name
    city = dateline(page) if at_dateline else None
    if house and (town or city) and (town or city) != house:
        return f"{house}, {town or city}"
    return house or town or city


def dateline(page: Page) -> str | None:
    """Return the town that the report was sent from, None without one.

    Examples
    --------
    >>> from onetext.press.text.sentences import cut
    >>> dateline(cut("BRENHOLT, Halvia — Negotiators sat down on Sunday."))
    'Brenholt'
    """
    for paragraph in page.paragraphs[:5]:
        found = _DATELINE.match(paragraph.of(page.text))
        if found:
            return found["city"].title()
    return None


def _places(
    told: str,
    start: int,
    page: Page,
    mentions: Sequence[PartyMention],
    table: PartyTable,
) -> list[tuple[str, bool]]:
    found: list[tuple[int, str, bool]] = []
    for pattern in (_APPOSED, _CITY_OF):
        found += [(match.start(), match["name"], False) for match in pattern.finditer(told)]
    for match in _CAPITAL.finditer(told):
        name = match["name"] or _capital(match["whose"], page, mentions, table)
        if name:
            found.append((match.start(), name, False))
    for match in _PLACE.finditer(told):
        name = match["name"].rstrip(".,’'")
        first = name.split()[0].lower().rstrip(".")
        after = told[match.end() : match.end() + 9]
        if first in _NOT_PLACES or after.startswith((" capital", "-")):
            continue
        if after.startswith(("’s ", "'s ")) or name.endswith(("’s", "'s")):
            continue
        if _PUBLISHED.search(told[: match.start()]) or _STAFF.search(told[: match.start()]):
            continue
        if _CONTEST.match(told, match.end()):
            continue
        if any(
            m.form == "demonym"
            and m.span.start == start + match.start("name")
            and m.span.end == start + match.end("name")
            for m in mentions
        ):
            continue
        found.append((match.start(), name, match["at"] == "at"))
    return [(name, exact) for _, name, exact in sorted(found)]


def _capital(
    whose: str, page: Page, mentions: Sequence[PartyMention], table: PartyTable
) -> str | None:
    """Return the name of a party's capital: as this report writes it, or as the table does."""
    party = table.in_phrase(whose)
    if party is None:
        return None
    for mention in mentions:
        if mention.party == party and mention.form == "capital":
            return mention.span.of(page.text)
    for word in table.words_of(party):
        for mention in table.mentions(word):
            if mention.party == party and mention.form == "capital":
                return word
    return None
