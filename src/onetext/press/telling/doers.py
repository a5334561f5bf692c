"""Which parties do what a clause tells: those that its verb's subject names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from onetext.press.lexicon.parties import PartyMention
from onetext.press.telling.telling import Telling
from onetext.press.text.sentences import Page


class Doers:
    """Find the parties before the verb of a telling, without going through all of a report's."""

    def __init__(self, page: Page, mentions: Sequence[PartyMention]) -> None:
        self._page = page
        self._mentions = sorted(mentions, key=lambda m: m.span.start)
        self._starts = [m.span.start for m in self._mentions]

    def of(self, telling: Telling) -> frozenset[str]:
        """Return the parties named before the telling's verb; none for a noun."""
        if telling.hit.word.part != "v":
            return frozenset()
        verb = self._page.sentences[telling.sentence].tokens[telling.hit.start]
        first = bisect_left(self._starts, telling.evidence.start)
        last = bisect_left(self._starts, verb.start)
        return frozenset(m.party for m in self._mentions[first:last])

    def apart(self, tellings: Iterable[Telling], other: Telling) -> bool:
        """Tell whether other parties do what ``other`` tells than what ``tellings`` tell.

        "Norvik closed its schools" and "Lisk closed its schools" are two acts.
        """
        own = self.of(other)
        known = frozenset[str]().union(*(self.of(one) for one in tellings))
        return bool(own and known) and not own & known
