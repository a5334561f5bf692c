"""Whom a person speaks for, as the words of the role tell: a state, a house, or nobody else."""

from __future__ import annotations

import operator
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from onetext.press.lexicon.parties import PartyMention, PartyTable
from onetext.press.lexicon.tables import roles
from onetext.press.resolving.outlets import is_outlet
from onetext.press.resolving.partykinds import COURT, LEARNED, POLICE, PRESS, kind_of
from onetext.press.resolving.rolehouses import NO_HOUSE, PRIVATE, STANDS, house_before, whole_house
from onetext.press.resolving.rolewords import role_in
from onetext.press.text.sentences import Page
from onetext.terms.party import Party

_CAPS = re.compile(
    r"[A-ZÀ-Þ][\w’'&.-]*(?:\s+(?:(?:of|for|and|the|on|de|in)\s+){0,2}[A-ZÀ-Þ][\w’'&-]*){0,9}"
)
_TAIL = re.compile(r"\s(?:of|for|at|with|from|in|to|on)\s+(?:the\s+|an?\s+)?", re.I)
_OWNER = re.compile(r"^(?:the\s+)?(.{2,80}?)[’'](?:s\b|(?=\s))\s*(.*)$")
_GONE = re.compile(r"^(?:the |an? )?(?:former|ex|retired|then|late|one-time|erstwhile)\b", re.I)
_HOUSE = re.compile(
    r"\b(?:Association|Forum|Institute|Institution|University|College|School|Union|Federation"
    r"|Society|Foundation"
    r"|Club|Company|Corporation|Corp|Inc|Ltd|Group|Bank|Centre|Center|League|Chamber|Hospital"
    r"|Network|Party|Alliance"
    r"|Movement|Coalition|Campaign|Airlines|Airways|Organi[sz]ation|Council|Fund|Trust|Church"
    r"|Laboratory|Observatory"
    r"|Museum|Confederation|Congress of|Board|Watch|International|Committee|Project|Initiative"
    r"|Lodge|Society|Rally)\b"
)
_ORGAN = re.compile(
    r"\b(?:Ministry|Department|Government|Parliament|Senate|Presidency|Embassy|Cabinet|Treasury"
    r"|Navy|Army|Air Force"
    r"|Armed Forces|Defence Forces|Coast Guard|Foreign Office|Home Office|Secretariat|delegation"
    r"|government|army|navy"
    r"|military|ministry|embassy|parliament|presidency|cabinet|National Guard|Security Council"
    r"|Central Bank)\b"
)
_COURTS = re.compile(r"\b(?:Court|Tribunal)\b(?! (?:Street|Road|House|of Auditors))")
_LOCAL = re.compile(
    r"\b(?:mayor|governor|councill?or|senator|councilman|councilwoman|sheriff|bishop|archbishop"
    r"|premier of|first minister of"
    r"|lawmaker|MP|representative|congress\w+|assembly\w+)\b",
    re.I,
)
_STATE_OFFICE = re.compile(
    r"\b(?:prime minister|president|premier|chancellor|vice president|king|queen|emir|sultan"
    r"|crown prince"
    r"|(?:foreign|interior|defen[cs]e|finance|health|trade|justice|energy|transport|education"
    r"|labou?r|agriculture"
    r"|fisheries|environment|information|culture|economy|development|home|state|deputy"
    r"|prime)\s+(?:\w+\s+)?(?:minister|secretary)"
    r"|minister|secretary of (?:state|defen[cs]e|war|the \w+)|attorney[- ]general|presidential "
    r"spokes\w+"
    r"|government spokes\w+|military spokes\w+|army spokes\w+|first councillor|chief negotiator"
    r"|lead negotiator|negotiator"
    r"|army chief|general|admiral|solicitor general|ambassador|envoy|special envoy)\b",
    re.I,
)
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z .’'-]{2,40}?)(?:,[^\n—–]{0,40})?"
    r"\s{0,3}(?:\([^)\n]{2,40}\)\s{0,3})?[—–-]\s",
    re.MULTILINE,
)


class Sides:
    """Know the sides of one report: those in the table and those made from its words."""

    def __init__(
        self,
        page: Page,
        table: PartyTable,
        mentions: Sequence[PartyMention],
        acronyms: Mapping[str, str | None],
    ) -> None:
        self.page = page
        self.table = table
        self.mentions = mentions
        self.acronyms = acronyms
        self.made: dict[str, Party] = {}
        self.of_name: Callable[[str], str | None] | None = None
        self._states = Counter(
            m.party for m in mentions if (p := table.get(m.party)) and p.kind == "state"
        )

    def make(self, name: str, kind: str, *, own: bool = False) -> str:
        """Return the id of a party made from the text, the same for the same name.

        Where the table knows a side in the name, that is it, unless ``own`` says that the house is
        its own ("Greek Energy Forum").
        """
        name = re.sub(r"^(?:the|The)\s+", "", re.sub(r"[’']s?$", "", name.strip(" ,.")))
        name = self.acronyms.get(name) or name
        known = None if own else self.table.in_phrase(name)
        if known:
            return known
        slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:60] or "unnamed"
        self.made.setdefault(slug, Party(slug, name, kind))
        return slug

    def generic(self, kind: str) -> str:
        """Return the generic party of a kind: police, court, researchers, media."""
        return self.make(kind.capitalize(), kind, own=True)

    def of_house(self, name: str) -> str:
        """Return the side of a body by its name: a state for its organs, else the body itself."""
        name = name.strip(" ,.")
        name = self.acronyms.get(name) or name
        party = self.table.in_phrase(name)
        known = self.table.get(party) if party else None
        if _COURTS.search(name) and known is not None and known.kind == "state":
            return self.generic("court")
        if party and (not _HOUSE.search(name) or _ORGAN.search(name) or self._is_word(name)):
            return party
        return self.make(name, kind_of(name), own=not self._is_word(name))

    def _is_word(self, name: str) -> bool:
        """Tell whether the name as a whole is a word of a party in the table."""
        found = self.table.mentions(name)
        plain = re.sub(r"^[Tt]he\s+", "", name)
        return any(m.span.end - m.span.start >= len(plain) for m in found)

    def of_role(self, role: str | None, home: str, at: int, *, guess: bool = True) -> str | None:
        """Return the side that the words of a role tell, None where they tell none.

        ``home`` is what follows the name ("of Milltech Marine"), ``at`` where the name stands.
        Without ``guess`` an office of no named state is left open.
        """
        parts = [p for p in re.split(r",\s+|\sand\s+(?=former\b)", role or "") if p.strip()]
        parts = [p for p in parts if not _GONE.match(p)]
        for part in parts:
            found = self._of_part(part, home, at, guess)
            if found:
                return found
        if home and (role or self.table.in_phrase(home) is None):
            if _HOUSE.search(home) and re.search(
                r"Universit|Institut|College|Research|Observ", home
            ):
                return self.generic("researchers")
            if not (role and _LOCAL.search(role)):
                return self.of_house(home)
        return None

    def _of_part(self, words: str, home: str, at: int, guess: bool) -> str | None:
        owner = _OWNER.match(words)
        if owner:
            own = self.table.in_phrase(owner[1]) or self.table.in_phrase(f"the {owner[1]}")
            rest = owner[2]
            if own and not _HOUSE.match(rest) and not LEARNED.search(rest):
                return own
            if not own and re.search(r"[A-Z]", owner[1]) and not _GONE.match(rest):
                return self._someone(owner[1])
            words = rest or words
        whole = whole_house(words)
        if whole is not None:
            return self.of_organ(whole, at)
        tail, caps = _named_tail(words)
        head = words[: tail.start()] if tail else words
        if STANDS.search(head):
            return None
        if LEARNED.search(head):
            return self.generic("researchers")
        if POLICE.search(head) and not re.search(r"\bchief executive\b", head, re.I):
            return self._police(head)
        if COURT.search(head) and not re.search(r"\bministers?|secretary|chief of\b", head, re.I):
            return self.generic("court")
        if PRESS.search(head) and not re.search(r"\bpress (?:secretary|officer)\b", head, re.I):
            return self.generic("media")
        run = house_before(head)
        if run and is_outlet(run):
            return self.generic("media")
        if PRIVATE.search(head):
            return self.of_house(run) if run and _HOUSE.search(run) else None
        side = self.table.in_phrase(head)
        if run and _HOUSE.search(run):
            return self.of_house(run)
        if side:
            return side
        if caps:
            if _LOCAL.search(head):
                return self.make(caps[0], "region", own=True)
            held = roles().get(caps[0].split()[0].lower())
            if held in ("head", "minister") and not _ORGAN.search(caps[0]):
                return self._someone(caps[0])
            return self.of_organ(caps[0], at)
        if tail:
            side = self.table.in_phrase(words[tail.end() :])
            if side:
                return side
        ministry = re.sub(r"\b([Mm])inister\b", r"\1inistry", head)
        plain = self.table.in_phrase(f"the {ministry}") or self._lower_house(head)
        if plain:
            return plain
        if run and not _STATE_OFFICE.search(head):
            return self.of_organ(run, at)
        if guess and _STATE_OFFICE.search(head) and not (home and not self.table.in_phrase(home)):
            return self.state_at(at)
        return None

    def of_organ(self, name: str, at: int) -> str:
        """Return the side of a body named at ``at``, a state's organ with no state named too."""
        house = self.of_house(name)
        if _ORGAN.search(name) and self.table.get(house) is None:
            return self.state_at(at) or house
        return house

    def _lower_house(self, head: str) -> str | None:
        """Return the side of a plain word before the role: "union" in "union president"."""
        for word in head.split()[:-1]:
            if word.islower():
                found = self.table.in_phrase(f"the {word}")
                if found:
                    return found
        return None

    def _someone(self, words: str) -> str:
        """Return the side of a person named by name, with or without a title."""
        kept = words.split()
        while len(kept) > 1 and roles().get(kept[0].lower(), None) not in (None, "institution"):
            kept.pop(0)
        name = " ".join(kept)
        found = self.of_name(name) if self.of_name else None
        return found or self.make(name, kind_of(name), own=True)

    def _police(self, head: str) -> str:
        """Return the police force that the words name, else police as such."""
        named = re.search(r"((?:[A-Z][\w’'-]+\s+)+)(?:Police|Sheriff)\b", head)
        if named and named[1].strip().lower() not in NO_HOUSE:
            return self.make(named[0], "police", own=True)
        return self.generic("police")

    def state_at(self, at: int) -> str | None:
        """Return the state that an unqualified office at offset ``at`` belongs to, or None.

        It is the only state the report names; else the one that opens the sentence or the sentence
        before, in the same paragraph, where no other stands between; else the state of the dateline
        where the sentence names that one and no other, or both name none and the lead opens with
        that one; else the one that two mentions in three name. Nearness alone tells nothing.
        """
        if len(self._states) == 1:
            return next(iter(self._states))
        index = sentence_at(self.page, at)
        if index is None:
            return None
        sentence = self.page.sentences[index]
        start = sentence.span.start
        if index and self.page.sentences[index - 1].paragraph == sentence.paragraph:
            start = self.page.sentences[index - 1].span.start
        near = [m for m in self.mentions if start <= m.span.start < at]
        near = [m for m in near if (p := self.table.get(m.party)) and p.kind in ("state", "region")]
        if near and len({m.party for m in near}) == 1:
            first = near[0]
            after = self.page.text[first.span.end : first.span.end + 2]
            opens = first.span.start - start <= 4
            inside = re.fullmatch(r"[Ii]n (?:the )?", self.page.text[start : first.span.start])
            if (opens and after in ("’s", "'s")) or (inside and first.form == "capital"):
                return first.party
        within = {m.party for m in near if m.span.start >= sentence.span.start}
        home = self._home(at)
        top = self._states.most_common(1)
        around = {m.party for m in near}
        if home is not None and (within == {home} or (around <= {home} and home == self._led())):
            return home
        if top and top[0][1] * 3 >= 2 * self._states.total() and not (within - {top[0][0]}):
            return top[0][0]
        return None

    def of_bare_organ(self, noun: str, at: int) -> tuple[str, str] | None:
        """Return the full name and the side of an organ that "the council" takes up again.

        The report has named it in full before: "the council of the Dockers’ Union", "the Lisk
        council".
        """
        text = self.page.text
        plain = re.compile(rf"(?<!\w){re.escape(noun)}(?!\w)", re.IGNORECASE)
        for found in reversed(list(islice(plain.finditer(text, max(0, at - _FAR), at), 40))):
            behind = _OF.match(text, found.end())
            for mention in self._mentions_at(found.start() - 60, found.end() + 60):
                span = mention.span
                if behind and span.start <= behind.end() <= span.end and span.start > found.start():
                    return f"{noun} of {_bare(span.of(text))}", mention.party
                gap = text[span.end : found.start()]
                if span.end < found.start() and gap in (" ", "’s ", "'s "):
                    return text[span.start : found.end()], mention.party
        return None

    def _mentions_at(self, start: int, end: int) -> list[PartyMention]:
        """Return the mentions that begin in a stretch of the text."""
        key = operator.attrgetter("span.start")
        low = bisect_left(self.mentions, start, key=key)
        return list(self.mentions[low : bisect_left(self.mentions, end, key=key)])

    def _home(self, at: int) -> str | None:
        """Return the state in whose capital the report is datelined, unless it has gone elsewhere.

        "In Marl, the minister said …" goes elsewhere.
        """
        match = _DATELINE.search(self.page.text[:600])
        if not match:
            return None
        place = match.start("place")
        near = [
            m
            for m in self._mentions_at(at - _FAR, at)
            if m.form == "capital"
            and self.page.text[max(0, m.span.start - 4) : m.span.start].strip() == "In"
        ]
        near = near or self._mentions_at(place, place + 1)
        return near[-1].party if near else None

    def _led(self) -> str | None:
        """Return the state that the report's lead names first, behind its dateline."""
        match = _DATELINE.search(self.page.text[:600])
        first = self._mentions_at(match.end(), match.end() + _LEAD) if match else []
        return first[0].party if first else None

    def theirs(self, at: int) -> str | None:
        """Return the side that "its" or "their" at ``at`` points back to."""
        index = sentence_at(self.page, at)
        if index is None:
            return None
        for back in range(index, max(-1, index - 4), -1):
            span = self.page.sentences[back].span
            near = [m for m in self.mentions if span.start <= m.span.start < min(at, span.end)]
            if near:
                return near[0].party
            if back < index and not _GOES_ON.match(span.of(self.page.text)):
                return None
        return None


_FAR = 4_000
_LEAD = 120
_OF = re.compile(r"\s+of\s+(?:the\s+)?")


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|The)\s+", "the ", name)


_GOES_ON = re.compile(r"(?:Its|Their)\s")


def _named_tail(words: str) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """Return where "of" or "for" parts a role from a name, and the name, if there is one.

    An "of" inside the office itself parts nothing: "Secretary *of* State"; a longer name may.
    """
    held = role_in(words)
    office = words.lower().find(held[0]) if held and " of " in held[0] else -1
    begin = office + len(held[0]) if held and office >= 0 else 0
    if words.startswith(" of ", begin):
        begin = 0
    first = _TAIL.search(words, begin)
    for tail in _TAIL.finditer(words, begin):
        caps = _CAPS.match(words, tail.end())
        if caps:
            return tail, caps
    return first, None


def sentence_at(page: Page, at: int) -> int | None:
    """Return the index of the sentence that holds offset ``at``, None between two."""
    low, high = 0, len(page.sentences) - 1
    while low <= high:
        middle = (low + high) // 2
        span = page.sentences[middle].span
        if at < span.start:
            high = middle - 1
        elif at >= span.end:
            low = middle + 1
        else:
            return middle
    return None
