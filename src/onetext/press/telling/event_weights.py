"""A first judgement of how surely an occasion is one that the report is about.

A plain sum, each part in log-odds: the word's class, where in the report it stands, whether a date
pins it down, what kind of clause tells it, and whether other clauses tell it again. Of an
occasion's clauses the surest counts. The parts are few and set by hand; what else there is to see,
and how much this judgement counts beside it, was learned (``event_signs``, ``event_chances``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from onetext.press.telling.durations import find_durations
from onetext.press.telling.event_dates import DatesByPlace
from onetext.press.telling.occasions import Occasion
from onetext.press.telling.telling import Telling
from onetext.press.text.sentences import Page
from onetext.terms.when import When

_WORD = 1.0
_PLACES = (1.25, 0.5, 0.0, 0.0, 0.0, 0.0)
_LATE = -0.75
_DATED = 1.5
#: A date of so many years before the report is somebody's life or a past war.
_HISTORY = -0.5
_YEARS = 5
_ASIDE = -1.25
_HELD = 0.5
_PINNED = 0.25
_WORDS_ONLY = -1.0
_AHEAD = 0.5
_AGAIN = 0.75
_MORE_OF_KIND = -0.25
#: A time close to the report that no calendar day stands for.
NEAR = re.compile(
    r"\b(?:last|next|this|coming|earlier this|later this) (?:week|weekend|month|morning|evening)\b",
    re.IGNORECASE,
)
_OLD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Scale:
    """Judge the occasions of one report; ``order`` counts its sentences of prose by their index."""

    page: Page
    dates: DatesByPlace
    order: Mapping[int, int]
    published: When | None

    def weigh(self, occasions: Sequence[Occasion]) -> None:
        """Give each occasion its score, the first of a kind more than those that follow.

        Cost: linear in the tellings.
        """
        before: Counter[str] = Counter()
        for occasion in occasions:
            pairs = zip(occasion.tellings, occasion.starts, strict=True)
            scores = [self._weigh(telling, start) for telling, start in pairs]
            best = scores.index(max(scores))
            again = sum(is_sure(t) for i, t in enumerate(occasion.tellings) if i != best)
            occasion.score = scores[best] + _AGAIN * min(2, again)
            occasion.score += _MORE_OF_KIND * min(3, before[occasion.type])
            before[occasion.type] += 1

    def _weigh(self, telling: Telling, start: When | None) -> float:
        order = self.order[telling.sentence]
        pinned = self._is_pinned(telling)
        score = _WORD * telling.weight
        score += _PLACES[order] if order < len(_PLACES) else _LATE
        # "The talks" by themselves are all of them, and a date in the sentence is somebody else's.
        loose = telling.type == "talks_round" and not telling.anchored and not pinned
        near = start is None and NEAR.search(telling.evidence.of(self.page.text))
        score += _DATED if near else self._dated(None if loose else start)
        if telling.hit.word.part == "n":
            score += _HELD if telling.anchored else _PINNED if pinned else 0.0
        elif telling.side or not telling.anchored:
            score += _ASIDE
        if loose and telling.number is None:
            score += _ASIDE
        if telling.type == "announcement" and order:
            score += _WORDS_ONLY
        return score + (_AHEAD if telling.status == "planned" else 0.0)

    def _is_pinned(self, telling: Telling) -> bool:
        """Tell whether a date or a duration stands in the clause itself."""
        if self.dates.within(telling.evidence):
            return True
        return bool(find_durations(self.page.text, within=telling.evidence))

    def _is_history(self, start: When) -> bool:
        """Tell whether a date lies years before the report: somebody's life, a country's past."""
        if self.published is None or start.year is None or self.published.year is None:
            return False
        return self.published.year - start.year >= _YEARS

    def _dated(self, start: When | None) -> float:
        """Return what a date adds; a year alone, or a day long before the report, adds nothing."""
        if start is None:
            return 0.0
        if self._is_history(start):
            return _HISTORY
        if start.day is None:
            return _DATED if len(start.iso) > len("2030") else 0.0
        today = self.published.day if self.published else None
        return 0.0 if today and today - start.day > _OLD else _DATED


def is_sure(telling: Telling) -> bool:
    """Tell whether a clause tells an event by itself: its verb does, or a noun that is held."""
    return telling.anchored or telling.hit.word.part == "v"
