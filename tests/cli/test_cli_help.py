"""What ``--help`` tells: every command and option, in 80 columns; the version; our faults."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest
import typer
from ran import MODULE, ROOT, onetext

from onetext.cli.main import app

GROUP = typer.main.get_command(app)
COMMANDS = sorted(GROUP.commands)  # type: ignore[attr-defined]
LLM = " --reader --llm-url --llm-model --llm-key-file --llm-cache --llm-timeout"
DESIGNED = {
    "brief": "--seat --at --html --json" + LLM,
    "read": "--date --json --jsonl --jobs --engine --into --out --to" + LLM,
    "draft": "-o --force --date --parties --issues --jobs",
    "check": "--json",
    "offers": "--package --at --json",
    "guarantees": "--trigger --place --attacker --at --json",
}


def test_help_names_every_command_and_the_exit_codes() -> None:
    ran = onetext("--help", env={"COLUMNS": "80"})
    assert (ran.code, ran.err) == (0, "")
    for name in COMMANDS:
        [line] = re.findall(rf"^  {name}  .*$", ran.out, re.MULTILINE)
        assert line.endswith(".")
        assert not line.endswith("...")
    for code in ("0", "2", "3", "130"):
        assert re.search(rf"\b{code}\b", ran.out)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_explains_every_option_in_80_columns(name: str) -> None:
    ran = onetext(name, "--help", env={"COLUMNS": "80"})
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 80
    options = [
        option
        for param in GROUP.commands[name].params  # type: ignore[attr-defined]
        for option in param.opts
        if option.startswith("-")
    ]
    for option in {*options, *DESIGNED.get(name, "").split()}:
        assert re.search(
            rf"^  (-\w, )?{option}((, | / )--\w+)?( [A-Z=]+)?  +\w", ran.out, re.MULTILINE
        ), option
    assert re.search(r"^  (PATH|CASE|FILE|BUNDLE|RECORD)\b.*  \w", ran.out, re.MULTILINE)


def test_without_words_the_help_is_shown_and_it_is_wrong_use() -> None:
    assert onetext().code == 2
    assert "Usage: onetext" in onetext().err


def test_the_version_is_the_package_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    ran = onetext("--version")
    assert (ran.code, ran.out) == (0, f"onetext {project['version']}\n")
    assert onetext("--version", command=MODULE) == ran


def test_a_fault_of_ours_is_one_line_unless_its_place_is_asked_for(tmp_path: Path) -> None:
    code = (
        "import onetext.cli.reports as r, onetext.cli.main as m\n"
        "def wrong(*given, **named): raise KeyError('a\\nb')\n"
        "r.load_reader = wrong\n"
        "m.run()\n"
    )
    (tmp_path / "broken.py").write_text(code, "utf-8")
    command = [sys.executable, str(tmp_path / "broken.py")]
    ran = onetext("read", "x", command=command)
    assert (ran.code, ran.out) == (70, "")
    assert ran.err == (
        "onetext: a fault of ours (KeyError: 'a\\nb'); ONETEXT_TRACEBACK=1 shows where,"
        " please tell us\n"
    )
    with pytest.raises(AssertionError, match="Traceback"):
        onetext("read", "x", command=command, env={"ONETEXT_TRACEBACK": "1"})


def test_a_report_our_reader_fails_on_is_listed_and_the_next_is_read(tmp_path: Path) -> None:
    code = (
        "import onetext.press.reader as r, onetext.cli.main as m\n"
        "read = r.Reader.read\n"
        "def sometimes(self, source):\n"
        "    if source.id == 'bad': raise IndexError('list index\\nout of range')\n"
        "    return read(self, source)\n"
        "r.Reader.read = sometimes\n"
        "m.run()\n"
    )
    (tmp_path / "broken.py").write_text(code, "utf-8")
    for name in ("bad", "good"):
        (tmp_path / f"{name}.txt").write_text("“No,” Angela Merkel said.\n", "utf-8")
    command = [sys.executable, str(tmp_path / "broken.py")]
    ran = onetext("read", "bad.txt", "good.txt", command=command, cwd=tmp_path)
    assert ran.code == 3
    assert ran.out.startswith("good: good.txt\n")
    assert ran.err == (
        "Not read (1):\n  bad.txt: our reader failed on it (IndexError: list index out of range),"
        " please send us the report\n"
    )
