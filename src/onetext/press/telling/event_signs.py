"""The signs by which an occasion is judged: what the report shows of it, each with a number.

All but the first judgement are yes or no (1 or absent). ``tables/event_weights.txt`` weighs them by
name. They are few: more of them (each place, each word, the headline) did no better on reports left
out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onetext.press.lexicon.parties import PartyMention
from onetext.press.telling.event_weights import NEAR, is_sure
from onetext.press.telling.occasions import Occasion
from onetext.press.telling.telling import GATHERINGS, Telling
from onetext.press.text.lexis import is_capital
from onetext.press.text.sentences import Page
from onetext.terms.said.event import EventType
from onetext.terms.when import When

Signs = dict[str, float]

_YEARS = 5
_DAYS = range(2, 8)
#: From which weight on a word tells a formal announcement: "issued a statement".
_FORMAL = 3


@dataclass(frozen=True, slots=True)
class SignReader:
    """Read the signs of the occasions of one report.

    ``order`` counts its sentences of prose by their index.
    """

    page: Page
    order: Mapping[int, int]
    mentions: Sequence[PartyMention]
    published: When | None

    def read(self, occasions: Sequence[Occasion]) -> list[Signs]:
        """Return the signs of each of the occasions, judged for a first time, in text order.

        Cost: linear in their tellings, each time in the parties that the report names.
        """
        kinds: set[EventType] = set()
        rows = []
        for occasion in occasions:
            row = {"first judgement": occasion.score, f"type {occasion.type}": 1.0}
            row |= dict.fromkeys((*self._when(occasion), *self._told(occasion)), 1.0)
            if occasion.type not in kinds and self._head(occasion).anchored:
                row["first of its kind"] = 1.0
            kinds.add(occasion.type)
            rows.append(row)
        return rows

    def _when(self, occasion: Occasion) -> list[str]:
        """Return how near the report its date lies."""
        start, today = occasion.start, self.published
        if start is None:
            clauses = [t.evidence.of(self.page.text) for t in occasion.tellings]
            return ["day 2-7 ago"] if any(NEAR.search(clause) for clause in clauses) else []
        if today and today.year and start.year and today.year - start.year >= _YEARS:
            return ["years before"]
        if start.day is None:
            return ["year alone"] if len(start.iso) == len("2030") else []
        if today is None or today.day is None:
            return []
        gap = (today.day - start.day).days
        return ["day ahead"] if gap < 0 else ["day 2-7 ago"] if gap in _DAYS else []

    def _told(self, occasion: Occasion) -> list[str]:
        """Return where it is told, in what kind of clause, in what tense and of whom."""
        head = self._head(occasion)
        tokens = self.page.sentences[head.sentence].tokens
        clause = head.evidence
        verb = head.hit.word.part == "v"
        helpers = {t.low for t in tokens[max(0, head.hit.start - 3) : head.hit.start] if verb}
        first = not min(self.order[t.sentence] for t in occasion.tellings)
        announced = occasion.type == "announcement"
        inside = [t for t in tokens if clause.start < t.start < clause.end]
        signs = {
            "announcement in the lead": announced and first,
            "announcement later": announced and not first and head.weight < _FORMAL,
            "gathering planned": occasion.type in GATHERINGS and occasion.status == "planned",
            "numbered talks": occasion.type == "talks_round" and occasion.number is not None,
            "noun alone": not verb and not head.anchored and occasion.start is None,
            "only relative clauses": all(t.side == "relative" for t in occasion.tellings),
            "pluperfect": "had" in helpers,
            "passive": "ing" not in head.hit.forms and not helpers.isdisjoint(("was", "were")),
            "party": any(clause.holds(m.span) for m in self.mentions),
            "name": any(is_capital(t.text) for t in inside),
        }
        return [name for name, is_so in signs.items() if is_so]

    def _head(self, occasion: Occasion) -> Telling:
        """Return the telling that tells an occasion most surely, the first of those alike."""
        return max(
            occasion.tellings,
            key=lambda t: (is_sure(t) and not t.side, t.weight, -self.order[t.sentence]),
        )
