"""Refusals in the reader's language: English words matched again with the message they are of.

The storeys below the room speak English, with names and numbers already in it. The catalogues hold
their messages with named gaps; here a refusal is laid against them. A gap in quotes is held to what
``repr`` writes, so nobody's words in it can end it early. What matches none stays English.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

GAP = re.compile(r"%\((\w+)\)s")
MARK = "refusal"
"""What the catalogues say beside a message that refusals are matched with."""
OURS: Mapping[str, tuple[str, ...]] = {
    "mode": ("one-text", "rolling"),
    "named": ("a feed", "a JSON file", "a page"),
}
"""Gaps that may hold a word of ours, translated as such."""
TONGUES = frozenset({"tongue"})
"""Gaps that hold the English name of a language."""
HOURS = frozenset({"hour", "time"})
"""Gaps that hold an hour of the room."""
_QUOTED = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Matched:
    """Hold the message that a refusal is of, and what stands in its gaps."""

    message: str
    filled: Mapping[str, str | tuple[str, ...]]


class Refusals:
    r"""Know the messages that refusals are made of.

    Examples
    --------
    >>> known = Refusals(["no %(what)s", "no seat '%(seat)s' in %(place)s"])
    >>> known.match("no seat 'it\\'s in' in Arn").filled
    {'seat': "it's in", 'place': 'Arn'}
    >>> known.match("no way").message, known.match("a way")
    ('no %(what)s', None)
    """

    def __init__(self, messages: Iterable[str]) -> None:
        every = set(messages)
        self._whole = {one.replace("%%", "%"): one for one in every if not GAP.search(one)}
        self._gapped = [
            (one, GAP.findall(one), re.compile(shape(one), re.DOTALL))
            for one in sorted(every - set(self._whole.values()), key=lambda one: (-said(one), one))
        ]

    def match(self, words: str) -> Matched | None:
        """Return the message that English words are of, the one with most words of its own."""
        if words in self._whole:
            return Matched(self._whole[words], {})
        if len(words) > _LONGEST:
            return None
        for message, names, pattern in self._gapped:
            if found := pattern.fullmatch(words):
                return Matched(
                    message, dict(zip(names, map(_unquoted, found.groups()), strict=True))
                )
        return None


def shape(message: str) -> str:
    r"""Return the pattern of a message: its own words, and gaps in quotes or bare.

    Examples
    --------
    >>> shape("%(this)s is over")
    '(.+)\\ is\\ over'
    """
    made, at = "", 0
    for gap in re.finditer(r"'%\(\w+\)s'|%\(\w+\)s", message):
        made += re.escape(message[at : gap.start()].replace("%%", "%"))
        made += _QUOTED if gap[0].startswith("'") else "(.+)"
        at = gap.end()
    return made + re.escape(message[at:].replace("%%", "%"))


def said(message: str) -> int:
    """Return how many letters of a message are its own."""
    return len(GAP.sub("", message))


def _unquoted(found: str) -> str | tuple[str, ...]:
    """Return the words that ``repr`` wrote; of several with commas between them each."""
    if found[:1] not in ("'", '"'):
        return found
    try:
        held = ast.literal_eval(found)
    except (SyntaxError, ValueError):
        return found
    return tuple(map(str, held)) if isinstance(held, tuple) else str(held)
