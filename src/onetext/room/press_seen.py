"""Reports as a view shows them: who said what, how sure the report is of it, who has denied it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from onetext.analysis.findings import Evidence, Unverified
from onetext.brief.safe_text import oddities
from onetext.brief.sources_shown import open_url, sentences
from onetext.brief.told import Teller
from onetext.record.acts.filing import ReportFiled
from onetext.record.view import View
from onetext.record.wire import Text, value_of
from onetext.room.lines_seen import Lines
from onetext.room.wording import said_on
from onetext.terms.said.source import Source
from onetext.terms.said.statement import Statement

Only = Literal["", "rumours", "denials"]
NOT_SURE = frozenset({"rumour", "anonymous", "hedged"})


@dataclass(frozen=True, slots=True)
class Filed:
    """Say by which line a report came on file, who filed it, and who can see it."""

    number: int
    at: str
    by: str
    who: str


@dataclass(frozen=True, slots=True)
class Told:
    """Hold one statement; ``status`` is what others have said of it since."""

    id: str
    statement: Statement
    who: str
    words: str
    day: str
    status: str


@dataclass(frozen=True, slots=True)
class ReportSeen:
    """Hold one report with the statements in it that were asked for."""

    source: Source
    url: str | None
    filed: Filed | None
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold a run of a report's text, and the statements whose words it is."""

    text: str
    said: tuple[str, ...]
    begins: tuple[str, ...]


def reports_seen(
    lines: Lines, doubts: Sequence[Unverified], only: Only = "", party: str = ""
) -> tuple[ReportSeen, ...]:
    """Return the reports of a view, the latest first; a filter leaves out what has none of it."""
    view, filed = lines.view, _filed(lines)
    teller = Teller(view)
    status = _statuses(doubts)
    made = []
    for source in reversed(view.sources):
        told = tuple(
            Told(
                one.id,
                one,
                teller.speaker_of(one),
                teller.words_of(one),
                said_on(lines.visit.words, one.said, source.published),
                status.get(one.key, one.status),
            )
            for one in view.statements
            if one.source == source.id and _asked(one, only, party, status)
        )
        if told or not (only or party):
            made.append(ReportSeen(source, open_url(source.url), filed.get(source.id), told))
    return tuple(made)


def claims(
    view: View, doubts: Sequence[Unverified]
) -> tuple[tuple[Unverified, str, tuple[tuple[Evidence, str], ...]], ...]:
    """Return what nobody named has confirmed, the latest first, with who has said what of it."""
    teller = Teller(view)
    found = []
    for one in reversed(doubts):
        answers = tuple(
            (answer, teller.speaker_of(statement))
            for answer in one.answers
            if (statement := teller.statement(answer)) is not None
        )
        found.append((one, teller.claimed(one), answers))
    return tuple(found)


def text_seen(view: View, source: Source) -> tuple[tuple[Piece, ...], ...]:
    """Return a report's text in paragraphs, cut where statements begin and end."""
    spans = [
        (one.id, span)
        for one in view.statements
        if one.source == source.id
        for span in one.contents
    ]
    text = source.text
    edges = {at for _, span in spans for at in (span.start, span.end)}
    paragraphs: list[list[Piece]] = []
    begun: set[str] = set()
    last = 0
    for sentence in sentences(text):
        if not paragraphs or "\n" in text[last : sentence.start]:
            paragraphs.append([])
        elif paragraphs[-1]:
            paragraphs[-1].append(Piece(" ", (), ()))
        cuts = sorted({sentence.start, sentence.end, *_within(edges, sentence.start, sentence.end)})
        for start, end in pairwise(cuts):
            said = tuple(id for id, span in spans if span.start <= start and end <= span.end)
            new = tuple(id for id in said if id not in begun)
            begun |= set(new)
            paragraphs[-1].append(Piece(text[start:end], said, new))
        last = sentence.end
    return tuple(tuple(one) for one in paragraphs)


def warnings(source: Source) -> tuple[str, ...]:
    """Return what a reader should know of a report's characters."""
    return oddities(source.text)


def _within(edges: set[int], start: int, end: int) -> Iterator[int]:
    return (at for at in edges if start < at < end)


def _asked(one: Statement, only: Only, party: str, status: dict[tuple[str, str], str]) -> bool:
    if party and party not in (one.speaker.party, *one.speaker.co_parties):
        return False
    if only == "rumours":
        return one.certainty in NOT_SURE
    if only == "denials":
        return one.stance == "deny" or status.get(one.key) == "denied"
    return True


def _statuses(found: Sequence[Unverified]) -> dict[tuple[str, str], str]:
    return {
        (place.source, place.statement): one.status
        for one in found
        for place in one.evidence
        if place.statement is not None
    }


def _filed(lines: Lines) -> dict[str, Filed]:
    found: dict[str, Filed] = {}
    for number, line in enumerate(lines.view.lines, start=1):
        if isinstance(line.act, ReportFiled):
            id = _id(line.act.report)
            if id is not None and line.entry is not None:
                at, seat = line.promise.time, line.entry.seat
                found.setdefault(id, Filed(number, at, seat, lines.who(line)))
    return found


@lru_cache(maxsize=4096)
def _id(report: Text) -> str | None:
    """Return the id of a report; a page of the press asks for that of each there is."""
    form = value_of(report)
    doc = form.get("doc") if isinstance(form, dict) else None
    id = doc.get("id") if isinstance(doc, dict) else None
    return id if isinstance(id, str) else None
