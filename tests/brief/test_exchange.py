"""Tables and the database of DNA: what is put in is found again by plain csv and sqlite3."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.brief.exchange.dna import PASSWORD, agrees, write_dna
from onetext.brief.exchange.shared import Shared, same_to_json, shared
from onetext.brief.exchange.table import plain_cell, safe_cell, write_tables
from onetext.press.gathering.gathering import Gathering
from onetext.press.lexicon.plover import TYPES, plover_of, plover_of_event
from onetext.press.reader import Reader
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source
from onetext.terms.when import When

SAID = "“We will leave the border region \U0001f54a if the guns fall silent this week,” Kremlin"
TEXT = (
    "\U0001f54a Talks opened in Oslo.\r\n\r\n"
    f"{SAID} spokesman Ivo Renn told reporters on Monday.\r\n\r\n"
    "“-1 for peace, =2 for war,” French Foreign Minister Odile Farrant said on Tuesday.\r\n\r\n"
    "A second round of talks on the ceasefire was held on Monday in Oslo and lasted five hours."
)
PRESS = Path(__file__).parents[2] / "examples" / "two-rivers" / "press"


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    reader = Reader.load()
    made = [
        Source(
            f"r{n}", TEXT + f"\r\n\r\nPage {n}.", title="=cmd|' /C calc'!A0", outlet=f"Outlet {n}"
        )
        for n in range(3)
    ]
    dated = [replace(one, published=When("2031-03-12"), byline="@byline") for one in made]
    dated[2] = replace(dated[2], published=None)
    texts = [path for path in sorted(PRESS.glob("*.txt"))[:2]]
    press = [
        Source(one.stem, one.read_text("utf-8"), published=When("2031-03-10T16:02:30+01:00"))
        for one in texts
    ]
    read = [reader.read(one) for one in (*dated, *press)]
    assert all(one.statements for one in read)
    assert any(one.events for one in read)
    return read


@pytest.fixture(scope="module")
def same(reports: list[Report]) -> Iterator[Shared]:
    with Gathering() as gathering:
        for report in reports:
            gathering.add(report.source, report.statements)
        yield shared(gathering)


def test_the_same_statement_is_told_once_with_its_sources(reports: list[Report]) -> None:
    with Gathering() as gathering:
        for report in reports:
            gathering.add(report.source, report.statements)
        told = same_to_json(gathering)
    renn = [one for one in told if one["speaker"] == "Ivo Renn"]
    assert [one["doc"] for one in renn[0]["sources"]] == ["r0", "r1"]  # the third has no day
    assert renn[0]["statement"] == {"doc": "r0", "id": renn[0]["sources"][0]["id"]}
    assert [one["outlet"] for one in renn[0]["sources"]] == ["Outlet 0", "Outlet 1"]
    json.dumps(told)


# Tables.


def tables(
    reports: list[Report], same: Shared
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    written = io.StringIO(newline=""), io.StringIO(newline="")
    write_tables(reports, same, statements=written[0], events=written[1])
    rows = []
    for stream in written:
        stream.seek(0)
        rows.append(list(csv.DictReader(stream)))
    return rows[0], rows[1]


def test_a_row_a_statement_with_every_field_and_offset(reports: list[Report], same: Shared) -> None:
    rows, events = tables(reports, same)
    sources = {one.source.id: one.source for one in reports}
    statements = [s for one in reports for s in one.statements]
    assert len(rows) == len(statements)
    for row, s in zip(rows, statements, strict=True):
        told = {name: plain_cell(cell) for name, cell in row.items()}
        text = sources[s.source].text
        assert (told["doc_id"], told["statement"]) == s.key
        assert told["content"] == s.words(text)
        spans = [tuple(map(int, one.split("-"))) for one in told["content_spans"].split("; ")]
        assert spans == [(one.start, one.end) for one in s.contents]
        for name, span in (("cue", s.cue), ("mention", s.speaker.mention)):
            assert told[name] == (span.of(text) if span else "")
            assert told[f"{name}_span"] == (f"{span.start}-{span.end}" if span else "")
        assert told["speaker"] == (s.speaker.name or "")
        assert told["plover"] == (plover_of(s.stance) or "")
        assert told["date"] == str(s.said or "")
        carried = same.get(s.key)
        assert told["sources"] == (
            str(len({one.source for one in carried.told})) if carried else "1"
        )
    found = [event for one in reports for event in one.events]
    assert [row["type"] for row in events] == [event.type for event in found]
    assert [row["plover"] for row in events] == [plover_of_event(e.type) or "" for e in found]
    assert {row["plover"] for row in (*rows, *events)} <= {"", *TYPES}


def test_no_cell_of_them_is_a_formula(reports: list[Report], same: Shared) -> None:
    cells = [cell for part in tables(reports, same) for row in part for cell in row.values()]
    assert any(cell.startswith("'=cmd") for cell in cells)
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r\n＝＋－＠")]


@given(st.text())
def test_any_words_are_safe_in_a_cell_and_come_back(words: str) -> None:
    cell = safe_cell(words)
    assert cell[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert plain_cell(cell) == words


# DNA.


@pytest.fixture(scope="module")
def database(
    reports: list[Report], same: Shared, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("dna") / "talks.dna"
    told = write_dna(reports, same, path)
    statements = sum(len(s.issues) or 1 for one in reports for s in one.statements)
    events = sum(len(one.events) for one in reports)
    assert told == (len(reports), statements + events, 1)
    with closing(sqlite3.connect(path)) as file:
        file.row_factory = sqlite3.Row
        yield file


def test_it_holds_together(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    keys = {
        (table, key["from"], key["table"], key["on_delete"])
        for [table] in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for key in database.execute(f"PRAGMA foreign_key_list({table})")
    }
    assert ("DATASHORTTEXT", "Entity", "ENTITIES", "CASCADE") in keys
    assert ("STATEMENTS", "DocumentId", "DOCUMENTS", "CASCADE") in keys
    assert len(keys) == 23


def values(database: sqlite3.Connection, kind: int) -> list[dict[str, Any]]:
    """Return every statement of a type with all its variables, as DNA puts them together."""
    rows: dict[int, dict[str, Any]] = {
        row["ID"]: dict(row)
        for row in database.execute("SELECT * FROM STATEMENTS WHERE StatementTypeId = ?", (kind,))
    }
    for table, column in (
        ("DATABOOLEAN", "d.Value"),
        ("DATAINTEGER", "d.Value"),
        ("DATALONGTEXT", "d.Value"),
        ("DATASHORTTEXT", "e.Value"),
    ):
        join = "JOIN ENTITIES e ON e.ID = d.Entity" if table == "DATASHORTTEXT" else ""
        for id, name, value in database.execute(
            f"SELECT d.StatementId, v.Variable, {column} FROM {table} d {join}"
            " JOIN VARIABLES v ON v.ID = d.VariableId WHERE v.StatementTypeId = ?",
            (kind,),
        ):
            rows[id][name] = value
    return list(rows.values())


def test_what_was_put_in_is_found(database: sqlite3.Connection, reports: list[Report]) -> None:
    rows = values(database, 1)
    documents = {row["ID"]: row for row in database.execute("SELECT * FROM DOCUMENTS")}
    wanted = [(one, s, i) for one in reports for s in one.statements for i in s.issues or ("",)]
    assert len(rows) == len(wanted)
    for row, (report, s, issue) in zip(rows, wanted, strict=True):
        text, document = report.source.text, documents[row["DocumentId"]]
        assert len(document["Text"]) == len(text)
        # DNA counts UTF-16 units, as Java does.
        units = document["Text"].encode("utf-16-le")
        words = units[2 * row["Start"] : 2 * row["Stop"]].decode("utf-16-le")
        low, high = min(c.start for c in s.contents), max(c.end for c in s.contents)
        assert words == text[low:high].replace("\r\n", " \n")
        labels = {one.id: one.label for one in report.issues}
        names = {one.id: one.name for one in report.parties}
        assert row["person"] == (s.speaker.name or "")
        assert row["organization"] == names.get(s.speaker.party or "", "")
        assert row["concept"] == labels.get(issue, "")
        assert row["agreement"] == int(agrees(s))
        assert row["plover"] == (plover_of(s.stance) or "")
        assert row["statement"] == f"{report.source.id}#{s.id}"
        assert row["words"] == s.words(text)
    shared_by = {row["same statement"] for row in rows if row["person"] == "Ivo Renn"}
    assert len(shared_by - {""}) == 1
    assert {row["sources"] for row in rows if row["same statement"]} == {2}


def test_events_and_dates_are_found(database: sqlite3.Connection, reports: list[Report]) -> None:
    rows = values(database, 2)
    events = [event for one in reports for event in one.events]
    assert [row["event type"] for row in rows] == [event.type for event in events]
    assert [row["plover"] for row in rows] == [plover_of_event(e.type) or "" for e in events]
    dates = [row["Date"] for row in database.execute("SELECT Date FROM DOCUMENTS ORDER BY ID")]
    day, hour = 1931040000, 1930921320  # 2031-03-12T00:00Z, 2031-03-10T15:02Z
    assert [dates[0], dates[2], dates[3]] == [day, 0, hour]
    notes = [json.loads(row["Notes"]) for row in database.execute("SELECT Notes FROM DOCUMENTS")]
    assert notes[2]["published"] == "unknown"


def test_dna_finds_its_own_and_opens_it(database: sqlite3.Connection) -> None:
    settings = dict(database.execute("SELECT Property, Value FROM SETTINGS").fetchall())
    assert settings["version"].startswith("3.0")
    first = database.execute("SELECT Variable, DataType FROM VARIABLES WHERE ID <= 4").fetchall()
    assert [tuple(row) for row in first] == [
        ("person", "short text"),
        ("organization", "short text"),
        ("concept", "short text"),
        ("agreement", "boolean"),
    ]
    kept = base64.b64decode(database.execute("SELECT Password FROM CODERS").fetchone()[0])
    salt, digest = kept[:16], kept[16:]
    made = hashlib.sha256(salt + PASSWORD.encode()).digest()
    for _ in range(99_999):
        made = hashlib.sha256(made).digest()
    assert made == digest
    # Every entity has every attribute of its variable, without which DNA cannot show it.
    lacking = database.execute(
        "SELECT COUNT(*) FROM ENTITIES e JOIN ATTRIBUTEVARIABLES a ON a.VariableId = e.VariableId"
        " LEFT JOIN ATTRIBUTEVALUES v ON v.EntityId = e.ID AND v.AttributeVariableId = a.ID"
        " WHERE v.ID IS NULL"
    ).fetchone()[0]
    assert lacking == 0
