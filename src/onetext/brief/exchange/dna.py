"""Statements and events as a database of Discourse Network Analyzer (DNA 3.0, SQLite).

DNA counts who says what, with the four variables *person*, *organization*, *concept* and
*agreement*; so a statement on two issues becomes two of its statements over the same words. What
else is known goes into further variables of the same type. Agreement is no where the stance refuses
(rejects, opposes, denies, threatens, accuses), else yes; the stance itself stands beside it.

Places are counted as DNA counts them, in UTF-16 units, over a text whose line ends are those that
DNA shows; each keeps its length. A report without a full date gets 1 January 1970: DNA has no
unknown date, and nothing of ours makes one up; its notes say so.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from onetext.brief.exchange.dna_tables import LONGEST, TABLES, VERSION
from onetext.brief.exchange.shared import Shared, sources_of
from onetext.brief.words import FAMILY
from onetext.press.lexicon.plover import plover_of, plover_of_event
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Statement
from onetext.terms.when import When

PASSWORD = "onetext"
"""What DNA asks for when the file is opened, for its one coder, Admin."""

_CODER = 1
_STATEMENT, _EVENT = 1, 2
_SHORT, _LONG, _YES_NO, _NUMBER = "short text", "long text", "boolean", "integer"
_VARIABLES: Mapping[int, Mapping[str, str]] = {
    _STATEMENT: {
        "person": _SHORT,
        "organization": _SHORT,
        "concept": _SHORT,
        "agreement": _YES_NO,
        "stance": _SHORT,
        "plover": _SHORT,
        "certainty": _SHORT,
        "said": _SHORT,
        "channel": _SHORT,
        "target": _SHORT,
        "quote type": _SHORT,
        "same statement": _SHORT,
        "sources": _NUMBER,
        "statement": _SHORT,
        "words": _LONG,
    },
    _EVENT: {
        "event type": _SHORT,
        "plover": _SHORT,
        "status": _SHORT,
        "start": _SHORT,
        "end": _SHORT,
        "venue": _SHORT,
        "participants": _SHORT,
        "minutes": _NUMBER,
        "event": _SHORT,
        "words": _LONG,
    },
}
_LABELS = {_STATEMENT: ("DNA Statement", 239, 208, 51), _EVENT: ("Event", 120, 180, 220)}
_ATTRIBUTES = ("Type", "Alias", "Notes")
_TABLE = {_SHORT: "DATASHORTTEXT", _LONG: "DATALONGTEXT", _YES_NO: "DATABOOLEAN"}
_TABLE[_NUMBER] = "DATAINTEGER"


def write_dna(reports: Iterable[Report], shared: Shared, path: Path) -> tuple[int, int, int]:
    """Write a new database; return how many documents, statements and undated documents it has."""
    file = sqlite3.connect(path, isolation_level=None)
    try:
        file.execute("PRAGMA foreign_keys = ON")
        file.execute("BEGIN")
        database = _Database(file)
        undated = 0
        for number, report in enumerate(reports, start=1):
            undated += database.report(number, report, shared)
        file.execute("COMMIT")
        [documents] = file.execute("SELECT COUNT(*) FROM DOCUMENTS").fetchone()
        [statements] = file.execute("SELECT COUNT(*) FROM STATEMENTS").fetchone()
    finally:
        file.close()
    return documents, statements, undated


class _Database:
    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file
        self._variables: dict[tuple[int, str], int] = {}
        self._attributes: dict[int, list[int]] = {}
        self._entities: dict[tuple[int, str], int] = {}
        for name, columns in TABLES.items():
            file.execute(f"CREATE TABLE {name} ({columns})")
        settings = zip(("version", "date"), VERSION, strict=True)
        file.executemany("INSERT INTO SETTINGS VALUES (?, ?)", list(settings))
        self._insert("CODERS", ID=_CODER, Name="Admin", Red=255, Green=255, Password=_password())
        for kind, (label, *colours) in _LABELS.items():
            tones = dict(zip(("Red", "Green", "Blue"), colours, strict=True))
            self._insert("STATEMENTTYPES", ID=kind, Label=label, **tones)
            for name, type_ in _VARIABLES[kind].items():
                variable = self._insert(
                    "VARIABLES", Variable=name, DataType=type_, StatementTypeId=kind
                )
                self._variables[kind, name] = variable
                self._attributes[variable] = [
                    self._insert("ATTRIBUTEVARIABLES", VariableId=variable, AttributeVariable=one)
                    for one in _ATTRIBUTES
                    if type_ == _SHORT
                ]

    def report(self, number: int, report: Report, shared: Shared) -> bool:
        """Put in one report; tell whether it lacks its day."""
        source = report.source
        seconds = _seconds(source.published)
        self._insert(
            "DOCUMENTS",
            ID=number,
            Title=_cut(source.title or source.id),
            Text=_as_shown(source.text),
            Coder=_CODER,
            Author=_cut(source.byline or ""),
            Source=_cut(source.outlet or ""),
            Notes=_notes(source),
            Type="report",
            Date=seconds or 0,
        )
        units = _Units(source.text)
        parties = {one.id: one for one in report.parties}
        labels = {one.id: one.label for one in report.issues}

        def named(id: str | None) -> str:
            return parties[id].name if id in parties else id or ""

        def about(id: str | None) -> tuple[str, str, str]:
            party = parties.get(id or "")
            return (party.kind, ", ".join(party.aliases), party.id) if party else ("", "", id or "")

        for s in report.statements:
            same = shared.get(s.key)
            who = s.speaker
            for issue in s.issues or ("",):
                statement = self._statement(_STATEMENT, number, units, s.contents)
                short = {
                    "person": (who.name or "", (who.role or "", "", who.authority or "")),
                    "organization": (named(who.party), about(who.party)),
                    "concept": (labels.get(issue, issue), ("issue" if issue else "", "", issue)),
                    "stance": s.stance,
                    "plover": plover_of(s.stance) or "",
                    "certainty": s.certainty,
                    "said": str(s.said or ""),
                    "channel": s.channel.type if s.channel else "",
                    "target": ", ".join(named(id) for id in s.targets),
                    "quote type": s.quote_type,
                    "same statement": f"{same.fullest.source}#{same.fullest.id}" if same else "",
                    "statement": f"{source.id}#{s.id}",
                }
                self._short(_STATEMENT, statement, short)
                self._put(_STATEMENT, "agreement", statement, int(agrees(s)))
                carried = len(sources_of(same)) if same else 1
                self._put(_STATEMENT, "sources", statement, carried)
                self._put(_STATEMENT, "words", statement, s.words(source.text))
        for event in report.events:
            statement = self._statement(_EVENT, number, units, event.evidence)
            told = {
                "event type": event.type,
                "plover": plover_of_event(event.type) or "",
                "status": event.status,
                "start": str(event.start or ""),
                "end": str(event.end or ""),
                "venue": event.venue or "",
                "participants": ", ".join(named(id) for id in event.participants),
                "event": f"{source.id}#{event.id}",
            }
            self._short(_EVENT, statement, told)
            self._put(_EVENT, "minutes", statement, event.duration_min or 0)
            words = " … ".join(span.of(source.text) for span in event.evidence)
            self._put(_EVENT, "words", statement, words)
        return seconds is None

    def _statement(self, kind: int, document: int, units: _Units, spans: tuple[Span, ...]) -> int:
        start, stop = min(one.start for one in spans), max(one.end for one in spans)
        return self._insert(
            "STATEMENTS",
            StatementTypeId=kind,
            DocumentId=document,
            Start=units.before(start),
            Stop=units.before(stop),
            Coder=_CODER,
        )

    def _short(self, kind: int, statement: int, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            told, attributes = value if isinstance(value, tuple) else (value, ("", "", ""))
            variable = self._variables[kind, name]
            entity = self._entity(variable, _cut(told), attributes)
            self._insert("DATASHORTTEXT", StatementId=statement, VariableId=variable, Entity=entity)

    def _put(self, kind: int, name: str, statement: int, value: object) -> None:
        table, variable = _TABLE[_VARIABLES[kind][name]], self._variables[kind, name]
        self._insert(table, StatementId=statement, VariableId=variable, Value=value)

    def _entity(self, variable: int, value: str, attributes: Iterable[str]) -> int:
        known = self._entities.get((variable, value))
        if known is not None:
            return known
        entity = self._insert("ENTITIES", VariableId=variable, Value=value, Red=0, Green=0, Blue=0)
        for attribute, told in zip(self._attributes[variable], attributes, strict=True):
            self._insert(
                "ATTRIBUTEVALUES",
                EntityId=entity,
                AttributeVariableId=attribute,
                AttributeValue=_cut(told),
            )
        self._entities[variable, value] = entity
        return entity

    def _insert(self, table: str, **values: object) -> int:
        marks = ", ".join("?" * len(values))
        row = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"
        return self._file.execute(row, list(values.values())).lastrowid or 0


class _Units:
    """Count the UTF-16 units before a code point of one text."""

    def __init__(self, text: str) -> None:
        self._wide = [at for at, mark in enumerate(text) if ord(mark) > 0xFFFF]

    def before(self, at: int) -> int:
        from bisect import bisect_left

        return at + bisect_left(self._wide, at)


def agrees(s: Statement) -> bool:
    """Tell whether a statement's stance is for its issue, as DNA asks: all that do not refuse."""
    return FAMILY[s.stance] != "refuses"


def _as_shown(text: str) -> str:
    """Return the text with the line ends that DNA shows, every character in its place."""
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _seconds(published: When | None) -> int | None:
    """Return the hour of publication in seconds since 1970 (UTC); a day's is its midnight."""
    day = published.day if published else None
    if published is None or day is None:
        return None
    if published.precision == "day":
        return (day.toordinal() - 719_163) * 86_400
    ends = published.ends()
    return int(ends.timestamp()) // 60 * 60 if ends else None


def _notes(source: Source) -> str:
    told = {
        "id": source.id,
        "url": source.url,
        "published": str(source.published) if source.published else "unknown",
        "file": source.file,
        "licence": source.licence,
        "sha256": source.sha256,
    }
    return json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False)


def _password() -> str:
    """Return the password's digest as DNA keeps it: SHA-256, 16 bytes of salt, 100,000 times.

    It guards nothing, the password is known; so the salt is always the same, and so is the file.
    """
    salt = hashlib.sha256(PASSWORD.encode()).digest()[:16]
    digest = hashlib.sha256(salt + PASSWORD.encode()).digest()
    for _ in range(100_000 - 1):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
