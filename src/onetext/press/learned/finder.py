"""Finding attributions by what was learned, with the rules' findings as one of its clues.

The rules stay as guard rails: every span is verbatim, quote marks pair, a cue is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from math import expm1, log

import numpy as np
from tokenizers import Tokenizer

from onetext.press.finding.attribution import Attribution, SpanFinder, at_content
from onetext.press.finding.completing import ByCue, completed
from onetext.press.finding.finder import RuleFinder
from onetext.press.finding.leanings import Leanings
from onetext.press.learned.decode import CUES, ROLES, best, ranges
from onetext.press.learned.guarding import contents_of, cue_of, source_of, without_carriers
from onetext.press.learned.labelling import dates_of, seen_in
from onetext.press.learned.model import Model, Seen
from onetext.press.learned.pieces import Cutter, Pieces, Range, rule_roles
from onetext.press.learned.windows import Window, windows
from onetext.press.text.dates import DatePhrase
from onetext.press.text.sentences import Page

LEAST_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Learned:
    """Hold one finding in pieces, before the rails: its score, which cue, whose, what.

    The score is the log odds of this chance: that a cue is there, times the (geometric) mean one of
    its content's tags.
    """

    score: float
    cue: Range
    sources: tuple[Range, ...]
    contents: tuple[Range, ...]
    leanings: Leanings


class LearnedFinder:
    """Find attributions with the encoder; the rules' findings are among what it is shown."""

    def __init__(self, *, rules: SpanFinder | None = None, least: float = LEAST_SURE) -> None:
        self._rules = rules or RuleFinder()
        self._least = least

    def find(self, page: Page, dates: Sequence[DatePhrase]) -> list[Attribution]:
        """Return the attributions of ``page`` in text order.

        Cost: linear in the text; one run of the encoder for each 240 pieces.
        """
        by_rule = ByCue(self._rules.find(page, dates))
        pieces = builtin_cutter().cut(page, by_rule.found)
        return attributions(Model.builtin(), page, pieces, dates, by_rule, self._least)


def attributions(
    model: Model,
    page: Page,
    pieces: Pieces,
    dates: Sequence[DatePhrase],
    by_rule: ByCue,
    least: float = LEAST_SURE,
) -> list[Attribution]:
    """Return the attributions that a model finds in a page cut into pieces, in text order."""
    found = []
    dated = dates_of(pieces, dates)
    for window in windows(pieces.bounds):
        seen = model.see(pieces.ids, pieces.marks, window)
        for one in _in_window(model, window, seen, pieces, dated, by_rule, least):
            made = _attribution(page, pieces, one, by_rule)
            if made is not None:
                sure = model.confidence(one.score)
                found.append(replace(made, confidence=sure, leanings=one.leanings))
    found = without_carriers(found)
    return sorted(found, key=at_content)


def _in_window(
    model: Model,
    window: Window,
    seen: Seen,
    pieces: Pieces,
    dates: Sequence[tuple[Range, str]],
    by_rule: ByCue,
    least: float,
) -> Iterator[Learned]:
    near = seen_in(dates, window)
    biased = seen.cues.copy()
    # A cue is taken from ``least`` on, whatever of "begins" and "goes on" is likelier.
    biased[:, 0] += np.log(least / (1 - least))
    for first, after in ranges(best(biased, CUES), CUES, "cue"):
        cue = window.low + first, window.low + after
        if not window.first <= cue[0] < window.after:
            continue
        given = rule_roles(pieces, cue, by_rule, window.low, window.high)
        scores = model.roles(seen, (first, after), given)
        path = best(scores, ROLES)
        sources, contents = (ranges(path, ROLES, part) for part in ("source", "content"))
        if not contents:
            continue
        inside = [i for a, b in contents for i in range(a, b)]
        there = np.log1p(-np.exp(min(float(seen.cues[first, 0]), -1e-6)))
        score = _log_odds(float(there + np.mean(scores[inside, path[inside]])))
        yield Learned(
            score,
            cue,
            _moved(sources, window.low),
            _moved(contents, window.low),
            model.leanings(seen, (first, after), contents, sources, near),
        )


def _log_odds(chance: float) -> float:
    """Return the log odds of a chance given as its logarithm."""
    return chance - log(-expm1(min(chance, -1e-6)))


def _moved(stretches: Sequence[Range], by: int) -> tuple[Range, ...]:
    return tuple((a + by, b + by) for a, b in stretches)


def _attribution(page: Page, pieces: Pieces, one: Learned, by_rule: ByCue) -> Attribution | None:
    cue = cue_of(page, pieces.span_of(one.cue))
    if cue is None:
        return None
    contents = contents_of(page, [pieces.span_of(c) for c in one.contents], cue)
    source = source_of(page, [pieces.span_of(s) for s in one.sources], cue)
    return completed(page, source, cue, contents, by_rule) if contents else None


@cache
def builtin_cutter() -> Cutter:
    """Return the cutter of the model that ships with the package."""
    with as_file(files("onetext.press.learned") / "shipped" / "tokenizer.json") as path:
        return Cutter(Tokenizer.from_file(str(path)))
