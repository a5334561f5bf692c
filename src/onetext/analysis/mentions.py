"""Where a text names a party."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onetext.terms.party import Party
from onetext.terms.said.span import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold one place that names a party."""

    party: str
    span: Span
    words: str


class Names:
    """Find parties by name and alias: whole words, in the case they are written in, longest first.

    Examples
    --------
    >>> names = Names([Party("us", "United States", "state", ("US", "U.S."))])
    >>> [m.words for m in names.find("Let us hear the U.S. and the US.")]
    ['U.S.', 'US']
    """

    def __init__(self, parties: Iterable[Party]) -> None:
        self._ids: dict[str, str] = {}
        for party in parties:
            for name in (party.name, *party.aliases):
                bare = re.sub(r"^[Tt]he ", "", name).strip()
                if bare:
                    self._ids.setdefault(bare, party.id)
        longest = sorted(self._ids, key=lambda name: (-len(name), name))
        joined = "|".join(re.escape(name) for name in longest)
        self._rule = re.compile(rf"(?<![\w-])(?:{joined})(?![\w])") if joined else None

    def find(self, text: str, within: Span | None = None) -> tuple[Mention, ...]:
        """Return the places in ``text``, or in a part of it, in their order."""
        if self._rule is None:
            return ()
        span = within or Span(0, len(text))
        return tuple(
            Mention(self._ids[found.group()], Span(found.start(), found.end()), found.group())
            for found in self._rule.finditer(text, span.start, span.end)
        )
