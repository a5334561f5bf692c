"""Who speaks in a text of a test, as the rules read it on 5 March 2031."""

from __future__ import annotations

from onetext.press.reader import Reader
from onetext.terms.said.source import Source
from onetext.terms.said.statement import Speaker
from onetext.terms.when import When

READER = Reader.load()


def speakers(text: str) -> list[Speaker]:
    report = READER.read(Source("a", text, published=When("2031-03-05")))
    return [s.speaker for s in report.statements]


def names(text: str) -> list[str | None]:
    return [speaker.name for speaker in speakers(text)]


def parties(text: str) -> list[str | None]:
    return [speaker.party for speaker in speakers(text)]
