"""The lexicon of words that tell an event (``tables/events.txt``), and their forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from onetext.press.finding.cues import Form, forms_of
from onetext.press.lexicon.tables import plural
from onetext.press.text.lexis import BE, PREPOSITIONS, SUBORDINATORS
from onetext.press.text.tokens import Token
from onetext.terms.said.event import EventType

_LINE = re.compile(
    r"(?P<part>[vn])\s+(?P<words>[^|]+)\|\s*(?P<type>\w+)\s*\|\s*(?P<weight>\d)\s*"
    r"(?:\|(?P<near>.*))?$"
)
_WORDS = re.compile(r"(?P<words>[^(]+)(?:\((?P<irregular>[^)]*)\))?(?P<after>.*)$")
_DOUBLES = re.compile(r"[^aeiou]*[aeiou][bdgmnprt]$")
_AHEAD = 6
_AROUND = 12


def word_set(text: str) -> frozenset[str]:
    """Return the words of ``text`` as a set."""
    return frozenset(text.split())


#: Words behind a verb with which it tells something else: "take place", "hold responsible".
_SET_PHRASES = {
    "take": word_set("place part note care advantage aim shape turns stock"),
    "hold": word_set("accountable responsible"),
}


@dataclass(frozen=True, slots=True)
class Needs:
    """Hold the words that must, or must not, stand near an event word.

    One of ``ahead`` within the next six words, of ``before`` somewhere before, or of ``around``
    within a dozen words either side; all three empty where none is needed; none of ``never`` within
    that dozen. ``*talks`` is met by a report about talks.
    """

    ahead: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()

    def met(self, tokens: Sequence[Token], start: int, end: int, *, talks: bool) -> bool:
        """Tell whether the needs are met around ``tokens[start:end]``."""
        wanted = bool(self.ahead or self.before or self.around)
        if not wanted and not self.never:
            return True
        around = {t.low for t in tokens[max(0, start - _AROUND) : start]}
        around |= {t.low for t in tokens[end : end + _AROUND]}
        if around & self.never:
            return False
        if not wanted or around & self.around or (talks and "*talks" in self.around):
            return True
        if any(t.low in self.ahead for t in tokens[end : end + _AHEAD]):
            return True
        if self.ahead and any(t.low in BE for t in tokens[max(0, start - 3) : start]):
            # "The charges were dropped": what a verb acts on stands before its passive.
            return any(t.low in self.ahead for t in tokens[max(0, start - _AROUND) : start])
        return bool(self.before) and any(t.low in self.before for t in tokens[:start])


@dataclass(frozen=True, slots=True)
class EventWord:
    """Hold one entry: its words, its type, its weight and what must stand near."""

    lemma: str
    part: Literal["v", "n"]
    rest: tuple[str, ...]
    type: EventType
    weight: int
    needs: Needs

    def fits(self, tokens: Sequence[Token], start: int, end: int, *, talks: bool) -> bool:
        """Tell whether what the entry needs stands near ``tokens[start:end]``."""
        return self.needs.met(tokens, start, end, talks=talks)

    def taken(self, tokens: Sequence[Token], start: int, end: int) -> frozenset[str]:
        """Return which words of what the entry asks for it takes here: the "treaty" that is signed.

        As singulars; behind the verb, or before its passive.
        """
        passive = any(t.low in BE for t in tokens[max(0, start - 3) : start])
        near = tokens[max(0, start - _AHEAD) : start] if passive else tokens[end : end + _AHEAD]
        wanted = (self.needs.ahead | self.needs.around) - PREPOSITIONS - SUBORDINATORS
        return frozenset(t.low.removesuffix("s") for t in near if t.low in wanted)


@dataclass(frozen=True, slots=True)
class EventHit:
    """Mark an event word in a row of tokens (``start`` to ``end``, exclusive), with its forms.

    ``taken`` holds the words it takes of those its entry asks for.
    """

    start: int
    end: int
    word: EventWord
    forms: frozenset[Form]
    taken: frozenset[str] = frozenset()


class EventLexicon:
    """Find event words in a row of tokens.

    Examples
    --------
    >>> from onetext.press.text.tokens import tokenize
    >>> text = "They signed the treaty."
    >>> hits = EventLexicon.builtin().find(tokenize(text, 0, len(text)))
    >>> [(hit.word.lemma, hit.word.type) for hit in hits]
    [('sign', 'agreement')]
    """

    def __init__(self, entries: Sequence[tuple[EventWord, dict[str, frozenset[Form]]]]) -> None:
        self._by_form: dict[str, list[tuple[EventWord, frozenset[Form]]]] = {}
        for word, forms in entries:
            for form, kinds in forms.items():
                self._by_form.setdefault(form, []).append((word, kinds))
        for rows in self._by_form.values():
            rows.sort(key=lambda row: (-len(row[0].rest), -row[0].weight, row[0].needs == Needs()))

    @classmethod
    @cache
    def builtin(cls) -> EventLexicon:
        """Return the lexicon that ships with the package."""
        text = files("onetext.press").joinpath("tables/events.txt").read_text(encoding="utf-8")
        return cls(tuple(_entries(text)))

    def find(self, tokens: Sequence[Token], *, talks: bool = False) -> list[EventHit]:
        """Return the event words in ``tokens``, in order: at each place the longest that fits.

        ``talks`` says that the report is about talks, so that a bare "round" is one of them.
        """
        found: list[EventHit] = []
        end = 0
        for at, token in enumerate(tokens):
            if at < end or token.kind != "word":
                continue
            hit = self._at(tokens, at, talks)
            if hit:
                found.append(hit)
                end = hit.end
        return found

    def type_of(self, form: str) -> EventType | None:
        """Return the type that a form of a verb tells by itself, None for a word unknown."""
        rows = self._by_form.get(form, ())
        return next((word.type for word, _ in rows if word.part == "v" and not word.rest), None)

    def noun_at(self, tokens: Sequence[Token], at: int, *, talks: bool) -> EventHit | None:
        """Return the noun at a place, where the same form is a verb too: "Sentencing is due"."""
        return self._at(tokens, at, talks, parts="n")

    def _at(
        self, tokens: Sequence[Token], at: int, talks: bool, parts: str = "vn"
    ) -> EventHit | None:
        for word, forms in self._by_form.get(tokens[at].low, ()):
            if word.part not in parts:
                continue
            end = at + 1 + len(word.rest)
            if tuple(t.low for t in tokens[at + 1 : end]) != word.rest:
                continue
            following = tokens[end].low if end < len(tokens) else ""
            if not word.rest and following in _SET_PHRASES.get(word.lemma, ()):
                continue
            if word.fits(tokens, at, end, talks=talks):
                return EventHit(at, end, word, forms, word.taken(tokens, at, end))
        return None


def _entries(text: str) -> Iterator[tuple[EventWord, dict[str, frozenset[Form]]]]:
    groups: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@"):
            name, _, words = line.partition("=")
            groups[name.strip()] = tuple(words.split())
            continue
        found = _LINE.match(line)
        if not found or found["type"] not in get_args(EventType):
            raise ValueError(f"tables/events.txt:{number}: not an entry: {line!r}")
        yield from _entry(found, groups)


def _entry(
    found: re.Match[str], groups: dict[str, tuple[str, ...]]
) -> Iterator[tuple[EventWord, dict[str, frozenset[Form]]]]:
    near = [one for told in (found["near"] or "").split() for one in groups.get(told, (told,))]
    needs = Needs(
        ahead=frozenset(one[1:] for one in near if one.startswith(">")),
        before=frozenset(one[1:] for one in near if one.startswith("<")),
        never=frozenset(one[1:] for one in near if one.startswith("!")),
        around=frozenset(one for one in near if one[0] not in "<>!"),
    )
    kind = cast(EventType, found["type"])
    weight = int(found["weight"])
    for part in found["words"].split(","):
        one = _WORDS.match(part.strip())
        if one is None:
            raise ValueError(f"tables/events.txt: not a word: {part!r}")
        words = one["words"].strip().removeprefix("=").split() + one["after"].split()
        if found["part"] == "v":
            lemma, *rest = words
            forms = _forms(lemma, (one["irregular"] or "").split())
            yield EventWord(lemma, "v", tuple(rest), kind, weight, needs), forms
            continue
        told = " ".join(words)
        for variant in (told,) if one["words"].startswith("=") else (told, plural(told)):
            first, *rest = variant.split()
            yield EventWord(told, "n", tuple(rest), kind, weight, needs), {first: frozenset()}


def _forms(lemma: str, irregular: Sequence[str]) -> dict[str, frozenset[Form]]:
    """Return the forms of a verb, its last letter doubled where English doubles it.

    Examples
    --------
    >>> sorted(_forms("ban", ()))
    ['ban', 'banned', 'banning', 'bans']
    """
    if not _DOUBLES.match(lemma):
        return forms_of(lemma, irregular)
    past = lemma + lemma[-1] + "ed"
    forms = forms_of(lemma, irregular or (past, past))
    forms.pop(lemma + "ing", None)
    forms[lemma + lemma[-1] + "ing"] = frozenset(("ing",))
    return forms
