"""Search what a view shows: statements, words said at the table, passages of the texts.

The ranking is BM25 (Robertson and Zaragoza 2009) over the places of this view and nothing else: how
rare a word is, and how long places are, is counted among what the seat may see, so that neither
order nor score tells of anything else (design, §4, Windows, 1).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from typing import Literal

from onetext.analysis.evidence import texts_of
from onetext.analysis.table.passing import words_of
from onetext.analysis.table.texts import text_state
from onetext.record.acts.passing import Disclosure
from onetext.record.acts.talking import Minutes
from onetext.record.view import View
from onetext.record.window import Line

Kind = Literal["statement", "message", "passage"]

_SATURATION = 1.2
_LENGTH = 0.75
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold one place that answers a search.

    Parameters
    ----------
    where
        What names it in its view: ``report/statement``, the number of a line from 1, or
        ``instrument/passage/alternative``.
    words
        The words that were searched, whole.
    score
        Above 0; comparable within one search only.
    """

    kind: Kind
    where: str
    words: str
    score: float


def search(view: View, words: str, *, most: int = 20) -> tuple[Hit, ...]:
    """Return the places of ``view`` that hold any of ``words``, the best first.

    Case and endings like a plural *s* do not matter. Places with equal scores stand in the order of
    the view: statements, then what was said at the table, then passages as they are now.

    Notes
    -----
    Cost: linear in the words of the view.

    Examples
    --------
    >>> from onetext.record.view import view_of_reports
    >>> search(view_of_reports([]), "lake")
    ()
    """
    asked = set(_tokens(words))
    if not asked or most < 1:
        return ()
    places = [(kind, where, said, Counter(_tokens(said))) for kind, where, said in _places(view)]
    if not places:
        return ()
    average = sum(sum(held.values()) for *_, held in places) / len(places)
    rare = {word: _rarity(sum(word in held for *_, held in places), len(places)) for word in asked}
    hits = []
    for kind, where, said, held in places:
        length = 1 - _LENGTH + _LENGTH * sum(held.values()) / max(average, 1)
        score = sum(
            rare[word] * held[word] * (_SATURATION + 1) / (held[word] + _SATURATION * length)
            for word in sorted(asked)
            if held[word]
        )
        if score > 0:
            hits.append(Hit(kind, where, said, score))
    return tuple(sorted(hits, key=lambda hit: -hit.score)[:most])


def _rarity(places: int, of: int) -> float:
    return log(1 + (of - places + 0.5) / (places + 0.5))


def _places(view: View) -> Iterator[tuple[Kind, str, str]]:
    texts = texts_of(view)
    for statement in view.statements:
        where = f"{statement.source}/{statement.id}"
        yield "statement", where, statement.words(texts[statement.source])
    for number, line in enumerate(view.lines, start=1):
        said = _said(line)
        if said:
            yield "message", str(number), said
    for id, text in text_state(view).texts.items():
        for passage in text.passages:
            for alternative in passage.alternatives:
                said = " ".join([passage.heading, *(v.words for v in alternative.versions)])
                if said.strip():
                    yield "passage", f"{id}/{passage.id}/{alternative.id}", said.strip()


def _said(line: Line) -> str | None:
    """Return what a line says: a message, minutes, a paraphrase, or as much as is shown of one."""
    if isinstance(line.act, Minutes | Disclosure):
        return line.act.words
    return words_of(line)


def _tokens(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.casefold().replace("’", "'"))]


def _stem(word: str) -> str:
    """Return a word without its possessive and its commonest English ending."""
    word = word.removesuffix("'s")
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
