"""Annotated reports as what the model is to learn: pieces, what the rules found, what is right."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "quality"))

from gold_sets import half_of, load
from marked import texts
from onetext.press.finding.completing import ByCue
from onetext.press.finding.finder import RuleFinder
from onetext.press.learned.decode import ROLES
from onetext.press.learned.labelling import STANCES, Floats
from onetext.press.learned.pieces import Cutter, Ints, Pieces, Range
from onetext.press.text.dates import DatePhrase, find_dates
from onetext.press.text.sentences import Page, cut
from onetext.terms.said.span import Span
from onetext.terms.when import When

Form = dict[str, Any]
#: Kinds of channels, "" for none: a second lesson, of which nothing ships.
CHANNELS = (
    "",
    *"press press_release statement joint_statement speech broadcast newspaper website".split(),
    *"letter written vote social_media messaging state_media".split(),
)
#: How much of a stance is in what else would be acceptable.
ALSO_RIGHT = 0.3


@dataclass(frozen=True)
class Right:
    """Hold one annotated attribution, in pieces."""

    cue: Range
    source: Range | None
    contents: tuple[Range, ...]
    stances: Floats
    channel: int
    date: str | None

    def path(self, low: int, high: int) -> Ints:
        """Return the right tags of the pieces of a window, for this cue."""
        tags = np.zeros(high - low, dtype=np.int64)
        parts = [(self.source, "source")] if self.source else []
        for stretch, name in (*parts, *((c, "content") for c in self.contents)):
            first, after = max(stretch[0], low) - low, min(stretch[1], high) - low
            if first < after:
                tags[first] = ROLES.index(f"B-{name}")
                tags[first + 1 : after] = ROLES.index(f"I-{name}")
        return tags


@dataclass(frozen=True, repr=False)
class Example:
    """Hold one report to learn from, or to be measured on."""

    name: str
    gold: Form
    page: Page
    pieces: Pieces
    by_rule: ByCue
    dates: Sequence[DatePhrase]
    right: tuple[Right, ...]


def example(gold: Form, text: str, cutter: Cutter, rules: RuleFinder) -> Example:
    """Return a report ready to learn from."""
    page = cut(text)
    dates = find_dates(text, _day(gold["doc"].get("published")))
    by_rule = ByCue(rules.find(page, dates))
    pieces = cutter.cut(page, by_rule.found)
    right = tuple(_right(pieces, gold["statements"]))
    return Example(gold["doc"]["id"], gold, page, pieces, by_rule, dates, right)


def _day(told: str | None) -> When | None:
    return When(told) if told else None


def _right(pieces: Pieces, statements: Iterable[Form]) -> Iterator[Right]:
    for one in statements:
        if one["cue_span"] is None:
            continue
        cue = pieces.range_of(Span(*one["cue_span"]))
        mention = one["speaker"].get("mention_span")
        source = pieces.range_of(Span(*mention)) if mention else None
        contents = [pieces.range_of(Span(*c)) for c in one["content_spans"]]
        if cue and all(contents) and contents:
            kind = str((one.get("channel") or {}).get("type") or "").split(":")[0]
            yield Right(
                cue,
                source,
                tuple(c for c in contents if c),
                _stances(one["stance"], one.get("stance_alt") or ()),
                CHANNELS.index(kind),
                one.get("date"),
            )


def _stances(first: str, others: Sequence[str]) -> Floats:
    """Return how much each stance is right: the first most, what else is acceptable the rest."""
    told = np.zeros(len(STANCES), dtype=np.float32)
    told[STANCES.index(first)] = 1 - ALSO_RIGHT if others else 1.0
    for other in others:
        told[STANCES.index(other)] += ALSO_RIGHT / len(others)
    return told


def examples(name: str, cutter: Cutter) -> list[Example]:
    """Return a set's reports: ``own``, a set of ``quality/``, or its half as ``set:half``.

    Raises
    ------
    ValueError
        If the set is blind: nothing is learned from it.
    """
    if "test" in name or name in ("seed", "reports"):
        raise ValueError(f"{name} is for measuring only")
    rules = RuleFinder()
    if name == "own":
        return [example(gold, text, cutter, rules) for gold, text in texts()]
    which, _, half = name.partition(":")
    return [
        example(r.gold, r.text, cutter, rules)
        for r in load(which)
        if not half or half_of(r.id) == half
    ]
