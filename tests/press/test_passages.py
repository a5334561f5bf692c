"""Short passages of our own and what the whole reader makes of them, half of them nothing."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pytest

from onetext.press.reader import Reader
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source
from onetext.terms.when import When

MARKS = ("  ! ", "  > ")


@cache
def reader() -> Reader:
    return Reader.load()


def read(text: str) -> Report:
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(
        id="r", text=text, published=When("2031-05-07"), published_basis="given", sha256=digest
    )
    return reader().read(source)


def told(text: str) -> list[str]:
    """Return the events and the statements of ``text`` as ``passages.txt`` writes them."""
    report = read(text)
    rows = [
        f"  ! {e.type} {e.status} {e.start or '-'} | {' + '.join(s.of(text) for s in e.evidence)}"
        for e in report.events
    ]
    for one in report.statements:
        mention = one.speaker.mention.of(text) if one.speaker.mention else "-"
        cue = one.cue.of(text) if one.cue else "-"
        rows.append(f"  > {mention} | {cue} | {' + '.join(c.of(text) for c in one.contents)}")
    return rows


def passages() -> dict[str, tuple[str, list[str]]]:
    """Return text and expected rows of each passage by its name."""
    rows: dict[str, tuple[str, list[str]]] = {}
    name = ""
    written = Path(__file__).with_name("passages.txt").read_text(encoding="utf-8")
    for line in written.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            name = line
            assert name not in rows, f"two passages are named {name!r}"
        elif line.startswith(MARKS):
            rows[name][1].append(line)
        else:
            rows[name] = (line.strip(), [])
    return rows


PASSAGES = passages()


def test_half_of_the_passages_tell_nothing() -> None:
    silent = [name for name, (_, expected) in PASSAGES.items() if not expected]
    assert len(PASSAGES) >= 30
    assert len(silent) >= 20


@pytest.mark.parametrize(("text", "expected"), PASSAGES.values(), ids=PASSAGES.keys())
def test_a_passage_tells_its_events_and_statements(text: str, expected: list[str]) -> None:
    assert told(text) == expected
