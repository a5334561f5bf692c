"""``onetext read --to``: tables and databases from the command, whole or not at all."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from ran import OSLO, Ran, onetext


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(OSLO, "utf-8")
    return tmp_path


def test_json_tells_what_several_reports_carry(folder: Path) -> None:
    told = json.loads(onetext("read", ".", "--json", cwd=folder).out)
    assert list(told) == ["format", "documents", "unread", "same"]
    [same] = told["same"]
    assert [one["doc"] for one in same["sources"]] == ["a", "b"]
    assert same["speaker"] == "Espen Barth Eide"


def test_tables_are_written_whole_and_over_nothing(folder: Path) -> None:
    words = ("read", "a.txt", "b.txt", "--to", "csv", "--out", "talks.csv")
    ran = onetext(*words, cwd=folder)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("Wrote talks.csv (2 statements) and talks.events.csv (")
    with (folder / "talks.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["doc_id"], row["sources"]) for row in rows] == [("a", "2"), ("b", "2")]
    kept = {path.name for path in folder.iterdir()}
    assert kept == {"a.txt", "b.txt", "talks.csv", "talks.events.csv"}
    told = "there is something here already, name another file; only --to jsonl is gone on with"
    assert onetext(*words, cwd=folder) == Ran(3, "", f"onetext: talks.csv: {told}\n")


def test_a_database_is_written(folder: Path) -> None:
    ran = onetext("read", ".", "--to", "dna", "--out", "talks.dna", cwd=folder)
    assert ran.code == 0
    assert ran.err.startswith("Wrote talks.dna: 2 documents, ")
    assert "its coder is Admin, the password onetext" in ran.err
    with closing(sqlite3.connect(folder / "talks.dna")) as file:
        assert file.execute("SELECT COUNT(*) FROM DOCUMENTS").fetchone() == (2,)
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    ("words", "ran"),
    [
        (("--to", "csv"), Ran(2, "", "--to goes with --out, name the file with --out")),
        (
            ("--to", "xls", "--out", "x"),
            Ran(2, "", "there is no form 'xls', write one of jsonl, csv, dna"),
        ),
        (
            ("--to", "dna", "--out", "no/x"),
            Ran(
                3,
                "",
                "no/x: No such file or directory, name a file in a folder that exists and has room",
            ),
        ),
    ],
)
def test_what_cannot_be_written_is_refused(folder: Path, words: tuple[str, ...], ran: Ran) -> None:
    told = onetext("read", "a.txt", *words, cwd=folder)
    assert told == Ran(ran.code, "", f"onetext: {ran.err}\n")
