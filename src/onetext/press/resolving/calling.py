"""How a report calls people after their full name: by surname, first name, "he" and "she"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onetext.press.lexicon.parties import PartyTable
from onetext.press.lexicon.tables import roles
from onetext.press.text.lexis import (
    AUXILIARIES,
    CONJUNCTIONS,
    MONTHS,
    PREPOSITIONS,
    SUBORDINATORS,
    TITLES,
    WEEKDAYS,
)
from onetext.terms.said.span import Span

if TYPE_CHECKING:
    from onetext.press.resolving.names import Person

WORD = re.compile(r"(?<![\w’'-])[^\W\d_][\w’'‑-]*")
_PLAIN = frozenset(
    (*AUXILIARIES, *CONJUNCTIONS, *PREPOSITIONS, *SUBORDINATORS, *TITLES, *WEEKDAYS, *MONTHS)
)
_NEXT_NAME = re.compile(r"[ -][A-ZÀ-Þ]|[-’'][a-z]*[A-ZÀ-Þ]|\.\S")
_NAME_BEFORE = re.compile(r"[A-ZÀ-Þ][\w’'-]*[ -]$")
_OPENS = re.compile(r"(?:^|[.!?:“”\"\n]\s{0,3})$")


def with_surnames(text: str, people: Sequence[Person]) -> list[Person]:
    """Return the people with later mentions by surname alone.

    Where several share one, the bare surname is that of the one named in full most often, the first
    named among equals ("Joe Biden" before "Hunter Biden").
    """
    by_surname: dict[str, list[int]] = {}
    for i, person in enumerate(people):
        if len(person.surname) > 2:
            by_surname.setdefault(person.surname, []).append(i)
    taken = sorted(
        ((m.start, m.end) for person in people for m in person.mentions), key=lambda row: row[0]
    )
    starts = [start for start, _ in taken]
    more: dict[int, list[Span]] = {}
    for match in WORD.finditer(text):
        word = re.sub(r"[’']s?$", "", match[0])
        rows = by_surname.get(word) or by_surname.get(word[:1].lower() + word[1:])
        if not rows:
            continue
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and taken[at][1] > match.start():
            continue
        best = max(rows, key=lambda i: (len(people[i].mentions), -people[i].mentions[0].start))
        if match.start() > people[best].mentions[0].start or len(rows) == 1:
            more.setdefault(best, []).append(Span(match.start(), match.start() + len(word)))
    return [
        replace(person, mentions=tuple(sorted((*person.mentions, *more.get(i, ())))))
        for i, person in enumerate(people)
    ]


def with_first_names(text: str, people: Sequence[Person], parties: PartyTable) -> list[Person]:
    """Return the people with later mentions by the first word of the name alone.

    It is the family name in "Xi Jinping", the given one in "Greta Thunberg". A word that two people
    share, a side's word, or a plain one of the language is left alone.
    """
    by_first: dict[str, list[int]] = {}
    for i, person in enumerate(people):
        first = person.name.split()[0]
        if " " in person.name and len(first) > 1 and first.isalpha():
            by_first.setdefault(first, []).append(i)
    surnames = {person.surname for person in people if " " in person.name}
    alone = {
        first: rows[0]
        for first, rows in by_first.items()
        if len(rows) == 1
        and first not in surnames
        and first.lower() not in _PLAIN
        and first.lower() not in roles()
        and not parties.mentions(first)
    }
    out = list(people)
    titled = set()
    for i, person in enumerate(people):
        index = alone.get(person.name)
        if index is not None:
            del alone[person.name]
            if person.mentions[0].start > out[index].mentions[0].start:
                out[index] = _with_titled(out[index], person)
                titled.add(i)
    more: dict[int, list[Span]] = {}
    for span, index in _standing_alone(text, alone):
        if span.start > out[index].mentions[0].start:
            more.setdefault(index, []).append(span)
    return [
        replace(person, mentions=tuple(sorted((*person.mentions, *more.get(i, ())))))
        for i, person in enumerate(out)
        if i not in titled
    ]


def _with_titled(full: Person, titled: Person) -> Person:
    """Return a person with what mentions by title and first name tell: "President Greta"."""
    return replace(
        full,
        role=full.role or titled.role,
        female=full.female if full.female is not None else titled.female,
        mentions=tuple(sorted((*full.mentions, *titled.mentions))),
        told=(*full.told, *titled.told)[:12],
    )


def _standing_alone(text: str, wanted: dict[str, int]) -> Iterator[tuple[Span, int]]:
    """Yield where a first name stands with no other name beside it."""
    for match in WORD.finditer(text) if wanted else ():
        word = re.sub(r"[’']s?$", "", match[0])
        index = wanted.get(word)
        end = match.start() + len(word)
        if index is None or _NEXT_NAME.match(text, end):
            continue
        before = text[max(0, match.start() - 24) : match.start()]
        named = _NAME_BEFORE.search(before)
        title = named[0].strip(" -").lower() if named else ""
        if named is None or title in TITLES or title in roles() or _opens(before, named.start()):
            yield Span(match.start(), end), index


def _opens(before: str, at: int) -> bool:
    """Tell whether a capital is only the sentence's: "When Xi"."""
    return _OPENS.search(before[:at]) is not None and before[at:].strip().lower() in _PLAIN


_OWN = re.compile(r"\b(?:he|his|him|himself|she|her|hers|herself)\b", re.IGNORECASE)
_STOP = re.compile(r"[.!?]\s|\n|[“”\"]")
_HE_OPENS = re.compile(r"[.!?]\s{1,3}(He|She)\b")


def with_genders(text: str, people: Sequence[Person]) -> list[Person]:
    """Return the people with the gender of the pronouns in sentences that name nobody else."""
    starts = sorted(m.start for person in people for m in person.mentions)
    out = []
    for person in people:
        votes = 0
        for span in person.mentions[:60] if person.female is None else ():
            stop = _STOP.search(text, span.end, span.end + 300)
            end = stop.start() if stop else min(len(text), span.end + 300)
            if bisect_left(starts, end) > bisect_left(starts, span.end):
                continue
            words = _OWN.findall(text, span.end, end)[:1]
            lead = re.split(r"[.!?\n]", text[max(0, span.start - 60) : span.start])[-1]
            opens = bool(stop) and len(lead.split()) <= 3 and not _OWN.search(lead)
            opener = _HE_OPENS.match(text, end) if opens else None
            words += [opener[1]] if opener and not words else []
            for word in words:
                votes += 1 if word.lower() in ("she", "her", "hers", "herself") else -1
        out.append(replace(person, female=votes > 0) if votes else person)
    return out
