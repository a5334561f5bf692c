"""``onetext brief``: on a terminal, as JSON, as a page; as of an hour; what could not be read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from ran import DENIALS, FRENCH, MODULE, OSLO, PRESS, ROOT, TWO_RIVERS, Ran, onetext
from rich.cells import cell_len

KEYS = (
    "rounds positions movement offers guarantees sticking_points unverified windows deadlines"
).split()
HOUR = "2031-03-10"


class Tags(HTMLParser):
    """Collect a page's tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def published_by_the_hour() -> list[str]:
    return [
        str(path.relative_to(ROOT))
        for path in sorted(PRESS.glob("*.txt"))
        if json.loads(path.with_suffix(".meta.json").read_text("utf-8"))["published"][:10] <= HOUR
    ]


def evidence_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"source", "span", "words"} <= value.keys():
            yield value
        for inner in value.values():
            yield from evidence_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from evidence_in(inner)


# On a terminal.


def test_the_first_command_shows_three_rounds_in_80_columns_without_codes(
    brief: tuple[Ran, str],
) -> None:
    ran, _ = brief
    assert ran.code == 0
    assert "\x1b" not in ran.out + ran.err
    assert not [line for line in ran.out.splitlines() if cell_len(line) > 80]
    for number in (1, 2, 3):
        assert f"round {number}" in ran.out
    assert re.fullmatch(r"Wrote .*brief\.html\n", ran.err)


def test_the_module_prints_what_the_script_prints(brief: tuple[Ran, str]) -> None:
    assert onetext("brief", TWO_RIVERS, command=MODULE, env={"COLUMNS": "80"}).out == brief[0].out


def test_the_processes_that_read_do_not_change_what_is_read(brief: tuple[Ran, str]) -> None:
    ran = onetext("brief", TWO_RIVERS, "--jobs", "2", env={"COLUMNS": "80"})
    assert (ran.code, ran.out) == (0, brief[0].out)


@pytest.mark.parametrize("columns", ["0", "20", "many"])
def test_any_width_is_taken(columns: str) -> None:
    ran = onetext("brief", DENIALS, env={"COLUMNS": columns})
    assert ran.code == 0
    assert max(map(cell_len, ran.out.splitlines())) <= (80 if columns == "many" else 20)


# As JSON.


def test_json_has_its_format_and_keys(brief_json: dict[str, Any]) -> None:
    assert brief_json["format"] == 1
    assert set(KEYS) <= brief_json.keys()
    assert all(isinstance(brief_json[key], list) and brief_json[key] for key in KEYS)
    held = [one for one in brief_json["rounds"] if one["type"] == "talks_round"]
    assert [one["number"] for one in held] == [1, 2, 3]


def test_the_words_of_all_evidence_stand_in_the_source(brief_json: dict[str, Any]) -> None:
    texts = {path.stem: path.read_text("utf-8") for path in PRESS.glob("*.txt")}
    found = list(evidence_in(brief_json))
    assert len(found) > 50
    for one in found:
        start, end = one["span"]
        assert texts[one["source"]][start:end] == one["words"]
        assert one["words"].strip()


# As a page.


def test_the_page_holds_all_and_fetches_nothing(brief: tuple[Ran, str]) -> None:
    _, page = brief
    tags = Tags(page).tags
    names = {tag for tag, _ in tags}
    assert not names & {"script", "iframe", "object", "embed", "img", "audio", "video", "form"}
    assert not [name for _, attrs in tags for name in attrs if name.startswith("on")]
    assert not [attrs["src"] for _, attrs in tags if "src" in attrs]
    assert "@import" not in page
    assert "url(" not in page
    loaded = [attrs["href"] or "" for tag, attrs in tags if tag in ("link", "use", "image")]
    assert all(href.startswith(("data:", "#")) for href in loaded)
    sources = {json.loads(path.read_text("utf-8")).get("url") for path in PRESS.glob("*.meta.json")}
    links = [attrs.get("href") or "" for tag, attrs in tags if tag == "a"]
    assert {link for link in links if not link.startswith("#")} <= sources


def test_the_page_has_a_strict_policy(brief: tuple[Ran, str]) -> None:
    [policy] = [
        attrs["content"] or ""
        for tag, attrs in Tags(brief[1]).tags
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy
    assert "script-src" not in rules


def test_the_page_is_the_same_each_time(brief: tuple[Ran, str], page_again: str) -> None:
    assert page_again == brief[1]


def test_a_page_that_cannot_be_written_is_told_after_the_brief(tmp_path: Path) -> None:
    ran = onetext("brief", "nowhere", DENIALS, "--html", tmp_path / "no" / "brief.html")
    assert ran.code == 3
    assert ran.out.startswith("1 report, ")
    assert f"{tmp_path}/no/brief.html: No such file or directory, name a file in" in ran.err
    assert "  nowhere: no such file or folder, check the path\n" in ran.err


def test_a_page_does_not_replace_a_report(tmp_path: Path) -> None:
    (tmp_path / "oslo.txt").write_text(OSLO, "utf-8")
    ran = onetext("brief", "oslo.txt", "--html", "./oslo.txt", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err == "onetext: --html oslo.txt is one of the reports, name another file\n"
    assert (tmp_path / "oslo.txt").read_text("utf-8") == OSLO


def test_a_brief_of_a_folder_is_the_same_when_its_page_lies_there(tmp_path: Path) -> None:
    (tmp_path / "oslo.txt").write_text(OSLO, "utf-8")
    first = onetext("brief", ".", "--html", "brief.html", cwd=tmp_path)
    again = onetext("brief", ".", "--html", "brief.html", cwd=tmp_path)
    assert (again.code, again.out) == (first.code, first.out) == (0, again.out)


# As of an hour.


def test_an_hour_shows_what_was_published_by_then_and_no_more(brief_json: dict[str, Any]) -> None:
    then = json.loads(onetext("brief", f"{TWO_RIVERS}/press", "--json", "--at", HOUR).out)
    only = json.loads(onetext("brief", *published_by_the_hour(), "--json").out)
    assert then.pop("at") == HOUR
    assert only.pop("at") is None
    assert then == only
    assert 0 < len(then["sources"]) < len(brief_json["sources"])
    assert max(source["published"] for source in then["sources"])[:10] <= HOUR


def test_a_later_report_tells_nothing_of_a_person_at_an_earlier_hour(tmp_path: Path) -> None:
    early = "“We will not sign the treaty,” Anselm Rook said on Sunday after the talks."
    later = "Norwegian Foreign Minister Anselm Rook said that Norway would sign the treaty."
    rows = [("early", "2031-03-02", early), ("later", "2031-03-20", later)]
    lines = [json.dumps({"id": id, "date": date, "text": text}) for id, date, text in rows]
    (tmp_path / "both.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "one.jsonl").write_text(lines[0] + "\n", "utf-8")
    both = onetext("brief", "both.jsonl", "--json", "--at", "2031-03-05", cwd=tmp_path)
    one = onetext("brief", "one.jsonl", "--json", "--at", "2031-03-05", cwd=tmp_path)
    assert both.code == one.code == 0
    assert both.out == one.out.replace("one.jsonl", "both.jsonl")
    assert "norway" not in both.out


def test_an_hour_before_all_reports_shows_none() -> None:
    ran = onetext("brief", DENIALS, "--at", "1999")
    assert ran.code == 0
    assert ran.out.startswith("0 reports, ")


# What could not be read.


def test_a_missing_path_is_listed_at_the_end_and_the_others_are_read(
    brief: tuple[Ran, str],
) -> None:
    ran = onetext("brief", "nowhere", TWO_RIVERS, "missing.txt", env={"COLUMNS": "80"})
    assert ran.code == 3
    assert ran.out.splitlines()[0] == brief[0].out.splitlines()[0]
    assert ran.err == (
        "Not read (2):\n"
        "  nowhere: no such file or folder, check the path\n"
        "  missing.txt: no such file or folder, check the path\n"
    )


def test_nothing_read_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "lundi.txt").write_text(FRENCH, "utf-8")
    ran = onetext("brief", "lundi.txt", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert "  lundi.txt: written in French, name an English version\n" in ran.err
    assert "onetext: no report could be read, name at least one report in English\n" in ran.err


def test_another_language_is_told_on_the_sheet_and_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "lundi.txt").write_text(FRENCH, "utf-8")
    (tmp_path / "oslo.txt").write_text(OSLO, "utf-8")
    ran = onetext("brief", ".", cwd=tmp_path)
    assert ran.code == 0
    assert "written in French" in ran.out
    assert ran.err == "Not read (1):\n  lundi.txt: written in French, name an English version\n"
