"""Learn how surely an occasion is an event of its report: the weights of its signs.

    python training/events.py            over folds: how weights learned elsewhere do
    python training/events.py --write    the same, then learn from all and write the table

A logistic regression with a ridge, from the ``wikinews-train`` reports and what we
wrote ourselves: texts, stories and the case of the two rivers.
Figures are of reports whose fold was left out; ``wikinews-dev`` is never learned from. The same
seed gives the same folds and the same table.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "quality"))

import gold_sets
import marked
from figures import Tally, total
from logistic import fit
from onetext.press.finding.finder import RuleFinder
from onetext.press.finding.joining import join
from onetext.press.lexicon.parties import PartyTable
from onetext.press.telling.event_chances import ALWAYS, ENOUGH, EventChances
from onetext.press.telling.event_signs import Signs
from onetext.press.telling.events import Reading
from onetext.press.telling.occasions import Occasion
from onetext.press.text.dates import find_dates
from onetext.press.text.sentences import cut
from onetext.terms.when import When
from scoring import score

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "src" / "onetext" / "press" / "tables" / "event_weights.txt"
LEARNED_FROM = ("wikinews-train", "own", "two-rivers", "stories")
FOLDS, SEED = 10, 20_251_215
RIDGE = 4.0
#: How much an occasion of a text of our own counts beside one of a report that others wrote.
OWN = 0.2
#: In how many occasions a sign must stand to be learned.
LEAST = 8
_HEAD = """\
# How surely an occasion is an event that its report is about: sign | weight, in log-odds
#   Learned by training/events.py, which writes this; what each sign is: telling/event_signs.py
"""

Form = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one report: its occasions, the signs of each, and which are events of the gold."""

    set: str
    id: str
    gold: Sequence[Form]
    occasions: Sequence[Occasion]
    signs: Sequence[Signs]
    right: Sequence[bool]

    def tally(self, weights: EventChances) -> Tally:
        """Return what is found, given and due when these weights choose."""
        chosen = [
            {"type": o.type, "evidence_spans": _spans(o)}
            for o, signs in zip(self.occasions, self.signs, strict=True)
            if weights.chance(signs) >= ENOUGH
        ]
        return _tally(self.gold, chosen)


def rows(set: str) -> Iterator[Row]:
    """Yield the reports of a set of ``quality/``, or the texts of our ``own``."""
    reports: Iterable[tuple[Form, str, tuple[Path, ...]]]
    if set == "own":
        reports = ((gold, text, ()) for gold, text in marked.texts())
    else:
        reports = ((r.gold, r.text, r.parties) for r in gold_sets.load(set))
    for gold, text, parties in reports:
        table = PartyTable.load(*parties)
        doc = gold["doc"]
        published = When(str(doc["published"])) if doc.get("published") else None
        page, dates = cut(text), find_dates(text, published)
        found = join(page, RuleFinder().find(page, dates))
        reading = Reading(page, dates, table.mentions(text), found, published)
        occasions = reading.told()
        signs = reading.signs(occasions)
        yield Row(
            set, doc["id"], gold["events"], occasions, signs, _right(gold["events"], occasions)
        )


def learn(learned_from: Sequence[Row]) -> EventChances:
    """Return the weights that a logistic regression with a ridge gives."""
    seen = Counter(name for row in learned_from for signs in row.signs for name in signs)
    names = [ALWAYS, *sorted(name for name, times in seen.items() if times >= LEAST)]
    at = {name: i for i, name in enumerate(names)}
    told = [
        (signs, right, OWN if row.set == "own" else 1.0)
        for row in learned_from
        for signs, right in zip(row.signs, row.right, strict=True)
    ]
    x = np.zeros((len(told), len(names)))
    x[:, 0] = 1.0
    for i, (signs, _, _) in enumerate(told):
        for name, value in signs.items():
            if name in at:
                x[i, at[name]] = value
    y = np.array([float(right) for _, right, _ in told])
    counts = np.array([weight for _, _, weight in told])
    ridge = np.full(len(names), RIDGE)
    ridge[0] = 1e-3
    weights = fit(x, y, ridge, counts)
    return EventChances({name: round(float(w), 2) for name, w in zip(names, weights, strict=True)})


def _tally(due: Sequence[Form], given: Sequence[Form]) -> Tally:
    return score({"statements": [], "events": due}, {"events": given}, "")["events"]


def _spans(occasion: Occasion) -> list[list[int]]:
    return [[t.evidence.start, t.evidence.end] for t in occasion.tellings]


def _right(gold: Sequence[Form], occasions: Sequence[Occasion]) -> list[bool]:
    """Tell of each occasion whether it is an event of the gold, one for each, the surest first."""
    right = [False] * len(occasions)
    taken: set[int] = set()

    for at in sorted(range(len(occasions)), key=lambda at: -occasions[at].score):
        for number, event in enumerate(gold):
            if number in taken or event["type"] != occasions[at].type:
                continue
            told = {"type": event["type"], "evidence_spans": _spans(occasions[at])}
            if _tally([event], [told]).hits:
                right[at] = True
                taken.add(number)
                break
    return right


def _folds(ids: Sequence[str]) -> dict[str, int]:
    drawn = sorted(ids)
    random.Random(SEED).shuffle(drawn)
    return {id: number % FOLDS for number, id in enumerate(drawn)}


def _line(name: str, tallies: Sequence[Tally]) -> str:
    sum = total(tallies)
    return (
        f"{name:24} F1 {100 * sum.f1:5.1f}  precision {100 * sum.precision:5.1f}"
        f"  recall {100 * sum.recall:5.1f}  ({sum.hits} of {sum.due}, {sum.given} given)"
    )


def main() -> None:
    """Print figures over folds and, when asked, write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the table of weights")
    write = parser.parse_args().write
    learned_from = [row for name in LEARNED_FROM for row in rows(name)]
    fold = _folds([row.id for row in learned_from])
    done: dict[str, list[Tally]] = {}
    for left_out in range(FOLDS):
        weights = learn([row for row in learned_from if fold[row.id] != left_out])
        for row in learned_from:
            if fold[row.id] == left_out:
                half = f" ({gold_sets.half_of(row.id)})" if row.set == "wikinews-train" else ""
                done.setdefault(row.set + half, []).append(row.tally(weights))
    weights = learn(learned_from)
    done["wikinews-dev (not learned)"] = [row.tally(weights) for row in rows("wikinews-dev")]
    for name, tallies in sorted(done.items()):
        print(_line(name, tallies))
    if write:
        ranked = sorted(weights.by_sign.items(), key=lambda item: (item[0] != ALWAYS, -item[1]))
        table = "".join(f"{name} | {weight:.2f}\n" for name, weight in ranked)
        TABLE.write_text(_HEAD + table, encoding="utf-8")


if __name__ == "__main__":
    main()
