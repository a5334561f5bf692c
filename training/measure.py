"""Measure a finder by itself: statements found, source and cue, on annotated reports."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from examples import Example
from figures import Tally, total
from onetext.press.finding.joining import join
from onetext.press.learned.finder import attributions
from onetext.press.learned.model import Model
from readers import form_of
from scoring import match, score


def measured(model: Model | None, kept: Sequence[Example], least: float = 0.5) -> dict[str, Any]:
    """Return F1, precision and recall of statements, and shares of what is right in the matched.

    Without a model, those of the rules.
    """
    tallies: dict[str, list[Tally]] = {}
    for e in kept:
        if model is None:
            found = list(e.by_rule.found)
        else:
            found = attributions(model, e.page, e.pieces, e.dates, e.by_rule, least)
        read = form_of(e.page.text, join(e.page, found))
        for name, tally in score(e.gold, read, e.page.text).items():
            tallies.setdefault(name, []).append(tally)
        for name, tally in _spans(e, read).items():
            tallies.setdefault(name, []).append(tally)
    told = {}
    for name in ("statements", "found direct", "found mixed", "found indirect", "cue", "source"):
        t = total(tallies[name])
        told[name] = (
            tuple(round(100 * x, 1) for x in (t.f1, t.precision, t.recall))
            if name == "statements"
            else round(100 * t.f1, 1)
        )
    return told


def sureness(model: Model, kept: Sequence[Example]) -> list[tuple[float, bool]]:
    """Return for every finding the log odds that it is right, and whether it was."""
    rows: list[tuple[float, bool]] = []
    for e in kept:
        found = join(e.page, attributions(model, e.page, e.pieces, e.dates, e.by_rule, 0.2))
        read = form_of(e.page.text, found)
        right = set(match(e.gold["statements"], read["statements"], e.page.text).values())
        for at, one in enumerate(found):
            if one.confidence is not None:
                sure = min(max(one.confidence, 1e-6), 1 - 1e-6)
                rows.append((math.log(sure / (1 - sure)), at in right))
    return rows


def _spans(e: Example, read: dict[str, Any]) -> dict[str, Tally]:
    pairs = [
        (e.gold["statements"][i], read["statements"][j])
        for i, j in match(e.gold["statements"], read["statements"], e.page.text).items()
    ]
    cue = sum(_touch(a["cue_span"], b["cue_span"]) for a, b in pairs)
    source = sum(
        _touch(a["speaker"].get("mention_span"), b["speaker"]["mention_span"]) for a, b in pairs
    )
    return {"cue": Tally.share(cue, len(pairs)), "source": Tally.share(source, len(pairs))}


def _touch(one: Any, other: Any) -> bool:
    if not one or not other:
        return not one and not other
    return bool(one[0] < other[1] and other[0] < one[1])
