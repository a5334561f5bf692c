"""Answers to be shown: a common one, one in which floors clash, a large one, a hostile one."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import onetext as ot
from onetext.brief.packages.accepted import Accepted
from onetext.brief.packages.answer import Answer
from onetext.brief.packages.case import Case
from onetext.cases.loading import loads

EXAMPLES = Path(__file__).parents[2] / "examples"
OBJECTED = {"territory": "lease", "neutrality": "closed", "guarantees": "consult",
            "ceasefire": "general", "monitoring": "own", "sequencing": "side-by-side"}  # fmt: skip

CLASH = """format: 1
id: t
title: Two sides and one land
mode: exercise
parties: [{id: arn, name: Arnland}, {id: bel, name: Belmark}]
issues: [{id: land, label: the land, options: [ours, yours]}]
sheets:
  - {id: a, owner: arn, floor: 6, points: {land: {ours: 10, yours: 0}}}
  - {id: b, owner: bel, floor: 7, points: {land: {ours: 0, yours: 10}}}
"""

HOSTILE = """format: 1
id: t
title: "<script>alert(1)</script> \\u05d3\\u05d9\\u05d5\\u05df pay\\u202e001"
mode: exercise
parties:
  - {id: "a&b", name: "<b>\\u0627\\u0644\\u062c\\u0646\\u0648\\u0628</b>"}
  - {id: bel, name: "javascript:alert(1)"}
issues:
  - {id: land, label: "<i>land</i>", options: [{id: "o\\u202ee", label: "</td><script>x"}, no]}
sheets:
  - {id: s, owner: "a&b", floor: 0, points: {land: {"o\\u202ee": 1, no: 0}}}
  - {id: u, owner: bel, floor: 0, points: {land: {"o\\u202ee": 0, no: 1}}}
"""


def large(parties: int = 5, issues: int = 12, options: int = 4, floor: float = 0.4) -> str:
    """Return a case of many packages; the same each time."""
    draw = random.Random(1)
    rows = ["format: 1", "id: big", "title: A large space", "mode: exercise", "parties:"]
    rows += [f"  - {{id: p{n}, name: Party {n}}}" for n in range(parties)]
    rows.append("issues:")
    named = ", ".join(f"o{k}" for k in range(options))
    rows += [f"  - {{id: i{n}, label: Issue {n}, options: [{named}]}}" for n in range(issues)]
    rows.append("sheets:")
    for n in range(parties):
        tables = [[draw.randrange(1000) for _ in range(options)] for _ in range(issues)]
        least = int(sum(map(max, tables)) * floor)
        rows.append(f"  - id: s{n}\n    owner: p{n}\n    floor: {least}\n    points:")
        for i, table in enumerate(tables):
            told = ", ".join(f"o{k}: {points}" for k, points in enumerate(table))
            rows.append(f"      i{i}: {{{told}}}")
    return "\n".join(rows) + "\n"


@cache
def solved() -> Answer:
    return ot.load(EXAMPLES / "two-rivers").solve(
        packages=[OBJECTED], honour=["guard"], rule="veto tarvenia and 1 of the rest"
    )


@cache
def clashing() -> Answer:
    return Case.of(loads(CLASH)).solve()


@cache
def crowded() -> Answer:
    return Case.of(loads(large())).solve()


@cache
def unproven() -> Answer:
    return Case.of(loads(large(6, 25, 6))).solve(budget=0.1)


@cache
def recalled() -> Answer:
    return ot.load(EXAMPLES / "camp-david-1978").solve()


@cache
def hostile() -> Answer:
    return Case.of(loads(HOSTILE)).solve()


@cache
def drawn() -> Accepted:
    return ot.load(EXAMPLES / "two-rivers").acceptability(desk="belmora", draws=1000, seed=2)


@cache
def whole() -> Accepted:
    return ot.load(EXAMPLES / "two-rivers").acceptability()


MAKERS = {
    made.__name__: made
    for made in (solved, clashing, crowded, unproven, recalled, hostile, drawn, whole)
}
