"""How surely an occasion is one that the report is about.

A plain sum of signs, each in log-odds: the word itself, whether it opens the report, whether a date
pins it down, and what kind of clause tells it. The weights were fitted to the annotated reports by
regression, report by report left out, and rounded; they are few so that they hold elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from onetext.press.telling.durations import find_durations
from onetext.press.telling.event_dates import DatesByPlace
from onetext.press.telling.event_words import word_set
from onetext.press.telling.occasions import Occasion
from onetext.press.telling.telling import GATHERINGS, Telling
from onetext.press.text.sentences import Page
from onetext.terms.when import When

#: The score from which an occasion is kept.
ENOUGH = 1.0
_WORD = 0.75
_LEAD = 1.0
_LATE = -1.0
_GATHERING = 0.75
_WORDS_ONLY = -1.5
_FRESH = 1.0
_UNDATED = -0.75
_MAIN = 0.25
_HELD = 0.5
_LOOSE = -1.0
_SIDES = {"relative": -1.5, "subordinate": -0.75}
_REDUCED = -0.75
_ONCE = -0.75
_AGAIN = 0.25
_MORE_OF_KIND = -0.25
_BODY = 6
_OLD = timedelta(days=60)
_BYGONE = word_set("once previously formerly originally initially earlier")


@dataclass(frozen=True, slots=True)
class Scale:
    """Weigh the occasions of one report; ``order`` counts its sentences of prose by their index."""

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
            occasion.score = max(scores) + _AGAIN * min(2, len(scores) - 1)
            occasion.score += _MORE_OF_KIND * min(3, before[occasion.type])
            before[occasion.type] += 1

    def _weigh(self, telling: Telling, start: When | None) -> float:
        order = self.order[telling.sentence]
        pinned = self._is_pinned(telling)
        score = _WORD * telling.weight + _standing(telling, pinned=pinned)
        # "The talks" in a sentence with a date: the date is somebody else's.
        loose = telling.type == "talks_round" and not telling.anchored and not pinned
        score += self._dated(None if loose else start, pinned=pinned)
        if order == 0:
            score += _LEAD
        elif order >= _BODY:
            score += _LATE
        if telling.type in GATHERINGS:
            score += _GATHERING
        elif telling.type == "announcement" and order:
            score += _WORDS_ONLY
        words = telling.evidence.of(self.page.text).lower().split()
        return score + (_ONCE if _BYGONE.intersection(words) else 0.0)

    def _is_pinned(self, telling: Telling) -> bool:
        """Tell whether a date or a duration stands in the clause itself."""
        if self.dates.within(telling.evidence):
            return True
        return bool(find_durations(self.page.text, within=telling.evidence))

    def _dated(self, start: When | None, *, pinned: bool) -> float:
        if start is None:
            return 0.0 if pinned else _UNDATED
        today = self.published.day if self.published else None
        if today is None or start.day is None or today - start.day > _OLD:
            return 0.0
        return _FRESH


def _standing(telling: Telling, *, pinned: bool) -> float:
    """Return what the word's place in its clause adds: the main verb, or a noun that is held."""
    if telling.hit.word.part == "n":
        return _HELD if telling.anchored else 0.0 if pinned else _LOOSE
    if telling.side:
        return _SIDES[telling.side]
    return _MAIN if telling.anchored else _REDUCED
