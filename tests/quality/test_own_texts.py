"""Texts of our own making: each is marked without a fault, none is a template filled twice."""

from __future__ import annotations

import re
import sys
from itertools import combinations
from pathlib import Path

import pytest

TRAINING = Path(__file__).parents[2] / "training"
sys.path.insert(0, str(TRAINING))

from marked import TEXTS, Faulty, read, texts, unmark  # noqa: E402

ALIKE = 0.12
"""Two texts share fewer than this part of the runs of five words that the shorter one has."""


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(zip(*(words[i:] for i in range(5)), strict=False))


def test_every_text_is_marked_without_a_fault() -> None:
    paths = sorted(TEXTS.glob("*.txt"))
    assert paths
    faults = []
    for path in paths:
        try:
            read(path)
        except Faulty as fault:
            faults.append(str(fault))
    assert not faults, "\n".join(faults)


def test_no_text_is_a_template_filled_twice() -> None:
    runs = {form["doc"]["id"]: _runs(text) for form, text in texts()}
    alike = [
        (one, other)
        for (one, a), (other, b) in combinations(runs.items(), 2)
        if len(a & b) > ALIKE * max(1, min(len(a), len(b)))
    ]
    assert not alike


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<q1>it rains", "never closed"),
        ("it rains</q1>", "never opened"),
        ("<q1> it rains</q1>", "white space"),
        ("<q1>it <q1>rains</q1></q1>", "open already"),
        ("<quote>it rains</quote>", "no tag of ours"),
    ],
)
def test_a_faulty_tag_is_named(body: str, fault: str) -> None:
    assert fault in "\n".join(unmark(body)[1])


def test_faults_of_a_file_are_told_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        "---\ngenre: post\npublished: 2031-01-01\nstatements:\n  1: {stance: shout}\n---\n"
        "<c2>said</c2>\n",
        encoding="utf-8",
    )
    with pytest.raises(Faulty) as fault:
        read(path)
    told = str(fault.value)
    assert "x.txt:7: number 2 is tagged and not in the head" in told
    assert "statement 1 has no <q1>" in told
    assert "'shout' is not one of" in told


def test_what_is_quoted_is_worked_out(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        "---\ngenre: post\npublished: 2031-01-01\nstatements:\n"
        "  1: {stance: inform}\n  2: {stance: inform}\n  3: {stance: inform}\n---\n"
        "<q1>“It rains,”</q1> <s1>Ana</s1> <c1>said</c1>.\n\n"
        "<s2>Bo</s2> <c2>called</c2> <q2>the dam “a sieve”</q2>.\n\n"
        "<s3>Cy</s3> <c3>said</c3> <q3>it was late</q3>.\n",
        encoding="utf-8",
    )
    form, text = read(path)
    assert [s["quote_type"] for s in form["statements"]] == ["direct", "mixed", "indirect"]
    assert [[text[a:b] for a, b in s["verbatim_spans"]] for s in form["statements"]] == [
        ["It rains,"],
        ["a sieve"],
        [],
    ]
