"""Find the parties that a text names: by name, demonym, capital, metonym, or a person of theirs.

Our table (``tables/parties.yaml``) holds states, territories, blocs, international bodies and
well-known movements; a user's table adds parties or replaces ours, and its words win over ours. A
party made up of nothing but a description ("the opposition", "a union") is the reader's to make.

How words are found. A word must stand on word boundaries, with the capitals of the table or all in
capitals; the longest wins; typographic apostrophes, hyphens and line breaks count as plain ones; a
possessive ending stays outside the span. ``not_parties`` lists names that only contain a party's
word ("Washington Post") and are passed over whole. A metonym that stands right behind another
party's word is that party's own ("Russia's Security Council") and gives no mention of its own.

Words that people are called too (``also_people``: Jordan, Chad, Washington) are passed over where a
capitalised word stands directly before ("Michael Jordan", "B. Jordan", "Mr Jordan"), unless that is
a party's word, a direction ("Northern Jordan") or a plain word opening a sentence ("In Jordan");
and where one stands directly after ("Jordan Peterson"), unless that is a role ("Jordan Foreign
Minister"), a party's word or a day. What this cannot know, such as a sentence that opens with
"Jordan said" about a person of that name, is left to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from onetext.errors import BadInput
from onetext.press.lexicon.party_layer import Form, Layer, fold, layer_of
from onetext.press.lexicon.tables import Table, close, ours, read, roles
from onetext.terms.party import Party
from onetext.terms.said.span import Span

_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"\b[Tt](?:he|HE) +\Z")
_BEFORE = re.compile(r"(\w[\w.'-]*)( +)\Z")
_AFTER = re.compile(r" +(\w+)")
_INITIAL = re.compile(r"(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Rep|Sen|Gov|Jr|Sr)\.\Z")
#: Words in capitals only because a sentence, a headline or a place opens with them.
_PLAIN = frozenset(
    """A After Against All Although Amid An And Around As At Because Before Both But By Can Could
    Did Does Even For From Had Has Have How However If In Inside Into Is It Its Just Later Like May
    Meanwhile Near Neighboring Neighbouring No Nor Not Now Of On Once Only Or Our Over Should Since
    So Soon Still Than That The Their Then There These They This Those Through Thus Till To Today
    Tomorrow Tonight Toward Towards Under Unlike Until Via Was We Were What When Where Whether Which
    While Who Why Will With Within Without Would Yesterday Yet North Northern South Southern East
    Eastern West Western Central Greater Modern""".split()
)
_HYPHENS = frozenset("-‐‑‒–")
_JOINED = re.compile(r"(\w+)-\Z")
#: What may stand joined before a party's word and leave it one: "Anglo-Irish", "Pro-Russian".
_JOINS = frozenset(
    """Pro Anti Non Ex Post Pre Mid Anglo Franco Sino Russo Indo Afro Euro Austro Serbo Greco
    Hispano
    Italo Turco Judeo Ibero Inter Trans Pan Neo Former All Half Part Arab East West North South
    """.split()
)
_DAYS = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May
    June July August September October November December""".split()
)
_OFFICES = frozenset(
    """Defence Defense Foreign Prime Deputy National Air Central Supreme Federal Interior Health
    Finance Security Public Royal Acting Former State Armed Civil Human House Senate
    Special""".split()
)
#: "to Russia", "in the neighbouring Ukraine": what the phrase is about, not whom it speaks for.
_ABOUT = re.compile(
    r"\b(?:to|for|on|in|at|with|within|across|throughout|against|about|from|into|over|near|towards?|between|versus|outside|"
    r"inside|via|regarding|concerning|covering|visiting|fighting|and|or)"
    r"(?: (?:the|an?|neighbou?ring|nearby|occupied|war-torn|embattled|northern|southern|eastern"
    r"|western|central))*\s+\Z",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:in|at)(?: the)?\s+\Z", re.IGNORECASE)
_HOME = re.compile(
    r"\b(?:government|governments|authorities|officials?|ministr(?:y|ies)|parliament|cabinet|"
    r"leadership|leaders?|administration|regime|presidency)\b (?:in|at)(?: the)? \Z",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"\b(?:pro|anti|non|ex|post|pre)-\Z|\b(?:former|retired|ex)\b[^,]*\Z", re.IGNORECASE
)
_CITY = re.compile(
    r"\b(?:mayor|city|university|bishop|archbishop|diocese|port) of \Z", re.IGNORECASE
)
_TOWN_IN = re.compile(r"\b(?:of|in|at|from|near) [A-Z][\w. -]*, \Z")
_SUFFIX = re.compile(
    r"-(?:\w+ed|led|held|run|born|speaking|language|made|style|based|owned|built|trained|run)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PartyMention:
    """Mark where a text names a party, and by what kind of word.

    A ``capital`` may be a place ("talks in Berlin") or speak ("Berlin said"): the reader tells.
    """

    span: Span
    party: str
    form: Form


class _Entry(NamedTuple):
    """A phrase to look for; ``party`` is None for a name to pass over."""

    phrase: str
    party: str | None
    form: Form
    article: bool = False
    also_person: bool = False


class PartyTable:
    """Know parties by their words.

    Examples
    --------
    >>> table = PartyTable.load()
    >>> text = "Moscow’s envoy met U.S. officials, the Washington Post wrote."
    >>> [(m.span.of(text), m.party, m.form) for m in table.mentions(text)]
    [('Moscow', 'russia', 'capital'), ('U.S.', 'us', 'alias')]
    >>> table.party("us").name
    'United States'
    >>> table.in_phrase("the U.S. ambassador to Russia")
    'us'
    """

    def __init__(self, layer: Layer) -> None:
        self._parties = layer.parties
        self._words = layer.words
        self._index = _index(layer)
        self._also_words = frozenset(layer.also_words)

    @classmethod
    def load(cls, *extra: Path) -> PartyTable:
        """Return our table with the user's tables laid over it, the last on top.

        Raises
        ------
        BadInput
            With file, line and column, where a table of the user's cannot be taken.
        """
        if not extra:
            return _builtin()
        return cls.from_tables(ours("parties"), *(read(path) for path in extra))

    @classmethod
    def from_tables(cls, *tables: Table) -> PartyTable:
        """Return the table made of ``tables`` alone, later ones on top."""
        below = Layer()
        for table in tables:
            layer = layer_of(table)
            kept = {word: to for word, to in below.words.items() if to[0] not in layer.parties}
            new = layer.words.keys()
            below = Layer(
                below.parties | layer.parties,
                kept | layer.words,
                (below.not_parties - new) | layer.not_parties,
                (below.also_people - new) | layer.also_people,
                (below.also_words - new) | layer.also_words,
            )
        return cls(below)

    @property
    def parties(self) -> tuple[Party, ...]:
        """Return all parties, in the order of the tables."""
        return tuple(self._parties.values())

    def get(self, party_id: str) -> Party | None:
        """Return the party of that id, None where there is none."""
        return self._parties.get(party_id)

    def party(self, party_id: str) -> Party:
        """Return the party of that id.

        Raises
        ------
        BadInput
            Where there is none; the nearest id is told.
        """
        found = self._parties.get(party_id)
        if found is None:
            near = close(party_id, tuple(self._parties))
            raise BadInput(
                f"unknown party '{party_id}'",
                instead=near if near.count("'") == 2 else "write the id of a party in the tables",
            )
        return found

    def words_of(self, party_id: str) -> tuple[str, ...]:
        """Return every word that stands for the party: name, aliases, demonyms and so on."""
        return tuple(word for word, (party, _) in self._words.items() if party == party_id)

    def mentions(self, text: str) -> tuple[PartyMention, ...]:
        """Return where ``text`` names parties, in order and never overlapping.

        One pass over the words of the text with one look-up each: some 5 MB/s.
        """
        return tuple(self._mentions(text))

    def _mentions(self, text: str) -> Iterator[PartyMention]:
        folded = fold(text)
        index = self._index
        end = 0
        last: PartyMention | None = None
        for word in _WORD.finditer(folded):
            if word.start() < end:
                continue
            for entry in index.get(word.group(), ()):
                start, stop = word.start(), word.start() + len(entry.phrase)
                if not folded.startswith(entry.phrase, start) or not _bounded(folded, stop):
                    continue
                if entry.party is None:
                    end = stop
                    break
                if entry.also_person and self._is_person(text, folded, start, stop, end):
                    continue
                if entry.phrase in self._also_words and _shouted(text, start):
                    continue
                if text[start - 1 : start] in _HYPHENS and self._is_half_a_name(folded, start):
                    continue
                if entry.form == "metonym" and last and _anothers(last, entry, folded, start):
                    end = stop
                    break
                if entry.article:
                    article = _ARTICLE.search(folded, max(end, start - 5), start)
                    if article:
                        start = article.start()
                    elif entry.phrase[0].islower() or _in_a_name(folded, start, stop):
                        continue
                end = stop
                last = PartyMention(Span(start, stop), entry.party, entry.form)
                yield last
                break

    def _is_person(self, text: str, folded: str, start: int, stop: int, last: int) -> bool:
        """Tell whether a word that people are called too is part of a person's name here."""
        before = _BEFORE.search(folded, max(0, start - 40), start)
        if before and text.count("\n", before.end(1), start) < 2 and before.end(1) != last:
            token = before.group(1)
            if token in ("of", "in", "across", "throughout"):
                return False
            if token.endswith("."):
                if _INITIAL.match(token):
                    return True
            elif (
                token[0].isupper()
                and not token.endswith("'s")
                and not (token.isupper() and len(token) > 1)
                and token not in _PLAIN
                and token not in _DAYS
            ):
                return True
        after = _AFTER.match(folded, stop)
        if not after or "\n" in text[stop : after.end()]:
            return False
        token = after.group(1)
        return (
            token[0].isupper()
            and not (token.isupper() and len(token) > 1)
            and token.lower() not in _role_tokens()
            and token not in self._index
            and not any(token in words for words in (_PLAIN, _DAYS, _OFFICES))
        )

    def _is_half_a_name(self, folded: str, start: int) -> bool:
        """Tell whether a word of no party's is joined on the left: "Marsh-Finn"."""
        joined = _JOINED.search(folded, max(0, start - 40), start)
        return bool(
            joined
            and joined.group(1)[0].isupper()
            and joined.group(1) not in self._index
            and joined.group(1) not in _JOINS
        )

    def in_phrase(self, phrase: str) -> str | None:
        """Return the party that a noun phrase speaks for, None when it names none.

        The rule of last resort: the first party named, leaving out those that the phrase is about
        ("envoy to Ukraine", "pro-Russian", "US-backed"), that somebody once spoke for ("former US
        official"), and towns ("mayor of London"). A government in a place is that place's.

        Examples
        --------
        >>> table = PartyTable.load()
        >>> table.in_phrase("Kremlin spokesman Dmitry Peskov")
        'russia'
        >>> table.in_phrase("US President Donald Trump's envoy to Ukraine")
        'us'
        >>> table.in_phrase("the special envoy for Syria") is None
        True
        """
        before = 0
        for mention in self._mentions(phrase):
            lead = phrase[before : mention.span.start]
            rest = phrase[mention.span.end :]
            before = mention.span.end
            if _PREFIX.search(lead) or _SUFFIX.match(rest):
                continue
            if mention.form == "capital" and _CITY.search(lead):
                continue
            if mention.form == "name" and _TOWN_IN.search(lead):
                continue
            if _ABOUT.search(lead) and not (
                _IN.search(lead) and _HOME.search(phrase[: mention.span.start])
            ):
                continue
            return mention.party
        return None


@cache
def _builtin() -> PartyTable:
    return PartyTable.from_tables(ours("parties"))


@cache
def _role_tokens() -> frozenset[str]:
    return frozenset(token for noun in roles() for token in noun.split())


def _bounded(text: str, stop: int) -> bool:
    if stop >= len(text):
        return True
    closing, following = text[stop - 1], text[stop]
    if closing == ".":
        return not following.isalnum()
    return not (closing.isalnum() and (following.isalnum() or following == "_"))


def _in_a_name(text: str, start: int, stop: int) -> bool:
    """Tell whether capitalised words stand right beside: "Premier League", "Palace Theatre"."""
    before = _BEFORE.search(text, max(0, start - 40), start)
    after = _AFTER.match(text, stop)
    return bool(
        (before and before.group(1)[0].isupper() and before.group(1) not in _PLAIN)
        or (after and after.group(1)[0].isupper() and after.group(1).lower() not in _role_tokens())
    )


def _anothers(last: PartyMention, entry: _Entry, text: str, start: int) -> bool:
    """Tell whether "Security Council" is another party's: "Russia's Security Council"."""
    between = text[last.span.end : start]
    return last.party != entry.party and between in (" ", "'s ", "' ")


def _shouted(text: str, at: int) -> bool:
    """Tell whether the line around ``at`` is all in capitals."""
    start = text.rfind("\n", 0, at) + 1
    stop = text.find("\n", at)
    line = text[start : len(text) if stop < 0 else stop]
    return line.isupper() and " " in line.strip()


def _index(layer: Layer) -> dict[str, tuple[_Entry, ...]]:
    """Return the phrases by their first word, the longest first."""
    entries = [_Entry(phrase, None, "name") for phrase in sorted(layer.not_parties)]
    for word, (party, form) in layer.words.items():
        phrase = word.removeprefix("the ")
        entries.append(_Entry(phrase, party, form, phrase != word, word in layer.also_people))
    shouted = [
        entry._replace(phrase=entry.phrase.upper())
        for entry in entries
        if len(entry.phrase) > 3 and not entry.phrase.isupper()
    ]
    grouped: dict[str, list[_Entry]] = {}
    for entry in sorted(entries + shouted, key=lambda entry: -len(entry.phrase)):
        first = _WORD.match(entry.phrase)
        assert first is not None  # party_layer saw to it
        grouped.setdefault(first.group(), []).append(entry)
    return {first: tuple(group) for first, group in grouped.items()}
