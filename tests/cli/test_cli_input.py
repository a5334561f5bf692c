"""Hard input through the command: refused reports, odd names, sizes, codes that rule a terminal."""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from ran import OSLO, ROOT, Ran, onetext

REPORTS = ROOT / "tests" / "refuse" / "reports"
COMMANDS = ROOT / "tests" / "refuse" / "commands"
CASES = sorted(COMMANDS.glob("*.words"))


@pytest.mark.parametrize("command", ["read", "brief"])
def test_each_refused_report_gets_its_line_and_nothing_else(command: str) -> None:
    names = sorted(path.name for path in REPORTS.iterdir() if path.suffix != ".expected")
    expected = [
        f"  {line}"
        for name in names
        for line in (REPORTS / f"{name}.expected").read_text("utf-8").splitlines()
    ]
    ran = onetext(command, *names, cwd=REPORTS)
    assert ran.code == 3
    assert ran.err.splitlines() == [f"Not read ({len(expected)}):", *expected]


@pytest.fixture(scope="module")
def refused() -> dict[Path, Ran]:
    """Run every ``<name>.words``, a word a line; as many at once as there are processors."""

    def run(case: Path) -> Ran:
        words = case.read_text("utf-8").splitlines()
        return onetext(*words, cwd=COMMANDS, env={"COLUMNS": "80"})

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(CASES, pool.map(run, CASES), strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_command_put_wrongly_is_refused_with_a_line(case: Path, refused: dict[Path, Ran]) -> None:
    """``<name>.expected`` has the exit code, then what is told."""
    code, _, lines = case.with_suffix(".expected").read_text("utf-8").partition("\n")
    assert refused[case] == Ran(int(code), "", lines)


def test_every_expectation_has_its_command() -> None:
    assert {case.with_suffix(".expected") for case in CASES} == set(COMMANDS.glob("*.expected"))
    assert len(CASES) >= 20


NAMES = {
    b"two words.txt": "two words.txt",
    b"two\nlines.txt": "two lines.txt",
    b"\xff\xfe.txt": "\\udcff\\udcfe.txt",
    b"\x1b[31mred.txt": "?[31mred.txt",
    b"-dash.txt": "-dash.txt",
    "переговоры 谈判.txt".encode(): "переговоры 谈判.txt",
    b"[bold]x.txt": "[bold]x.txt",
}


@pytest.mark.skipif(sys.platform != "linux", reason="such names are for Linux alone")
def test_any_file_name_is_read_and_shown_on_one_line(tmp_path: Path) -> None:
    for name in NAMES:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(OSLO, "utf-8")
    missing = [name + b".missing" for name in NAMES]
    ran = onetext("read", "--json", "--", *NAMES, *missing, cwd=tmp_path)
    told = json.loads(ran.out)
    assert [doc["doc"]["file"] for doc in told["documents"]] == list(NAMES.values())
    assert [one["where"] for one in told["unread"]] == [f"{one}.missing" for one in NAMES.values()]
    assert ran.err.splitlines()[1:] == [
        f"  {shown}.missing: no such file or folder, check the path" for shown in NAMES.values()
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="such names are for Linux alone")
@pytest.mark.parametrize("name", [b"\xff\xfe.txt", b"two\nlines.txt", b"[bold]x.txt"], ids=repr)
def test_a_page_of_any_name_is_written_and_told(name: bytes, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(OSLO, "utf-8")
    ran = onetext("brief", "--html", name + b".html", "--", name, cwd=tmp_path)
    assert (ran.code, ran.err) == (0, f"Wrote {NAMES[name]}.html\n")
    assert NAMES[name].rpartition("\\")[2] in ran.out


def test_a_name_too_long_for_the_disk_is_told() -> None:
    ran = onetext("read", "a" * 300)
    assert ran.code == 3
    assert ran.err.endswith("a: cannot be opened: File name too long\n")


def test_a_line_of_100_megabytes_is_refused_and_the_next_report_read(tmp_path: Path) -> None:
    with (tmp_path / "long.txt").open("wb") as long:
        for _ in range(100):
            long.write(b"They said no. " * 71_429)
    (tmp_path / "oslo.txt").write_text(OSLO, "utf-8")
    ran = onetext("read", ".", "--jsonl", cwd=tmp_path)
    assert ran.code == 3
    assert json.loads(ran.out)["doc"]["id"] == "oslo"
    assert "long.txt: a line longer than 1,000,000 characters, break it into lines" in ran.err


def test_words_of_a_report_cannot_rule_the_terminal(tmp_path: Path) -> None:
    text = "“We will \x1b]0;owned\x07 sign \u202e now,” Angela\x1b[31m Merkel said on Monday.\n"
    row = {"id": "x\x1b[2J", "title": "A\x9b31mB\nC", "outlet": "O\x1b[1m", "text": text}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    for command in ("read", "brief"):
        ran = onetext(command, "a.jsonl", cwd=tmp_path)
        assert ran.code == 0
        assert not set("\x1b\x07\x9b\u202e") & set(ran.out + ran.err)


def test_halves_of_characters_stop_nothing(tmp_path: Path) -> None:
    row = r'{"text": "\ud800 “We will \udfff sign,” Angela Merkel said on Monday. \ud83d\ude00"}'
    (tmp_path / "a.jsonl").write_text(row + "\n", "utf-8")
    assert onetext("brief", "a.jsonl", "--html", "a.html", cwd=tmp_path).code == 0
    assert json.loads(onetext("read", "a.jsonl", "--jsonl", cwd=tmp_path).out)["statements"]
