"""Measure the finder on PolNeAR's dev split: source, cue and content, exact and by token overlap.

    python quality/polnear.py [--json] [--humans]

The corpus is for evaluation only. It is read from ``../shared/data`` beside the checkout, never
copied, nothing is trained on it, and nothing but the sums below leaves this script.

**What is compared.** The gold attributions of each article's primary annotator, against what the
finder gives before anybody is resolved. A role is a set of words: the ``\\w+`` stretches that touch
its spans, each known by its place. A role may be empty in gold (no source is written) and in what
was found; an empty role is neither given nor due, so inventing a source where gold has none costs
precision and missing one costs recall.

**Which with which.** Within an article attributions are paired one to one, greedily, by the sum of
the three roles' Jaccard indices; a pair must share a word of the cue or of the content.

**Figures**, each as precision, recall and F1, summed over all articles (micro):

``exact``
    The pair's words of the role are the same set. Marks, quote marks and spaces are ignored;
    nothing else is, a leading "that" counts.
``strict``
    The pair's spans of the role are the same code points, each mark included.
``bag``
    As ``exact``, but without pairing: an article's sets of words of the role as a multiset. This is
    how a tagger that knows no relations would be scored.
``overlap``
    Word by word: the words that carry the role in gold against those that carry it here.

Published and earlier figures for source, cue and content, exact F1, on this corpus: CoreNLP
14 / - / 18, CRF 51 / 53 / 29, BERT 81 / 74 / 69; a rule-based trial before this project
40 / 46 / 39. How those were paired is not known to us, hence more than one way here.
Newell, Margolin and Ruths, *An Attribution Relations Corpus for Political News*, LREC 2018.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from figures import Tally, interval, total
from gold_sets import MissingData, shared_data
from onetext.press.finding.joining import join
from onetext.press.text.dates import find_dates
from onetext.press.text.sentences import cut
from onetext.terms.when import When
from readers import FINDERS

ROLES = ("source", "cue", "content")
WAYS = ("exact", "strict", "bag", "overlap")

Spans = tuple[tuple[int, int], ...]
Words = frozenset[int]
Roles = dict[str, Spans]


class WordsOf:
    """Find which words of a text touch given spans."""

    def __init__(self, text: str) -> None:
        found = [match.span() for match in re.finditer(r"\w+", text)]
        self.starts = [start for start, _ in found]
        self.ends = [end for _, end in found]

    def __call__(self, spans: Spans) -> Words:
        """Return the starts of the words that share a code point with one of ``spans``."""
        return frozenset(
            at
            for start, end in spans
            for at in self.starts[bisect_right(self.ends, start) : bisect_left(self.starts, end)]
        )


def find(text: str, published: str | None, finder: str = "rules") -> list[Roles]:
    """Return what the finder finds, in the corpus's three roles."""
    page = cut(text)
    dates = find_dates(text, When(published) if published else None)
    found = []
    for a in join(page, FINDERS[finder]().find(page, dates)):
        source = ((a.source.start, a.source.end),) if a.source else ()
        cue = ((a.cue.start, a.cue.end),) if a.cue else ()
        found.append(
            {"source": source, "cue": cue, "content": tuple((c.start, c.end) for c in a.contents)}
        )
    return found


def gold(row: dict[str, Any]) -> list[Roles]:
    """Return the gold attributions, each role's spans in order."""
    return [
        {role: tuple(sorted((s, e) for s, e in a[role])) for role in ROLES}
        for a in row["attributions"]
    ]


def pairs(due: Sequence[dict[str, Words]], given: Sequence[dict[str, Words]]) -> dict[int, int]:
    """Return which of ``given`` stands for which of ``due``, by index."""
    ranked = sorted(
        (
            (-sum(_jaccard(x[role], y[role]) for role in ROLES), i, j)
            for i, x in enumerate(due)
            for j, y in enumerate(given)
            if x["cue"] & y["cue"] or x["content"] & y["content"]
        ),
    )
    matched: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in ranked:
        if i not in matched and j not in used:
            matched[i] = j
            used.add(j)
    return matched


def score(text: str, due: Sequence[Roles], given: Sequence[Roles]) -> dict[str, Tally]:
    """Return the tallies of one article, by ``way role`` and ``attributions``."""
    words = WordsOf(text)
    gold_words = [{role: words(a[role]) for role in ROLES} for a in due]
    our_words = [{role: words(a[role]) for role in ROLES} for a in given]
    matched = pairs(gold_words, our_words)
    tallies = {"attributions": Tally(len(matched), len(given), len(due))}
    for role in ROLES:
        n_given = sum(bool(a[role]) for a in our_words)
        n_due = sum(bool(a[role]) for a in gold_words)
        same = sum(
            bool(gold_words[i][role]) and gold_words[i][role] == our_words[j][role]
            for i, j in matched.items()
        )
        strictly = sum(
            bool(due[i][role]) and due[i][role] == given[j][role] for i, j in matched.items()
        )
        bags = [Counter(a[role] for a in side if a[role]) for side in (gold_words, our_words)]
        tagged = [
            frozenset[int]().union(*(a[role] for a in side)) for side in (gold_words, our_words)
        ]
        tallies[f"exact {role}"] = Tally(same, n_given, n_due)
        tallies[f"strict {role}"] = Tally(
            strictly, sum(bool(a[role]) for a in given), sum(bool(a[role]) for a in due)
        )
        tallies[f"bag {role}"] = Tally((bags[0] & bags[1]).total(), n_given, n_due)
        tallies[f"overlap {role}"] = Tally(
            len(tagged[0] & tagged[1]), len(tagged[1]), len(tagged[0])
        )
    return tallies


def corpus() -> Path:
    """Return the file of the dev split."""
    path = shared_data() / "polnear" / "dev.jsonl"
    if not path.exists():
        raise MissingData("the PolNeAR dev split is not in shared data, polnear/dev.jsonl")
    return path


def articles() -> Iterator[dict[str, Any]]:
    """Yield the articles of the dev split."""
    with corpus().open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def measure(finder: str = "rules", *, humans: bool = False) -> dict[str, list[Tally]]:
    """Return every figure's tallies, one an article.

    With ``humans`` each further annotator stands in for the finder, on the articles that have any
    (two, with five each): what people reach among themselves is what can be asked for.
    """
    figures: dict[str, list[Tally]] = {}
    for row in articles():
        text = row["text"]
        others = [gold(other) for other in row.get("other_annotators", [])]
        for given in others if humans else [find(text, row["date"], finder)]:
            for name, tally in score(text, gold(row), given).items():
                figures.setdefault(name, []).append(tally)
    return figures


def reached(finder: str = "rules") -> dict[str, Any]:
    """Return the F1 reached on every figure, in points, with the digest of the corpus."""
    figures = measure(finder)
    return {
        "digest": hashlib.sha256(corpus().read_bytes()).hexdigest(),
        "reports": len(figures["attributions"]),
        "points": {name: 100 * total(tallies).f1 for name, tallies in figures.items()},
    }


def rows(figures: dict[str, list[Tally]]) -> list[dict[str, Any]]:
    """Return one row a figure: precision, recall, F1 in points, its interval, and the counts."""
    out = []
    for name, tallies in figures.items():
        whole = total(tallies)
        low, high = interval(tallies)
        out.append(
            {
                "figure": name,
                "precision": round(100 * whole.precision, 1),
                "recall": round(100 * whole.recall, 1),
                "f1": round(100 * whole.f1, 1),
                "interval": [round(100 * low, 1), round(100 * high, 1)],
                "hits": whole.hits,
                "given": whole.given,
                "due": whole.due,
            }
        )
    return out


def table(figures: dict[str, list[Tally]]) -> str:
    """Return the rows as a Markdown table."""
    lines = [
        f"PolNeAR dev, {len(figures['attributions'])} readings, 95 % intervals over readings",
        "",
        "| figure | precision | recall | F1 | interval | right / given / due |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for r in rows(figures):
        low, high = r["interval"]
        lines.append(
            f"| {r['figure']} | {r['precision']:.1f} | {r['recall']:.1f} | {r['f1']:.1f}"
            f" | {low:.1f}-{high:.1f} | {r['hits']} / {r['given']} / {r['due']} |"
        )
    return "\n".join(lines)


def _jaccard(a: Words, b: Words) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Measure the finder on PolNeAR's dev split.")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--reader", choices=sorted(FINDERS), default="rules")
    parser.add_argument(
        "--humans", action="store_true", help="measure the further annotators instead"
    )
    options = parser.parse_args(argv)
    try:
        figures = measure(options.reader, humans=options.humans)
    except MissingData as fault:
        print(fault, file=sys.stderr)
        return 3
    print(json.dumps(rows(figures), indent=1) if options.json else table(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
