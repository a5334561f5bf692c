"""Where a command prints to: pipes that close, full devices, encodings, terminals, interrupts."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from ran import (
    DENIALS,
    LONGEST,
    OSLO,
    ROOT,
    SCRIPT,
    TWO_RIVERS,
    Ran,
    environment,
    known,
    onetext,
    started,
)
from rich.cells import cell_len

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and terminals")

ASKED = [
    ["read", DENIALS],
    ["read", DENIALS, "--json"],
    ["brief", DENIALS],
    ["--help"],
    ["--version"],
]


def filled(run: subprocess.Popen[bytes]) -> None:
    """Wait until nobody's reading has filled the pipe, so that a write is waiting."""
    held, since = 0, time.monotonic()
    while not held or time.monotonic() - since < 0.7:
        assert run.poll() is None
        assert run.stdout is not None
        there = int.from_bytes(fcntl.ioctl(run.stdout, termios.FIONREAD, bytes(4)), sys.byteorder)
        if there != held:
            held, since = there, time.monotonic()
        time.sleep(0.05)


def children(process: int) -> list[int]:
    """Return the processes that a process has started, waiting until there are some."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    while not (found := [int(one) for one in listed.read_text().split()]):
        time.sleep(0.02)
    return found


def gone(group: int) -> bool:
    """Tell whether no process of the group is left, waiting a while for the last to go."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


# Interrupts.


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_leaves_whole_lines_and_no_process(form: str, jobs: str, many: Path) -> None:
    run = started("read", many, form, "--jobs", jobs)
    assert run.stdout is not None
    first = run.stdout.readline()
    os.killpg(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=LONGEST)
    assert (run.returncode, err) == (130, b"onetext: interrupted\n")
    lines = (first + out).decode().split("\n")
    assert lines.pop() == ""
    rows = lines[1:] if form == "--json" else lines
    assert len(rows) < 1000
    for row in rows:
        json.loads(row.removeprefix(","))
    assert gone(run.pid)


def test_an_interrupt_while_a_slow_pipe_takes_a_line_cuts_none(many: Path) -> None:
    run = started("read", many, "--jsonl")
    filled(run)
    os.killpg(run.pid, signal.SIGINT)
    time.sleep(0.2)
    out, err = run.communicate(timeout=LONGEST)
    assert (run.returncode, err) == (130, b"onetext: interrupted\n")
    assert out.endswith(b"}\n")
    assert all(json.loads(line) for line in out.splitlines())


def test_a_second_interrupt_ends_a_write_that_nobody_takes(many: Path) -> None:
    run = started("read", many, "--jsonl")
    filled(run)
    for _ in range(2):
        os.killpg(run.pid, signal.SIGINT)
        time.sleep(0.3)
    assert run.wait(LONGEST) == 130
    assert run.stdout is not None
    assert run.stderr is not None
    assert run.stderr.read() == b"onetext: interrupted\n"
    run.stdout.close()
    run.stderr.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_an_interrupted_brief_prints_nothing(many: Path) -> None:
    run = started("brief", many, "--jobs", "2")
    children(run.pid)
    os.killpg(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=LONGEST)
    assert (run.returncode, out, err) == (130, b"", b"onetext: interrupted\n")
    assert gone(run.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_killed_command_leaves_no_process(many: Path) -> None:
    run = started("read", many, "--jsonl", "--jobs", "2")
    assert run.stdout is not None
    run.stdout.readline()
    run.kill()
    run.communicate()
    assert gone(run.pid)


# Pipes and devices.


@pytest.mark.parametrize("words", [["read", TWO_RIVERS, "--jsonl"], ["brief", TWO_RIVERS]])
def test_a_reader_who_has_had_enough_is_no_fault(words: list[str]) -> None:
    piped = f"{SCRIPT[0]} {' '.join(words)} | head -n 1; exit ${{PIPESTATUS[0]}}"
    ran = onetext(piped, command=["bash", "-c"])
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("\n") == 1


def test_a_pipe_closed_from_the_start_is_no_fault() -> None:
    for words in (ASKED[0], ASKED[2]):
        ends = os.pipe()
        os.close(ends[0])
        ran = onetext(*words, stdout=ends[1])
        os.close(ends[1])
        assert (ran.code, ran.err) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    ("words", "env"),
    [*((words, {}) for words in ASKED), (ASKED[0], {"PYTHONUNBUFFERED": "1"})],
    ids=[*map(" ".join, ASKED), "unbuffered"],
)
def test_a_full_device_is_told(words: list[str], env: dict[str, str]) -> None:
    with open("/dev/full", "wb") as full:
        ran = onetext(*words, stdout=full, env=env)
    told = "onetext: standard output: No space left on device, make room, or write elsewhere\n"
    assert (ran.code, ran.err) == (3, told)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_full_devices_for_the_page_and_the_notes_are_no_traceback() -> None:
    page = onetext("brief", DENIALS, "--html", "/dev/full")
    assert page.code == 3
    assert page.err.startswith("onetext: /dev/full: No space left on device, ")
    with open("/dev/full", "wb") as full:
        assert onetext("read", "nowhere", DENIALS, stderr=full).code == 3


@pytest.mark.parametrize(("closing", "code"), [("<&-", 3), (">&-", 0), ("2>&-", 3)])
def test_closed_streams_are_as_good_as_empty(closing: str, code: int) -> None:
    path = "-" if closing == "<&-" else f"{DENIALS} nowhere" if closing == "2>&-" else DENIALS
    ran = onetext(f"{SCRIPT[0]} read {path} {closing}", command=["bash", "-c"])
    assert ran.code == code
    assert "Not read" not in ran.out


# Encodings.


def test_no_encoding_stops_a_command(tmp_path: Path) -> None:
    text = OSLO + "“Þetta 协议 \U0001f54a é,” said Jonas Gahr Støre, prime minister of Norway.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")

    def told(*words: str, **env: str) -> str:
        done = subprocess.run(
            [*SCRIPT, *words],
            cwd=tmp_path,
            env=environment(**env),
            capture_output=True,
            timeout=LONGEST,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout.decode(env.get("PYTHONIOENCODING", "utf-8"))

    plain = json.loads(told("read", "a.txt", "--json"))
    assert "协议" in json.dumps(plain, ensure_ascii=False)
    for encoding in ("ascii", "cp1252"):
        env = {"PYTHONIOENCODING": encoding}
        assert told("read", "a.txt", **env).startswith("a: ")
        assert told("brief", "a.txt", **env).startswith("1 report, ")
        assert json.loads(told("read", "a.txt", "--json", **env)) == plain


def test_lines_of_a_brief_in_ascii_are_drawn_with_what_there_is() -> None:
    out = onetext("brief", DENIALS, env={"PYTHONIOENCODING": "ascii"}).out
    assert "SOURCES (1) -----" in out
    assert "\\u2500" not in out


# Terminals.


def on_a_terminal(
    *words: str, env: dict[str, str] | None = None, stdout: int | None = None
) -> tuple[Ran, str]:
    """Run with a terminal for standard error, and for standard output unless it is given."""
    ours, theirs = os.openpty()
    run = subprocess.Popen(
        [*SCRIPT, *words],
        cwd=ROOT,
        env=environment(TERM="xterm-256color", COLUMNS="80", **(env or {})),
        stdin=theirs,
        stdout=theirs if stdout is None else stdout,
        stderr=theirs,
        close_fds=True,
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        seen += part
    os.close(ours)
    return Ran(run.wait(LONGEST), "", ""), seen.decode()


def test_a_bar_is_drawn_on_a_terminal_and_the_result_goes_where_it_is_sent(tmp_path: Path) -> None:
    for words in (["read", DENIALS], ["read", DENIALS, "--jobs", "2"], ["brief", DENIALS]):
        with (tmp_path / "out").open("wb") as out:
            ran, seen = on_a_terminal(*words, stdout=out.fileno())
        assert ran.code == 0
        assert "reports" in seen
        assert seen.count("\x1b[?25l") == seen.count("\x1b[?25h")  # the cursor comes back
        assert (tmp_path / "out").read_text("utf-8") == known(*words[:2]).out


def test_reports_printed_to_a_terminal_are_printed_as_they_are() -> None:
    _, seen = on_a_terminal("read", DENIALS)
    assert seen.replace("\r\n", "\n") == known("read", DENIALS).out


def test_no_bar_is_drawn_off_a_terminal() -> None:
    assert known("read", DENIALS).err == ""


def test_a_brief_on_a_terminal_is_bold_and_without_colour_it_has_no_codes() -> None:
    _, bold = on_a_terminal("brief", DENIALS)
    assert "\x1b[1m" in bold
    _, plain = on_a_terminal("brief", DENIALS, env={"NO_COLOR": "1"})
    shown = plain[plain.index("1 report, ") :].replace("\r\n", "\n")
    assert shown == known("brief", DENIALS).out
    assert max(map(cell_len, shown.splitlines())) <= 80
