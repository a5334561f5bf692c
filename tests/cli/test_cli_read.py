"""``onetext read``: the forms, the offsets, the order, the tables, the languages."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from ran import DENIALS, FRENCH, GERMAN, OSLO, PRESS, ROOT, TWO_RIVERS, Ran, onetext

KEYS = ["schema", "doc", "parties", "issues", "statements", "events", "narration"]
MARKS = set('“”"')


@pytest.fixture(scope="session")
def documents(read_json: Ran) -> list[dict[str, Any]]:
    told = json.loads(read_json.out)
    assert list(told) == ["format", "documents", "unread", "same"]
    assert (told["format"], told["unread"]) == (1, [])
    found: list[dict[str, Any]] = told["documents"]
    return found


# The forms.


def test_json_lists_every_report_under_its_stem(
    read_json: Ran, documents: list[dict[str, Any]]
) -> None:
    assert (read_json.code, read_json.err) == (0, "")
    assert [doc["doc"]["id"] for doc in documents] == sorted(p.stem for p in PRESS.glob("*.txt"))
    assert all(list(doc) == KEYS for doc in documents)


def test_offsets_are_code_points_of_the_file(documents: list[dict[str, Any]]) -> None:
    for doc in documents:
        text = Path(ROOT, doc["doc"]["file"]).read_bytes().decode()
        assert doc["doc"]["chars"] == len(text)
        for said in doc["statements"]:
            spans = said["content_spans"]
            parts = [text[start:end] for start, end in spans]
            assert all(part.strip() for part in parts)
            assert said["content_text"].split(" … ") == parts or all(
                part in said["content_text"] for part in parts
            )
            assert all(before[1] <= after[0] for before, after in pairwise(sorted(spans)))
        for told in doc["narration"]:
            assert text[slice(*told["span"])] == told["text"]


def test_verbatim_spans_stand_inside_quotation_marks(documents: list[dict[str, Any]]) -> None:
    seen = 0
    for doc in documents:
        text = Path(ROOT, doc["doc"]["file"]).read_bytes().decode()
        for said in doc["statements"]:
            for start, end in said["verbatim_spans"]:
                seen += 1
                begins, ends = text.rfind("\n\n", 0, start) + 1, text.find("\n\n", end)
                before, after = text[begins:start], text[end:ends]
                if not MARKS & set(text[begins:ends]):  # a block of words, as in a transcript
                    continue
                assert MARKS & set(before), text[start:end]
                assert MARKS & set(after) or before.lstrip()[0] in MARKS, text[start:end]
                assert not MARKS & set(text[start:end]), text[start:end]
    assert seen > 20


def test_jsonl_is_one_report_a_line(documents: list[dict[str, Any]]) -> None:
    ran = onetext("read", TWO_RIVERS, "--jsonl")
    assert (ran.code, ran.err) == (0, "")
    assert [json.loads(line) for line in ran.out.splitlines()] == documents


def test_processes_give_the_same_bytes(read_json: Ran) -> None:
    assert onetext("read", TWO_RIVERS, "--json", "--jobs", "2") == read_json


def test_processes_give_the_same_lines_and_failures() -> None:
    words = ("read", "nowhere", DENIALS, "missing", PRESS / "2031-03-16-lake-tolm.txt")
    apart, alone = onetext(*words, "--jobs", "3"), onetext(*words, "--jobs", "1")
    assert apart == alone
    assert apart.code == 3


def test_lines_name_each_report_its_statements_and_its_events() -> None:
    ran = onetext("read", DENIALS, PRESS / "2031-03-16-lake-tolm.txt")
    assert (ran.code, ran.err) == (0, "")
    first, second = ran.out.split("\n\n")
    assert first.splitlines()[0] == "2031-03-10-denials: Belmora, Sedgeland deny secret terms"
    assert first.splitlines()[1].startswith("  Meridian Wire, published 2031-03-10T16:02:00+01:00;")
    assert "Odile Farrant" in second
    assert "  event: " in second


# What is given.


def test_standard_input_is_read(tmp_path: Path) -> None:
    ran = onetext("read", "-", "--json", stdin=OSLO.encode())
    [doc] = json.loads(ran.out)["documents"]
    assert (doc["doc"]["id"], doc["doc"]["published"]) == ("stdin", "2024-05-12")
    assert "We will sign the ceasefire," in doc["statements"][0]["content_text"]


def test_nothing_on_standard_input_is_told() -> None:
    ran = onetext("read", "-", stdin=b"")
    why = "standard input: an empty file, name one that holds a report"
    assert (ran.code, ran.out, ran.err) == (3, "", f"Not read (1):\n  {why}\n")


def test_a_report_named_twice_is_read_once() -> None:
    once = onetext("read", DENIALS, "--jsonl")
    assert onetext("read", DENIALS, f"./{DENIALS}", ROOT / DENIALS, "--jsonl").out == once.out


def test_the_order_is_that_of_the_words_given(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.txt"):
        (tmp_path / name).write_text(OSLO, "utf-8")
    ran = onetext("read", "c.txt", ".", "b.txt", "--jsonl", cwd=tmp_path)
    ids = [json.loads(line)["doc"]["id"] for line in ran.out.splitlines()]
    assert ids == ["c", "a", "b"]


def test_a_date_is_given_where_the_report_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“We will sign,” Angela Merkel said on Monday.\n", "utf-8")
    without = json.loads(onetext("read", "a.txt", "--jsonl", cwd=tmp_path).out)
    given = json.loads(onetext("read", "a.txt", "--jsonl", "--date=2019-05-08", cwd=tmp_path).out)
    assert (without["doc"]["published"], without["statements"][0]["date"]) == (None, None)
    assert (given["doc"]["published"], given["doc"]["published_basis"]) == ("2019-05-08", "given")
    assert given["statements"][0]["date"] == "2019-05-06"


def test_tables_of_ones_own_lie_over_ours(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Zorbland said on Monday that it would leave.\n", "utf-8")
    table = "parties:\n  - id: zorbland\n    name: Zorbland\n    kind: state\n"
    (tmp_path / "mine.yaml").write_text(table, "utf-8")
    ran = onetext("read", "a.txt", "--jsonl", "--parties", "mine.yaml", cwd=tmp_path)
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)
    assert told["statements"][0]["speaker"]["party"] == "zorbland"
    assert {"zorbland": "state"}.items() <= {p["id"]: p["kind"] for p in told["parties"]}.items()


@pytest.mark.parametrize(
    ("folder", "words"),
    [(".", DENIALS), ("examples/two-rivers/press", "2031-03-10-denials.txt")],
    ids=["from the root", "from its folder"],
)
def test_the_tables_beside_a_report_are_found_from_any_folder(folder: str, words: str) -> None:
    ran = onetext("read", words, "--jsonl", cwd=ROOT / folder)
    assert {"belmora", "sedgeland"} <= {party["id"] for party in json.loads(ran.out)["parties"]}


def test_a_table_met_on_two_paths_is_laid_once() -> None:
    ran = onetext("read", ROOT / TWO_RIVERS, DENIALS, "examples/../examples/two-rivers", "--jsonl")
    assert (ran.code, len(ran.out.splitlines())) == (0, 12)


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_a_broken_table_is_told_before_anything_is_printed(form: str, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("parties:\n  - id: a b\n    name: A\n", "utf-8")
    (tmp_path / "a.txt").write_text(OSLO, "utf-8")
    ran = onetext("read", "a.txt", form, "--parties", "mine.yaml", cwd=tmp_path)
    told = "onetext: mine.yaml:2:9: the id 'a b' is not in snake_case, write 'a_b'\n"
    assert (ran.code, ran.out, ran.err) == (3, "", told)


def test_a_broken_table_beside_the_reports_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OSLO, "utf-8")
    (tmp_path / "issues.yaml").write_text("issues:\n  - id: x\n", "utf-8")
    ran = onetext("read", ".", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("onetext: issues.yaml:2:5: ")


# Other languages.


def test_other_languages_are_listed_by_name_and_are_no_failure(tmp_path: Path) -> None:
    for name, text in (("1.txt", FRENCH), ("2.txt", OSLO), ("3.txt", GERMAN)):
        (tmp_path / name).write_text(text, "utf-8")
    ran = onetext("read", ".", "--json", cwd=tmp_path)
    assert ran.code == 0
    told = json.loads(ran.out)
    assert [doc["doc"]["id"] for doc in told["documents"]] == ["2"]
    assert [(one["where"], one["language"]) for one in told["unread"]] == [
        ("1.txt", "fr"),
        ("3.txt", "de"),
    ]
    assert ran.err == (
        "Not read (2):\n"
        "  1.txt: written in French, name an English version\n"
        "  3.txt: written in German, name an English version\n"
    )


def test_a_failure_among_other_languages_is_one(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(FRENCH, "utf-8")
    (tmp_path / "2.txt").write_bytes(b"")
    ran = onetext("read", ".", "--jobs", "2", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines()[0] == "Not read (2):"
