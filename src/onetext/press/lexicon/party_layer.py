"""Read what one table of parties says: the parties, their words, and which word is whose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from onetext.errors import BadInput, Where
from onetext.press.lexicon.tables import Row, Table, close
from onetext.terms.party import Party

Form = Literal["name", "alias", "demonym", "capital", "metonym", "person"]

#: What a row of a table of parties may say.
KEYS = ("id", "name", "kind", "role", "aliases", "capital", "demonyms", "metonyms", "people")
ROLES = ("principal", "mediator", "facilitator", "guarantor", "observer", "supporter", "other")

_FORMS: tuple[tuple[str, Form], ...] = (
    ("name", "name"),
    ("aliases", "alias"),
    ("demonyms", "demonym"),
    ("capital", "capital"),
    ("metonyms", "metonym"),
)
_FOLD = str.maketrans("’ʼ‘‐‑\n\r\t\u00a0\u202f", "'''--     ")
_FOLDED = re.compile("[’ʼ‘‐‑\n\r\t\u00a0\u202f]")
_STARTS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Layer:
    """Hold one table, or several laid over each other."""

    parties: dict[str, Party] = field(default_factory=dict)
    words: dict[str, tuple[str, Form]] = field(default_factory=dict)
    not_parties: frozenset[str] = frozenset()
    also_people: frozenset[str] = frozenset()
    also_words: frozenset[str] = frozenset()


def layer_of(table: Table) -> Layer:
    """Check one table and return what it says."""
    lists = ("not_parties", "also_people", "also_words")
    table.only_keys(("parties", *lists))
    top = Row(table, (), table.tree)
    layer = Layer({}, {}, *(frozenset(_word(*word) for word in top.texts(key)) for key in lists))
    places: dict[str, Where] = {}
    for row in table.rows("parties", known=KEYS):
        party = _party(row)
        layer.parties[party.id] = party
        for word, form, where in _words(row):
            _claim(layer.words, places, word, party.id, form, where)
    return layer


def _party(row: Row) -> Party:
    name = row.text("name")
    if name is None:
        raise BadInput(
            f"the party '{row.id()}' has no name", instead="write 'name: …'", where=row.where()
        )
    role = row.text("role")
    if role is not None and role not in ROLES:
        raise BadInput(
            f"unknown role '{role}'", instead=close(role, ROLES), where=row.where("role")
        )
    aliases = tuple(word for word, _ in row.texts("aliases"))
    return Party(row.id(), name, row.text("kind") or "other", aliases, role)


def _words(row: Row) -> Iterator[tuple[str, Form, Where]]:
    for key, form in _FORMS:
        for word, where in row.texts(key):
            yield _word(word, where), form, where
    people = row.tree.get("people") or []
    for at, person in enumerate(people if isinstance(people, list) else [people]):
        where = row.where("people", at)
        known = person if isinstance(person, dict) else {"name": person}
        for key in known:
            if key not in ("name", "office"):
                raise BadInput(
                    f"unknown key '{key}'",
                    instead=close(key, ("name", "office")),
                    where=row.where("people", at, key, -1),
                )
        name = known.get("name")
        if not isinstance(name, str) or not name.strip():
            raise BadInput("this person has no name", instead="write '{name: …}'", where=where)
        yield _word(name, where), "person", where


def _word(word: str, where: Where) -> str:
    """Return a table's word as it is looked for, or say that it can never be found."""
    folded = " ".join(fold(word).split())
    if not _STARTS.match(folded.removeprefix("the ")):
        raise BadInput(
            f"the word '{word}' does not begin with a letter",
            instead="leave out the sign before it",
            where=where,
        )
    return folded


def _claim(
    words: dict[str, tuple[str, Form]],
    places: dict[str, Where],
    word: str,
    party: str,
    form: Form,
    where: Where,
) -> None:
    """Give a word to a party, unless it is another's already.

    One party's capital may speak for another ("Brussels"): then the metonym wins.
    """
    owner = words.get(word)
    if owner is None or (owner[1] == "capital" and form == "metonym" and owner[0] != party):
        words[word] = (party, form)
        places[word] = where
    elif owner[0] != party and (owner[1], form) != ("metonym", "capital"):
        first = places[word]
        raise BadInput(
            f"the word '{word}' stands for '{owner[0]}'"
            + (f" (line {first.line})" if first.line else "")
            + f" and for '{party}'",
            instead="keep it with one of them",
            where=where,
        )


def fold(text: str) -> str:
    """Return the text with typographic signs and white space made plain, offsets kept."""
    return text.translate(_FOLD) if _FOLDED.search(text) else text
