"""The commands of docs/examples.md do what the page says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"^```\n(.*?)^```", PAGE, re.M | re.S)
    for line in block.splitlines()
]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_page_does_its_work(line: str) -> None:
    assert line.startswith("onetext ")
    begin = "import sys; from onetext.cli.main import run; sys.exit(run())"
    done = subprocess.run(
        [sys.executable, "-c", begin, *shlex.split(line)[1:]],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    ends_first = "before-round-three" in line
    assert done.returncode == (1 if ends_first else 0), done.stderr
    assert done.stdout


def test_the_folders_are_those_on_the_page() -> None:
    told = set(re.findall(r"^## .*\(`examples/([\w-]+)`\)", PAGE, re.M))
    assert told == {path.name for path in (ROOT / "examples").iterdir() if path.is_dir()}
