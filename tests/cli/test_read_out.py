"""``onetext read --out``: broken off in any way and run again, nothing is lost, nothing doubled."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ran import LONGEST, OSLO, SCRIPT, Ran, lines_in, onetext, started, texts

from onetext.cli.report_file import ReportFile
from onetext.errors import BadInput
from onetext.terms.said.form import to_form
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
REPORTS = 30


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of reports that take a second or two to read."""
    file = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    told = texts()
    made = [{"date": "2031-04-10", "text": told[n % len(told)]} for n in range(REPORTS)]
    file.write_text("".join(json.dumps(row) + "\n" for row in made), "utf-8")
    return file


@pytest.fixture(scope="module")
def whole(rows: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file that one undisturbed run writes."""
    file = tmp_path_factory.mktemp("whole") / "whole.jsonl"
    ran = onetext("read", rows, "--out", file)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"{file}: {REPORTS} new, 0 were there\n"
    return file


def wait_for(file: Path, lines: int, run: subprocess.Popen[bytes]) -> None:
    since = time.monotonic()
    while lines_in(file) < lines and time.monotonic() - since < LONGEST:
        assert run.poll() is None, run.communicate()
        time.sleep(0.01)


# What it holds.


def test_it_holds_what_jsonl_prints_and_how_it_was_read(rows: Path, whole: Path) -> None:
    printed = [json.loads(line) for line in onetext("read", rows, "--jsonl").out.splitlines()]
    kept = [json.loads(line) for line in whole.read_text("utf-8").splitlines()]
    for form in kept:
        made = form["doc"].pop("made")
        assert made["reader"] == "learned"
        assert set(made) == {"reader", "date", "tables", "version", "lists"}
    assert kept == printed


def test_processes_write_the_same_bytes(rows: Path, whole: Path, tmp_path: Path) -> None:
    assert onetext("read", rows, "--out", tmp_path / "a.jsonl", "--jobs", "2").code == 0
    assert (tmp_path / "a.jsonl").read_bytes() == whole.read_bytes()


def test_a_second_run_reads_nothing_again(rows: Path, whole: Path) -> None:
    before = whole.read_bytes()
    ran = onetext("read", rows, "--out", whole)
    assert ran == Ran(0, "", f"{whole}: 0 new, {REPORTS} were there\n")
    assert whole.read_bytes() == before


# Broken off.


@pytest.mark.parametrize(
    ("how", "jobs"),
    [(signal.SIGINT, "1"), (signal.SIGTERM, "1"), (signal.SIGKILL, "1"), (signal.SIGKILL, "2")],
)
def test_ended_again_and_again_nothing_is_lost_or_doubled(
    how: signal.Signals, jobs: str, rows: Path, whole: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    words = ("read", rows, "--out", file, "--jobs", jobs)
    for share in (4, 11):
        run = started(*words)
        wait_for(file, share, run)
        os.kill(run.pid, how)
        _, err = run.communicate(timeout=LONGEST)
        assert run.returncode == (130 if how == signal.SIGINT else -how)
        there = lines_in(file)
        assert share <= there < REPORTS
        if how == signal.SIGINT:
            assert file.read_bytes().endswith(b"\n")
            assert b"run it again to go on\nonetext: interrupted\n" in err
    ran = onetext(*words)
    assert ran.code == 0
    assert ran.err.endswith(f"{file}: {REPORTS - there} new, {there} were there\n")
    assert file.read_bytes() == whole.read_bytes()


def test_cut_in_the_last_line_it_is_mended(rows: Path, whole: Path, tmp_path: Path) -> None:
    file, kept = tmp_path / "a.jsonl", whole.read_bytes()
    last = kept.rindex(b"\n", 0, -1) + 1
    for tail in (kept[last:-1], kept[last : last + 9] + b"\0" * 100 + b"\n{}\n"):
        file.write_bytes(kept[:last] + tail)
        ran = onetext("read", rows, "--out", file)
        assert ran.code == 0
        mended = f"{file}: the last line was half written; its report is read again\n"
        assert ran.err == f"{mended}{file}: 1 new, {REPORTS - 1} were there\n"
        assert file.read_bytes() == kept


def test_a_full_device_leaves_whole_lines(rows: Path, whole: Path, tmp_path: Path) -> None:
    file, kept = tmp_path / "a.jsonl", whole.read_bytes()
    limit = len(kept) // 2
    ran = onetext(
        f"ulimit -f {limit // 1024}; trap '' XFSZ; {SCRIPT[0]} read {rows} --out {file}",
        command=["bash", "-c"],
    )
    assert ran.code == 3
    assert ran.err.endswith(f"onetext: {file}: File too large, make room, and run it again\n")
    assert file.read_bytes().endswith(b"\n")
    assert kept.startswith(file.read_bytes())
    assert onetext("read", rows, "--out", file).code == 0
    assert file.read_bytes() == kept


def test_two_runs_at_once_do_not_mix(rows: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.touch()
    with file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        ran = onetext("read", rows, "--out", file)
    told = "another run is writing it, wait for that one, or name another file"
    assert ran == Ran(3, "", f"onetext: {file}: {told}\n")


# What is read in the meantime.


def test_reports_that_come_later_are_added_and_those_that_left_are_told(tmp_path: Path) -> None:
    for name in ("a.txt", "c.txt"):
        (tmp_path / name).write_text(OSLO, "utf-8")
    words = ("read", ".", "--out", "out.jsonl")
    assert onetext(*words, cwd=tmp_path).err == "out.jsonl: 2 new, 0 were there\n"
    (tmp_path / "b.txt").write_text(OSLO, "utf-8")
    assert onetext(*words, cwd=tmp_path) == Ran(0, "", "out.jsonl: 1 new, 2 were there\n")
    (tmp_path / "a.txt").unlink()
    left = "out.jsonl: 1 of them are not among the reports named now\n"
    told = Ran(0, "", f"out.jsonl: 0 new, 3 were there\n{left}")
    assert onetext(*words, cwd=tmp_path) == told
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["doc"]["id"] for row in rows] == ["a", "c", "b"]


def test_the_file_is_no_report_of_the_folder_it_lies_in(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OSLO, "utf-8")
    assert onetext("read", ".", "--out", "out.jsonl", cwd=tmp_path).code == 0
    ran = onetext("read", ".", "--jsonl", cwd=tmp_path)
    assert (ran.code, ran.err, ran.out.count("\n")) == (0, "", 1)


def test_what_cannot_be_read_is_told_every_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OSLO, "utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4")
    for counts in ("1 new, 0 were there", "0 new, 1 were there"):
        ran = onetext("read", ".", "--out", "o.jsonl", cwd=tmp_path)
        assert ran.code == 3
        assert ran.err.startswith(f"o.jsonl: {counts}\nNot read (1):\n  b.pdf: a PDF")


# What is refused, and stays as it is.

MADE = {"reader": "rules", "date": None, "tables": None, "version": "1"}


def report(name: str, words: str = "x") -> dict[str, Any]:
    return to_form(Report(Source(name, words, file=name, sha256=words), (), (), (), (), ()))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a file of two reports."""
    made = ReportFile(tmp_path / "o.jsonl", MADE)
    for name in ("a", "b"):
        made.add(report(name))
    made.close()
    return tmp_path / "o.jsonl"


def refused(file: Path, **made: object) -> str:
    before = file.read_bytes()
    with pytest.raises(BadInput) as fault:
        ReportFile(file, {**MADE, **made})
    assert file.read_bytes() == before
    assert fault.value.exit_code == 3
    return str(fault.value).removeprefix(f"{file}:")


def made_at(file: Path) -> str:
    column = file.read_text("utf-8").splitlines()[0].index('"made"') + 1
    return f"1:{column}"


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({"date": "2024-01-02"}, "read without --date, leave out --date, or name another file"),
        ({"reader": "llm"}, "read with --reader rules, write --reader rules, or name another file"),
        (
            {"tables": "77"},
            "read with other tables, give --parties and --issues as then, or name another file",
        ),
        ({"version": "2"}, "read otherwise (version '1', now '2'), name another file"),
        ({"model": "m"}, "read otherwise (model None, now 'm'), name another file"),
    ],
)
def test_a_file_made_otherwise_is_refused(small: Path, now: dict[str, str], told: str) -> None:
    assert refused(small, **now) == f"{made_at(small)}: {told}"


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ("Dear diary", "1:1: no report that --out wrote, name another file"),
        ("Dear diary\n", "1:1: no report that --out wrote, name another file"),
        ('{"id": 1, "text": "They met."}\n', "1:1: no report that --out wrote, name another file"),
        ("[]\n", "1:1: no report that --out wrote, name another file"),
        ("{LINE}{LINE}", "2:1: 'a' stands here a second time, delete this line"),
    ],
)
def test_what_is_no_such_file_is_left_alone(small: Path, held: str, told: str) -> None:
    line = small.read_text("utf-8").splitlines()[0] + "\n"
    small.write_text(held.replace("{LINE}", line), "utf-8")
    assert refused(small) == told


def test_a_line_broken_in_the_middle_is_refused_not_dropped(small: Path) -> None:
    first, second, _ = small.read_text("utf-8").split("\n")
    small.write_text(f"{first[:-9]}\n{second}\n", "utf-8")
    told = refused(small)
    assert told.startswith("1:")
    assert told.endswith(": a broken line, delete it: what it held is read again")
    small.write_text(f"{second}\n", "utf-8")
    kept = ReportFile(small, MADE)
    assert not kept.holds(Source("a", "x", file="a", sha256="x"))
    assert kept.holds(Source("b", "x", file="b", sha256="x"))
    kept.close()


def test_a_report_whose_words_changed_is_refused(small: Path) -> None:
    kept = ReportFile(small, MADE)
    with pytest.raises(BadInput) as fault:
        kept.holds(Source("b", "y", file="b", sha256="y"))
    kept.close()
    told = "'b' was read here from other words than it has now"
    instead = "delete this line to read it anew, or name another file"
    assert str(fault.value) == f"{small}:2:1: {told}, {instead}"


def test_another_date_is_refused_by_the_command_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OSLO, "utf-8")
    words = ("read", ".", "--out", "o.jsonl")
    assert onetext(*words, cwd=tmp_path).code == 0
    ran = onetext(*words, "--date", "2024-01-02", cwd=tmp_path)
    told = "read without --date, leave out --date, or name another file\n"
    assert ran == Ran(3, "", f"onetext: o.jsonl:{made_at(tmp_path / 'o.jsonl')}: {told}")


def test_a_folder_and_a_file_nowhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OSLO, "utf-8")
    ran = onetext("read", "a.txt", "--out", ".", cwd=tmp_path)
    assert ran == Ran(3, "", "onetext: .: no plain file, name another\n")
    ran = onetext("read", "a.txt", "--out", "no/o.jsonl", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.endswith("No such file or directory, name a file in a folder that exists\n")


@pytest.mark.parametrize("other", ["--json", "--jsonl", "--into=r.sqlite"])
def test_one_way_out_at_a_time(tmp_path: Path, other: str) -> None:
    ran = onetext("read", "-", "--out", "o.jsonl", other, cwd=tmp_path)
    told = f"--out and {other.partition('=')[0]} exclude each other, write one of them"
    assert ran == Ran(2, "", f"onetext: {told}\n")
    assert not list(tmp_path.iterdir())


# Any words, any cut.


@given(st.lists(st.text(), min_size=1, max_size=5, unique=True), st.floats(0, 1), st.booleans())
@settings(deadline=None, max_examples=60)
def test_any_names_and_words_are_found_again_after_any_cut(
    names: list[str], share: float, zeros: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file, made = Path(folder) / "o.jsonl", {"reader": "rules"}
        sources = [Source(name, "x", title=name, file=name, sha256=name) for name in names]
        kept = ReportFile(file, made)
        for source in sources:
            kept.add(to_form(Report(source, (), (), (), (), ())))
        kept.close()
        written = file.read_bytes()
        cut = int(share * len(written))
        file.write_bytes(written[:cut] + b"\0" * 7 * zeros)
        again = ReportFile(file, made)
        assert again.there == written[:cut].count(b"\n")
        for source in sources:
            if not again.holds(source):
                again.add(to_form(Report(source, (), (), (), (), ())))
        again.close()
        assert file.read_bytes() == written
        with pytest.raises(BadInput, match="read otherwise"):
            ReportFile(file, {"reader": "rules", "model": "other"})
