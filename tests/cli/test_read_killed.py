"""``onetext read``: a process that reads is killed in the middle; nothing is lost, none doubled.

The tests of Dask and Ray run where those are installed: ``uv sync --extra dask --extra ray``.
"""

from __future__ import annotations

import importlib.util
import io
import json
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from ran import LONGEST, PRESS, Ran, lines_in, onetext, started, texts

from onetext.cli.ahead import Lost, in_order
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source, Unread

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
ROWS = 24
PATIENT = float(os.environ.get("ONETEXT_PATIENCE", LONGEST))


def engine(name: str) -> pytest.MarkDecorator:
    module = {"dask": "distributed", "ray": "ray"}[name]
    why = f"{name} is not installed: uv sync --extra {name}"
    return pytest.mark.skipif(importlib.util.find_spec(module) is None, reason=why)


ENGINES = [
    pytest.param("processes"),
    pytest.param("dask", marks=engine("dask")),
    pytest.param("ray", marks=engine("ray")),
]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return reports so long that a process is met at its work."""
    file, told = tmp_path_factory.mktemp("rows") / "rows.jsonl", texts()
    with file.open("w", encoding="utf-8") as out:
        for n in range(ROWS):
            text = "\n\n".join(told[(n + k) % len(told)] for k in range(3))
            out.write(json.dumps({"id": f"r{n}", "date": "2031-04-10", "text": text}) + "\n")
    return file


@pytest.fixture(scope="module")
def whole(rows: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return what one process writes undisturbed."""
    file = tmp_path_factory.mktemp("whole") / "whole.jsonl"
    assert onetext("read", rows, "--out", file).code == 0
    return file.read_bytes()


def below(process: int) -> Iterator[int]:
    """Yield all processes that a process has begun, and those that they have."""
    for listed in Path(f"/proc/{process}/task").glob("*/children"):  # each thread has its own
        try:
            told = listed.read_text()
        except OSError:
            continue
        for child in map(int, told.split()):
            yield child
            yield from below(child)


def at_work(process: int, engine: str) -> list[int]:
    """Return the processes below that read: by their names on Ray, by their work elsewhere."""

    def command(one: int) -> str:
        try:
            return Path(f"/proc/{one}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            return ""

    mark = {"processes": "onetext", "dask": "spawn_main", "ray": "ray::_read"}[engine]
    return [one for one in below(process) if mark in command(one)]


@pytest.mark.parametrize("name", ENGINES)
def test_one_of_two_killed_nothing_is_lost_or_doubled(
    name: str, rows: Path, whole: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    run = started("read", rows, "--out", file, "--jobs", "2", "--engine", name)
    killed, since = [], time.monotonic()
    while len(killed) < 2 and run.poll() is None and time.monotonic() - since < PATIENT:
        working = [one for one in at_work(run.pid, name) if one not in killed]
        if working and lines_in(file) > 4 * len(killed):
            os.kill(working[0], signal.SIGKILL)
            killed.append(working[0])
        time.sleep(0.02)
    out, err = run.communicate(timeout=PATIENT)
    assert (run.returncode, out) == (0, b""), err
    assert len(killed) == 2
    assert err.endswith(f"{file}: {ROWS} new, 0 were there\n".encode())
    if name == "processes":
        told = b"A process that read reports was ended from outside; they are read again\n"
        assert err.startswith(told)
    assert file.read_bytes() == whole


# The same on every engine: folders, JSONL, WARC.


@pytest.fixture(scope="module")
def all_kinds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of texts, with a JSONL, a WARC and what cannot be read in it."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    class Writer(WARCWriter):
        def _create_temp_file(self) -> io.BytesIO:
            return io.BytesIO()  # the library's own is left open, which is an error in these tests

    folder, told = tmp_path_factory.mktemp("kinds"), texts()
    (folder / "deeper").mkdir()
    (folder / "deeper" / "a.txt").write_text(told[0], "utf-8")
    (folder / "b.pdf").write_bytes(b"%PDF-1.4")
    (folder / "c.jsonl").write_text(json.dumps({"text": told[1]}) + "\n[]\n", "utf-8")
    with (folder / "d.warc.gz").open("wb") as file:
        writer = Writer(file, gzip=True)
        page = "".join(f"<p>{part}</p>" for part in told[2].split("\n\n"))
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        body = f"<html><body><article>{page}</article></body></html>".encode()
        writer.write_record(
            writer.create_warc_record(
                "https://example.org/talks-open",
                "response",
                payload=io.BytesIO(body),
                http_headers=headers,
            )
        )
    return folder


@pytest.fixture(scope="module")
def alone(all_kinds: Path) -> Ran:
    """Return what one process prints of them."""
    ran = onetext("read", all_kinds, "--jsonl")
    assert (ran.code, ran.out.count("\n"), ran.err.count("\n")) == (3, 3, 3)
    return ran


@pytest.mark.parametrize("name", ENGINES[1:])
def test_every_engine_prints_the_same_of_every_kind(name: str, all_kinds: Path, alone: Ran) -> None:
    ran = onetext("read", all_kinds, "--jsonl", "--engine", name, "--jobs", "2")
    assert ran.out == alone.out
    assert (ran.code, ran.err.splitlines()[-3:]) == (3, alone.err.splitlines())


@pytest.mark.parametrize("name", ["dask", "ray"])
def test_an_engine_that_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError\n")
    (tmp_path / "ray.py").write_text("raise ImportError\n")
    # Whether it is installed or not, here it cannot be imported.
    shadow = {"PYTHONPATH": str(tmp_path)}
    ran = onetext("read", PRESS, "--jsonl", "--engine", name, env=shadow)
    told = f"run pip install 'onetext[{name}]', or leave out --engine"
    assert ran == Ran(
        2, "", f"onetext: --engine {name} is an extra that is not installed, {told}\n"
    )


def test_an_unknown_engine_is_refused() -> None:
    ran = onetext("read", PRESS, "--jsonl", "--engine", "steam")
    told = "there is no engine 'steam', write processes, dask, ray"
    assert ran == Ran(2, "", f"onetext: {told}\n")


# What is lost, by itself.


class Frail:
    """Read by handing back an empty report, and lose what it is told to lose."""

    def __init__(self, *, deadly: Sequence[str] = (), losses: Sequence[int] = (), all_: bool):
        self.deadly = set(deadly)
        self.losses = list(losses)
        self.all = all_
        self.asked = 0
        self.open: dict[int, Source] = {}
        self.broken: set[int] = set()

    def submit(self, source: Source) -> int:
        number = len(self.open)
        self.open[number] = source
        return number

    def result(self, reading: int) -> Report | Unread:
        self.asked += 1
        source = self.open[reading]
        others = [n for n, one in self.open.items() if one.id in self.deadly and n >= reading]
        if reading in self.broken or source.id in self.deadly or self.asked in self.losses:
            raise Lost
        if self.all and any(n not in self.broken for n in others):
            raise Lost
        return Report(source, (), (), (), (), ())

    def again(self) -> bool:
        if self.all:
            self.broken |= set(self.open)
        return self.all


@pytest.mark.parametrize("all_", [True, False])
@pytest.mark.parametrize("losses", [(), (1,), (3, 4), (2, 9, 10)])
def test_what_is_lost_is_read_again_in_its_place(all_: bool, losses: tuple[int, ...]) -> None:
    sources = [Source(f"r{n}", "x") for n in range(20)]
    frail = Frail(losses=losses, all_=all_)
    found = list(in_order(sources, frail, ahead=4))
    assert [one.source for one in found if isinstance(one, Report)] == sources


@pytest.mark.parametrize("all_", [True, False])
def test_a_report_that_ends_whatever_reads_it_is_told_and_the_others_are_read(all_: bool) -> None:
    sources = [Source(f"r{n}", "x", file="a.jsonl") for n in range(20)]
    found = list(in_order(sources, Frail(deadly=["r5", "r7"], all_=all_), ahead=4))
    unread = [n for n, one in enumerate(found) if isinstance(one, Unread)]
    assert (len(found), unread) == (20, [5, 7])
    told = found[5]
    assert isinstance(told, Unread)
    assert told.where == "a.jsonl: r5"
    assert told.why.startswith("what read it was ended from outside 4 times")
