"""Who speaks for a party, and with what rank.

A reader may have said it (``Speaker.authority``); where it has not, the words for the office
decide, in the statement or in another report of the same view that names the same person. The
party itself (its name, an alias, one of its organs) speaks as an institution.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from onetext.record.view import View
from onetext.terms.party import Party
from onetext.terms.said.statement import Speaker, Statement

RANKS: Mapping[str, int] = {
    "head": 2,
    "minister": 1,
    "negotiator": 1,
    "spokesperson": 1,
    "institution": 1,
}
"""The head decides; ministers, negotiators, spokespersons and organs all speak by the head's
leave, so none of them overrules another."""

_ORDER: tuple[tuple[str | None, str], ...] = (
    (
        None,
        r"\b(?:former|late|retired|onetime|one-time|ousted|would-be|opposition|shadow)\b|\bex-"
        r"|-elect\b",
    ),
    (
        "spokesperson",
        r"\bspokes(?:man|men|woman|women|person|people)\b|\bpress (?:secretary|service)",
    ),
    ("minister", r"\bnational security advis[eo]r"),
    (
        None,
        r"\badvis[eo]rs?\b|\baides?\b|\bassistant|\blawyer|son-in-law|\bwi(?:fe|dow)\b|\bbrother\b"
        r"|\bclose to\b|\bally of\b|\bbiographer\b|\bmembers?\b"
        r"|\blawmakers?\b|\bsenators?\b|\bcolleague",
    ),
    (
        "negotiator",
        r"\bnegotiators?\b|\benvoys?\b|\bmediators?\b|\bplenipotentiary|\bspecial representative"
        r"|\b(?:head|leader|chief|chair\w*) of (?:\w+ ){0,3}delegation"
        r"|\bdelegation(?:['’]s)? (?:head|leader|chief)"
        r"|\bheads?\b.*\bdelegation|\bleads?\b.*\bdelegation|\bled\b.*\bdelegation",
    ),
    (None, r"\bofficials?\b|\bsources?\b|\bdiplomats?\b|\bdelegates?\b|\bstaff\b"),
    (
        "institution",
        r"\boffice\b|\badministration\b|\bpresidency\b|\bsecretariat\b|\bpremiership\b",
    ),
    (
        "minister",
        r"\b(?:deputy|vice)[ -](?:prime minister|premier|president|chancellor|chair\w*)"
        r"|(?<!prime )(?<!first )\bminister\b|\bambassador\b|\bpermanent representative\b"
        r"|(?<!general )\bsecretary of\b|\b(?:foreign|home|defen[cs]e|state|treasury|interior"
        r"|justice) secretary\b"
        r"|\bforeign policy chief\b|\bhigh representative\b|\battorney general\b",
    ),
    (
        "head",
        r"\bpresident\b|\bprime minister\b|\bpremier\b|\bfirst (?:minister|councillor)\b"
        r"|\bchancellor\b"
        r"|\bking\b|\bqueen\b|\bemperor\b|\bemir\b|\bsultan\b|\bcrown prince\b|\bpope\b"
        r"|\btaoiseach\b"
        r"|\bhead of (?:state|government)\b|\bleader\b|\bchair(?:man|woman|person)?\b"
        r"|\bgovernor\b|\bmayor\b"
        r"|\b(?:secretary|director)[- ]general\b|\bgeneral secretary\b|\bceo\b|\bchief executive\b"
        r"|\bmanaging director\b|\bcommander[- ]in[- ]chief\b",
    ),
    (
        "institution",
        r"\bministry\b|\bdepartment\b|\bgovernment\b|\bcabinet\b|\bcouncil\b|\bparliament\b"
        r"|\bsenate\b"
        r"|\bembassy\b|\bdelegation\b|\bcontingent\b|\bcommission\b|\bkremlin\b|\bwhite house\b"
        r"|\bpalace\b"
        r"|\bleadership\b|\bdowning street\b|\bnegotiating team\b",
    ),
)
_RULES = tuple((authority, re.compile(pattern)) for authority, pattern in _ORDER)


@lru_cache(maxsize=1 << 12)
def authority_in(words: str) -> str | None:
    """Return the capacity that the words for an office tell, None when they tell none that speaks.

    Examples
    --------
    >>> authority_in("Kyiv’s top negotiator"), authority_in("deputy prime minister")
    ('negotiator', 'minister')
    >>> authority_in("former president"), authority_in("presidential spokesperson")
    (None, 'spokesperson')
    """
    low = words.lower()
    for authority, rule in _RULES:
        if rule.search(low):
            return authority
    return None


class Voices:
    """Tell who speaks for which party in one view.

    Only attributed statements teach an office, so that an unnamed voice never lends anybody rank.
    """

    def __init__(self, view: View) -> None:
        self._texts = {source.id: source.text for source in view.sources}
        self._names = {party.id: _names(party) for party in view.parties}
        self._offices: dict[tuple[str, str], str] = {}
        for statement in view.statements:
            speaker = statement.speaker
            if statement.certainty != "attributed" or not (speaker.name and speaker.party):
                continue
            told = speaker.authority or authority_in(speaker.role or "")
            key = (speaker.party, _surname(speaker.name))
            known = self._offices.get(key)
            if told and RANKS.get(told, 0) > RANKS.get(known or "", 0):
                self._offices[key] = told

    def authority(self, statement: Statement, party: str) -> str | None:
        """Return in what capacity the speaker speaks for ``party``, None if in none."""
        speaker = statement.speaker
        if party != speaker.party and party not in speaker.co_parties:
            return None
        if speaker.authority is not None:
            return speaker.authority if speaker.authority in RANKS else None
        return self._told(statement, party) or self._by_name(speaker, party)

    def parties(self, statement: Statement) -> tuple[str, ...]:
        """Return the parties that the statement speaks for."""
        speaker = statement.speaker
        all_of_them = dict.fromkeys((speaker.party, *speaker.co_parties))
        return tuple(p for p in all_of_them if p and self.authority(statement, p))

    def _told(self, statement: Statement, party: str) -> str | None:
        speaker = statement.speaker
        words = speaker.role
        if not words and speaker.mention and speaker.name:
            words = speaker.mention.of(self._texts.get(statement.source, ""))
        if not words:
            return None
        if any("opposition" in name for name in self._names.get(party, ())):
            words = re.sub(r"\bopposition\b", "", words, flags=re.IGNORECASE)
        return authority_in(words)

    def _by_name(self, speaker: Speaker, party: str) -> str | None:
        if not speaker.name:
            return None
        name = _bare(speaker.name)
        names = self._names.get(party, frozenset())
        if name in names or (speaker.role and _bare(speaker.role) in names):
            return "institution"
        if speaker.co_parties and any(known in name for known in names if len(known) > 3):
            return "institution"
        if speaker.role is None:
            known = self._offices.get((party, _surname(speaker.name)))
            return known or authority_in(speaker.name)
        return authority_in(name) if authority_in(name) == "institution" else None


def _names(party: Party) -> frozenset[str]:
    return frozenset(
        _bare(name) for name in (party.id.replace("_", " "), party.name, *party.aliases)
    )


def _bare(name: str) -> str:
    return name.lower().removeprefix("the ").strip(" .")


def _surname(name: str) -> str:
    return name.split()[-1].lower() if name.split() else ""
